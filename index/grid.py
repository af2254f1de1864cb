"""From raw rows to a grid: meta rows cut off, bands of like rows found, every cell given its column and width.

A *band* is a run of rows with one header: a form row (label, text), a small grid inside a form (资金支出计划), or the main
grid of the table. Files that state spans are taken at their word; text dialects are aligned by what stands below a header.
"""

import re
from dataclasses import replace

from index.grid_rows import (
    ENUMERATED,
    SHORT,
    TOTAL,
    Band,
    GridCell,
    GridRow,
    header_like,
    names_rows,
    number_like,
)

_FORM_TEXT = 10
_UNIT_ONLY = re.compile(r"^[^\d]{0,6}$")
_SPLIT_HEADERS = re.compile(r"值|数|金额|目标")


def split_bands(rows: list[GridRow], first: int, spans_known: bool, merged_missing: bool) -> list[Band]:
    """Bands of a table body, aligned: every cell has its column, header rows are counted."""
    collapsed = spans_known or merged_missing
    bands = _group(_form_rows_first(rows, first, collapsed), collapsed=collapsed)
    for band in bands:
        if spans_known:
            band.width = max(cell.column + cell.colspan for row in band.rows for cell in row)
        _mark_form(band)
        if not band.is_form:
            _align(band, spans_known=spans_known, merged_missing=merged_missing)
        elif not spans_known:
            band.rows = [_by_index(row) for row in band.rows]
            band.width = max(len(row) for row in band.rows)
    return bands


def _form_rows_first(rows: list[GridRow], first: int, collapsed: bool) -> list[tuple[int, GridRow]]:
    """Numbered rows; a form row caught between a header and its body is moved above the header."""
    numbered = list(enumerate(rows, start=first))
    for i in range(1, len(numbered) - 1):
        header, form = numbered[i - 1], numbered[i]
        is_header = header_like(header[1]) and len(header[1]) > 2 and not is_form_row(header[1], collapsed=collapsed)
        if is_header and is_form_row(form[1], collapsed=collapsed):
            filled = all(not cell.is_blank for cell in header[1])
            if filled and not is_form_row(numbered[i + 1][1], collapsed=collapsed):
                numbered[i - 1], numbered[i] = form, header
    return numbered


def _group(rows: list[tuple[int, GridRow]], *, collapsed: bool) -> list[Band]:
    bands: list[Band] = []
    for i, (number, row) in enumerate(rows):
        rest = [later for _, later in rows[i + 1 :]]
        if bands and _continues(bands[-1].rows, row, rest, collapsed=collapsed):
            bands[-1].numbers.append(number)
            bands[-1].rows.append(row)
        else:
            bands.append(Band([number], [row]))
    return bands


def _continues(group: list[GridRow], row: GridRow, rest: list[GridRow], *, collapsed: bool) -> bool:
    if is_form_row(row, collapsed=collapsed) or is_form_row(group[-1], collapsed=collapsed):
        return False
    if not collapsed:
        return not (_starts_header(row, rest) and not all(header_like(member) for member in group))
    if row[0].column >= 0 and all(header_like(member) for member in group) and _under_spans(group[-1], row):
        return True
    width = len(row)
    widths = {len(member) for member in group}
    total = row[0].column >= 0 and TOTAL.match(row[0].key) and row[0].colspan > 1
    if total and (len(group) > 1 or (header_like(group[0]) and _breadth(row) == _breadth(group[0]))):
        return True  # 合计 over all the columns that name a row
    if width in widths and not (_starts_header(row, rest) and len(group) > 1):
        return True
    only_headers = all(header_like(member) for member in group) and width > len(group[-1])
    if only_headers and not _starts_header(group[-1], []) and len(group[0]) >= 3:
        return True
    if only_headers and len(group[0]) >= 3 and width >= len(group[0]):
        return True
    filled = [cell for cell in row if not cell.is_blank]
    returns = any(len(later) in widths for later in rest[:2])
    short_row = len(group) > 1 and (width == 1 or (width < max(widths) and returns and not header_like(row)))
    trailing_blank = abs(width - max(widths)) <= 1 and len(filled) <= 1 and len(group) > 1
    return short_row or trailing_blank


def _breadth(row: GridRow) -> int:
    return max(cell.column + cell.colspan for cell in row)


