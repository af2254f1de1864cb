"""Documents as they stand: source text, blocks from a reader, and the parsed tree with its locators.

Offsets are counts of characters into ``Source.text``, the text that is stored and shown. Nothing here interprets
money or questions; every parsed part keeps the span of the source that it was read from.
"""

from dataclasses import dataclass, field

BLANK_MARKS = frozenset({"", "——", "－－", "--", "—", "-", "－", "–", "/"})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the source; ``level`` where the file itself marks a heading (1 is the highest).

    ``wrapped`` where the width of a page broke it into lines: the breaks, and page numbers between them, are no text.
    """

    start: int
    end: int
    level: int | None = None
    page: int | None = None
    sheet: str | None = None
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell of a raw table; spans are 1 unless the file states them."""

    start: int
    end: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows of cells as a reader found them.

    ``spans_known`` is true where the file gives row and column spans (docx, html, xlsx); text dialects leave them to be
    inferred, and ``merged_missing`` says which way: cells swallowed by a horizontal merge are missing from the row
    (one cell per line) or present and blank (one row per line).
    """

    rows: tuple[tuple[RawCell, ...], ...]
    spans_known: bool = False
    merged_missing: bool = False
    page: int | None = None
    sheet: str | None = None

    @property
    def start(self) -> int:
        return min(cell.start for row in self.rows for cell in row)

    @property
    def end(self) -> int:
        return max(cell.end for row in self.rows for cell in row)


Block = Paragraph | RawTable


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader returns: the text to store, its blocks in reading order, and what was assumed on the way."""

    text: str
    blocks: tuple[Block, ...]
    format: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of its level."""

    number: int
    title: str
    level: int
    parent: int | None
    start: int
    end: int
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of prose in clean text; ``offsets[i]`` is the place of ``text[i]`` in the source."""

    text: str
    offsets: tuple[int, ...]
    section: int
    paragraph: int

    @property
    def start(self) -> int:
        return self.offsets[0]

    @property
    def end(self) -> int:
        return self.offsets[-1] + 1


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table in grid coordinates (row and column count from 0).

    ``role`` is ``value`` (a figure or a text people ask for), ``label`` (names its row), ``header``, ``ordinal``
    (序号 and 栏次) or ``meta`` (caption, unit and department lines inside the table).
    """

    row: int
    column: int
    text: str
    start: int
    end: int
    rowspan: int = 1
    colspan: int = 1
    role: str = "value"
    row_labels: tuple[str, ...] = ()
    column_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption, unit and cells; parts split by page breaks are one table."""

    number: int
    caption: str
    section: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    start: int
    end: int
    caption_span: tuple[int, int] | None = None
    unit: str | None = None
    unit_span: tuple[int, int] | None = None
    date: str | None = None
    note: str | None = None
    note_span: tuple[int, int] | None = None
    headers: tuple[str, ...] = ()
    page: int | None = None
    sheet: str | None = None
    doubts: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no value cell of the body holds anything."""
        return all(cell.text in BLANK_MARKS for cell in self.cells if cell.role == "value")


@dataclass(frozen=True, slots=True)
class Locator:
    """Where something stands: the section, a table cell or a span of prose, always with exact characters."""

    document: str
    section: int
    start: int
    end: int
    table: int | None = None
    row: int | None = None
    column: int | None = None

    @property
    def path(self) -> str:
        """A stable address: ``document/section/table/row/column`` or ``document/section/start-end``."""
        if self.table is None:
            return f"{self.document}/s{self.section}/{self.start}-{self.end}"
        return f"{self.document}/s{self.section}/t{self.table}/r{self.row}/c{self.column}"


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed disclosure. ``id`` is a hash of the stored text, so the same file gives the same id everywhere."""

    id: str
    file: str
    title: str
    source: Source
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    sentences: tuple[Sentence, ...]
    set_aside: tuple[tuple[int, int, str], ...] = field(default=())

    def section_path(self, section: int) -> tuple[str, ...]:
        return self.sections[section].path

    def quote(self, start: int, end: int) -> str:
        return self.source.text[start:end]
