"""Slips that the words alone make certain."""

import pytest

from tests.checks.inline import findings_in, told

CHANGE = "四、“三公”经费\n“三公”经费预算安排24.1万元。与2020年相比减少{change}，主要是减少用车。\n"


@pytest.mark.parametrize(("change", "expected"), [("0.92", 1), ("0.92万元", 0), ("0.92 万元", 0), ("3.68%", 0)])
def test_amount_without_unit(change: str, expected: int) -> None:
    assert len(told(CHANGE.format(change=change), "missing_unit")) == expected


def test_table_without_unit() -> None:
    body = """
部门预算支出总表
{unit}
科目编码\t科目名称\t合计\t基本支出\t项目支出
201\t一般公共服务支出\t90.00\t50.00\t40.00
205\t教育支出\t30.00\t20.00\t10.00
"""
    assert len(told(body.format(unit=""), "missing_unit")) == 1
    assert told(body.format(unit="单位：万元"), "missing_unit") == []


def test_placeholders_of_one_kind_are_one_finding() -> None:
    body = "三、说明\n主要为xxxx工程费用减少。电子政务内网的xxxx建设。\n四、其他\n错误！未定义书签。\n"
    assert [quotes for _, quotes in told(body, "placeholder")] == [["xxxx", "xxxx"], ["错误！未定义书签"]]


def test_codes_are_no_placeholders() -> None:
    assert told("三、说明\n项目编码434-0303-YXXN-8943，型号XX2000，使用Excel。\n", "placeholder") == []


def test_title_and_opening_of_different_years() -> None:
    body = "现将青石县人民政府办公室{year}年部门预算公开如下：\n一、部门职责\n负责日常工作。\n"
    assert told(body.format(year="2020"), "stale_year") == [("conflict", ["2021年", "2020年"])]
    assert told(body.format(year="2021"), "stale_year") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2020年计划培训10人次。", 1),
        ("绩效指标：2020年1月份完成全区党代会。", 1),
        ("2020年完成投资3000万元。", 0),
        ("2020年完成了党代会。", 0),
        ("2021年计划培训10人次。", 0),
        ("因2019年机构改革，职责划入本单位。", 0),
        ("2020年将党建纳入考核。", 0),
    ],
)
def test_plans_for_a_year_that_is_over(sentence: str, expected: int) -> None:
    assert len(told(f"五、绩效预算信息\n{sentence}\n", "stale_year")) == expected


def test_assets_of_a_year_long_past() -> None:
    body = """
七、国有资产信息
部门固定资产占用情况表
编制部门：青石县人民政府办公室\t截止时间：{year}年12月31日
项目\t数量\t价值（金额单位：万元）
资产总额\t——\t62.48
1、车辆（台、辆）\t2\t62.48
"""
    assert len(told(body.format(year="2018"), "stale_year")) == 1
    assert told(body.format(year="2020"), "stale_year") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("比上年增加（减少）5万元。", 1),
        ("比上年减少  万元，下降  %。", 2),
        ("比上年减少 5 万元。", 0),
        ("金额单位为万元，保留两位小数。", 0),
    ],
)
def test_template_words(sentence: str, expected: int) -> None:
    assert len(told(f"三、机关运行经费\n机关运行经费100万元，{sentence}\n", "template_words")) == expected


def test_terms_of_a_province_in_a_county() -> None:
    body = "八、名词解释\n1、一般公共预算拨款收入：指{level}财政当年拨付的资金。\n"
    assert [quotes for _, quotes in told(body.format(level="省级"), "template_words")] == [["指省级财政当年拨付"]]
    assert findings_in(body.format(level="县级")) == []
    assert findings_in(body.format(level="省级"), title="河北省水利厅2021年部门预算公开") == []


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        ("提出优化支出的意见意见。", ["意见意见"]),
        ("共计安排100万元万元。", ["万元万元"]),
        ("主要用于办公费、、水电费。", ["、、"]),
        ("研究研究再定，考察考察市场。", []),
        ("一般公共预算预算数为100万元。", []),
    ],
)
def test_repeated_words(sentence: str, quotes: list[str]) -> None:
    assert [found for _, (found,) in told(f"三、说明\n{sentence}\n", "repeated_words")] == quotes
