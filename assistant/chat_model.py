"""A language model behind LangChain: one prompt, one reply, within one deadline and one size, or a reason why there is none.

LangChain loads with the model, not with this module. Every call has a thread and an event loop of its own: when its time is over the
caller goes on at once, and the connection is cut, whether the server hangs or sends a byte a second.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from assistant.settings import WordingSettings
from index.errors import ModelMissing

_MOST_CHARACTERS = 20_000
_MOST_BYTES = 2_000_000  # of a response: servers send up to a hundred bytes around each piece of text
_ENDED = frozenset({"stop", "end_turn"})
_ENDINGS = ("finish_reason", "stop_reason", "done_reason")
_THOUGHTS = re.compile(r"\s*<think>.*?</think>\s*", re.DOTALL)
_NO_KEY = (
    "none"  # for a server that asks for none: a key that the environment holds for another service is not sent to it
)


class NoReply(Exception):
    """The model gave nothing to go on. ``reason`` is a word for logs and holds nothing of question, answer or key."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class ChatModel:
    """A chat model as it is set."""

    settings: WordingSettings

    @classmethod
    def load(cls, settings: WordingSettings) -> "ChatModel":
        """The model that the settings name; nothing is asked of it yet. Raises ``ModelMissing``."""
        model, told = cls(settings), f"wording.model {settings.model} of wording.provider {settings.provider}"
        try:
            model._made(as_json=False)
        except ImportError as error:
            advice = "Install it: make llm, or pip install 'caiwen[llm]'; other providers have packages of their own"
            raise ModelMissing(f"{told}: it needs the extra `llm` ({error}). {advice}.") from error
        except Exception as error:  # noqa: BLE001 - each provider has errors of its own, and they may quote what it was given
            advice = "Check provider, model and key. See docs/wording.md"
            raise ModelMissing(f"{told}: it cannot be set up ({type(error).__name__}). {advice}.") from None
        return model

    def reply(self, prompt: str, *, as_json: bool = False) -> str:
        """The model's words. Raises ``NoReply``: in time, whatever the server does."""
        outcome: SimpleQueue[str | NoReply] = SimpleQueue()

        def call() -> None:
            outcome.put(asyncio.run(self._called(prompt, as_json)))

        try:
            Thread(target=call, name="caiwen-chat-model", daemon=True).start()
            told = outcome.get(timeout=self.settings.timeout)
        except Empty:
            raise NoReply("timeout") from None
        except RuntimeError:
            raise NoReply("no_thread") from None
        if isinstance(told, NoReply):
            raise told
        return told

    async def _called(self, prompt: str, as_json: bool) -> str | NoReply:
        try:
            async with asyncio.timeout(self.settings.timeout):
                return await self._streamed(prompt, as_json)
        except NoReply as none:
            return none
        except TimeoutError:
            return NoReply("timeout")
        except Exception as error:  # noqa: BLE001 - whatever a library makes of garbage, the answer stands without the model
            return NoReply(_reason_of(error))

    async def _streamed(self, prompt: str, as_json: bool) -> str:
        client = _bounded_client() if self.settings.provider == "openai" else None
        try:
            model = self._made(as_json=as_json, **({"http_async_client": client} if client else {}))
            async with aclosing(model.astream(prompt)) as stream:
                return await _whole(stream)
        finally:
            if client is not None:
                await client.aclose()

    def _made(self, *, as_json: bool, **own: Any) -> Any:
        """LangChain's model; made for each call, because its connections belong to one event loop."""
        from langchain.chat_models import init_chat_model

        settings = self.settings
        options: dict[str, Any] = {"temperature": settings.temperature, "timeout": settings.timeout, "max_retries": 0}
        body: dict[str, Any] = {"response_format": {"type": "json_object"}} if as_json else {}
        if settings.base_url is not None:
            options["base_url"] = settings.base_url
        if settings.provider == "openai" and settings.base_url is not None:
            body["max_tokens"] = settings.max_tokens  # LangChain's max_completion_tokens is not known to every server
        else:
            options["max_tokens"] = settings.max_tokens
        if settings.provider == "openai" and body:
            options["extra_body"] = body
        if settings.api_key is not None or settings.base_url is not None:
            options["api_key"] = settings.api_key.get_secret_value() if settings.api_key else _NO_KEY
        return init_chat_model(settings.model, model_provider=settings.provider, **options, **own)


async def _whole(stream: AsyncIterator[Any]) -> str:
    """The text of a stream that came to its own end. Raises ``NoReply`` where it was cut, is empty or too long."""
    pieces: list[str] = []
    ended, length = "", 0
    async for chunk in stream:
        piece = str(chunk.text)
        length += len(piece)
        if length > _MOST_CHARACTERS:
            raise NoReply("too_long")
        pieces.append(piece)
        ended = next((str(chunk.response_metadata[key]) for key in _ENDINGS if chunk.response_metadata.get(key)), ended)
    if not ended:
        raise NoReply("cut")
    if ended not in _ENDED:
        raise NoReply("unfinished")
    text = _THOUGHTS.sub("", "".join(pieces), count=1).strip()
    if not text:
        raise NoReply("empty")
    return text


def _bounded_client() -> Any:
    """The HTTP client of OpenAI's library, which reads no more of a response than it must and follows nobody elsewhere."""
    from openai import DefaultAsyncHttpxClient

    async def bound(response: Any) -> None:
        response.aiter_raw = _at_most(_MOST_BYTES, response.aiter_raw)

    headers = {"Accept-Encoding": "identity"}
    return DefaultAsyncHttpxClient(follow_redirects=False, headers=headers, event_hooks={"response": [bound]})


def _at_most(limit: int, read: Any) -> Any:
    """``aiter_raw`` of a response, which ends with ``NoReply`` behind so many bytes."""

    async def bounded(chunk_size: int | None = None) -> AsyncIterator[bytes]:
        length = 0
        async with aclosing(read(chunk_size)) as chunks:
            async for chunk in chunks:
                length += len(chunk)
                if length > limit:
                    raise NoReply("too_long")
                yield chunk

    return bounded


def _reason_of(error: BaseException) -> str:
    """A word for a failed call: http_429, timeout, no_connection, too_long, garbage."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return f"http_{status}"
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, NoReply):
            return cause.reason
        cause = cause.__cause__ or cause.__context__
    known: Mapping[str, str] = {"Timeout": "timeout", "Connect": "no_connection", "Protocol": "cut"}
    name = type(error).__name__
    return next((reason for word, reason in known.items() if word in name), "garbage")
