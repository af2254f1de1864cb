"""How much a request may bring: refused by the length that it states, or by what comes, before anything parses it."""

from asyncio import timeout

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.problems import refusal
from assistant.api.visitor import Visitor

LARGEST_BODY = 16 * 1024
LARGEST_CHAT = 256 * 1024  # clients of OpenAI send the whole conversation again with each turn
LARGEST_FILE = 50 * 1024 * 1024
UPLOAD = "/v1/documents"
_SLOWEST, _SLOWEST_FILE = 10, 300  # seconds in which a request, or a file, has to come


class Bodies:
    """The layer that reads the body of a request whole, where it is no larger than one may be."""

    def __init__(self, service: ASGIApp) -> None:
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._service(scope, receive, send)
            return
        largest = _largest(scope)
        try:
            async with timeout(_SLOWEST_FILE if largest == LARGEST_FILE else _SLOWEST):
                body = await _body(dict(scope["headers"]), receive, largest)
        except ClientDisconnect:
            return  # what came of it is no request
        except TimeoutError:
            await refusal(Request(scope), 408, "The request did not come whole in time.")(scope, receive, send)
            return
        if body is None:
            await refusal(Request(scope), 413, f"A request has at most {largest} bytes.")(scope, receive, send)
            return
        await self._service(scope, _replayed(body, receive), send)


def _largest(scope: Scope) -> int:
    visitor: Visitor = scope["state"]["visitor"]
    if scope["path"].startswith("/v1/chat/"):
        return LARGEST_CHAT
    return LARGEST_FILE if scope["path"] == UPLOAD and visitor.may("admin") else LARGEST_BODY


async def _body(headers: dict[bytes, bytes], receive: Receive, largest: int) -> bytes | None:
    """The body of a request, or ``None`` where it is larger than one may be. Raises ``ClientDisconnect`` where it breaks off."""
    stated = headers.get(b"content-length", b"0")
    if not stated.isdigit() or int(stated) > largest:
        return None
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > largest:
            return None
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        if not message.get("more_body", False):
            return bytes(body)


def _replayed(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()  # that the client has gone
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
