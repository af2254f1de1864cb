"""What every request passes first: an id, a limit on its body before anything parses it, and the headers that browsers heed."""

import re
import secrets

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.problems import problem

LARGEST_BODY = 16 * 1024
_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    b"cache-control": b"no-store",
}
_REQUEST_ID = re.compile(rb"[\w\-]{8,64}")  # of a proxy in front, where it sends one


class Guard:
    """The outermost layer of the service. A route that sends one of the headers itself keeps its own."""

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

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message["headers"]}
                more = [(name, value) for name, value in _HEADERS.items() if name not in own]
                message["headers"] = [*message["headers"], *more, (b"x-request-id", request_id.encode())]
            await send(message)

        body = await _body(headers, receive)
        if body is None:
            refusal = problem(413, f"A request has at most {LARGEST_BODY} bytes.", request_id)
            await refusal(scope, receive, answer)
            return
        await self._service(scope, _replayed(body, receive), answer)


async def _body(headers: dict[bytes, bytes], receive: Receive) -> bytes | None:
    """The body of a request, or ``None`` where it is larger than one may be."""
    stated = headers.get(b"content-length", b"0")
    if not stated.isdigit() or int(stated) > LARGEST_BODY:
        return None
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > LARGEST_BODY:
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
