"""Questions over HTTP: the answer at once, or in events as they can be shown."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel

from assistant.api.examples import EXAMPLES
from assistant.api.problems import PROBLEMS
from assistant.api.schemas import Question
from assistant.api.view import Viewing
from assistant.contract import Answer
from index.fact_rows import as_json

_PIECE = re.compile(
    r"[^。！？\n]*[。！？]*(?:\[\d+\])*\n|[^。！？\n]*[。！？]+[）”’]*(?:\[\d+\])*|[^。！？\n]+"
)  # a sentence with its marks, or a line


def asking_routes() -> APIRouter:
    """The routes that answer questions."""
    routes = APIRouter(prefix="/v1", tags=["questions"], responses=PROBLEMS)

    told = {name: {"value": example.model_dump()} for name, example in EXAMPLES.items()}

    @routes.post("/ask", response_model=Answer, responses={200: {"content": {"application/json": {"examples": told}}}})
    async def ask(question: Question, view: Viewing) -> Response:
        """The answer to a question: answered, clarify (with choices) or not_found (with the reason)."""
        answer = await _answered(question, view)
        return Response(view.written(answer), media_type="application/json")

    @routes.post("/ask/stream", response_class=EventSourceResponse)
    async def ask_stream(answer: Annotated[Answer, Depends(_answered)]) -> AsyncIterator[ServerSentEvent]:
        """The same in events: status, interpretation, figures, citations, warnings, text (in pieces), done (the answer whole).

        Figures and their places go out before words, so that a stream that breaks never shows a figure without its place.
        """
        for event in events(answer):  # answered before the first of them goes out: a fault is told by its status
            yield event

    @routes.get("/suggestions")
    def suggestions(view: Viewing) -> list[str]:
        """Questions that are certain to be answered, to begin with."""
        return view.suggestions()

    return routes


async def _answered(question: Question, view: Viewing) -> Answer:
    return await view.answer(
        question.question, question.scope, conversation_id=question.conversation_id, language=question.language
    )


def events(answer: Answer) -> Iterator[ServerSentEvent]:
    """The events of an answer, in the order in which they may be shown."""
    yield _event("status", {"status": answer.status, "reason": answer.reason})
    yield _event("interpretation", answer.interpretation)
    yield _event("figures", [figure.model_dump() for figure in answer.figures])
    yield _event("citations", [citation.model_dump() for citation in answer.citations])
    if answer.warnings:
        yield _event("warnings", [warning.model_dump() for warning in answer.warnings])
    for piece in pieces(answer.text):
        yield _event("text", {"text": piece})
    yield _event("done", answer)


def pieces(text: str) -> list[str]:
    """A text in sentences and lines, which joined are the text again."""
    return _PIECE.findall(text)


def _event(name: str, data: object) -> ServerSentEvent:
    content = data.model_dump() if isinstance(data, BaseModel) else data
    return ServerSentEvent(event=name, raw_data=as_json(content))
