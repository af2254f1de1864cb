"""Wordings of reports and statements from many places: marks of notes, amounts told for two sides, adjusted budgets, rates by 占."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.build import ingest
from index.text_facts import read_numbers
from tests.asking import library, said

REPORT = """
蔚县2022年财政决算草案和2023年上半年预算执行情况公开
一、2022年财政决算
2022年全县地方一般公共预算收入20920万元，比上年增加3051万元，增长17.07%，其中：非税收入6275万元，占地方收入的29.99%。
全县一般公共预算支出[4]380910万元，占调整预算101.17%，同比增长2.5%。
街道政府性基金预算收支从年初预算的33239万元调整为36767万元。
财政总收入2043209万元。
二、2023年上半年预算执行情况
上半年，全县地方一般公共预算收入11000万元。
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("report"), REPORT)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        # of the year, whatever part of another year the title names as well
        ("蔚县2022年地方一般公共预算收入多少", ["20920万元"]),
        # printed, and not worked out as 30.00%
        ("蔚县2022年非税收入占地方一般公共预算收入多少", ["29.99%"]),
        ("蔚县2022年一般公共预算支出多少", ["380910万元"]),
        ("蔚县2022年一般公共预算支出增长多少", ["增加2.5%"]),
        ("蔚县2022年政府性基金预算收支调整为多少", ["36767万元"]),
        ("蔚县2022年财政总收入204亿对不对", ["2043209万元"]),
        ("蔚县2022年地方一般公共预算收入是涨是跌", ["增加3051万元"]),
        ("蔚县2022年地方一般公共预算收入调整后是多少", ["not_disclosed"]),
    ],
)
def test_a_report_on_two_years(report: Assistant, question: str, expected: list[str]) -> None:
    assert said(report.ask(question)) == expected


def test_a_rounded_amount_is_neither_denied_nor_confirmed(report: Assistant) -> None:
    assert report.ask("蔚县2022年财政总收入204亿对不对").text.startswith("四舍五入后相符。")
    assert report.ask("蔚县2022年财政总收入205亿对不对").text.startswith("并非205亿。")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("一般公共预算支出[4]380910万元。", [("一般公共预算支出", "380910万元")]),
        (
            "一般公共预算收入28583万元，占调整预算105.47%，增收2798万元。",
            [("一般公共预算收入", "28583万元"), ("占调整预算", "105.47%"), ("一般公共预算收入", "2798万元")],
        ),
        (
            "收入完成39.1亿元，完成区人大常委会批准收入调整预算37.5亿元的104.3%。",
            [("收入", "39.1亿元"), ("收入调整预算", "37.5亿元"), ("完成调整预算", "104.3%")],
        ),
        (
            "收入总计1484万元，其中年初结转和结余0万元，较上年减少236.31万元，减少100%。",
            [("收入总计", "1484万元"), *[("年初结转和结余", each) for each in ("0万元", "236.31万元", "100%")]],
        ),
    ],
)
def test_labels(sentence: str, expected: list[tuple[str, str]]) -> None:
    labelled, _ = read_numbers(sentence)
    assert [(each.label, sentence[each.token.number_start : each.token.end]) for each in labelled] == expected


TWO_SIDES = """
一、总体情况
2022年度收、支总计各是4125.49、4143.91万元。与2021年相比，收、支总计各减少1267.86、2570.97万元。本年收入4125.49万元。
"""
ONE_FOR_BOTH = "一、总体情况\n2022年度收、支总计各是4125.49万元。\n"


@pytest.mark.parametrize(
    ("body", "question", "expected"),
    [
        (TWO_SIDES, "支出总计多少", ["not_disclosed"]),
        (TWO_SIDES, "支出总计比上年减少多少", ["not_disclosed"]),
        (ONE_FOR_BOTH, "支出总计多少", ["4125.49万元"]),
    ],
)
def test_an_amount_for_each_side_is_that_of_neither(
    tmp_path: Path, body: str, question: str, expected: list[str]
) -> None:
    assert said(library(tmp_path, body, title="蔚县文旅局2022年度部门决算公开").ask(question)) == expected


DISTRICT = """
一、收入
2023年收入合计3500万元，比上年增长25.01%。财政厅下达我街道新增债券额度3528万元。
"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("蔚县退役军人局本级2023年收入合计比上年增长百分之几", ["增加25.01%"]),  # 本级 is in its name
        ("蔚县退役军人局2023年新增债券额度多少", ["3528万元"]),
    ],
)
def test_names_of_bodies_and_of_amounts(tmp_path: Path, question: str, expected: list[str]) -> None:
    answer = library(tmp_path, DISTRICT, title="蔚县退役军人事务局（本级）2023年度部门预算公开").ask(question)
    assert said(answer) == expected
    assert "额度预算" not in answer.text


PLANNED = """
关于2022年蔚县财政预算执行情况及2023年财政预算草案的报告公开
一、2022年财政收入预算执行情况
（一）年初预算安排情况。
2022年全县安排一般公共预算收入482065万元，社会保险基金预算收入43383万元。
（二）收入预算执行情况。
2022年全县一般公共预算收入完成802143万元，其中：（1）税收收入200000万元；（2）非税收入300000万元；（3）债务
"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("蔚县2022年一般公共预算收入完成多少", ["802143万元"]),
        ("蔚县2022年一般公共预算收入安排多少", ["482065万元"]),
        ("蔚县2022年社会保险基金预算收入实际完成多少", ["not_disclosed"]),
    ],
)
def test_a_planned_part_of_a_report_on_execution(tmp_path: Path, question: str, expected: list[str]) -> None:
    answer = library(tmp_path, PLANNED).ask(question)
    assert said(answer) == expected
    assert answer.warnings == []  # a list that the end of the text cuts off misses no total


