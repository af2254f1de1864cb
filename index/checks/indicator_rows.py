"""Rows of performance tables: what each indicator is called, how it is described, and the target that is set."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.checks.disclosure import Disclosure
from index.cleaning import squash
from index.document import Table
from index.facts import Fact

_NAME_HEADER = re.compile(r"^(?:三级指标|指标名称|绩效指标|指标内容|具体指标)$")
_DESCRIPTION_HEADER = re.compile(r"描述|内容|解释|说明|定义|计算公式")
_GRADE = re.compile(r"^[优良中差]$")
_VALUE_HEADER = re.compile(r"^(?:年度)?(?:绩效)?(?:指标值|目标值)")
_CLASS = re.compile(r"指标$")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: its name (三级指标), its description if it has one, its class (成本指标) and its target."""

    name: str
    description: str
    group: str
    fact: Fact

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.name, self.description) if name)


def indicators(disclosure: Disclosure, table: Table) -> Iterator[Indicator]:
    """The numeric targets of a table, top down; graded standards (优 良 中 差) are left to ``grades``."""
    name_column = _column(table, _NAME_HEADER)
    description_column = _column(table, _DESCRIPTION_HEADER)
    labels = {(cell.row, cell.column): cell.text for cell in table.cells if cell.role == "label"}
    for fact in disclosure.cells_in(table):
        if fact.basis != "target" or not fact.columns or not _VALUE_HEADER.match(squash(fact.columns[0])):
            continue
        row = fact.locator.row or 0
        name = squash(labels.get((row, name_column), "")) if name_column is not None else ""
        description = squash(labels.get((row, description_column), "")) if description_column is not None else ""
        if not name and not description:
            name = squash(fact.path[-1]) if fact.path else ""
        group = next((squash(part) for part in reversed(fact.path) if _CLASS.search(squash(part))), "")
        if not group and len(fact.path) > 1:
            group = squash(fact.path[1])
        yield Indicator(name or description, description if name else "", group, fact)


def grades(disclosure: Disclosure, table: Table) -> Iterator[tuple[str, dict[str, Fact]]]:
    """Indicators with graded standards: the name, and the first figure under each of 优, 良, 中, 差."""
    rows: dict[int, dict[str, Fact]] = {}
    for fact in disclosure.facts_in(table):
        if fact.amount is not None and fact.columns and _GRADE.match(squash(fact.columns[-1])):
            rows.setdefault(fact.locator.row or 0, {}).setdefault(squash(fact.columns[-1]), fact)
    for found in rows.values():
        first = next(iter(found.values()))
        words = [squash(part) for part in first.path if part not in first.columns]
        if words:
            yield words[-1], found


def _column(table: Table, header: re.Pattern[str]) -> int | None:
    """The column under a header, the lowest header row first: 三级指标 stands under 绩效指标, which spans three."""
    found = [cell for cell in table.cells if cell.role == "header" and header.search(squash(cell.text))]
    found = [cell for cell in found if not _VALUE_HEADER.match(squash(cell.text))]
    return max(found, key=lambda cell: (cell.row, -cell.column)).column if found else None
