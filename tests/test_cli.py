"""The command line, run as a user runs it: what it prints, where, and with which exit code."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app
from index.fact_store import FactStore

WEIXIAN = """蔚县人民政府办公室2022年部门预算信息公开情况说明
四、“三公”经费预算情况
2022年“三公”经费预算20.4万元，其中：公务接待费1.5万元。
公务用车购置及运维费18.9万元（公务用车购置费0万元，公务用车运维费28.9万元）。
六、政府采购预算情况
部门政府采购预算
单位：万元
采购物品名称\t数量\t单价
台式计算机\t5\t0.50
另见14/15。
"""
GUANTAO = "馆陶县人民政府办公室2022年部门预算信息公开情况说明\n四、“三公”经费\n2022年“三公”经费预算8万元。\n"


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two disclosures, beside which the index lies."""
    monkeypatch.setenv("CAIWEN_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("COLUMNS", "200")
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "weixian.txt").write_text(WEIXIAN, encoding="utf-8")
    (folder / "guantao.txt").write_text(GUANTAO, encoding="utf-8")
    return folder


@pytest.fixture
def index(documents: Path) -> Path:
    """The index of the two disclosures."""
    assert run("ingest", documents).exit_code == 0
    return documents.parent / "index"


def run(*arguments: object, given: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=given, catch_exceptions=False)


def statuses(result: Result) -> dict[str, str]:
    return {record["file"]: record["status"] for record in json.loads(result.stdout)}


# ingest


def test_ingest_tells_what_it_read(documents: Path) -> None:
    result = run("ingest", documents)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "added     guantao.txt  馆陶县人民政府办公室 2022"
    assert "numbers, 100.0% accounted for: " in lines[1]
    assert lines[2].split() == ["0", "findings"]
    assert lines[3] == "added     weixian.txt  蔚县人民政府办公室 2022"
    assert "unparsed 2" in lines[4]
    assert result.stderr == ""


def test_ingest_again(documents: Path) -> None:
    assert statuses(run("ingest", documents, "--json")) == {"guantao.txt": "added", "weixian.txt": "added"}
    assert statuses(run("ingest", documents, "--json")) == {"guantao.txt": "unchanged", "weixian.txt": "unchanged"}
    (documents / "weixian.txt").write_text(WEIXIAN.replace("1.5万元", "1.6万元"), encoding="utf-8")
    assert statuses(run("ingest", documents, "--json")) == {"guantao.txt": "unchanged", "weixian.txt": "replaced"}
    assert "1.6万元" in run("ask", "蔚县接待费").stdout
    (documents / "guantao.txt").unlink()
    assert statuses(run("ingest", documents, "--json")) == {"weixian.txt": "unchanged", "guantao.txt": "gone"}
    assert "8万元" in run("ask", "馆陶三公经费").stdout
    (documents / "copy.txt").write_bytes((documents / "weixian.txt").read_bytes())
    assert statuses(run("ingest", documents, "--json"))["copy.txt"] == "duplicate"


def test_ingest_a_single_file_leaves_the_others(index: Path, documents: Path) -> None:
    assert statuses(run("ingest", documents / "weixian.txt", "--json")) == {"weixian.txt": "unchanged"}
    assert len(FactStore.open(index).documents()) == 2


def test_ingest_json_has_the_ledger(documents: Path) -> None:
    (record,) = json.loads(run("ingest", documents / "weixian.txt", "--json").stdout)
    assert (record["entity"], record["period"], record["problem"]) == ("蔚县人民政府办公室", 2022, "")
    assert record["counts"]["unparsed"] == 2
    assert record["findings"] >= 1


