"""A small server that speaks OpenAI's protocol, plain and streamed, and misbehaves as it is told."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

OUTAGES = (
    "html", "ten megabytes", "ten megabytes of text", "hang", "drip", "cut stream", "429", "500", "bad json", "empty", "no ending",
    "closed", "redirect",
)  # fmt: skip
_ENOUGH = 10 * 1024 * 1024


class ModelServer(ThreadingHTTPServer):
    """``reply`` makes the words of an answer from the prompt; ``mode`` says what goes wrong on the way, ``requests`` what was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.mode = "honest"
        self.reply: Callable[[str], str] = lambda prompt: prompt
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.released = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has gone away is what some modes are about."""


@contextmanager
def serving() -> Iterator[ModelServer]:
    """A server on a free port."""
    server = ModelServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


class _Handler(BaseHTTPRequestHandler):
    server: ModelServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *told: object) -> None:
        pass

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(asked)
        self.server.headers.append(dict(self.headers.items()))
        self.close_connection = True
        match self.server.mode:
            case "html":
                self._send(200, "text/html", b"<html><body><h1>502 Bad Gateway</h1></body></html>")
            case "ten megabytes":
                self._send(200, "application/json", b'{"x": "' + b"1" * _ENOUGH + b'"}')
            case "hang":
                self.server.released.wait(30)
            case "429":
                self._send(429, "application/json", b'{"error": {"message": "slow down"}}', {"Retry-After": "60"})
            case "500":
                self._send(500, "application/json", b'{"error": {"message": "out of memory"}}')
            case "bad json":
                kind = "text/event-stream" if asked.get("stream") else "application/json"
                self._send(200, kind, b'data: {"choices": [{"delta"\n\ndata: [DONE]\n\n')
            case "closed":
                self.connection.shutdown(socket.SHUT_RDWR)
            case "redirect":
                self._send(307, "text/plain", b"", {"Location": "http://127.0.0.1:9/elsewhere"})
            case _:
                self._reply(asked)

    def _reply(self, asked: dict[str, Any]) -> None:
        prompt = asked["messages"][-1]["content"]
        text = {"ten megabytes of text": "好" * (_ENOUGH // 3), "empty": ""}.get(self.server.mode) or (
            "" if self.server.mode == "empty" else self.server.reply(prompt)
        )
        if not asked.get("stream"):
            message = {"role": "assistant", "content": text}
            self._send(200, "application/json", _json(choices=[_choice(message=message, finish_reason="stop")]))
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        pieces = [text[at : at + 40] for at in range(0, len(text), 40)]
        kept = pieces[: len(pieces) // 2] if self.server.mode == "cut stream" else pieces
        for piece in kept:
            if self.server.mode == "drip":
                self._drip(piece)
            self._event(_choice(delta={"role": "assistant", "content": piece}, finish_reason=None))
        if self.server.mode not in {"cut stream", "no ending"}:
            self._event(_choice(delta={}, finish_reason="stop"))
        if self.server.mode != "cut stream":
            self.wfile.write(b"data: [DONE]\n\n")

    def _drip(self, piece: str) -> None:
        """A comment a moment, for ever."""
        while not self.server.released.wait(0.05):
            self.wfile.write(b": wait\n\n")
            self.wfile.flush()

    def _event(self, choice: dict[str, Any]) -> None:
        self.wfile.write(b"data: " + _json(choices=[choice]) + b"\n\n")
        self.wfile.flush()

    def _send(self, status: int, kind: str, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


def _json(**content: Any) -> bytes:
    return json.dumps({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", **content}).encode()


def _choice(**content: Any) -> dict[str, Any]:
    return {"index": 0, **content}
