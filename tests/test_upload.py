"""Documents taken in and out over HTTP, and what the library then tells of itself."""

import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from assistant.api.bodies import LARGEST_FILE
from assistant.api.keys import Keys
from assistant.api.service_store import ServiceStore
from assistant.assistant import Assistant
from index.fact_store import FactStore
from tests.asking import library
from tests.serving import Reply, fetch, serving

pytestmark = [pytest.mark.integration]
SHORT = "{}人民政府办公室2022年部门预算信息公开\n四、“三公”经费预算情况\n2022年“三公”经费预算{}万元。"
WRONG = (
    "新乐市财政局2021年部门预算\n按照规定公开如下。\n四、三公\n“三公”经费57万元，其中因公出国（境）费0万元；"
    "公务用车购置及运维费47万元（其中：公务用车购置费0万元，公务用车运维费57万元）；公务接待费10万元。\n"
)


@dataclass(frozen=True)
class Office:
    """A service over 蔚县 with an admin key for all collections and one for ``public`` alone."""

    address: str
    all: str
    public: str

    def upload(self, name: str, content: bytes, *, collection: str = "public", key: str = "") -> Reply:
        return fetch(
            f"{self.address}/v1/documents?name={quote(name)}&collection={collection}",
            content,
            key=key or self.all,
            headers={"Content-Type": "application/octet-stream"},
        )

    def value(self, question: str, key: str = "") -> str | None:
        figures = fetch(f"{self.address}/v1/ask", {"question": question}, key=key).json["figures"]
        return str(figures[0]["value"]) if figures else None


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    assistant = library(tmp_path, SHORT.format("蔚县", "20.4"))
    with serving(assistant, tmp_path / "index") as address:
        keys = Keys(ServiceStore(tmp_path / "index"))
        yield Office(address, keys.add("总管", "admin")[1], keys.add("管理", "admin", ["public"])[1])


def test_an_uploaded_file_is_answered_from_until_it_is_taken_out(office: Office) -> None:
    content = SHORT.format("阳原县", "7").encode()
    reply = office.upload("阳原县.txt", content)
    told = reply.json
    assert (reply.status, told["status"], told["entity"], told["period"]) == (
        201,
        "added",
        "阳原县人民政府办公室",
        2022,
    )
    assert office.value("阳原县三公经费") == "7"
    original = fetch(f"{office.address}/documents/{told['document_id']}/original")
    assert original.text.encode() == content
    assert original.headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote('阳原县.txt')}"
    assert original.headers["content-type"] == "application/octet-stream"
    assert office.upload("阳原县.txt", SHORT.format("阳原县", "8").encode()).json["status"] == "replaced"
    assert office.value("阳原县三公经费") == "8"
    ids = {each["entity"]: each["id"] for each in fetch(f"{office.address}/v1/documents").json}
    gone = f"{office.address}/v1/documents/{ids['阳原县人民政府办公室']}"
    assert fetch(gone, method="DELETE", key=office.all).status == 204
    assert office.value("阳原县三公经费") is None
    assert fetch(gone, method="DELETE", key=office.all).status == 404


def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(office: Office) -> None:
    reply = office.upload("预算.pdf", b"%PDF-1.4 ...")
    assert (reply.status, reply.headers["content-type"]) == (422, "application/problem+json")
    assert reply.json["detail"].startswith("it is a PDF file, which is not read.")


def test_an_admin_of_some_collections_touches_no_other(office: Office) -> None:
    draft = SHORT.format("阳原县", "7").encode()
    assert office.upload("阳原县.txt", draft, collection="draft", key=office.public).status == 404
    told = office.upload("阳原县.txt", draft, collection="draft").json
    assert office.value("阳原县三公经费", office.public) is None
    assert office.value("阳原县三公经费", office.all) == "7"
    address = f"{office.address}/v1/documents/{told['document_id']}"
    assert fetch(address, method="DELETE", key=office.public).status == 404
    again = office.upload("又.txt", draft, key=office.public).json
    assert (again["status"], again["notes"]) == ("added", [])  # as if there were no other
    assert again["document_id"] != told["document_id"]


def test_only_an_admin_may_send_a_large_body(office: Office) -> None:
    large = b"\x00" * (64 * 1024)
    assert office.upload("0.txt", large).status == 422
    address = f"{office.address}/v1/documents?name=0.txt"
    assert fetch(address, large).status == 413
    too_large = {"Content-Length": str(LARGEST_FILE + 1)}
    assert fetch(address, b"x", key=office.all, headers=too_large).status == 413


