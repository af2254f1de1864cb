"""Document to chunks: prose by section, tables by rows, none over so many tokens, each with the characters it covers.

A chunk is filled with *units*: a sentence, the header of a table, a row. A row too long for a chunk is taken cell by
cell, and a cell or sentence too long is cut at punctuation. Covers never overlap; every sentence and every cell that
holds anything lies in one of them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, zip_longest
from typing import Literal

from index.cleaning import CleanText, clean, squash
from index.document import Cell, Document, RawTable, Sentence, Table
from index.tokens import count_tokens

MAX_TOKENS = 400
LEAST_TOKENS = 64
_SHARE = 3  # heading path and caption take at most a third of a chunk, a repeated header another third
_REACH = 8  # characters a token, more than any text has: how far to look for a cut
_CUTS = tuple(re.compile(cut) for cut in (r"[。！？!?；;]+[”\"）)]?", r"[，、：:]|(?<!\d),|,(?!\d)", r"[）)】》”\s]"))
_GLUED = re.compile(r"[0-9A-Za-z０-９.．,%％亿万元]")  # no cut inside a number, or before its unit
_BREAK_IN_ASCII = re.compile(r"(?<=[!-~])\s*[\r\n]\s*(?=[!-~])")
_LINE_BREAK = re.compile(r"\s*[\r\n]\s*")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage to search. ``start`` and ``end`` are the source characters it covers.

    ``text`` begins with the heading path; a table adds its caption and unit, and each part of a long one its header.
    ``rows`` are the first and the last row covered, counted as the table's cells count them.
    """

    id: str
    document: str
    kind: Literal["prose", "table"]
    section: tuple[str, ...]
    text: str
    tokens: int
    start: int
    end: int
    table: int | None = None
    rows: tuple[int, int] | None = None
    page: int | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class _Unit:
    """Something to put into a chunk. ``joint`` goes before it, except at the top, where ``lead`` goes instead."""

    text: str
    start: int
    end: int
    joint: str = "\n"
    lead: str = ""
    rows: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Sentences of one section with nothing between them, or a table; ``start`` is where its cover begins."""

    start: int
    section: int
    sentences: tuple[Sentence, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class _Size:
    limit: int
    count: Callable[[str], int]

    def fits(self, text: str) -> bool:
        return self.count(text) <= self.limit

    def share(self, thirds: int = 1) -> "_Size":
        return replace(self, limit=self.limit * thirds // _SHARE)


def chunk_document(
    document: Document, max_tokens: int = MAX_TOKENS, *, count: Callable[[str], int] = count_tokens
) -> tuple[Chunk, ...]:
    """Chunks in reading order, none over ``max_tokens`` by ``count``. Raises ``ValueError`` below 64 tokens.

    A heading without text of its own goes with the passage or table that follows it inside its section.
    """
    if max_tokens < LEAST_TOKENS:
        raise ValueError(f"max_tokens is {max_tokens}: a heading path and a row need at least {LEAST_TOKENS}")
    size = _Size(max_tokens, count)
    headings = _heading_paragraphs(document)
    chunks: list[Chunk] = []
    stretches = _stretches(document)
    opened: int | None = None
    for stretch, following in zip_longest(stretches, stretches[1:]):
        start = stretch.start if opened is None else opened
        opened = None
        if stretch.table is not None:
            lines = _lines_above(document.source.text, stretch.table, stretch.start)
            chunks.extend(_table_chunks(document, stretch.table, start, lines, size))
        elif following is not None and _only_opens(document, stretch, following, headings):
            opened = start
        else:
            chunks.extend(_prose_chunks(document, stretch, start, headings, size))
    return tuple(_with_places(document, chunks))


def _heading_paragraphs(document: Document) -> set[int]:
    first: dict[int, int] = {}
    for sentence in document.sentences:
        first.setdefault(sentence.section, sentence.paragraph)
    return {paragraph for section, paragraph in first.items() if document.sections[section].parent is not None}


def _only_opens(document: Document, passage: _Stretch, following: _Stretch, headings: set[int]) -> bool:
    """Whether a passage is a bare heading and what follows stands in its section."""
    if any(sentence.paragraph not in headings for sentence in passage.sentences):
        return False
    section: int | None = following.section
    while section is not None and section != passage.section:
        section = document.sections[section].parent
    return section is not None


def _stretches(document: Document) -> list[_Stretch]:
    """Passages and tables in reading order; captions right above a table are no longer prose."""
    sentences = sorted(document.sentences, key=lambda sentence: sentence.start)
    starts = [sentence.start for sentence in sentences]
    stretches: list[_Stretch] = []
    captions: set[int] = set()
    last_end = 0
    for table in sorted(document.tables, key=lambda table: table.start):
        start = table.start
        if table.caption_span is not None and last_end <= table.caption_span[0] < table.start:
            above = range(bisect_left(starts, table.caption_span[0]), bisect_left(starts, table.start))
            if all(sentences[at].end <= table.caption_span[1] for at in above):
                start = table.caption_span[0]
                captions.update(above)
        stretches.append(_Stretch(start, table.section, table=table))
        last_end = max(table.end, table.note_span[1] if table.note_span else 0)
    blocks = document.source.blocks
    barriers = [stretch.start for stretch in stretches] + [start for start, _, _ in document.set_aside]
    barriers = sorted(barriers + [block.start for before, block in pairwise(blocks) if block.sheet != before.sheet])
    prose = [sentence for at, sentence in enumerate(sentences) if at not in captions]
    for (section, _), group in groupby(prose, key=lambda s: (s.section, bisect_right(barriers, s.start))):
        passage = tuple(group)
        stretches.append(_Stretch(passage[0].start, section, passage))
    return sorted(stretches, key=lambda stretch: stretch.start)


def _prose_chunks(
    document: Document, passage: _Stretch, start: int, headings: set[int], size: _Size
) -> Iterator[Chunk]:
    head = _head(document.section_path(passage.section), [], size)
    units: list[_Unit] = []
    paragraph = -1
    for sentence in passage.sentences:
        if sentence.paragraph not in headings:
            joint = "" if sentence.paragraph == paragraph else "\n"
            units.extend(_pieces(CleanText(sentence.text, sentence.offsets), _Unit("", 0, 0, joint), head, size))
            paragraph = sentence.paragraph
    units = units or [_Unit("", start, passage.sentences[-1].end)]
    units[0] = replace(units[0], start=start)
    for pack in _packs(units, head, size):
        yield _chunk(document, passage.section, None, head, pack, size)


def _table_chunks(document: Document, table: Table, start: int, lines: list[str], size: _Size) -> Iterator[Chunk]:
    source = document.source.text
    head = _head(document.section_path(table.section), lines, size)
    units = list(_table_units(source, table, head, size))
    if table.note_span is not None:
        last = units[-1].rows[1] if units else 0
        units.extend(_pieces(clean(source, *table.note_span), _Unit("", 0, 0, rows=(last, last)), head, size))
    units = units or [_Unit("", start, table.end)]
    first = min((cell.row for cell in table.cells), default=0)
    units[0] = replace(units[0], start=start, rows=(first, units[0].rows[1]))
    for pack in _packs(units, head, size):
        if _text(head, pack):
            yield _chunk(document, table.section, table.number, head, pack, size)


def _head(path: tuple[str, ...], lines: list[str], size: _Size) -> str:
    """Heading path and caption lines within their share: outer headings go first, then what is left is cut."""
    room = size.share()
    for outer in range(len(path) + bool(lines)):
        head = "\n".join(line for line in (" > ".join(path[outer:]), *lines) if line)
        if room.fits(head):
            return head
    text = lines[0] if lines else "".join(path[-1:])
    return text[: _cut(text, 0, "", room)]


def _lines_above(source: str, table: Table, start: int) -> list[str]:
    """Caption, then the lines between it and the table (department, year, unit), or else the unit alone."""
    lines = [_one_line(table.caption)] if table.caption else []
    if table.caption_span is not None and start < table.start:
        between = clean(source, table.caption_span[1], table.start).text
        lines.extend([" ".join(between.split())] if between else [])
    if table.unit_span is not None:
        quote = _one_line(clean(source, *table.unit_span).text)
        in_header = any(cell.role == "header" and cell.start == table.unit_span[0] for cell in table.cells)
        if not in_header and squash(quote) not in squash("".join(lines)):
            lines.append(quote)
    return lines


def _table_units(source: str, table: Table, head: str, size: _Size) -> Iterator[_Unit]:
    """Headers and rows from top to bottom; a row knows the header to repeat where a chunk begins with it."""
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column, cell.start))
    rows = [list(row) for _, row in groupby(cells, key=lambda cell: cell.row)]
    header: dict[int, str] = {}
    for is_header, group in groupby(rows, key=lambda row: any(cell.role == "header" for cell in row)):
        if is_header:
            band = [cell for row in group for cell in row if cell.text]
            header = _header_paths(band)
            yield from _row_units(source, band, " | ".join(header.values()), "", {}, head, size)
            continue
        line = " | ".join(header.values())
        is_wide = not size.share().fits(line)
        for row in group:
            filled = [cell for cell in row if cell.text]
            if all(cell.role == "meta" and squash(cell.text) in squash(head) for cell in filled):
                continue
            named = [f"{header.get(cell.column, '')}：{_one_line(cell.text)}".lstrip("：") for cell in filled]
            if not header or _is_form(row):
                text, above = _form_text(row), ""
            else:
                text, above = (" | ".join(named), "") if is_wide else (_grid_text(row, header), line)
            yield from _row_units(source, row, text, above, header, head, size)


def _row_units(
    source: str, row: list[Cell], text: str, line: str, header: dict[int, str], head: str, size: _Size
) -> Iterator[_Unit]:
    """One unit for the row, below its header and its labels from rows above; without these or cell by cell if long."""
    cells = sorted((cell for cell in row if cell.text), key=lambda cell: cell.start)
    rows = (cells[0].row, max(cell.row for cell in cells))
    labels = _labels_above(row)
    for lead in ("\n".join(part for part in (line, labels) if part), line, labels):
        unit = _Unit(text, cells[0].start, max(cell.end for cell in cells), lead=lead, rows=rows)
        if size.fits(_text(head, [unit])):
            yield unit
            return
    for at, cell in enumerate(cells):
        name = header.get(cell.column, "") if cell.role != "header" else ""
        name = name if size.share(2).fits(f"{head}\n{name}") else ""
        path = " / ".join(cell.row_labels) or labels
        path = path if replace(size, limit=size.limit // 2).fits(f"{head}\n{path} / {name}") else ""
        found = clean(source, cell.start, cell.end)
        named = CleanText(f"{name}：{found.text}", (cell.start,) * (len(name) + 1) + found.offsets) if name else found
        like = _Unit("", 0, 0, " | " if at else "\n", path, (cell.row, cell.row))
        pieces = list(_pieces(named, like, head, size))
        if len(pieces) > 1 and name:
            like = replace(like, lead=f"{path} / {name}".lstrip(" /"))
            pieces = list(_pieces(named, like, head, size))
        yield from pieces


def _pieces(text: CleanText, like: _Unit, head: str, size: _Size) -> Iterator[_Unit]:
    """The text as one unit, or as several where it is too long for a chunk of its own."""
    words = re.sub(r"\s", " ", text.text)
    top = _text(head, [replace(like, text="|")])[:-1]
    start = 0
    while start < len(words):
        end = _cut(words, start, top, size)
        span = (text.offsets[start], text.offsets[end - 1] + 1)
        yield replace(like, text=words[start:end], start=span[0], end=span[1], joint="" if start else like.joint)
        start = end


def _cut(text: str, start: int, top: str, size: _Size) -> int:
    """Where to end a piece that begins at ``start`` and fits below ``top``: all, or after the best punctuation mark."""
    low, high = start + 1, min(len(text), start + size.limit * _REACH)
    while low < high:
        middle = (low + high + 1) // 2
        if size.fits(top + text[start:middle]):
            low = middle
        else:
            high = middle - 1
    if low >= len(text):
        return len(text)
    least = start + (low - start) // _SHARE
    for mark in _CUTS:
        ends = [least + match.end() for match in mark.finditer(text[least : low + 1])]
        for end in reversed(ends):
            if end <= low and size.fits(top + text[start:end]):
                return end
    apart = low
    while apart > least and _GLUED.match(text[apart - 1]) and _GLUED.match(text[apart]):
        apart -= 1
    return apart if apart > max(least, start) and size.fits(top + text[start:apart]) else low


def _header_paths(cells: list[Cell]) -> dict[int, str]:
    """For each column what its header says, from top to bottom: 收入/预算数."""
    paths: dict[int, list[str]] = {}
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        for column in range(cell.column, cell.column + cell.colspan):
            path = paths.setdefault(column, [])
            if _one_line(cell.text) not in path[-1:]:
                path.append(_one_line(cell.text))
    return {column: "/".join(paths[column]) for column in sorted(paths)}


def _is_form(row: list[Cell]) -> bool:
    """Whether the row's values are named by labels beside them rather than by a header above."""
    values = [cell for cell in row if cell.role == "value"]
    return bool(values) and not any(cell.column_labels for cell in values)


