"""A service on a free port of this machine, called over HTTP as its users call it."""

import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from typing import Any, TextIO

import uvicorn

from assistant.api.connection import Connection
from assistant.api.service import create_app
from assistant.assistant import Assistant
from assistant.settings import ServiceSettings


def service_settings(**settings: object) -> ServiceSettings:
    """Settings of the service, without limits on how often it may be asked where none are set."""
    return ServiceSettings.model_validate({"per_address": 0, "per_key": 0} | settings)


@contextmanager
def serving(assistant: Assistant, folder: Path, *, log: TextIO | None = None, **settings: object) -> Iterator[str]:
    """The address of the service of an assistant; ``settings`` are those of ``[service]``, without limits where none are set."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        service = create_app(assistant, folder, service_settings(**settings), log=log or StringIO())
        server = uvicorn.Server(
            uvicorn.Config(service, http=Connection, log_level="critical", proxy_headers=False, server_header=False)
        )
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
    """Status, headers and content of a response."""

    status: int
    headers: Message
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.text)


def fetch(
    url: str,
    body: object = None,
    *,
    key: str | None = None,
    method: str | None = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = 10,
) -> Reply:
    """A GET, or a POST where there is a body: bytes as they are, anything else as JSON; with a ``key`` where one is given."""
    content = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = {"Content-Type": "application/json"} | (headers or {})
    if key:
        sent["Authorization"] = f"Bearer {key}"
    request = urllib.request.Request(url, content, sent, method=method)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            return Reply(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.headers, error.read())


def call(url: str, body: object = None, *, key: str | None = None) -> tuple[int, Any]:
    """Status and JSON of a GET, or of a POST where there is a body."""
    reply = fetch(url, body, key=key)
    return reply.status, reply.json


def events(text: str) -> list[tuple[str, Any]]:
    """The events of a stream, by name, with their data."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "event" in fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found
