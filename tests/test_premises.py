"""What a question takes for granted is confirmed or corrected, by the printed figure only."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.contract import Figure
from assistant.planning.plan import Limit, QueryPlan
from assistant.premises import verdict_on
from tests.asking import library, said

BODY = """
二、部门预算安排的总体情况
2022年支出预算888.25万元，其中基本支出653.74万元，项目支出234.51万元。
四、“三公”经费预算情况
2022年“三公”经费预算20.4万元，其中：公务接待费1.5万元；公务用车运维费18.9万元。“三公”经费较2021年预算减少2.1万元，主要是压缩接待。公务接待费与2021年持平。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("premises"), BODY)


def not_printed(premise: Limit) -> bool:
    """A document that prints nothing but what the answer says."""
    return False


@pytest.mark.parametrize(
    ("question", "verdict", "figures"),
    [
        ("蔚县三公经费是20.4万元吗", "是的。", ["20.4万元"]),
        ("蔚县三公经费是不是20.4万元", "是的。", ["20.4万元"]),
        ("蔚县三公经费是204000元，对吗", "是的。", ["20.4万元"]),  # the same amount in another unit
        ("蔚县三公经费是25万元吗", "并非25万元。", ["20.4万元"]),
        ("蔚县三公经费有没有超过25万元", "并非超过25万元。", ["20.4万元"]),
        ("蔚县三公经费超过20万元了吗", "是的。", ["20.4万元"]),
        ("蔚县三公经费超过204000元了吗", "并非超过204000元。", ["20.4万元"]),
        ("蔚县三公经费达到204000元了吗", "是的。", ["20.4万元"]),
        ("蔚县三公经费没有超过20万元吧", "并非没有超过20万元。", ["20.4万元"]),
        ("蔚县三公经费在30万元以内吗", "是的。", ["20.4万元"]),
        ("蔚县三公经费不到20.4万元吗", "并非不到20.4万元。", ["20.4万元"]),
        ("蔚县三公经费比上年减少超过1万元吗", "是的。", ["减少2.1万元"]),
        ("蔚县三公经费比上年增加超过1万元吗", "并非增加，而是减少。", ["减少2.1万元"]),
        ("蔚县三公经费是20.4元吗", "并非20.4元。", ["20.4万元"]),
        ("蔚县三公经费是不是8.4万元吧", "并非8.4万元。", ["20.4万元"]),
        ("蔚县三公经费比上年减少了2.1万元，对吗", "是的。", ["减少2.1万元"]),
        ("蔚县三公经费比上年增加了2.1万元，对吗", "并非增加，而是减少。", ["减少2.1万元"]),
        ("蔚县三公经费为什么增加", "并非增加，而是减少。", ["减少2.1万元"]),
        ("蔚县公务接待费比上年减少了吗", "并非减少。", ["1.5万元"]),  # and the words that it did not change
        ("蔚县三公经费是多少", "", ["20.4万元"]),
        ("蔚县三公经费为什么减少", "", ["减少2.1万元"]),
    ],
)
def test_asked(assistant: Assistant, question: str, verdict: str, figures: list[str]) -> None:
    answer = assistant.ask(question)
    words = next((words for words in ("是的。", "并非") if words in answer.text), "")
    assert answer.text.startswith(verdict)
    assert bool(words) == bool(verdict)
    assert said(answer) == figures


