"""Tables and sentences of other provinces: units in rows, years in columns, headings with a colon, classes behind items."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.build import ingest
from tests.asking import library, said

BODY = """
二、部门预算安排情况
（六）关于“三公”经费预算情况说明
2022年部门“三公”经费预算数为42.50万元，其中：
1.因公出国（境）费用：2022年预算0万元。
2.公务接待费：2022年预算12.50万元，比上年减少1.50万元。
3.公务用车购置及运行维护费：2022年预算30.00万元。
（七）国有资产占有使用情况
截至2021年12月31日，部门共有车辆9辆，固定资产原值238.60万元。
三、附表
“三公”经费预算表（分单位）
单位：万元
单位名称\t合计\t因公出国（境）费\t公务接待费\t公务用车购置
合计\t42.50\t0.00\t12.50\t18.00
蔚县人民政府办公室（本级）\t36.00\t0.00\t9.00\t18.00
蔚县电子政务中心\t6.50\t0.00\t3.50\t0.00
项目支出明细表
单位：万元
项目名称\t2022年预算\t上年预算
审计业务专项经费\t180.00\t165.00
审计信息化建设\t35.00\t25.00
一般公共预算基本支出表
单位：万元
科目编码\t科目名称\t合计
302\t商品和服务支出\t60.00
30217\t公务接待费\t6.80
政府采购预算明细表
单位：元
采购项目\t类别\t数量\t金额
台式计算机\t货物\t20台\t120,000.00
工程造价审核服务\t服务\t1项\t700,000.00
项目绩效自评表
单位：万元
项目名称\t预算数\t自评得分
审计业务专项经费\t180.00\t96.5
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("layouts"), BODY)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("公务接待费是多少", ["12.50万元"]),  # neither 本级 nor the part of it inside 基本支出
        ("本级的公务接待费", ["9.00万元"]),
        ("电子政务中心的公务接待费", ["3.50万元"]),
        ("公务用车购置及运行维护费", ["30.00万元"]),  # behind a heading with a colon
        ("公务用车购置", ["18.00万元"]),  # the total of a column about one item
        ("审计业务专项经费", ["180.00万元"]),  # 2022年预算 is this year's column
        ("审计业务专项经费上年预算", ["165.00万元"]),
        ("审计业务专项经费自评得分", ["96.5"]),  # no money, though the table is in 万元
        ("2021年末固定资产原值", ["238.60万元"]),
        ("工程造价审核服务的金额", ["700000.00元"]),
        ("采购金额最大的是什么", ["700000.00元"]),
    ],
)
def test_figure(assistant: Assistant, question: str, expected: list[str]) -> None:
    assert said(assistant.ask(f"蔚县{question}")) == expected


def test_names_of_rows_are_the_items_and_not_their_classes(assistant: Assistant) -> None:
    lead = assistant.ask("蔚县采购金额最大的是什么").text.splitlines()[0]
    assert lead == "最高的是蔚县人民政府办公室2022年工程造价审核服务，为700,000.00元[2]。"


def test_the_year_before_is_that_of_the_year_asked_for(tmp_path: Path) -> None:
    """The document of 2023 prints 2022 as its 上年; the 上年 of 2022 is 2021, in the document of 2022."""
    tables = "二、项目支出情况\n项目支出明细表\n单位：万元\n项目名称\t{0}年预算\t上年预算\n审计业务专项经费\t{1}\t{2}"
    bodies = [
        f"蔚县人民政府办公室{year}年部门预算信息公开\n{tables.format(year, now, before)}"
        for year, now, before in ((2022, "180.00", "165.00"), (2023, "196.00", "180.00"))
    ]
    assert said(library(tmp_path, *bodies).ask("蔚县2022年审计业务专项经费的上年预算是多少")) == ["165.00万元"]


def test_a_total_under_a_year_is_the_figure_of_its_row(tmp_path: Path) -> None:
    body = """
二、支出情况
一般公共预算支出表
单位：万元
科目编码\t科目名称\t2022年预算数合计\t基本支出\t项目支出
21303\t水利\t4813.14\t1313.14\t3500.00
2130314\t防汛\t300.00\t\t300.00
"""
    assistant = library(tmp_path, body)
    assert said(assistant.ask("蔚县水利支出多少")) == ["4813.14万元"]
    assert said(assistant.ask("蔚县防汛预算多少")) == ["300.00万元"]


def test_numbers_of_different_things_are_not_added(tmp_path: Path) -> None:
    body = """
六、政府采购预算情况
政府采购预算明细表
单位：万元
采购物品名称\t数量\t金额
台式计算机\t20\t11.00
垃圾清运服务\t1\t48.00
"""
    assert library(tmp_path, body).ask("蔚县采购数量合计是多少").status == "not_found"


