"""Reports of an area that name level and budget once, at the head of a sentence, and leave them out behind."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from tests.asking import said
from tests.test_execution_reports import of_report

REPORT = """
关于尚义县2021年财政决算的报告
一、全县收支决算
全县一般公共预算收入35.01亿元,上级补助收入11.96亿元,上年结余2.38亿元。一般公共预算支出30.09亿元,上解上级支出11.30亿元。收入合计49.35亿元,支出合计41.39亿元,年终结余7.96亿元。
全县政府性基金上年结余26.38亿元,上级补助收入14.78亿元,收入合计41.16亿元,支出19.43亿元,年终结余21.73亿元。
二、县本级收支决算
县本级一般公共预算收入32.20亿元,上级补助收入11.75亿元。县本级一般公共预算支出29.35亿元,比上年增长2.11%。县本级财政收入合计54.95亿元,支出48.54亿元。
县本级政府性基金上年结余26.37亿元,上级补助收入14.64亿元;政府性基金支出19.31亿元。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return of_report(tmp_path_factory.mktemp("heads"), REPORT)


@pytest.mark.parametrize(
    ("turns", "figures"),
    [
        (["尚义县2021年政府性基金支出多少"], ["19.43亿元"]),
        (["尚义县2021年县本级政府性基金支出多少"], ["19.31亿元"]),
        (["尚义县2021年全县政府性基金收入合计多少"], ["41.16亿元"]),
        (["尚义县2021年一般公共预算支出合计多少"], ["41.39亿元"]),
        (["尚义县2021年一般公共预算支出多少", "县本级呢"], ["29.35亿元"]),
        (["尚义县2021年县本级一般公共预算支出增长百分之几"], ["增加2.11%"]),
        # 全县一般公共预算, 全县政府性基金: which of them is asked
        (["尚义县2021年上级补助收入多少"], ["ambiguous_item"]),
        (["尚义县2021年年终结余多少"], ["ambiguous_item"]),
        (["尚义县2021年全县政府性基金年终结余多少"], ["21.73亿元"]),
        # of all budgets, behind a total that says so
        (["尚义县2021年县本级支出多少"], ["48.54亿元"]),
    ],
)
def test_level_and_budget_of_a_sentence(assistant: Assistant, turns: list[str], figures: list[str]) -> None:
    assert said(assistant.converse(turns)[-1]) == figures


def test_figures_of_different_heads_are_no_contradiction(assistant: Assistant) -> None:
    for asked in ("政府性基金支出", "一般公共预算支出", "县本级政府性基金支出"):
        answer = assistant.ask(f"尚义县2021年{asked}多少")
        assert (answer.status, answer.warnings) == ("answered", [])


PARTS = """
关于尚义县2021年财政决算的报告
一、收支决算
全县一般公共预算收入32044万元。加上转移性收入361934万元，其中，上级补助收入322821万元、调入资金6960万元，收入总计393978万元。
全县政府性基金预算收入24118万元，上级补助收入33588万元，债务转贷收入14000万元，收入总计71706万元。
"""


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("尚义县2021年上级补助收入多少", ["ambiguous_item"]),
        ("尚义县2021年政府性基金上级补助收入多少", ["33588万元"]),
        ("尚义县2021年一般公共预算上级补助收入多少", ["322821万元"]),
        ("尚义县2021年债务转贷收入多少", ["14000万元"]),
        ("尚义县2021年调入资金多少", ["6960万元"]),
    ],
)
def test_what_every_budget_takes_in_besides_is_that_of_its_own(
    tmp_path: Path, question: str, figures: list[str]
) -> None:
    answer = of_report(tmp_path, PARTS).ask(question)
    assert said(answer) == figures
    assert answer.warnings == []
    assert "债务" not in question or "政府性基金" in answer.text


def test_a_name_under_one_head_only_stays_as_printed(tmp_path: Path) -> None:
    report = of_report(tmp_path, "尚义县2021年财政决算情况说明\n全县一般公共预算收入35.01亿元,上级补助收入11.96亿元。")
    assert report.ask("尚义县2021年上级补助收入多少").text == "尚义县2021年上级补助收入决算为11.96亿元。[1]"


OWN_LEVEL = """
关于尚义县本级2021年财政决算的报告
一、一般公共预算收支决算情况
1.全县一般公共预算收支决算
2021年全县地方一般公共预算收入155.6亿元，加上上级补助收入145.2亿元，收入总量为390.5亿元。一般公共预算支出322.3亿元，支出总量378.9亿元。
"""
REGION = """
内蒙古自治区2021年财政决算的报告
1.一般公共预算。全区收入总量2970亿元，其中，地方收入213亿元。支出总量2425.6亿元，增长0.9%。
自治区本级收入总量2657.5亿元，其中，地方收入28.5亿元。支出总量2451.5亿元。
"""
ACCOUNT_ALONE = """
关于尚义县2018年财政决算的报告
（一）县级一般公共预算
2018年县级（不含城关镇）一般公共预算收入决算数129748万元，一般公共预算支出决算数480691万元。
收入决算数129748万元，加上级补助收入428905万元，收入总计558653万元。支出决算数480691万元，支出总计558653万元。
（二）县级政府性基金预算
2018年县级政府性基金预算收入决算数5万元，支出决算数4万元。
"""
WHOLE_AREA = """
关于尚义县2021年财政决算的报告
（一）县本级收支决算情况
2021年教育支出完成2.1亿元，预备费0.5亿元。
"""


@pytest.mark.parametrize(
    ("report", "turns", "figures", "says"),
    [
        # the figures of the heading's level are not those of the body's own budget
        (OWN_LEVEL, ["尚义县本级2021年一般公共预算支出多少"], ["not_disclosed"], "全县一般公共预算支出322.3亿元"),
        (OWN_LEVEL, ["尚义县2021年一般公共预算支出多少"], ["322.3亿元"], "全县一般公共预算支出决算为322.3亿元"),
        (OWN_LEVEL, ["尚义县2021年全县一般公共预算收入多少", "支出呢"], ["322.3亿元"], "全县一般公共预算支出"),
        (REGION, ["内蒙古自治区2021年支出总量多少"], ["2425.6亿元"], "全区支出总量"),
        (REGION, ["内蒙古自治区本级2021年支出总量多少"], ["2451.5亿元"], "自治区本级支出总量"),
        # of each of the budgets that are told of the level, and not of the last alone
        (ACCOUNT_ALONE, ["尚义县2018年县级收入决算数是多少"], ["ambiguous_item"], "县级一般公共预算收入：129748万元"),
        (ACCOUNT_ALONE, ["尚义县2018年县级收入总计多少"], ["558653万元"], ""),
        (OWN_LEVEL, ["尚义县2021年地方一般公共预算收入多少"], ["155.6亿元"], "全县地方一般公共预算收入"),
        (WHOLE_AREA, ["尚义县2021年教育支出多少"], ["2.1亿元"], "县本级教育支出"),
        (WHOLE_AREA, ["尚义县2021年预备费多少"], ["0.5亿元"], "县本级预备费"),
    ],
)
def test_a_figure_of_another_level_than_the_document_is_told_with_it(
    tmp_path: Path, report: str, turns: list[str], figures: list[str], says: str
) -> None:
    answer = of_report(tmp_path, report).converse(turns)[-1]
    assert said(answer) == figures
    assert says in answer.text
