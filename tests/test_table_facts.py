"""Tables as they stand in a disclosure, and the facts of their cells."""

import pytest

from index.amount import decimal_text
from index.extraction import extract
from index.facts import Fact
from index.parsing import parse_document
from index.readers.text import read

HEAD = "青石县财政局2021年部门预算信息公开\n按照规定，现将部门预算公开如下。\n"


def facts_of(text: str, head: str = HEAD) -> list[Fact]:
    document = parse_document(read("公开.txt", (head + text).encode()), "公开.txt")
    facts = [fact for fact in extract(document).facts if fact.locator.table is not None]
    for fact in facts:
        assert document.quote(*fact.context) or fact.kind == "blank"
        if fact.amount is not None:
            digits = document.quote(fact.locator.start, fact.locator.end)
            assert digits.replace(",", "") == decimal_text(fact.amount.value)
        if fact.unit_span is not None and fact.amount is not None:
            assert (fact.amount.unit or "") in document.quote(*fact.unit_span).replace("㎡", "平方米")
    return facts


def amounts(facts: list[Fact]) -> list[tuple[str, str, str | None]]:
    return [(fact.label, fact.columns[-1] if fact.columns else "", _figure(fact)) for fact in facts if fact.amount]


def _figure(fact: Fact) -> str | None:
    if fact.amount is None:
        return None
    sign = fact.comparator if fact.comparator != "=" else ""
    return f"{sign}{decimal_text(fact.amount.value)}{fact.amount.unit or ''}"


def cells_dialect(rows_dialect: str) -> str:
    """The same table with one cell per line behind a TAB and an empty line after each row."""
    rows = rows_dialect.strip("\n").split("\n")
    return "\n".join("".join(f"\t{cell}\n" for cell in row.split("\t")) for row in rows)


def test_a_figure_a_blank_a_nought_and_a_dash_are_four_things() -> None:
    facts = facts_of(
        "三公经费表\n单位：万元\n项目\t预算数\n公务接待费\t1.20\n因公出国（境）费\t0.00\n公务用车购置费\t\n公务用车运行费\t——\n"
    )
    assert [(fact.label, fact.kind, fact.value_text, _figure(fact)) for fact in facts] == [
        ("公务接待费", "amount", "1.20", "1.20万元"),
        ("因公出国（境）费", "amount", "0.00", "0.00万元"),
        ("公务用车购置费", "blank", "", None),
        ("公务用车运行费", "text", "——", None),
    ]


def test_a_fact_of_a_coded_row() -> None:
    (fact,) = facts_of("部门支出表\n单位：万元\n科目编码\t科目名称\t项目支出\n2013102\t一般行政管理事务\t61.30\n")
    assert (fact.label, fact.path, fact.columns, fact.caption) == (
        "一般行政管理事务",
        ("2013102", "一般行政管理事务"),
        ("项目支出",),
        "部门支出表",
    )
    assert (fact.code, fact.concept, fact.entity, fact.period, fact.basis) == (
        "2013102",
        "2013102",
        "青石县财政局",
        2021,
        "budget",
    )
    assert fact.locator.path == f"{fact.document}/s0/t0/r1/c2"
    assert fact.id == f"{fact.document}/t0/r1/c2"


def test_units_of_two_tables_in_one_document() -> None:
    facts = facts_of(
        "收支表\n单位：元\n项目\t预算数\n事业收入\t12,345,678.90\n运行经费表\n单位：万元\n项目\t预算数\n机关运行经费\t86.35\n"
    )
    assert amounts(facts) == [("事业收入", "预算数", "12345678.90元"), ("机关运行经费", "预算数", "86.35万元")]


def test_the_unit_of_a_column_goes_before_the_unit_of_the_table() -> None:
    facts = facts_of(
        "支出表\n单位：万元\n科目名称\t基本支出（万元）\t项目支出（元）\t占比（%）\n行政运行\t10\t20000\t5.5\n"
    )
    assert [_figure(fact) for fact in facts] == ["10万元", "20000元", "5.5%"]


