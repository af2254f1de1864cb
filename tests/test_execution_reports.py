"""Reports of a whole area on the execution of its budget: two years in one text, half years, and figures that are no final account."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.build import ingest
from tests.asking import library, said

TWO_YEARS = """
关于崇礼区2021年预算执行情况和2022年预算草案的报告
各位代表:
受区人民政府委托,现将崇礼区2021年预算执行情况和2022年预算草案提请审议。
一、2021年预算执行情况
全区一般公共预算收入24.25亿元,完成预算的100.5%,负增长3.0%。其中:税收收入完成15.16亿元,完成预算的100.1%;非税收入完成9.09亿元,下降2.9%。加上上级补助收入30.36亿元、上年结转3.42亿元,收入总计67.03亿元。
教育附加收入计划1.20亿元。
二、2022年预算草案
全区一般公共预算收入安排25.10亿元,增长3.5%。
"""
HALF_YEAR = """
关于万全区2020年上半年预算执行情况的报告
一、一般公共预算执行情况
2020年1-6月全区组织财政收入累计完成146845万元,比上年同期144987万元增收1858万元,增长1.28%,完成年初预算245800万元的59.74%。
1)税收收入112446万元,比上年同期133191万元减收20745万元,下降15.58%;
增值税收入31636万元,同比减收20990万元,下降39.89%。
"""
PLAN = """
关于沽源县2020年决算(草案)的报告
一、一般公共预算收支决算情况
(一)收入决算情况
2020年全年一般公共预算收入585,925万元,增长1.3%,完成年度收入计划585,000万元的100.2%,超收925万元。
(二)三公经费
42个部门里,公务接待费与2019年持平的有11个,下降的有31个。
"""
COURT = """
2020年度张北县人民法院决算公开
一、收入支出情况说明
2020年张北县人民法院收入总计3759.2万元,其中年初结转和结余1366.76万元,较2019年增加197.03万元,增长5.5%;本年收入合计2392.44万元,较2019年增加100万元。
2020年法院支出决算总额为2061.61万元,支出决算总额较2019年减低91.9万元。
"""


def of_report(folder: Path, text: str) -> Assistant:
    """An assistant over one report, whose own first lines are its title."""
    (folder / "report.txt").write_text(text.strip("\n") + "\n", encoding="utf-8")
    ingest([folder / "report.txt"], folder / "index")
    return Assistant.open(folder / "index")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("reports")
    for number, text in enumerate((TWO_YEARS, HALF_YEAR, PLAN, COURT)):
        (folder / f"{number}.txt").write_text(text.strip("\n") + "\n", encoding="utf-8")
    assert [report.status for report in ingest([folder], folder / "index")] == ["added"] * 4
    return Assistant.open(folder / "index")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("崇礼区2021年一般公共预算收入多少", ["24.25亿元"]),
        ("崇礼区2021年一般公共预算收入比上年增长多少", ["减少3.0%"]),
        ("崇礼区2021年税收收入完成多少", ["15.16亿元"]),
        ("崇礼区2021年上级补助收入多少", ["30.36亿元"]),
        ("崇礼区2021年上年结转多少", ["3.42亿元"]),
        ("崇礼区2021年教育附加收入计划多少", ["1.20亿元"]),
        ("万全区2020年上半年增值税收入多少", ["31636万元"]),
        ("万全区2020年1-6月税收收入多少", ["112446万元"]),
        ("万全区2020年上半年组织财政收入比上年同期增加多少", ["增加1858万元"]),
        ("沽源县2020年一般公共预算收入决算多少", ["585925万元"]),
        ("沽源县2020年一般公共预算收入预算多少", ["585000万元"]),
        ("张北县人民法院2020年收入总计比2019年增加多少", ["增加197.03万元"]),
        ("张北县人民法院2020年支出决算总额多少", ["2061.61万元"]),
        ("张北县人民法院2020年支出决算总额比上年减少多少", ["减少91.9万元"]),
    ],
)
def test_figures(assistant: Assistant, question: str, expected: list[str]) -> None:
    assert said(assistant.ask(question)) == expected


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("崇礼区2021年税收收入多少", "税收收入执行数为15.16亿元"),  # neither 预算 nor 决算
        ("崇礼区2021年一般公共预算收入决算多少", "执行数为24.25亿元"),
        ("崇礼区2021年教育附加收入计划多少", "教育附加收入预算为1.20亿元"),
        ("万全区2020年增值税收入多少", "上半年增值税收入"),
        ("How much was 崇礼区 税收收入 in 2021?", "execution: 15.16亿元"),
    ],
)
def test_what_a_figure_is_called(assistant: Assistant, question: str, words: str) -> None:
    assert words in assistant.ask(question).text


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("崇礼区2021年一般公共预算收入预算多少", "not_disclosed"),  # only what was collected is printed
        ("崇礼区2021年上半年税收收入多少", "not_disclosed"),
        ("万全区2020年前三季度税收收入多少", "not_disclosed"),
        ("沽源县2020年公务接待费比上年下降多少", "not_disclosed"),  # 31个 counts offices
        ("张北县人民法院2020年年初结转和结余比上年增加多少", "not_disclosed"),
        ("张北县人民法院2020年财政收入多少", "out_of_scope"),
    ],
)
def test_what_is_not_told_is_not_answered(assistant: Assistant, question: str, reason: str) -> None:
    assert said(assistant.ask(question)) == [reason]


def test_a_share_behind_a_change_is_of_the_level(assistant: Assistant) -> None:
    answers = assistant.converse(["崇礼区2021年一般公共预算收入比上年增长多少", "税收收入占几成"])
    assert said(answers[1]) == ["62.52%"]  # 15.16 of 24.25


def test_a_part_of_the_year_behind_the_year(assistant: Assistant) -> None:
    answers = assistant.converse(["崇礼区2021年税收收入多少", "上半年呢"])
    assert [said(answer) for answer in answers] == [["15.16亿元"], ["not_disclosed"]]
    answers = assistant.converse(["万全区2020年上半年税收收入多少", "增值税收入呢", "税收收入呢"])
    assert [said(answer) for answer in answers] == [["112446万元"], ["31636万元"], ["112446万元"]]


def test_a_change_behind_a_total_is_not_that_of_the_year_alone(assistant: Assistant) -> None:
    answers = assistant.converse(
        ["张北县人民法院2020年收入总计多少", "比2019年增加多少", "本年收入合计比2019年增加多少"]
    )
    assert [said(answer) for answer in answers] == [["3759.2万元"], ["增加197.03万元"], ["增加100万元"]]


def test_the_rate_of_completion_behind_a_share(assistant: Assistant) -> None:
    answers = assistant.converse(["崇礼区2021年税收收入占一般公共预算收入多少", "完成预算的百分之多少"])
    assert [said(answer) for answer in answers] == [["62.52%"], ["100.1%"]]


TABLES = """
关于怀来县2020年上半年预算执行情况的报告
一、上半年预算执行情况
2020年上半年一般公共预算收支表
单位：万元
项目\t年初预算\t金额
税收收入\t900\t420
非税收入\t300\t160
二、上年预算执行情况
国有资本收益7.5万元。
"""


def test_tables_of_a_report_and_its_section_on_the_year_before(tmp_path: Path) -> None:
    assistant = of_report(tmp_path, TABLES)
    carried_out, planned = (
        assistant.ask("怀来县2020年上半年税收收入多少"),
        assistant.ask("怀来县2020年税收收入年初预算多少"),
    )
    assert "上半年税收收入执行数为420万元" in carried_out.text
    assert said(planned) == ["900万元"]
    assert "上半年" not in planned.text
    assert assistant.ask("怀来县2020年国有资本收益多少").status == "not_found"
    assert said(assistant.ask("怀来县2019年国有资本收益多少")) == ["7.5万元"]


ACCOUNTS = """
尚义县人民政府
关于2021年财政决算草案的报告
一、一般公共预算
2021年度公共预算收入35215万元，较年初预算40860万元，短收5645万元，主要原因是企业欠税。
全县一般公共预算收入6.41亿元，增长10%；加上上级补助收入23.43亿元、债务转贷收入2.4亿元（其中：新增一般债券收入1.9亿元，再融资一般债券收入0.5亿元），收入总计32.24亿元。
县人大批准的一般公共预算支出7.75亿元，全县一般公共预算支出9.18亿元。
非税收入70697万元，比上年同期增长26.68%，比2019年同期下降5.15%。
二、社会保险基金
社会保险基金收入7.
"""


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("尚义县2021年公共预算收入是多少", ["35215万元"]),
        ("尚义县2021年公共预算收入短收多少", ["减少5645万元"]),
        ("尚义县2021年一般公共预算收入多少", ["6.41亿元"]),
        ("尚义县2021年一般公共预算收入总计多少", ["32.24亿元"]),
        ("尚义县2021年新增一般债券收入多少", ["1.9亿元"]),
        ("尚义县2021年一般公共预算支出决算多少", ["9.18亿元"]),
        ("尚义县2021年非税收入比上年增长多少", ["增加26.68%"]),
        ("尚义县2021年非税收入比2019年下降多少", ["减少5.15%"]),
        # cut off behind its first digit
        ("尚义县2021年社会保险基金收入多少", ["not_disclosed"]),
    ],
)
def test_accounts_of_an_area(tmp_path: Path, question: str, figures: list[str]) -> None:
    assert said(of_report(tmp_path, ACCOUNTS).ask(question)) == figures


def test_a_budget_in_a_final_account_is_named_as_one(tmp_path: Path) -> None:
    answer = of_report(tmp_path, ACCOUNTS).ask("尚义县2021年公共预算收入年初预算是多少")
    assert answer.text == "尚义县2021年公共预算收入预算为40860万元。[1]"


TOTALS = """
尚义县2018年政府决算公开情况说明
各位代表：
一、一般公共预算
与2018年执行数相比，有以下变化：收入增加3627万元，上解支出增加2162万元。
收入总计82653万元，其中：一般公共预算收入36612万元，上级补助收入40586万元，调入资金4399万元，调入预算稳定调节基金1056万元；支出总计82653万元，其中：一般公共预算支出78379万元，上解上级支出4274万元。
全县社会保障支出538万元。
二、政府性基金
收入总计6846万元，其中：政府性基金预算收入3859万元，政府性基金预算上级补助收入2987万元；支出总计6846万元，其中：政府性基金预算支出2987万元，调出资金3859万元。
按税种分：
契税1554万元。
"""


@pytest.fixture(scope="module")
def totals(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return of_report(tmp_path_factory.mktemp("totals"), TOTALS)


@pytest.mark.parametrize(
    ("turns", "last"),
    [
        # a part of a total is never told for it
        (["尚义县2018年政府性基金预算收入多少", "支出总计呢"], ["6846万元"]),
        (["尚义县2018年政府性基金收入总计多少"], ["6846万元"]),
        (["尚义县2018年一般公共预算支出总计多少"], ["82653万元"]),
        (["尚义县2018年一般公共预算支出多少"], ["78379万元"]),
        # of the total of its own budget
        (["尚义县2018年政府性基金预算收入占收入总计多少"], ["56.37%"]),
        # held against what was carried out in the same year, not against the year before
        (["尚义县2018年上解支出比上年增加多少"], ["not_disclosed"]),
        # 全县 is not 县本级
        (["尚义县2018年全县社会保障支出多少"], ["538万元"]),
        (["尚义县2018年县本级社会保障支出多少"], ["not_disclosed"]),
    ],
)
def test_totals_bases_and_levels(totals: Assistant, turns: list[str], last: list[str]) -> None:
    assert said(totals.converse(turns)[-1]) == last


def test_parts_beside_a_total_raise_no_warning(totals: Assistant) -> None:
    assert totals.ask("尚义县2018年一般公共预算收入多少").warnings == []


LEVELS = """
尚义县2021年财政决算的报告
一、一般公共预算
全县一般公共预算支出91759万元（其中镇级支出10595万元），完成调整预算的93.8%。县本级一般公共预算支出58700万元，完成预算的53.7%。
契税完成457万元。精准扶贫专项经费支出350.5万元。
收入总计739万元，其中：收入合计572万元，年初结转167万元。
二、基本情况
核定编制82人，实有人数86人，学生1004人，设43个教学班，编制病床数30张。
公务用车45辆（其中：执法执勤用车30辆，其他用车15辆）。
"""


@pytest.fixture(scope="module")
def levels(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return of_report(tmp_path_factory.mktemp("levels"), LEVELS)


@pytest.mark.parametrize(
    ("turns", "last"),
    [
        (["尚义县2021年一般公共预算支出多少", "县本级呢"], ["58700万元"]),
        (["尚义县2021年一般公共预算支出多少", "其中镇级支出"], ["10595万元"]),
        (["尚义县2021年一般公共预算支出多少", "县本级是多少，完成预算的百分之几"], ["58700万元", "53.7%"]),
        (["尚义县2021年契税收了多少"], ["457万元"]),
        (["尚义县2021年收入总计多少", "其中精准扶贫花了多少"], ["350.5万元"]),
        (["尚义县2021年有多少学生、几个班"], ["1004人", "43个"]),
        (["尚义县2021年编制多少人，实际有几个"], ["82人", "86人"]),
        (["尚义县2021年有多少张病床"], ["30张"]),
        (["尚义县2021年执法执勤用车多少辆"], ["30辆"]),
        # other cars are no cars of this kind
        (["尚义县2021年机要通信用车多少辆"], ["not_disclosed"]),
    ],
)
def test_levels_of_an_area_and_counts(levels: Assistant, turns: list[str], last: list[str]) -> None:
    assert said(levels.converse(turns)[-1]) == last


MONTH = """
尚义县2020年5月财政预算执行情况
一、一般公共预算
一般公共预算收入10110万元，为年度预算的36.79%，下降20.34%。其中：税收收入6000万元，为预算40%。财政总收入20000万元，增长6.71%，占生产总值比重提高0.35个百分点。
二、区县级
全县收入合计109亿元，其中：县本级87亿元。全县支出合计108亿元，其中：县本级86亿元。
人员经费1800余万元。
三、三公经费
2020年三公经费预算总额1969万元，较2019年的2190万元减少221万元，其中：公务接待费242万元。
收入预算7148万元，其中：财政专户收入5398万元，占75.52%。支出预算7148万元，其中：公共安全支出3596万元。
"""


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return of_report(tmp_path_factory.mktemp("month"), MONTH)


@pytest.mark.parametrize(
    ("turns", "last"),
    [
        (["尚义县2020年5月一般公共预算收入多少"], ["10110万元"]),
        # 全县 is not told for 县本级, which two figures are of
        (["尚义县2020年县本级支出合计多少"], ["ambiguous_item"]),
        (["尚义县2020年全县支出合计多少"], ["108亿元"]),
        # no printed figure to the last digit
        (["尚义县2020年人员经费多少"], ["not_disclosed"]),
        # the parts are of the year that is told, not of the one that it is held against
        (["尚义县2020年公务接待费多少"], ["242万元"]),
        # a share that the text prints of another whole goes before one of the item asked before
        (["尚义县2020年公共安全支出多少", "财政专户收入占多少"], ["75.52%"]),
        # a figure of one year is not that of another
        (["尚义县2020年收入预算7148万元是2018年的吗"], ["no_period"]),
        (["尚义县2020年收入预算是2018年的吗"], ["no_period"]),
    ],
)
def test_months_levels_and_what_a_share_is_of(month: Assistant, turns: list[str], last: list[str]) -> None:
    assert said(month.converse(turns)[-1]) == last


def test_a_month_is_told_with_its_figures(month: Assistant) -> None:
    assert "2020年5月一般公共预算收入执行数为10110万元" in month.ask("尚义县2020年一般公共预算收入多少").text


def test_percentage_points_of_a_ratio_are_no_change_of_the_amount(month: Assistant) -> None:
    answer = month.ask("尚义县2020年财政总收入比上年增加多少")
    assert "百分点" not in answer.text


UNTIL_MAY = """
赤城县2020年5月财政收支情况公开
截至5月底，赤城县一般公共预算收入完成10110万元，同比下降20.34%。
截至5月底，赤城县支出合计为89856万元，其中：一般公共预算支出完成89773万元。
"""


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("赤城县2020年1-5月一般公共预算收入多少", "截至5月底一般公共预算收入执行数为10110万元"),
        ("赤城县2020年截至5月底一般公共预算支出多少", "截至5月底一般公共预算支出执行数为89773万元"),
    ],
)
def test_what_came_in_up_to_a_month_is_not_told_as_that_of_the_month(tmp_path: Path, question: str, text: str) -> None:
    answer = of_report(tmp_path, UNTIL_MAY).ask(question)
    assert text in answer.text


@pytest.mark.parametrize(
    ("body", "question", "text"),
    [
        (
            "二、项目执行\n河道清淤项目全年预算数89.9万元，全年执行数88.5万元。\n",
            "蔚县政府办2022年河道清淤项目执行数多少",
            "执行数为88.5万元",
        ),
        (
            "（一）因公出国费用。预算0.5万元，本年没有出国计划。\n",
            "蔚县政府办2022年因公出国费用预算多少",
            "预算为0.5万元",
        ),
    ],
)
def test_the_account_that_a_clause_names_is_that_of_its_figure(
    tmp_path: Path, body: str, question: str, text: str
) -> None:
    assert text in library(tmp_path, body).ask(question).text
