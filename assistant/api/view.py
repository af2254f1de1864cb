"""The library as a visitor may see it. Routes reach documents and answers by their view alone, so that none can forget whose it is."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Annotated, TypeVar
from uuid import uuid4

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, HTTPException, Request

from assistant.api.addresses import site_of
from assistant.api.history import History, KeptTurn
from assistant.api.journal import Journal
from assistant.api.places import region_of
from assistant.api.problems import request_id_of
from assistant.api.schemas import Scope
from assistant.api.visitor import HOST, Visitor
from assistant.api.visitor import Scope as KeyScope
from assistant.assistant import Assistant
from assistant.contract import Answer
from assistant.library import Library
from assistant.recent import Recent
from index.fact_rows import DocumentRow

Result = TypeVar("Result")
ALL = Scope()
_UNGUESSABLE = 22  # characters of 128 bits in base 64
_MOST_WRITTEN = 1000
_WAITING = 40  # threads
_REPLAYED = 8  # turns of a kept conversation that the next question may go on from


@dataclass(frozen=True)
class Desk:
    """What the service works with: the assistant, its journal, the conversations that it keeps, and threads to answer in.

    ``written`` is the JSON of answers that are given again and again, each beside the answer itself.
    """

    assistant: Assistant
    journal: Journal
    history: History | None = None
    written: Recent[int, tuple[Answer, str]] = field(default_factory=lambda: Recent(_MOST_WRITTEN))
    threads: CapacityLimiter = field(init=False)

    def __post_init__(self) -> None:
        # Answers are work for a processor: more threads than processors would only make each other wait. A model is waited for.
        threads = _WAITING if self.assistant.waits else os.cpu_count() or 1
        object.__setattr__(self, "threads", CapacityLimiter(threads))


class View:
    """The documents and conversations of one visitor; ``store`` is for documents that were reached by it."""

    def __init__(self, desk: Desk, visitor: Visitor = HOST, request_id: str = "", address: str = "") -> None:
        self._desk, self._address = desk, address
        self.visitor, self.request_id = visitor, request_id
        self.store = desk.assistant.store

    @cached_property
    def library(self) -> Library:
        """The documents of the visitor's collections, as the index stands when they are first asked for: one state a request."""
        return self._desk.assistant.library.within(self.visitor.collections)

    def document(self, document_id: str) -> DocumentRow:
        """The document of an id. Raises ``HTTPException`` (404), the same for one that is not there and one of another collection."""
        row = self.library.document(document_id)
        if row is None:
            raise HTTPException(404, "There is no such document.")
        return row

    def in_scope(self, scope: Scope) -> list[str]:
        """The ids of the documents of a scope; none where it says nothing. Raises ``HTTPException`` (404) where there are none of it."""
        named = [self.document(each) for each in scope.document_ids]
        if not (scope.region or scope.entity or scope.period or scope.collection):
            return scope.document_ids
        rows = named or self.library.documents
        found = [
            row.id
            for row in rows
            if f"{region_of(row.entity)} ".startswith(f"{scope.region} ".lstrip())
            and scope.entity in {"", row.entity}
            and scope.period in {None, row.period}
            and scope.collection in {None, row.collection}
        ]
        if not found:
            raise HTTPException(404, "There is no document of this scope.")
        return found

    async def answer(
        self, question: str, scope: Scope = ALL, *, conversation_id: str | None = None, language: str | None = None
    ) -> Answer:
        """The same as ``ask``, for routes that wait: what is at hand is given at once, the rest is worked out in a thread."""
        told = partial(self.ask, question, scope, conversation_id=conversation_id, language=language)
        own = self._own(conversation_id) if conversation_id else None
        collections = self.visitor.collections
        at_hand = self._desk.assistant.knows(question, collections, self.in_scope(scope), own, language)
        if at_hand and not (self.visitor.id and conversation_id):
            return told()
        return await self.in_thread(told)

    def written(self, answer: Answer) -> str:
        """An answer as JSON."""
        known = self._desk.written.get(id(answer))
        if known is not None and known[0] is answer:
            return known[1]
        text = answer.model_dump_json()
        if answer.conversation_id is None:  # others are copies, given once
            self._desk.written.put(id(answer), (answer, text))
        return text

    async def in_thread(self, work: Callable[[], Result]) -> Result:
        """What some work on answers gives, done where no other request waits for it."""
        return await to_thread.run_sync(work, limiter=self._desk.threads)

    def ask(
        self, question: str, scope: Scope = ALL, *, conversation_id: str | None = None, language: str | None = None
    ) -> Answer:
        """The answer to a question, as the next turn of one of the visitor's conversations. Raises ``HTTPException`` (404)."""
        keeps = self._desk.history if conversation_id and self.visitor.may("staff") and self.visitor.id else None
        own = self._own(conversation_id) if conversation_id else None
        if keeps and own and conversation_id and not self._desk.assistant.conversations.holds(own):
            for turn in self.turns(conversation_id)[-_REPLAYED:]:  # the same questions give the same answers
                self._asked(turn.question, turn.scope, own)
        started = time.perf_counter()
        answer = self._asked(question, scope, own, language)
        if own:
            answer = answer.model_copy(update={"conversation_id": conversation_id})
        self._written_down(answer, time.perf_counter() - started)
        if keeps and conversation_id:
            keeps.add(self.visitor.id, conversation_id, scope, answer)
        return answer

    def converse(self, turns: Sequence[tuple[str, Scope]], *, language: str | None = None) -> Answer:
        """The answer to the last of some turns that stand for themselves. Raises ``HTTPException`` (404)."""
        own = self._own(uuid4().hex)
        started = time.perf_counter()
        try:
            answer = [self._asked(question, scope, own, language) for question, scope in turns][-1]
        finally:
            self._desk.assistant.conversations.drop(own)
        answer = answer.model_copy(update={"conversation_id": None})
        self._written_down(answer, time.perf_counter() - started)
        return answer

    def _asked(self, question: str, scope: Scope, own: str | None, language: str | None = None) -> Answer:
        return self._desk.assistant.ask(
            question,
            document_ids=self.in_scope(scope),
            collections=self.visitor.collections,
            conversation_id=own,
            owner=self._owner,
            language=language,
        )

    def suggestions(self) -> list[str]:
        """Questions that are certain to be answered."""
        return list(self._desk.assistant.suggestions(self.library))

    def drop_conversation(self, conversation_id: str) -> None:
        """Let a conversation of the visitor be forgotten: the next question under its id begins a new one."""
        self._desk.assistant.conversations.drop(self._own(conversation_id))

    def changed(self, what: str, **about: object) -> None:
        """Write down what the visitor changed."""
        self._desk.journal.changed(what, self.visitor.id, self.request_id, **about)

    def _own(self, conversation_id: str) -> str:
        """A conversation's id among those of everybody: under the same id each key has another.

        Without a key an id that could be guessed is good from one address only.
        """
        if self.visitor.id or len(conversation_id) >= _UNGUESSABLE:
            return f"{self.visitor.id}/{conversation_id}"
        return f"{self._address}/{conversation_id}"

    @property
    def _owner(self) -> str:
        return self.visitor.id or self._address

    def _shows(self, turn: KeptTurn) -> bool:
        """Whether all that a kept answer cites is still there for the visitor."""
        return all(self.library.document(citation.document_id) for citation in turn.answer.citations)

    def turns(self, conversation_id: str) -> list[KeptTurn]:
        """The kept turns of one of the visitor's conversations, without those that cite what is not there for the visitor."""
        kept = self._desk.history.turns(self.visitor.id, conversation_id) if self._desk.history else []
        return [turn for turn in kept if self._shows(turn)]

    def _written_down(self, answer: Answer, seconds: float) -> None:
        session = f"{self.visitor.id or self._address}/{answer.conversation_id or ''}"
        self._desk.journal.answered(answer, session, self.request_id, self._desk.assistant.generation, seconds)


def view_of_request(request: Request, scope: KeyScope = "anonymous") -> View:
    """The view of whoever sent a request. Raises ``HTTPException``: 401 where a key is needed, 403 where another one is."""
    visitor: Visitor = request.state.visitor
    if not visitor.may(scope):
        if not visitor.id:
            raise HTTPException(401, "This needs a key.", {"WWW-Authenticate": "Bearer"})
        raise HTTPException(403, "The key does not open this.")
    if not visitor.id and visitor.reads_nothing:
        raise HTTPException(401, "This needs a key.", {"WWW-Authenticate": "Bearer"})
    return View(request.app.state.desk, visitor, request_id_of(request), site_of(request.scope))


# No dependency waits: FastAPI would put each that is no coroutine into a thread of its own.
async def _view_of_visitor(request: Request) -> View:
    return view_of_request(request)


async def _view_of_staff(request: Request) -> View:
    return view_of_request(request, "staff")


async def _view_of_admin(request: Request) -> View:
    return view_of_request(request, "admin")


Viewing = Annotated[View, Depends(_view_of_visitor)]
StaffViewing = Annotated[View, Depends(_view_of_staff)]
AdminViewing = Annotated[View, Depends(_view_of_admin)]
