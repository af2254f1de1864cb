"""Slips of the pen that the words alone make certain: placeholders, missing units, stale years, template words.

Domain section 11 lists all of them as seen in published disclosures.
"""

import re
from collections.abc import Iterator

from index.checks.disclosure import GLOSSARY, PERFORMANCE, Disclosure, is_money, named, shown, stated
from index.cleaning import normalise, squash
from index.document import Locator, Sentence
from index.findings import Finding, Place, place_of_span
from index.publisher import title_years

_PLACEHOLDERS = (
    ("未完成的占位符", re.compile(r"(?<![A-Za-z0-9])(?:[xX]{2,}|×{2,}|＊{2,})(?![A-Za-z0-9])")),
    ("失效的书签", re.compile(r"错误[！!]\s?未(?:定义书签|找到引用源)")),
)
_COUNTED = frozenset({"cars", "buildings", "office_buildings", "large_equipment", "other_assets"})
_UNIT_BEHIND = re.compile(r"\s*(?:亿|万|元|%|个|分|倍)")
_BOTH_WAYS = re.compile(r"(?:增加|增长|上升|提高)（(?:减少|下降|降低)）|(?:减少|下降|降低)（(?:增加|增长|上升|提高)）")
_NO_NUMBER = re.compile(
    r"(?<!位为)(?<=[为少加长降占])[ _]{1,4}(?:万元|亿元|%)|(?<=[减增][少加])(?:万元|亿元)(?=[，。；])"
)
_STALE_PLAN = re.compile(
    r"(?P<year>(?:19|20)\d\d) ?年(?:度)?(?:\d{1,2} ?月(?:份)?)?(?:底|末)?(?:之?前)?"
    r"(?:计划(?!完成情况|执行|内)|拟|力争|确保(?!了)|(?P<done>完成(?![了的情率])))"
)
_TARGET_TOLD = re.compile(r"绩效(?:指标|目标)")
_DOUBLED = re.compile(r"(?P<word>原因|主要|意见|万元|增加|减少|情况|建议|由于|因为|率|[，。；：、])(?P=word)")
_PROVINCIAL = re.compile(r"指省级财政(?:当年)?拨付|纳入省级财政预算管理|指省级部门用财政拨款")
_BELOW_PROVINCE = re.compile(r"[县区市镇乡]|街道")
_DATED = re.compile(r"(?:19|20)\d\d")


def placeholders(disclosure: Disclosure) -> Iterator[Finding]:
    """xxxx, ××, 错误！未定义书签: one finding for each, with all its places."""
    text = disclosure.document.source.text
    for kind, pattern in _PLACEHOLDERS:
        places = [_place_at(disclosure, match.start(), match.end()) for match in pattern.finditer(text)]
        if places:
            more = f"，共{len(places)}处" if len(places) > 1 else ""
            message = f"文中有{kind}“{squash(places[0].quote)}”{more}，原内容没有填写。"
            yield disclosure.finding("placeholder", "slip", message, places)


def missing_units(disclosure: Disclosure) -> Iterator[Finding]:
    """An amount of money printed without 元 or 万元, though it is the level or the change of a budget item."""
    text = disclosure.document.source.text
    for fact in disclosure.prose:
        performance = any(PERFORMANCE.search(part) or GLOSSARY.search(part) for part in fact.section)
        if fact.amount is None or fact.amount.unit is not None or not fact.amount.value or performance:
            continue
        if not fact.concept or fact.concept in _COUNTED:
            continue
        if _UNIT_BEHIND.match(text[fact.locator.end : fact.locator.end + 4]) or not _section_has_money(
            disclosure, fact.locator
        ):
            continue
        said = f"{fact.direction}{stated(fact)}" if fact.direction else stated(fact)
        message = f"{named(fact)}“{said}”后面没有写金额单位。"
        yield disclosure.finding("missing_unit", "slip", message, [disclosure.place(fact)])


def tables_without_unit(disclosure: Disclosure) -> Iterator[Finding]:
    """A table of budget items with figures and no unit anywhere."""
    for table in disclosure.document.tables:
        bare = [
            fact
            for fact in disclosure.cells_in(table)
            if fact.concept
            and fact.amount
            and fact.amount.unit is None
            and not re.search("数量|面积|率|比", "".join(fact.columns))
        ]
        if len(bare) >= 2 and not any(is_money(fact) for fact in disclosure.cells_in(table)):
            message = f"《{table.caption}》列有金额（如{named(bare[0])}{stated(bare[0])}），但没有注明单位。"
            yield disclosure.finding("missing_unit", "slip", message, [disclosure.place(bare[0])])


