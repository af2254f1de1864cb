"""Targets told twice: in the text or the objective of a project and in its indicators; for the office and for a project.

Only names that mean the same measure are compared (``similarity``), within one project, in one unit. A target 200份
and one of ≥200份 agree; 90%以上 and ≤95% do not, nor do 不少于4次 and ≤4次.
"""

import re
from collections.abc import Iterator

from index.checks.disclosure import PERFORMANCE, Disclosure, amount_in, named, stated
from index.checks.indicator_rows import Indicator, indicators
from index.checks.similarity import frequency, measure_key, same_measure, same_project
from index.cleaning import squash
from index.document import Table
from index.facts import Fact
from index.findings import Finding

_WHOLE_OFFICE = re.compile(r"整体")
_TELLING_KEY = 4  # characters from which a key alone tells what is measured
_PROJECT_HEADER = re.compile(r"项目|专项|单位")
_INDICATOR_HEADER = re.compile(r"三级指标|指标名称|指标值")
_FLOOR, _CEILING = frozenset("≥>"), frozenset("≤<")
_ALIKE_COUNTERS = (
    {"份", "册", "本", "套"},
    {"个", "家", "户"},
    {"次", "场", "场次"},
    {"台", "个", "套"},
    {"根", "条", "线"},
)


def text_and_indicator(disclosure: Disclosure) -> Iterator[Finding]:
    """A target in the text of a project, or in the objective above its indicators, against the indicator so named."""
    for table in _indicator_tables(disclosure):
        rows = list(indicators(disclosure, table))
        for told in (*_objective(disclosure, table), *_project_text(disclosure, table)):
            row = _row_of(told, rows)
            if row is not None:
                finding = _disagreement(disclosure, told, row)
                if finding:
                    yield finding


def rows_of_one_table(disclosure: Disclosure) -> Iterator[Finding]:
    """Two rows of one table that set different targets for the same measure."""
    for table in _indicator_tables(disclosure):
        rows = list(indicators(disclosure, table))
        named = _PROJECT_HEADER.search(squash("".join(table.headers[:1])))
        for i, one in enumerate(rows):
            for other in rows[i + 1 :]:
                if named and one.fact.path[:1] != other.fact.path[:1]:
                    continue  # each project of the table has its own targets
                if _same_row_measure(one, other) and _differ(one.fact, other.fact):
                    message = (
                        f"《{table.caption}》中同一内容的两个指标值不同：“{_told(one)}”为{stated(one.fact)}，"
                        f"“{_told(other)}”为{stated(other.fact)}。"
                    )
                    places = [disclosure.place(one.fact), disclosure.place(other.fact)]
                    yield disclosure.finding("indicator_twice", "conflict", message, places)


def office_and_project(disclosure: Disclosure) -> Iterator[Finding]:
    """A count that the whole office may not exceed, against a larger one of a single project."""
    tables = _indicator_tables(disclosure)
    whole = [
        t
        for t in tables
        if _WHOLE_OFFICE.search("".join((t.caption, *disclosure.document.section_path(t.section)[-1:])))
    ]
    for table in whole:
        for row in indicators(disclosure, table):
            if row.fact.measure != "count" or row.fact.comparator not in {"≤", "<", "="} or row.fact.amount is None:
                continue
            for other in tables:
                for part in indicators(disclosure, other) if other not in whole else ():
                    value = amount_in(part.fact, row.fact.amount.unit)
                    if value is not None and value > row.fact.amount.value and row.name == part.name:
                        message = (
                            f"部门整体指标“{row.name}”为{stated(row.fact)}，而项目《{other.caption}》的同名指标为"
                            f"{stated(part.fact)}。"
                        )
                        places = [disclosure.place(row.fact), disclosure.place(part.fact)]
                        yield disclosure.finding("office_and_project", "conflict", message, places)


def _indicator_tables(disclosure: Disclosure) -> list[Table]:
    return [t for t in disclosure.document.tables if any(_INDICATOR_HEADER.search(squash(h)) for h in t.headers)]


def _objective(disclosure: Disclosure, table: Table) -> list[Fact]:
    """Figures in the cells that tell the project's objective or use of funds."""
    return [f for f in disclosure.facts_in(table) if f.amount is not None and f.prose and not f.columns]


