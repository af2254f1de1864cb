"""Numbers with their units: the only place that turns printed digits into values.

A value is a ``Decimal``, never a binary float; the printed form stays beside it. Blank, ``0`` and ``——`` stay three things:
``parse_number`` gives ``None`` for the first and the last.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

MONEY = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
AREA = {
    "平方米": Decimal(1),
    "㎡": Decimal(1),
    "平方公里": Decimal(1_000_000),
    "亩": Decimal(2000) / Decimal(3),
    "万亩": Decimal(20_000_000) / Decimal(3),
    "公顷": Decimal(10_000),
    "万公顷": Decimal(100_000_000),
    "万平方米": Decimal(10_000),
    "万㎡": Decimal(10_000),
}
PERCENT = ("%", "％", "百分比", "百分率", "个百分点")
TIME = ("年", "个月", "月", "天", "日", "小时", "分钟", "秒", "季度", "周")
COUNTERS = (
    "人次 批次 场次 个 人 名 户 次 台 辆 套 件 册 份 篇 期 场 条 根 家 项 批 组 处 间 张 座 所 部 本 卷 线 笔 位 "
    "只 支 块 把 棵 株 艘 架 支 幅 枚 盏 种 类 例 宗 起 村 镇 所 班 队 团 AQI 公里 千米 米 吨 公斤 千克 立方米 公顷 分 "
    "头 羽 尾 匹 剂 千瓦时 千瓦 兆瓦 立方"
).split()

_MONEY_WORDS = ("万元", "亿元", "元", "万", "亿")
# 万 alone is money where nothing is counted behind it: 38万。 10万用于…, 10万尾款; 12.5万群众 and 1万余人 are people.
_MONEY_BEHIND = (
    r"(?=$|[^一-鿿]|[的了吗呢吧对是么啊有没还和与及或至到以左其增减降升涨变超高低等都各不在作为给]"
    r"|多(?![一-鿿])|用[于来在作]|[一-鿿]{0,6}?(?:经费|资金|款|费|补助|预算|支出|收入|投资|头寸))"
)
_UNIT_WORDS = sorted({*_MONEY_WORDS, *AREA, *PERCENT, *TIME, *COUNTERS}, key=len, reverse=True)
# 42万株, 3.5万人次: ten thousands of what is counted, and no money. 100万人员经费 is money.
_NO_COUNTER = {
    "人": "员民事",
    "本": "级年单部次地",
    "部": "门",
    "所": "属需",
    "家": "属具",
    "项": "目",
    "尾": "款",
    "匹": "配",
    "头": "寸",
    "处": "置理",
    "种": "植",
    "分": "别项",
    "组": "织",
    "班": "子",
    "团": "体",
    "场": "地",
    "支": "出付",
    "线": "路",
    "块": "钱",
}
_TEN_THOUSANDS = "|".join(
    f"万{re.escape(word)}" + (f"(?![{_NO_COUNTER[word]}])" if word in _NO_COUNTER else "")
    for word in sorted(COUNTERS, key=len, reverse=True)
)
UNIT_PATTERN = f"{_TEN_THOUSANDS}|" + "|".join(
    re.escape(word) + (_MONEY_BEHIND if word in {"万", "亿"} else "") for word in _UNIT_WORDS
)
_UNIT_CANONICAL = {
    "万": "万元",
    "亿": "亿元",
    "％": "%",
    "百分比": "%",
    "百分率": "%",
    "㎡": "平方米",
    "万㎡": "万平方米",
}

NUMBER_PATTERN = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = re.compile(rf"-?(?:{NUMBER_PATTERN})")
_BROKEN = re.compile(r"\d{1,3}(?:,\d{3})*[,，] \d{3}(?:[,，.]\d|万?元|亿元)")
_BROKEN_OFF = re.compile(r"\d[,，] $")
_UNIT_AFTER = re.compile(rf" *({UNIT_PATTERN})")
_COMPARATORS = {
    ">=": "≥",
    "<=": "≤",
    "≥": "≥",
    "≤": "≤",
    ">": ">",
    "<": "<",
    "=": "=",
    "不低于": "≥",
    "不少于": "≥",
    "不超过": "≤",
    "不高于": "≤",
    "大于等于": "≥",
    "小于等于": "≤",
    "大于": ">",
    "小于": "<",
    "至少": "≥",
    "等于": "=",
}
_COMPARATOR_BEFORE = re.compile("(?:" + "|".join(sorted(map(re.escape, _COMPARATORS), key=len, reverse=True)) + r") *$")
_COMPARATOR_AFTER = re.compile(r" *(?:[（(]含[）)])?(以上|及以上|以下|及以下|以内)")
_AFTER_SIGN = {"以上": "≥", "及以上": "≥", "以下": "≤", "及以下": "≤", "以内": "≤"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A value as printed: ``value`` in ``unit`` (``None`` where no unit is printed), and the characters themselves."""

    value: Decimal
    unit: str | None
    printed: str


