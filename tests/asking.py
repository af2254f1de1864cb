"""A library of disclosures that a test writes itself, and an assistant over it."""

import sqlite3
from pathlib import Path

from assistant.assistant import Assistant
from assistant.contract import Answer, Citation
from index.build import ingest
from index.fact_store import FILE_NAME

TITLE = "蔚县人民政府办公室2022年部门预算信息公开情况说明"


def library(folder: Path, *bodies: str, title: str = TITLE) -> Assistant:
    """An assistant over disclosures given by their bodies, all under one title; a body with its own title has none before it."""
    documents = folder / "documents"
    documents.mkdir(exist_ok=True)
    for number, body in enumerate(bodies):
        text = body.strip("\n")
        if not text.splitlines()[0].endswith(("情况说明", "公开")):
            text = f"{title}\n{text}"
        (documents / f"{number}.txt").write_text(text + "\n", encoding="utf-8")
    reports = ingest([documents], folder / "index")
    assert [report.status for report in reports] == ["added"] * len(bodies)
    return Assistant.open(folder / "index")


def tamper(folder: Path, printed: str, other: str) -> Assistant:
    """The same index with other words in the stored text of its documents, as after damage or a hand at the file."""
    with sqlite3.connect(folder / "index" / FILE_NAME) as db:
        assert db.execute("SELECT 1 FROM documents WHERE instr(text, ?)", (printed,)).fetchone(), (
            f"{printed} not stored"
        )
        db.execute("UPDATE documents SET text = replace(text, ?, ?)", (printed, other))
    db.close()
    return Assistant.open(folder / "index")


def said(answer: Answer) -> list[str]:
    """What an answer asserts, each as value and unit with its sign: ["≥25个"], ["减少2.1万元"]; a text as it is quoted."""
    figures = [
        f"{figure.direction or ''}{figure.comparator.replace('=', '')}{figure.value}{figure.unit or ''}"
        for figure in answer.figures
        if figure.role == "result"
    ]
    if answer.status != "answered":
        assert not figures
        return [answer.reason or ""]
    return figures or [answer.citations[0].quote]


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def address(citation: Citation) -> tuple[str | None, str, str]:
    """Table, innermost row label and column path of a citation; for prose (None, innermost section, "")."""
    if citation.table is None:
        return None, citation.section[-1], ""
    return citation.table, citation.row_labels[-1], "/".join(citation.column_labels)
