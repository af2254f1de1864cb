"""What readers say of answers, kept for the people who look after the library: nothing of who said it."""

import json

from fastapi import APIRouter

from assistant.api.problems import PROBLEMS
from assistant.api.schemas import Feedback, Received
from assistant.api.service_store import ServiceStore, now
from assistant.api.view import Viewing

_MOST = 10_000  # kept, the latest: anybody may write them


class FeedbackStore:
    """The feedback that a service has received."""

    def __init__(self, store: ServiceStore) -> None:
        self._store = store

    def add(self, feedback: Feedback) -> int:
        """Keep a feedback; its number."""
        documents = json.dumps(feedback.document_ids)
        row = (now(), feedback.kind, feedback.question, feedback.answer, feedback.comment, documents)
        with self._store.transaction() as db:
            done = db.execute(
                "INSERT INTO feedback (at, kind, question, answer, comment, documents) VALUES (?, ?, ?, ?, ?, ?)", row
            )
            number = int(done.lastrowid or 0)
            db.execute("DELETE FROM feedback WHERE id <= ?", (number - _MOST,))
            return number


def feedback_routes(store: FeedbackStore) -> APIRouter:
    """The route that takes feedback."""
    routes = APIRouter(prefix="/v1", tags=["questions"], responses=PROBLEMS)

    @routes.post("/feedback", status_code=201)
    def feedback(_: Viewing, given: Feedback) -> Received:
        """Keep what a reader says of an answer (数字有误, or that it helped)."""
        return Received(id=store.add(given))

    return routes
