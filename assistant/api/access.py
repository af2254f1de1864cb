"""Who a request is from: a key in its header, a session in its cookie, or nobody in particular."""

import re
from collections.abc import Collection
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.api.keys import PREFIX, Keys
from assistant.api.problems import refusal
from assistant.api.sessions import COOKIE, Sessions
from assistant.api.visitor import Visitor

_BEARER = re.compile(rf"bearer +({PREFIX}[\w\-]{{1,128}}) *", re.IGNORECASE)
_CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})


class Access:
    """The layer that says who asks (``request.state.visitor``; ``None``: a key that is none); ``public`` collections need no key."""

    def __init__(self, service: ASGIApp, keys: Keys, sessions: Sessions, public: Collection[str]) -> None:
        self._service, self._keys, self._sessions = service, keys, sessions
        self._nobody = Visitor("", "", "anonymous", frozenset(public))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._service(scope, receive, send)
            return
        headers = Headers(scope=scope)
        bearer = _BEARER.fullmatch(headers.get("authorization", ""))
        visitor: Visitor | None = self._nobody
        if bearer:
            key = self._keys.of_secret(bearer[1])
            visitor = key.visitor if key else None
        elif COOKIE in headers.get("cookie", ""):
            visitor = self._of_session(scope, headers)
        scope.setdefault("state", {})["visitor"] = visitor
        # Documents that anybody may read are shown all the same; what is asked is not answered as if by somebody else.
        if visitor is self._nobody and COOKIE in headers.get("cookie", "") and self._asks(scope) and not bearer:
            response = refusal(Request(scope), 401, "The session has ended; sign in again.")
            response.delete_cookie(COOKIE, httponly=True, samesite="strict")
            await response(scope, receive, send)
            return
        await self._service(scope, receive, send)

    def _asks(self, scope: Scope) -> bool:
        path: str = scope["path"]
        return path.startswith("/v1/") and path != "/v1/session"

    def _of_session(self, scope: Scope, headers: Headers) -> Visitor:
        """The visitor of a session, by which only the service's own pages change things: browsers send cookies along from anywhere."""
        key = self._sessions.key_of(session_token(headers))
        if key is None:
            return self._nobody  # it ended: the page asks for the key again where one is needed
        return key.visitor if scope["method"] in _CHANGES_NOTHING or is_own(headers) else self._nobody


def is_own(headers: Headers) -> bool:
    """Whether a request says that a page of the service itself sends it, as browsers do for everything that is no GET."""
    origin = urlsplit(headers.get("origin", ""))
    return origin.scheme in {"http", "https"} and origin.netloc == headers.get("host")


def session_token(headers: Headers) -> str:
    """The token of the session cookie of a request; empty where there is none."""
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return cookie.value if cookie else ""


def unknown(request: Request) -> ASGIApp:
    """The response to a key that is none, or to nobody where a key is needed."""
    response = refusal(request, 401, "This needs a key that the service knows, as Authorization: Bearer.")
    response.headers["WWW-Authenticate"] = "Bearer"
    return response
