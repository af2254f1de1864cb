"""Reports on the execution of a budget, and sections that report on another year or a part of one: what their figures are.

关于青石县2022年预算执行情况和2023年预算草案的报告 tells two years in one text. What it tells as carried out is no budget, and not
yet a final account either; what half a year brought is no figure of the year. Documents and sections say so in their headings.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.cleaning import squash
from index.document import Document
from index.facts import Publisher
from index.parts_of_year import part_of_year
from index.sections import numbering

_REPORT = re.compile(r"执行情况|草案|报告")
_CARRIED_OUT = re.compile(r"执行情况|完成情况|月(?:份)?财政收支情况")
_PLANNED = re.compile(r"草案|(?<!调节基金)安排|编制|计划|目标|绩效")
_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d)年(?!.*(?:19|20)\d\d年)(?!.*[比较与同])[^，。]{0,16}(?:预算|决算|收支|执行)"
)
_YEAR_BEFORE = re.compile(r"(?:上一?年|去年)(?:度)?[^，。]{0,12}(?:执行|完成)情况")
_TITLED = re.compile(r"(?:19|20)\d\d年|预算|决算")
_OPENING = 80
_WHOLE_YEAR = re.compile(r"全年|下半年")
_CARRIED_OUT_AS = {"final": "执行数", "previous": "上年执行数"}
# …2022年预算执行情况和2023年预算草案的报告: what tells of 2022 was carried out
# A heading in a line of its own that a full stop ends: （一）年初预算安排情况。
RUN_IN_HEAD = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．][^，,；;\d]{3,24}情况[。.：:]?")
_PLANNED_HEAD = re.compile(r"年初预算(?:安排)?情况|预算(?:安排|编制|草案)情况")
_YEAR_SAID = re.compile(r"((?:19|20)\d\d) ?年")
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

    def said_base(self, basis: str, words: str, *, stated: bool) -> str | None:
        """The same for a figure behind ``words``, which may name its account themselves (``stated``), or expect it (预计完成)."""
        if stated:
            return "执行数" if basis == "final" and "执行数" in words else None
        base = self.base(basis)
        return base.replace("执行", "预计执行") if base and "预计" in words else base


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
    nearest = next((each for each in reversed(path) if _PLANNED_HEAD.search(each) or _CARRIED_OUT.search(each)), "")
    planned = _PLANNED_HEAD.search(nearest) is not None and _CARRIED_OUT.search(nearest) is None
    carried_out = publisher.family == "budget" and bool(words) and not planned
    carried_out = carried_out and not any("决算" in each for each in (*words, *path))
    ahead = () if "决算" in title else (title,)  # 2020年财政决算和2021年1至8月预算执行情况
    whole = any(_WHOLE_YEAR.search(each) for each in path)
    return Report(year, carried_out, "" if whole else _months((*ahead, *path), year))


def _months(headings: Sequence[str], year: int | None) -> str:
    """The part of a year that the nearest heading is about; none where it is about a whole year, or tells the part of another."""
    for heading in reversed(headings):
        part = part_of_year(heading)
        if not part:
            continue
        ahead = _YEAR_SAID.findall(heading[: heading.index(part)])
        several = len(set(_YEAR_SAID.findall(heading))) > 1  # 2021年决算和2022年上半年执行情况
        return "" if several and not (ahead and int(ahead[-1]) == year) else part
    return ""


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
