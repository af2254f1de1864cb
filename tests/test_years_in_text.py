"""The year of a figure of prose: that of its clause, of the opening of its sentence or paragraph, and only then of its document."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.facts import Fact
from tests.asking import library, said

ACCOUNT_AND_PLAN = """
蔚县统计局2022年“三公”经费公开
蔚县统计局财政拨款“三公”经费2021年决算和2022年预算情况如下：
一、因公出国（境）经费
2021年蔚县统计局因公出国（境）团组8次，实际发生住宿费、旅费、培训费等因公出国（境）经费支出36万元。主要用于参加业务培训。
2022年蔚县统计局根据出国计划，拟安排出国（境）12人次，安排出国（境）经费预算48万元，较2021年决算增长33%。
二、公务接待费
2021年蔚县统计局开展业务活动共开支住宿费、用餐费等公务接待费185万元。其中：外事接待费支出3.5万元。国内公务接待支出181.5万元。
2022年蔚县统计局安排公务接待费178万元，较2021年决算下降3.78%。
三、公务用车运行维护费
项目|2021年决算（万元）|2022年预算（万元）|
公务用车运行维护费|65|69.54|
"""


@pytest.fixture(scope="module")
def both_years(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("both"), ACCOUNT_AND_PLAN)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("蔚县统计局2021年因公出国经费支出多少", ["36万元"]),
        ("蔚县统计局2022年因公出国经费预算多少", ["48万元"]),
        ("蔚县统计局2021年因公出国经费预算多少", ["not_disclosed"]),
        ("蔚县统计局2022年因公出国经费决算多少", ["not_disclosed"]),
        ("蔚县统计局2022年拟安排出国多少人次", ["12人次"]),
        ("蔚县统计局2021年公务接待费花了多少", ["185万元"]),
        ("蔚县统计局2022年公务接待费安排多少", ["178万元"]),
        ("蔚县统计局2022年公务接待费决算多少", ["not_disclosed"]),
        ("蔚县统计局2021年国内公务接待支出多少", ["181.5万元"]),
        ("蔚县统计局2022年公务接待费预算比2021年决算降了多少", ["减少3.78%"]),
        ("蔚县统计局2021年公务用车运行维护费决算多少", ["65万元"]),
        ("蔚县统计局2022年公务用车运行维护费预算多少", ["69.54万元"]),
        ("蔚县统计局2022年公务用车运行维护费决算多少", ["not_disclosed"]),
    ],
)
def test_an_account_and_the_plan_of_the_next_year_in_one_text(
    both_years: Assistant, question: str, expected: list[str]
) -> None:
    assert said(both_years.ask(question)) == expected


def test_the_plan_of_the_next_year_as_a_follow_up(both_years: Assistant) -> None:
    _, plan, rate = both_years.converse(["蔚县统计局2021年公务接待费花了多少", "2022年预算呢？", "下降了百分之几？"])
    assert [said(plan), said(rate)] == [["178万元"], ["减少3.78%"]]


BEFORE = """
二、预算执行情况
2021年，预计全县一般公共预算收入200.7亿元，增长3.7%；一般公共预算支出716.79亿元，增长7.5%。
2022年，全县一般公共预算收入194.89亿元，增长5%。
全县一般公共预算支出750亿元。
"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("蔚县政府办2022年一般公共预算收入多少", ["194.89亿元"]),
        ("蔚县政府办2022年一般公共预算收入增长多少", ["增加5%"]),
        ("蔚县政府办2021年一般公共预算收入多少", ["200.7亿元"]),
        ("蔚县政府办2021年一般公共预算收入增长多少", ["增加3.7%"]),
        ("蔚县政府办2021年一般公共预算支出多少", ["716.79亿元"]),
        ("蔚县政府办2022年一般公共预算支出多少", ["750亿元"]),
    ],
)
def test_the_opening_of_a_sentence_gives_its_year_to_all_of_it(
    tmp_path: Path, question: str, expected: list[str]
) -> None:
    assert said(library(tmp_path, BEFORE).ask(question)) == expected


@pytest.mark.parametrize(
    "opening",
    [
        "2021年机构改革后职能增加。",  # no amounts: the next sentence is of the document's year
        "2019-2021年连续三年压减，",
        "2021年以来压减开支，",
    ],
)
def test_a_year_that_tells_no_amounts_passes_none_on(tmp_path: Path, opening: str) -> None:
    answer = library(tmp_path, f"四、“三公”经费\n{opening}公务接待费预算8万元。\n").ask(
        "蔚县政府办2022年公务接待费多少"
    )
    assert said(answer) == ["8万元"]


def test_items_counted_together_go_by_the_name_behind_their_list(tmp_path: Path) -> None:
    body = "二、支出\n2022年基本支出500万元，其中：基本工资、津贴补贴、奖金等人员经费420万元，办公费、印刷费等公用经费80万元。\n"
    asked = library(tmp_path, body)
    assert said(asked.ask("蔚县政府办2022年人员经费多少")) == ["420万元"]
    assert said(asked.ask("蔚县政府办2022年公用经费多少")) == ["80万元"]


MONTHS = """
受青石镇人民政府委托，向大会报告财政情况，请审议。
一、财政收支
2022年，全镇财政总收入完成5756.3万元，其中：一般公共预算收入2848.54万元。全镇税收收入完成900万元，完成镇人民代表大会批准收入调整预算800万元的112.5%。
9月，政府性基金收入当月完成5万元。
二、安排
力争全年财政总收入完成6000万元。
"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("青石镇2022年财政总收入完成多少", ["5756.3万元"]),
        ("青石镇2022年一般公共预算收入执行数是多少", ["2848.54万元"]),
        ("青石镇2022年税收收入完成了调整预算的百分之几", ["112.5%"]),
        ("青石镇2022年税收收入调整预算是多少", ["800万元"]),
        # what one month brought is told for that month only
        ("青石镇2022年政府性基金收入多少", ["not_disclosed"]),
        ("青石镇2022年政府性基金收入累计多少", ["not_disclosed"]),
        ("青石镇2022年政府性基金收入当月完成多少", ["5万元"]),
    ],
)
def test_what_was_completed_is_no_budget(tmp_path: Path, question: str, expected: list[str]) -> None:
    answer = library(tmp_path, MONTHS, title="2022年财政收支公开").ask(question)
    assert said(answer) == expected


def test_a_target_that_is_to_be_completed_is_one(tmp_path: Path) -> None:
    facts = {
        fact.amount.printed: (fact.basis, fact.base) for fact in facts_of(library(tmp_path, MONTHS)) if fact.amount
    }
    assert facts["5756.3万元"] == ("final", "执行数")
    assert facts["6000万元"] == ("budget", None)


def facts_of(assistant: Assistant) -> list[Fact]:
    return assistant.store.facts([row.id for row in assistant.library.documents])


UNITS = """
二、“三公”经费
2022年“三公”经费394.85万元，较2021年增加147.7万元。增加因素为蔚县博物院2022年部门预算“三公”经费增加41.2万元、蔚县艺术剧院部门预算“三公”经费增加150万元。
"""


def test_what_a_unit_adds_is_none_of_the_departments_own(tmp_path: Path) -> None:
    asked = library(tmp_path, UNITS, title="蔚县文化局2022年部门决算公开")
    assert said(asked.ask("蔚县文化局2022年三公经费比上年增加多少")) == ["增加147.7万元"]
