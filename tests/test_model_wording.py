"""Answers in a model's words: shown with their label where they say the same, and otherwise the answer as it was, in time."""

import json
import logging
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from typer.testing import CliRunner

from assistant.api.service import create_app
from assistant.assistant import Assistant
from assistant.chat_model import ChatModel
from assistant.cli import app
from assistant.contract import Answer
from assistant.model_wording import LABELS, ModelWording
from assistant.settings import WordingSettings
from assistant.verification import verify
from tests.conftest import REPOSITORY
from tests.lies import LIES
from tests.model_server import OUTAGES, ModelServer, serving

pytestmark = [pytest.mark.integration]
pytest.importorskip("langchain_openai")

KEY = "sk-caiwen-test-0123456789"
TRIALS = 1000
QUESTIONS = REPOSITORY / "eval" / "questions" / "samples" / "samples.jsonl"
AMOUNT = "馆陶县政府办2021年三公经费预算是多少"
HONEST = "根据公开文件，馆陶县人民政府办公室2021年的“三公”经费预算为1.2万元[1]。"
SHORT, LONG = 0.5, 10.0


@pytest.fixture(scope="module")
def server() -> Iterator[ModelServer]:
    with serving() as server:
        yield server


@pytest.fixture(autouse=True)
def _reset(server: ModelServer) -> None:
    server.mode, server.reply = "honest", answer_of
    server.requests.clear()
    server.headers.clear()


def answer_of(prompt: str) -> str:
    """The answer inside a prompt: the words of a model that changes nothing."""
    return prompt.split("<<<\n")[1].split("\n>>>")[0]


def wording(server: ModelServer, timeout: float = LONG) -> ModelWording:
    settings = WordingSettings(enabled=True, model="qwen", base_url=server.url, api_key=SecretStr(KEY), timeout=timeout)
    return ModelWording(ChatModel.load(settings))


def worded(samples: Assistant, server: ModelServer, timeout: float = LONG) -> Assistant:
    return Assistant(samples.store, wording=wording(server, timeout))


@pytest.fixture(scope="module")
def answers(samples: Assistant) -> list[Answer]:
    """Answered sample questions, those that are not only quoted."""
    cases = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    found = [samples.converse(case["turns"], files=case.get("files") or ())[-1] for case in cases]
    return [answer for answer in found if answer.status == "answered" and answer.origin != "quoted"]


def test_honest_words_are_shown_under_their_label(samples: Assistant, server: ModelServer) -> None:
    plain = samples.ask(AMOUNT)
    server.reply = lambda prompt: HONEST
    answer = worded(samples, server).ask(AMOUNT)
    assert (answer.text, answer.origin) == (f"{HONEST}\n{LABELS['zh']}", "ai_generated")
    assert answer.model_copy(update={"text": plain.text, "origin": plain.origin}) == plain
    assert all(verdict.holds for verdict in verify(answer, samples.library))


def test_an_english_answer_has_an_english_label(samples: Assistant, server: ModelServer) -> None:
    answer = worded(samples, server).ask("Guantao 2021 san gong jingfei duoshao")
    assert answer.language == "en"
    assert answer.text.endswith(LABELS["en"])


def test_a_conversation_is_worded_turn_by_turn(samples: Assistant, server: ModelServer) -> None:
    turns = worded(samples, server).converse([AMOUNT, "比上年呢"])
    assert [turn.origin for turn in turns] == ["ai_generated", "ai_generated"]
    assert [turn.figures for turn in turns] == [turn.figures for turn in samples.converse([AMOUNT, "比上年呢"])]


def test_what_the_model_is_sent(samples: Assistant, server: ModelServer) -> None:
    """The answer and its quotations; neither the question nor where the documents lie."""
    question = "我是退休教师王芳，请问馆陶县政府办2021年三公经费预算是多少"
    answer = worded(samples, server).ask(question)
    (request,) = server.requests
    (message,) = request["messages"]
    assert "王芳" not in message["content"]
    assert answer.citations[0].quote in message["content"]
    assert answer.citations[0].file not in message["content"]
    assert (request["model"], request["temperature"], request["max_tokens"], request["stream"]) == (
        "qwen",
        0,
        1000,
        True,
    )
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    "question",
    [
        "正定县三公经费",
        "三公经费是多少？",
        "馆陶县政府督查室的单位规格",
        "馆陶2021年网络正常运转保障时间的指标值是多少",
    ],
)
def test_refusals_and_questions_back_are_never_worded(samples: Assistant, server: ModelServer, question: str) -> None:
    answer = worded(samples, server).ask(question)
    assert answer.status != "answered"
    assert not server.requests
    assert answer == samples.ask(question)


@pytest.mark.parametrize("mode", OUTAGES)
def test_every_outage_ends_with_the_answer_as_it_was(samples: Assistant, server: ModelServer, mode: str) -> None:
    server.mode, server.reply = mode, lambda prompt: HONEST * 5 if mode == "cut stream" else HONEST
    assistant = worded(samples, server, SHORT)
    began = time.monotonic()
    answer = assistant.ask(AMOUNT)
    assert time.monotonic() - began < SHORT + 5
    assert server.requests
    assert answer.model_dump_json() == samples.ask(AMOUNT).model_dump_json()


