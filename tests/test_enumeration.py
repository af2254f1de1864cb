"""Questions over the rows of a list: which, how many, over a limit, greatest and least, and what is no list."""

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.contract import Answer
from tests.asking import library, quotes, said

BODY = """
一、部门职责与机构设置
（一）部门职责
1、起草公文，办理来文。
2、筹备会议；督办议定事项。
3、值守应急。
（二）机构设置
部门机构设置情况
单位名称\t单位性质\t单位规格
蔚县人民政府办公室本级\t行政\t正科级
蔚县电子政务中心\t事业\t
蔚县政府机关事务中心\t事业\t副科级
二、部门预算安排的总体情况
2022年支出预算888.25万元，其中基本支出653.74万元，项目支出234.51万元，包括网络维护经费100万元、公文系统经费84.51万元、会议经费50万元。
四、“三公”经费预算情况
2022年“三公”经费预算20.4万元，其中：因公出国（境）费0万元；公务用车购置及运维费18.9万元；公务接待费1.5万元。
五、绩效预算信息
1、网络维护经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
产出指标\t数量指标\t维护网络数量\t维护的网络\t≥2个
产出指标\t质量指标\t网络正常运转率\t正常运转时间占比\t≥98%
满意度指标\t服务对象满意度指标\t群众满意度\t群众满意度\t≥90%
2、公文系统经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
产出指标\t数量指标\t公文系统套数\t建成的公文系统\t1套
六、政府采购预算情况
部门政府采购预算
单位：万元
采购物品名称\t计量单位\t数量\t单价\t合计
合计\t\t\t\t8.50
台式计算机\t台\t5\t0.50\t2.50
打印机\t台\t10\t0.20\t2.00
复印纸\t箱\t200\t0.02\t4.00
七、国有资产信息
部门固定资产占用情况表
项目\t数量\t价值（万元）
资产总额\t\t1,300.00
1、房屋（平方米）\t2400\t1,123.34
其中：办公用房（平方米）\t2000\t1,000.00
2、车辆（台、辆）\t7\t100.00
3、其他固定资产\t\t76.66
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("enumeration"), BODY)


def rows(answer: Answer) -> list[str]:
    """The numbered lines of a list without number and mark: ["台式计算机：2.50万元"]."""
    lines = [line.partition(". ") for line in answer.text.splitlines()[1:]]
    assert [number for number, _, _ in lines] == [str(at) for at in range(1, len(lines) + 1)]
    return [words.rpartition("[")[0] for _, _, words in lines]


def counted(answer: Answer) -> tuple[str, str | None]:
    (figure,) = [figure for figure in answer.figures if figure.formula and figure.formula.startswith("count:")]
    assert figure.formula == f"count:{figure.value}"
    return figure.value, figure.unit


BOUGHT = ["台式计算机：2.50万元", "打印机：2.00万元", "复印纸：4.00万元"]
UNITS = ["蔚县人民政府办公室本级（行政，正科级）", "蔚县电子政务中心（事业）", "蔚县政府机关事务中心（事业，副科级）"]
DUTIES = ["起草公文，办理来文", "筹备会议", "值守应急"]
TRIPS_CARS_GUESTS = ["因公出国（境）费：0万元", "公务用车购置及运维费：18.9万元", "公务接待费：1.5万元"]


@pytest.mark.parametrize(
    ("question", "expected", "unit"),
    [
        ("政府办有哪些下属单位", UNITS[1:], "个"),  # a body is none of its own units
        ("政府办有几个单位", UNITS, "个"),
        ("政府采购了哪些物品", BOUGHT, "项"),
        ("采购清单", BOUGHT, "项"),
        ("采购了几种物品", BOUGHT, "项"),
        ("有哪些项目", ["网络维护经费", "公文系统经费"], "个"),
        ("有几个项目", ["网络维护经费", "公文系统经费"], "个"),
        ("网络维护经费有哪些绩效指标", ["维护网络数量", "网络正常运转率", "群众满意度"], "个"),
        ("政府办的职责有哪些", DUTIES, "条"),
        ("政府办主要职责有几条", DUTIES, "条"),
        ("三公经费包括哪些", TRIPS_CARS_GUESTS, "项"),
        ("三公经费由哪几部分组成", TRIPS_CARS_GUESTS, "项"),
        ("三公经费明细", TRIPS_CARS_GUESTS, "项"),
        ("三公经费的构成是什么？", TRIPS_CARS_GUESTS, "项"),
        ("支出预算构成情况如何", ["基本支出：653.74万元", "项目支出：234.51万元"], "项"),
        ("支出预算由哪些部分组成", ["基本支出：653.74万元", "项目支出：234.51万元"], "项"),
        (
            "固定资产有哪些",
            ["房屋：1,123.34万元", "办公用房：1,000.00万元", "车辆：100.00万元", "其他固定资产：76.66万元"],
            "项",
        ),
    ],
)
def test_a_list_and_its_count(assistant: Assistant, question: str, expected: list[str], unit: str) -> None:
    """In the order of the document, without totals, every row with its own citation."""
    answer = assistant.ask(f"蔚县{question}")
    assert rows(answer) == expected
    assert counted(answer) == (str(len(expected)), unit)
    assert len(answer.citations) == len(expected)
    assert f"共{len(expected)}{unit}" in answer.text
    for line, quote in zip(expected, quotes(answer), strict=True):
        name, _, printed = line.partition("：")
        assert (printed.removesuffix("万元") or name.partition("（")[0]) in quote


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("哪些单位是事业单位", UNITS[1:]),
        ("政府办下属单位中性质是事业的有哪些", UNITS[1:]),
        ("行政单位有哪些", UNITS[:1]),
        ("下属单位里规格是副科级的有哪些", UNITS[2:]),
        ("政府办有几家下属事业单位", UNITS[1:]),
        ("网络维护经费的满意度指标有哪些", ["群众满意度"]),
        ("网络维护经费的数量指标有哪些", ["维护网络数量"]),
    ],
)
def test_rows_chosen_by_the_text_of_another_cell(assistant: Assistant, question: str, expected: list[str]) -> None:
    answer = assistant.ask(f"蔚县{question}")
    assert rows(answer) == expected
    assert counted(answer)[0] == str(len(expected))


@pytest.mark.parametrize(
    ("question", "expected", "whole"),
    [
        ("政府采购中合计超过2万元的有哪些", [BOUGHT[0], BOUGHT[2]], 3),
        ("政府采购中合计超过20000元的有哪些", [BOUGHT[0], BOUGHT[2]], 3),
        ("政府采购中合计不低于2.5万元的有哪些", [BOUGHT[0], BOUGHT[2]], 3),
        ("政府采购中合计超过2.5万元的有哪些", [BOUGHT[2]], 3),
        ("政府采购里单价不到0.1万元的有哪些", ["复印纸：0.02万元"], 3),
        ("政府采购中数量超过8台的有哪些", ["打印机：10台"], 3),  # 200箱 are no 台
        ("固定资产价值超过100万元的有哪些", ["房屋：1,123.34万元", "办公用房：1,000.00万元"], 4),
        ("哪些项目超过80万元", ["网络维护经费：100万元", "公文系统经费：84.51万元"], 3),
    ],
)
def test_rows_over_a_limit(assistant: Assistant, question: str, expected: list[str], whole: int) -> None:
    answer = assistant.ask(f"蔚县{question}")
    assert rows(answer) == expected
    assert f"全部{whole}" in answer.text.splitlines()[0]
    assert counted(answer)[0] == str(len(expected))


def test_no_row_over_the_limit(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县政府采购合计超过10万元的有哪些")
    assert answer.figures == []
    assert "没有符合条件的" in answer.text


@pytest.mark.parametrize(
    ("question", "first", "figure", "others"),
    [
        ("政府采购金额最大的是哪项", "复印纸", "4.00万元", ["2.50", "2.00"]),
        ("政府采购里单价最高的是什么", "台式计算机", "0.50万元", ["0.20", "0.02"]),
        ("政府采购中单价最低的是什么", "复印纸", "0.02万元", ["0.20", "0.50"]),
        ("政府采购单价最便宜的是什么", "复印纸", "0.02万元", ["0.20", "0.50"]),
        ("固定资产里价值最高的是哪一类", "房屋", "1,123.34万元", ["100.00", "76.66"]),
        ("固定资产里价值最低的是哪一类", "其他固定资产", "76.66万元", ["100.00", "1,123.34"]),
        ("金额最大的项目是哪个", "网络维护经费", "100万元", ["84.51万元", "50万元"]),
        ("项目中哪个金额最小", "会议经费", "50万元", ["84.51万元", "100万元"]),
    ],
)
def test_the_greatest_and_the_least_row(
    assistant: Assistant, question: str, first: str, figure: str, others: list[str]
) -> None:
    """The total of the table is no row, and a part (其中) does not stand beside its whole."""
    answer = assistant.ask(f"蔚县{question}")
    lead = answer.text.splitlines()[0]
    assert f"年{first}，为{figure}" in lead
    assert said(answer) == [figure.replace(",", "")]
    assert [each.printed for each in answer.figures if each.role == "operand"] == others


def test_rows_that_share_the_greatest_figure(tmp_path: Path) -> None:
    body = """
