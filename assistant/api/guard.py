"""What every request passes first: an id, the headers that browsers heed, and an answer in form where the program fails."""

import re
from collections.abc import Sequence
from ipaddress import ip_address
from random import getrandbits

from pydantic import IPvAnyNetwork
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.journal import Journal
from assistant.api.problems import failure

_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    b"cache-control": b"no-store",
}
_REQUEST_ID = re.compile(rb"[\w\-]{8,64}")
_NO_ROUTE = "none"


class Guard:
    """The layer around everything. A route that sends one of the headers itself keeps its own; ``proxies`` may name a request."""

    def __init__(self, service: ASGIApp, journal: Journal, proxies: Sequence[IPvAnyNetwork] = ()) -> None:
        self._service, self._journal, self._proxies = service, journal, proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._service(scope, receive, send)
            return
        request_id = self._named(scope) or f"{getrandbits(128):032x}"
        scope.setdefault("state", {})["request_id"] = request_id
        status = 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = {name.lower() for name, _ in message["headers"]}
                more = [(name, value) for name, value in _HEADERS.items() if name not in own]
                message["headers"] = [*message["headers"], *more, (b"x-request-id", request_id.encode())]
            await send(message)

        try:
            await self._service(scope, receive, answer)
        except Exception as error:
            self._journal.failed(request_id, error)
            if status:
                raise  # half an answer is out: the connection is all that can still tell
            await failure(Request(scope))(scope, receive, answer)
        finally:
            self._journal.responded(getattr(scope.get("route"), "path", _NO_ROUTE), status)

    def _named(self, scope: Scope) -> str | None:
        """The id under which a proxy in front knows a request, where it is one that is believed."""
        given = dict(scope["headers"]).get(b"x-request-id", b"") if self._proxies else b""
        if not _REQUEST_ID.fullmatch(given):
            return None
        try:
            peer = ip_address(str((scope.get("client") or ("",))[0]))
        except ValueError:
            return None
        return given.decode() if any(peer in network for network in self._proxies) else None
