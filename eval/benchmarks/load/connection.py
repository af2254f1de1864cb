"""One kept-alive HTTP/1.1 connection: bytes of a request out, status and headers of its answer back."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass

_LENGTH = re.compile(rb"\r\ncontent-length:\s*(\d+)", re.IGNORECASE)
_RETRY_AFTER = re.compile(rb"\r\nretry-after:\s*\S", re.IGNORECASE)
_CLOSE = re.compile(rb"\r\nconnection:\s*close", re.IGNORECASE)
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")


@dataclass(frozen=True, slots=True)
class Answered:
    """The head of an answer whose body has come whole; ``fault`` where none came."""

    status: int = 0
    retry_after: bool = False
    fault: str = ""


class Connection(asyncio.Protocol):
    """Carries one request at a time; what comes of it is told to the caller of ``send``."""

    def __init__(self) -> None:
        self.last_used = 0.0
        self._transport: asyncio.Transport | None = None
        self._received = b""
        self._tell: Callable[[Answered], None] | None = None

    @property
    def usable(self) -> bool:
        """Whether another request may go out over it."""
        return self._transport is not None and not self._transport.is_closing() and self._tell is None

    def send(self, content: bytes, tell: Callable[[Answered], None]) -> None:
        """Writes a request; ``tell`` is called once, unless the connection is dropped first."""
        if not self.usable or self._transport is None:
            raise RuntimeError("a request is under way on this connection, or it is closed")
        self._tell = tell
        self._transport.write(content)

    def drop(self) -> None:
        """Closes at once, and tells nobody."""
        self._tell = None
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if not isinstance(transport, asyncio.Transport):
            raise TypeError(f"no stream: {transport}")
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self._received[: end + 2]
        status, length = _STATUS.match(head), _LENGTH.search(head)
        if status is None or length is None:
            self._finish(Answered(fault="malformed"), close=True)
        elif len(self._received) >= end + 4 + int(length[1]):
            self._received = b""
            answer = Answered(int(status[1]), retry_after=_RETRY_AFTER.search(head) is not None)
            self._finish(answer, close=_CLOSE.search(head) is not None)

    def connection_lost(self, exc: Exception | None) -> None:
        self._finish(Answered(fault="closed"), close=True)

    def _finish(self, answer: Answered, *, close: bool) -> None:
        tell, self._tell = self._tell, None
        if close and self._transport is not None:
            self._transport.abort()
        self.last_used = asyncio.get_running_loop().time()
        if tell is not None:
            tell(answer)
