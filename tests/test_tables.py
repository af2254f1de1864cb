"""Tables as they stand in both dialects and in files with spans, and the labels of their cells."""

import pytest

from index.columns import squash_label
from index.document import Cell, RawTable
from index.readers.html import read as read_html
from index.readers.text import read
from index.tables import TableBody, repeated_header, table_body, table_rows

Labelled = tuple[str, tuple[str, ...], tuple[str, ...]]


def body_of(text: str) -> TableBody:
    return _body(read("公开.txt", text.encode()).text, read("公开.txt", text.encode()).blocks[0])


def body_of_html(rows: str) -> TableBody:
    source = read_html("公开.html", f"<html><body><table>{rows}</table></body></html>".encode())
    return _body(source.text, source.blocks[0])


def _body(text: str, block: object) -> TableBody:
    assert isinstance(block, RawTable)
    rows = table_rows(text, block)
    return table_body(rows, spans_known=block.spans_known, merged_missing=block.merged_missing)


def values(body: TableBody) -> list[Labelled]:
    """Filled value cells: text, row labels, column labels."""
    return [(cell.text, cell.row_labels, cell.column_labels) for cell in body.cells if _is_value(cell)]


def _is_value(cell: Cell) -> bool:
    return cell.role == "value" and bool(cell.text)


def texts(body: TableBody, role: str) -> list[str]:
    return [cell.text for cell in body.cells if cell.role == role and cell.text]


def cells_dialect(rows_dialect: str) -> str:
    """The same table with one cell per line behind a TAB and an empty line after each row."""
    rows = rows_dialect.strip("\n").split("\n")
    return "\n".join("".join(f"\t{cell}\n" for cell in row.split("\t")) for row in rows)


INDICATORS = """
一级指标\t二级指标\t三级指标\t指标值\t指标值确定依据
产出指标\t数量指标\t会议次数\t≥12次\t工作计划
\t\t培训次数\t≥3次\t工作计划
\t质量指标\t到会率\t≥95%\t会议通知
效益指标\t社会效益\t公开程度\t良好\t问卷
"""


@pytest.mark.parametrize("text", [INDICATORS.lstrip(), cells_dialect(INDICATORS)], ids=["rows", "cells"])
def test_labels_go_down_through_vertical_merges(text: str) -> None:
    assert [(text, labels) for text, labels, columns in values(body_of(text)) if columns == ("指标值",)] == [
        ("≥12次", ("产出指标", "数量指标", "会议次数")),
        ("≥3次", ("产出指标", "数量指标", "培训次数")),
        ("≥95%", ("产出指标", "质量指标", "到会率")),
        ("良好", ("效益指标", "社会效益", "公开程度")),
    ]


def test_headers_and_body_one_cell_a_line() -> None:
    body = body_of("""\t单位名称
\t单位性质
\t单位规格

\t青石县人民政府
办公室
\t行政
\t

\t青石县督查室
\t事业
\t股级
""")
    assert (body.rows, body.columns, body.headers) == (3, 3, ("单位名称", "单位性质", "单位规格"))
    assert values(body) == [
        ("行政", ("青石县人民政府办公室",), ("单位性质",)),
        ("事业", ("青石县督查室",), ("单位性质",)),
        ("股级", ("青石县督查室",), ("单位规格",)),
    ]


def test_income_and_spending_side_by_side() -> None:
    """栏次 and 序号 are no figures; each half has its own labels."""
    body = body_of("""序号\t收入\t\t支出\t
\t项 目\t预算数\t项 目\t预算数
栏次\t1\t2\t3\t4
1\t一、一般公共预算拨款收入\t888.25\t一、一般公共服务支出\t749.48
2\t二、政府性基金预算拨款收入\t\t二、外交支出\t
3\t收入总计\t888.25\t支出总计\t749.48
""")
    assert body.headers == ("序号", "收入/项目", "收入/预算数", "支出/项目", "支出/预算数")
    assert values(body) == [
        ("888.25", ("一、一般公共预算拨款收入",), ("收入", "预算数")),
        ("749.48", ("一、一般公共服务支出",), ("支出", "预算数")),
        ("888.25", ("收入总计",), ("收入", "预算数")),
        ("749.48", ("支出总计",), ("支出", "预算数")),
    ]
    assert texts(body, "ordinal") == ["栏次", "1", "2", "3", "4", "1", "2", "3"]


