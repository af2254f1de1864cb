"""Several figures: sums, averages, differences, comparisons, extremes, ranks and filters over items and bodies."""

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.contract import Answer
from tests.asking import library, quotes, said

GUANTAO = "馆陶县人民政府办公室"
PINGSHAN = "中共平山县委办公室"
ZHENGDING = "正定县人民政府办公室"


def disclosure(body: str, year: int, sentence: str) -> str:
    return f"{body}{year}年部门预算信息公开\n四、“三公”经费预算情况\n{year}年{sentence}"


BODIES = (
    disclosure(GUANTAO, 2021, "“三公”经费预算5万元，其中公务接待费2万元，会议费1.5万元。"),
    disclosure(PINGSHAN, 2021, "“三公”经费预算7万元，其中公务接待费2万元。"),
    disclosure(ZHENGDING, 2021, "“三公”经费预算10万元。"),
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("computing"), *BODIES)


def stated(answer: Answer) -> list[tuple[str, str]]:
    """The printed figures that an answer states or was made of, each with its body, in the order said."""
    return [(figure.entity, figure.printed) for figure in answer.figures if figure.printed]


def outcome(answer: Answer) -> tuple[str, str | None, str | None]:
    (figure,) = [figure for figure in answer.figures if figure.role == "result" and figure.derived]
    return figure.value, figure.unit, figure.formula


@pytest.mark.parametrize(
    ("question", "value", "unit", "formula", "printed"),
    [
        ("馆陶县公务接待费和会议费一共多少", "3.5", "万元", "[1] + [2]", ["2万元", "1.5万元"]),
        (
            "馆陶县三公经费、公务接待费和会议费加起来是多少",
            "8.5",
            "万元",
            "[1] + [2] + [3]",
            ["5万元", "2万元", "1.5万元"],
        ),
        ("馆陶县政府办三公经费减去公务接待费是多少", "3", "万元", "[1] − [2]", ["5万元", "2万元"]),
        ("馆陶县政府办公务接待费和会议费相差多少元", "5000", "元", "([1] − [2]) × 10000", ["2万元", "1.5万元"]),
        ("馆陶县政府办和平山县委办的三公经费一共是多少", "12", "万元", "[1] + [2]", ["5万元", "7万元"]),
        (
            "馆陶县政府办、平山县委办和正定县政府办的三公经费合计多少元",
            "220000",
            "元",
            "([1] + [2] + [3]) × 10000",
            ["5万元", "7万元", "10万元"],
        ),
        ("馆陶县政府办和平山县委办三公经费相差多少", "2", "万元", "[2] − [1]", ["5万元", "7万元"]),
        ("馆陶县政府办和平山县委办的三公经费平均是多少", "6", "万元", "([1] + [2]) ÷ 2", ["5万元", "7万元"]),
    ],
)
def test_one_figure_of_several(
    assistant: Assistant, question: str, value: str, unit: str, formula: str, printed: list[str]
) -> None:
    answer = assistant.ask(question)
    assert outcome(answer) == (value, unit, formula)
    assert [figure.printed for figure in answer.figures if figure.role == "operand"] == printed
    assert len(answer.citations) == len(printed)
    assert all(words in quote for words, quote in zip(printed, quotes(answer), strict=True))
    assert answer.origin == "computed"


def test_items_one_after_the_other(assistant: Assistant) -> None:
    answer = assistant.ask("馆陶县三公经费、公务接待费和会议费分别是多少")
    assert said(answer) == ["5万元", "2万元", "1.5万元"]
    assert answer.origin == "extracted"
    assert [answer.text.count(f"[{number}]") for number in (1, 2, 3)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("question", "order", "gap"),
    [
        ("馆陶县政府办三公经费比平山县委办多多少", [(PINGSHAN, "7万元"), (GUANTAO, "5万元")], "2"),
        ("平山县委办三公经费比馆陶县政府办多多少", [(PINGSHAN, "7万元"), (GUANTAO, "5万元")], "2"),
        ("馆陶县政府办和平山县委办的三公经费谁高", [(PINGSHAN, "7万元"), (GUANTAO, "5万元")], "2"),
        ("馆陶县三公经费和公务接待费哪个高", [(GUANTAO, "5万元"), (GUANTAO, "2万元")], "3"),
    ],
)
def test_a_comparison_of_two(assistant: Assistant, question: str, order: list[tuple[str, str]], gap: str) -> None:
    """The larger first, whichever the question names first: one that takes 5 for more than 7 is set right."""
    answer = assistant.ask(question)
    assert stated(answer) == order
    assert outcome(answer)[0] == gap
    assert f"相差{gap}万元" in answer.text


