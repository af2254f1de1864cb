"""Tables of plain text whose cells are told apart by upright bars, as web pages and markdown leave them.

*Rows*: a row to each line, | a | b |, also with a |---|---| line. *Cells*: a cell to each line with the bar behind it or in
a line of its own; where the rows end is lost, and the table is read only where its rows are numbered or one width alone gives
labels and figures their columns. Rows of unequal width (merged cells are lost) and cells that fit no width are left as they
stand: no table.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.cleaning import squash
from index.document import RawCell, RawTable
from index.grid_rows import is_meta, number_like

_RULE = re.compile(r"[\s|:+-]*--[\s|:+-]*")
_CELL_LENGTH = 40
_WIDTHS = range(2, 16)
_NUMBERED_ROWS = 5
_AMOUNTS = re.compile(r"数$|金额|合计|小计")
_SENTENCE_END = "。；"
_BLANK = {"", "-", "--", "—", "——", "/", "－"}


class Line(Protocol):
    """A line of text: its span and its characters."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class BarTable:
    """What a run of lines with bars is: a table, or none that can be told, and the number of the line behind it."""

    table: RawTable | None
    end: int


def bar_table(text: str, lines: Sequence[Line], at: int) -> BarTable:
    """The run of lines with bars that begins at ``at`` (a line with a bar, or the cell in front of one)."""
    end = _run_end(lines, at)
    rows = [_cells(text, line.start, line.end) for line in lines[at:end] if not _RULE.fullmatch(line.text)]
    filled = [sum(bool(_plain(text, cell)) for cell in row) for row in rows]
    if sum(count >= 2 for count in filled) * 2 >= sum(count > 0 for count in filled) and max(filled, default=0) >= 2:
        return BarTable(_rows_table(text, rows), end)
    if end < len(lines) and number_like(lines[end].text):
        # the last figure has no bar behind it
        return BarTable(_cells_table(text, lines[at].start, lines[end].end), end + 1)
    return BarTable(_cells_table(text, lines[at].start, lines[end - 1].end), end)


def begins_bars(lines: Sequence[Line], at: int) -> bool:
    """Whether a table with bars begins here: a bar in this line, or this a short cell and a lone bar below it."""
    if "|" in lines[at].text:
        return True
    following = lines[at + 1].text.strip() if at + 1 < len(lines) else ""
    return (
        following == "|"
        and _is_cell(lines[at].text)
        and not re.search(r"[：:]|^[一二三四五六七八九十]+、", lines[at].text)
    )


def _run_end(lines: Sequence[Line], at: int) -> int:
    """Behind the last bar: cells without one stand only between lines that have them."""
    end = at + 1
    for ahead in range(at, len(lines)):
        line = lines[ahead].text
        if "|" in line:
            end = ahead + 1
        elif "\t" in line or not _is_cell(line) or ahead > end + 1:
            break
    return end


def _is_cell(line: str) -> bool:
    return len(line) <= _CELL_LENGTH and not any(mark in line for mark in _SENTENCE_END)


def _cells(text: str, start: int, end: int) -> list[RawCell]:
    """The cells of a row, without what stands in front of its first bar where that is nothing."""
    cells = _between(text, start, end)
    return cells[1:] if cells and not _plain(text, cells[0]) else cells


def _plain(text: str, cell: RawCell) -> str:
    return squash(text[cell.start : cell.end])


def _rows_table(text: str, rows: list[list[RawCell]]) -> RawTable | None:
    rows = [row for row in rows if row]
    titles = []
    while rows and sum(bool(_plain(text, cell)) for cell in rows[0]) == 1 and len(rows) > 2:
        titles.append(rows.pop(0))  # a title or a unit in a row of its own
    if len({len(row) for row in rows}) != 1 or len(rows) < 2 or len(rows[0]) < 2:
        return None
    if not all(_plain(text, cell) for cell in rows[0][1:]):
        return None  # 预算数 over three columns, its span lost: nobody can tell what stands below what
    alone = [tuple(cell for cell in row if _plain(text, cell)) for row in titles]
    return RawTable((*alone, *(tuple(row) for row in rows)))


def _cells_table(text: str, start: int, end: int) -> RawTable | None:
    """One cell after the other: rows that are numbered, or of the one width that gives every row a label and figures."""
    cells = _between(text, start, end)
    numbered = _numbered_rows(text, cells)
    if numbered is not None:
        return RawTable(numbered)
    lead = 0
    while lead < len(cells) and (not _plain(text, cells[lead]) or is_meta(text[cells[lead].start : cells[lead].end])):
        lead += 1  # 单位：万元 in a cell of its own
    found = {
        (*_meta_rows(text, cells[:at]), *(tuple(row) for row in rows))
        for at in {0, lead}
        for width in _WIDTHS
        if (rows := _in_rows(text, cells[at:], width))
    }
    return RawTable(next(iter(found))) if len(found) == 1 else None


