"""The columns of a band: what each holds, under which header, and on which side of a two-sided table.

Income stands left and expenditure right in the tables of totals; a row of theirs is two rows, each with its own label.
"""

import re
from dataclasses import dataclass

from index.cleaning import normalise, squash
from index.grid_rows import Band, GridRow, names_rows, number_like

_VALUE_HEADERS = re.compile(
    r"值$|^值|数量|单价|金额|预算数|决算数|合计|小计|总计|^符号$|依据|标准|性质|规格|形式|^[优良中差]$|描述内容|面积|单位$|编码$|目录序号$"
)
_NAMING_VALUES = re.compile(r"^绩效指标$")  # asked for themselves, and names of what stands right of them
_SIDE_HEADERS = re.compile(
    r"^(?:收入|支出)?(?:项目|科目|科目名称|内容)(?:（.*）)?$|^(?:本年)?(?:收入|支出)$|^(?:按)?(?:支出)?(?:功能|经济)分类(?:科目|项目)?(?:名称)?$"
)
_ORDINAL_HEADERS = re.compile(r"^(?:序号|行次|编号|No\.?)$", re.IGNORECASE)
_CLASS_CODE = re.compile(r"[235]\d{2}(?:\d{2}){0,2}")
_LINE_NUMBERS = re.compile(r"^(?:栏次|栏目|行次)$")
NAMES = frozenset({"label", "naming"})
# A row that is one account or year of what its columns are about: 预算数, 决算数, 2024年预算数.
ACCOUNT_ROW = re.compile(r"(?:(?:19|20)\d\d年?度?)?(?:年初|全年|调整)?(?:预算|决算|执行)数|(?:19|20)\d\d年?度?")
# A column that says no more than account and year, as a source for a pattern: 年初预算数, 2024年决算数, 本年度预算合计.
ACCOUNT_OF_YEAR = (
    r"(?:(?:19|20)\d\d年?度?|本年度?|当年|年度|上年度?)?(?:年初|全年|调整后?)?(?:预算|决算|执行)(?:数|金额)?(?:合计)?"
)


@dataclass(slots=True)
class Column:
    """A column: its header from top to bottom, its kind (label, naming, value, ordinal), its side, and a label for all its rows."""

    path: tuple[str, ...]
    kind: str
    half: int = 0
    standing_label: str = ""


def columns_of(band: Band) -> list[Column]:
    """The columns of a band whose rows are aligned and whose header rows are counted."""
    body = [row for row in band.rows[band.headers :] if not is_line_numbers(row)]
    columns = []
    for c in range(band.width):
        path = _header_path(band, c)
        texts = [cell.text for row in body for cell in row if cell.column == c and not cell.is_blank]
        columns.append(Column(path, _kind(path, texts)))
    if not band.headers:
        for column in columns[:-1]:
            column.kind = "label" if column.kind == "text" else column.kind
    if columns and columns[0].kind == "empty":
        # The header of the first column goes on beside the rows below it (资金支出计划): it is their label.
        columns[0].kind, columns[0].standing_label = "label", columns[0].path[-1]
    for column in columns:
        column.kind = "value" if column.kind == "empty" else column.kind
    sides = [c for c in range(len(columns)) if _opens_side(columns, c)]
    for c in [0, *sides] if sides and columns[0].kind == "text" else sides:
        columns[c].kind = "label"
    _settle_text_columns(columns)
    _divide(columns, sides)
    return columns


def _opens_side(columns: list[Column], at: int) -> bool:
    """Whether a column of words names the rows of another side: income left, expenditure right (项目（按功能分类）).

    Figures stand on both sides of it.
    """
    column = columns[at]
    if not at or columns[at - 1].kind != "value" or column.kind not in {"label", "text"} or not column.path:
        return False
    figures = any(later.kind == "value" for later in columns[at + 1 :])
    return figures and _SIDE_HEADERS.match(squash(normalise(column.path[-1]))) is not None


def _divide(columns: list[Column], sides: list[int]) -> None:
    """Give every column its half: a new one begins at a side, and where the name of a label column comes again."""
    seen: list[str] = []
    half = 0
    for c, column in enumerate(columns):
        if column.kind in NAMES and not (c and columns[c - 1].path == column.path):
            name = column.path[-1] if column.path else ""
            if c in sides or (name and name in seen):
                half, seen = half + 1, []
            seen.append(name)
        column.half = half


def _header_path(band: Band, column: int) -> tuple[str, ...]:
    path: list[str] = []
    for row in band.rows[: band.headers]:
        for cell in row:
            if cell.column <= column < cell.column + cell.colspan and not cell.is_blank:
                name = squash_label(cell.text)
                if not path or path[-1] != name:
                    path.append(name)
    return tuple(path)


def _kind(path: tuple[str, ...], texts: list[str]) -> str:
    name = path[-1] if path else ""
    integers = sum(squash(text).isdigit() for text in texts)
    if _ORDINAL_HEADERS.match(name) and (not texts or integers * 2 >= len(texts)):
        return "ordinal"
    if names_rows(name):
        return "label"
    if _NAMING_VALUES.match(name):
        return "naming"
    if _VALUE_HEADERS.search(name):
        return "value"
    figures = sum(number_like(text) for text in texts)
    if path and not texts:
        return "empty"
    if not path and texts and all(_CLASS_CODE.fullmatch(squash(text)) for text in texts):
        return "label"  # codes of classes whose header was lost are no figures
    return "value" if texts and figures * 2 >= len(texts) else "text"


def _settle_text_columns(columns: list[Column]) -> None:
    """Text columns left of the first value are labels unless the table names its label columns; the rest are values.

    A class behind the item that it is said of (采购项目 | 类别) names no row.
    """
    named = False
    for column in columns:
        if column.kind == "label" and named and column.path[-1:] == ("类别",):
            column.kind = "value"
        named = named or column.kind == "label"
    if any(column.kind in NAMES for column in columns):
        for column in columns:
            column.kind = "value" if column.kind == "text" else column.kind
        return
    for column in columns:
        if column.kind == "value":
            break
        if column.kind == "text":
            column.kind = "label"
            if not any(later.kind == "value" for later in columns):
                break
    for column in columns:
        column.kind = "value" if column.kind == "text" else column.kind


def is_line_numbers(row: GridRow) -> bool:
    """Whether a row only numbers the columns: 栏次 1 2 3."""
    filled = [cell.key for cell in row if not cell.is_blank]
    numbers = [key for key in filled if key.isdigit()]
    if filled and _LINE_NUMBERS.match(filled[0]):
        return True
    return (
        len(numbers) >= 3 and numbers == [str(i + 1) for i in range(len(numbers))] and len(filled) - len(numbers) <= 1
    )


def squash_label(text: str) -> str:
    """A label without line breaks and spaces inside words, as printed otherwise."""
    joined = re.sub(r"\s*\n\s*", "", text).strip()
    return re.sub(r"(?<=[^\x00-\x7f])[ \u3000]+|[ \u3000]+(?=[^\x00-\x7f])", "", joined)


def column_name(path: tuple[str, ...]) -> str:
    """What the figures of a column are of: its last header, for a 小计 the one above it (基本支出 over 小计); "" for none."""
    if len(path) > 1 and squash(path[-1]) == "小计":
        return path[-2]
    return path[-1] if path else ""
