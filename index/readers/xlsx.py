"""Workbooks (.xlsx, .xlsm): every used range of every sheet as a table, figures as the sheet shows them."""

import re
import warnings
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.worksheet import Worksheet

from index.document import Source
from index.errors import UnreadableFile
from index.readers.number_format import CHINESE_BUILTINS, shown_moment, shown_number
from index.readers.ooxml import Package
from index.readers.sheet_regions import Box, SheetCell, region_rows, regions
from index.readers.writer import SourceWriter

MAX_RANGE_CELLS = 2_000_000
MAX_NAMED_CELLS = 20

_RANGE = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ADVICE = "Open it in Excel or WPS, save it as .xlsx and ingest it again"


def read(file: str, content: bytes) -> Source:
    """Source of a workbook. Raises ``UnreadableFile`` for ranges too large to be a table."""
    package = Package(file, content)
    sheets = [package.raw(name) for name in sorted(package.names) if name.startswith("xl/worksheets/")]
    for sheet in sheets:
        if any(_area(*match) > MAX_RANGE_CELLS for match in _RANGE.findall(sheet)):
            raise UnreadableFile(file, "it merges or links whole columns of a sheet", _ADVICE)
    workbook = _load(content, values=True)
    formulas = _load(content, values=False) if any(map(_FORMULA.search, sheets)) else None
    writer = SourceWriter()
    notes: list[str] = []
    for worksheet in workbook.worksheets:
        cells = _cells(worksheet, workbook.epoch, notes)
        if not any(cell.text for cell in cells.values()):
            continue
        _write(file, writer, worksheet, cells)
        notes.extend(_hidden(worksheet, cells))
        if formulas is not None:
            notes.extend(_without_value(worksheet, formulas[worksheet.title]))
    return writer.source("xlsx", notes)


def _load(content: bytes, *, values: bool) -> Workbook:
    with warnings.catch_warnings():
        # openpyxl warns of what it would lose on saving; nothing is saved here.
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(content), data_only=values, keep_links=False)


def _write(file: str, writer: SourceWriter, worksheet: Worksheet, cells: dict[tuple[int, int], SheetCell]) -> None:
    merges = [
        Box(found.min_row, found.min_col, found.max_row, found.max_col) for found in worksheet.merged_cells.ranges
    ]
    for region in regions(cells, merges):
        rows = region_rows(region, cells, merges)
        if rows is None:
            raise UnreadableFile(file, f"sheet {worksheet.title} is used too sparsely to be a table", _ADVICE)
        filled = [[text for text, _, _ in row if text] for row in rows]
        if all(len(row) <= 1 for row in filled) and not any(
            cells[place].is_number for place in region if place in cells
        ):
            for row in filled:
                for text in row:
                    writer.paragraph(text, sheet=worksheet.title)
        else:
            writer.table(rows, sheet=worksheet.title)


def _cells(worksheet: Worksheet, epoch: datetime, notes: list[str]) -> dict[tuple[int, int], SheetCell]:
    """Cells with a text or a border by (row, column)."""
    zeros = worksheet.sheet_view.showZeros is not False
    cells: dict[tuple[int, int], SheetCell] = {}
    blanked = 0
    # iter_rows() would fill the whole rectangle up to a stray cell in XFD1048576.
    for place, cell in sorted(worksheet._cells.items()):
        value = cell.value
        text = "" if value is None else _shown(cell, epoch)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if number and value == 0 and not zeros and text:
            blanked, text = blanked + 1, ""
        if text.strip() or _has_border(cell):
            cells[place] = SheetCell(text, is_number=number)
    if blanked:
        notes.append(f"sheet {worksheet.title}: {blanked} zero(s) left blank, as the sheet shows them")
    return cells


def _shown(cell: Any, epoch: datetime) -> str:
    value, code = cell.value, str(cell.number_format)
    built_in = CHINESE_BUILTINS.get(cell._style.numFmtId)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        if built_in is None:
            return shown_number(value, code)
        # openpyxl does not know these as dates.
        value = from_excel(value, epoch)
    if isinstance(value, str):
        return value.replace("_x000D_", "")
    return shown_moment(value, built_in or code)


def _has_border(cell: Any) -> bool:
    border = cell.border
    return any(side is not None and side.style for side in (border.left, border.right, border.top, border.bottom))


def _hidden(worksheet: Worksheet, cells: dict[tuple[int, int], SheetCell]) -> list[str]:
    title = worksheet.title
    notes = []
    if worksheet.sheet_state != "visible":
        notes.append(f"sheet {title} is hidden in the file, and was read")
    used_rows = {row for (row, _), cell in cells.items() if cell.text}
    used_columns = {column for (_, column), cell in cells.items() if cell.text}
    rows = [row for row, dimension in worksheet.row_dimensions.items() if dimension.hidden and row in used_rows]
    columns = [
        get_column_letter(column)
        for column in sorted(used_columns)
        if any(d.hidden and (d.min or 0) <= column <= (d.max or 0) for d in worksheet.column_dimensions.values())
    ]
    if rows:
        notes.append(f"sheet {title}: hidden row(s) {_listed([str(row) for row in sorted(rows)])} were read")
    if columns:
        notes.append(f"sheet {title}: hidden column(s) {_listed(columns)} were read")
    return notes


def _without_value(worksheet: Worksheet, formulas: Worksheet) -> list[str]:
    """Formulas whose result the file does not hold: their cells are blank, which is not the same as 0."""
    empty = []
    for place, cell in sorted(formulas._cells.items()):
        if cell.data_type != "f":
            continue
        stored = worksheet._cells.get(place)
        # A formula that gave an empty text is stored with type "str" and no value.
        if stored is None or (stored.value is None and stored.data_type != "str"):
            empty.append(cell.coordinate)
    if not empty:
        return []
    return [
        f"sheet {worksheet.title}: formula without a stored value, left blank: {_listed(empty)}; "
        "open the file in Excel or WPS, save it and ingest it again"
    ]


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - MAX_NAMED_CELLS} more" if len(names) > MAX_NAMED_CELLS else ""
    return ", ".join(names[:MAX_NAMED_CELLS]) + more


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    width = column_index_from_string(right.decode()) - column_index_from_string(left.decode()) + 1
    return width * (int(bottom) - int(top) + 1)
