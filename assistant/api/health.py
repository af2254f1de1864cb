"""Whether the service runs and can answer, and how much it does, for who watches over it."""

import sqlite3

from fastapi import APIRouter, HTTPException, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from assistant.api.journal import Journal
from assistant.api.problems import PROBLEMS
from assistant.api.schemas import Health
from assistant.api.view import StaffViewing
from assistant.api.visitor import Visitor
from assistant.assistant import Assistant


def health_routes(assistant: Assistant, journal: Journal) -> APIRouter:
    """The routes that tell of the service itself."""
    routes = APIRouter(tags=["operation"])

    @routes.get("/healthz")
    async def alive() -> Health:
        """That the process answers."""
        return Health(status="ok")

    @routes.get("/readyz", responses={503: {"model": Health, "description": "The index cannot be read"}})
    async def ready(request: Request, response: Response) -> Health:
        """That questions can be answered: from how many documents of the visitor's, and from which state of the index."""
        visitor: Visitor = request.state.visitor
        try:
            documents = assistant.library.within(visitor.collections).documents
            generation = assistant.store.version() if visitor.id else None  # it would tell nobody of what is hidden
            return Health(status="ok", documents=len(documents), generation=generation)
        except sqlite3.Error:
            response.status_code = 503
            return Health(status="unavailable")

    @routes.get(
        "/metrics",
        response_class=Response,
        responses={**PROBLEMS, 200: {"content": {"text/plain": {}}, "description": "Prometheus' text format"}},
    )
    def metrics(view: StaffViewing) -> Response:
        """Questions by what became of them, responses, times and the size of the library, for Prometheus: of all collections."""
        if view.visitor.collections is not None:
            raise HTTPException(403, "The key does not open all collections.")
        journal.documents.set(len(view.library.documents))
        return Response(generate_latest(journal.registry), media_type=CONTENT_TYPE_LATEST)

    return routes