def encrypted() -> bytes:
    """The head of an OLE2 container with the directory entry of an encrypted package."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def truncated(path: Path) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>" * 400)
    return path.read_bytes()[:120]


def test_unreadable_files_do_not_stop_the_others(documents: Path) -> None:
    """Each is named with what is wrong and what to do; the rest is read; exit code 3 says: partly."""
    (documents / "empty.txt").write_bytes(b"")
    (documents / "locked.docx").write_bytes(encrypted())
    (documents / "cut.docx").write_bytes(truncated(documents.parent / "whole.zip"))
    (documents / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (documents / "old.doc").write_bytes(
        encrypted().replace("EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le"))
    )
    result = run("ingest", documents, "--json")
    assert result.exit_code == 3
    assert statuses(result) == {
        "cut.docx": "failed",
        "empty.txt": "failed",
        "guantao.txt": "added",
        "locked.docx": "failed",
        "noise.txt": "failed",
        "old.doc": "failed",
        "weixian.txt": "added",
    }
    problems = {line.split(": ")[1]: line for line in result.stderr.splitlines()}
    assert sorted(problems) == ["cut.docx", "empty.txt", "locked.docx", "noise.txt", "old.doc"]
    assert "empty" in problems["empty.txt"]
    assert "password" in problems["locked.docx"]
    assert "damaged" in problems["cut.docx"]
    assert ".docx" in problems["old.doc"].split(": ", 2)[2]
    assert all(line.rstrip(".").count(". ") >= 1 for line in problems.values()), "each problem ends with advice"
    assert "20.4万元" in run("ask", "蔚县三公经费").stdout


def test_a_wrong_suffix_is_read_by_content(documents: Path) -> None:
    (documents / "guantao.txt").rename(documents / "guantao.docx")
    result = run("ingest", documents)
    assert result.exit_code == 0
    assert "named .docx" in result.stdout
    assert "8万元" in run("ask", "馆陶三公经费").stdout


def test_a_path_that_does_not_exist(documents: Path) -> None:
    result = run("ingest", documents / "nowhere")
    assert result.exit_code == 3
    assert "nowhere: there is no such file or folder. Check the path" in result.stderr


def test_a_broken_file_keeps_its_last_good_reading(index: Path, documents: Path) -> None:
    (documents / "weixian.txt").write_bytes(b"")
    assert run("ingest", documents).exit_code == 3
    assert "20.4万元" in run("ask", "蔚县三公经费").stdout


# ask and batch


def test_ask(index: Path) -> None:
    result = run("ask", "蔚县政府办2022年三公经费预算是多少")
    assert result.exit_code == 0
    assert [line.rstrip() for line in result.stdout.splitlines() if line.strip()][:3] == [
        "蔚县人民政府办公室2022年“三公”经费预算为20.4万元。[1]",
        "[1] weixian.txt › 四、“三公”经费预算情况",
        "    “2022年“三公”经费预算20.4万元”",
    ]


def test_ask_json(index: Path) -> None:
    answer = json.loads(run("ask", "蔚县招待费多少元", "--json").stdout)
    assert (answer["status"], answer["figures"][0]["value"], answer["figures"][0]["unit"]) == (
        "answered",
        "15000",
        "元",
    )
    assert answer["citations"][0]["file"] == "weixian.txt"


def test_ask_declined_is_an_answer(index: Path) -> None:
    result = run("ask", "正定县三公经费")
    assert result.exit_code == 0
    assert "库中没有“正定县”的文件" in result.stdout


def test_the_models_that_are_set_search_passages(index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is not there leaves the figures, and says why no passage was looked for."""
    monkeypatch.setenv("CAIWEN_EMBEDDING__MODEL", str(tmp_path / "no-model"))
    assert json.loads(run("ask", "蔚县三公经费", "--json").stdout)["figures"][0]["value"] == "20.4"
    declined = json.loads(run("ask", "蔚县政府办有哪些工作措施", "--json").stdout)
    assert [warning["kind"] for warning in declined["warnings"]] == ["passages_unavailable"]