六、政府采购预算情况
部门政府采购预算
单位：万元
采购物品名称\t数量\t合计
台式计算机\t5\t2.50
打印机\t9\t2.50
复印纸\t2\t0.20
"""
    answer = library(tmp_path, body).ask("蔚县政府采购金额最大的是哪项")
    assert said(answer) == ["2.50万元", "2.50万元"]
    lead = answer.text.splitlines()[0]
    assert "台式计算机" in lead
    assert "打印机" in lead


def test_the_sum_of_the_rows_leaves_the_printed_total_out(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县政府采购各项合计是多少")
    (figure,) = [figure for figure in answer.figures if figure.role == "result"]
    assert (figure.value, figure.unit, figure.formula) == ("8.5", "万元", "[1] + [2] + [3]")
    assert [figure.printed for figure in answer.figures if figure.role == "operand"] == ["2.50", "2.00", "4.00"]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("蔚县有哪些扶贫项目", "not_disclosed"),
        ("蔚县有哪些债券", "not_disclosed"),
        ("蔚县有哪些内设科室", "not_disclosed"),
        ("蔚县政府采购了哪些电视机", "not_disclosed"),
        ("蔚县采购的打印机有哪些", "not_disclosed"),  # one row is no list
        ("赵县有哪些项目", "no_document"),
        ("蔚县2019年有哪些项目", "no_period"),
    ],
)
def test_a_list_of_something_else_is_declined(assistant: Assistant, question: str, reason: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("not_found", reason)
    assert (answer.figures, answer.citations) == ([], [])


def test_lists_of_two_bodies_side_by_side(tmp_path: Path) -> None:
    text = "{}2021年部门预算信息公开\n六、政府采购预算情况\n部门政府采购预算\n单位：万元\n采购物品名称\t数量\t合计\n{}"
    assistant = library(
        tmp_path,
        text.format("馆陶县人民政府办公室", "台式计算机\t5\t2.50\n打印机\t9\t1.50"),
        text.format("中共平山县委办公室", "复印纸\t2\t0.20\n文件柜\t1\t0.30"),
    )
    answer = assistant.ask("馆陶县政府办和平山县委办分别采购了哪些物品")
    assert said(answer) == ["2.50万元", "1.50万元", "2项", "0.20万元", "0.30万元", "2项"]


def test_the_economic_items_of_a_class(tmp_path: Path) -> None:
    body = """