def test_side_by_side_one_cell_a_line() -> None:
    body = body_of(
        cells_dialect("""
序号\t收入\t支出
\t项目\t预算数\t项目\t预算数
1\t一般公共预算拨款收入\t888.25\t基本支出\t653.74
2\t事业收入\t\t项目支出\t234.51
""")
    )
    assert body.headers == ("序号", "收入/项目", "收入/预算数", "支出/项目", "支出/预算数")
    assert values(body) == [
        ("888.25", ("一般公共预算拨款收入",), ("收入", "预算数")),
        ("653.74", ("基本支出",), ("支出", "预算数")),
        ("234.51", ("项目支出",), ("支出", "预算数")),
    ]


def test_line_numbers_without_their_word() -> None:
    """Final accounts number their columns: 行次 beside the items, and a row 1 2 3 below the header."""
    body = body_of("""项目\t行次\t金额\t项目\t行次\t金额
栏次\t\t1\t栏次\t\t2
一、财政拨款收入\t1\t100.00\t一、一般公共服务支出\t32\t95.00
""")
    assert [text for text, _, _ in values(body)] == ["100.00", "95.00"]
    body = body_of("科目\t合计\t基本支出\t项目支出\n\t1\t2\t3\n教育\t9\t6\t3\n")
    assert values(body) == [
        ("9", ("教育",), ("合计",)),
        ("6", ("教育",), ("基本支出",)),
        ("3", ("教育",), ("项目支出",)),
    ]


SIGNED = """
三级指标\t绩效指标描述\t指标值{merged}\t指标值确定依据
\t\t符号\t值\t单位（文字描述）\t
会议次数\t召开会议\t≥\t12\t次\t工作计划
会议效果\t会议成效\t文字描述\t\t良好\t问卷
"""


@pytest.mark.parametrize(
    "text",
    [SIGNED.format(merged="\t\t").lstrip(), cells_dialect(SIGNED.format(merged=""))],
    ids=["rows", "cells"],
)
def test_sign_value_and_unit_in_cells_of_their_own(text: str) -> None:
    body = body_of(text)
    assert body.headers == (
        "三级指标",
        "绩效指标描述",
        "指标值/符号",
        "指标值/值",
        "指标值/单位（文字描述）",
        "指标值确定依据",
    )
    assert values(body)[:4] == [
        ("≥", ("会议次数", "召开会议"), ("指标值", "符号")),
        ("12", ("会议次数", "召开会议"), ("指标值", "值")),
        ("次", ("会议次数", "召开会议"), ("指标值", "单位（文字描述）")),
        ("工作计划", ("会议次数", "召开会议"), ("指标值确定依据",)),
    ]


def test_grades_below_one_header() -> None:
    body = body_of(
        cells_dialect("""
职责活动\t年度预算数\t绩效目标\t绩效指标\t评价标准
\t\t\t\t优\t良\t中\t差
政务保障\t50.5\t高效\t完成率\t100%\t≥90%\t≥80%\t<80%
\t\t\t差错率\t0\t≤1%\t≤5%\t>5%
""")
    )
    assert body.headers[4:] == ("评价标准/优", "评价标准/良", "评价标准/中", "评价标准/差")
    found = {(text, labels): columns for text, labels, columns in values(body)}
    assert found["50.5", ("政务保障",)] == ("年度预算数",)
    assert found["≥90%", ("政务保障", "完成率")] == ("评价标准", "良")
    assert found[">5%", ("政务保障", "差错率")] == ("评价标准", "差")


def test_procurement_with_merged_headers_at_both_ends() -> None:
    body = body_of(
        cells_dialect("""
政府采购项目来源\t采购物品名称\t政府采购目录序号\t计量  单位\t数量\t单价\t政府采购金额
项目名称\t预算资金\t\t\t\t\t\t总计\t一般公共预算拨款\t基金预算拨款
日常公用经费\t94.09\t台式计算机\tA02010104\t个\t5\t0.50\t2.50\t2.50\t
日常公用经费\t94.09\t其他打印设备\tA0201060199\t台\t1\t0.20\t0.20\t0.20\t
""")
    )
    assert body.headers == (
        "政府采购项目来源/项目名称",
        "政府采购项目来源/预算资金",
        "采购物品名称",
        "政府采购目录序号",
        "计量单位",
        "数量",
        "单价",
        "政府采购金额/总计",
        "政府采购金额/一般公共预算拨款",
        "政府采购金额/基金预算拨款",
    )
    computer = {columns[-1]: text for text, labels, columns in values(body) if "台式计算机" in labels}
    assert computer == {
        "政府采购目录序号": "A02010104",
        "计量单位": "个",
        "数量": "5",
        "单价": "0.50",
        "总计": "2.50",
        "一般公共预算拨款": "2.50",
    }
    # The money that a row is bought from is the project's, not the thing's.
    sources = [(text, labels) for text, labels, columns in values(body) if columns[-1] == "预算资金"]
    assert sources[0] == ("94.09", ("日常公用经费",))