def test_assets_have_the_unit_of_their_row_and_the_date_of_their_table() -> None:
    facts = facts_of(
        "资产表\n截止时间：2020年12月31日\n"
        + cells_dialect("""
项目\t数量\t价值（金额单位：万元）
资产总额\t——\t1073.26
1、房屋（平方米）\t6000\t528.3
其中：办公用房（平方米）\t5000\t
2、车辆（台、辆）\t8\t120.5
3、单价在20万元以上的设备\t0\t0
""")
    )
    assert amounts(facts) == [
        ("资产总额", "价值（金额单位：万元）", "1073.26万元"),
        ("1、房屋（平方米）", "数量", "6000平方米"),
        ("1、房屋（平方米）", "价值（金额单位：万元）", "528.3万元"),
        ("其中：办公用房（平方米）", "数量", "5000平方米"),
        ("2、车辆（台、辆）", "数量", "8辆"),
        ("2、车辆（台、辆）", "价值（金额单位：万元）", "120.5万元"),
        ("3、单价在20万元以上的设备", "数量", "0"),
        ("3、单价在20万元以上的设备", "价值（金额单位：万元）", "0万元"),
    ]
    assert {(fact.basis, fact.period) for fact in facts} == {("stock", 2020)}
    assert [fact.concept for fact in facts if fact.columns == ("数量",)] == [
        "assets",
        "buildings",
        "office_buildings",
        "cars",
        "large_equipment",
    ]


def test_procured_goods_have_the_unit_of_their_unit_column() -> None:
    facts = facts_of(
        "政府采购表\n单位：万元\n"
        + cells_dialect("""
项目来源\t采购物品名称\t政府采购目录序号\t计量单位\t数量\t单价\t政府采购金额
日常公用经费\t台式计算机\tA02010104\t台\t5\t0.50\t2.50
""")
    )
    assert amounts(facts) == [
        ("台式计算机", "数量", "5台"),
        ("台式计算机", "单价", "0.50万元"),
        ("台式计算机", "政府采购金额", "2.50万元"),
    ]
    assert [(fact.columns[-1], fact.text) for fact in facts if fact.kind == "text"] == [
        ("项目来源", "日常公用经费"),
        ("政府采购目录序号", "A02010104"),
        ("计量单位", "台"),
    ]


SIGNED = """
三级指标\t指标值{merged}\t指标值确定依据
\t符号\t值\t单位（文字描述）\t
会议次数\t≥\t12\t次\t工作计划
会议效果\t文字描述\t\t良好\t问卷
差错率\t<=\t1\t%\t统计
"""


@pytest.mark.parametrize("text", [SIGNED.format(merged="\t\t").lstrip(), cells_dialect(SIGNED.format(merged=""))])
def test_a_target_over_three_cells_is_one_fact(text: str) -> None:
    facts = facts_of("绩效目标表\n" + text)
    assert [
        (fact.label, fact.kind, fact.value_text, _figure(fact), fact.basis)
        for fact in facts
        if fact.columns[0] == "指标值"
    ] == [
        ("会议次数", "amount", "≥ 12 次", "≥12次", "target"),
        ("会议效果", "text", "良好", None, "budget"),
        ("差错率", "amount", "<= 1 %", "≤1%", "target"),
    ]


def test_a_target_over_two_cells_under_one_header() -> None:
    facts = facts_of(
        "绩效目标表\n"
        + cells_dialect(
            "三级指标\t绩效指标描述\t指标值\t依据\n会议次数\t召开会议\t≥12\t次\t计划\n合格率\t合格比例\t100\t%\t计划"
        )
    )
    assert [(fact.value_text, _figure(fact)) for fact in facts if fact.columns == ("指标值",)] == [
        ("≥12 次", "≥12次"),
        ("100 %", "100%"),
    ]


@pytest.mark.parametrize(
    ("printed", "figure"),
    [
        ("≥95%", "≥95%"),
        ("≧95%", "≥95%"),
        ("95%以上", "≥95%"),
        ("不少于12次", "≥12次"),
        ("≤3天", "≤3天"),
        ("＝100%", "100%"),
        ("100", "100"),
        ("<5%", "<5%"),
    ],
)
def test_targets_in_one_cell(printed: str, figure: str) -> None:
    """A bare target keeps no unit: the money unit of the table is not given to it."""
    facts = facts_of(f"绩效目标表\n单位：万元\n一级指标\t三级指标\t指标值\n产出指标\t甲\t{printed}\n")
    assert [(fact.basis, _figure(fact)) for fact in facts] == [("target", figure)]