二、部门预算安排的总体情况
基本支出表
单位：万元
科目编码\t科目名称\t合计
301\t工资福利支出\t400.00
30101\t基本工资\t250.00
30102\t津贴补贴\t150.00
302\t商品和服务支出\t100.00
30201\t办公费\t60.00
30202\t印刷费\t40.00
"""
    assistant = library(tmp_path, body)
    assert rows(assistant.ask("蔚县工资福利支出有哪些科目")) == ["基本工资：250.00万元", "津贴补贴：150.00万元"]
    greatest = assistant.ask("蔚县商品和服务支出中金额最大的科目是哪个")
    assert said(greatest) == ["60.00万元"]
    assert "办公费" in greatest.text.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "value", "names"),
    [
        # words that stand in some rows only choose those
        ("蔚县打印的采购合计多少", "2", ["打印机"]),
        ("蔚县采购的计算机和复印纸合计多少", "6.5", ["台式计算机", "复印纸"]),
        ("蔚县采购的三样东西合计多少", "8.5", ["台式计算机", "打印机", "复印纸"]),
        ("蔚县经费类的项目合计多少", "234.51", ["网络维护经费", "公文系统经费", "会议经费"]),
    ],
)
def test_the_sum_of_the_rows_that_the_words_name(
    assistant: Assistant, question: str, value: str, names: list[str]
) -> None:
    answer = assistant.ask(question)
    result = [figure for figure in answer.figures if figure.role == "result"]
    operands = [figure.label for figure in answer.figures if figure.role == "operand"] or [result[0].label]
    assert result[0].value is not None
    assert (Decimal(result[0].value), len(operands)) == (Decimal(value), len(names))
    assert all(name in label for name, label in zip(names, operands, strict=True)), operands


@pytest.mark.parametrize(
    "question",
    [
        "蔚县采购的四样东西合计多少",  # there are three
        "蔚县采购的计算机和电视机合计多少",  # one of them is none of the rows
    ],
)
def test_a_sum_of_other_rows_than_the_words_name_is_declined(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason, answer.figures) == ("not_found", "not_disclosed", [])


def test_the_answer_says_which_rows_it_went_over(assistant: Assistant) -> None:
    assert assistant.ask("蔚县政府采购金额最大的是哪项").text.endswith("（范围：部门政府采购预算所列的全部3项）")


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("蔚县打印机在采购里金额排第几", "打印机为2.00万元[2]，从高到低排第3位（共3个）。"),
        ("蔚县复印纸在采购里金额排第几少", "复印纸为4.00万元[3]，从低到高排第3位（共3个）。"),
        ("蔚县会议经费在项目里排第几", "会议经费为50万元[3]，从高到低排第3位（共3个）。"),
    ],
)
def test_the_place_of_a_row(assistant: Assistant, question: str, lead: str) -> None:
    assert assistant.ask(question).text.splitlines()[0] == f"蔚县人民政府办公室2022年{lead}"


PARTS = """
二、支出
2022年项目支出130.00万元。
一般公共预算基本支出表
单位：万元
科目编码\t科目名称\t合计
303\t对个人和家庭的补助\t9.00
30302\t退休费\t6.00
30305\t生活补助\t3.00
三、职责活动
部门职责-工作活动绩效目标表
单位：万元
职责活动\t年度预算数\t内容描述
一、政务管理\t30.00\t统筹政务
1、应急管理\t10.00\t值班
2、综合管理\t20.00\t文电
二、网络维护\t15.00\t维护网络
四、项目
项目绩效目标表
1、河道清淤工作经费
项目编码\t434-1005
项目名称\t河道清淤工作经费
资金用途\t清理河道淤泥，加固堤岸
预算数\t30.00万元
"""


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("对个人和家庭的补助有几项", ["退休费：6.00万元", "生活补助：3.00万元"]),
        ("对个人和家庭的补助有哪几项，各多少", ["退休费：6.00万元", "生活补助：3.00万元"]),
        ("政务管理包括哪几项", ["应急管理：10.00万元", "综合管理：20.00万元"]),
        ("政务管理有几项", ["应急管理：10.00万元", "综合管理：20.00万元"]),
    ],
)
def test_the_parts_of_a_row_are_counted_and_its_amount_is_no_number_of_them(
    tmp_path: Path, question: str, items: list[str]
) -> None:
    lines = library(tmp_path, PARTS).ask(question).text.splitlines()
    assert [line.partition(". ")[2].partition("[")[0] for line in lines if line[0].isdigit()] == items


@pytest.mark.parametrize("question", ["河道清淤工作经费的资金用途是什么", "河道清淤工作经费干什么用"])
def test_what_a_project_is_for(tmp_path: Path, question: str) -> None:
    assert "清理河道淤泥，加固堤岸" in library(tmp_path, PARTS).ask(question).text


def test_the_total_of_a_table_is_no_item_of_it(tmp_path: Path) -> None:
    body = """