def test_equal_figures_are_called_equal(assistant: Assistant) -> None:
    answer = assistant.ask("馆陶县和平山县公务接待费谁高")
    assert answer.text.startswith("数值相同：")
    assert "高于" not in answer.text
    assert sorted(stated(answer)) == sorted([(GUANTAO, "2万元"), (PINGSHAN, "2万元")])


def test_shares_of_two_bodies_compared(assistant: Assistant) -> None:
    """2 of 5 and 2 of 7."""
    answer = assistant.ask("馆陶县政府办和平山县委办公务接待费占三公经费的比例哪个高")
    shares = [(figure.entity, figure.value) for figure in answer.figures if figure.derived and figure.period]
    assert shares == [(GUANTAO, "40"), (PINGSHAN, "28.57")]
    assert answer.text.startswith(GUANTAO)


@pytest.mark.parametrize(
    ("question", "first", "others"),
    [
        ("哪个单位的三公经费最多", ZHENGDING, [PINGSHAN, GUANTAO]),
        ("哪个单位的三公经费最少", GUANTAO, [PINGSHAN, ZHENGDING]),
        ("馆陶县、平山县和正定县三公经费谁最高", ZHENGDING, [PINGSHAN, GUANTAO]),
    ],
)
def test_the_extreme_of_all_bodies(assistant: Assistant, question: str, first: str, others: list[str]) -> None:
    answer = assistant.ask(question)
    assert [figure.entity for figure in answer.figures if figure.role == "result"] == [first]
    assert [figure.entity for figure in answer.figures if figure.role == "operand"] == others
    assert f"的是{first}2021年" in answer.text.splitlines()[0]
    assert "（所查3个单位中，3个列有该项）" in answer.text


def test_all_that_share_an_extreme_are_named(assistant: Assistant) -> None:
    answer = assistant.ask("哪个单位的公务接待费最多")
    results = [(figure.entity, figure.printed) for figure in answer.figures if figure.role == "result"]
    assert sorted(results) == sorted([(GUANTAO, "2万元"), (PINGSHAN, "2万元")])
    assert GUANTAO in answer.text.splitlines()[0]
    assert PINGSHAN in answer.text.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("把所有单位按三公经费从高到低排列", [ZHENGDING, PINGSHAN, GUANTAO]),
        ("各单位按三公经费从低到高排名", [GUANTAO, PINGSHAN, ZHENGDING]),
        ("三公经费排名", [ZHENGDING, PINGSHAN, GUANTAO]),
        ("三公经费排名前两名", [ZHENGDING, PINGSHAN]),
        ("各单位三公经费排名前2", [ZHENGDING, PINGSHAN]),
        ("2021年三公经费排名前二？", [ZHENGDING, PINGSHAN]),
    ],
)
def test_a_rank(assistant: Assistant, question: str, order: list[str]) -> None:
    answer = assistant.ask(question)
    assert [entity for entity, _ in stated(answer)] == order
    for number, (line, entity) in enumerate(zip(answer.text.splitlines()[1:], order, strict=False), start=1):
        assert line.startswith(f"{number}. {entity}2021年")


@pytest.mark.parametrize(
    "question", ["我县三公经费排名", "三公经费各项排名", "三公经费最大的是哪一项", "三公经费最多的一年"]
)
def test_what_is_ranked_within_a_body_asks_which(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("clarify", "missing_entity")


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("哪些单位的三公经费超过6万元", [PINGSHAN, ZHENGDING]),
        ("哪些单位的三公经费超过7万元", [ZHENGDING]),
        ("哪些单位的三公经费不低于7万元", [PINGSHAN, ZHENGDING]),
        ("哪些单位的三公经费超过60000元", [PINGSHAN, ZHENGDING]),
        ("三公经费不到6万元的单位有哪些", [GUANTAO]),
    ],
)
def test_bodies_over_a_limit(assistant: Assistant, question: str, kept: list[str]) -> None:
    answer = assistant.ask(question)
    assert [entity for entity, _ in stated(answer)] == kept
    assert f"{len(kept)}个" in answer.text


