"""The assistant as a model of OpenAI's chat completions, so that clients and platforms that speak to one can ask it.

The last user message is the question and the user messages before it are the conversation; what other roles say changes nothing.
Citations survive three times: as [1] with a list of sources in the text, as ``annotations`` of the message (url_citation), and as
the whole answer in the extra field ``caiwen``.
"""

import re
import time
from collections.abc import Iterator
from functools import partial
from typing import Annotated, Literal
from uuid import uuid4

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.api.asking import pieces
from assistant.api.bodies import LARGEST_CHAT
from assistant.api.problems import OPENAI_ERRORS
from assistant.api.schemas import LONGEST_QUESTION
from assistant.api.view import ALL, Viewing
from assistant.contract import Answer, Citation
from index.fact_rows import as_json

MODEL = "caiwen"
_LATEST_TURNS = 8
_SOURCES = {"zh": "来源：", "en": "Sources:"}


Text = Annotated[str, StringConstraints(max_length=LARGEST_CHAT)]  # with a constraint lone surrogates are refused, too


class TextPart(BaseModel):
    """A part of a message; what is no text is not read."""

    type: str
    text: Text = ""


class Message(BaseModel):
    """A message of a conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Text | list[TextPart] | None = None

    @property
    def text(self) -> str:
        """The words of the message."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class Completion(BaseModel):
    """A request for a chat completion; settings of sampling are taken and change nothing."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [
                {"model": MODEL, "messages": [{"role": "user", "content": "馆陶县政府办2021年三公经费预算是多少"}]}
            ]
        },
    )
    model: str = Field(default=MODEL, max_length=100)
    messages: Annotated[list[Message], Field(min_length=1, max_length=200)]
    stream: bool = False


def openai_routes() -> APIRouter:
    """The routes that OpenAI's clients call."""
    routes = APIRouter(prefix="/v1", tags=["openai"], responses=OPENAI_ERRORS)

    @routes.get("/models")
    def models(_: Viewing) -> dict[str, object]:
        """The one model there is."""
        return {"object": "list", "data": [_model()]}

    @routes.get("/models/{model}")
    def model(_: Viewing, model: str) -> dict[str, object]:
        """The model of a name."""
        if model != MODEL:
            raise HTTPException(404, "There is no such model.")
        return _model()

    @routes.post(
        "/chat/completions",
        response_model=None,
        responses={200: {"content": {"application/json": {}, "text/event-stream": {}}, "description": "A completion"}},
    )
    async def complete(view: Viewing, completion: Completion, request: Request) -> JSONResponse | StreamingResponse:
        """The answer to the last user message, whole or in chunks."""
        if completion.model != MODEL:
            raise HTTPException(404, "There is no such model.")
        turns = [message.text for message in completion.messages if message.role == "user" and message.text.strip()]
        if not turns or len(turns[-1]) > LONGEST_QUESTION:
            raise HTTPException(
                400, f"The last user message has to hold a question of at most {LONGEST_QUESTION} characters."
            )
        before = [turn for turn in turns[-_LATEST_TURNS:-1] if len(turn) <= LONGEST_QUESTION]
        answer = await view.in_thread(partial(view.converse, [(turn, ALL) for turn in (*before, turns[-1])]))
        told = _Told(answer, str(request.base_url).rstrip("/"))
        if completion.stream:
            return StreamingResponse(_chunks(told), media_type="text/event-stream")
        return JSONResponse(
            _head(told, "chat.completion") | {"choices": [_choice(told)], "caiwen": answer.model_dump()}
        )

    return routes


def _model() -> dict[str, object]:
    return {"id": MODEL, "object": "model", "created": 0, "owned_by": "caiwen"}


class _Told:
    """An answer as one message of a chat: its words with the list of its sources, and the marks in them."""

    def __init__(self, answer: Answer, base: str) -> None:
        self.answer = answer
        self.id, self.created = f"chatcmpl-{uuid4().hex}", int(time.time())
        self._base = base

    @property
    def text(self) -> str:
        """The words of the answer, its warnings, and the sources by their numbers."""
        answer = self.answer
        parts = [answer.text, *(f"⚠ {warning.marked}" for warning in answer.warnings)]
        if answer.interpretation.taken:
            parts.append(answer.interpretation.taken)
        if answer.citations:
            parts.append("\n".join((_SOURCES[answer.language], *map(self._source, answer.citations))))
        return "\n\n".join(parts)

    @property
    def annotations(self) -> list[dict[str, object]]:
        """Each mark in the words of the answer, as a citation of its place."""
        found: list[dict[str, object]] = []
        for citation in self.answer.citations:
            for mark in re.finditer(re.escape(f"[{citation.number}]"), self.answer.text):
                url = {"start_index": mark.start(), "end_index": mark.end(), "url": self._url(citation)}
                found.append({"type": "url_citation", "url_citation": url | {"title": citation.title}})
        return found

    def _source(self, citation: Citation) -> str:
        return f"[{citation.number}] {citation.title} › {citation.within} {self._url(citation)}"

    def _url(self, citation: Citation) -> str:
        return f"{self._base}{citation.url}"


def _head(told: _Told, kind: str) -> dict[str, object]:
    return {"id": told.id, "object": kind, "created": told.created, "model": MODEL}


def _choice(told: _Told) -> dict[str, object]:
    message = {"role": "assistant", "content": told.text, "refusal": None, "annotations": told.annotations}
    return {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}


def _chunks(told: _Told) -> Iterator[str]:
    head = _head(told, "chat.completion.chunk")
    deltas: list[dict[str, object]] = [{"role": "assistant", "content": ""}]
    deltas += [{"content": piece} for piece in pieces(told.text)]
    deltas.append({"annotations": told.annotations})
    for delta in deltas:
        yield _data(head | {"choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": None}]})
    last = {"choices": [{"index": 0, "delta": {}, "logprobs": None, "finish_reason": "stop"}]}
    yield _data(head | last | {"caiwen": told.answer.model_dump()})
    yield "data: [DONE]\n\n"


def _data(content: object) -> str:
    return f"data: {as_json(content)}\n\n"
