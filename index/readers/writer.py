"""The stored text of a file that is not text itself, written block by block with exact offsets.

Blocks are separated by a line break; inside a table rows are separated by a line break and cells by a TAB. A TAB
therefore never stands in the text of a block.
"""

import re
from collections.abc import Iterable

from index.document import Block, Paragraph, RawCell, RawTable, Source

PrintedCell = tuple[str, int, int]

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_SUBSCRIPTS = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


class SourceWriter:
    """Collects paragraphs and tables; ``source`` hands out the text with its blocks, each at ``text[start:end]``."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []

    def paragraph(
        self, text: str, level: int | None = None, page: int | None = None, sheet: str | None = None
    ) -> Paragraph | None:
        """Write a paragraph; one without any text is left out (None)."""
        printed = printable(text)
        if not printed:
            return None
        self._separate()
        start = self._write(printed)
        block = Paragraph(start, self._length, level=level, page=page, sheet=sheet)
        self._blocks.append(block)
        return block

    def table(
        self, rows: Iterable[Iterable[PrintedCell]], *, page: int | None = None, sheet: str | None = None
    ) -> RawTable | None:
        """Write rows of ``(text, rowspan, colspan)``; a table without any cell is left out (None).

        A row may be empty where vertical merges cover all of it. Blank cells are kept: they stand at an offset and are
        empty.
        """
        written = [list(row) for row in rows]
        if not any(written):
            return None
        self._separate()
        raw_rows: list[tuple[RawCell, ...]] = []
        for number, row in enumerate(written):
            if number:
                self._write("\n")
            raw_rows.append(self._row(row))
        block = RawTable(tuple(raw_rows), spans_known=True, page=page, sheet=sheet)
        self._blocks.append(block)
        return block

    def source(self, format: str, notes: Iterable[str] = ()) -> Source:
        """The finished source; a note that was given twice is kept once."""
        return Source("".join(self._parts), tuple(self._blocks), format, tuple(dict.fromkeys(notes)))

    def _row(self, row: list[PrintedCell]) -> tuple[RawCell, ...]:
        cells: list[RawCell] = []
        for text, rowspan, colspan in row:
            if cells:
                self._write("\t")
            start = self._write(printable(text))
            cells.append(RawCell(start, self._length, rowspan=rowspan, colspan=colspan))
        return tuple(cells)

    def _separate(self) -> None:
        if self._blocks:
            self._write("\n")

    def _write(self, text: str) -> int:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start


def printable(text: str) -> str:
    """The text as it can be stored: one kind of line break, no TAB, no control characters, no outer white space."""
    unified = _BREAKS.sub("\n", text).replace("\t", " ")
    return _UNPRINTABLE.sub("", unified).strip()


def superscript(text: str) -> str:
    """Raised digits as characters of their own: a note mark after 1.2 must not read as 1.21."""
    return text.translate(_SUPERSCRIPTS)


def subscript(text: str) -> str:
    """Lowered digits as characters of their own."""
    return text.translate(_SUBSCRIPTS)
