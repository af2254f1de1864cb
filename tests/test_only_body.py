"""Questions that name no body: of the only body that prints the name they say, else asked back."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from tests.asking import library, said

TWO = (
    """
蔚县教育局2024年部门预算公开
二、附表
项目支出表
单位：万元
项目名称\t预算数
城区学校食堂改造项目经费\t320.00
校车补贴\t45.00
三公经费支出表
单位：万元
项目\t预算数
公务接待费\t6.00
""",
    """
蔚县民政局2024年部门预算公开
二、附表
项目支出表
单位：万元
项目名称\t预算数
敬老院消防设施改造\t88.00
高龄补贴\t45.50
三公经费支出表
单位：万元
项目\t预算数
公务接待费\t4.00
""",
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("only"), *TWO)


@pytest.mark.parametrize(
    ("question", "expected", "body"),
    [
        ("城区学校食堂改造预算多少", "320.00万元", "蔚县教育局"),
        ("校车补贴安排了多少钱", "45.00万元", "蔚县教育局"),
        ("敬老院消防设施改造预算多少", "88.00万元", "蔚县民政局"),
    ],
)
def test_a_name_that_one_body_alone_prints(assistant: Assistant, question: str, expected: str, body: str) -> None:
    answer = assistant.ask(question)
    assert said(answer) == [expected]
    assert answer.figures[0].entity == body
    assert any(f"只有{body}" in note for note in answer.interpretation.assumed)


@pytest.mark.parametrize("question", ["公务接待费多少", "2024年设施改造多少钱", "城区学校食堂改造和高龄补贴各多少"])
def test_asked_back_where_several_bodies_may_be_meant(assistant: Assistant, question: str) -> None:
    assert said(assistant.ask(question)) == ["missing_entity"]


def test_the_body_of_the_conversation_goes_before(assistant: Assistant) -> None:
    answers = assistant.converse(["蔚县民政局2024年公务接待费多少", "校车补贴呢"])
    assert said(answers[0]) == ["4.00万元"]
    assert said(answers[1]) == ["not_disclosed"]


def test_one_body_alone_needs_no_such_name(tmp_path: Path) -> None:
    assert said(library(tmp_path, TWO[0]).ask("校车补贴安排了多少钱")) == ["45.00万元"]
