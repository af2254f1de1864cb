"""How much the service takes on: limits by key and address, and so many requests at once."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from assistant.api import bodies, connection
from assistant.api.addresses import site_of
from assistant.api.keys import Keys
from assistant.api.service_store import ServiceStore
from assistant.assistant import Assistant
from assistant.contract import Answer
from index.fact_store import FactStore
from tests.asking import library
from tests.serving import Reply, fetch, serving

pytestmark = [pytest.mark.integration]
SHORT = "蔚县人民政府办公室2022年部门预算信息公开\n四、“三公”经费预算情况\n2022年“三公”经费预算20.4万元。"
QUESTION = {"question": "蔚县三公经费"}


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    return library(tmp_path, SHORT)


def statuses(address: str, times: int, **options: object) -> list[int]:
    return [fetch(f"{address}/v1/ask", QUESTION, **options).status for _ in range(times)]  # type: ignore[arg-type]


def connected(address: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2])), timeout=20)


def test_an_address_is_told_when_to_come_again(assistant: Assistant, tmp_path: Path) -> None:
    with serving(assistant, tmp_path, per_address=3) as address:
        assert statuses(address, 3) == [200, 200, 200]
        refused = fetch(f"{address}/v1/ask", QUESTION)
        assert (refused.status, refused.headers["content-type"]) == (429, "application/problem+json")
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert fetch(f"{address}/healthz").status == 200


def test_the_files_of_the_pages_are_not_counted(assistant: Assistant, tmp_path: Path) -> None:
    with serving(assistant, tmp_path, per_address=1) as address:
        assert {fetch(f"{address}{path}").status for path in ["/staff/main.js", "/static/widget.js"] * 3} == {200}
        assert statuses(address, 2) == [200, 429]


def test_a_key_has_a_limit_of_its_own(assistant: Assistant, tmp_path: Path) -> None:
    with serving(assistant, tmp_path, per_address=2, per_key=4) as address:
        keys = Keys(ServiceStore(tmp_path))
        one, other = (keys.add(name, "reader")[1] for name in ("甲", "乙"))
        assert statuses(address, 5, key=one) == [200, 200, 200, 200, 429]
        assert statuses(address, 1, key=other) == [200]
        assert statuses(address, 3) == [200, 200, 429]


def test_a_key_that_is_none_counts_against_its_address(assistant: Assistant, tmp_path: Path) -> None:
    with serving(assistant, tmp_path, per_address=3) as address:
        assert statuses(address, 5, key="caiwen_" + "A" * 43) == [401, 401, 401, 429, 429]


def test_a_body_that_does_not_come_takes_no_place(assistant: Assistant, tmp_path: Path) -> None:
    with serving(assistant, tmp_path, at_once=1) as address, ExitStack() as opened:
        for _ in range(3):
            begun = opened.enter_context(connected(address))
            begun.sendall(b"POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        assert statuses(address, 2) == [200, 200]


def test_a_body_that_does_not_come_is_not_waited_for(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "_SLOWEST", 0.2)
    with serving(assistant, tmp_path) as address, connected(address) as begun:
        begun.sendall(b"POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        assert begun.recv(65536).startswith(b"HTTP/1.1 408")


def test_a_head_that_does_not_end_or_does_not_come_is_not_waited_for(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(assistant, tmp_path) as address:
        with connected(address) as begun:
            begun.sendall(b"GET /healthz HTTP/1.1\r\nX-Long: " + b"a" * 70_000)
            assert begun.recv(65536).startswith(b"HTTP/1.1 431")
        monkeypatch.setattr(connection, "_SLOWEST", 0.2)
        with connected(address) as begun:
            begun.sendall(b"GET /healthz HTTP/1.1\r\nHost:")
            assert begun.recv(65536) == b""
        with connected(address) as begun:  # a second request on a connection has its own time
            begun.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            assert begun.recv(65536).startswith(b"HTTP/1.1 200")
            begun.sendall(b"GET /healthz HTTP/1.1\r\n")
            assert begun.recv(65536) == b""
        assert fetch(f"{address}/v1/ask", QUESTION | {"language": "zh"}).status == 200


def test_an_answer_that_nobody_reads_holds_no_place_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_UNREAD", 0.3)
    assistant = library(tmp_path, SHORT)
    with FactStore.writing(tmp_path / "index") as store:
        store.set_original(assistant.library.documents[0].id, b"x" * 20_000_000)
    with serving(assistant, tmp_path, at_once=1) as address, ExitStack() as opened:
        (document,) = fetch(f"{address}/v1/documents").json
        unread = opened.enter_context(connected(address))
        unread.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        unread.sendall(f"GET /documents/{document['id']}/original HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert unread.recv(15) == b"HTTP/1.1 200 OK"
        assert statuses(address, 1) == [503]  # it waits for the reader
        deadline = time.monotonic() + 20
        while statuses(address, 1) == [503] and time.monotonic() < deadline:
            time.sleep(0.1)
        assert statuses(address, 1) == [200]


@pytest.mark.parametrize(
    ("proxies", "told"),
    [
        ((), [200, 429, 429]),  # nobody is believed: all come from one address
        (("127.0.0.1",), [200, 200, 200]),
        (("10.0.0.0/8",), [200, 429, 429]),
    ],
)
def test_only_named_proxies_say_who_asks(
    assistant: Assistant, tmp_path: Path, proxies: tuple[str, ...], told: list[int]
) -> None:
    with serving(assistant, tmp_path, per_address=1, proxies=proxies) as address:
        got = [
            fetch(f"{address}/v1/ask", QUESTION, headers={"X-Forwarded-For": f"203.0.113.{number}"}).status
            for number in (1, 2, 3)
        ]
        assert got == told


def test_a_client_does_not_invent_its_address_behind_a_proxy(assistant: Assistant, tmp_path: Path) -> None:
    with serving(assistant, tmp_path, per_address=1, proxies=("127.0.0.1",)) as address:
        got = [
            fetch(
                f"{address}/v1/ask", QUESTION, headers={"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.9"}
            ).status
            for number in (1, 2)
        ]
        assert got == [200, 429]


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("testclient", "testclient"),
    ],
)
def test_an_address_of_the_sixth_version_is_that_of_its_house(host: str, site: str) -> None:
    assert site_of({"client": (host, 1)}) == site
    assert site_of({"client": None}) == ""


class Slow(Assistant):
    """Answers when it is let."""

    let = threading.Event()
    asked = threading.Semaphore(0)

    def ask(self, *given: object, **options: object) -> Answer:
        self.asked.release()
        assert self.let.wait(20)
        return super().ask(*given, **options)  # type: ignore[arg-type]


@pytest.fixture
def slow(assistant: Assistant) -> Iterator[Slow]:
    Slow.let.clear()
    yield Slow(assistant.store)
    Slow.let.set()


def test_what_comes_while_too_much_is_done_is_sent_away_and_the_rest_is_answered(slow: Slow, tmp_path: Path) -> None:
    with serving(slow, tmp_path, at_once=1) as address:
        got: list[Reply] = []
        first = threading.Thread(target=lambda: got.append(fetch(f"{address}/v1/ask", QUESTION, timeout=30)))
        first.start()
        assert slow.asked.acquire(timeout=20)
        refused = fetch(f"{address}/v1/ask", QUESTION)
        assert (refused.status, refused.headers["retry-after"]) == (503, "1")
        assert refused.json["request_id"] == refused.headers["x-request-id"]
        assert fetch(f"{address}/healthz").status == 200
        Slow.let.set()
        first.join(20)
        assert [reply.status for reply in got] == [200]
        assert fetch(f"{address}/v1/ask", QUESTION).status == 200
