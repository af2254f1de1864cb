"""Figures of one subject: shares, multiples, rates of change, the year before and amounts per unit."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.contract import Answer, Figure
from tests.asking import library, quotes, said

BODY = """
二、部门预算安排的总体情况
2022年支出预算900万元，其中基本支出600万元，项目支出300万元。
2022年支出预算较2021年预算增加100万元，其中基本支出减少50万元，项目支出增加150万元。
三、机关运行经费
2022年机关运行经费70万元，较2021年增加0.92，主要是物价上涨。
四、“三公”经费预算情况
2022年“三公”经费预算24万元，其中：因公出国（境）费0万元；公务用车购置及运维费21万元；公务接待费3万元。公务接待费与2021年持平。
“三公”经费较2021年预算减少6万元。
七、国有资产信息
部门固定资产占用情况表
项目\t数量\t价值（万元）
1、房屋（平方米）\t2400\t1,123.34
2、车辆（台、辆）\t7\t100.00
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("figures"), BODY)


def san_gong(folder: Path, sentences: str) -> Assistant:
    return library(folder, f"四、“三公”经费预算情况\n{sentences}")


def result(answer: Answer) -> Figure:
    (figure,) = [figure for figure in answer.figures if figure.role == "result"]
    return figure


def operands(answer: Answer) -> list[str]:
    """The printed figures that a result was made of, in the order of the formula's citations."""
    figures = {figure.citations[0]: figure for figure in answer.figures if figure.role == "operand"}
    return [figures[number].printed for number in sorted(figures)]


@pytest.mark.parametrize(
    ("question", "value", "unit", "formula", "rounding", "made_of"),
    [
        # 3 of 24; 3 of 21 is 14.2857…
        ("公务接待费占三公经费的比例是多少", "12.5", "%", "[1] ÷ [2] × 100", None, ["3万元", "24万元"]),
        ("三公经费中公务接待费占多少", "12.5", "%", "[1] ÷ [2] × 100", None, ["3万元", "24万元"]),
        (
            "公务接待费占公务用车购置及运维费的比例",
            "14.29",
            "%",
            "[1] ÷ [2] × 100",
            "half_up:2",
            ["3万元", "21万元"],
        ),
        ("三公经费占支出预算的百分之多少", "2.67", "%", "[1] ÷ [2] × 100", "half_up:2", ["24万元", "900万元"]),
        ("公务用车购置及运维费是公务接待费的几倍", "7", "倍", "[1] ÷ [2]", None, ["21万元", "3万元"]),
        (
            "支出预算是公务用车购置及运维费的几倍",
            "42.86",
            "倍",
            "[1] ÷ [2]",
            "half_up:2",
            ["900万元", "21万元"],
        ),
        # 6 of 30, 100 of 800, 50 of 650
        ("三公经费增长率是多少", "20", "%", "[2] ÷ ([1] + [2]) × 100", None, ["24万元", "6万元"]),
        ("三公经费下降了百分之几", "20", "%", "[2] ÷ ([1] + [2]) × 100", None, ["24万元", "6万元"]),
        ("支出预算较上年的增幅是多少", "12.5", "%", "[2] ÷ ([1] − [2]) × 100", None, ["900万元", "100万元"]),
        ("基本支出增长率", "7.69", "%", "[2] ÷ ([1] + [2]) × 100", "half_up:2", ["600万元", "50万元"]),
        ("三公经费上年是多少", "30", "万元", "[1] + [2]", None, ["24万元", "6万元"]),
        ("项目支出上年是多少", "150", "万元", "[1] − [2]", None, ["300万元", "150万元"]),
        ("三公经费上年是多少元", "300000", "元", "([1] + [2]) × 10000", None, ["24万元", "6万元"]),
        ("平均每辆车价值多少万元", "14.2857", "万元", "[1] ÷ [2]", "half_up:4", ["100.00", "7"]),
        ("房屋平均每平方米价值多少元", "4680.58", "元", "[1] ÷ [2] × 10000", "half_up:2", ["1,123.34", "2400"]),
        ("三公经费除以车辆数量等于多少", "3.4286", "万元", "[1] ÷ [2]", "half_up:4", ["24万元", "7"]),
        ("三公经费平均每个月多少", "2", "万元", "[1] ÷ 12", None, ["24万元"]),
    ],
)
def test_a_computed_figure(
    assistant: Assistant,
    question: str,
    value: str,
    unit: str,
    formula: str,
    rounding: str | None,
    made_of: list[str],
) -> None:
    answer = assistant.ask(f"蔚县{question}")
    figure = result(answer)
    assert (figure.value, figure.unit, figure.formula) == (value, unit, formula)
    assert (figure.rounding, figure.derived, answer.origin) == (rounding, True, "computed")
    assert operands(answer) == made_of
    assert sorted(figure.citations) == list(range(1, len(made_of) + 1))
    assert all(printed in quote for printed, quote in zip(made_of, quotes(answer), strict=True))
    assert f"{value}{unit}" in answer.text
    assert formula in answer.text