def _form_text(row: list[Cell]) -> str:
    parts: list[str] = []
    label = False
    for cell in row:
        if cell.role == "value" and label:
            parts[-1] = parts[-1].rstrip("：:") + "：" + _one_line(cell.text)
        elif cell.text:
            parts.append(_one_line(cell.text))
        label = cell.role == "label" and bool(cell.text)
    return " | ".join(parts)


def _grid_text(row: list[Cell], header: dict[int, str]) -> str:
    slots: dict[int, list[str]] = {column: [] for column in sorted({*header, *(cell.column for cell in row)})}
    for cell in row:
        slots[cell.column].extend([_one_line(cell.text)] if cell.text else [])
    last = max(column for column, slot in slots.items() if slot)
    return " | ".join(" ".join(slot) for column, slot in slots.items() if column <= last)


def _labels_above(row: list[Cell]) -> str:
    """Labels that the row has from rows above it (vertical merges, 其中), which its own words do not show."""
    own = {squash(cell.text) for cell in row}
    labels = [label for cell in row for label in cell.row_labels if squash(label) not in own]
    return " / ".join(dict.fromkeys(labels))


def _one_line(text: str) -> str:
    """Cell text on one line; a break keeps a space only where it parts two words or two numbers."""
    return _LINE_BREAK.sub("", _BREAK_IN_ASCII.sub(" ", text.strip()))


