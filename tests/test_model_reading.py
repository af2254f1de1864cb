"""A question that was not understood, in a model's words: asked instead where it names the same bodies, years and numbers."""

import json
from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant, planned
from assistant.chat_model import ChatModel
from assistant.model_reading import ModelReading
from assistant.rewritten import asks_the_same
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


def rewrites(server: ModelServer, question: str) -> None:
    server.reply = lambda prompt: json.dumps({"question": question}, ensure_ascii=False)


def test_a_question_that_was_not_understood(samples: Assistant, reading: Assistant, server: ModelServer) -> None:
    assert samples.ask(DECLINED).reason == "not_disclosed"
    rewrites(server, PLAIN)
    answer = reading.ask(DECLINED)
    assert answer.text == "馆陶县人民政府办公室2021年人员经费预算为413.31万元。[1]"
    assert (answer.question, answer.origin) == (DECLINED, "extracted")
    assert f"按“{PLAIN}”理解（由模型改写）" in answer.interpretation.assumed
    assert DECLINED in server.requests[0]["messages"][0]["content"]


def test_a_question_that_was_understood_is_not_sent(reading: Assistant, server: ModelServer) -> None:
    assert reading.ask(PLAIN).status == "answered"
    assert not server.requests


@pytest.mark.parametrize(
    "rewritten",
    [
        "馆陶县政府办2020年人员经费是多少",
        "馆陶县政府办人员经费是多少",
        "鹿泉区委办2021年人员经费是多少",
        "2021年人员经费是多少",
        "馆陶县政府办和鹿泉区委办2021年人员经费各是多少",
        "馆陶县政府办2021年人员经费超过100万元吗",
        "馆陶县政府办2021年人员经费决算是多少",
        "正定县政府办2021年人员经费是多少",
        "随便说点什么",
    ],
)
def test_other_places_years_numbers_and_accounts_are_refused(
    samples: Assistant, reading: Assistant, server: ModelServer, rewritten: str
) -> None:
    rewrites(server, rewritten)
    assert reading.ask(DECLINED) == samples.ask(DECLINED)


def test_money_that_was_spent_is_no_budget(samples: Assistant) -> None:
    spent, budget, account = (
        planned(question, samples.library)
        for question in (
            "馆陶2021实际吃喝招待花出去多少钱了",
            "馆陶2021年公务接待费预算是多少",
            "馆陶2021年公务接待费决算是多少",
        )
    )
    assert not asks_the_same(budget, spent)
    assert asks_the_same(account, spent)


@pytest.mark.parametrize(
    "reply",
    [
        PLAIN,
        "{}",
        '{"question": ""}',
        '{"question": 1}',
        '{"question": "馆陶县政府办2021年人员经费是多少", "answer": "413.31万元"}',
        '["馆陶县政府办2021年人员经费是多少"]',
        '{"question": "' + "馆陶县政府办2021年人员经费是多少" * 30 + '"}',
    ],
)
def test_what_does_not_fit_the_schema(samples: Assistant, reading: Assistant, server: ModelServer, reply: str) -> None:
    server.reply = lambda prompt: reply
    assert reading.ask(DECLINED) == samples.ask(DECLINED)


@pytest.mark.parametrize("mode", OUTAGES)
def test_every_outage_leaves_the_question_declined(samples: Assistant, server: ModelServer, mode: str) -> None:
    rewrites(server, PLAIN)
    server.mode = mode
    assistant = Assistant(samples.store, reading=model(server, timeout=0.5))
    assert assistant.ask(DECLINED) == samples.ask(DECLINED)


def test_in_a_conversation(samples: Assistant, reading: Assistant, server: ModelServer) -> None:
    """The rewritten question is the turn that the next goes on from."""
    rewrites(server, PLAIN)
    turns = reading.converse([DECLINED, "鹿泉呢"])
    assert [turn.status for turn in turns] == ["answered", "answered"]
    assert turns[1].figures == samples.converse([PLAIN, "鹿泉呢"])[1].figures