def _project_text(disclosure: Disclosure, table: Table) -> list[Fact]:
    """Figures of the section of the text that is about the project of a table."""
    sections = {
        section.number
        for section in disclosure.document.sections
        if same_project(section.title, table.caption)
        and not section.start <= table.start < section.end
        and any(PERFORMANCE.search(part) for part in section.path)
    }
    return [fact for fact in disclosure.prose if fact.locator.section in sections and fact.amount is not None]


def _row_of(told: Fact, rows: list[Indicator]) -> Indicator | None:
    """The one row that means what the text speaks of; ``None`` where there is none or more than one."""
    found = [row for row in rows if _means(told, row)]
    if len(found) > 1:
        exact = [row for row in found if any(_key(told) == measure_key(name, _unit(row.fact)) for name in row.names)]
        found = exact
    if not found and told.locator.table is not None:
        found = _by_counter(told, rows)
    return found[0] if len(found) == 1 else None


def _means(told: Fact, row: Indicator) -> bool:
    if not _comparable(told, row.fact):
        return False
    return any(same_measure(told.label, name, _unit(told)) for name in row.names)


def _by_counter(told: Fact, rows: list[Indicator]) -> list[Indicator]:
    """The only row counted in a rare unit (篇, 期), if it names the noun that the objective counts."""
    unit = _unit(told)
    if told.measure != "count" or unit in {"个", "次", "人", "项", "人次", "件"}:
        return []
    same = [row for row in rows if _unit(row.fact) == unit]
    noun = squash(told.label)[-2:]
    if len(same) != 1 or not any(noun in name and frequency(name) == frequency(told.label) for name in same[0].names):
        return []
    return same


def _comparable(one: Fact, other: Fact) -> bool:
    """Whether two targets count in units that can be compared, or the same number with a wrong unit."""
    if one.amount is None or other.amount is None:
        return False
    if one.measure == other.measure:
        return one.measure != "count" or _alike(one.amount.unit, other.amount.unit)
    return {one.measure, other.measure} == {"count", "percent"} and one.amount.value == other.amount.value


def _alike(one: str | None, other: str | None) -> bool:
    return one == other or any({one, other} <= group for group in _ALIKE_COUNTERS)


def _differ(one: Fact, other: Fact) -> bool:
    """Whether two targets cannot both be meant: other numbers, another unit, or opposite signs."""
    if one.amount is None or other.amount is None:
        return False
    value = amount_in(other, one.amount.unit) if one.measure == other.measure == "money" else other.amount.value
    opposite = (one.comparator in _FLOOR and other.comparator in _CEILING) or (
        one.comparator in _CEILING and other.comparator in _FLOOR
    )
    return one.amount.value != value or one.measure != other.measure or opposite


def _disagreement(disclosure: Disclosure, told: Fact, row: Indicator) -> Finding | None:
    if not _differ(told, row.fact):
        return None
    where = "绩效目标" if told.locator.table is not None else f"“{told.section[-1]}”" if told.section else "文字说明"
    message = (
        f"目标值前后不一：{where}中“{named(told)}”为{stated(told)}，"
        f"《{row.fact.caption}》的指标“{_told(row)}”为{stated(row.fact)}。"
    )
    return disclosure.finding(
        "text_and_indicator", "conflict", message, [disclosure.place(told), disclosure.place(row.fact)]
    )


def _same_row_measure(one: Indicator, other: Indicator) -> bool:
    """One measure in two rows: the same name, told alike; or, for counts, the same description."""
    if not _comparable(one.fact, other.fact) or one.fact.measure != other.fact.measure:
        return False
    unit = _unit(one.fact)
    if _unit(other.fact) != unit or frequency(one.name) != frequency(other.name):
        return False
    names = {measure_key(one.name, unit), measure_key(other.name, unit)}
    described = {measure_key(row.description or row.name, unit) for row in (one, other)}
    if len(names) == 1 and len(described) == 1:
        return True
    if len(names) == 1 and names & described and len(next(iter(names))) >= _TELLING_KEY:
        return True
    counted = one.fact.measure == "count" and all(re.search(r"[数量]$", row.description) for row in (one, other))
    return counted and len(described) == 1 and len(next(iter(described))) >= _TELLING_KEY


def _unit(fact: Fact) -> str | None:
    return fact.amount.unit if fact.amount else None


def _key(told: Fact) -> str:
    return measure_key(told.label, _unit(told))


def _told(row: Indicator) -> str:
    return f"{row.name}（{row.description}）" if row.description not in {"", row.name} else row.name
