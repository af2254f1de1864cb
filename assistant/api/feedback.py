"""What readers say of answers, kept for the people who look after the library: nothing of who said it."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from fastapi import APIRouter

from assistant.api.problems import PROBLEMS
from assistant.api.schemas import Feedback, Received

FILE_NAME = "service.sqlite"
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS feedback (id INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, question TEXT NOT NULL, "
    "answer TEXT NOT NULL, comment TEXT NOT NULL, documents TEXT NOT NULL)"
)


class FeedbackStore:
    """Feedback in a SQLite file of the service's own, beside the index, which serving only reads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def add(self, feedback: Feedback) -> int:
        """Keep a feedback; its number."""
        with self._open() as db:
            row = (
                datetime.now(UTC).isoformat(timespec="seconds"),
                feedback.kind,
                feedback.question,
                feedback.answer,
                feedback.comment,
                json.dumps(feedback.document_ids),
            )
            done = db.execute(
                "INSERT INTO feedback (at, kind, question, answer, comment, documents) VALUES (?, ?, ?, ?, ?, ?)", row
            )
            return int(done.lastrowid or 0)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection of this call's own: requests run in many threads."""
        db = sqlite3.connect(self._path, timeout=5)
        try:
            with db:
                db.execute(_SCHEMA)
                yield db
        finally:
            db.close()


def feedback_routes(store: FeedbackStore) -> APIRouter:
    """The route that takes feedback."""
    routes = APIRouter(prefix="/v1", tags=["questions"], responses=PROBLEMS)

    @routes.post("/feedback", status_code=201)
    def feedback(given: Feedback) -> Received:
        """Keep what a reader says of an answer (数字有误, or that it helped)."""
        return Received(id=store.add(given))

    return routes
