"""The HTTP service over one index: the library and the answers, in the contract's JSON."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TextIO

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from assistant.api.access import Access
from assistant.api.asking import asking_routes
from assistant.api.bodies import Bodies
from assistant.api.conversation_routes import conversation_routes
from assistant.api.documents import document_routes
from assistant.api.evidence_routes import evidence_routes
from assistant.api.fact_routes import fact_routes
from assistant.api.feedback import FeedbackStore, feedback_routes
from assistant.api.guard import Guard
from assistant.api.health import health_routes
from assistant.api.history import History
from assistant.api.journal import Journal
from assistant.api.keys import Keys
from assistant.api.library_routes import library_routes
from assistant.api.mcp_server import mcp_routes, mcp_server
from assistant.api.openai_routes import openai_routes
from assistant.api.problems import answer_with_problems
from assistant.api.service_store import ServiceStore
from assistant.api.session_routes import session_routes
from assistant.api.sessions import Sessions
from assistant.api.staff_page import staff_page_routes
from assistant.api.traffic import Rates, Work
from assistant.api.upload_routes import upload_routes
from assistant.api.view import Desk
from assistant.api.widget_routes import widget_routes
from assistant.assistant import Assistant
from assistant.settings import ServiceSettings
from index.embedding import Embedder, built_in


def create_app(
    assistant: Assistant,
    folder: Path,
    settings: ServiceSettings | None = None,
    *,
    embedder: Embedder | None = None,
    log: TextIO | None = None,
) -> FastAPI:
    """The service of an assistant, with everything that its questions need opened before it listens.

    ``folder`` is the one of its index, where it keeps what it writes itself; ``embedder`` is of the passages of uploads; ``log`` is
    standard error where none is given. Raises ``ModelMissing`` and ``ServiceStoreUnavailable``.
    """
    settings = settings or ServiceSettings()
    assistant.warm()
    store, journal = ServiceStore(folder), Journal(log)
    keys, history = Keys(store), History(store)
    sessions = Sessions(store, keys)
    desk = Desk(assistant, journal, history)
    tools = mcp_server(desk)
    tool_routes = mcp_routes(tools)

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        async with tools.session_manager.run():
            yield
        store.close()

    service = FastAPI(
        title="Caiwen 财问",
        version="1",
        summary="Budget disclosures, with the exact figure and its place.",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # a redirect would name the host that the request names
        lifespan=running,
    )
    service.state.desk = desk
    answer_with_problems(service)
    for routes in (
        asking_routes(),
        library_routes(),
        fact_routes(),
        document_routes(),
        feedback_routes(FeedbackStore(store)),
        openai_routes(),
        session_routes(keys, sessions, journal),
        conversation_routes(history),
        evidence_routes(),
        upload_routes(folder, embedder or built_in()),
        widget_routes(settings.origins),
        staff_page_routes(),
        health_routes(assistant, journal),
    ):
        service.include_router(routes)
    service.router.routes.extend(tool_routes)
    _surround(service, settings, keys, sessions, journal)
    return service


def _surround(service: FastAPI, settings: ServiceSettings, keys: Keys, sessions: Sessions, journal: Journal) -> None:
    """Put the layers around the routes, the innermost first; each request passes them from the last to the first."""
    service.add_middleware(Work, settings=settings, journal=journal)
    service.add_middleware(Bodies)
    service.add_middleware(Rates, settings=settings)
    service.add_middleware(Access, keys=keys, sessions=sessions, public=settings.public)
    if settings.proxies:
        service.add_middleware(ProxyHeadersMiddleware, trusted_hosts=[str(network) for network in settings.proxies])
    if settings.origins:
        service.add_middleware(  # around what refuses: a listed portal may read refusals as well
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type"],
            expose_headers=["Retry-After", "X-Request-Id"],
            max_age=3600,
        )
    service.add_middleware(Guard, journal=journal, proxies=settings.proxies)