def test_nothing_is_said_where_nothing_is_found(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县会议费是3万元吗")
    assert said(answer) == ["not_disclosed"]
    assert "是的" not in answer.text
    assert "并非" not in answer.text


def query(
    *, operation: str = "lookup", yes_no: bool = True, direction: str | None = None, premises: tuple[Limit, ...] = ()
) -> QueryPlan:
    return QueryPlan(
        question="",
        folded="",
        language="zh",
        content="",
        operation=operation,
        yes_no=yes_no,
        direction=direction,
        premises=premises,
    )


def premise(value: str, unit: str | None) -> Limit:
    return Limit("=", Decimal(value), unit, f" {value}{unit or ''} ")


def figure(value: str, unit: str | None, direction: str | None = None, role: str = "result") -> Figure:
    return Figure.model_validate(
        {"role": role, "label": "公务接待费", "value": value, "unit": unit, "printed": value, "direction": direction}
    )


@pytest.mark.parametrize(
    ("plan", "figures", "verdict"),
    [
        (query(premises=(premise("1.50", "万元"),)), [figure("1.5", "万元")], "是的。"),
        (query(premises=(premise("15000", "元"),)), [figure("1.5", "万元")], "是的。"),
        (query(premises=(premise("5", None),)), [figure("5", "辆")], "是的。"),
        (query(premises=(premise("5", "台"),)), [figure("5", None)], "是的。"),
        (query(premises=(premise("5", "台"),)), [figure("5", "辆")], "并非5台。"),
        (query(premises=(premise("1.5", "元"),)), [figure("1.5", "万元")], "并非1.5元。"),
        (query(premises=(premise("1", "万元"), premise("2", "万元"))), [figure("2", "万元")], "并非1万元。"),
        (
            query(premises=(premise("1", "万元"), premise("3", "万元"))),
            [figure("2", "万元")],
            "并非1万元、3万元。",
        ),
        # nothing asked for a verdict, but another amount was named in passing
        (query(yes_no=False, premises=(premise("3", "万元"),)), [figure("2", "万元")], "（与问题中提到的数额不同。）"),
        (query(yes_no=False, premises=(premise("2", "万元"),)), [figure("2", "万元")], ""),
        (query(), [figure("2", "万元")], ""),
        (query(premises=(premise("3", "万元"),)), [], ""),
        (query(operation="list", premises=(premise("3", "万元"),)), [figure("2", "万元")], ""),
        # directions
        (query(direction="增加"), [figure("2", "万元", "减少")], "并非增加，而是减少。"),
        (query(direction="减少"), [figure("2", "万元", "减少")], ""),
        (query(direction="增加"), [figure("2", "万元", "减少"), figure("3", "万元", "增加")], ""),  # told of several
        (query(direction="增加"), [figure("2", "万元", "减少", role="operand")], ""),
        (
            query(operation="explain", yes_no=False, direction="增加"),
            [figure("2", "万元", "减少")],
            "并非增加，而是减少。",
        ),
    ],
)
def test_verdict(plan: QueryPlan, figures: list[Figure], verdict: str) -> None:
    assert verdict_on(plan, figures, not_printed) == verdict


def test_in_english() -> None:
    asked = replace(query(premises=(premise("1.5", "万元"),)), language="en")
    assert verdict_on(asked, [figure("1.5", "万元")], not_printed) == "Yes. "
    assert verdict_on(asked, [figure("2", "万元")], not_printed) == "Not 1.5万元. "
    turned = replace(query(direction="增加"), language="en")
    assert verdict_on(turned, [figure("2", "万元", "减少")], not_printed) == "Not 增加 but 减少. "


def test_unchanged_is_neither_more_nor_less() -> None:
    assert verdict_on(query(direction="增加"), [], not_printed, unchanged=True) == "并非增加。"
    assert verdict_on(query(direction=None), [], not_printed, unchanged=True) == ""


def test_a_figure_of_a_document_never_comes_from_the_question(tmp_path: Path) -> None:
    answer = library(tmp_path, BODY).ask("蔚县三公经费是不是9999万元")
    assert [one.value for one in answer.figures] == ["20.4"]
    assert answer.text.count("9999") == 1  # in 并非9999万元


def test_an_amount_that_the_document_prints_elsewhere_needs_no_remark() -> None:
    asked = query(yes_no=False, premises=(Limit("=", Decimal("91.33"), "万元", "91.33万元"),))
    assert verdict_on(asked, [figure("76", "万元")], lambda premise: premise.value == Decimal("91.33")) == ""
    assert verdict_on(asked, [figure("76", "万元")], not_printed) == "（与问题中提到的数额不同。）"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Does the san gong budget exceed 250,000 yuan?", "No. "),
        ("Is the san gong budget over 200,000 yuan?", "Yes. "),
    ],
)
def test_the_side_of_an_amount_in_english(assistant: Assistant, question: str, verdict: str) -> None:
    answer = assistant.ask(question)
    assert (said(answer), answer.text[: len(verdict)]) == (["20.4万元"], verdict)
