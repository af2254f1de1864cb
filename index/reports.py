"""Reports on the execution of a budget, and sections that report on another year or a part of one: what their figures are.

关于青石县2022年预算执行情况和2023年预算草案的报告 tells two years in one text. What it tells as carried out is no budget, and not
yet a final account either; what half a year brought is no figure of the year. Documents and sections say so in their headings.
"""

import re
from dataclasses import dataclass, replace

from index.cleaning import squash
from index.document import Document
from index.facts import Publisher
from index.parts_of_year import part_of_year
from index.sections import numbering

_REPORT = re.compile(r"执行情况|草案|报告")
_CARRIED_OUT = re.compile(r"执行情况|完成情况|月(?:份)?财政收支情况")
_PLANNED = re.compile(r"草案|安排|编制|计划|目标|绩效")
_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d)年(?!.*(?:19|20)\d\d年)(?!.*[比较与同])[^，。]{0,16}(?:预算|决算|收支|执行)"
)
_YEAR_BEFORE = re.compile(r"(?:上一?年|去年)(?:度)?[^，。]{0,12}(?:执行|完成)情况")
_TITLED = re.compile(r"(?:19|20)\d\d年|预算|决算")
_OPENING = 80
_WHOLE_YEAR = re.compile(r"全年|下半年")
_CARRIED_OUT_AS = {"final": "执行数", "previous": "上年执行数"}
# …2022年预算执行情况和2023年预算草案的报告: what tells of 2022 was carried out
_WITH_DRAFT = re.compile(
    r"(?P<year>(?:19|20)\d\d)年(?P<done>[^年]*执行情况)(?:的报告)?[和及与暨、].*(?:草案|计划|安排)"
)
_OF_MONTHS = frozenset({"budget", "final", "previous", "change"})


@dataclass(frozen=True, slots=True)
class Report:
    """What a section reports on: ``carried_out`` where not what was planned, ``months`` a part of the year or ""."""

    year: int | None
    carried_out: bool
    months: str

    def label(self, label: str, basis: str) -> str:
        """The label of a figure, with the part of the year that it is of."""
        return f"{self.months}{label}" if self.months and basis in _OF_MONTHS and not part_of_year(label) else label

    def base(self, basis: str) -> str | None:
        """The words for the account of a figure that was carried out, before there is a final account."""
        return _CARRIED_OUT_AS.get(basis) if self.carried_out else None


def title_of(document: Document) -> str:
    """The title of a document; of one without, its first words, which say what it reports on: 2022年上半年，…."""
    if _TITLED.search(squash(document.title)) or not document.sentences:
        return document.title
    return squash(document.sentences[0].text)[:_OPENING]


def report_of(title: str, path: tuple[str, ...], publisher: Publisher) -> Report:
    """What the section at the end of a path of headings reports on, in a document with this title."""
    headings = (title, *path)
    words = [each for each in headings if _CARRIED_OUT.search(each) and not _PLANNED.search(each)]
    draft = _WITH_DRAFT.search(squash(title))
    year = _year(title, path, publisher)
    if draft and not any(_PLANNED.search(each) for each in path) and int(draft["year"]) == year == publisher.period:
        words.append(draft["done"])
    carried_out = publisher.family == "budget" and bool(words) and not any("决算" in each for each in (*words, *path))
    ahead = () if "决算" in title else (title,)  # 2020年财政决算和2021年1至8月预算执行情况
    months = [part for each in (*ahead, *path) if (part := part_of_year(each))]
    whole = any(_WHOLE_YEAR.search(each) for each in path)
    return Report(year, carried_out, months[-1] if months and not whole else "")


def of_year(publisher: Publisher, report: Report) -> Publisher:
    """The publisher, for the year that a section reports on."""
    return replace(publisher, period=report.year)


def _year(title: str, path: tuple[str, ...], publisher: Publisher) -> int | None:
    """The year that the nearest heading opens with, in a report and above what was carried out; else the document's."""
    for heading in reversed(path):
        words = squash(heading)
        number = numbering(words)
        words = words[number.length :] if number else words
        found = _YEAR.match(words)
        if found and (_REPORT.search(title) or _CARRIED_OUT.search(words)):
            return int(found["year"])
        if _YEAR_BEFORE.match(words) and publisher.period:
            return publisher.period - 1
    return publisher.period
