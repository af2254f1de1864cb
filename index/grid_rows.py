"""What rows of tables are made of: cells with their places, bands, and what kind of text a cell or a row holds."""

import re
from dataclasses import dataclass, field

from index.amount import find_numbers
from index.cleaning import normalise, squash
from index.document import BLANK_MARKS

_META = re.compile(
    r"(?:^|\s{2})(?:(?:金额)?单位[:：]|编制(?:部门|单位)|预算(?:年度|部门|单位)[:：]|(?:公开)?部门(?:名称|单位)?[:：]|截[止至](?:时间|日期)"
    r"|填[报表](?:单位|部门|日期|时间|人)[:：]|第\d+页)"
    r"|(?:^|\s{2})(?:公开|预算|决算)\d+(?:-\d+)?表(?=$|\s{2,}\S*[:：])|^[\[【]?\d{3,9}[\]】]? *(?!年)[^\d、.．,，%]{3,40}$"
)
_CALENDAR = re.compile(r"\d{1,2}月[底末份初]?|(?:19|20)\d\d年(?:度|底|末)?|第?[一二三四1-4]季度")
SHORT = 24
# Headers whose columns name the row, in any province's tables; other text columns count as labels only left of the first figure.
LABEL_HEADERS = re.compile(
    r"^(?:项目|科目|(?:支出)?(?:部门)?(?:功能|经济)(?:分类)?(?:科目)?(?:编码|代码|名称)|(?:支出)?(?:功能|经济)分类(?:科目)?|科目编码|科目代码|科目名称"
    r"|单位名称|部门名称|单位编码|单位代码|部门编码|部门代码|项目名称|指标名称|名称|类别|类|款|项|收入项目|支出项目|预算单位"
    r"|[一二三四]级指标|指标|绩效指标描述|指标描述|指标内容|指标解释|指标说明|绩效指标内容|采购物品(?:名称)?|采购(?:项目|品目|内容)(?:名称)?|品目名称|品名"
    r"|职责活动|工作活动|部门职能|事项|内容|年度|资产名称|资产类别)$"
)
_IN_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
ENUMERATED = re.compile(r"(\D+)(\d+)")
TOTAL = re.compile(r"^(?:合计|总计|小计|本年合计)$")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")  # a header may be a year; a value that looks like one is a value
_AROUND_NUMBER = re.compile(r"[约共达近超每余多左右前后上下（）()¥￥+\s-]")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with its place. ``merged`` marks a place covered by a vertical merge from above."""

    text: str
    start: int
    end: int
    column: int = -1
    colspan: int = 1
    rowspan: int = 1
    merged: bool = False

    @property
    def key(self) -> str:
        return squash(self.text)

    @property
    def is_blank(self) -> bool:
        return not self.key


GridRow = tuple[GridCell, ...]


@dataclass(slots=True)
class Band:
    """Rows under one header; ``numbers`` are their row numbers in the table."""

    numbers: list[int]
    rows: list[GridRow]
    headers: int = 0
    width: int = 0
    is_form: bool = False
    doubts: list[str] = field(default_factory=list)


def names_rows(header: str) -> bool:
    """Whether a column under this header names the rows: 科目名称, 部门（单位）名称."""
    return LABEL_HEADERS.match(_IN_BRACKETS.sub("", header) or header) is not None


def is_meta(text: str) -> bool:
    """Whether a text names unit, department, date or year of a table rather than something in it."""
    return bool(_META.search(normalise(text).strip()))


def meta_rows(rows: list[GridRow]) -> int:
    """How many leading rows hold only caption, unit, department or date."""
    count = 0
    for row in rows:
        filled = [cell for cell in row if not cell.is_blank]
        single_title = len(filled) == 1 and (len(row) == 1 or filled[0].colspan > 1) and not TOTAL.match(filled[0].key)
        if not filled or (any(is_meta(cell.text) for cell in filled) and len(filled) <= 3) or single_title:
            count += 1
        else:
            break
    return 0 if count == len(rows) else count


def number_like(text: str) -> bool:
    """Whether a cell is a figure: a number with at most a comparator and a unit around it."""
    folded = normalise(text).strip()
    if _CALENDAR.fullmatch(folded):
        return False
    tokens = find_numbers(folded)
    return len(tokens) == 1 and not _AROUND_NUMBER.sub("", folded[: tokens[0].start] + folded[tokens[0].end :])


def header_like(row: GridRow) -> bool:
    """Short words, no figures, no sentences, no enumerated labels (目标1)."""
    filled = [cell for cell in row if not cell.is_blank]
    words = [cell for cell in filled if not _BARE_YEAR.fullmatch(cell.key)]
    return bool(words) and all(
        len(cell.key) <= SHORT
        and (not number_like(cell.text) or _BARE_YEAR.fullmatch(cell.key))
        and cell.key not in BLANK_MARKS
        and not cell.key.endswith("。")
        and not ENUMERATED.fullmatch(cell.key)
        for cell in filled
    )