HEADED = """
二、支出预算
（一）基本支出：
2022年年初预算数为98.71万元。
（二）项目支出：
2022年年初预算数为22.00万元。
三、“三公”经费
“三公”经费支出总数为5.72万元，比上年增长18.86%。（注：在决算中实际公务接待费为6万元。
四、收支
收支预算总额减少701.01万元，主要原因是2021年有710万元政府性基金。
本单位没有“会议”经费预算。
"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("蔚县水务局2022年基本支出多少", ["98.71万元"]),
        ("蔚县水务局2022年项目支出多少", ["22.00万元"]),
        ("蔚县水务局2022年三公经费多少", ["5.72万元"]),
        ("蔚县水务局2022年三公经费是比上年下降了多少", ["增加18.86%"]),
        ("蔚县水务局2022年公务接待费多少", ["not_disclosed"]),  # a remark on the report
        ("蔚县水务局2021年收支预算总额多少", ["no_period"]),  # what a reason tells is of something else
        ("蔚县水务局有会议经费预算吗", ["本单位没有“会议”经费预算。"]),
        ("蔚县水务局2022年支出预算花了多少钱", ["not_disclosed"]),
    ],
)
def test_headings_remarks_and_reasons(tmp_path: Path, question: str, expected: list[str]) -> None:
    assert said(library(tmp_path, HEADED, title="蔚县水务局2022年部门预算公开").ask(question)) == expected


def test_all_that_a_body_spent(tmp_path: Path) -> None:
    body = "一、支出\n2022年本年支出合计6650.46万元，其中：项目支出6328.01万元，占95.15%。公务接待费5万元。\n"
    asked = library(tmp_path, body, title="蔚县水务局2022年部门决算公开")
    assert said(asked.ask("蔚县水务局2022年花了多少钱")) == ["6650.46万元"]
    assert said(asked.converse(["蔚县水务局2022年公务接待费多少", "花了多少钱"])[-1]) == ["5万元"]


def test_the_last_words_of_a_menu_are_no_body(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(
        "今天是 智能问答无障碍浏览长者模式\n蔚县2022年“三公”经费情况\n经蔚县财政局汇总，2022年全县会议费34.10万元。\n",
        "utf-8",
    )
    (report,) = ingest([tmp_path / "page.txt"], tmp_path / "index")
    assert report.status == "added"
    assert Assistant.open(tmp_path / "index").library.entities == ("蔚县",)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("蔚县水务局2022年支出预算加上上年结转总共多少", "105"),  # 上上 is no slip
        ("蔚县水务局2022年宣传活动经费与支出预算加起来是多少", "108"),
    ],
)
def test_a_sum_never_leaves_out_what_it_names(tmp_path: Path, question: str, value: str) -> None:
    body = "一、收支\n2022年支出预算100万元，上年结转5万元。\n二、项目\n项目支出20万元，包括：1.宣传活动经费8万元；2.会议活动经费12万元。\n"
    answer = library(tmp_path, body, title="蔚县水务局2022年部门预算公开").ask(question)
    assert [figure.value for figure in answer.figures if figure.derived] == [value]


def test_a_name_that_holds_the_words_of_another_is_one_of_two(tmp_path: Path) -> None:
    body = "一、活动\n2022年活动支出30万元，包括：政务管理10万元；电子政务平台建设、维护、管理20万元。\n"
    asked = library(tmp_path, body, title="蔚县水务局2022年部门预算公开")
    both = asked.ask("蔚县水务局2022年政务管理、电子政务平台建设、维护、管理加起来是多少")
    assert [figure.value for figure in both.figures if figure.derived] == ["30"]
    assert said(asked.ask("蔚县水务局2022年电子政务平台建设、维护、管理一共多少")) == ["20万元"]


UNREAD = """
一、收支
2022年支出预算100万元。（注：决算中实际会议费为6万元。
"""


@pytest.mark.parametrize(
    ("question", "remark"),
    [
        ("蔚县水务局2022年培训费多少", "文件中另有1个数字未能可靠识别"),
        ("How much is 蔚县水务局's 培训费 in 2022?", "1 number of it could not be read with certainty"),
    ],
)
def test_a_refusal_says_that_numbers_were_not_read(tmp_path: Path, question: str, remark: str) -> None:
    told = library(tmp_path, UNREAD, title="蔚县水务局2022年部门预算公开").ask(question)
    assert (told.status, remark in told.text) == ("not_found", True)
    (tmp_path / "read").mkdir()
    read = library(tmp_path / "read", "一、收支\n2022年支出预算100万元。\n", title="蔚县水务局2022年部门预算公开").ask(
        question
    )
    assert (read.status, remark[-6:] in read.text) == ("not_found", False)


@pytest.mark.parametrize(
    ("question", "remark"),
    [
        ("涿鹿县2022年三公经费多少", "《page》"),
        ("What are the three public expenses of 涿鹿县 in 2022?", "《page》"),
    ],
)
def test_a_refusal_names_the_documents_that_name_no_body(tmp_path: Path, question: str, remark: str) -> None:
    for name, text in (
        ("page.txt", "一、说明\n2022年收入预算200万元。\n"),
        ("weixian.txt", "蔚县水务局2022年部门预算公开\n一、收支\n2022年支出预算100万元。\n"),
    ):
        (tmp_path / name).write_text(text, "utf-8")
    ingest([tmp_path], tmp_path / "index")
    answer = Assistant.open(tmp_path / "index").ask(question)
    assert answer.reason == "no_document"
    behind = (
        answer.text.partition("没有写明单位")[0]
        if answer.language == "zh"
        else answer.text.partition("name no body")[0]
    )
    assert behind != answer.text
    assert remark in behind
