"""A language model behind LangChain: what it is told, and what comes of what it says."""

import builtins
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.chat_model import ChatModel, NoReply
from assistant.models import reading_of, wording_of
from assistant.settings import WordingSettings
from index.errors import ModelMissing
from tests.model_server import ModelServer, serving

pytestmark = [pytest.mark.integration]
SHORT, LONG = 0.5, 30.0
REASONS = {
    "html": "garbage",
    "ten megabytes": "too_long",
    "ten megabytes of text": "too_long",
    "hang": "timeout",
    "drip": "timeout",
    "429": "http_429",
    "500": "http_500",
    "bad json": "garbage",
    "empty": "empty",
    "no ending": "cut",
    "closed": "no_connection",
    "redirect": "http_307",
}


def settings(server: ModelServer, *, timeout: float = LONG, **other: Any) -> WordingSettings:
    return WordingSettings(enabled=True, model="qwen", base_url=server.url, timeout=timeout, **other)


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize("mode", REASONS)
def test_a_reason_for_each_outage(mode: str, as_json: bool) -> None:
    pytest.importorskip("langchain_openai")
    with serving() as server:
        model = ChatModel.load(settings(server, timeout=SHORT if REASONS[mode] == "timeout" else LONG))
        server.mode = mode
        with pytest.raises(NoReply) as caught:
            model.reply("问题", as_json=as_json)
    assert caught.value.reason == REASONS[mode]
    assert len(server.requests) == 1


def test_json_is_asked_for() -> None:
    pytest.importorskip("langchain_openai")
    with serving() as server:
        server.reply = lambda prompt: '{"question": "…"}'
        assert ChatModel.load(settings(server)).reply("问题", as_json=True) == '{"question": "…"}'
    assert server.requests[0]["response_format"] == {"type": "json_object"}


def test_a_key_of_the_environment_goes_to_no_server_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("langchain_openai")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-service")
    with serving() as server:
        server.reply = lambda prompt: "好"
        ChatModel.load(settings(server)).reply("问题")
    assert server.headers[0]["authorization"] == "Bearer none"


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    own = builtins.__import__

    def missing(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("langchain."):
            raise ImportError("No module named 'langchain'")
        return own(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(ModelMissing, match=r"qwen.*extra `llm`.*make llm"):
        ChatModel.load(WordingSettings(enabled=True, model="qwen", api_key=SecretStr("sk-1")))


def test_a_provider_that_there_is_not() -> None:
    pytest.importorskip("langchain_openai")
    with pytest.raises(ModelMissing, match=r"wording\.provider nobody.*docs/wording\.md") as caught:
        ChatModel.load(WordingSettings(enabled=True, model="qwen", provider="nobody", api_key=SecretStr("sk-secret")))
    assert "sk-secret" not in str(caught.value)


def test_off_unless_it_is_on() -> None:
    off = WordingSettings(model="qwen", read_questions=True)
    assert (wording_of(off), reading_of(off)) == (None, None)


def test_reading_is_set_by_itself() -> None:
    pytest.importorskip("langchain_openai")
    with serving() as server:
        assert wording_of(settings(server)) is not None
        assert reading_of(settings(server)) is None
        assert reading_of(settings(server, read_questions=True)) is not None
