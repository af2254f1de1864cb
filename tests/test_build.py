"""Folders of disclosures, brought into an index again and again."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.build import FileReport, extractor_fingerprint, forget, forget_document, ingest, ingest_upload
from index.errors import IndexLocked, UnreadableFile
from index.fact_store import FILE_NAME, FactStore

TEXT = "{county}财政局2021年部门预算信息公开\n按照规定公开如下。\n一、收入\n2021年预算收入{amount}万元。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two disclosures: 馆陶.txt (100) and 正定.txt (200)."""
    (tmp_path / "in").mkdir()
    put(tmp_path / "in" / "馆陶.txt", "馆陶县", 100)
    put(tmp_path / "in" / "正定.txt", "正定县", 200)
    return tmp_path / "in"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def put(path: Path, county: str, amount: int) -> None:
    path.write_text(TEXT.format(county=county, amount=amount), encoding="utf-8")


def statuses(reports: list[FileReport]) -> dict[str, str]:
    return {report.file: report.status for report in reports}


def state(index: Path, key: str) -> str | None:
    with closing(FactStore.open(index)) as store:
        return store.state(key)


def income(index: Path) -> dict[str, str]:
    """The one figure of every document, by its file."""
    with closing(FactStore.open(index)) as store:
        return {row.file: store.facts([row.id])[0].value_text for row in store.documents()}


def dump(index: Path) -> dict[str, list[object]]:
    """Everything read from every document, by its id."""
    with closing(FactStore.open(index)) as store:
        return {
            row.id: [row.entity, row.counts, store.facts([row.id]), store.findings(row.id), store.tables(row.id)]
            for row in store.documents()
        }


def test_files_are_added_with_their_account(folder: Path, index: Path) -> None:
    guantao, zhengding = sorted(ingest([folder], index), key=lambda report: report.entity, reverse=True)
    assert (guantao.file, guantao.status, guantao.entity, guantao.period) == ("馆陶.txt", "added", "馆陶县财政局", 2021)
    assert guantao.counts == {"year": 2, "fact": 1}
    assert zhengding.file == "正定.txt"
    assert income(index) == {"馆陶.txt": "100万元", "正定.txt": "200万元"}


def test_unchanged_files_are_skipped(folder: Path, index: Path) -> None:
    ingest([folder], index)
    again = ingest([folder], index)
    assert statuses(again) == {"馆陶.txt": "unchanged", "正定.txt": "unchanged"}
    assert [report.counts for report in again] == [{"year": 2, "fact": 1}] * 2
    assert state(index, "sequence") == "2", "nothing was written the second time"


def test_what_another_extractor_read_is_read_anew(folder: Path, index: Path) -> None:
    ingest([folder], index)
    with FactStore.writing(index) as store:
        store.set_state("extractor", "another")
    assert statuses(ingest([folder], index)) == {"馆陶.txt": "replaced", "正定.txt": "replaced"}
    assert state(index, "extractor") == extractor_fingerprint()
    assert statuses(ingest([folder], index)) == {"馆陶.txt": "unchanged", "正定.txt": "unchanged"}


def test_findings_and_chunks_are_stored_with_the_facts(folder: Path, index: Path) -> None:
    (folder / "新乐.txt").write_text(
        "新乐市财政局2021年部门预算\n按照规定公开如下。\n四、三公\n“三公”经费57万元，其中因公出国（境）费0万元；"
        "公务用车购置及运维费47万元（其中：公务用车购置费0万元，公务用车运维费57万元）；公务接待费10万元。\n",
        encoding="utf-8",
    )
    (report,) = [report for report in ingest([folder], index) if report.file == "新乐.txt"]
    assert report.findings == 1
    with closing(FactStore.open(index)) as store:
        document = next(row.id for row in store.documents() if row.file == "新乐.txt")
        (finding,) = store.findings(document)
        assert [quote for _, _, quote in finding.places] == ["47万元", "0万元", "57万元"]
    with closing(sqlite3.connect(index / FILE_NAME)) as database:
        chunks = database.execute("SELECT text FROM chunks WHERE document = ? ORDER BY start", (document,)).fetchall()
    assert "公务接待费10万元。" in chunks[-1][0]


def test_only_one_ingest_at_a_time(folder: Path, index: Path) -> None:
    ingest([folder / "馆陶.txt"], index)
    with FactStore.writing(index), pytest.raises(IndexLocked):
        ingest([folder], index)
    assert set(income(index)) == {"馆陶.txt"}


def test_a_changed_file_is_replaced(folder: Path, index: Path) -> None:
    ingest([folder], index)
    put(folder / "馆陶.txt", "馆陶县", 150)
    assert statuses(ingest([folder], index)) == {"馆陶.txt": "replaced", "正定.txt": "unchanged"}
    assert income(index) == {"馆陶.txt": "150万元", "正定.txt": "200万元"}


