"""Raw tables to tables: roles, header paths and row labels for every cell.

``table_cells`` reads as its stages: grid rows -> meta rows -> bands -> columns by kind -> cells with labels.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace

from index.amount import NUMBER_PATTERN
from index.cleaning import clean, normalise, squash
from index.columns import NAMES, Column, columns_of, is_line_numbers, squash_label
from index.document import Cell, RawTable
from index.grid import split_bands
from index.grid_rows import Band, GridCell, GridRow, header_like, is_meta, meta_rows, number_like
from index.sections import numbering

_AMOUNTS = re.compile(r"金额|资金|预算数?$|决算数?$|经费")
_CHILD = re.compile(r"^其中[:：]?|^[（(]其中[）)]")


@dataclass(frozen=True, slots=True)
class TableBody:
    """The inside of a table before it knows its caption: size, cells, meta texts and what is doubtful."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    meta: tuple[Cell, ...]
    headers: tuple[str, ...]
    doubts: tuple[str, ...]


def table_rows(source: str, table: RawTable) -> list[GridRow]:
    """Grid rows of a raw table; vertical merges that the file states become merged places."""
    rows: list[list[GridCell]] = []
    covered: dict[int, tuple[int, GridCell]] = {}
    for raw in table.rows:
        row: list[GridCell] = []
        column = 0
        for cell in raw:
            column = _pass_merged(covered, row, column) if table.spans_known else column
            text = clean(source, cell.start, cell.end).text
            placed = GridCell(text, cell.start, cell.end, colspan=cell.colspan, rowspan=cell.rowspan)
            if table.spans_known:
                placed = replace(placed, column=column)
                if cell.rowspan > 1:
                    covered[column] = (cell.rowspan - 1, placed)
                column += cell.colspan
            row.append(placed)
        if table.spans_known:
            _pass_merged(covered, row, column)
        rows.append(row)
    return [tuple(row) for row in rows]


def _pass_merged(covered: dict[int, tuple[int, GridCell]], row: list[GridCell], column: int) -> int:
    while column in covered:
        left, origin = covered[column]
        row.append(replace(origin, text="", start=origin.end, column=column, rowspan=1, merged=True))
        if left > 1:
            covered[column] = (left - 1, origin)
        else:
            del covered[column]
        column += origin.colspan
    return column


def table_body(rows: list[GridRow], *, spans_known: bool, merged_missing: bool) -> TableBody:
    """Cells with roles and labels for the rows of one table (already joined over page breaks)."""
    skip = meta_rows(rows)
    meta = tuple(
        Cell(r, max(c, cell.column), cell.text, cell.start, cell.end, colspan=cell.colspan, role="meta")
        for r, row in enumerate(rows[:skip])
        for c, cell in enumerate(row)
        if not cell.is_blank
    )
    bands = split_bands(rows[skip:], skip, spans_known, merged_missing)
    cells: list[Cell] = []
    doubts: list[str] = []
    headers: tuple[str, ...] = ()
    grid_rows = 0
    for band in bands:
        doubts.extend(band.doubts)
        if band.is_form:
            cells.extend(_form_cells(band))
            continue
        columns = columns_of(band)
        if len(band.rows) - band.headers >= grid_rows:
            grid_rows = len(band.rows) - band.headers
            headers = tuple("/".join(column.path) for column in columns)
        cells.extend(_header_cells(band))
        cells.extend(_body_cells(band, columns))
    width = max([band.width for band in bands] + [len(row) for row in rows], default=0)
    return TableBody(len(rows), width, tuple(cells), meta, headers, tuple(doubts))


def without_repeated_headers(rows: list[GridRow]) -> tuple[list[GridRow], list[GridRow]]:
    """Rows of one table without the headers that page breaks repeated inside it, and those headers."""
    first = next(
        (i for i, row in enumerate(rows) if header_like(row) and _filled(row) >= 2 and not _meta_row(row)), None
    )
    if first is None:
        return rows, []
    key = [cell.key for cell in rows[first]]
    dropped = [row for row in rows[first + 1 :] if [cell.key for cell in row] == key]
    return [row for row in rows if not any(row is other for other in dropped)], dropped


def _filled(row: GridRow) -> int:
    return sum(not cell.is_blank for cell in row)


def _meta_row(row: GridRow) -> bool:
    return any(is_meta(cell.text) for cell in row)


def repeated_header(first: list[GridRow], second: list[GridRow]) -> int:
    """How many leading rows of ``second`` repeat the header of ``first`` (a table split by a page break), else 0."""
    keys = [_row_key(row) for row in first[:6]]
    count = 0
    for row in second:
        key = _row_key(row)
        if not key or key not in keys or (any(number_like(cell.text) for cell in row) and not is_line_numbers(row)):
            break
        count += 1
    return count if count and (len(second[0]) == len(first[0]) or first[0][0].key == second[0][0].key) else 0


