"""The open-loop client against servers of a few lines: when latency begins to count, what is counted as what, what is survived."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from eval.benchmarks.load.client import Client, Phase, arrivals, post
from eval.benchmarks.load.outcomes import Outcome, Summary

Answering = Callable[[int, asyncio.StreamWriter], Awaitable[None]]
BRIEF = [Phase(rate=400, seconds=0.1)]
DUE = list(arrivals(BRIEF, random.Random(0)))
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


class Server:
    """Answers by a function of the number of the request, counted over all connections from 0."""

    def __init__(self, answering: Answering) -> None:
        self.requests = self.connections = 0
        self._answering = answering

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while not writer.is_closing():
                head = await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(int(head.partition(b"Content-Length: ")[2].split()[0]))
                self.requests += 1
                await self._answering(self.requests - 1, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


def run(
    server: Server, use: Callable[[Client], Coroutine[Any, Any, list[Outcome]]], hung_after: float = 30
) -> list[Outcome]:
    """What becomes of the requests that ``use`` lets a client send to a server."""

    async def both() -> list[Outcome]:
        listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
        client = Client("127.0.0.1", listener.sockets[0].getsockname()[1], hung_after)
        try:
            return await use(client)
        finally:
            client.close()
            listener.close()
            await asyncio.sleep(0.05)  # its ends of the connections notice

    return asyncio.run(both())


def briefly(client: Client) -> Coroutine[Any, Any, list[Outcome]]:
    return client.open_loop(BRIEF, lambda: post("here", "/v1/ask", b"{}"))


async def answer(number: int, writer: asyncio.StreamWriter) -> None:
    writer.write(OK)


def test_requests_go_out_while_none_is_answered_and_latency_counts_from_when_they_were_due() -> None:
    """The server answers nobody before the last request has come: a client that waits for answers would wait for ever."""
    all_there = asyncio.Event()

    async def at_the_end(number: int, writer: asyncio.StreamWriter) -> None:
        if number == len(DUE) - 1:
            all_there.set()
        await all_there.wait()
        writer.write(OK)

    outcomes = run(Server(at_the_end), briefly)
    assert len(outcomes) == len(DUE) > 20
    assert all(each.answered for each in outcomes)
    assert all(each.scheduled + each.latency >= DUE[-1] for each in outcomes)
    assert {round(each.scheduled, 6) for each in outcomes} == {round(due, 6) for due in DUE}


def test_what_is_shed_is_counted_with_and_without_retry_after() -> None:
    async def shed(number: int, writer: asyncio.StreamWriter) -> None:
        later = b"Retry-After: 1\r\n" if number % 2 else b""
        writer.write(b"HTTP/1.1 503 Busy\r\n" + later + b"content-length: 0\r\nConnection: close\r\n\r\n")

    told = Summary.of(run(Server(shed), briefly), 0.1)
    assert told.by_status == {503: len(DUE)}
    assert told.shed == len(DUE)
    assert told.shed_without_retry_after == (len(DUE) + 1) // 2
    assert (told.failed, told.p99, told.rate) == (0, None, 0)


def test_connections_that_are_closed_are_errors_and_the_client_goes_on() -> None:
    async def close_each_third(number: int, writer: asyncio.StreamWriter) -> None:
        if number % 3:
            writer.write(OK)
        else:
            writer.close()

    told = Summary.of(run(Server(close_each_third), briefly), 0.1)
    closed = len(range(0, len(DUE), 3))
    assert told.faults == {"closed": closed}
    assert told.by_status == {200: len(DUE) - closed}
    assert told.failed == closed


def test_nobody_listens() -> None:
    async def deaf(client: Client) -> list[Outcome]:
        return await Client("127.0.0.1", 1).open_loop(BRIEF, lambda: post("here", "/", b""))

    assert {each.fault for each in run(Server(answer), deaf)} == {"connect"}


def test_what_is_never_answered_has_hung() -> None:
    async def never(number: int, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0)

    outcomes = run(Server(never), briefly, hung_after=0.2)
    assert {each.fault for each in outcomes} == {"hung"}
    assert len(outcomes) == len(DUE)


def test_an_answer_without_a_length_is_malformed() -> None:
    async def endless(number: int, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n{}")

    assert {each.fault for each in run(Server(endless), briefly)} == {"malformed"}


def test_an_answer_in_pieces_is_whole_with_its_last_byte() -> None:
    async def in_pieces(number: int, writer: asyncio.StreamWriter) -> None:
        for at in range(0, len(OK), 7):
            writer.write(OK[at : at + 7])
            await writer.drain()
            await asyncio.sleep(0)

    assert all(each.answered for each in run(Server(in_pieces), briefly))


def test_a_caller_keeps_its_connection() -> None:
    server = Server(answer)
    outcomes = run(server, lambda client: client.closed_loop(1, 0.1, lambda: post("here", "/", b"{}")))
    assert server.connections == 1
    assert server.requests == len(outcomes) > 1