def _starts_header(row: GridRow, rest: list[GridRow]) -> bool:
    """A header in the middle of a table: every cell filled, and the next row is wider or holds figures."""
    if not header_like(row) or any(cell.is_blank for cell in row) or len(row) < 4 or not rest:
        return False
    return len(rest[0]) > len(row) or sum(names_rows(cell.key) for cell in row) >= 2


def is_form_row(row: GridRow, *, collapsed: bool) -> bool:
    """A label with a long text, or label and value pairs: 绩效目标 | …; 项目编码 | … | 项目名称 | …."""
    filled = [cell for cell in row if not cell.is_blank]
    if collapsed:
        if len(row) == 2:
            return not number_like(row[1].text) and (len(row[1].key) > SHORT or row[1].is_blank)
        return len(row) == 4 and any(re.search(r"[A-Za-z\d]-?[A-Za-z\d]+-", cell.key) for cell in row[1::2])
    wide = len(row) >= 4 and len(filled) == 2 and filled == list(row[:2])
    return wide and len(row[1].key) > _FORM_TEXT and not row[0].key.isdigit()


def _mark_form(band: Band) -> None:
    row = band.rows[0]
    if len(band.rows) > 1:
        # Two columns of words without a header (项目负责人 | …) are pairs; with a header or figures they are a grid.
        pairs = all(len(member) == 2 for member in band.rows)
        figures = any(number_like(member[1].text) for member in band.rows if len(member) == 2)
        band.is_form = pairs and not figures and not names_rows(row[0].key)
        return
    filled = [cell for cell in row if not cell.is_blank]
    band.is_form = len(filled) >= 1 and (not header_like(row) or len(row) in {2, 4}) and not TOTAL.match(row[0].key)


def _by_index(row: GridRow) -> GridRow:
    return tuple(replace(cell, column=i) for i, cell in enumerate(row))


def _align(band: Band, *, spans_known: bool, merged_missing: bool) -> None:
    band.headers = _count_headers(band.rows)
    if spans_known:
        return
    body = band.rows[band.headers :]
    counts: dict[int, int] = {}
    for row in body or band.rows[-1:]:
        counts[len(row)] = counts.get(len(row), 0) + 1
    width = max(counts, key=lambda size: (counts[size], size))
    header_width = max((len(row) for row in band.rows[: band.headers]), default=0)
    if all(cell.is_blank or TOTAL.match(cell.key) for row in body for cell in row):
        width = max(width, header_width)
    band.width = width
    aligned: list[GridRow] = []
    misfit = False  # a header that does not fit: better no columns than the neighbours'
    below: list[GridRow] = [row for row in body if len(row) == width]
    for r in reversed(range(band.headers)):
        row, is_last = band.rows[r], r == band.headers - 1
        spanned = (
            _spread_missing(row, below, width, over_header=not is_last)
            if merged_missing
            else _spread_blank(row, [] if is_last else below)
        )
        if spanned is None:
            band.doubts.append(f"header row of {len(row)} cells does not fit {width} columns")
            spanned = _by_index(row)
            misfit = True
        aligned.insert(0, spanned)
        below = [_per_column(spanned, width)]
    for row in body:
        if misfit:
            aligned.append(tuple(replace(cell, column=-1) for cell in row))
        elif len(row) == width:
            aligned.append(_by_index(row))
        else:
            if any(not cell.is_blank for cell in row[1:]):
                band.doubts.append(f"a row has {len(row)} cells, the table {width} columns")
                aligned.append(tuple(replace(cell, column=-1) for cell in row))
            else:
                aligned.append(_by_index(row))
    band.rows = aligned


def _count_headers(rows: list[GridRow]) -> int:
    if not header_like(rows[0]) or (len(rows) > 1 and _series(rows[0], rows[1])):
        return 0
    count, spanning = 1, rows[0]
    for row in rows[1:]:
        filled = [cell for cell in row if not cell.is_blank]
        if not filled:
            if any(not cell.is_blank for later in rows[count + 1 :] for cell in later):
                count += 1
                continue
            break
        lone_total = TOTAL.match(row[0].key) and len(filled) == 1  # 合计 with nothing filled in: a row of the body
        sub_header = header_like(row) and not lone_total and _under_spans(spanning, row)
        if not sub_header:
            break
        count, spanning = count + 1, row
    while count > 1 and all(cell.is_blank for cell in rows[count - 1]) and count == len(rows):
        count -= 1
    return count


