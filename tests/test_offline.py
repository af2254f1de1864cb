"""Everything works without a network, and nothing tries to reach one: ingest, figures, passages, of the sample and the real disclosures."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.cases import cases_in
from tests.conftest import REPOSITORY

QUESTIONS = REPOSITORY / "eval" / "questions"
COUNT = 50

# Every attempt to connect or to look a name up is written down and refused, in every thread.
GUARD = """
import os, socket, traceback

def refused(*args, **kwargs):
    with open(os.environ["CONNECTIONS"], "a") as log:
        log.write("".join(traceback.format_stack(limit=6)) + "\\n")
    raise OSError("no network in this test")

socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refused
"""


def run(folder: Path, command: Sequence[str], prefix: Sequence[str] = ()) -> str:
    """A command with the network refused; its standard output."""
    (folder / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    environment = {
        **os.environ,
        "CONNECTIONS": str(folder / "connections.log"),
        "PYTHONPATH": f"{folder}{os.pathsep}{REPOSITORY}",
    }
    done = subprocess.run(
        [*prefix, sys.executable, "-m", "assistant.cli", *command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def questions(folder: Path, name: str) -> Path:
    """Fifty questions of a set as JSON lines, evenly over it."""
    cases = cases_in(QUESTIONS / name)
    chosen = cases[:: max(1, len(cases) // COUNT)][:COUNT]
    lines = (json.dumps({"id": case.id, "turns": case.turns}, ensure_ascii=False) for case in chosen)
    path = folder / "questions.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def answers(folder: Path, documents: Path, name: str, prefix: Sequence[str] = ()) -> list[dict[str, object]]:
    index = folder / "index"
    run(folder, ["ingest", str(documents), "--index", str(index)], prefix)
    told = run(folder, ["batch", str(questions(folder, name)), "--index", str(index)], prefix)
    return [json.loads(line)["answers"][-1] for line in told.splitlines()]


def check(folder: Path, told: list[dict[str, object]]) -> None:
    assert len(told) == COUNT
    assert {answer["status"] for answer in told} >= {"answered"}
    log = folder / "connections.log"
    assert not log.exists(), log.read_text(encoding="utf-8")


@pytest.mark.integration
def test_the_guard_refuses_and_writes_down(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    code = "import socket\ntry:\n    socket.create_connection(('192.0.2.1', 9))\nexcept OSError:\n    pass"
    environment = {**os.environ, "CONNECTIONS": str(tmp_path / "log"), "PYTHONPATH": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert (tmp_path / "log").read_text(encoding="utf-8")


@pytest.mark.integration
def test_the_samples_without_a_network(tmp_path: Path) -> None:
    check(tmp_path, answers(tmp_path, REPOSITORY / "eval" / "corpus", "samples"))


@pytest.mark.integration
@pytest.mark.disclosures
@pytest.mark.parametrize("name", ["real", "narrative/tuning"])
def test_the_real_disclosures_without_a_network(tmp_path: Path, disclosures: Path, name: str) -> None:
    told = answers(tmp_path, disclosures, name)
    check(tmp_path, told)
    origins = {answer["origin"] for answer in told}
    assert origins >= ({"extracted", "computed"} if name == "real" else {"quoted"})


@pytest.mark.integration
def test_in_a_network_namespace_of_its_own(tmp_path: Path) -> None:
    """No network at all, not even a loopback that is up."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], check=False, capture_output=True).returncode:
        pytest.skip("unshare -rn is not possible here")
    check(tmp_path, answers(tmp_path, REPOSITORY / "eval" / "corpus", "samples", [unshare, "-rn"]))