def test_index_option(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAIWEN_INDEX")
    assert "20.4万元" in run("ask", "蔚县三公经费", "--index", index).stdout


def test_batch(index: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    records = [
        {"id": "a", "turns": ["蔚县三公经费", "馆陶三公经费"]},
        {"id": "b", "turns": ["三公经费"], "files": ["guantao.txt"]},
        {"id": 3, "question": "正定县三公经费"},
    ]
    questions.write_text("\n\n".join(json.dumps(record, ensure_ascii=False) for record in records), encoding="utf-8")
    result = run("batch", questions)
    assert result.exit_code == 0
    answered = [json.loads(line) for line in result.stdout.splitlines()]
    assert [
        [record["id"], *(answer["text"].split("为")[-1] for answer in record["answers"])] for record in answered[:2]
    ] == [
        ["a", "20.4万元。[1]", "8万元。[1]"],
        ["b", "8万元。[1]"],
    ]
    assert (answered[2]["id"], answered[2]["answers"][0]["reason"]) == (3, "no_document")


def test_batch_from_standard_input(index: Path) -> None:
    result = run("batch", "-", given='{"id": 1, "turns": ["蔚县三公经费"]}\n')
    assert json.loads(result.stdout)["answers"][0]["figures"][0]["value"] == "20.4"


@pytest.mark.parametrize(
    "bad", ["no json", "[]", "3", '{"id": 2}', '{"id": 2, "turns": "蔚县"}', '{"id": 2, "turns": [5]}']
)
def test_a_bad_line_of_a_batch_is_named(index: Path, bad: str) -> None:
    result = run("batch", "-", given='{"id": 1, "turns": ["蔚县三公经费"]}\n' + bad + "\n")
    assert result.exit_code == 2
    assert "line 2: expected" in result.stderr
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [1]


def test_a_batch_that_is_not_there(index: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["batch", str(tmp_path / "none.jsonl")])
    assert result.exit_code == 2
    assert "none.jsonl" in result.stderr


# facts, show, findings, forget


def test_facts(index: Path) -> None:
    lines = run("facts", "weixian.txt").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == [
        "20.4万元",
        "1.5万元",
        "18.9万元",
        "0万元",
        "28.9万元",
        "5",
        "0.50万元",
    ]
    records = json.loads(run("facts", "weixian.txt", "--json").stdout)
    assert [record["value"] for record in records] == ["20.4", "1.5", "18.9", "0", "28.9", "5", "0.50"]


def test_show(index: Path) -> None:
    assert "table 0: 部门政府采购预算" in run("show", "weixian.txt").stdout
    assert "0.50  | 台式计算机 | 单价" in run("show", "weixian", "--table", 0).stdout
    assert "另见【14】/15" in run("show", "weixian", "--unparsed").stdout


def test_findings(index: Path) -> None:
    result = run("findings")
    assert (
        "[conflict] parts_and_total: 公务用车购置及运维费18.9万元，与其中项之和（0+28.9=28.9万元）相差10万元。"
        in result.stdout
    )
    assert result.stdout.count("weixian.txt:") == 3
    assert run("findings", "guantao.txt").stdout == ""
    assert json.loads(run("findings", "weixian.txt", "--json").stdout)[0]["severity"] == "conflict"


def test_forget(index: Path) -> None:
    assert run("forget", "guantao.txt").stdout == "guantao.txt: taken out\n"
    assert "库中没有" in run("ask", "馆陶县三公经费").stdout
    result = run("forget", "guantao.txt")
    assert (result.exit_code, result.stdout) == (1, "guantao.txt: not in the index\n")


@pytest.mark.parametrize("command", ["facts", "show", "findings"])
def test_a_document_that_is_not_in_the_index(index: Path, command: str) -> None:
    result = run(command, "nine.txt")
    assert result.exit_code == 2
    assert "nine.txt is not in the index. It holds: weixian.txt, guantao.txt" in result.stderr


@pytest.mark.parametrize(
    "arguments", [["ask", "问"], ["batch", "-"], ["facts", "x"], ["show", "x"], ["findings"], ["serve"]]
)
def test_without_an_index(documents: Path, arguments: list[str]) -> None:
    """Every command says that there is none and how to make one."""
    result = run(*arguments, given="")
    assert result.exit_code == 2
    assert f"There is no index in {documents.parent / 'index'}. Make one: caiwen ingest FOLDER" in result.stderr


def test_forget_without_an_index_makes_none(documents: Path) -> None:
    result = run("forget", "weixian.txt")
    assert result.exit_code != 0
    assert not (documents.parent / "index").exists()


def test_a_damaged_index(documents: Path) -> None:
    (documents.parent / "index").mkdir()
    (documents.parent / "index" / "index.sqlite").write_bytes(b"no database" * 100)
    result = run("ask", "蔚县三公经费")
    assert result.exit_code == 2
    assert "Ingest again into a new folder" in result.stderr


@pytest.mark.integration
def test_another_writer(index: Path, documents: Path) -> None:
    holder = (
        "import sys; from pathlib import Path; from index.fact_store import FactStore\n"
        "with FactStore.writing(Path(sys.argv[1])): print(flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(index)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        result = run("ingest", documents)
        other.communicate(b"\n")
    assert result.exit_code == 4
    assert "Another process is writing" in result.stderr


def test_help_names_every_command() -> None:
    shown = run("--help").stdout
    assert all(
        command in shown for command in ["ingest", "ask", "batch", "facts", "show", "findings", "forget", "serve"]
    )


# models

BUILT_IN = str(Path(__file__).parent.parent / "index" / "data" / "embedding")


@pytest.mark.models
def test_another_embedding_model_is_noticed_and_its_vectors_are_made(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sentence_transformers")
    assert run("doctor").exit_code == 0
    monkeypatch.setenv("CAIWEN_EMBEDDING__MODEL", BUILT_IN)  # its own folder, read by sentence-transformers
    monkeypatch.setenv("CAIWEN_EMBEDDING__PASSAGE_PROMPT", "文件：")
    result = run("doctor")
    assert result.exit_code == 1
    assert "NO of other model: 2" in result.stdout
    assert "caiwen reindex" in result.stderr
    assert run("reindex").exit_code == 0
    assert run("doctor").exit_code == 0
    monkeypatch.delenv("CAIWEN_EMBEDDING__MODEL")
    assert run("doctor").exit_code == 1
    assert run("ingest", index.parent / "documents").exit_code == 0
    assert run("doctor").exit_code == 0


@pytest.mark.parametrize("command", [("ingest", "."), ("doctor",), ("reindex",), ("forget", "guantao.txt")])
def test_a_model_without_its_extra_is_told_before_anything_is_done(
    index: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAIWEN_EMBEDDING__MODEL", "BAAI/bge-m3")
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)  # as where the extra is not installed
    result = run(*command)
    assert result.exit_code == 2
    assert result.stderr.startswith("caiwen: BAAI/bge-m3: it needs the extra `models`")
    assert result.stdout == ""


def test_a_setting_that_cannot_be(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAIWEN_EMBEDDING__BATCH_SIZE", "many")
    result = run("ingest", documents)
    assert result.exit_code == 2
    assert result.stderr.startswith("caiwen: embedding.batch_size (CAIWEN_EMBEDDING__BATCH_SIZE) is 'many'")


def test_keys_are_made_listed_and_revoked(index: Path) -> None:
    made = run("keys", "add", "张科长", "--scope", "staff", "--collection", "public", "--days", "30", "--index", index)
    secret = made.stdout.strip()
    assert secret.startswith("caiwen_")
    assert "not shown again" in made.stderr
    (key,) = json.loads(run("keys", "list", "--json", "--index", index).stdout)
    assert (key["name"], key["scope"], key["collections"]) == ("张科长", "staff", ["public"])
    assert key["expires"] > key["made"]
    listed = run("keys", "list", "--index", index).stdout
    assert "张科长" in listed
    assert secret not in listed
    assert run("keys", "revoke", key["id"], "--index", index).exit_code == 0
    assert run("keys", "list", "--index", index).stdout == ""
    assert run("keys", "revoke", key["id"], "--index", index).exit_code == 1


def test_there_are_no_keys_for_what_is_no_index(tmp_path: Path) -> None:
    assert run("keys", "add", "x", "--index", tmp_path).exit_code == 2
    assert list(tmp_path.iterdir()) == []
