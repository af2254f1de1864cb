"""How much is taken on: so many requests a minute of a key or an address, and so many at once."""

from math import ceil
from time import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.api.addresses import site_of
from assistant.api.journal import Journal
from assistant.api.problems import refusal
from assistant.api.visitor import Visitor
from assistant.settings import ServiceSettings

_ALWAYS = frozenset({"/healthz", "/readyz"})  # who watches over the service is told also when it is busy
_FILES = ("/static/", "/staff/")  # of the pages: two dozen at a time, and no work
_SOON = 1


class Rates:
    """The layer that refuses what comes too often (429), and after that what the layer before it will not let in."""

    def __init__(self, service: ASGIApp, settings: ServiceSettings) -> None:
        self._service = service
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._of_key = RateLimitItemPerMinute(settings.per_key) if settings.per_key else None
        self._of_address = RateLimitItemPerMinute(settings.per_address) if settings.per_address else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        service = self._service
        if scope["type"] == "http":
            free = scope["path"] in _ALWAYS or scope["path"].startswith(_FILES)
            wait = 0 if free else self._wait(scope)
            if wait:
                service = _later(scope, 429, "There were too many requests; see Retry-After.", wait)
            elif scope["state"]["refused"] is not None:
                service = scope["state"]["refused"]
        await service(scope, receive, send)

    def _wait(self, scope: Scope) -> int:
        """Seconds until a request may come again; 0 where this one may."""
        visitor: Visitor = scope["state"]["visitor"]
        limit = self._of_key if visitor.id else self._of_address
        if limit is None:
            return 0
        of_whom = visitor.id or site_of(scope)
        if self._limiter.hit(limit, of_whom):
            return 0
        return max(_SOON, ceil(self._limiter.get_window_stats(limit, of_whom).reset_time - time()))


class Work:
    """The layer that refuses what comes while too much is being done (503). What is still being sent is no work yet."""

    def __init__(self, service: ASGIApp, settings: ServiceSettings, journal: Journal) -> None:
        self._service, self._journal = service, journal
        self._at_once = settings.at_once
        self._working = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in _ALWAYS:
            await self._service(scope, receive, send)
            return
        if self._working >= self._at_once:
            await _later(scope, 503, "The service is busy; see Retry-After.", _SOON)(scope, receive, send)
            return
        self._working += 1
        self._journal.waiting.inc()
        try:
            await self._service(scope, receive, send)
        finally:
            self._working -= 1
            self._journal.waiting.dec()


def _later(scope: Scope, status: int, detail: str, seconds: int) -> ASGIApp:
    response = refusal(Request(scope), status, detail)
    response.headers["Retry-After"] = str(seconds)
    return response