def _numbered_rows(text: str, cells: list[RawCell]) -> tuple[tuple[RawCell, ...], ...] | None:
    """Rows by the numbers 1, 2, 3, … in their first cells, below the heads that stand in front (栏次 and its numbers are none)."""
    keys = [_plain(text, cell) for cell in cells]
    counted = [(_count(keys, at, width), at, width) for at, key in enumerate(keys) if key == "1" for width in _WIDTHS]
    rows, start, width = max(counted, default=(0, 0, 0))
    if rows < _NUMBERED_ROWS or sum(count == rows for count, _, _ in counted) > 1:
        return None
    ruled = [at for at in range(max(0, start - width), start) if keys[at] == "栏次"]
    named = [at for at in range(ruled[0] if ruled else start) if keys[at]][-(width - 1) :]
    if len(named) < width - 1 or not all(_is_label(keys[at]) for at in named):
        return None
    body = [cells[start + row * width : start + (row + 1) * width] for row in range(rows)]
    body = body if len(body[-1]) == width else body[:-1]
    for column, at in enumerate(named, 1):
        below = [_plain(text, row[column]) for row in body]
        if not all(map(_is_figure if _AMOUNTS.search(keys[at]) else _is_name, below)):
            return None
    head = next(
        (cells[at] for at in range(named[0]) if keys[at] == "序号"), RawCell(cells[start].start, cells[start].start)
    )
    meta = _meta_rows(text, cells[: named[0]])
    return (*meta, (head, *(cells[at] for at in named)), *(tuple(row) for row in body))


def _meta_rows(text: str, cells: list[RawCell]) -> list[tuple[RawCell, ...]]:
    """What says whose a table is and in what unit, in front of it: each cell in a row of its own."""
    return [(cell,) for cell in cells if _plain(text, cell) and is_meta(text[cell.start : cell.end])]


def _count(keys: list[str], start: int, width: int) -> int:
    """How far the numbers go on from 1 in every ``width``-th cell."""
    count = 0
    while start + count * width < len(keys) and keys[start + count * width] == str(count + 1):
        count += 1
    return count


def _between(text: str, start: int, end: int) -> list[RawCell]:
    """What stands in front of each bar, and behind the last one where that is something."""
    cells, last = [], start
    for match in re.finditer(r"\|", text[start:end]):
        cells.append(_cell(text, last, start + match.start()))
        last = start + match.end()
    if text[last:end].strip():
        cells.append(_cell(text, last, end))
    return cells


def _cell(text: str, start: int, end: int) -> RawCell:
    """The cell of a span, without the white space around its words."""
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    return RawCell(start + lead, start + len(words.rstrip())) if words.strip() else RawCell(start, start)


def _in_rows(text: str, cells: list[RawCell], width: int) -> list[list[RawCell]] | None:
    """The cells in rows of a width, if their first row is a header and each other one a label with figures or blanks."""
    filled = len(cells)
    while filled and not _plain(text, cells[filled - 1]):
        filled -= 1
    count = -(-filled // width)
    missing = count * width - len(cells)
    if count < 2 or missing > width - 2:
        return None
    end = cells[-1].end
    padded = [*cells[: count * width], *[RawCell(end, end)] * max(missing, 0)]
    rows = [padded[at : at + width] for at in range(0, len(padded), width)]
    if all(not _plain(text, row[0]) for row in rows):
        rows = [row[1:] for row in rows]  # each row begins with a bar
    if len(rows[0]) < 2 or not all(_is_label(_plain(text, cell)) for cell in rows[0]):
        return None
    body = [[_plain(text, cell) for cell in row] for row in rows[1:]]
    labelled = all(_is_label(row[0]) and all(_is_figure(cell) for cell in row[1:]) for row in body)
    figures = len(body) == 1 and all(_is_figure(cell) for cell in body[0])  # one row of figures below their names
    return rows if labelled or figures else None


def _is_name(key: str) -> bool:
    return key in _BLANK or not number_like(key)


def _is_label(key: str) -> bool:
    return key not in _BLANK and not number_like(key)


def _is_figure(key: str) -> bool:
    return key in _BLANK or number_like(key)
