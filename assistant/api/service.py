"""The HTTP service over one index: the library and the answers, in the contract's JSON."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from assistant.api.asking import asking_routes
from assistant.api.documents import document_routes
from assistant.api.fact_routes import fact_routes
from assistant.api.feedback import FeedbackStore, feedback_routes
from assistant.api.guard import Guard
from assistant.api.health import health_routes
from assistant.api.library_routes import library_routes
from assistant.api.mcp_server import mcp_routes, mcp_server
from assistant.api.openai_routes import openai_routes
from assistant.api.problems import answer_with_problems
from assistant.api.staff_page import staff_page_routes
from assistant.api.widget_routes import widget_routes
from assistant.assistant import Assistant
from assistant.settings import ServiceSettings


def create_app(assistant: Assistant, folder: Path, settings: ServiceSettings | None = None) -> FastAPI:
    """The service of an assistant, with everything that its questions need opened before it listens.

    ``folder`` is where it keeps what readers write. Raises ``ModelMissing``.
    """
    origins = (settings or ServiceSettings()).origins
    assistant.warm()
    tools = mcp_server(assistant)
    tool_routes = mcp_routes(tools)

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        async with tools.session_manager.run():
            yield

    service = FastAPI(
        title="Caiwen 财问",
        version="1",
        summary="Budget disclosures, with the exact figure and its place.",
        docs_url=None,
        redoc_url=None,
        lifespan=running,
    )
    answer_with_problems(service)
    for routes in (
        asking_routes(assistant),
        library_routes(assistant),
        fact_routes(assistant),
        document_routes(assistant),
        feedback_routes(FeedbackStore(folder)),
        openai_routes(assistant),
        widget_routes(assistant, origins),
        staff_page_routes(),
        health_routes(assistant),
    ):
        service.include_router(routes)
    service.router.routes.extend(tool_routes)
    service.add_middleware(Guard)
    service.add_middleware(  # around the guard: a listed portal may read its refusals as well
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
        max_age=3600,
    )
    return service
