"""What is written to an index and read back from it, by one writer and many readers."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.document import Document
from index.errors import IndexLocked, IndexMissing, IndexOutdated
from index.extraction import Extraction, extract
from index.fact_store import FILE_NAME, FactStore
from index.parsing import parse_document
from index.readers.text import read

TEXT = """馆陶县财政局2021年部门预算信息公开
按照规定，现将有关情况公开如下。
四、三公
“三公”经费{amount}万元，较2020年预算减少0.40万元，其中公务接待费不超过1.20万元。
三公经费表
单位：万元
项目\t预算数
公务接待费\t1.20
因公出国（境）费\t
注：无其他需要说明的情况。
"""


def parsed(amount: str = "5.20") -> tuple[Document, Extraction]:
    document = parse_document(read("馆陶.txt", TEXT.format(amount=amount).encode()), "馆陶.txt")
    return document, extract(document)


def write(store: FactStore, amount: str = "5.20", path: str = "/公开/馆陶.txt") -> str:
    document, extraction = parsed(amount)
    store.add(document, extraction.publisher, path, "hash", {"fact": 3}, [(1, 5)])
    store.add_facts(extraction.facts)
    store.add_findings([(f"{document.id}/kind/1", document.id, "kind", "slip", "消息", [(0, 2, "馆陶")])])
    store.add_chunks([(f"{document.id}/1", document.id, "prose", ("四、三公",), "文", 1, 0, 2, None, None, None, None)])
    return document.id


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with FactStore.writing(tmp_path / "index") as store, store.transaction():
        write(store)
    return tmp_path / "index"


@pytest.fixture
def store(folder: Path) -> Iterator[FactStore]:
    """A reader of the index in ``folder``."""
    with closing(FactStore.open(folder)) as opened:
        yield opened


def test_everything_comes_back_as_it_was(store: FactStore) -> None:
    document, extraction = parsed()
    (row,) = store.documents()
    assert (row.id, row.file, row.path, row.entity, row.period, row.family, row.format) == (
        document.id,
        "馆陶.txt",
        "/公开/馆陶.txt",
        "馆陶县财政局",
        2021,
        "budget",
        "text",
    )
    assert (row.title, row.counts, row.content_hash) == ("馆陶县财政局2021年部门预算信息公开", {"fact": 3}, "hash")
    assert store.text(document.id) == document.source.text
    assert store.facts([document.id]) == list(extraction.facts)
    assert store.cells(document.id, 0) == sorted(document.tables[0].cells, key=lambda cell: (cell.row, cell.column))
    (table,) = store.tables(document.id)
    assert (table.caption, table.unit, table.rows, table.columns, table.headers, table.is_empty) == (
        "三公经费表",
        "万元",
        3,
        2,
        ("项目", "预算数"),
        False,
    )
    assert table.note == "注：无其他需要说明的情况。"
    (finding,) = store.findings(document.id)
    assert (finding.severity, finding.message, finding.places) == ("slip", "消息", ((0, 2, "馆陶"),))
    assert store.unparsed(document.id) == [(1, 5)]
    assert store.section_path_at(document.id, document.source.text.index("较2020年")) == ("四、三公",)
    assert store.section_path_at(document.id, 0) == ()


def test_facts_of_several_documents_come_document_by_document(tmp_path: Path) -> None:
    with FactStore.writing(tmp_path) as writer:
        first, second = write(writer), write(writer, "6.20", "/公开/二.txt")
    with closing(FactStore.open(tmp_path)) as store:
        assert [fact.document for fact in store.facts([second, first])] == [second] * 5 + [first] * 5
        assert store.facts([]) == []
        assert store.text("unknown") == ""


def test_removing_a_document_takes_all_of_it(folder: Path) -> None:
    document, _ = parsed()
    with FactStore.writing(folder) as store:
        store.remove(document.id)
    tables = ("documents", "sections", "tables", "cells", "facts", "findings", "chunks")
    with closing(sqlite3.connect(folder / FILE_NAME)) as left:
        assert [left.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables] == [0] * len(tables)


def test_a_reader_sees_the_state_before_or_after_and_never_between(folder: Path, store: FactStore) -> None:
    document, extraction = parsed()
    reader = store
    with FactStore.writing(folder) as writer:
        with writer.transaction():
            writer.remove(document.id)
            write(writer, "6.20")
            assert [row.id for row in reader.documents()] == [document.id]
            assert reader.facts([document.id]) == list(extraction.facts)
        replaced, _ = parsed("6.20")
        assert [row.id for row in reader.documents()] == [replaced.id]
        assert reader.facts([document.id]) == []


def test_a_write_that_fails_leaves_the_state_before(folder: Path) -> None:
    document, extraction = parsed()

    def write_half(store: FactStore) -> None:
        with store.transaction():
            store.remove(document.id)
            raise KeyboardInterrupt

    with FactStore.writing(folder) as store:
        with pytest.raises(KeyboardInterrupt):
            write_half(store)
        assert store.facts([document.id]) == list(extraction.facts)


def test_a_reader_cannot_write(store: FactStore) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store.remove("any")


def test_the_sequence_number_grows_with_every_document(folder: Path) -> None:
    with FactStore.writing(folder) as store:
        assert store.state("sequence") == "1"
        write(store, "6.20", "/公开/二.txt")
        assert store.state("sequence") == "2"


WRITER = """
import sys, time
from pathlib import Path
from index.fact_store import FactStore
with FactStore.writing(Path(sys.argv[1])):
    print("writing", flush=True)
    time.sleep(60)
"""


@pytest.mark.integration
def test_a_second_process_cannot_write_at_the_same_time(folder: Path) -> None:
    root = str(Path(__file__).parent.parent)
    command = [sys.executable, "-c", WRITER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "writing\n"
        with pytest.raises(IndexLocked) as locked, FactStore.writing(folder):
            pass
        assert str(locked.value) == f"Another process is writing to {folder}. Wait until it has finished."
        assert locked.value.exit_code == 4
        with closing(FactStore.open(folder)) as reader:
            assert len(reader.documents()) == 1
        os.kill(other.pid, signal.SIGKILL)
    with FactStore.writing(folder) as store:
        assert len(store.documents()) == 1


def test_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing) as missing:
        FactStore.open(tmp_path / "leer")
    assert str(missing.value) == (
        f"There is no index in {tmp_path / 'leer'}. Make one: caiwen ingest FOLDER --index {tmp_path / 'leer'}"
    )
    assert missing.value.exit_code == 2
    assert not (tmp_path / "leer").exists()


def test_an_index_of_another_version(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as database:
        database.execute("UPDATE state SET value = '0' WHERE key = 'schema'")
    with pytest.raises(IndexOutdated) as outdated:
        FactStore.open(folder)
    assert str(outdated.value) == (
        f"{folder / FILE_NAME} was written by another version (schema 0). Ingest again into a new folder."
    )
    assert outdated.value.exit_code == 2


@pytest.mark.parametrize("content", [b"", b"no database at all" * 50], ids=["empty", "garbage"])
def test_a_file_that_is_no_index(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(IndexOutdated, match=r"cannot be read as an index \(.+\)\. Ingest again into a new folder\."):
        FactStore.open(tmp_path)
