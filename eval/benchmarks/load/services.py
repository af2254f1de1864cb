"""The services under load, each a process of its own on a free port: started, asked once, measured from outside, stopped."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
_STARTS_WITHIN = 60.0
_STOPS_WITHIN = 20.0
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Service:
    """A service that listens; memory and time are those of its process and of all that it has started."""

    process: subprocess.Popen[bytes]
    port: int

    def status(self, question: str) -> str:
        """What becomes of one question: the status of its answer, or of the response where it is none."""
        body = json.dumps({"question": question}).encode()
        url, headers = f"http://{HOST}:{self.port}/v1/ask", {"Content-Type": "application/json"}
        try:
            with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=30) as response:
                return str(json.load(response)["status"])
        except urllib.error.HTTPError as error:
            with error:
                return str(error.code)

    def rss(self) -> float:
        """Resident memory in MiB."""
        return sum(int(_stat(process)[21]) for process in _family(self.process.pid)) * _PAGE / 2**20

    def cpu_seconds(self) -> float:
        """User and system time so far."""
        return sum(int(_stat(process)[field]) for process in _family(self.process.pid) for field in (11, 12)) / _TICK


@contextmanager
def served(index: Path) -> Iterator[Service]:
    """``caiwen serve`` over an index, with the settings of this process's environment (CAIWEN_SERVICE__...)."""
    command = ["-c", "from assistant.cli import app; app()", "serve", "--index", str(index), "--port"]
    with _running(command) as service:
        yield service


@contextmanager
def trivial() -> Iterator[Service]:
    """The trivial endpoint."""
    with _running(["-m", "eval.benchmarks.load.trivial"]) as service:
        yield service


@contextmanager
def _running(command: Sequence[str]) -> Iterator[Service]:
    port = _free_port()
    process = subprocess.Popen([sys.executable, *command, str(port)])
    try:
        _wait_for(process, port)
        yield Service(process, port)
    finally:
        process.terminate()
        try:
            process.wait(_STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"{process.args!r} did not answer on port {port} within {_STARTS_WITHIN:.0f} s")


def _family(process: int) -> list[int]:
    """A process and all that descend from it."""
    children: list[int] = []
    for task in Path(f"/proc/{process}/task").iterdir():
        children += map(int, (task / "children").read_text().split())
    return [process, *(descendant for child in children for descendant in _family(child))]


def _stat(process: int) -> list[str]:
    """The fields of /proc/PID/stat from the third (state) on: proc(5) counts from 1 and names come in brackets."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
