"""An open-loop HTTP client: requests go out when they are due, whether or not those before them have been answered.

Latency counts from the time a request was due, so that a service that stalls is charged for everyone who would have waited.
"""

import asyncio
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from eval.benchmarks.load.connection import Answered, Connection
from eval.benchmarks.load.outcomes import Outcome

HUNG_AFTER = 10.0  # seconds without an answer
_IDLE_FOR = 3.0  # seconds; uvicorn closes a connection that was idle for 5
_SWEEP = 0.25
_POLL = 0.005
_READS_EVERY = 20  # requests

Requests = Callable[[], bytes]


@dataclass(frozen=True)
class Phase:
    """So many requests a second, for so many seconds."""

    rate: float
    seconds: float


@dataclass(eq=False, slots=True)
class _Request:
    due: float
    began: float
    late: float
    connection: Connection | None = None


@dataclass
class Client:
    """Requests to one address, over as many connections as the answers under way need."""

    host: str
    port: int
    hung_after: float = HUNG_AFTER
    seed: int = 0
    _idle: list[Connection] = field(default_factory=list)
    _under_way: dict[_Request, None] = field(default_factory=dict)
    _outcomes: list[Outcome] = field(default_factory=list)
    _opening: set[asyncio.Task[None]] = field(default_factory=set)
    _next: Callable[[], None] | None = None

    async def open_loop(self, phases: Sequence[Phase], requests: Requests) -> list[Outcome]:
        """One run of phases, one behind the other: what became of every request, once all have ended."""
        loop = asyncio.get_running_loop()
        began, self._outcomes = loop.time(), []
        sweeper = asyncio.create_task(self._sweep())
        for sent, due in enumerate(arrivals(phases, random.Random(self.seed))):
            if sent % _READS_EVERY == 0:
                await asyncio.sleep(0)  # answers are read also where the client is behind its schedule
            while (wait := began + due - loop.time()) > 0:
                await asyncio.sleep(wait)
            self._start(began + due, began, requests())
        await self._ended(sweeper)
        return self._outcomes

    async def closed_loop(self, callers: int, seconds: float, requests: Requests) -> list[Outcome]:
        """Callers that each send the next request when the last was answered: what a service does when it is never idle."""
        loop = asyncio.get_running_loop()
        began, self._outcomes = loop.time(), []
        sweeper = asyncio.create_task(self._sweep())

        def again() -> None:
            if (now := loop.time()) - began < seconds:
                self._start(now, began, requests())

        def soon() -> None:
            loop.call_soon(again)

        self._next = soon
        for _ in range(callers):
            again()
        await asyncio.sleep(seconds)
        await self._ended(sweeper)
        self._next = None
        return self._outcomes

    def close(self) -> None:
        """Closes the connections that are kept."""
        while self._idle:
            self._idle.pop().drop()

    def _start(self, due: float, began: float, content: bytes) -> None:
        request = _Request(due, began, late=asyncio.get_running_loop().time() - due)
        self._under_way[request] = None
        connection = self._kept()
        if connection is not None:
            self._write(connection, request, content)
        else:
            task = asyncio.create_task(self._open(request, content))
            self._opening.add(task)
            task.add_done_callback(self._opening.discard)

    def _kept(self) -> Connection | None:
        oldest = asyncio.get_running_loop().time() - _IDLE_FOR
        while self._idle:
            connection = self._idle.pop()
            if connection.usable and connection.last_used > oldest:
                return connection
            connection.drop()
        return None

    async def _open(self, request: _Request, content: bytes) -> None:
        loop = asyncio.get_running_loop()
        try:
            _, connection = await loop.create_connection(Connection, self.host, self.port)
        except OSError:
            self._finish(request, Answered(fault="connect"))
            return
        if request in self._under_way and connection.usable:
            self._write(connection, request, content)
        else:
            connection.drop()
            self._finish(request, Answered(fault="closed"))

    def _write(self, connection: Connection, request: _Request, content: bytes) -> None:
        def tell(answer: Answered) -> None:
            if connection.usable:
                self._idle.append(connection)
            self._finish(request, answer)

        request.connection = connection
        connection.send(content, tell)

    def _finish(self, request: _Request, answer: Answered) -> None:
        if request not in self._under_way:
            return
        del self._under_way[request]
        due, latency = request.due - request.began, asyncio.get_running_loop().time() - request.due
        self._outcomes.append(Outcome(due, request.late, latency, answer.status, answer.retry_after, answer.fault))
        if self._next is not None:
            self._next()

    async def _sweep(self) -> None:
        """Gives up, from time to time, the requests that have waited too long."""
        while True:
            await asyncio.sleep(_SWEEP)
            latest = asyncio.get_running_loop().time() - self.hung_after
            for request in [each for each in self._under_way if each.due < latest]:
                if request.connection is not None:
                    request.connection.drop()
                self._finish(request, Answered(fault="hung"))

    async def _ended(self, sweeper: asyncio.Task[None]) -> None:
        while self._under_way:
            await asyncio.sleep(_POLL)
        sweeper.cancel()
        await asyncio.gather(sweeper, *self._opening, return_exceptions=True)


def arrivals(phases: Sequence[Phase], chance: random.Random) -> Iterator[float]:
    """Seconds at which requests are due, as independent callers come (exponential gaps); the same for the same seed."""
    started = 0.0
    for phase in phases:
        due, started = started, started + phase.seconds
        while phase.rate > 0 and (due := due + chance.expovariate(phase.rate)) < started:
            yield due


def post(host: str, path: str, body: bytes) -> bytes:
    """The bytes of a POST of JSON."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