@dataclass(frozen=True, slots=True)
class NumberToken:
    """A number found in normalised text. ``end`` includes the unit and a trailing 以上/以下; offsets count from 0."""

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    unit: str | None
    comparator: str
    unit_start: int | None = None


def parse_number(text: str) -> Decimal | None:
    """The value of a cell that holds one number and nothing else (thousands separators allowed), else ``None``."""
    match = _NUMBER.fullmatch(text.strip().replace(" ", ""))
    return Decimal(match.group().replace(",", "")) if match else None


def find_numbers(text: str) -> list[NumberToken]:
    """Every number of a normalised text, with unit and comparator where they stand directly beside it."""
    tokens = []
    for match in re.finditer(NUMBER_PATTERN, text):
        if _BROKEN.match(text, match.start()) or _BROKEN_OFF.search(text, 0, match.start()):
            continue  # 1, 537.4万元 is one number or two: nobody can tell
        negative = match.start() > 0 and text[match.start() - 1] == "-" and not text[: match.start() - 1].strip()
        unit_match = _UNIT_AFTER.match(text, match.end())
        end = unit_match.end() if unit_match else match.end()
        unit = canonical_unit(unit_match.group(1)) if unit_match else None
        if unit is None and text[match.end() : match.end() + 1] in {"万", "亿"}:
            continue  # 12.5万群众: ten thousands of nobody knows what
        comparator, start = "=", match.start() - negative
        before = _COMPARATOR_BEFORE.search(text, max(0, start - 6), start)
        if before:
            comparator, start = _COMPARATORS[before.group().strip()], before.start()
        after = _COMPARATOR_AFTER.match(text, end)
        if after and not before:
            comparator, end = _AFTER_SIGN[after.group(1)], after.end()
        tokens.append(
            NumberToken(
                start=start,
                end=end,
                number_start=match.start() - negative,
                number_end=match.end(),
                value=Decimal(match.group().replace(",", "")) * (-1 if negative else 1),
                unit=unit,
                comparator=comparator,
                unit_start=unit_match.start(1) if unit_match else None,
            )
        )
    return tokens


def canonical_unit(word: str) -> str:
    """One name per unit: 万 -> 万元, ㎡ -> 平方米, 百分比 -> %."""
    return _UNIT_CANONICAL.get(word, word)


def dimension(unit: str | None) -> str:
    """``money``, ``area``, ``percent``, ``time``, ``count``, or ``none`` where there is no unit."""
    if unit is None:
        return "none"
    if unit in MONEY:
        return "money"
    if unit in AREA:
        return "area"
    if unit in PERCENT:
        return "percent"
    return "time" if unit in TIME else "count"


def convert(value: Decimal, unit: str, wanted: str) -> Decimal:
    """The same amount in another unit of its dimension, exact. Raises ``ValueError`` across dimensions."""
    for table in (MONEY, AREA):
        if unit in table and wanted in table:
            return _plain(value * table[unit] / table[wanted])
    if unit == wanted:
        return value
    raise ValueError(f"{unit} cannot be converted to {wanted}")


def decimal_text(value: Decimal) -> str:
    """A decimal string without exponent: ``Decimal('1E+2')`` gives ``100``."""
    return format(value, "f")


def half_unit(value: Decimal) -> Decimal:
    """Half a unit of the last printed decimal, the most that rounding can hide (domain: rounding is a hint)."""
    exponent = value.as_tuple().exponent
    places = exponent if isinstance(exponent, int) else 0
    return Decimal(5).scaleb(min(places, 0) - 1)


def _plain(value: Decimal) -> Decimal:
    normalised = value.normalize()
    return normalised.quantize(Decimal(1)) if normalised == normalised.to_integral() else normalised
