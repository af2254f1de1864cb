"""What is announced or expected and missing."""

import pytest

from tests.checks.inline import findings_in, told

UNITS = """
一、机构设置
部门机构设置情况
单位名称\t单位性质\t单位规格\t经费保障形式
青石县人民政府办公室\t行政\t正科级\t财政拨款
青石县信息中心\t事业\t{rank}\t财政拨款
青石县机关事务局\t事业\t正科级\t财政拨款
"""


def test_a_blank_cell_among_filled_ones() -> None:
    (finding,) = findings_in(UNITS.format(rank=""))
    assert (finding.kind, finding.severity) == ("blank_cell", "gap")
    assert finding.message == "《部门机构设置情况》中“青石县信息中心”的“单位规格”为空，而其他各行都已填写。"
    assert findings_in(UNITS.format(rank="股级")) == []


def test_blank_amounts_are_no_gap() -> None:
    body = """
部门预算支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
201\t一般公共服务支出\t90.00\t90.00\t
205\t教育支出\t30.00\t20.00\t10.00
"""
    assert findings_in(body) == []


EMPTY = """
六、政府采购预算情况
{sentence}
部门政府采购预算
单位：万元
项目名称\t采购物品名称\t数量\t单价\t政府采购金额
合计\t\t\t\t

{note}
七、其他
无其他事项。
"""


@pytest.mark.parametrize(
    ("sentence", "note", "expected"),
    [
        ("政府采购情况见表格。", "", 1),
        ("2021年安排政府采购预算0万元。", "", 0),
        ("我单位2021年无政府采购。", "", 0),
        ("政府采购情况见表格。", "注：无政府采购预算，空表列示。", 0),
    ],
)
def test_an_empty_table_wants_a_word(sentence: str, note: str, expected: int) -> None:
    assert len(told(EMPTY.format(sentence=sentence, note=note), "empty_table")) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("拟购置资产52万元，详见政府采购预算表。", 1),
        ("拟购置资产52万元，详见固定资产占用情况表。", 0),
        ("拟购置资产52万元，详见附表。", 0),
        ("听取意见和人大代表建议。", 0),
        ("固定资产占用如下，详见下表。", 0),
    ],
)
def test_tables_referred_to(sentence: str, expected: int) -> None:
    body = f"""
七、国有资产信息
{sentence}
部门固定资产占用情况表
单位：万元
项目\t数量\t价值
资产总额\t——\t62.48
1、车辆（辆）\t2\t62.48
"""
    assert len(told(body, "missing_table")) == expected


def test_the_next_table_that_does_not_come() -> None:
    body = "六、政府采购\n安排政府采购预算5万元，具体内容见下表。\n七、其他\n无。\n"
    assert [severity for severity, _ in told(body, "missing_table")] == ["gap"]


def test_a_heading_without_content() -> None:
    body = "五、绩效信息\n第一部分 整体目标\n保障运转。\n第二部分 专项目标\n{text}第三部分 项目目标\n按时完成。\n"
    assert told(body.format(text=""), "empty_section") == [("gap", ["第二部分 专项目标"])]
    assert told(body.format(text="无。\n"), "empty_section") == []


def test_a_heading_above_a_deeper_one_has_content() -> None:
    assert told("五、绩效信息\n（一）整体目标\n保障运转。\n（二）分项目标\n按时完成。\n", "empty_section") == []


def test_a_total_has_no_nature_of_its_own() -> None:
    body = """
一、机构设置
单位构成表
单位名称\t单位性质\t编制数
青石县财政局本级\t行政\t20
青石县国库支付中心\t事业\t10
青石县票据中心\t事业\t5
合计\t\t35
"""
    assert told(body, "blank_cell") == []
