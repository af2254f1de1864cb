"""Plain text dumps of disclosures, in the two table dialects that converters write.

*Cells*: one cell per line behind a TAB, rows separated by an empty line; merged cells are missing or blank.
*Rows*: one row per line, cells separated by TABs.
A cell may go on in the next line, and an empty line may stand inside a row; both are mended here by the row's width.
Tables with bars between their cells are read in ``text_bars``, lines that a page's width broke are joined in ``wrapped``.
"""

import re
from dataclasses import dataclass

from index.document import Block, Paragraph, RawCell, RawTable, Source
from index.errors import UnreadableFile
from index.readers.text_bars import bar_table, begins_bars
from index.readers.wrapped import wrapped_lines

_HEADING_AFTER_CELL = re.compile(
    r"\s*(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、)\s*[^\s。；][^。；]{1,29}$"
)


_ARABIC_HEADING = re.compile(r"\s*\d{1,2}[、.．]\s*[^\s\d。；][^。；]{1,29}$")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text or (not self.text.strip() and "\t" not in self.text)

    @property
    def is_cell(self) -> bool:
        return self.text.startswith("\t") and "\t" not in self.text[1:].rstrip("\t ")

    @property
    def is_row(self) -> bool:
        return "\t" in self.text[1:]


def read(file: str, content: bytes) -> Source:
    """Source of a plain text file. Raises ``UnreadableFile`` where no encoding fits."""
    text, notes = decode(file, content)
    lines = _lines(text)
    goes_on = wrapped_lines([line.text for line in lines])
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        if "\t" in lines[at].text:
            run_end = _run_end(lines, at)
            if any(line.is_row for line in lines[at:run_end] if line.text.strip()):
                table, at = _rows_dialect(text, lines, at)
            else:
                table, at = _cells_dialect(text, lines, at)
            if table is not None:
                blocks.append(table)
            continue
        if not lines[at].is_blank and begins_bars(lines, at):
            found = bar_table(text, lines, at)
            if found.table is not None:
                blocks.append(found.table)
            else:
                blocks += [Paragraph(line.start, line.end) for line in lines[at : found.end] if not line.is_blank]
            at = found.end
            continue
        end = at
        while goes_on[end]:
            end += 1
        if not lines[at].is_blank:
            blocks.append(Paragraph(lines[at].start, lines[end].end, wrapped=end > at))
        at = end + 1
    return Source(text=text, blocks=tuple(blocks), format="text", notes=notes)


def decode(file: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Text and what was assumed about its encoding (UTF-8 first, then GB18030, then a guess)."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), ()
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("gb18030"), ("encoding: read as GB18030",)
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    if best is None:
        raise UnreadableFile(file, "its text encoding is not recognised", "Save it as UTF-8 and ingest it again")
    return str(best), (f"encoding: guessed {best.encoding}",)


def _lines(text: str) -> list[_Line]:
    lines, start = [], 0
    for piece in text.split("\n"):
        body = piece.rstrip("\r\f\v")
        lines.append(_Line(start, start + len(body), body))
        start += len(piece) + 1
    return lines


def _run_end(lines: list[_Line], at: int) -> int:
    end = at
    while end < len(lines) and "\t" in lines[end].text:
        end += 1
    return end


def _rows_dialect(text: str, lines: list[_Line], at: int) -> tuple[RawTable | None, int]:
    rows = []
    while at < len(lines) and "\t" in lines[at].text:
        line, start, cells = lines[at], lines[at].start, []
        for piece in line.text.split("\t"):
            cells.append(RawCell(start, start + len(piece)))
            start += len(piece) + 1
        rows.append(tuple(cells))
        at += 1
    rows = _mend_broken_cells(rows)
    return (RawTable(tuple(rows)) if text[rows[0][0].start : rows[-1][-1].end].strip() else None), at


def _is_heading_after(text: str, cell: RawCell, line: _Line) -> bool:
    """Whether a line right behind a cell is a heading: numbered, short, no sentence, and not the next point of the cell's own list."""
    if _HEADING_AFTER_CELL.match(line.text):
        return True
    own_list = re.match(r"\s*\d{1,2}[、.．]", text[cell.start : cell.end])
    return bool(_ARABIC_HEADING.match(line.text)) and not own_list


def _mend_broken_cells(rows: list[tuple[RawCell, ...]]) -> list[tuple[RawCell, ...]]:
    """A cell that goes on in the next line breaks its row in two: together they are one cell wider than the others."""
    width = max((len(row) for row in rows), key=[len(row) for row in rows].count)
    mended: list[tuple[RawCell, ...]] = []
    for row in rows:
        if mended and len(mended[-1]) < width and len(mended[-1]) + len(row) - 1 == width:
            head, broken = mended[-1][:-1], RawCell(mended[-1][-1].start, row[0].end)
            mended[-1] = (*head, broken, *row[1:])
        else:
            mended.append(row)
    return mended


def _cells_dialect(text: str, lines: list[_Line], at: int) -> tuple[RawTable | None, int]:
    groups: list[list[RawCell]] = [[]]
    while at < len(lines):
        line = lines[at]
        if line.is_row and line.text.strip():
            break
        if line.text.startswith("\t"):
            groups[-1].append(RawCell(line.start + 1, line.end))
        elif line.is_blank:
            following = _next_filled(lines, at)
            if following is None or not lines[following].is_cell:
                break
            if groups[-1]:
                groups.append([])
            at = following
            continue
        elif not groups[-1] or _is_heading_after(text, groups[-1][-1], line):
            break
        else:
            last = groups[-1][-1]
            groups[-1][-1] = RawCell(last.start, line.end)
        at += 1
    rows = _mend_split_rows([group for group in groups if group])
    if not any(text[cell.start : cell.end].strip() for row in rows for cell in row):
        return None, at
    return RawTable(tuple(tuple(row) for row in rows), merged_missing=True), at


def _next_filled(lines: list[_Line], at: int) -> int | None:
    while at < len(lines):
        if not lines[at].is_blank:
            return at
        at += 1
    return None


def _mend_split_rows(groups: list[list[RawCell]]) -> list[list[RawCell]]:
    """Join groups that an empty line inside a row tore apart: together they are as wide as the rows around them."""
    rows: list[list[RawCell]] = []
    at = 0
    while at < len(groups):
        joined = _torn_row(rows, groups, at)
        rows.append([cell for group in groups[at : at + joined] for cell in group])
        at += joined
    return rows


def _torn_row(rows: list[list[RawCell]], groups: list[list[RawCell]], at: int) -> int:
    width = len(rows[-1]) if rows else 0
    if len(groups[at]) >= width:
        return 1
    total = 0
    for count in range(1, len(groups) - at + 1):
        total += len(groups[at + count - 1])
        if total >= width:
            break
    if total != width or count == 1:
        return 1
    following = at + count
    if following < len(groups):
        fits = len(groups[following]) == width
    else:
        fits = len(rows) >= 2 and len(rows[-2]) == width
    return count if fits else 1