def test_a_file_that_breaks_off_replaces_nothing(office: Office) -> None:
    whole = (SHORT.format("阳原县", "7") + "另安排会议费2万元。").encode()
    assert office.upload("阳原县.txt", whole).status == 201
    host, port = office.address.removeprefix("http://").split(":")
    head = (
        f"POST /v1/documents?name={quote('阳原县.txt')} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {office.all}\r\n"
        f"Content-Type: application/octet-stream\r\nContent-Length: {len(whole)}\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(head.encode() + whole[: len(SHORT.format("阳原县", "7").encode())])
    assert office.upload("怀来县.txt", SHORT.format("怀来县", "9").encode()).status == 201  # after that
    (document,) = [each["id"] for each in fetch(f"{office.address}/v1/documents").json if "阳原" in each["entity"]]
    assert fetch(f"{office.address}/documents/{document}/original").content == whole


def test_while_somebody_writes_an_upload_is_told_to_come_again(office: Office, tmp_path: Path) -> None:
    with FactStore.writing(tmp_path / "index"):
        assert office.upload("阳原县.txt", SHORT.format("阳原县", "7").encode()).status == 409


def test_the_library_tells_what_it_states_and_what_it_contradicts(office: Office) -> None:
    office.upload("新乐.txt", WRONG.encode())
    documents = {each["entity"]: each for each in fetch(f"{office.address}/v1/documents").json}
    wrong = documents["新乐市财政局"]
    assert (wrong["region"], wrong["collection"], wrong["finding_count"]) == ("河北省 石家庄市 新乐市", "public", 1)
    coverage = fetch(f"{office.address}/v1/coverage").json
    rows = {row["entity"]: row["concepts"] for row in coverage["rows"]}
    assert "reception" in rows["新乐市财政局"]
    assert rows["蔚县人民政府办公室"] == ["san_gong"]
    assert {"concept": "san_gong", "name": "“三公”经费"} in coverage["items"]
    findings = fetch(f"{office.address}/v1/findings").json
    (finding,) = findings["findings"]
    assert (findings["total"], finding["entity"], finding["period"]) == (1, "新乐市财政局", 2021)
    assert [place["quote"] for place in finding["places"]] == ["47万元", "0万元", "57万元"]
    assert all(fetch(f"{office.address}{place['url'].split('#')[0]}").status == 200 for place in finding["places"])
    assert fetch(f"{office.address}/v1/findings?severity=gap").json["total"] == 0
    assert fetch(f"{office.address}/v1/findings?entity={quote('蔚县人民政府办公室')}").json["total"] == 0


def test_a_question_over_one_collection(office: Office) -> None:
    office.upload("草.txt", SHORT.format("蔚县", "33").encode(), collection="draft")
    body = {"question": "蔚县三公经费", "collection": "draft"}
    assert fetch(f"{office.address}/v1/ask", body, key=office.all).json["figures"][0]["value"] == "33"
    assert fetch(f"{office.address}/v1/ask", body).status == 404


def test_what_is_not_in_the_scope_is_not_said_to_be_nowhere(office: Office) -> None:
    office.upload("阳原县.txt", SHORT.format("阳原县", "7").encode())
    body = {"question": "阳原县三公经费", "entity": "蔚县人民政府办公室"}
    text = fetch(f"{office.address}/v1/ask", body).json["text"]
    assert text.startswith("所选范围内没有“阳原县”的文件，无法回答。所选范围内有：蔚县人民政府办公室2022年预算。")


def test_blank_cells_are_facts_that_may_be_left_out(office: Office) -> None:
    table = "怀来县财政局2022年部门预算\n三公经费表\n单位：万元\n项目\t预算数\n公务接待费\t1.20\n因公出国（境）费\t\n"
    office.upload("怀来.txt", table.encode())
    wanted = f"{office.address}/v1/facts?entity={quote('怀来')}"
    assert [fact["kind"] for fact in fetch(wanted).json["facts"]] == ["amount", "blank"]
    assert [fact["kind"] for fact in fetch(f"{wanted}&stated=true").json["facts"]] == ["amount"]


def test_uploads_are_found_in_words_too(office: Office, tmp_path: Path) -> None:
    text = SHORT.format("阳原县", "7") + "\n五、绩效管理\n主要职责是负责全县重大会议的组织和后勤服务保障工作。\n"
    office.upload("阳原县.txt", text.encode())
    answer = fetch(f"{office.address}/v1/ask", {"question": "阳原县政府办的主要职责是什么"}).json
    assert (answer["status"], answer["origin"]) == ("answered", "quoted")
    assert "后勤服务保障" in answer["text"]
    with closing(FactStore.open(tmp_path / "index")) as store:
        assert {row.file for row in store.documents()} == {"0.txt", "阳原县.txt"}
        assert Assistant(store).library.documents