def _series(row: GridRow, following: GridRow) -> bool:
    return any(
        (a := ENUMERATED.fullmatch(upper.key)) and (b := ENUMERATED.fullmatch(lower.key)) and a.group(1) == b.group(1)
        for upper, lower in zip(row, following, strict=False)
    )


def _under_spans(upper: GridRow, row: GridRow) -> bool:
    """Whether every filled cell of ``row`` can stand under a header that spans several columns."""
    if any(cell.column >= 0 for cell in upper):
        return all(
            any(head.colspan > 1 and head.column <= cell.column < head.column + head.colspan for head in upper)
            or any(head.is_blank and head.column == cell.column for head in upper)
            for cell in row
            if not cell.is_blank
        )
    if len(row) != len(upper):
        spread = _spread_missing(upper, [row], len(row), over_header=True) if len(row) > len(upper) else None
        return spread is not None and all(
            row[cell.column].is_blank
            if cell.colspan == 1
            else not any(row[c].is_blank for c in range(cell.column, cell.column + cell.colspan))
            for cell in spread
        )
    return all(
        i < len(upper)
        and (
            (upper[i].is_blank and any(not left.is_blank for left in upper[:i]))
            or _next_blank(upper, i)
            or (row[0].is_blank and not upper[0].is_blank and TOTAL.match(cell.key))  # 合计 under a year of one column
        )
        for i, cell in enumerate(row)
        if not cell.is_blank
    )


def _next_blank(row: GridRow, at: int) -> bool:
    return at + 1 < len(row) and row[at + 1].is_blank


def _per_column(row: GridRow, width: int) -> GridRow:
    """The row with one cell per column, for aligning the header above it; spans repeat their text."""
    cells = []
    for column in range(width):
        cover = next((cell for cell in row if cell.column <= column < cell.column + cell.colspan), None)
        cells.append(cover if cover is not None else GridCell("", 0, 0))
    return tuple(cells)


def _spread_blank(row: GridRow, below: list[GridRow]) -> GridRow | None:
    """Blank places right of a header belong to it where the row below is filled."""
    spanned: list[GridCell] = []
    for column, cell in enumerate(row):
        filled_below = bool(below) and any(column < len(under) and not under[column].is_blank for under in below[:1])
        if cell.is_blank and spanned and not spanned[-1].is_blank and filled_below:
            last = spanned[-1]
            spanned[-1] = replace(last, colspan=column - last.column + 1)
        else:
            spanned.append(replace(cell, column=column))
    return tuple(spanned)


def _spread_missing(row: GridRow, below: list[GridRow], width: int, *, over_header: bool) -> GridRow | None:
    """Give every header cell a span so that they fill ``width`` columns and best fit what stands below."""
    if len(row) > width or not row:
        return None
    extra = width - len(row)
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0.0, ())}
    for i, cell in enumerate(row):
        step: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {}
        for (_, column), (score, spans) in best.items():
            for span in range(1, extra + 2):
                if column + span + (len(row) - i - 1) > width:
                    break
                total = score + _fit(cell, span, column, below, over_header=over_header)
                key = (i + 1, column + span)
                if key not in step or total > step[key][0]:
                    step[key] = (total, (*spans, span))
        best = step
    found = best.get((len(row), width))
    if found is None or found[0] < 0:
        return None
    spanned, column = [], 0
    for cell, span in zip(row, found[1], strict=True):
        spanned.append(replace(cell, column=column, colspan=span))
        column += span
    return tuple(spanned)


def _fit(cell: GridCell, span: int, column: int, below: list[GridRow], *, over_header: bool) -> float:
    under = [[row[c] for c in range(column, column + span) if c < len(row)] for row in below]
    if span == 1:
        if not over_header:
            return 0.0
        place = under[0][0] if under[0] else None
        if place is None:
            return -1.0
        return 1.0 if place.is_blank else -1.0
    if cell.is_blank:
        return -3.0 * span
    if over_header:
        return sum(1.0 if not place.is_blank else -2.0 for place in under[0])
    return _split_value(cell, under)


def _split_value(cell: GridCell, under: list[list[GridCell]]) -> float:
    """A header above data: it spans two columns where the first holds values and the second their units."""
    if not _SPLIT_HEADERS.search(cell.key):
        return -5.0
    score = 0.0
    for places in under:
        values, unit = places[0], places[-1]
        if number_like(values.text) and _UNIT_ONLY.match(unit.key):
            score += 1.0
        elif any(number_like(place.text) for place in places[1:]):
            score -= 1.0
    return score / max(len(under), 1)