def _row_key(row: GridRow) -> tuple[str, ...]:
    return tuple(sorted(cell.key for cell in row if not cell.is_blank))


def _form_cells(band: Band) -> list[Cell]:
    """Label and value pairs of a form row; with an odd count, all but the last are labels of the last."""
    cells: list[Cell] = []
    for number, row in zip(band.numbers, band.rows, strict=True):
        places = [cell for cell in row if not cell.merged]
        while len(places) > 2 and places[-1].is_blank and len(row) != 4:
            places.pop()
        labels: tuple[str, ...] = ()
        pairs = len(places) % 2 == 0
        for i, cell in enumerate(places):
            last = i == len(places) - 1
            if (pairs and i % 2 == 0) or (not pairs and not last):
                label = squash_label(cell.text)
                labels = (label,) if pairs else (*labels, label)
                cells.append(_cell(number, cell, "label"))
            else:
                cells.append(_cell(number, cell, "value", labels, ()))
    return cells


def _header_cells(band: Band) -> list[Cell]:
    return [
        _cell(number, cell, "header")
        for number, row in zip(band.numbers, band.rows[: band.headers], strict=False)
        for cell in row
        if not cell.is_blank
    ]


def _body_cells(band: Band, columns: list[Column]) -> list[Cell]:
    cells: list[Cell] = []
    above: dict[int, str] = {}
    repeating, codes = _repeating(band), _code_columns(band)
    parents: dict[int, _Parents] = {}
    for number, row in zip(band.numbers[band.headers :], band.rows[band.headers :], strict=True):
        if is_line_numbers(row):
            cells.extend(_cell(number, cell, "ordinal") for cell in row if not cell.is_blank)
            continue
        labels = _row_labels(row, columns, above, _not_filled(row, repeating, codes))
        for half in {column.half for column in columns}:
            parents.setdefault(half, _Parents())
        paths = {half: _with_parent(labels, columns, half, keeper) for half, keeper in parents.items()}
        for cell in row:
            if not 0 <= cell.column < len(columns):
                cells.append(_cell(number, cell, "unplaced"))
                continue
            column = columns[cell.column]
            if column.kind == "ordinal":
                cells.append(_cell(number, cell, "ordinal"))
            elif column.kind == "label" or _TOTAL_LABEL.match(cell.key):
                cells.append(_cell(number, cell, "label"))
            elif not cell.merged:
                row_labels = _labels_for(cell.column, paths[column.half], labels, columns)
                if not row_labels and cell.text.strip():
                    row_labels = _total_before(cell, row, paths, columns)
                cells.append(_cell(number, cell, "value", row_labels, column.path))
    return cells


_TOTAL_ROW = re.compile(r"(?:合计|总计|小计)$")  # a row of its own: it takes no code from the row above
_CODE = re.compile(r"\d{2,3}|\d{5}|\d{7}")
_REPEATED = 2
# No 其中 of the row above: totals, what is carried over, and what the table of “三公”经费 prints beside them (domain: 三公).
_OF_ALL = re.compile(r"(?:合计|总计)$|^(?:上年|年初|年末)?结转|^使用非财政|^(?:会议费|培训费)$")
_TOTAL_LABEL = re.compile(r"^(?:合计|总计|小计)$")


def _repeating(band: Band) -> frozenset[int]:
    """Columns that print a code in every row it holds for, so that a blank in them is no repetition of the one above."""
    repeats: Counter[int] = Counter()
    before: dict[int, str] = {}
    for row in band.rows[band.headers :]:
        now = {cell.column: squash(cell.text) for cell in row if cell.text.strip() and not cell.merged}
        repeats.update(column for column, text in now.items() if text.isdigit() and before.get(column) == text)
        before = now
    return frozenset(column for column, times in repeats.items() if times >= _REPEATED)


def _code_columns(band: Band) -> frozenset[int]:
    """Columns of classification codes: 类, 款 and 项 in cells of their own, or the whole code in one."""
    texts: dict[int, list[str]] = {}
    for row in band.rows[band.headers :]:
        for cell in row:
            if cell.text.strip():
                texts.setdefault(cell.column, []).append(squash(cell.text))
    return frozenset(
        c for c, found in texts.items() if sum(bool(_CODE.fullmatch(text)) for text in found) > len(found) / 2
    )


def _not_filled(row: GridRow, repeating: frozenset[int], codes: frozenset[int]) -> frozenset[int]:
    """Columns in which a blank of this row is a blank: codes that stand on every row, and all of them on a row that has none."""
    coded = any(cell.column in codes and cell.text.strip() for cell in row)
    return repeating if coded else repeating | codes