def years(disclosure: Disclosure) -> Iterator[Finding]:
    """The year of the title against that of the opening, and plans for a year that is over."""
    document = disclosure.document
    titled, told = title_years(document)
    if titled and told and titled != told:
        found = list(re.finditer(rf"{told}\s?年", document.source.text))
        heading = re.search(rf"{titled}\s?年", document.source.text)
        places = [_place_at(disclosure, m.start(), m.end()) for m in (heading, found[0] if found else None) if m]
        if places:
            message = f"标题年度为{titled}年，正文开头称{told}年，前后不一。"
            yield disclosure.finding("stale_year", "conflict", message, places)
    period = disclosure.extraction.publisher.period
    if period is None or disclosure.extraction.publisher.family != "budget":
        return
    for sentence in document.sentences:
        if not any(PERFORMANCE.search(part) for part in document.section_path(sentence.section)):
            continue
        for match in _STALE_PLAN.finditer(normalise(sentence.text)):
            told_as_target = not match["done"] or _TARGET_TOLD.search(sentence.text[: match.start()])
            if int(match["year"]) < period and told_as_target:
                message = f"{period}年的绩效信息中写着“{shown(match.group())}”，年份可能没有更新。"
                yield disclosure.finding("stale_year", "slip", message, [_in_sentence(disclosure, sentence, match)])


def table_dates(disclosure: Disclosure) -> Iterator[Finding]:
    """Assets are told for the end of the year before (budget) or of the year itself (final account)."""
    period = disclosure.extraction.publisher.period
    for table in disclosure.document.tables:
        year = _DATED.search(table.date or "")
        if period is None or not year or int(year.group()) in {period - 1, period}:
            continue
        at = disclosure.document.source.text.find(table.date or "", table.start)
        if at >= 0:
            message = f"《{table.caption}》截止时间为{table.date}，与{period}年度不符。"
            yield disclosure.finding(
                "stale_year", "slip", message, [_place_at(disclosure, at, at + len(table.date or ""))]
            )


def template_words(disclosure: Disclosure) -> Iterator[Finding]:
    """增加（减少）, an amount without its number, 省级 in the terms of a county: the template was not filled in."""
    entity = disclosure.extraction.publisher.entity
    local = bool(_BELOW_PROVINCE.search(entity)) and "省" not in entity
    provincial: list[Place] = []
    for sentence in disclosure.document.sentences:
        text = normalise(sentence.text)
        glossary = any(GLOSSARY.search(part) for part in disclosure.document.section_path(sentence.section))
        if glossary and local:
            provincial += [_in_sentence(disclosure, sentence, match) for match in _PROVINCIAL.finditer(text)]
        for match in () if glossary else (*_BOTH_WAYS.finditer(text), *_NO_NUMBER.finditer(text)):
            message = f"模板文字没有填写：“{match.group().strip()}”。"
            yield disclosure.finding("template_words", "slip", message, [_in_sentence(disclosure, sentence, match)])
    if provincial:
        message = f"名词解释沿用了省级模板（“{provincial[0].quote}”），与发布单位{entity}的级次不符。"
        yield disclosure.finding("template_words", "slip", message, provincial)


def repeated_words(disclosure: Disclosure) -> Iterator[Finding]:
    """原因原因, 万元万元, 率率, 。。 in sentences and in the names of indicators."""
    for sentence in disclosure.document.sentences:
        for match in _DOUBLED.finditer(normalise(sentence.text)):
            message = f"文字重复：“{match.group()}”。"
            yield disclosure.finding("repeated_words", "slip", message, [_in_sentence(disclosure, sentence, match)])
    for table in disclosure.document.tables:
        for cell in table.cells:
            raw = normalise(disclosure.document.source.text[cell.start : cell.end])
            for match in _DOUBLED.finditer(raw):
                within = Locator(
                    disclosure.document.id, table.section, cell.start, cell.end, table.number, cell.row, cell.column
                )
                start = cell.start + match.start()
                place = place_of_span(disclosure.document, within, start, start + len(match.group()), squash(cell.text))
                yield disclosure.finding("repeated_words", "slip", f"文字重复：“{match.group()}”。", [place])


def _section_has_money(disclosure: Disclosure, locator: Locator) -> bool:
    return any(is_money(fact) and fact.locator.section == locator.section for fact in disclosure.prose)


def _in_sentence(disclosure: Disclosure, sentence: Sentence, match: re.Match[str]) -> Place:
    start, end = sentence.offsets[match.start()], sentence.offsets[match.end() - 1] + 1
    return disclosure.span(sentence.section, start, end, sentence.text[:30])


def _place_at(disclosure: Disclosure, start: int, end: int) -> Place:
    """A place by its characters alone: the cell it falls in, else the innermost section."""
    document = disclosure.document
    for table in document.tables:
        for cell in table.cells if table.start <= start < table.end else ():
            if cell.start <= start and end <= cell.end:
                within = Locator(document.id, table.section, start, end, table.number, cell.row, cell.column)
                return place_of_span(document, within, start, end, squash(cell.text)[:30])
    inside = [section for section in document.sections if section.start <= start < section.end]
    section = max(inside, key=lambda found: found.level, default=document.sections[0])
    return disclosure.span(section.number, start, end, section.title[:30])