def test_a_removed_file_is_reported_and_stays_until_it_is_forgotten(folder: Path, index: Path) -> None:
    ingest([folder], index)
    (folder / "正定.txt").unlink()
    (gone,) = [report for report in ingest([folder], index) if report.status != "unchanged"]
    assert (gone.file, gone.status) == ("正定.txt", "gone")
    assert gone.notes == ("still in the index; caiwen forget FILE takes it out",)
    assert set(income(index)) == {"馆陶.txt", "正定.txt"}
    assert forget("正定.txt", index)
    assert set(income(index)) == {"馆陶.txt"}
    assert statuses(ingest([folder], index)) == {"馆陶.txt": "unchanged"}


def test_a_renamed_file_is_the_document_it_was(folder: Path, index: Path) -> None:
    ingest([folder], index)
    (folder / "正定.txt").rename(folder / "正定县财政局.txt")
    reports = {report.file: report for report in ingest([folder], index)}
    assert (reports["正定县财政局.txt"].status, reports["正定县财政局.txt"].notes) == ("moved", ("was 正定.txt",))
    assert statuses(list(reports.values())) == {"正定县财政局.txt": "moved", "馆陶.txt": "unchanged"}
    assert income(index) == {"馆陶.txt": "100万元", "正定县财政局.txt": "200万元"}


def test_files_outside_the_ingested_folder_are_not_missed(folder: Path, index: Path) -> None:
    ingest([folder], index)
    put(folder.parent / "赵县.txt", "赵县", 300)
    assert statuses(ingest([folder.parent / "赵县.txt"], index)) == {"赵县.txt": "added"}
    assert set(income(index)) == {"馆陶.txt", "正定.txt", "赵县.txt"}


def test_the_same_text_twice_is_one_document(folder: Path, index: Path) -> None:
    put(folder / "馆陶副本.txt", "馆陶县", 100)
    reports = {report.status: report for report in ingest([folder], index)}
    assert set(reports) == {"added", "duplicate"}
    assert reports["duplicate"].notes in {("same text as 馆陶.txt",), ("same text as 馆陶副本.txt",)}
    assert sorted(income(index).values()) == ["100万元", "200万元"]


def test_a_file_that_cannot_be_read_leaves_the_rest(folder: Path, index: Path) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 cut off")
    (folder / "空.txt").write_bytes(b"")
    reports = {report.file: report for report in ingest([folder], index)}
    assert statuses(list(reports.values())) == {
        "馆陶.txt": "added",
        "正定.txt": "added",
        "坏.docx": "failed",
        "空.txt": "failed",
    }
    assert (
        reports["空.txt"].problem
        == "空.txt: it is empty. Download it again, or open it in its program and save it again"
    )
    assert reports["坏.docx"].problem.startswith("坏.docx: its zip container is damaged or cut off")
    assert set(income(index)) == {"馆陶.txt", "正定.txt"}


def test_a_file_mended_later_is_added(folder: Path, index: Path) -> None:
    (folder / "赵县.txt").write_bytes(b"")
    ingest([folder], index)
    put(folder / "赵县.txt", "赵县", 300)
    assert statuses(ingest([folder], index))["赵县.txt"] == "added"
    assert income(index)["赵县.txt"] == "300万元"


def test_files_that_are_no_disclosures_by_name_are_passed_over(folder: Path, index: Path) -> None:
    for name in (".hidden.txt", "~$馆陶.docx", "Thumbs.db", "desktop.ini"):
        (folder / name).write_text("x")
    assert set(statuses(ingest([folder], index))) == {"馆陶.txt", "正定.txt"}


def test_folders_inside_folders_and_a_file_named_twice(folder: Path, index: Path) -> None:
    (folder / "2021").mkdir()
    put(folder / "2021" / "赵县.txt", "赵县", 300)
    reports = ingest([folder, folder / "2021" / "赵县.txt", folder / "馆陶.txt"], index)
    assert sorted(report.file for report in reports) == ["正定.txt", "赵县.txt", "馆陶.txt"]


def test_a_path_that_does_not_exist(folder: Path, index: Path) -> None:
    with pytest.raises(UnreadableFile) as unreadable:
        ingest([folder, folder / "没有.txt"], index)
    assert str(unreadable.value) == f"{folder / '没有.txt'}: there is no such file or folder. Check the path"
    assert not index.exists()


def test_progress_names_every_file(folder: Path, index: Path) -> None:
    named: list[str] = []
    ingest([folder], index, progress=named.append)
    assert sorted(named) == ["正定.txt", "馆陶.txt"]


def test_built_twice_and_in_another_order_it_is_the_same_index(folder: Path, tmp_path: Path) -> None:
    put(folder / "赵县.txt", "赵县", 300)
    ingest([folder], tmp_path / "one")
    ingest([folder], tmp_path / "two")
    for name in ("赵县.txt", "馆陶.txt", "正定.txt"):
        ingest([folder / name], tmp_path / "three")
    assert dump(tmp_path / "one") == dump(tmp_path / "two") == dump(tmp_path / "three")
    assert len(dump(tmp_path / "one")) == 3


