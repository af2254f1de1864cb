"""What stands around a figure of prose and says of when or of what it is: the opening of its sentence, and the heading above.

1-6月，全市支出7亿元 is of half a year, 2013-2017年，累计收入713亿元 of five; 2014年预算安排154万元 under 二、公务接待费 is of that item.
"""

import re
from dataclasses import replace

from index.cleaning import normalise, squash
from index.parts_of_year import PART_OF_YEAR
from index.reports import Report
from index.sections import numbering

_SPAN_OF_YEARS = re.compile(r"\s*(?P<span>(?:19|20)\d\d ?年?[-~～—至到](?:19|20)\d\d ?年)[，,]?")
_HELD_AGAINST = re.compile(r"[^。；\d]{0,4}(?:完成[^。；，]{0,20}，)?[^。；\d]{0,8}[较比](?P<year>(?:19|20)\d\d) ?年")
_ONE_YEAR = re.compile(r"(?:19|20)\d\d ?年|今年|去年|本年")
_ENDS = re.compile(r"[。！？\n]")
_OPENING_YEAR = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）).、．]\s*)?(?P<year>(?:19|20)\d\d) ?年(?:度)?"
    r"(?![末底初]|\s*\d|[-~～—至到]|以[来前后]|同期|[上下]半年|[前一二三四]季)"
)
# Another year of its own in the sentence, and no base: 2012年预算48万元，2011年为36万元
_OTHER_YEAR = re.compile(
    r"(?<![较比与和同])(?<!于)(?:(?:19|20)\d\d ?年|上年|去年|今年|本年|当年)(?!.{0,8}(?:相比|对比|持平))"
)
_MONEY = re.compile(r"\d ?[万亿]?元")
_OPENING_MONTHS = re.compile(rf"\s*(?:(?:今年|(?:19|20)\d\d年)(?:以来，)?)?(?P<months>{PART_OF_YEAR.pattern})，")
_OF_YEAR = re.compile(r"[，；](?:预计)?全年")
_BUDGET_ALONE = re.compile(r"(?:本年|全年)?(?:年初)?预算数?")
_ACCOUNT_ALONE = re.compile(
    r"\s*(?:(?:19|20)\d\d ?年(?:度)?)?(?:年初|全年|本年)?(?:预算|决算|支出)(?:数|安排|支出|总额)?(?:为|是|共)?\s*\d"
)
_ITEM_HEADING = re.compile(r"(?P<item>[^，。：:]{0,16}(?:(?:收入|支出)预算|费|经费|基本支出|项目支出))[。：:]?")


def of_months(report: Report, text: str, at: int) -> Report:
    """The report of a figure whose sentence opens with a part of the year: 1-6月，全市收入8亿元，支出7亿元."""
    folded = normalise(text)
    opened = _OPENING_MONTHS.match(folded, folded.rfind("。", 0, at) + 1)
    whole = opened is not None and _OF_YEAR.search(folded, opened.end(), at)  # 上半年…；全年预计收入20亿元
    if opened is None or whole or (report.months and opened["until"] is None):
        return report
    return replace(report, months=opened["months"].strip())  # 截至5月底，…, under 2020年5月财政收支情况 as well


def year_ahead(text: str, at: int) -> int | None:
    """The year that the sentence of a figure opens with, or the last sentence of its paragraph that did and told amounts.

    2012年拟安排出国12人次，安排经费预算48万元: of 2012, both. ``None`` where the sentence tells other years as well.
    """
    folded, opened, start = normalise(text), None, 0
    for end in (*(stop.end() for stop in _ENDS.finditer(folded, 0, at)), at):
        found = _OPENING_YEAR.match(folded, start, end)
        if _OTHER_YEAR.search(folded, found.end() if found else start, end):
            opened = None
        elif found and (end == at or _MONEY.search(folded, found.end(), end)):
            opened = int(found["year"])
        elif found:
            opened = None
        start = end
    return opened


def base_year(text: str, at: int) -> int | None:
    """The year that the rest of a sentence holds a figure against (…，较2012年增长), where it says one."""
    folded = normalise(text)
    said = _HELD_AGAINST.match(folded, at)
    return int(said["year"]) if said else None


def span_of_years(text: str, at: int) -> str:
    """The years that a sum is of, where its sentence opens with several: 2013-2017年，累计实现收入713亿元; "" for none."""
    folded = normalise(text)
    opened = _SPAN_OF_YEARS.match(folded, folded.rfind("。", 0, at) + 1)
    rest = folded[opened.end() : at] if opened else ""
    return opened["span"] if opened and "累计" in rest and not _ONE_YEAR.search(rest) else ""


def item_ahead(path: tuple[str, ...], text: str) -> str:
    """The item of a heading in front of a paragraph that opens with its account alone: 2014年预算安排154万元 under 二、公务接待费."""
    named = _item_of(path[-1]) if path else ""
    return f"{named}：" if named.endswith("费") and _ACCOUNT_ALONE.match(normalise(text)) else ""


def _item_of(heading: str) -> str:
    """The item that a heading is, without its number; "" where it is none."""
    words = squash(heading)
    number = numbering(words)
    named = _ITEM_HEADING.fullmatch(words[number.length :] if number else words)
    return named["item"] if named else ""


def of_heading(label: str, path: tuple[str, ...]) -> str:
    """What the account alone is called under a heading that is an item: 2024年年初预算数 under （一）收入预算."""
    if not path or not _BUDGET_ALONE.fullmatch(squash(label)):
        return label
    return _item_of(path[-1]) or label