def test_grades_and_texts_people_ask_for() -> None:
    facts = facts_of(
        "绩效目标\n单位：万元\n"
        + cells_dialect("""
职责活动\t年度预算数\t绩效指标\t评价标准
\t\t\t优\t良\t差
政务保障\t50.5\t完成率\t100%\t≥90%\t未完成
""")
    )
    assert [(fact.columns, fact.kind, fact.value_text, fact.basis) for fact in facts] == [
        (("年度预算数",), "amount", "50.5", "budget"),
        (("绩效指标",), "text", "完成率", "budget"),
        (("评价标准", "优"), "amount", "100%", "target"),
        (("评价标准", "良"), "amount", "≥90%", "target"),
        (("评价标准", "差"), "text", "未完成", "budget"),
    ]


def test_the_kind_rank_and_funding_of_a_body() -> None:
    facts = facts_of(
        "机构表\n"
        + cells_dialect("单位名称\t单位性质\t单位规格\t经费保障形式\n青石县督查室\t事业\t\t财政性资金基本保证")
    )
    assert [(fact.label, fact.columns, fact.kind, fact.text) for fact in facts] == [
        ("青石县督查室", ("单位性质",), "text", "事业"),
        ("青石县督查室", ("单位规格",), "blank", None),
        ("青石县督查室", ("经费保障形式",), "text", "财政性资金基本保证"),
    ]


def test_figures_inside_a_text_cell() -> None:
    facts = facts_of(
        "项目\n"
        + cells_dialect("""
项目编码\t434-0303-YXN-8943\t项目名称\t网络改造
资金规模及资金用途\t预算数150.57万元。其中：财政资金150.57万元，其他资金0万元。主要用于采购安全设备。
""")
    )
    assert [(fact.label, fact.path, _figure(fact)) for fact in facts if fact.amount] == [
        ("预算数", ("资金规模及资金用途", "预算数"), "150.57万元"),
        ("财政资金", ("资金规模及资金用途", "预算数", "财政资金"), "150.57万元"),
        ("其他资金", ("资金规模及资金用途", "预算数", "其他资金"), "0万元"),
    ]
    assert {fact.concept for fact in facts} == {None}
    assert [fact.text for fact in facts if fact.path == ("项目编码",)] == ["434-0303-YXN-8943"]


def test_a_code_of_digits_in_a_column_of_its_own_is_a_text() -> None:
    facts = facts_of("项目表\n单位：万元\n项目名称\t项目编码\t金额\n网络改造\t43403038943\t150.57\n")
    assert [(fact.columns, fact.kind, fact.value_text) for fact in facts] == [
        (("项目编码",), "text", "43403038943"),
        (("金额",), "amount", "150.57"),
    ]


def test_a_cumulative_plan() -> None:
    facts = facts_of("项目\n" + cells_dialect("资金支出计划（%）\t3月底\t6月底\t10月底\t12月底\n\t25\t50\t75\t100\n"))
    assert [(fact.label, fact.columns, _figure(fact), fact.basis) for fact in facts] == [
        ("资金支出计划（%）", ("3月底",), "25%", "plan"),
        ("资金支出计划（%）", ("6月底",), "50%", "plan"),
        ("资金支出计划（%）", ("10月底",), "75%", "plan"),
        ("资金支出计划（%）", ("12月底",), "100%", "plan"),
    ]


@pytest.mark.parametrize(
    ("column", "period", "basis"),
    [
        ("预算数", 2021, "budget"),
        ("2021年预算数", 2021, "budget"),
        ("2020年预算数", 2020, "previous"),
        ("上年预算数", 2020, "previous"),
        ("上年结转", 2021, "budget"),
        ("本年预算数", 2021, "budget"),
    ],
)
def test_the_year_a_column_speaks_of(column: str, period: int, basis: str) -> None:
    (fact,) = facts_of(f"三公经费表\n单位：万元\n项目\t{column}\n公务接待费\t1.20\n")
    assert (fact.period, fact.basis) == (period, basis)