def test_columns_in_another_order() -> None:
    body = body_of("预算数\t科目名称\t科目编码\n61.30\t一般行政管理事务\t2013102\n4.50\t机关服务\t2013103\n")
    assert values(body) == [
        ("61.30", ("一般行政管理事务", "2013102"), ("预算数",)),
        ("4.50", ("机关服务", "2013103"), ("预算数",)),
    ]


def test_parts_and_numbered_rows_name_their_parent() -> None:
    body = body_of(
        cells_dialect("""
项目\t数量\t价值
资产总额\t——\t1073.26
1、房屋（平方米）\t6000\t528.3
其中：办公用房（平方米）\t5000\t
2、车辆（台、辆）\t8\t120.5
""")
    )
    assert [(text, labels) for text, labels, _ in values(body)] == [
        ("——", ("资产总额",)),
        ("1073.26", ("资产总额",)),
        ("6000", ("1、房屋（平方米）",)),
        ("528.3", ("1、房屋（平方米）",)),
        ("5000", ("1、房屋（平方米）", "其中：办公用房（平方米）")),
        ("8", ("2、车辆（台、辆）",)),
        ("120.5", ("2、车辆（台、辆）",)),
    ]


def test_nested_numbers_of_an_income_table() -> None:
    body = body_of("项目\t预算数\n一、财政拨款收入\t9\n1. 一般公共预算资金\t8\n2. 政府性基金\t1\n二、事业收入\t3\n")
    assert [(text, labels) for text, labels, _ in values(body)] == [
        ("9", ("一、财政拨款收入",)),
        ("8", ("一、财政拨款收入", "1.一般公共预算资金")),
        ("1", ("一、财政拨款收入", "2.政府性基金")),
        ("3", ("二、事业收入",)),
    ]


def test_a_project_form_and_its_grids() -> None:
    body = body_of(
        cells_dialect("""
项目编码\t434-0303-YXN-8943\t项目名称\t网络改造
资金规模及资金用途\t预算数150.57万元。其中：财政资金150.57万元，其他资金0万元。
资金支出计划（%）\t3月底\t6月底\t12月底
\t25\t50\t100
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
产出指标\t数量指标\t设备数量\t采购设备\t≥60台
""")
    )
    assert values(body) == [
        ("434-0303-YXN-8943", ("项目编码",), ()),
        ("网络改造", ("项目名称",), ()),
        ("预算数150.57万元。其中：财政资金150.57万元，其他资金0万元。", ("资金规模及资金用途",), ()),
        ("25", ("资金支出计划（%）",), ("3月底",)),
        ("50", ("资金支出计划（%）",), ("6月底",)),
        ("100", ("资金支出计划（%）",), ("12月底",)),
        ("≥60台", ("产出指标", "数量指标", "设备数量", "采购设备"), ("指标值",)),
    ]
    assert body.headers == ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值")


def test_title_unit_and_department_in_the_first_rows_are_no_figures() -> None:
    body = body_of("编制部门：财政局\t\t单位：元\n项目\t本年\t上年\n收入\t5\t4\n")
    assert [cell.text for cell in body.meta] == ["编制部门：财政局", "单位：元"]
    assert values(body) == [("5", ("收入",), ("本年",)), ("4", ("收入",), ("上年",))]


def test_an_empty_table_has_headers_and_no_values() -> None:
    body = body_of("科目编码\t科目名称\t合计\t基本支出\n\t\t\t\n\t\t\t\n")
    assert body.headers == ("科目编码", "科目名称", "合计", "基本支出")
    assert values(body) == []


