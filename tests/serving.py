"""A service on a free port of this machine, called over HTTP as its users call it."""

import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import uvicorn

from assistant.api.service import create_app
from assistant.assistant import Assistant
from assistant.settings import ServiceSettings


@contextmanager
def serving(assistant: Assistant, folder: Path, *, origins: Sequence[str] = ()) -> Iterator[str]:
    """The address of the service of an assistant."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        service = create_app(assistant, folder, ServiceSettings(origins=tuple(origins)))
        server = uvicorn.Server(uvicorn.Config(service, log_level="critical"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        deadline = time.monotonic() + 10
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        try:
            assert server.started
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)


@contextmanager
def portal(page: Callable[[], str], policy: str = "") -> Iterator[str]:
    """The address of a portal that shows one page, of another origin than the service; ``policy`` is its own."""

    class Portal(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = page().encode() if self.path == "/" else b""
            self.send_response(200 if content else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing on the terminal of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


@dataclass(frozen=True)
class Reply:
    """Status, headers and text of a response."""

    status: int
    headers: Message
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


def fetch(url: str, body: object = None) -> Reply:
    """A GET, or a POST where there is a body: bytes as they are, anything else as JSON."""
    content = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(url, content, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return Reply(response.status, response.headers, response.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.headers, error.read().decode())


def call(url: str, body: object = None) -> tuple[int, Any]:
    """Status and JSON of a GET, or of a POST where there is a body."""
    reply = fetch(url, body)
    return reply.status, reply.json


def events(text: str) -> list[tuple[str, Any]]:
    """The events of a stream, by name, with their data."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "event" in fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found