def test_a_final_account_with_its_budget_beside_it(tmp_path: Path) -> None:
    table = (
        "财政拨款“三公”经费支出决算表\n公开07表\n单位：万元\n"
        "预算数\t\t\t\t决算数\t\t\t\n"
        "合计\t公务用车购置及运行维护费\t\t公务接待费\t合计\t公务用车购置及运行维护费\t\t公务接待费\n"
        "\t小计\t公务用车购置费\t\t\t小计\t公务用车购置费\t\n"
        "51.50\t42.00\t18.00\t9.50\t46.45\t38.62\t17.98\t7.83\n"
    )
    prose = "三、“三公”经费说明\n2022年公务接待费支出8.73万元，完成预算9.50万元的91.89%。\n"
    asked = library(tmp_path, f"{table}{prose}", title="蔚县人民政府办公室2022年度部门决算公开情况说明")
    assert said(asked.ask("蔚县人民政府办公室2022年公务用车购置费是多少")) == ["17.98万元"]
    answer = asked.ask("蔚县人民政府办公室2022年公务接待费决算")
    assert [warning.kind for warning in answer.warnings] == ["same_item"]  # 8.73 in the text, 7.83 in the table


def test_the_list_of_contents_opens_no_sections(tmp_path: Path) -> None:
    body = "目录\n第一部分 概况\n第二部分 名词解释\n第一部分 概况\n公务接待费预算2.00万元。\n第二部分 名词解释\n基本支出：指……。\n"
    answer = library(tmp_path, body).ask("蔚县人民政府办公室2022年公务接待费")
    assert answer.citations[0].section == ["第一部分 概况"]


def test_a_grand_total_is_not_the_income_of_the_year(tmp_path: Path) -> None:
    body = (
        "收支总表\n单位：万元\n收入\t预算数\t支出\t预算数\n本年收入合计\t90.00\t本年支出合计\t95.00\n"
        "上年结转\t10.00\t结转下年\t5.00\n收入总计\t100.00\t支出总计\t100.00\n"
    )
    asked = library(tmp_path, body)
    assert said(asked.ask("收入总计是多少")) == ["100.00万元"]
    assert said(asked.ask("本年收入合计是多少")) == ["90.00万元"]
    assert said(asked.ask("本年支出合计是多少")) == ["95.00万元"]


UNITS = """
部门支出预算表（分单位）
单位：万元
单位名称\t合计\t人员经费\t公用经费\t项目支出
蔚县人民政府办公室\t747.82\t600.00\t87.50\t60.32
蔚县人民政府办公室（本级）\t500.00\t420.00\t57.50\t22.50
蔚县电子政务中心\t247.82\t180.00\t30.00\t37.82
一般公共预算基本支出表
单位：万元
科目编码\t科目名称\t合计
302\t商品和服务支出\t87.50
30206\t电费\t60.00
30201\t办公费\t27.50
\t公用经费合计\t87.50
"""


def test_the_highest_of_the_units_is_a_unit(tmp_path: Path) -> None:
    answer = library(tmp_path, UNITS).ask("蔚县政府办2022年哪个下属单位公用经费最高")
    assert "本级" in answer.text.splitlines()[0]
    assert said(answer) == ["57.50万元"]


def test_a_total_takes_no_code_from_the_row_above(tmp_path: Path) -> None:
    answer = library(tmp_path, UNITS).ask("蔚县政府办2022年30201办公费")
    assert said(answer) == ["27.50万元"]


def test_places_of_one_account_are_compared(tmp_path: Path) -> None:
    table = "“三公”经费支出决算表\n单位：万元\n项目\t预算数\t决算数\n公务接待费\t6.50\t4.81\n"
    prose = "三、“三公”经费说明\n2022年公务接待费支出决算4.81万元，完成预算6.50万元的74.00%。\n"
    asked = library(tmp_path, f"{table}{prose}", title="蔚县人民政府办公室2022年度部门决算公开情况说明")
    assert "2处一致" in asked.ask("蔚县政府办2022年公务接待费文字和表格一致吗").text
    assert said(asked.ask("蔚县政府办2022年公务接待费超过预算了多少"))[0] == "1.69万元"


FUND_TABLES = """
部门支出总表
单位：万元
科目编码\t科目名称\t合计
201\t一般公共服务支出\t60.00
2010301\t行政运行\t60.00
212\t城乡社区支出\t40.00
2120801\t土地开发支出\t40.00
一般公共预算支出表
单位：万元
科目编码\t科目名称\t合计
201\t一般公共服务支出\t60.00
2010301\t行政运行\t60.00
"""


