"""Tables of a web page: cells with the spans a browser would give them, and tables that only lay out a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from index.readers.html_chrome import MIN_PROSE, is_figure
from index.readers.html_flow import Flow, Text
from index.readers.writer import PrintedCell

MAX_SPAN = 1000
MAX_COLUMNS = 1000

_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_NO_ROWS = frozenset({"caption", "col", "colgroup"})


@dataclass(slots=True)
class HtmlCell:
    """A cell's paragraphs and nested tables; ``column`` is known after placing."""

    texts: list[Text]
    tables: list[etree._Element]
    rowspan: int
    colspan: int
    is_header: bool
    pieces: list[Text | etree._Element]
    column: int = 0

    @property
    def text(self) -> str:
        return "\n".join(piece.text for piece in self.texts)

    @property
    def is_filled(self) -> bool:
        return bool(self.texts or self.tables)


@dataclass(slots=True)
class HtmlTable:
    """Rows in printed order (head, bodies, foot), and text that stands in the table but in none of its cells."""

    rows: list[list[HtmlCell]]
    loose: list[Text | etree._Element] = field(default_factory=list)
    role: str | None = None
    struck: int = 0

    @property
    def nested(self) -> list[etree._Element]:
        return [table for row in self.rows for cell in row for table in cell.tables]

    @property
    def is_layout(self) -> bool:
        """Whether the table only places paragraphs or other tables on the page."""
        cells = [cell for row in self.rows for cell in row]
        if self.role in {"presentation", "none"} or len(cells) <= 1:
            return True
        if any(cell.is_header or is_figure(cell.text) for cell in cells):
            return False
        if any(cell.tables and len(cell.text) >= MIN_PROSE for cell in cells):
            return True
        stacked = all(any(cell.tables for cell in row) or sum(cell.is_filled for cell in row) <= 1 for row in self.rows)
        return stacked and any(cell.tables or len(cell.texts) > 1 or len(cell.text) >= MIN_PROSE for cell in cells)

    def printed(self) -> list[list[PrintedCell]]:
        """Rows for the writer; a row that nothing covers or fills is left out."""
        return [[(cell.text, cell.rowspan, cell.colspan) for cell in row] for row in self.rows]


def read_table(table: etree._Element) -> HtmlTable:
    """Read a ``<table>`` element; tables nested in its cells stay elements."""
    result = HtmlTable([], role=table.get("role"))
    parts: dict[str, list[list[list[HtmlCell]]]] = {"thead": [], "tbody": [], "tfoot": []}
    for caption in table.findall("caption"):
        result.loose.extend(Flow().pieces(caption))
    single: list[list[HtmlCell]] = []
    for found in _parts(table, _GROUPS | {"tr"}, result):
        if found.tag == "tr":
            single.append(_read_row(found, result))
            continue
        if single:
            parts["tbody"].append(single)
            single = []
        parts[found.tag].append([_read_row(row, result) for row in _parts(found, frozenset({"tr"}), result)])
    if single:
        parts["tbody"].append(single)
    for group in (*parts["thead"], *parts["tbody"], *parts["tfoot"]):
        result.rows.extend(_placed(group))
    _cut_columns(result.rows)
    return result


def _parts(element: etree._Element, wanted: frozenset[str], table: HtmlTable) -> Iterator[etree._Element]:
    """Descendants that are rows or cells, also inside a misplaced <form>; anything else in between is loose."""
    waiting = list(reversed(element))
    _keep_loose(element.text, table)
    while waiting:
        child = waiting.pop()
        if child.tag in wanted:
            yield child
        elif child.tag == "table":
            table.loose.append(child)
        elif child.tag not in _NO_ROWS:
            _keep_loose(child.text, table)
            waiting.extend(reversed(child))
        _keep_loose(child.tail, table)


def _keep_loose(text: str | None, table: HtmlTable) -> None:
    if text and text.strip():
        table.loose.append(Text(" ".join(text.split())))


def _read_row(row: etree._Element, table: HtmlTable) -> list[HtmlCell]:
    cells = []
    for found in _parts(row, _CELLS, table):
        flow = Flow()
        pieces = list(flow.pieces(found))
        table.struck += flow.struck
        texts = [piece for piece in pieces if isinstance(piece, Text)]
        tables = [piece for piece in pieces if not isinstance(piece, Text)]
        spans = _span(found, "rowspan"), _span(found, "colspan")
        cells.append(HtmlCell(texts, tables, *spans, is_header=found.tag == "th", pieces=pieces))
    return cells


def _span(cell: etree._Element, name: str) -> int:
    """A span as stated; 0 means "to the end" for rows and nothing for columns; what is no number counts as 1."""
    stated = re.match(r"\s*\+?(\d{1,9})", cell.get(name) or "1")
    number = int(stated.group(1)) if stated else 1
    if number == 0:
        return MAX_SPAN if name == "rowspan" else 1
    return min(number, MAX_SPAN)


def _placed(rows: list[list[HtmlCell]]) -> list[list[HtmlCell]]:
    """Give every cell of a row group its column; no cell reaches below the group or into a cell from above."""
    covered: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        started: dict[int, int] = {}
        for cell in row:
            while covered.get(column, 0) > 0:
                column += 1
            cell.column = column
            cell.rowspan = min(cell.rowspan, len(rows) - number)
            cell.colspan = max(1, min(cell.colspan, MAX_COLUMNS - column))
            blocked = (offset for offset in range(1, cell.colspan) if covered.get(column + offset, 0) > 0)
            cell.colspan = next(blocked, cell.colspan)
            for place in range(column, column + cell.colspan):
                started[place] = cell.rowspan
            column += cell.colspan
        covered = {place: left - 1 for place, left in covered.items() if left > 1} | {
            place: height - 1 for place, height in started.items() if height > 1
        }
    return [row for number, row in enumerate(rows) if row or _is_covered(rows[:number])]


def _is_covered(above: list[list[HtmlCell]]) -> bool:
    return any(cell.rowspan > len(above) - number for number, row in enumerate(above) for cell in row)


def _cut_columns(rows: list[list[HtmlCell]]) -> None:
    """The table is as wide as its last column where a cell begins; wider spans are cut there."""
    width = max((cell.column + 1 for row in rows for cell in row), default=0)
    for row in rows:
        for cell in row:
            cell.colspan = min(cell.colspan, width - cell.column)