def _text(head: str, units: list[_Unit]) -> str:
    body = ""
    for unit in units:
        body += (unit.joint if body and unit.text else "") + unit.text
    return "\n".join(part for part in (head, units[0].lead, body) if part)


def _packs(units: list[_Unit], head: str, size: _Size) -> list[list[_Unit]]:
    """Units in as few groups as fit, about equally full, so that the last is no crumb."""
    top = size.count(_text(head, [replace(units[-1], text="")]))
    body = size.count(_text(head, units)) - top
    parts = -(-body // max(1, size.limit - top))
    while True:
        packs: list[list[_Unit]] = [[]]
        for unit in units:
            filled = size.count(_text(head, packs[-1])) if packs[-1] else 0
            if filled >= top + body // max(1, parts) or not size.fits(_text(head, [*packs[-1], unit])):
                packs.append([])
            packs[-1].append(unit)
        packs = [pack for pack in packs if pack]
        if len(packs) <= parts or parts <= 0:
            return packs
        parts = len(packs)


def _chunk(document: Document, section: int, table: int | None, head: str, pack: list[_Unit], size: _Size) -> Chunk:
    text = _text(head, pack)
    start, end = pack[0].start, max(unit.end for unit in pack)
    place = f"s{section}" if table is None else f"s{section}/t{table}"
    return Chunk(
        id=f"{document.id}/{place}/{start}-{end}",
        document=document.id,
        kind="prose" if table is None else "table",
        section=document.section_path(section),
        text=text,
        tokens=size.count(text),
        start=start,
        end=end,
        table=table,
        rows=None if table is None else (min(unit.rows[0] for unit in pack), max(unit.rows[1] for unit in pack)),
    )


def _with_places(document: Document, chunks: list[Chunk]) -> Iterator[Chunk]:
    """Chunks with the page and sheet of the block in which they begin."""
    blocks = [block for block in document.source.blocks if not isinstance(block, RawTable) or any(block.rows)]
    starts = [block.start for block in blocks]
    for chunk in chunks:
        block = blocks[max(0, bisect_right(starts, chunk.start) - 1)]
        sheet = block.sheet if chunk.table is None else document.tables[chunk.table].sheet
        yield replace(chunk, page=block.page, sheet=sheet)
