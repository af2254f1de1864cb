"""A question that was not understood, its item and operation filled in by a model; bodies, years and amounts stay the question's."""

import json
from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from assistant.chat_model import ChatModel
from assistant.contract import Answer
from assistant.model_reading import ModelReading
from assistant.settings import WordingSettings
from tests.model_server import OUTAGES, ModelServer, serving

pytestmark = [pytest.mark.integration]
DECLINED = "馆陶政府办2021年给干部发薪水用了多少"
PLAIN = "馆陶县政府办2021年人员经费是多少"


@pytest.fixture(scope="module")
def server() -> Iterator[ModelServer]:
    pytest.importorskip("langchain_openai")
    with serving() as server:
        yield server


@pytest.fixture
def reading(samples: Assistant, server: ModelServer) -> Assistant:
    """An assistant whose questions may be read by the model of the server."""
    server.mode = "honest"
    server.requests.clear()
    return Assistant(samples.store, reading=model(server, timeout=10))


def model(server: ModelServer, *, timeout: float) -> ModelReading:
    settings = WordingSettings(enabled=True, model="qwen", base_url=server.url, timeout=timeout, read_questions=True)
    return ModelReading(ChatModel.load(settings))


def fills(server: ModelServer, *items: str, operation: str = "lookup", account: str | None = None) -> None:
    slots = {"items": list(items), "operation": operation, "account": account}
    server.reply = lambda prompt: json.dumps(slots, ensure_ascii=False)


def test_a_question_that_was_not_understood(samples: Assistant, reading: Assistant, server: ModelServer) -> None:
    assert samples.ask(DECLINED).reason == "not_disclosed"
    fills(server, "人员经费")
    answer = reading.ask(DECLINED)
    assert answer.text == "馆陶县人民政府办公室2021年人员经费预算为413.31万元。[1]"
    assert (answer.question, answer.origin) == (DECLINED, "extracted")
    assert "按“人员经费是多少”理解（由模型读出）" in answer.interpretation.assumed
    prompt = server.requests[0]["messages"][0]["content"]
    assert DECLINED in prompt
    assert "公务用车运行维护费、公务接待费" in prompt  # the names that documents print


def test_a_question_that_was_understood_is_not_sent(reading: Assistant, server: ModelServer) -> None:
    assert reading.ask(PLAIN).status == "answered"
    assert not server.requests


@pytest.mark.parametrize(
    ("items", "operation", "plain"),
    [
        (["人员经费"], "lookup", "馆陶县政府办2021年人员经费是多少"),
        (["人员经费", "公用经费"], "lookup", "馆陶县政府办2021年人员经费、公用经费是多少"),
        (["人员经费", "公用经费"], "sum", "馆陶县政府办2021年人员经费、公用经费合计是多少"),
        (["人员经费", "公用经费"], "difference", "馆陶县政府办2021年人员经费比公用经费多多少"),
        (["人员经费", "基本支出"], "share", "馆陶县政府办2021年人员经费占基本支出的比例是多少"),
        (["基本支出"], "define", "馆陶县政府办2021年基本支出是什么意思"),
        (["三公经费"], "growth", "馆陶县政府办2021年三公经费比上年增长百分之几"),
        (["三公经费"], "explain", "馆陶县政府办2021年三公经费为什么变化"),
        (["项目"], "list", "馆陶县政府办2021年项目有哪些"),
    ],
)
def test_every_operation_is_that_of_a_plain_question(
    samples: Assistant, reading: Assistant, server: ModelServer, items: list[str], operation: str, plain: str
) -> None:
    wanted = samples.ask(plain)
    fills(server, *items, operation=operation)
    answer = reading.ask(DECLINED)
    assert (answer.status, answer.text, answer.figures) == ("answered", wanted.text, wanted.figures)


@pytest.mark.parametrize(
    ("items", "operation", "account"),
    [
        (["2020年人员经费"], "lookup", None),
        (["鹿泉区委办人员经费"], "lookup", None),
        (["鹿泉区委办的人员经费", "人员经费"], "difference", None),
        (["正定县政府办人员经费"], "lookup", None),
        (["超过100万元的项目"], "list", None),
        (["上年人员经费"], "lookup", None),
        (["人员经费"], "lookup", "final"),
        (["人员经费"], "difference", None),
        (["人员经费", "公用经费", "基本支出"], "share", None),
        (["随便什么"], "lookup", None),
    ],
)
def test_other_places_years_numbers_and_accounts_are_refused(
    samples: Assistant, reading: Assistant, server: ModelServer, items: list[str], operation: str, account: str | None
) -> None:
    fills(server, *items, operation=operation, account=account)
    assert reading.ask(DECLINED) == samples.ask(DECLINED)


@pytest.mark.parametrize(
    "question",
    [
        "馆陶2021实际吃喝招待花出去多少钱了",  # money that was spent is no budget
        "馆陶2021年的请吃请喝超过3万没有",  # an amount would be lost
        "正定政府办2021年的请吃请喝用多少",  # a place that the library has not
    ],
)
def test_what_the_question_says_is_not_lost(
    samples: Assistant, reading: Assistant, server: ModelServer, question: str
) -> None:
    fills(server, "公务接待费")
    assert samples.ask(question).status != "answered"
    answer = reading.ask(question)
    assert (answer.status, answer.text) == (samples.ask(question).status, samples.ask(question).text)


@pytest.mark.parametrize(
    "reply",
    [
        PLAIN,
        "{}",
        '{"items": [], "operation": "lookup", "account": null}',
        '{"items": ["人员经费"], "operation": "forecast", "account": null}',
        '{"items": ["人员经费"], "operation": "lookup"}',
        '{"items": "人员经费", "operation": "lookup", "account": null}',
        '{"items": ["人员经费"], "operation": "lookup", "account": null, "answer": "413.31万元"}',
        '[{"items": ["人员经费"], "operation": "lookup", "account": null}]',
        '{"items": ["' + "人员经费" * 11 + '"], "operation": "lookup", "account": null}',
    ],
)
def test_what_does_not_fit_the_schema(samples: Assistant, reading: Assistant, server: ModelServer, reply: str) -> None:
    server.reply = lambda prompt: reply
    assert reading.ask(DECLINED) == samples.ask(DECLINED)


def test_no_question_waits_for_two_calls(samples: Assistant, server: ModelServer) -> None:
    """What a model has read is not offered to it again to be worded."""
    fills(server, "人员经费")
    server.requests.clear()
    worded: list[str] = []

    def wording(answer: Answer) -> Answer:
        worded.append(answer.question)
        return answer

    assistant = Assistant(samples.store, wording=wording, reading=model(server, timeout=10))
    assert [assistant.ask(question).status for question in (DECLINED, PLAIN)] == ["answered", "answered"]
    assert (len(server.requests), worded) == (1, [PLAIN])


@pytest.mark.parametrize("mode", OUTAGES)
def test_every_outage_leaves_the_question_declined(samples: Assistant, server: ModelServer, mode: str) -> None:
    fills(server, "人员经费")
    server.mode = mode
    assistant = Assistant(samples.store, reading=model(server, timeout=0.5))
    assert assistant.ask(DECLINED) == samples.ask(DECLINED)


def test_in_a_conversation(samples: Assistant, reading: Assistant, server: ModelServer) -> None:
    """The question as it was read is the turn that the next goes on from."""
    fills(server, "人员经费")
    turns = reading.converse([DECLINED, "鹿泉呢"])
    assert [turn.status for turn in turns] == ["answered", "answered"]
    assert turns[1].figures == samples.converse([PLAIN, "鹿泉呢"])[1].figures