def test_the_operands_stand_in_the_text(assistant: Assistant) -> None:
    assert assistant.ask("蔚县公务接待费占三公经费的比例是多少").text == (
        "蔚县人民政府办公室2022年公务接待费占“三公”经费预算的比例为12.5%（计算：[1] ÷ [2] × 100）。\n"
        "其中印明：蔚县人民政府办公室2022年公务接待费3万元[1]；蔚县人民政府办公室2022年“三公”经费预算24万元[2]。"
    )


@pytest.mark.parametrize(
    ("question", "direction", "words"),
    [
        ("三公经费增长率是多少", "减少", "比上年下降20%"),  # asked as a growth, printed as a decrease
        ("支出预算较上年的增幅是多少", "增加", "比上年增长12.5%"),
        ("支出预算的降幅是多少", "增加", "比上年增长12.5%"),
    ],
)
def test_the_direction_is_the_printed_one(assistant: Assistant, question: str, direction: str, words: str) -> None:
    answer = assistant.ask(f"蔚县{question}")
    assert result(answer).direction == direction
    assert words in answer.text


def test_a_share_without_its_whole_is_of_the_item_it_is_part_of(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县公务接待费占比是多少")
    assert (result(answer).value, operands(answer)) == ("12.5", ["3万元", "24万元"])


def test_a_share_of_an_item_that_is_part_of_nothing_is_asked_back(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县支出预算占比")
    assert (answer.status, said(answer)) == ("clarify", ["ambiguous_item"])
    assert "按哪一项的总数" in answer.text


def test_the_year_before_is_the_year_of_the_figure(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县三公经费上年是多少")
    assert result(answer).period == 2021
    assert "2021年“三公”经费预算为30万元（推算）" in answer.text


def test_a_year_without_a_document_is_declined_with_what_the_next_year_tells(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县2021年三公经费是多少")
    assert (answer.status, answer.reason) == ("not_found", "no_period")
    assert [(figure.role, figure.value) for figure in answer.figures] == [
        ("context", "30"),
        ("context", "24"),
        ("context", "6"),
    ]
    assert assistant.ask("蔚县2020年三公经费是多少").figures == []


@pytest.mark.parametrize(("question", "value", "unit"), [("增长率是多少", "0", "%"), ("上年是多少", "3", "万元")])
def test_unchanged_is_a_rate_of_0_and_the_same_figure(
    assistant: Assistant, question: str, value: str, unit: str
) -> None:
    answer = assistant.ask(f"蔚县公务接待费{question}")
    assert (result(answer).value, result(answer).unit) == (value, unit)
    assert quotes(answer) == ["公务接待费3万元", "公务接待费与2021年持平"]
    assert result(answer).citations == [1, 2]


@pytest.mark.parametrize("question", ["机关运行经费增长率是多少", "机关运行经费上年是多少"])
def test_a_change_without_its_unit_is_not_computed_with(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(f"蔚县{question}")
    assert (answer.status, answer.reason) == ("not_found", "not_computable")
    assert "未印单位" in answer.text
    assert [(figure.role, figure.value, figure.unit) for figure in answer.figures] == [("context", "0.92", None)]


@pytest.mark.parametrize("question", ["公务接待费占因公出国费的比例", "公务接待费是因公出国费的几倍"])
def test_nothing_is_divided_by_zero(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(f"蔚县{question}")
    assert (answer.status, answer.reason) == ("not_found", "not_computable")
    assert "作除数的数字为0" in answer.text
    assert quotes(answer)[0] == "公务接待费3万元"


def test_a_rate_over_a_year_of_zero_is_declined(tmp_path: Path) -> None:
    assistant = san_gong(tmp_path, "2022年“三公”经费预算5万元，较2021年预算增加5万元。")
    answer = assistant.ask("蔚县三公经费增长率是多少")
    assert (answer.status, answer.reason) == ("not_found", "not_computable")
    assert said(assistant.ask("蔚县三公经费上年是多少")) == ["0万元"]


def test_a_count_of_zero_divides_nothing(tmp_path: Path) -> None:
    body = "七、国有资产信息\n部门固定资产占用情况表\n项目\t数量\t价值（万元）\n1、房屋\t20\t5.00\n2、车辆（台、辆）\t0\t100.00"
    answer = library(tmp_path, body).ask("蔚县平均每辆车价值多少万元")
    assert (answer.status, answer.reason) == ("not_found", "not_computable")


@pytest.mark.parametrize("question", ["三公经费增长率", "因公出国费去年是多少"])
def test_no_change_is_printed(tmp_path: Path, question: str) -> None:
    assistant = san_gong(tmp_path, "2022年“三公”经费预算24万元，其中因公出国（境）费0万元。")
    answer = assistant.ask(f"蔚县{question}")
    assert (answer.status, answer.reason) == ("not_found", "not_disclosed")


def test_amounts_per_head_need_a_printed_number_of_heads(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县人均三公经费是多少")
    assert (answer.status, answer.reason) == ("not_found", "not_disclosed")
    assert "没有找到计算平均数所需的数量" in answer.text


def test_money_is_no_share_of_an_area(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县车辆价值占房屋面积的比例")
    assert (answer.status, answer.reason) == ("not_found", "not_computable")
    assert "单位或口径不同" in answer.text


def test_a_printed_rate_goes_before_a_computed_one(tmp_path: Path) -> None:
    """6 of 30 is 20 %, printed is 19.9 %."""
    assistant = san_gong(tmp_path, "2022年“三公”经费预算24万元，较2021年预算减少6万元，下降19.9%。")
    figure = result(assistant.ask("蔚县三公经费下降率是多少"))
    assert (figure.value, figure.unit, figure.printed, figure.derived) == ("19.9", "%", "19.9%", False)
    assert said(assistant.ask("蔚县三公经费减少了多少")) == ["减少6万元"]


@pytest.mark.parametrize("words", ["2021年“三公”经费预算31万元", "较2021年预算的31万元减少6万元"])
def test_a_printed_year_before_goes_before_a_computed_one(tmp_path: Path, words: str) -> None:
    """24 and 6 would give 30."""
    figure = result(san_gong(tmp_path, f"2022年“三公”经费预算24万元，{words}。").ask("蔚县三公经费上年是多少"))
    assert (figure.value, figure.period, figure.derived, figure.formula) == ("31", 2021, False, None)


def test_halves_are_rounded_up(tmp_path: Path) -> None:
    """1 of 800 is 0.125 %."""
    figure = result(
        san_gong(tmp_path, "2022年“三公”经费预算800万元，其中公务接待费1万元。").ask("蔚县公务接待费占三公经费的比例")
    )
    assert (figure.value, figure.rounding) == ("0.13", "half_up:2")


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("公务接待费占三公经费的比例", "25", "[1] ÷ 10000 ÷ [2] × 100"),
        ("三公经费是公务接待费的几倍", "4", "[1] × 10000 ÷ [2]"),
    ],
)
def test_amounts_in_two_units_are_put_into_one(tmp_path: Path, question: str, value: str, formula: str) -> None:
    assistant = san_gong(tmp_path, "2022年“三公”经费预算8万元，其中公务接待费20000元。")
    figure = result(assistant.ask(f"蔚县{question}"))
    assert (figure.value, figure.formula) == (value, formula)


def test_a_contradiction_gives_a_result_for_each_of_its_figures(tmp_path: Path) -> None:
    body = """
三、机关运行经费
公务接待费1万元。
四、“三公”经费预算情况
2022年“三公”经费预算8万元，其中公务接待费2万元。
"""
    answer = library(tmp_path, body).ask("蔚县公务接待费占三公经费的比例是多少")
    assert said(answer) == ["12.5%", "25%"]
    assert [warning.kind for warning in answer.warnings] == ["same_item"]


def test_running_costs_are_shared_out_over_the_cars_paid_for(tmp_path: Path) -> None:
    body = "四、“三公”经费\n公务用车运行维护费168.00万元，公务用车保有量56辆。\n五、资产\n截至2021年12月31日，共有车辆62辆。\n"
    assert said(library(tmp_path, body).ask("蔚县政府办2022年平均每辆车的运行维护费多少")) == ["3万元"]


def test_the_year_before_is_taken_from_the_figure_that_changed(tmp_path: Path) -> None:
    """The change of 收入总预算 is taken back from that figure, and from none of the other totals of the tables."""
    body = """
一、收入预算总体情况
2022年部门收入总预算4977.68万元，比2021年预算增加244.88万元，增长5.17%。
部门收入总表
单位：万元
项目\t预算数
本年收入合计\t4891.28
上年结转\t86.40
收入总计\t4977.68
"""
    text = library(tmp_path, body).ask("2021年收入总预算是多少").text
    assert "4732.8万元" in text
    assert "4646.4" not in text


def test_a_share_of_nothing_that_is_said_is_asked_back(assistant: Assistant) -> None:
    assert said(assistant.ask("3占（加比2少")) == ["no_item"]