def test_a_document_changed_there_and_back_is_the_one_it_was(folder: Path, index: Path) -> None:
    ingest([folder], index)
    before = dump(index)
    put(folder / "馆陶.txt", "馆陶县", 150)
    ingest([folder], index)
    assert dump(index) != before
    put(folder / "馆陶.txt", "馆陶县", 100)
    ingest([folder], index)
    assert dump(index) == before


@pytest.mark.parametrize("named", ["file", "path", "id"])
def test_a_document_is_forgotten_by_name_path_or_id(folder: Path, index: Path, named: str) -> None:
    ingest([folder], index)
    with closing(FactStore.open(index)) as store:
        row = next(row for row in store.documents() if row.file == "馆陶.txt")
    assert forget(str(getattr(row, named)), index)
    assert set(income(index)) == {"正定.txt"}
    assert not forget("没有.txt", index)


def collections(index: Path) -> dict[str, str]:
    with closing(FactStore.open(index)) as store:
        return {row.file: row.collection for row in store.documents()}


def test_a_file_stays_in_its_collection_until_it_is_put_into_another(folder: Path, index: Path) -> None:
    ingest([folder / "馆陶.txt"], index)
    ingest([folder / "正定.txt"], index, collection="draft")
    assert collections(index) == {"馆陶.txt": "public", "正定.txt": "draft"}
    put(folder / "正定.txt", "正定县", 250)
    ingest([folder], index)
    assert collections(index) == {"馆陶.txt": "public", "正定.txt": "draft"}
    assert statuses(ingest([folder], index, collection="public")) == {"馆陶.txt": "unchanged", "正定.txt": "replaced"}
    assert collections(index) == {"馆陶.txt": "public", "正定.txt": "public"}


def test_the_same_text_in_another_collection_is_another_document(folder: Path, index: Path) -> None:
    text = TEXT.format(county="赵县", amount=300).encode()
    draft = ingest_upload("赵县.txt", text, index, collection="draft")
    public = ingest_upload("赵县.txt", text, index)
    assert (draft.status, public.status) == ("added", "added")
    assert ingest_upload("赵县.txt", TEXT.format(county="赵县", amount=350).encode(), index).status == "replaced"
    forget_document(public.document, index)
    with closing(FactStore.open(index)) as store:
        kept = {row.collection: store.facts([row.id])[0].value_text for row in store.documents()}
        assert kept == {"draft": "300万元", "public": "350万元"}


def test_a_document_is_taken_out_by_its_id_alone(folder: Path, index: Path) -> None:
    """A file that is called like the id of another document stays."""
    first = ingest_upload("赵县.txt", TEXT.format(county="赵县", amount=300).encode(), index)
    ingest_upload(first.document, TEXT.format(county="蠡县", amount=400).encode(), index, collection="draft")
    forget_document(first.document, index)
    assert set(income(index)) == {first.document}


def test_the_files_are_kept_byte_for_byte_and_go_with_their_documents(folder: Path, index: Path) -> None:
    put(folder / "馆陶.txt", "馆陶县", 150)
    (folder / "馆陶.txt").write_bytes((folder / "馆陶.txt").read_text(encoding="utf-8").encode("gb18030"))
    ingest([folder], index)
    with closing(FactStore.open(index)) as store:
        ids = {row.file: row.id for row in store.documents()}
        assert store.original(ids["馆陶.txt"]) == (folder / "馆陶.txt").read_bytes()
    forget("馆陶.txt", index)
    with closing(FactStore.open(index)) as store:
        assert store.original(ids["馆陶.txt"]) is None
        assert store.original(ids["正定.txt"]) is not None


def test_an_upload_replaces_the_one_of_its_name_in_its_collection(folder: Path, index: Path) -> None:
    ingest([folder], index)
    first = TEXT.format(county="赵县", amount=300).encode()
    second = TEXT.format(county="赵县", amount=350).encode()
    assert ingest_upload("赵县.txt", first, index).status == "added"
    assert ingest_upload("赵县.txt", second, index).status == "replaced"
    assert income(index) == {"馆陶.txt": "100万元", "正定.txt": "200万元", "赵县.txt": "350万元"}
    assert statuses(ingest([folder], index)) == {"馆陶.txt": "unchanged", "正定.txt": "unchanged"}
    again = ingest_upload("又.txt", second, index)
    assert (again.status, again.notes) == ("duplicate", ("same text as 赵县.txt",))
    assert ingest_upload("坏.pdf", b"%PDF-1.4", index).status == "failed"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..", "a\x00b"])
def test_the_name_of_an_upload_is_no_path(index: Path, name: str) -> None:
    content = TEXT.format(county="赵县", amount=300).encode()
    assert ingest_upload(name, content, index).status == "added"
    ((file, figure),) = income(index).items()
    assert "/" not in file
    assert figure == "300万元"
    assert sorted(path.name for path in index.parent.iterdir()) == ["index"]