部门收支总表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t100.00\t一、社会保障和就业支出\t30.00
\t\t二、农林水支出\t70.00
收入总计\t100.00\t支出总计\t100.00
"""
    answer = library(tmp_path, body).ask("哪项支出最大")
    assert said(answer) == ["70.00万元"]
    assert "支出总计" not in answer.text


SPECIAL = """
一、支出说明
2022年项目支出500万元。
专项资金预算汇总表
单位：万元
单位编码\t单位（专项）名称\t总计\t一般公共预算拨款\t政府性基金预算拨款
\t合计\t500.00\t300.00\t200.00
128001\t蔚县人民政府办公室本级\t260.00\t260.00\t
\t国土空间规划编制专项\t140.00\t140.00\t
\t矿山地质环境监测\t120.00\t120.00\t
128002\t蔚县执法大队\t240.00\t40.00\t200.00
\t卫片执法图斑核查\t40.00\t40.00\t
\t征地拆迁补偿\t200.00\t\t200.00
"""


@pytest.mark.parametrize("question", ["专项资金有哪些", "有哪些项目，各多少钱"])
def test_projects_listed_under_their_units(tmp_path: Path, question: str) -> None:
    answer = library(tmp_path, SPECIAL).ask(question)
    assert said(answer) == ["140.00万元", "120.00万元", "40.00万元", "200.00万元", "4个"]