def _row_labels(
    row: GridRow, columns: list[Column], above: dict[int, str], repeating: frozenset[int]
) -> dict[int, str]:
    """Label texts by column, filled down through vertical merges.

    A blank label takes the text above where nothing left of it changed and something right of it is filled.
    """
    own = {cell.column: squash_label(cell.text) for cell in row if cell.column >= 0}
    places = [c for c, column in enumerate(columns) if column.kind in NAMES]
    total = any(_TOTAL_ROW.search(squash(own.get(c, ""))) for c in places)
    labels: dict[int, str] = {}
    changed = False
    for i, c in enumerate(places):
        text = own.get(c, "") or columns[c].standing_label
        same_half_right = [p for p in places[i + 1 :] if columns[p].half == columns[c].half]
        merged = any(cell.merged for cell in row if cell.column == c)
        if i and columns[places[i - 1]].half != columns[c].half:
            changed = False
        if (
            not text
            and c in above
            and not total
            and (merged or (not changed and c not in repeating and any(own.get(p) for p in same_half_right)))
        ):
            text = above[c]
        elif text:
            changed = True
        labels[c] = text
        if text:
            above[c] = text
    return labels


class _Parents:
    """Rows above that a row may belong to: 一、 over 1、, and any item over its 其中 rows."""

    def __init__(self) -> None:
        self.open: list[tuple[str, str]] = []

    def path(self, label: str) -> tuple[str, ...]:
        number = numbering(normalise(label))
        style = number.style if number else ("child" if _CHILD.match(label) else "plain")
        styles = [known for known, _ in self.open]
        if style == "plain" and "child" in styles and styles[0] != "plain" and not _OF_ALL.search(label):
            style = "child"
        if style in styles:
            del self.open[styles.index(style) :]
        elif style == "plain" or not _deeper(style, styles):
            self.open.clear()
        path = tuple(text for _, text in self.open)
        self.open.append((style, label))
        return path


_DEPTH = ("plain_total", "part", "chinese", "chinese_bracket", "arabic", "arabic_bracket", "child")


def _deeper(style: str, styles: list[str]) -> bool:
    if style == "child":
        return bool(styles)
    return bool(styles) and styles[-1] in _DEPTH and _DEPTH.index(style) > _DEPTH.index(styles[-1])


def _with_parent(
    labels: dict[int, str], columns: list[Column], half: int, keeper: _Parents
) -> dict[int, tuple[str, ...]]:
    places = [c for c, column in enumerate(columns) if column.kind in NAMES and column.half == half]
    paths: dict[int, tuple[str, ...]] = {c: (labels[c],) for c in places if labels.get(c)}
    if places and labels.get(places[0]):
        paths[places[0]] = (*keeper.path(labels[places[0]]), labels[places[0]])
    return paths


def _total_before(
    cell: GridCell, row: GridRow, paths: dict[int, dict[int, tuple[str, ...]]], columns: list[Column]
) -> tuple[str, ...]:
    """The total whose figure stands at the end of cells that were merged in print: 公用经费合计 | | | | 173.27."""
    before = sorted(c for path in paths.values() for c in path if c < cell.column)
    if not before:
        return ()
    last = before[-1]
    path = paths[columns[last].half][last]
    empty = all(not other.text.strip() for other in row if last < other.column < cell.column)
    return path if empty and _TOTAL_ROW.search(squash(path[-1])) else ()


def _labels_for(
    column: int, paths: dict[int, tuple[str, ...]], labels: dict[int, str], columns: list[Column]
) -> tuple[str, ...]:
    """The labels of a value; those of an amount that stands between two of them are the ones left of it.

    项目 | 预算金额 | 三级指标 | 指标值: the amount is the project's, and no indicator's.
    """
    naming = {c for c in paths if columns[c].kind == "naming"}
    left = [c for c in paths if c < column]
    amount = left and _AMOUNTS.search("/".join(columns[column].path[-1:])) is not None
    chosen: list[str] = []
    for c in left if amount else [c for c in paths if c not in naming or c < column]:
        chosen.extend(label for label in paths[c] if label not in chosen[-1:] or label.isdigit())
    return tuple(chosen)


def _cell(
    row: int, cell: GridCell, role: str, row_labels: tuple[str, ...] = (), column_labels: tuple[str, ...] = ()
) -> Cell:
    text = squash_label(cell.text) if role in {"label", "header"} else cell.text
    return Cell(
        row=row,
        column=cell.column,
        text=text,
        start=cell.start,
        end=cell.end,
        rowspan=cell.rowspan,
        colspan=cell.colspan,
        role="ordinal" if role == "unplaced" and not re.search(NUMBER_PATTERN, cell.text) else role,
        row_labels=row_labels,
        column_labels=column_labels,
    )
