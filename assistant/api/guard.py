"""What every request passes first: an id, a limit on its body before anything parses it, and the headers that browsers heed."""

import re
import secrets

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.problems import failure, refusal

LARGEST_BODY = 16 * 1024
LARGEST_CHAT = 256 * 1024  # clients of OpenAI send the whole conversation again with each turn
_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    b"cache-control": b"no-store",
}
_REQUEST_ID = re.compile(rb"[\w\-]{8,64}")  # of a proxy in front, where it sends one


class Guard:
    """The layer around all routes, inside CORS alone. A route that sends one of the headers itself keeps its own."""

    def __init__(self, service: ASGIApp) -> None:
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._service(scope, receive, send)
            return
        headers = dict(scope["headers"])
        given = headers.get(b"x-request-id", b"")
        request_id = given.decode() if _REQUEST_ID.fullmatch(given) else secrets.token_hex(16)
        scope.setdefault("state", {})["request_id"] = request_id

        started = False

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                own = {name.lower() for name, _ in message["headers"]}
                more = [(name, value) for name, value in _HEADERS.items() if name not in own]
                message["headers"] = [*message["headers"], *more, (b"x-request-id", request_id.encode())]
            await send(message)

        largest = LARGEST_CHAT if scope["path"].startswith("/v1/chat/") else LARGEST_BODY
        body = await _body(headers, receive, largest)
        if body is None:
            await refusal(Request(scope), 413, f"A request has at most {largest} bytes.")(scope, receive, answer)
            return
        try:
            await self._service(scope, _replayed(body, receive), answer)
        except Exception as error:
            if started:
                raise  # half an answer is out: the connection is all that can still tell
            await failure(Request(scope), error)(scope, receive, answer)


async def _body(headers: dict[bytes, bytes], receive: Receive, largest: int) -> bytes | None:
    """The body of a request, or ``None`` where it is larger than one may be."""
    stated = headers.get(b"content-length", b"0")
    if not stated.isdigit() or int(stated) > largest:
        return None
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > largest:
            return None
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            return body


def _replayed(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()  # that the client has gone
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
