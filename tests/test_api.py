"""The HTTP service, over a real socket."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from typer.testing import CliRunner

from assistant.api.asking import pieces
from assistant.api.fact_routes import spreadsheet_cell
from assistant.api.service_store import FILE_NAME
from assistant.assistant import Assistant
from assistant.cli import app
from assistant.contract import Answer
from index.build import ingest
from index.errors import IndexMissing
from tests.asking import library
from tests.serving import call, events, fetch, serving

pytestmark = [pytest.mark.integration]
SHORT = "{}人民政府办公室2022年部门预算信息公开\n四、“三公”经费预算情况\n2022年“三公”经费预算{}万元。"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("api")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """A service over two disclosures."""
    assistant = library(folder, SHORT.format("蔚县", "20.4"), SHORT.format("馆陶县", "8"))
    with serving(assistant, folder) as address:
        yield address


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


@pytest.mark.parametrize(
    ("scope", "told"),
    [
        ({"region": "河北省 邯郸市"}, "8"),
        ({"region": "河北省 张家口市"}, "20.4"),
        ({"entity": "蔚县人民政府办公室"}, "20.4"),
        ({"region": "河北省", "entity": "馆陶县人民政府办公室", "period": 2022}, "8"),
        ({"period": 1999}, 404),
        ({"region": "河北省 邯"}, 404),
        ({"entity": "蔚县"}, 404),
        ({"period": 1}, 422),
    ],
)
def test_a_scope_by_region_body_or_year(address: str, scope: dict[str, object], told: object) -> None:
    status, answer = call(f"{address}/v1/ask", {"question": "三公经费", **scope})
    assert (answer["figures"][0]["value"] if status == 200 else status) == told


def test_a_document_that_is_not_there_is_no_scope(address: str) -> None:
    """An id that is not in the library narrows to nothing; it never widens to everything."""
    status, problem = call(f"{address}/v1/ask", {"question": "蔚县三公经费", "document_ids": ["no-such-id"]})
    assert (status, problem["title"], problem["detail"]) == (404, "Not Found", "There is no such document.")


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"question": ""},
        {"question": "三" * 501},
        {"question": "蔚县三公经费", "conversation_id": "a b"},
        {"question": "蔚县三公经费", "conversation_id": ""},
        {"question": "蔚县三公经费", "language": "fr"},
        {"question": "蔚县三公经费", "SECRET": 1},
        b'{"question": "\\ud800"}',
        {"question": None},
        {"question": ["蔚县三公经费"]},
        {"question": "蔚县三公经费", "document_ids": "0.txt"},
        b"no json",
    ],
)
def test_nonsense_is_refused(address: str, body: object) -> None:
    for route in ("/v1/ask", "/v1/ask/stream"):
        reply = fetch(f"{address}{route}", body)
        assert (reply.status, reply.headers["content-type"]) == (422, "application/problem+json")
        assert reply.json["faults"]
        assert reply.json["request_id"] == reply.headers["x-request-id"]
        assert "SECRET" not in reply.text


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
    assert set(description["paths"]) == {
        "/",
        "/staff/{name}",
        "/v1/ask",
        "/v1/ask/stream",
        "/v1/suggestions",
        "/ask",
        "/embed",
        "/static/{name}",
        "/v1/documents",
        "/v1/documents/{document_id}",
        "/v1/coverage",
        "/v1/findings",
        "/v1/facts",
        "/v1/feedback",
        "/v1/evidence",
        "/v1/session",
        "/v1/conversations",
        "/v1/conversations/{conversation_id}",
        "/v1/models",
        "/v1/models/{model}",
        "/v1/chat/completions",
        "/documents/{document_id}",
        "/documents/{document_id}/text",
        "/documents/{document_id}/original",
        "/healthz",
        "/readyz",
        "/metrics",
    }
    for schema, route in (("Question", "ask"), ("Feedback", "feedback"), ("Completion", "chat/completions")):
        for example in description["components"]["schemas"][schema]["examples"]:
            assert call(f"{address}/v1/{route}", example)[0] in {200, 201}
    told = description["paths"]["/v1/ask"]["post"]["responses"]["200"]["content"]["application/json"]["examples"]
    assert {name: Answer.model_validate(each["value"]).status for name, each in told.items()} == {
        "answered": "answered",
        "not_found": "not_found",
    }


def test_without_an_index_it_does_not_start(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["serve", "--index", str(tmp_path)])
    assert done.exit_code == IndexMissing("").exit_code
    assert "There is no index" in done.output


def test_the_same_in_events(address: str) -> None:
    """Figures and their places go out before words; the pieces of the text are the text."""
    question = {"question": "蔚县政府办2022年三公经费预算是多少"}
    reply = fetch(f"{address}/v1/ask/stream", question)
    assert reply.headers["content-type"].startswith("text/event-stream")
    sent = events(reply.text)
    assert [name for name, _ in sent] == ["status", "interpretation", "figures", "citations", "text", "done"]
    assert sent[0][1] == {"status": "answered", "reason": None}
    assert "".join(data["text"] for name, data in sent if name == "text") == sent[-1][1]["text"]
    assert sent[-1][1] == call(f"{address}/v1/ask", question)[1]
    assert sent[2][1] == sent[-1][1]["figures"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("预算为1.2万元。[1]", ["预算为1.2万元。[1]"]),
        ("三项：\n1. 甲：3元[1]\n2. 乙[2]", ["三项：\n", "1. 甲：3元[1]\n", "2. 乙[2]"]),
        ("是的。[1]（见注。）另有两项。", ["是的。[1]", "（见注。）", "另有两项。"]),
        ("", []),
    ],
)
def test_pieces_keep_the_marks_with_their_words(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_the_language_of_the_answer_may_be_asked_for(address: str) -> None:
    answer = call(f"{address}/v1/ask", {"question": "蔚县政府办2022年三公经费预算是多少", "language": "en"})[1]
    assert answer["language"] == "en"
    assert answer["text"].startswith(
        "蔚县人民政府办公室 2022, “三公”经费预算 (three-public expenses), budget: 20.4万元."
    )


def test_a_body_is_refused_before_it_is_parsed(address: str) -> None:
    for body in (b"x" * 16_385, b'{"question": "' + b"a" * 100_000):
        reply = fetch(f"{address}/v1/ask", body)
        assert (reply.status, reply.json["detail"]) == (413, "A request has at most 16384 bytes.")


def test_what_browsers_heed_is_on_every_response(address: str) -> None:
    for path in ("/v1/documents", "/v1/nothing", "/healthz"):
        headers = fetch(f"{address}{path}").headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("default-src 'none'; frame-ancestors 'none'")
        assert len(headers["x-request-id"]) == 32


def test_one_document(address: str) -> None:
    first = call(f"{address}/v1/documents")[1][0]
    status, document = call(f"{address}/v1/documents/{first['id']}")
    assert status == 200
    assert {key: document[key] for key in first} == first
    assert document["sections"] == ["四、“三公”经费预算情况"]
    assert document["counts"]["fact"] == 1
    missing, not_an_id = fetch(f"{address}/v1/documents/{'0' * 16}"), fetch(f"{address}/v1/documents/%3Cb%3E")
    assert (missing.status, missing.json["detail"]) == (404, "There is no such document.")
    assert (not_an_id.status, "<b>" in not_an_id.text) == (422, False)


def test_facts_by_what_they_are_of(address: str) -> None:
    status, found = call(f"{address}/v1/facts?concept=san_gong&entity=%E8%94%9A%E5%8E%BF")
    assert status == 200
    assert (found["total"], found["facts"][0]["value"], found["facts"][0]["unit"]) == (1, "20.4", "万元")
    assert call(f"{address}/v1/facts?period=1999")[1] == {"total": 0, "facts": []}
    assert call(f"{address}/v1/facts?limit=1&offset=1")[1]["total"] == 2
    assert call(f"{address}/v1/facts?limit=0")[0] == 422


def test_facts_as_a_table(address: str) -> None:
    reply = fetch(f"{address}/v1/facts?format=csv")
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    head, *rows = reply.text.splitlines()
    assert head.startswith("\ufeffid,document_id,entity,period,basis,label")
    assert [row.split(",")[2] for row in rows] == ["蔚县人民政府办公室", "馆陶县人民政府办公室"]
    assert "'" not in reply.text


def test_facts_page_by_page_are_those_of_the_lines(address: str) -> None:
    lines = [json.loads(line) for line in fetch(f"{address}/v1/facts?format=jsonl").text.splitlines()]
    paged = [
        fact
        for offset in range(len(lines) + 1)
        for fact in call(f"{address}/v1/facts?limit=1&offset={offset}")[1]["facts"]
    ]
    assert [fact["value"] for fact in lines] == ["20.4", "8"]
    assert paged == lines == call(f"{address}/v1/facts")[1]["facts"]


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        ("label=三公", 2),
        ("label=“三公”", 2),
        ("label=接待", 0),
        ("label=%22", 0),
        ("label=%5C", 0),
        ("label=%25", 0),
        ("entity=蔚", 1),
        ("entity=%27%20OR%201=1--", 0),
        ("basis=budget&period=2022&concept=san_gong", 2),
        ("basis=final", 0),
    ],
)
def test_facts_by_parts_of_their_names(address: str, wanted: str, number: int) -> None:
    assert call(f"{address}/v1/facts?{quote(wanted, safe='=&%')}")[1]["total"] == number


def test_feedback_is_kept(address: str, folder: Path) -> None:
    import sqlite3

    given = {"kind": "wrong_figure", "question": "蔚县三公经费", "comment": "表中是21万元'; DROP TABLE feedback;--"}
    status, received = call(f"{address}/v1/feedback", given)
    assert status == 201
    with sqlite3.connect(folder / FILE_NAME) as db:
        kept = db.execute("SELECT kind, question, comment FROM feedback WHERE id = ?", (received["id"],)).fetchone()
    db.close()
    assert kept == (given["kind"], given["question"], given["comment"])
    assert call(f"{address}/v1/feedback", {"kind": "spam", "question": "x"})[0] == 422


def test_health(address: str) -> None:
    assert call(f"{address}/healthz")[1]["status"] == "ok"
    assert call(f"{address}/readyz")[1]["documents"] == 2


def test_a_document_added_while_it_serves_is_answered_from(tmp_path: Path) -> None:
    assistant = library(tmp_path, SHORT.format("蔚县", "20.4"))
    with serving(assistant, tmp_path) as address:
        assert call(f"{address}/v1/ask", {"question": "阳原县三公经费"})[1]["reason"] == "no_document"
        (tmp_path / "documents" / "new.txt").write_text(SHORT.format("阳原县", "7"), encoding="utf-8")
        ingest([tmp_path / "documents"], tmp_path / "index")
        assert call(f"{address}/v1/ask", {"question": "阳原县三公经费"})[1]["figures"][0]["value"] == "7"
        assert call(f"{address}/readyz")[1]["documents"] == 2


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=", "="),
        ("-12.5", "-12.5"),
        ("-3%", "-3%"),
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-1+cmd|x", "'-1+cmd|x"),
        (None, ""),
    ],
)
def test_cells_that_a_spreadsheet_would_run_are_text(value: object, cell: str) -> None:
    assert spreadsheet_cell(value) == cell


@pytest.mark.usefixtures("address")
def test_a_fault_of_the_program_is_told_in_form_and_with_its_id(folder: Path) -> None:
    class Failing(Assistant):
        def ask(self, *given: object, **options: object) -> Answer:
            raise RuntimeError("SECRET")

    with serving(Failing.open(folder / "index"), folder) as address:
        reply = fetch(f"{address}/v1/ask", {"question": "蔚县三公经费"})
        assert (reply.status, reply.headers["content-type"]) == (500, "application/problem+json")
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.json["request_id"] == reply.headers["x-request-id"]
        assert "SECRET" not in reply.text
