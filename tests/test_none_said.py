"""What a document says in words that it has none of: the answer to whether there is any, evidence beside a decline."""

import pytest

from assistant.assistant import Assistant
from tests.asking import library, quotes, said

BODY = """
二、收支说明
2022年支出预算800.00万元。本部门2022年没有使用国有资本经营预算拨款安排的支出。政府性基金预算支出未安排。
三、采购
我单位2022年无政府采购。空表列示。
四、绩效
车辆购置未列入会议用品采购。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("none"), BODY)


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("有没有政府采购", "我单位2022年无政府采购。"),
        ("有国有资本经营预算支出吗", "本部门2022年没有使用国有资本经营预算拨款安排的支出。"),
        ("有政府性基金支出吗", "政府性基金预算支出未安排。"),
    ],
)
def test_whether_there_is_any_is_answered_in_the_documents_words(
    assistant: Assistant, question: str, quote: str
) -> None:
    answer = assistant.ask(f"蔚县政府办2022年{question}")
    assert (answer.status, answer.origin, answer.figures) == ("answered", "quoted", [])
    assert quotes(answer) == [quote]


def test_an_amount_asked_for_is_declined_with_those_words_beside(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县政府办2022年国有资本经营预算支出多少")
    assert answer.status == "not_found"
    assert "没有使用国有资本经营预算拨款安排的支出" in answer.text


def test_another_things_absence_says_nothing(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县政府办2022年有会议用品采购吗")
    assert said(answer) == ["not_disclosed"]
    assert "未列入" not in answer.text
