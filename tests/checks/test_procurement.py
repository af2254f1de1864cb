"""Procurement: rows, totals, and purchases that no procurement budget covers."""

import pytest

from tests.checks.inline import findings_in, indicator_table, told

TABLE = """
六、政府采购预算情况
2021年，我单位安排政府采购预算{told}万元。
部门政府采购预算
单位：万元
项目名称\t采购物品名称\t数量\t单价\t政府采购金额\t一般公共预算拨款
办公设备\t台式计算机\t5\t{price}\t2.50\t2.50
办公设备\t打印机\t5\t0.20\t1.00\t1.00
"""


def test_purchases_that_multiply_and_add_up() -> None:
    assert findings_in(TABLE.format(told="3.5", price="0.50")) == []


def test_quantity_times_price() -> None:
    assert told(TABLE.format(told="3.5", price="0.60"), "quantity_and_price") == [("conflict", ["5", "0.60", "2.50"])]


def test_price_rounded_to_the_cent() -> None:
    body = TABLE.replace("台式计算机\t5\t{price}\t2.50\t2.50", "台式计算机\t3\t{price}\t1.00\t1.00")
    assert told(body.format(told="2", price="0.33"), "quantity_and_price")[0][0] == "rounding"


def test_rows_against_the_text() -> None:
    assert told(TABLE.format(told="4.5", price="0.50"), "procurement_total")[0] == (
        "conflict",
        ["4.5万元", "2.50", "1.00"],
    )


PLANNED = (
    "六、政府采购预算情况\n2021年，我单位安排政府采购预算{procurement}万元。\n"
    "七、国有资产信息\n本年度拟购置固定资产总额为{planned}万元，主要为电池等{listed}。\n"
)


@pytest.mark.parametrize(
    ("procurement", "planned", "listed", "kinds"),
    [
        ("0", "52", "，已列入政府采购预算", ["planned_without_budget"]),
        ("0", "52", "", ["planned_without_budget"]),
        ("0", "0", "", []),
        ("60", "52", "，已列入政府采购预算", []),
        ("40", "52", "，已列入政府采购预算", ["planned_above_budget"]),
        ("40", "52", "", []),
    ],
)
def test_planned_assets_and_procurement(procurement: str, planned: str, listed: str, kinds: list[str]) -> None:
    body = PLANNED.format(procurement=procurement, planned=planned, listed=listed)
    assert [finding.kind for finding in findings_in(body)] == kinds


def test_indicators_that_buy_without_a_budget() -> None:
    body = PLANNED.format(procurement="0", planned="0", listed="") + indicator_table(
        "采购设备数量|需要采购的设备数量|≥60台"
    )
    assert told(body, "purchases_without_budget") == [("conflict", ["0万元", "0万元", "60"])]


@pytest.mark.parametrize(
    "row",
    [
        "采购合格率|采购设备合格率|≥95%",
        "巡查次数|巡查次数|≥60次",
        "购买服务数量|购买服务数量|≥3个",
        "采购成本|采购成本|≤6万元",
    ],
)
def test_indicators_that_buy_nothing(row: str) -> None:
    body = PLANNED.format(procurement="0", planned="0", listed="") + indicator_table(row)
    assert told(body, "purchases_without_budget") == []


def test_no_procurement_in_words() -> None:
    body = "六、政府采购情况\n我单位2021年无政府采购。空表列示。\n" + indicator_table("购置电脑数量|购置电脑数量|≥6台")
    assert told(body, "purchases_without_budget") == [("conflict", ["无政府采购", "6"])]


def test_running_vehicles_that_nobody_owns() -> None:
    body = (
        "四、“三公”经费\n“三公”经费预算安排18.9万元，其中因公出国（境）费0万元，公务用车购置及运维费18.9万元"
        "（其中：公务用车购置费0万元，公务用车运维费18.9万元）；公务接待费0万元。\n"
        "七、国有资产信息\n上年末固定资产金额为{assets}万元。\n"
    )
    assert told(body.format(assets="0.00"), "vehicles_without_assets") == [("slip", ["0.00万元", "18.9万元"])]
    assert findings_in(body.format(assets="250.00")) == []


def test_a_total_named_in_the_column_of_ordinals_is_no_purchase() -> None:
    body = (
        "六、政府采购预算情况\n2021年，我单位安排政府采购预算3.50万元。\n政府采购预算明细表\n单位：万元\n"
        "序号\t采购品目\t数量\t单价\t金额\n1\t台式计算机\t5\t0.50\t2.50\n2\t打印机\t5\t0.20\t1.00\n合计\t\t\t\t3.50\n"
    )
    assert told(body, "procurement_total") == []
