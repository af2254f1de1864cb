"""The HTTP service, over a real socket."""

import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from typer.testing import CliRunner

from assistant.api.service import create_app
from assistant.cli import app
from index.errors import IndexMissing
from tests.asking import library

pytestmark = [pytest.mark.integration]
SHORT = "{}人民政府办公室2022年部门预算信息公开\n四、“三公”经费预算情况\n2022年“三公”经费预算{}万元。"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service over two disclosures, on a free port."""
    folder = tmp_path_factory.mktemp("api")
    assistant = library(folder, SHORT.format("蔚县", "20.4"), SHORT.format("馆陶县", "8"))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(assistant), log_level="warning"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        deadline = time.monotonic() + 10
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def call(url: str, body: object = None) -> tuple[int, Any]:
    """Status and JSON of a GET, or of a POST where there is a body."""
    content = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(url, content, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_documents(address: str) -> None:
    status, documents = call(f"{address}/v1/documents")
    assert status == 200
    assert [
        {key: document[key] for key in ("file", "entity", "period", "family", "format")} for document in documents
    ] == [
        {"file": "0.txt", "entity": "蔚县人民政府办公室", "period": 2022, "family": "budget", "format": "text"},
        {"file": "1.txt", "entity": "馆陶县人民政府办公室", "period": 2022, "family": "budget", "format": "text"},
    ]
    assert all(document["id"] and document["title"] for document in documents)


def test_ask(address: str) -> None:
    status, answer = call(f"{address}/v1/ask", {"question": "蔚县政府办2022年三公经费预算是多少"})
    assert status == 200
    assert (answer["status"], answer["text"]) == ("answered", "蔚县人民政府办公室2022年“三公”经费预算为20.4万元。[1]")
    assert (answer["figures"][0]["value"], answer["figures"][0]["unit"]) == ("20.4", "万元")
    assert answer["citations"][0]["quote"] == "2022年“三公”经费预算20.4万元"
    assert sorted(answer) == sorted(
        "question conversation_id language status reason origin text figures citations warnings interpretation suggestions".split()
    )


def test_an_absence_is_no_http_error(address: str) -> None:
    status, answer = call(f"{address}/v1/ask", {"question": "正定县三公经费"})
    assert (status, answer["status"], answer["reason"]) == (200, "not_found", "no_document")


def test_the_conversation_is_echoed(address: str) -> None:
    assert call(f"{address}/v1/ask", {"question": "蔚县", "conversation_id": "c1"})[1]["conversation_id"] == "c1"


def test_a_scope_of_documents(address: str) -> None:
    ids = {document["file"]: document["id"] for document in call(f"{address}/v1/documents")[1]}
    answer = call(f"{address}/v1/ask", {"question": "三公经费", "document_ids": [ids["1.txt"]]})[1]
    assert answer["figures"][0]["value"] == "8"
    answer = call(f"{address}/v1/ask", {"question": "蔚县三公经费", "document_ids": [ids["1.txt"]]})[1]
    assert (answer["status"], answer["reason"]) == ("not_found", "no_document")
    assert call(f"{address}/v1/ask", {"question": "三公经费"})[1]["reason"] == "missing_entity"


def test_a_scope_that_holds_nothing(address: str) -> None:
    """An id that is not in the library narrows to nothing; it never widens to everything."""
    answer = call(f"{address}/v1/ask", {"question": "蔚县三公经费", "document_ids": ["no-such-id"]})[1]
    assert answer["status"] != "answered"


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"question": ""},
        {"question": "三" * 2001},
        {"question": None},
        {"question": ["蔚县三公经费"]},
        {"question": "蔚县三公经费", "document_ids": "0.txt"},
        b"no json",
    ],
)
def test_nonsense_is_refused(address: str, body: object) -> None:
    status, problem = call(f"{address}/v1/ask", body)
    assert status == 422
    assert problem["detail"]


def test_only_the_routes_there_are(address: str) -> None:
    assert call(f"{address}/v1/nothing")[0] == 404
    assert call(f"{address}/v1/ask")[0] == 405


def test_asked_at_once_each_gets_its_own_answer(address: str) -> None:
    wanted = {"蔚县三公经费": "20.4", "馆陶三公经费": "8"}
    got: list[tuple[str, str]] = []

    def ask(question: str) -> None:
        got.append((question, call(f"{address}/v1/ask", {"question": question})[1]["figures"][0]["value"]))

    threads = [threading.Thread(target=ask, args=(question,)) for question in list(wanted) * 8]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(got) == sorted(list(wanted.items()) * 8)


def test_openapi_has_an_example_that_works_as_a_body(address: str) -> None:
    status, description = call(f"{address}/openapi.json")
    assert status == 200
    assert set(description["paths"]) == {"/v1/documents", "/v1/ask"}
    (example,) = description["components"]["schemas"]["Question"]["examples"]
    assert example["question"] == "馆陶县政府办2021年三公经费预算是多少"
    assert call(f"{address}/v1/ask", example)[0] == 200


def test_without_an_index_it_does_not_start(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["serve", "--index", str(tmp_path)])
    assert done.exit_code == IndexMissing("").exit_code
    assert "There is no index" in done.output