def test_spans_that_the_file_states_are_taken_at_their_word() -> None:
    body = body_of_html("""
<tr><td rowspan="2">科目编码</td><td rowspan="2">科目名称</td><td rowspan="2">合计</td><td colspan="2">本年收入</td></tr>
<tr><td>财政拨款</td><td>事业收入</td></tr>
<tr><td>201</td><td>一般公共服务支出</td><td>100</td><td>90</td><td>10</td></tr>""")
    assert body.headers == ("科目编码", "科目名称", "合计", "本年收入/财政拨款", "本年收入/事业收入")
    assert values(body) == [
        ("100", ("201", "一般公共服务支出"), ("合计",)),
        ("90", ("201", "一般公共服务支出"), ("本年收入", "财政拨款")),
        ("10", ("201", "一般公共服务支出"), ("本年收入", "事业收入")),
    ]


def test_the_three_public_items_in_columns() -> None:
    """The national table: one row of figures below two levels of merged headers."""
    body = body_of_html("""
<tr><td rowspan="2">合计</td><td rowspan="2">因公出国（境）费</td><td colspan="3">公务用车购置及运行费</td>
<td rowspan="2">公务接待费</td></tr>
<tr><td>小计</td><td>购置费</td><td>运行费</td></tr>
<tr><td>5.20</td><td>0.00</td><td>4.00</td><td>0.00</td><td>4.00</td><td>1.20</td></tr>""")
    assert [(text, columns) for text, _, columns in values(body)] == [
        ("5.20", ("合计",)),
        ("0.00", ("因公出国（境）费",)),
        ("4.00", ("公务用车购置及运行费", "小计")),
        ("0.00", ("公务用车购置及运行费", "购置费")),
        ("4.00", ("公务用车购置及运行费", "运行费")),
        ("1.20", ("公务接待费",)),
    ]


def test_row_spans_of_a_file_label_every_row_they_cover() -> None:
    body = body_of_html("""
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>
<tr><td rowspan="3">产出指标</td><td rowspan="2">数量指标</td><td>会议次数</td><td>≥12次</td></tr>
<tr><td>培训次数</td><td>≥3次</td></tr>
<tr><td>质量指标</td><td>到会率</td><td>≥95%</td></tr>""")
    assert [(text, labels) for text, labels, _ in values(body)] == [
        ("≥12次", ("产出指标", "数量指标", "会议次数")),
        ("≥3次", ("产出指标", "数量指标", "培训次数")),
        ("≥95%", ("产出指标", "质量指标", "到会率")),
    ]


FIRST_PAGE = "序号\t功能分类科目\t\t合计\t本年收入\t\n\t科目编码\t科目名称\t\t小计\t财政拨款\n栏次\t1\t2\t3\t4\t5\n1\t201\t教育\t9\t9\t9\n"


@pytest.mark.parametrize(
    ("second_page", "repeated"),
    [
        (
            "序号\t功能分类科目\t\t合计\t本年收入\t\n\t科目编码\t科目名称\t\t小计\t财政拨款\n栏次\t1\t2\t3\t4\t5\n2\t208\t养老\t1\t1\t1\n",
            3,
        ),
        (
            "序号\t功能分类科目\t\t合计\t\t本年收入\n\t科目编码\t科目名称\t小计\t\t财政拨款\n栏次\t1\t2\t3\t4\t5\n2\t208\t养老\t1\t1\t1\n",
            3,
        ),
        ("序号\t功能分类科目\t\t合计\t本年收入\t\n\t科目编码\t科目名称\t\t小计\t财政拨款\n2\t208\t养老\t1\t1\t1\n", 2),
        ("序号\t经济分类科目\t\t合计\t本年支出\t\n1\t301\t工资\t9\t9\t9\n", 0),
        ("2\t208\t养老\t1\t1\t1\n", 0),
    ],
    ids=["the same", "shifted", "without 栏次", "another table", "no header"],
)
def test_a_header_repeated_after_a_page_break(second_page: str, repeated: int) -> None:
    pages = []
    for page in (FIRST_PAGE, second_page):
        source = read("公开.txt", page.encode())
        (block,) = source.blocks
        assert isinstance(block, RawTable)
        pages.append(table_rows(source.text, block))
    assert repeated_header(*pages) == repeated


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("资金支出计划\n（%）", "资金支出计划（%）"),
        ("计量  单位", "计量单位"),
        ("项　目", "项目"),
        (" AQI 指数 ", "AQI指数"),
        ("office building", "office building"),
    ],
)
def test_labels_lose_line_breaks_and_inner_spaces(text: str, label: str) -> None:
    assert squash_label(text) == label