@pytest.mark.parametrize(("column", "basis"), [("决算数", "final"), ("年初预算数", "budget"), ("金额", "final")])
def test_a_final_account_keeps_the_budget_apart(column: str, basis: str) -> None:
    (fact,) = facts_of(
        f"三公经费支出决算表\n单位：万元\n项目\t{column}\n公务接待费\t1.20\n",
        head="青石县财政局2020年度部门决算\n按照规定，现将部门决算公开如下。\n",
    )
    assert (fact.period, fact.basis) == (2020, basis)


@pytest.mark.parametrize(
    ("caption", "concept"),
    [
        ("部门预算财政拨款“三公”经费支出表", "san_gong"),
        ("部门预算支出总表", "expenditure"),
        ("部门预算收入总表", "income"),
        ("2021年政府采购预算表", "procurement"),
        ("绩效目标表", None),
    ],
)
def test_the_total_of_a_table_is_what_its_caption_says(caption: str, concept: str | None) -> None:
    (fact,) = facts_of(f"{caption}\n单位：万元\n项目\t金额\n合计\t9\n")
    assert (fact.label, fact.concept) == ("合计", concept)


def test_parts_of_a_row_are_linked_below_their_whole() -> None:
    facts = facts_of("三公经费表\n单位：万元\n项目\t预算数\n公务用车购置及运行费\t4\n其中：购置费\t0\n")
    assert [(fact.path, fact.concept) for fact in facts] == [
        (("公务用车购置及运行费",), "vehicles"),
        (("公务用车购置及运行费", "其中：购置费"), "vehicle_purchase"),
    ]


def test_income_and_spending_side_by_side() -> None:
    facts = facts_of("""收支总表
单位：万元
序号\t收入\t\t支出\t
\t项 目\t预算数\t项 目\t预算数
栏次\t1\t2\t3\t4
1\t一、一般公共预算拨款收入\t888.25\t二、外交支出\t
2\t收入总计\t888.25\t支出总计\t749.48
""")
    assert [(fact.label, fact.columns, fact.kind, fact.value_text, fact.concept) for fact in facts] == [
        ("一、一般公共预算拨款收入", ("收入", "预算数"), "amount", "888.25", "general_public_income"),
        ("二、外交支出", ("支出", "预算数"), "blank", "", "202"),
        ("收入总计", ("收入", "预算数"), "amount", "888.25", "income"),
        ("支出总计", ("支出", "预算数"), "amount", "749.48", "expenditure"),
    ]


def test_a_name_changed_with_the_year_and_the_code_did_not() -> None:
    facts = facts_of(
        "支出表\n单位：万元\n科目编码\t科目名称\t金额\n210\t医疗卫生与计划生育支出\t5\n20805\t行政事业单位离退休\t3\n"
    )
    assert [(fact.label, fact.concept) for fact in facts] == [
        ("医疗卫生与计划生育支出", "210"),
        ("行政事业单位离退休", "20805"),
    ]


def test_a_code_over_three_columns() -> None:
    facts = facts_of("""支出表
单位：元
科目编码\t\t\t科目名称\t合计
类\t款\t项\t\t
201\t\t\t一般公共服务支出\t6,000
201\t06\t\t财政事务\t6,000
201\t06\t01\t行政运行\t6,000
""")
    assert [(fact.label, fact.code, fact.concept) for fact in facts] == [
        ("一般公共服务支出", "201", "201"),
        ("财政事务", "20106", "20106"),
        ("行政运行", "2010601", "2010601"),
    ]


@pytest.mark.parametrize(
    ("header", "accounts"),
    [
        ("项 目\t预 算 数\t决 算 数", ["budget", "final"]),
        ("項目\t預(yù)算數(shù)\t決算數(shù)", ["budget", "final"]),
        ("项目\t2021年预算数\t2021年执行数", ["budget", "final"]),
        ("项目\t2020年决算数\t2021年决算数", ["previous", "final"]),
    ],
)
def test_the_account_of_a_column_however_its_head_is_written(header: str, accounts: list[str]) -> None:
    head = "青石县财政局2021年“三公”经费决算情况说明\n"
    facts = facts_of(f"一、决算表\n单位：万元\n{header}\n公务接待费\t12\t6.28\n", head)
    assert [fact.basis for fact in facts] == accounts
