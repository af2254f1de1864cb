"""`caiwen serve` as a process: told to end, it ends what it has begun and begins nothing more."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.asking import library
from tests.serving import fetch

pytestmark = [pytest.mark.integration]
SHORT = "蔚县人民政府办公室2022年部门预算信息公开\n四、“三公”经费预算情况\n2022年“三公”经费预算20.4万元。"
BODY = json.dumps({"question": "蔚县三公经费"}).encode()
HEAD = (
    "POST /v1/ask/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    f"Content-Length: {len(BODY)}\r\nConnection: close\r\n\r\n"
).encode()


@contextmanager
def process(index: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The service as a process, and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "assistant.cli", "serve", "--index", str(index), "--port", str(port)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                fetch(f"http://127.0.0.1:{port}/readyz")
                break
            except OSError:
                assert child.poll() is None
                time.sleep(0.05)
        yield child, port
    finally:
        child.kill()
        child.wait(10)
        for pipe in (child.stdout, child.stderr):
            if pipe:
                pipe.close()


def whole(connection: socket.socket) -> bytes:
    content = b""
    while part := connection.recv(65536):
        content += part
    return content


def test_requests_in_progress_are_answered_before_it_ends(tmp_path: Path) -> None:
    library(tmp_path, SHORT).store.close()
    with ExitStack() as opened, process(tmp_path / "index") as (child, port):
        begun = [opened.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30)) for _ in range(5)]
        for connection in begun:
            connection.sendall(HEAD + BODY[:5])
        assert fetch(f"http://127.0.0.1:{port}/healthz").status == 200  # what was sent before has been taken in
        child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=5).close()
                time.sleep(0.05)
            except OSError:
                break
        else:
            pytest.fail("it goes on taking connections")
        for connection in begun:
            connection.sendall(BODY[5:])
        for connection in begun:
            reply = whole(connection)
            assert reply.startswith(b"HTTP/1.1 200")
            assert "event: done" in reply.decode()
            assert "20.4万元" in reply.decode()
        assert child.wait(20) == -signal.SIGTERM  # ended by it, after all that
        told, written = child.communicate()
        assert told.decode() == f"http://127.0.0.1:{port} serves {tmp_path / 'index'}; Ctrl+C ends it\n"
        lines = [json.loads(line) for line in written.splitlines() if line.startswith(b"{")]
        assert [line["event"] for line in lines] == ["answered"] * 5
