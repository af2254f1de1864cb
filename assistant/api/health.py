"""Whether the service runs and can answer, for who watches over it."""

import sqlite3

from fastapi import APIRouter, Response

from assistant.api.schemas import Health
from assistant.assistant import Assistant


def health_routes(assistant: Assistant) -> APIRouter:
    """The routes that tell of the service itself."""
    routes = APIRouter(tags=["operation"])

    @routes.get("/healthz")
    def alive() -> Health:
        """That the process answers."""
        return Health(status="ok")

    @routes.get("/readyz", responses={503: {"model": Health, "description": "The index cannot be read"}})
    def ready(response: Response) -> Health:
        """That questions can be answered: how many documents the library holds, and which state of the index it is."""
        try:
            return Health(status="ok", documents=len(assistant.library.documents), generation=assistant.store.version())
        except sqlite3.Error:
            response.status_code = 503
            return Health(status="unavailable")

    return routes
