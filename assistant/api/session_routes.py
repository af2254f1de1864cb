"""Signing in with a key in a browser, where pages and links of documents cannot send it in a header."""

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from assistant.api.access import is_own, session_token
from assistant.api.journal import Journal
from assistant.api.keys import Keys
from assistant.api.problems import PROBLEMS, request_id_of
from assistant.api.schemas import Session, SignIn
from assistant.api.sessions import COOKIE, LASTS, Sessions
from assistant.api.visitor import Visitor


def session_routes(keys: Keys, sessions: Sessions, journal: Journal) -> APIRouter:
    """The routes that begin, tell and end a browser session."""
    routes = APIRouter(prefix="/v1", tags=["access"], responses=PROBLEMS)

    @routes.get("/session")
    def session(request: Request) -> Session:
        """Who the service takes this request to be from."""
        return _session(request.state.visitor)

    @routes.post("/session")
    def sign_in(given: SignIn, request: Request, response: Response) -> Session:
        """Keep a key behind a cookie that no script can read, for twelve hours."""
        _only_from_here(request)
        key = keys.of_secret(given.key)
        if key is None:
            raise HTTPException(401, "The service does not know this key.", {"WWW-Authenticate": "Bearer"})
        response.set_cookie(
            COOKIE,
            sessions.begin(key),
            max_age=int(LASTS.total_seconds()),
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        journal.changed("signed_in", key.id, request_id_of(request))
        return _session(key.visitor)

    @routes.delete("/session", status_code=204)
    def sign_out(request: Request, response: Response) -> None:
        """End the session of this browser."""
        _only_from_here(request)
        sessions.end(session_token(request.headers))
        response.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=request.url.scheme == "https")

    return routes


def _only_from_here(request: Request) -> None:
    """Nobody is signed in or out by a page of another site; what is no browser says of no page that it comes from one."""
    if "origin" in request.headers and not is_own(request.headers):
        raise HTTPException(403, "Only a page of this service signs in and out.")


def _session(visitor: Visitor) -> Session:
    collections = sorted(visitor.collections) if visitor.collections is not None else None
    return Session(name=visitor.name or None, scope=visitor.scope, collections=collections)