def test_nobody_listens(samples: Assistant) -> None:
    with serving() as gone:
        url = gone.url
    settings = WordingSettings(enabled=True, model="qwen", base_url=url, timeout=SHORT)
    assistant = Assistant(samples.store, wording=ModelWording(ChatModel.load(settings)))
    assert assistant.ask(AMOUNT) == samples.ask(AMOUNT)


LIARS: dict[str, Callable[[str], str]] = {
    "lying digits": lambda words: words.replace("1.2", "2.1"),
    "swapped unit": lambda words: words.replace("万元", "亿元"),
    "swapped year": lambda words: words.replace("2021", "2020"),
    "dropped citation": lambda words: words.replace("[1]", ""),
    "name swapped": lambda words: words.replace("馆陶县", "鹿泉区"),
    "negation flipped": lambda words: words.replace("为", "并不是"),
    "figure dropped": lambda words: words.split("为")[0] + "[1]",
    "invented figure": lambda words: words + "其中，会议费为0.3万元[1]。",
    "refusal": lambda words: "抱歉，我不能回答这个问题。",
    "html": lambda words: f"<p>{words}</p>",
    "json": lambda words: json.dumps({"answer": words}),
    "prompt told": lambda words: f"好的，以下是改写后的答案：{words}",
}


@pytest.mark.parametrize("lie", LIARS)
def test_a_lie_is_not_shown(samples: Assistant, server: ModelServer, lie: str) -> None:
    server.reply = lambda prompt: LIARS[lie](HONEST)
    assert worded(samples, server).ask(AMOUNT) == samples.ask(AMOUNT)
    assert len(server.requests) == 1


def test_a_thousand_lies_of_the_server(answers: list[Answer], server: ModelServer) -> None:
    """No altered figure, unit, year or name comes through: each time the very answer that was composed."""
    word, rng, tried = wording(server), Random(7), 0
    while tried < TRIALS:
        answer, lie = rng.choice(answers), rng.choice(LIES)
        told = lie(answer.text, answer, answers, rng)
        if told is None or told == answer.text:
            continue
        server.reply = lambda prompt, told=told: told  # type: ignore[misc]
        assert word(answer) is answer, (lie.__name__, told)
        tried += 1
    assert len(server.requests) == TRIALS


def test_thoughts_are_not_words(samples: Assistant, server: ModelServer) -> None:
    server.reply = lambda prompt: f"<think>1.2还是2.1？</think>\n\n{HONEST}"
    assert worded(samples, server).ask(AMOUNT).text.startswith(HONEST)


def test_the_log_says_why_and_nothing_private(
    samples: Assistant, server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    """Everything that any library logs is looked at; the key and the asker are in none of it."""
    caplog.set_level(logging.DEBUG)
    for mode, outcome in {"honest": "worded", "429": "http_429", "hang": "timeout", "html": "garbage"}.items():
        assistant = worded(samples, server, SHORT if mode == "hang" else LONG)
        caplog.clear()
        server.mode = mode
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assistant.ask("我是王芳，馆陶县政府办2021年三公经费预算是多少")
        (record,) = (record for record in caplog.records if record.name == "caiwen.wording")
        assert record.__dict__["outcome"] == outcome
        assert record.__dict__["prompt"] == "wording.zh/1"
        everything = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
        assert KEY not in everything
        assert "王芳" not in everything


def test_the_key_is_in_no_repr(server: ModelServer) -> None:
    made = wording(server)
    assert KEY not in f"{made!r} {made.model!r} {made.model.settings!r} {made.model.settings.model_dump_json()}"


def test_every_channel_shows_the_label(
    samples: Assistant, sample_index: Path, server: ModelServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Terminal, JSON and batch by the command line, and HTTP: settings from the environment, words and label from the same text."""
    server.reply = lambda prompt: HONEST
    shown = f"{HONEST}\n{LABELS['zh']}"
    monkeypatch.chdir(tmp_path)
    for name, value in {"ENABLED": "true", "MODEL": "qwen", "BASE_URL": server.url, "API_KEY": KEY}.items():
        monkeypatch.setenv(f"CAIWEN_WORDING__{name}", value)
    monkeypatch.setenv("COLUMNS", "200")
    index = ["--index", str(sample_index)]
    terminal = CliRunner().invoke(app, ["ask", AMOUNT, *index], catch_exceptions=False).stdout
    assert terminal.startswith(shown)
    told = Answer.model_validate_json(CliRunner().invoke(app, ["ask", AMOUNT, "--json", *index]).stdout)
    lines = CliRunner().invoke(app, ["batch", "-", *index], input=json.dumps({"id": "1", "turns": [AMOUNT]})).stdout
    (batched,) = json.loads(lines)["answers"]
    with TestClient(create_app(Assistant.open(sample_index, wording=wording(server)), tmp_path)) as client:
        served = client.post("/v1/ask", json={"question": AMOUNT}).json()
    assert told.model_dump(mode="json") == batched == served
    assert (told.text, told.origin) == (shown, "ai_generated")
    (tmp_path / "answer.json").write_text(told.model_dump_json(), encoding="utf-8")
    assert CliRunner().invoke(app, ["verify", str(tmp_path / "answer.json"), *index]).exit_code == 0


def test_off_by_default(
    samples: Assistant, sample_index: Path, server: ModelServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CAIWEN_WORDING__BASE_URL", server.url)
    told = CliRunner().invoke(app, ["ask", AMOUNT, "--json", "--index", str(sample_index)]).stdout
    assert Answer.model_validate_json(told) == samples.ask(AMOUNT)
    assert not server.requests
