"""Printed digits and the values read from them."""

from decimal import Decimal

import pytest

from index.amount import (
    NumberToken,
    canonical_unit,
    convert,
    decimal_text,
    dimension,
    find_numbers,
    half_unit,
    parse_number,
)
from index.cleaning import normalise


def told(text: str) -> list[tuple[str, str | None, str]]:
    """Value, unit and comparator of every number, as one would write them down."""
    return [(decimal_text(token.value), token.unit, token.comparator) for token in find_numbers(text)]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("24.1", "24.1"),
        ("0", "0"),
        ("0.00", "0.00"),
        ("1,073.26", "1073.26"),
        ("12,345,678.90", "12345678.90"),
        (" 888.25 ", "888.25"),
        ("1 073.26", "1073.26"),
        ("-109.3", "-109.3"),
        ("3.80", "3.80"),
    ],
)
def test_a_cell_with_one_number(printed: str, value: str) -> None:
    """The decimals stay as printed: 3.80 is not re-rounded to 3.8."""
    number = parse_number(printed)
    assert number is not None
    assert str(number) == value


@pytest.mark.parametrize("printed", ["", "——", "-", "/", "无", "5台", "≥5", "1,23", "12-15", "3月底", "1.2.3"])
def test_a_cell_without_a_number_has_no_value_and_not_nought(printed: str) -> None:
    assert parse_number(printed) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("预算安排24.1万元", [("24.1", "万元", "=")]),
        ("固定资产1,073.26 万元", [("1073.26", "万元", "=")]),
        ("财政拨款38万", [("38", "万元", "=")]),
        ("投资1.5亿", [("1.5", "亿元", "=")]),
        ("合计12,345,678元", [("12345678", "元", "=")]),
        ("减少0.92，", [("0.92", None, "=")]),
        ("房屋6000㎡", [("6000", "平方米", "=")]),
        ("办公楼6000平方米", [("6000", "平方米", "=")]),
        ("公务接待12批次136人次", [("12", "批次", "="), ("136", "人次", "=")]),
        ("提高3个百分点", [("3", "个百分点", "=")]),
        ("使用3个月", [("3", "个月", "=")]),
        ("培训3个班", [("3", "个", "=")]),
        ("5台套", [("5", "台", "=")]),
    ],
)
def test_units_beside_a_number(text: str, found: list[tuple[str, str | None, str]]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("≥95%", "≥"),
        (">= 95%", "≥"),
        ("≤95%", "≤"),
        ("=95%", "="),
        (">95%", ">"),
        ("小于95%", "<"),
        ("不低于95%", "≥"),
        ("不少于 95%", "≥"),
        ("不超过95%", "≤"),
        ("不高于95%", "≤"),
        ("大于等于95%", "≥"),
        ("小于等于95%", "≤"),
        ("至少95%", "≥"),
        ("95%以上", "≥"),
        ("95%及以上", "≥"),
        ("95%（含）以上", "≥"),
        ("95%以下", "≤"),
        ("95%以内", "≤"),
        ("达到95%", "="),
    ],
)
def test_comparators(text: str, comparator: str) -> None:
    assert told(text) == [("95", "%", comparator)]


def test_a_token_knows_the_places_of_its_parts() -> None:
    text = "参会不少于1,200 人次，满意度90%以上"
    first, second = find_numbers(text)
    assert isinstance(first, NumberToken)
    assert text[first.start : first.end] == "不少于1,200 人次"
    assert text[first.number_start : first.number_end] == "1,200"
    assert first.unit_start is not None
    assert text[first.unit_start :].startswith("人次")
    assert text[second.start : second.end] == "90%以上"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,234,567.8", ["1234567.8"]),
        ("12,34", ["12", "34"]),
        ("1,2345", ["1", "2345"]),
        ("100,200", ["100200"]),
        ("1.2.3", ["1.2", "3"]),
        ("1234,567", ["1234", "567"]),
    ],
)
def test_thousands_are_groups_of_three(text: str, values: list[str]) -> None:
    assert [decimal_text(token.value) for token in find_numbers(normalise(text))] == values


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("元", "money"),
        ("万元", "money"),
        ("亿元", "money"),
        ("平方米", "area"),
        ("%", "percent"),
        ("个百分点", "percent"),
        ("年", "time"),
        ("小时", "time"),
        ("辆", "count"),
        ("人次", "count"),
        (None, "none"),
    ],
)
def test_dimension(unit: str | None, kind: str) -> None:
    assert dimension(unit) == kind


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "result"),
    [
        ("1.2", "万元", "元", "12000"),
        ("0.50", "万元", "元", "5000"),
        ("12345678.90", "元", "万元", "1234.56789"),
        ("888.25", "万元", "亿元", "0.088825"),
        ("0.00", "万元", "元", "0"),
        ("1.5", "亿元", "万元", "15000"),
        ("2", "平方公里", "平方米", "2000000"),
        ("3", "辆", "辆", "3"),
    ],
)
def test_conversion_is_exact(value: str, unit: str, wanted: str, result: str) -> None:
    assert decimal_text(convert(Decimal(value), unit, wanted)) == result


@pytest.mark.parametrize(("unit", "wanted"), [("万元", "平方米"), ("辆", "台"), ("%", "万元")])
def test_no_conversion_between_dimensions(unit: str, wanted: str) -> None:
    with pytest.raises(ValueError, match=f"{unit} cannot be converted to {wanted}"):
        convert(Decimal(1), unit, wanted)


def test_canonical_units() -> None:
    assert [canonical_unit(word) for word in ("万", "亿", "％", "百分比", "㎡", "辆")] == [
        "万元",
        "亿元",
        "%",
        "%",
        "平方米",
        "辆",
    ]


@pytest.mark.parametrize(
    ("value", "half"), [("121.78", "0.005"), ("121.783", "0.0005"), ("57", "0.5"), ("1E+2", "0.5"), ("0.0", "0.05")]
)
def test_half_a_unit_of_the_last_decimal(value: str, half: str) -> None:
    assert half_unit(Decimal(value)) == Decimal(half)


def test_decimal_text_has_no_exponent() -> None:
    assert [decimal_text(Decimal(text)) for text in ("1E+2", "0.0000001", "3.80")] == ["100", "0.0000001", "3.80"]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("免疫生猪58万头", "58", "万头"),
        ("家禽860万羽", "860", "万羽"),
        ("清扫保洁面积980万平方米", "980", "万平方米"),
        ("安排资金58万", "58", "万元"),
    ],
)
def test_ten_thousands_of_what_is_counted_are_no_money(text: str, value: str, unit: str) -> None:
    assert told(text) == [(value, unit, "=")]


@pytest.mark.parametrize("text", ["支付工程10万尾款", "落实10万匹配资金", "归还头寸10万"])
def test_words_that_begin_with_a_counter_are_none(text: str) -> None:
    assert told(text) == [("10", "万元", "=")]


@pytest.mark.parametrize("text", ["服务辖区1万余人", "惠及近12.5万群众", "覆盖3亿用户"])
def test_ten_thousands_of_people_are_no_money(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("text", ["安排38万。", "花了38万吗", "38万用于维修", "38万的预算"])
def test_ten_thousands_alone_are_money(text: str) -> None:
    assert told(text) == [("38", "万元", "=")]
