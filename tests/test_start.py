"""A figure question starts lean: what `caiwen ask` imports on its way, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.asking import library

pytestmark = [pytest.mark.integration]
# Models and vector stores, the web service, the readers of files, and what only ingest and chunking need.
TOO_HEAVY = (
    "torch sentence_transformers transformers chromadb langchain langchain_core dashscope tiktoken numpy "
    "rjieba tantivy fastapi starlette uvicorn httpx requests lxml openpyxl docx charset_normalizer index.build index.readers.reading"
).split()
PROBE = """
import atexit, json, pathlib, sys
told = pathlib.Path(sys.argv.pop(1))
atexit.register(lambda: told.write_text(json.dumps(sorted(sys.modules))))
from assistant.cli import app
app()
"""


def asked(folder: Path, question: str) -> tuple[str, set[str]]:
    """What `caiwen ask` prints and the modules it has imported when it ends."""
    modules = folder / "modules.json"
    command = [sys.executable, "-c", PROBE, str(modules), "ask", question, "--index", str(folder / "index")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONUTF8": "1"})
    assert done.stderr == ""
    return done.stdout, set(json.loads(modules.read_text()))


@pytest.mark.parametrize("question", ["蔚县三公经费", "蔚县三公经费多少元", "蔚县会议费", "正定县三公经费"])
def test_a_question_imports_nothing_heavy(tmp_path: Path, question: str) -> None:
    library(tmp_path, "四、“三公”经费预算情况\n2022年“三公”经费预算20.4万元。")
    printed, modules = asked(tmp_path, question)
    assert "蔚县人民政府办公室" in printed
    assert "assistant.assistant" in modules
    assert [name for name in TOO_HEAVY if name in modules] == []