def test_no_body_over_the_limit(assistant: Assistant) -> None:
    answer = assistant.ask("哪些单位的三公经费低于5万元")
    assert stated(answer) == []
    assert "没有符合条件的" in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("所有单位的公务接待费一共多少", "4"),
        ("所有单位的公务接待费平均是多少", "2"),  # of the two that state it
        ("所有单位的会议费一共多少", "1.5"),
    ],
)
def test_bodies_that_do_not_state_the_item_are_named(assistant: Assistant, question: str, value: str) -> None:
    answer = assistant.ask(question)
    held = {figure.entity for figure in answer.figures if figure.printed}
    assert outcome(answer)[0] == value
    missing = [name for name in (PINGSHAN, ZHENGDING, GUANTAO) if name not in held]
    assert f"（所查3个单位中，{len(held)}个列有该项；未找到该项的：{'、'.join(missing)}）" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "馆陶县和正定县的公务接待费一共多少",
        "馆陶县和正定县的公务接待费谁高",
        "馆陶县公务接待费和培训费一共多少",
        "所有单位的培训费合计多少",
    ],
)
def test_nothing_is_computed_without_one_of_the_named(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("not_found", "not_disclosed")
    assert not [figure for figure in answer.figures if figure.derived]


@pytest.mark.parametrize("operation", ["一共是多少", "相差多少", "谁高", "平均是多少"])
def test_nothing_is_computed_over_a_body_that_is_not_held(assistant: Assistant, operation: str) -> None:
    answer = assistant.ask(f"馆陶县政府办和赵县政府办的三公经费{operation}")
    assert (answer.status, answer.reason) == ("not_found", "no_document")
    assert answer.figures == []
    assert "赵县" in answer.text


def test_a_sum_of_one_item_is_the_item(assistant: Assistant) -> None:
    answer = assistant.ask("馆陶县政府办三公经费一共多少")
    assert (said(answer), answer.origin) == (["5万元"], "extracted")


TOTAL_ROW = """
部门预算收支总表

单位：万元

收入\t\t支出\t
项目\t预算金额\t项目\t预算金额
一、一般公共预算拨款收入\t80.00\t一、一般公共服务支出\t80.00
收入总计\t80.00\t支出总计\t80.00

部门预算财政拨款“三公”经费支出表

单位：万元

序号\t项 目\t资 金 性 质\t\t
\t\t合 计\t一般公共预算 财政拨款\t政府性基金 预算拨款
栏次\t1\t2\t3\t4
1\t合计\t5.00\t5.00\t
2\t一、公务接待费\t5.00\t5.00\t
"""


@pytest.mark.parametrize("items", ["一般公共预算拨款收入与三公经费", "三公经费和一般公共预算拨款收入"])
def test_a_row_of_totals_is_no_sum_of_more_than_its_own_item(tmp_path: Path, items: str) -> None:
    answer = library(tmp_path, TOTAL_ROW).ask(f"蔚县政府办{items}合计多少万元")
    assert [figure.value for figure in answer.figures if figure.derived] == ["85"]


@pytest.mark.parametrize(
    "question",
    [
        "馆陶县三公经费和平山县三公经费相差多少",
        "馆陶县和平山县三公经费谁高",
        "所有单位的三公经费合计多少万元",
        "哪个单位的三公经费最高",
    ],
)
def test_differing_years_are_stated(tmp_path: Path, question: str) -> None:
    assistant = library(
        tmp_path,
        disclosure(GUANTAO, 2021, "“三公”经费预算5万元。"),
        disclosure(PINGSHAN, 2020, "“三公”经费预算4万元。"),
    )
    assert "年度不同，涉及2020年、2021年" in assistant.ask(question).text


def test_the_same_year_needs_no_note(assistant: Assistant) -> None:
    assert "年度不同" not in assistant.ask("所有单位的三公经费合计多少").text


def test_bodies_that_print_other_units(tmp_path: Path) -> None:
    """40000元 is less than 5万元."""
    assistant = library(
        tmp_path,
        disclosure(GUANTAO, 2021, "“三公”经费预算5万元。"),
        disclosure(PINGSHAN, 2021, "“三公”经费预算40000元。"),
    )
    assert stated(assistant.ask("哪个单位的三公经费最高"))[0] == (GUANTAO, "5万元")
    assert outcome(assistant.ask("馆陶县和平山县三公经费相差多少")) == ("1", "万元", "[1] − [2] ÷ 10000")
    value, unit, _ = outcome(assistant.ask("馆陶县和平山县三公经费一共多少万元"))
    assert (Decimal(value), unit) == (9, "万元")


TWO_PLACES = """
二、支出
2022年支出预算900万元，包括日常公用经费612万元、人员经费738万元。
三、机关运行经费
从少到多有：党建7万元，日常公用支出428万元。
"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        # 428 is printed for the item as well, and not in the sentence that prints both
        ("蔚县政府办2022年公用经费比人员经费少多少", "126万元"),
        ("蔚县政府办2022年人员经费和公用经费合计多少", "1350万元"),
    ],
)
def test_figures_of_one_sentence_are_computed_with_each_other(tmp_path: Path, question: str, expected: str) -> None:
    assert said(library(tmp_path, TWO_PLACES).ask(question))[0] == expected
