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
    """The layer that says who asks (``request.state.visitor``); ``public`` are the collections that need no key.

    What is not to be answered at all gets its refusal in ``request.state.refused``: the next layer sends it, once it has counted.
    """

    def __init__(self, service: ASGIApp, keys: Keys, sessions: Sessions, public: Collection[str]) -> None:
        self._service, self._keys, self._sessions = service, keys, sessions
        self._nobody = Visitor("", "", "anonymous", frozenset(public))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            state = scope.setdefault("state", {})
            state["visitor"], state["refused"] = self._nobody, None
            if bearer := _BEARER.fullmatch(headers.get("authorization", "")):
                key = self._keys.of_secret(bearer[1])
                state["visitor"] = key.visitor if key else self._nobody
                state["refused"] = None if key else _unknown(Request(scope))
            elif COOKIE in headers.get("cookie", ""):
                state["visitor"], state["refused"] = self._of_session(scope, headers)
        await self._service(scope, receive, send)

    def _of_session(self, scope: Scope, headers: Headers) -> tuple[Visitor, ASGIApp | None]:
        """The visitor of a session, and the refusal where it is none.

        Only the service's own pages change things by a session: browsers send cookies along from anywhere. Where it has ended, pages
        that anybody may read are shown all the same, but nothing is answered in somebody's place as if nobody had asked.
        """
        key = self._sessions.key_of(session_token(headers))
        path: str = scope["path"]
        if key is None:
            asks = path.startswith("/v1/") and path != "/v1/session"
            return self._nobody, _ended(Request(scope)) if asks else None
        if scope["method"] in _CHANGES_NOTHING or is_own(headers):
            return key.visitor, None
        return self._nobody, refusal(Request(scope), 403, "Only a page of this service acts by its session.")


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


def _unknown(request: Request) -> ASGIApp:
    response = refusal(request, 401, "This needs a key that the service knows, as Authorization: Bearer.")
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _ended(request: Request) -> ASGIApp:
    response = refusal(request, 401, "The session has ended; sign in again.")
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return response
