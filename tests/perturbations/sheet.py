"""A table as it stands in the text, and how to write its rows in either dialect."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from index.cleaning import squash
from index.document import RawCell, RawTable, Table
from index.facts import Fact
from tests.perturbations.base import Base
from tests.perturbations.draft import Piece, kept, new

Row = Sequence[RawCell]


@dataclass(frozen=True)
class Sheet:
    """One table of the text as its parts between page breaks stand in it: rows of cells, and the facts inside."""

    base: Base
    table: Table
    parts: tuple[RawTable, ...]
    facts: tuple[Fact, ...]

    @property
    def number(self) -> int:
        return self.table.number

    @property
    def is_rows_dialect(self) -> bool:
        return not self.parts[0].merged_missing

    def text(self, cell: RawCell) -> str:
        return self.base.text[cell.start : cell.end].strip()

    def facts_in(self, row: Row) -> list[Fact]:
        return [f for f in self.facts if row[0].start <= f.locator.start < row[-1].end]

    def header_from(self, part: RawTable) -> int:
        """The first row that prints column headers; rows above it are titles and forms (绩效目标 | …)."""
        names = {name for header in self.table.headers for name in header.split("/") if name}
        rows = [{squash(self.text(cell)) for cell in row} for row in part.rows]
        return next((i for i, words in enumerate(rows) if len(words & names) >= 2), 0)

    def body_from(self, part: RawTable) -> int:
        """The first row below the headers that holds a figure or a text people ask for."""
        spans = [
            (f.locator.start, f.locator.end)
            for f in self.base.extraction.facts
            if f.locator.table == self.number and not f.prose
        ]
        for i, row in enumerate(part.rows[self.header_from(part) :], self.header_from(part)):
            if any(
                row[0].start <= start < row[-1].end or (start, end) == (row[0].start, row[0].end)
                for start, end in spans
            ):
                return i
        return len(part.rows)

    @property
    def width(self) -> int:
        return max(len(row) for part in self.parts for row in part.rows)

    @property
    def blocks(self) -> list[list[int]]:
        """Columns by their top header, from the header paths: [[0, 1], [2], [3, 4]]."""
        numbered = list(enumerate(self.table.headers))
        return [
            [i for i, _ in run] for _, run in groupby(numbered, key=lambda pair: pair[1].split("/")[0] or str(pair[0]))
        ]


def sheets(base: Base) -> list[Sheet]:
    """The tables of a document whose figures the reading states, with one cell in the text for every column."""
    raw = [block for block in base.document.source.blocks if isinstance(block, RawTable)]
    found = []
    for table in base.document.tables:
        parts = tuple(part for part in raw if table.start <= part.start < table.end)
        facts = tuple(f for f in base.figures if f.locator.table == table.number)
        if parts and facts and len(table.headers) == max(len(row) for part in parts for row in part.rows):
            found.append(Sheet(base, table, parts, facts))
    return found


def lined_up(sheet: Sheet, rows: Sequence[Row]) -> list[Piece]:
    """Rows as pieces in the dialect of their table."""
    return as_rows(sheet, rows) if sheet.is_rows_dialect else as_cells(sheet, rows)


def as_rows(sheet: Sheet, rows: Sequence[Row]) -> list[Piece]:
    pieces: list[Piece] = []
    for number, row in enumerate(rows):
        pieces += [new("\n")] if number else []
        for column, cell in enumerate(row):
            pieces += [new("\t")] if column else []
            pieces += in_one_line(sheet.base.text, cell)
    return pieces


def in_one_line(text: str, cell: RawCell) -> list[Piece]:
    """A cell with spaces for its line breaks."""
    breaks = [at for at in range(cell.start, cell.end) if text[at] == "\n"]
    edges = [cell.start, *(edge for at in breaks for edge in (at, at + 1)), cell.end]
    pieces: list[Piece] = []
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        pieces += [*([new(" ")] if pieces else []), *([kept(text, a, b)] if b > a else [])]
    return pieces


def as_cells(sheet: Sheet, rows: Sequence[Row]) -> list[Piece]:
    """One cell per line behind a TAB, an empty line after each row but the last."""
    pieces: list[Piece] = []
    for number, row in enumerate(rows):
        pieces += [new("\n\n")] if number else []
        for column, cell in enumerate(row):
            pieces += [new("\n\t" if column else "\t"), kept(sheet.base.text, cell.start, cell.end)]
    return pieces


def region(sheet: Sheet, part: RawTable) -> tuple[int, int]:
    """What a part takes up in the text, with the TAB in front of its first cell."""
    return (part.start if sheet.is_rows_dialect else part.start - 1), part.end