@pytest.mark.parametrize(
    ("question", "number"),
    [("支出总表有多少个项级科目", "2"), ("一般公共预算支出有多少个项级科目", "1")],
)
def test_classes_are_those_of_the_fund_named(tmp_path: Path, question: str, number: str) -> None:
    assert f"共{number}项" in library(tmp_path, FUND_TABLES).ask(f"蔚县政府办2022年{question}").text


def test_the_level_of_a_class_is_no_counter(tmp_path: Path) -> None:
    answer = library(tmp_path, FUND_TABLES).ask("蔚县政府办2022年最大的类级科目")
    assert "一般公共服务支出" in answer.text.splitlines()[0]


BY_UNIT = """
三、附表
收入总表（分单位）
单位：万元
单位名称\t合计\t一般公共预算\t事业收入
合计\t3,268.40\t3,238.40\t30.00
蔚县水利局本级\t2,456.20\t2,456.20\t
蔚县水利工程质量安全中心\t318.60\t288.60\t30.00
蔚县河道管理所\t493.60\t493.60\t
"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("哪个下属单位预算最多", ["2456.20万元"]),
        ("各单位预算多少", ["2456.20万元", "318.60万元", "493.60万元", "3个"]),
        ("预算超过400万元的单位", ["2456.20万元", "493.60万元", "2个"]),
        ("各单位预算合计多少", ["3268.4万元"]),
    ],
)
def test_units_by_their_whole_budget(tmp_path: Path, question: str, expected: list[str]) -> None:
    assistant = library(tmp_path, BY_UNIT, title="蔚县水利局2022年部门预算公开情况说明")
    assert said(assistant.ask(f"蔚县水利局2022年{question}")) == expected


PROJECTS_OF_UNITS = """
<html><body><h1>蔚县城市管理和综合执法局2024年部门预算</h1>
<p>一、收支说明</p><p>2024年支出预算3,115.40万元，其中：基本支出2,000.00万元，项目支出1,115.40万元。</p>
<p>表11 部门预算项目支出表</p><p>单位：万元</p>
<table><tr><td rowspan="2">单位名称</td><td rowspan="2">项目名称</td><td rowspan="2">总计</td><td colspan="2">财政拨款</td></tr>
<tr><td>一般公共预算</td><td>政府性基金预算</td></tr>
<tr><td colspan="2">合计</td><td>1,115.40</td><td>1,055.40</td><td>60.00</td></tr>
<tr><td rowspan="3">局本级</td><td>小计</td><td>965.40</td><td>965.40</td><td>0.00</td></tr>
<tr><td>综合执法工作经费</td><td>784.60</td><td>784.60</td><td>0.00</td></tr>
<tr><td>数字城管平台运行</td><td>180.80</td><td>180.80</td><td>0.00</td></tr>
<tr><td rowspan="3">蔚县市政园林中心</td><td>小计</td><td>150.00</td><td>90.00</td><td>60.00</td></tr>
<tr><td>路灯照明设施维护</td><td>90.00</td><td>90.00</td><td>0.00</td></tr>
<tr><td>城市道路微改造</td><td>60.00</td><td>0.00</td><td>60.00</td></tr></table>
<p>表12 部门预算项目绩效目标表</p>
<table><tr><td>项目名称</td><td>年度绩效目标</td><td>指标</td><td>目标值</td></tr>
<tr><td rowspan="2">数字城管平台运行</td><td rowspan="2">保障平台稳定运行，案件及时处置。</td><td>案件按期处置率</td><td>≥95%</td></tr>
<tr><td>系统故障次数</td><td>≤2次</td></tr>
<tr><td rowspan="2">路灯照明设施维护</td><td rowspan="2">保障路灯亮化和照明安全。</td><td>亮灯率</td><td>≥98%</td></tr>
<tr><td>居民满意度</td><td>≥90%</td></tr></table></body></html>
"""


@pytest.fixture(scope="module")
def of_units(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("units")
    (folder / "documents").mkdir()
    (folder / "documents" / "0.html").write_text(PROJECTS_OF_UNITS, encoding="utf-8")
    ingest([folder / "documents"], folder / "index")
    return Assistant.open(folder / "index")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("项目支出多少", ["1115.40万元"]),
        ("数字城管平台运行项目预算多少", ["180.80万元"]),
        ("金额最大的两个项目是哪几个", ["784.60万元", "180.80万元"]),
        ("局本级有哪些项目，分别多少钱", ["784.60万元", "180.80万元", "2个"]),
        ("各单位项目支出多少", ["965.40万元", "150.00万元", "2个"]),
        ("市政园林中心项目支出多少", ["150.00万元"]),
        ("市政园林中心项目支出里政府性基金多少", ["60.00万元"]),
        ("一共安排了几个项目", ["784.60万元", "180.80万元", "90.00万元", "60.00万元", "4个"]),
    ],
)
def test_projects_under_the_unit_that_one_cell_names_for_all(
    of_units: Assistant, question: str, expected: list[str]
) -> None:
    assert said(of_units.ask(f"蔚县城管局2024年{question}")) == expected


def test_the_subtotal_of_a_unit_is_called_after_it(of_units: Assistant) -> None:
    assert "蔚县市政园林中心小计" in of_units.ask("蔚县城管局2024年市政园林中心项目支出多少").text


def test_no_goal_of_another_project_is_quoted(of_units: Assistant) -> None:
    _, answer = of_units.converse(["蔚县城管局2024年城市道路微改造预算多少", "它的年度绩效目标是什么"])
    assert answer.status == "not_found"
    assert "95%" not in answer.text


NUMBERED_SHEETS = """
一、收支说明
2022年一般公共预算支出预算3,026.77万元，“三公”经费预算35.80万元。
截至2021年12月31日，资产总额2,864.73万元，其中固定资产2,318.50万元。
预算04表
一般公共预算“三公”经费支出预算表
单位：元
项目\t本年预算
合计\t358,000.00
分单位支出情况表
单位：万元
单位名称\t合计\t基本支出\t项目支出
合计\t9,083.56\t8,272.66\t810.90
蔚县第一中学\t6,189.59\t5,491.09\t698.50
蔚县实验小学\t2,893.97\t2,781.57\t112.40
预算11表
部门政府采购预算表
单位：元
采购项目\t采购品目\t合计
冻精及液氮罐\tA07农林牧渔产品\t420,000.00
台式计算机\tA02计算机\t50,000.00
车辆维修\tC23维修保养服务\t40,000.00
检测服务\tC19检测服务\t80,000.00
项目支出绩效自评结果汇总表
项目名称\t预算数（万元）\t自评得分
免费开放补助\t122.50\t98.0
旅游宣传营销\t200.00\t91.2
全民健身活动\t30.00\t95.0
"""


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(
        tmp_path_factory.mktemp("sheets"), NUMBERED_SHEETS, title="蔚县教育和体育局2022年部门预算公开情况说明"
    )


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("“三公”经费预算是多少", ["358000.00元"]),  # 预算04表 is the number of a sheet, and no budget
        ("一般公共预算支出多少", ["3026.77万元"]),
        ("第一中学支出预算总额多少", ["6189.59万元"]),  # the column 合计, and not 项目支出
        ("实验小学支出预算是多少", ["2893.97万元"]),
        ("实验小学项目支出是多少", ["112.40万元"]),
        ("哪个单位的支出预算最多，哪个最少", ["6189.59万元", "2893.97万元"]),
        ("政府采购里服务类有哪几项", ["40000.00元", "80000.00元", "2项"]),
        ("绩效自评得分在95分以上（含95分）的项目有哪些", ["98.0", "95.0", "2个"]),
        ("资产总额多少，其中固定资产多少", ["2864.73万元", "2318.50万元"]),
    ],
)
def test_numbered_sheets_totals_of_units_classes_bought_and_scores(
    sheets: Assistant, question: str, expected: list[str]
) -> None:
    assert said(sheets.ask(f"蔚县教体局2022年{question}")) == expected


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("政府采购里服务类有哪几项", "一共多少钱"), ["120000元"]),
        (("公务接待费多少", "是哪个单位负责的"), ["not_disclosed"]),
    ],
)
def test_follow_ups_stay_within_what_was_asked(sheets: Assistant, turns: tuple[str, str], expected: list[str]) -> None:
    assert said(sheets.converse([f"蔚县教体局2022年{turns[0]}", turns[1]])[-1]) == expected


def test_the_short_name_of_a_body_that_its_labels_begin_with(tmp_path: Path) -> None:
    """云龙县农业农村局 for …和乡村振兴局, whose name stands in a table of units; 农业农村 is a class of spending as well."""
    body = """
三、附表
部门收入预算表
单位：万元
单位名称\t合计
云龙县农业农村和乡村振兴局（本级）\t20.00
云龙县农机推广站\t18.40
一般公共预算支出表
单位：万元
科目编码\t科目名称\t合计
30201\t办公费\t38.60
"""
    assistant = library(tmp_path, body, title="云龙县农业农村和乡村振兴局2022年部门预算公开情况说明")
    assert said(assistant.ask("云龙县农业农村局2022年办公费预算多少")) == ["38.60万元"]
