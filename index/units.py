"""Units: the bodies of a department whose figures a table prints apart, row by row or under the row of each."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from index.cleaning import squash
from index.document import Cell, Table
from index.entities import place_of
from index.facts import Fact

_UNIT = re.compile(
    r"本级(?=$|（)|机关$|[^\W\d_](?:中心|局|所|站|院|校|校区|中学|小学|大学|幼儿园|队|支队|办|办公室|馆|场|段|处|室|社|厂|会|园|台|委)(?:（[^）]*）)?$"
)
_HEADER = re.compile(r"(?<!计量)(?<!数量)(?:单位|机构|部门|学校)(?!数|性质|类型|规格|级别|资金|收入)")
_TOTAL = re.compile(r"^(?:合计|总计|小计|部门合计|单位合计)$")
_CLASS = re.compile(r"\d{3}(?:\d{2}){0,2}")
_UNIT_CODE = re.compile(r"\d{6,}")
_FEWEST = 2
_WITH_WHOLE = 2


def names_unit(label: str) -> bool:
    """Whether a label may name a body: it ends as the names of bodies do."""
    return _UNIT.search(squash(label)) is not None


def units_by_row(table: Table, entity: str) -> dict[int, str]:
    """The unit that each row of a table is of; rows of the whole department, and of other things, have none.

    A unit has a row of its own, is named in a column of units, or stands above the rows of its items; its code ties them together.
    """
    rows = _labels_of_rows(table)
    own = {row: name for row, cells in rows.items() if (name := _unit_named(cells, table, entity))}
    own = {row: name for row, name in own.items() if not _is_whole(name, own, entity)}
    if len(set(own.values())) < _FEWEST:
        return {}
    heads = {row: name for row, name in own.items() if not _classified(rows[row])}
    codes = {code: name for row, name in heads.items() for code in _unit_codes(rows[row])}
    nested = any(_classified(cells) for cells in rows.values()) and len(set(heads.values())) >= _FEWEST
    found = _covered(table, set(own.values()))
    current: str | None = None
    for row, cells in sorted(rows.items()):
        if row in found or any(_TOTAL.match(squash(cell.text)) for cell in cells):
            current = None
        elif row in own:
            found[row] = current = own[row]
        elif coded := next((codes[code] for code in _unit_codes(cells) if code in codes), None):
            found[row] = coded
        elif nested and current is not None:
            found[row] = current
    return found


def _covered(table: Table, units: set[str]) -> dict[int, str]:
    """The unit of the rows that one cell with its name goes down over, its 小计 among them."""
    return {
        row: squash(cell.text)
        for cell in table.cells
        if cell.role == "label" and cell.rowspan > 1 and squash(cell.text) in units
        for row in range(cell.row, cell.row + cell.rowspan)
    }


def with_units(facts: Iterable[Fact]) -> list[Fact]:
    """The facts, with what a sentence tells for several units (其中：本级418.20万元，看守所34.60万元) as figures of theirs."""
    facts = list(facts)
    parts = Counter(part for fact in facts if (part := _part_of(fact)))
    told = {part for part, times in parts.items() if times >= _FEWEST}
    return [replace(fact, scope=fact.label) if _part_of(fact) in told else fact for fact in facts]


def _part_of(fact: Fact) -> tuple[int, tuple[str, ...]] | None:
    """The sentence and the whole of a figure that is labelled by a unit; ``None`` for others."""
    if (
        not fact.prose
        or fact.locator.table is not None
        or len(fact.path) < _WITH_WHOLE
        or fact.concept
        or not fact.amount
    ):
        return None
    return (fact.context[0], fact.path[:-1]) if names_unit(fact.label) and fact.measure == "money" else None


def _labels_of_rows(table: Table) -> dict[int, list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.role == "label" and cell.text.strip():
            rows.setdefault(cell.row, []).append(cell)
    return rows


def _unit_named(cells: list[Cell], table: Table, entity: str) -> str | None:
    """The unit that a row names: in a column of units, or by a name that begins like the department's."""
    for cell in cells:
        name = squash(cell.text)
        if not names_unit(name) or _TOTAL.match(name):
            continue
        header = squash(table.headers[cell.column]) if cell.column < len(table.headers) else ""
        place = place_of(entity)
        if _HEADER.search(header) or (place and name.startswith(place)) or re.search(r"本级|局机关$", name):
            return name
    return None


def _is_whole(name: str, own: dict[int, str], entity: str) -> bool:
    """Whether a row of the department's own name holds all of it: a row of 本级 stands beside it, or no other unit does."""
    others = {other for other in own.values() if other != name}
    return name == squash(entity) and (not others or any(re.search(r"本级|机关$", other) for other in others))


def _classified(cells: list[Cell]) -> bool:
    return any(_CLASS.fullmatch(squash(cell.text)) for cell in cells)


def _unit_codes(cells: list[Cell]) -> list[str]:
    return [
        squash(cell.text) for cell in cells if _UNIT_CODE.fullmatch(squash(cell.text)) and len(squash(cell.text)) != 7
    ]
