"""A share is one of a figure, and never one of its change; a follow-up for the amount itself leaves the change behind."""

import pytest

from assistant.assistant import Assistant
from tests.asking import library, said

BODY = """
二、支出预算情况
2022年支出预算5000.00万元，其中：基本支出2000.00万元，较上年增加50.00万元；项目支出3000.00万元，较上年减少100.00万元。
四、“三公”经费预算情况
2022年“三公”经费预算20.00万元，较上年增加5.00万元。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("shares"), BODY)


@pytest.mark.parametrize(
    ("turns", "figures"),
    [
        (["基本支出比上年增加多少", "占支出预算的比例是多少"], ["40%"]),
        (["项目支出比上年减少多少", "占总支出的百分之几"], ["60%"]),
        (["三公经费比上年增加多少", "三公经费一共多少"], ["20.00万元"]),
        (["三公经费比上年增加多少", "那基本支出呢"], ["增加50.00万元"]),
    ],
)
def test_follow_ups(assistant: Assistant, turns: list[str], figures: list[str]) -> None:
    assert said(assistant.converse(turns)[-1]) == figures


def test_change_and_share_in_one_question(assistant: Assistant) -> None:
    answer = assistant.ask("基本支出比上年增加多少，占支出预算的比例是多少")
    assert "40%" in answer.text
    assert "为1%" not in answer.text
