"""Conversations of staff, kept from one day to the next: each key sees its own and no other."""

from dataclasses import dataclass

from assistant.api.schemas import Scope
from assistant.api.service_store import ServiceStore, now
from assistant.contract import Answer

_MOST_CONVERSATIONS = 500  # of a key; the ones spoken in last are kept
_MOST_TURNS = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation as it is listed: its first question, how many turns it has, and when the last was."""

    id: str
    title: str
    updated: str
    turns: int


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """One turn: when, what was asked, over which scope, and the answer of that day."""

    at: str
    question: str
    scope: Scope
    answer: Answer


class History:
    """The conversations that a service keeps."""

    def __init__(self, store: ServiceStore) -> None:
        self._store = store

    def add(self, visitor: str, conversation: str, scope: Scope, answer: Answer) -> None:
        """Keep a turn; the oldest turns of a long conversation and the oldest conversations of a key go."""
        of_it = (visitor, conversation)
        with self._store.transaction() as db:
            last = db.execute("SELECT MAX(number) FROM turns WHERE visitor = ? AND conversation = ?", of_it).fetchone()
            number = (last[0] or 0) + 1
            kept = (number, now(), answer.question, scope.model_dump_json(), answer.model_dump_json())
            db.execute("INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?, ?)", (*of_it, *kept))
            db.execute(
                "DELETE FROM turns WHERE visitor = ? AND conversation = ? AND number <= ?",
                (*of_it, number - _MOST_TURNS),
            )
            db.execute(
                "DELETE FROM turns WHERE visitor = ? AND conversation NOT IN (SELECT conversation FROM turns WHERE visitor = ? "
                "GROUP BY conversation ORDER BY MAX(at) DESC, conversation LIMIT ?)",
                (visitor, visitor, _MOST_CONVERSATIONS),
            )

    def conversations(self, visitor: str) -> list[Kept]:
        """The conversations of a key, the one spoken in last first."""
        with self._store.reading() as db:
            rows = db.execute(
                "SELECT conversation, (SELECT question FROM turns AS first WHERE first.visitor = all_turns.visitor "
                "AND first.conversation = all_turns.conversation ORDER BY number LIMIT 1), MAX(at), COUNT(*) "
                "FROM turns AS all_turns WHERE visitor = ? GROUP BY conversation ORDER BY MAX(at) DESC, MAX(rowid) DESC",
                (visitor,),
            ).fetchall()
        return [Kept(conversation, title, at, turns) for conversation, title, at, turns in rows]

    def turns(self, visitor: str, conversation: str) -> list[KeptTurn]:
        """The turns of a conversation of a key; none where it has no such conversation."""
        with self._store.reading() as db:
            rows = db.execute(
                "SELECT at, question, scope, answer FROM turns WHERE visitor = ? AND conversation = ? ORDER BY number",
                (visitor, conversation),
            ).fetchall()
        return [
            KeptTurn(at, question, Scope.model_validate_json(scope), Answer.model_validate_json(answer))
            for at, question, scope, answer in rows
        ]

    def forget(self, visitor: str, conversation: str) -> bool:
        """Delete a conversation; whether there was one."""
        with self._store.transaction() as db:
            return (
                db.execute("DELETE FROM turns WHERE visitor = ? AND conversation = ?", (visitor, conversation)).rowcount
                > 0
            )