@pytest.mark.parametrize("right", ["项目（按功能分类）", "支出项目", "支出功能分类科目", "支出"])
def test_income_and_expenditure_side_by_side_are_two_rows(right: str) -> None:
    body = body_of(
        f"项目\t决算数\t{right}\t决算数\n事业收入\t156.80\t城乡社区支出\t285.50\n上级补助收入\t\t住房保障支出\t218.36\n"
    )
    assert [(text, labels) for text, labels, _ in values(body)] == [
        ("156.80", ("事业收入",)),
        ("285.50", ("城乡社区支出",)),
        ("218.36", ("住房保障支出",)),
    ]


def test_a_class_behind_the_amount_opens_no_side() -> None:
    body = body_of("采购项目\t金额\t类别\t数量\n复印纸\t1.80\t货物\t5\n")
    assert [labels for _, labels, _ in values(body)] == [("复印纸",)] * 3


def test_headers_of_three_rows_without_a_column_of_labels() -> None:
    body = body_of(
        "预算数\t\t\t\t决算数\t\t\t\n"
        "合计\t公务用车购置及运行维护费\t\t公务接待费\t合计\t公务用车购置及运行维护费\t\t公务接待费\n"
        "\t小计\t公务用车购置费\t\t\t小计\t公务用车购置费\t\n"
        "51.50\t42.00\t18.00\t9.50\t46.45\t38.62\t17.98\t7.83\n"
    )
    assert [("/".join(columns), text) for text, _, columns in values(body)] == [
        ("预算数/合计", "51.50"),
        ("预算数/公务用车购置及运行维护费/小计", "42.00"),
        ("预算数/公务用车购置及运行维护费/公务用车购置费", "18.00"),
        ("预算数/公务接待费", "9.50"),
        ("决算数/合计", "46.45"),
        ("决算数/公务用车购置及运行维护费/小计", "38.62"),
        ("决算数/公务用车购置及运行维护费/公务用车购置费", "17.98"),
        ("决算数/公务接待费", "7.83"),
    ]


def test_an_amount_before_the_indicators_is_the_projects() -> None:
    body = body_of("项目名称\t预算金额\t三级指标\t指标值\n环境卫生综合整治\t136.40\t清运垃圾吨数\t≥4200吨\n")
    assert [(text, labels) for text, labels, _ in values(body)] == [
        ("136.40", ("环境卫生综合整治",)),
        ("≥4200吨", ("环境卫生综合整治", "清运垃圾吨数")),
    ]


def test_a_total_over_the_columns_that_name_rows() -> None:
    body = body_of_html(
        "<tr><td>单位（部门）代码</td><td>单位（部门）名称</td><td>合计</td></tr>"
        "<tr><td>348001</td><td>交通运输局本级</td><td>21.70</td></tr>"
        "<tr><td colspan='2'>合计</td><td>31.22</td></tr>"
    )
    assert values(body) == [("21.70", ("348001", "交通运输局本级"), ("合计",)), ("31.22", ("合计",), ("合计",))]


def test_a_total_over_the_columns_that_name_rows_may_come_first() -> None:
    body = body_of_html(
        "<tr><td>科目编码</td><td>科目名称</td><td>2024年预算</td></tr>"
        "<tr><td colspan='2'>合计</td><td>13,705.40</td></tr>"
        "<tr><td>30227</td><td>委托业务费</td><td>11,208.00</td></tr>"
    )
    assert values(body) == [
        ("13,705.40", ("合计",), ("2024年预算",)),
        ("11,208.00", ("30227", "委托业务费"), ("2024年预算",)),
    ]


def test_codes_without_a_header_are_no_figures() -> None:
    body = body_of_html(
        "<tr><td>30201</td><td>办公费</td><td>28.40</td></tr><tr><td>30227</td><td>委托业务费</td><td>11,208.00</td></tr>"
    )
    assert [text for text, _, _ in values(body)] == ["28.40", "11,208.00"]


def test_meetings_stand_beside_the_three_public_items() -> None:
    body = body_of(
        "项目\t预算数\n3.公务用车购置及运行费\t16.00\n其中：公务用车购置费\t\n公务用车运行费\t16.00\n会议费\t2.40\n培训费\t4.80\n"
    )
    car = "3.公务用车购置及运行费"
    assert [(text, labels) for text, labels, _ in values(body) if text] == [
        ("16.00", (car,)),
        ("16.00", (car, "公务用车运行费")),
        ("2.40", ("会议费",)),
        ("4.80", ("培训费",)),
    ]
