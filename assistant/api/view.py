"""The library as a visitor may see it. Routes reach documents and answers by their view alone, so that none can forget whose it is."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from assistant.api.history import History
from assistant.api.journal import Journal
from assistant.api.problems import request_id_of
from assistant.api.visitor import HOST, Scope, Visitor
from assistant.assistant import Assistant
from assistant.contract import Answer
from assistant.library import Library
from index.fact_rows import DocumentRow

_REPLAYED = 8  # turns of a kept conversation that the next question may go on from


@dataclass(frozen=True)
class Desk:
    """What the service works with: the assistant, its journal, and the conversations that it keeps."""

    assistant: Assistant
    journal: Journal
    history: History | None = None


class View:
    """The documents and conversations of one visitor; ``store`` is for documents that were reached by it."""

    def __init__(self, desk: Desk, visitor: Visitor = HOST, request_id: str = "", address: str = "") -> None:
        self._desk, self._address = desk, address
        self.visitor, self.request_id = visitor, request_id
        self.store = desk.assistant.store

    @property
    def library(self) -> Library:
        """The documents of the visitor's collections, as the index stands now."""
        return self._desk.assistant.library.within(self.visitor.collections)

    def document(self, document_id: str) -> DocumentRow:
        """The document of an id. Raises ``HTTPException`` (404), the same for one that is not there and one of another collection."""
        row = self.library.document(document_id)
        if row is None:
            raise HTTPException(404, "There is no such document.")
        return row

    def ask(
        self,
        question: str,
        *,
        document_ids: Sequence[str] = (),
        conversation_id: str | None = None,
        language: str | None = None,
    ) -> Answer:
        """The answer to a question, as the next turn of one of the visitor's conversations. Raises ``HTTPException`` (404)."""
        for document in document_ids:
            self.document(document)
        keeps = self._desk.history if conversation_id and self.visitor.may("staff") and self.visitor.id else None
        own = self._own(conversation_id) if conversation_id else None
        if keeps and own and conversation_id and not self._desk.assistant.conversations.holds(own):
            self._replay(keeps, conversation_id, own)
        started = time.perf_counter()
        answer = self._desk.assistant.ask(
            question, document_ids=document_ids, library=self.library, conversation_id=own, language=language
        )
        answer = answer.model_copy(update={"conversation_id": conversation_id})
        self._written_down(answer, time.perf_counter() - started)
        if keeps and conversation_id:
            keeps.add(self.visitor.id, conversation_id, tuple(document_ids), answer)
        return answer

    def converse(
        self, turns: Sequence[str], *, document_ids: Sequence[str] = (), language: str | None = None
    ) -> Answer:
        """The answer to the last of some turns that stand for themselves. Raises ``HTTPException`` (404)."""
        for document in document_ids:
            self.document(document)
        started = time.perf_counter()
        answer = self._desk.assistant.converse(
            turns, document_ids=document_ids, library=self.library, language=language
        )[-1]
        self._written_down(answer, time.perf_counter() - started)
        return answer

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
        """A conversation's id among those of everybody: under the same id each visitor has another."""
        return f"{self.visitor.id}/{conversation_id}"

    def _replay(self, history: History, conversation_id: str, own: str) -> None:
        """Bring a kept conversation back to mind: the same questions give the same answers."""
        for turn in history.turns(self.visitor.id, conversation_id)[-_REPLAYED:]:
            self._desk.assistant.ask(
                turn.question, document_ids=turn.documents, library=self.library, conversation_id=own
            )

    def _written_down(self, answer: Answer, seconds: float) -> None:
        session = f"{self.visitor.id or self._address}/{answer.conversation_id or ''}"
        generation = self.store.version()
        self._desk.journal.answered(answer, session, self.request_id, generation, seconds)


def view_of(request: Request) -> View:
    """The view of whoever sent a request. Raises ``HTTPException`` (401) where nothing is open without a key."""
    return _view(request, "anonymous")


def _view(request: Request, scope: Scope) -> View:
    visitor: Visitor = request.state.visitor
    if not visitor.may(scope):
        if not visitor.id:
            raise HTTPException(401, "This needs a key.", {"WWW-Authenticate": "Bearer"})
        raise HTTPException(403, "The key does not open this.")
    if not visitor.id and visitor.reads_nothing:
        raise HTTPException(401, "This needs a key.", {"WWW-Authenticate": "Bearer"})
    address = request.client.host if request.client else ""
    return View(request.app.state.desk, visitor, request_id_of(request), address)


def _view_of_staff(request: Request) -> View:
    return _view(request, "staff")


def _view_of_admin(request: Request) -> View:
    return _view(request, "admin")


Viewing = Annotated[View, Depends(view_of)]
StaffViewing = Annotated[View, Depends(_view_of_staff)]
AdminViewing = Annotated[View, Depends(_view_of_admin)]
