"""The question sets of eval/questions, asked of the real disclosures and of the samples, and judged figure by figure.

An outcome is ``right`` (figure, place, reason and warning as expected), ``place`` (right figure, no citation at the place
expected), ``warning`` (right figure and place, a warning missing or too many), ``hedged`` (the figure expected stands beside
others that were not asked for), ``reason`` (rightly declined, for another reason), ``refused`` (declined what is there),
``wrong`` (another figure or text) or ``false`` (answered what must be declined).
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.contract import Answer, Citation, Figure
from index.build import ingest
from index.cleaning import squash
from tests.conftest import REPOSITORY

QUESTIONS = REPOSITORY / "eval" / "questions"
OUTCOMES = ("right", "place", "warning", "hedged", "reason", "refused", "wrong", "false")
pytestmark = [pytest.mark.eval]


@dataclass(frozen=True, slots=True)
class Judged:
    """One question with its outcome and what came out, in a line."""

    id: str
    question: str
    outcome: str
    came_out: str

    def __str__(self) -> str:
        return f"{self.outcome:8} {self.id}  {self.question}\n         {self.came_out}"


def questions_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def outcome(answer: Answer, file: str, expect: dict[str, Any], text_of: Callable[[str], str]) -> str:
    """What an answer is worth against the expectation of its question."""
    if expect["status"] != "answered":
        if answer.status == "answered":
            return "false"
        return "right" if (answer.status, answer.reason) == (expect["status"], expect["reason"]) else "reason"
    if answer.status != "answered":
        return "refused"
    said = figures_said(answer, expect) if "figures" in expect else text_said(answer, expect)
    if said != "right":
        return said
    if not any(fits(citation, file, expect, text_of(citation.document_id)) for citation in asserted(answer)):
        return "place"
    return "right" if bool(answer.warnings) == expect["warning"] else "warning"


def figures_said(answer: Answer, expect: dict[str, Any]) -> str:
    results = [figure for figure in answer.figures if figure.role == "result"]
    as_expected = [any(same_figure(figure, wanted) for figure in results) for wanted in expect["figures"]]
    if not all(as_expected):
        return "wrong"
    return "right" if len(results) == len(expect["figures"]) else "hedged"


def same_figure(figure: Figure, wanted: dict[str, Any]) -> bool:
    return (
        Decimal(figure.value) == Decimal(wanted["value"])
        and (figure.unit or "") == wanted["unit"]
        and figure.comparator == wanted["comparator"]
        and (figure.direction or "") == wanted.get("direction", "")
    )


def text_said(answer: Answer, expect: dict[str, Any]) -> str:
    """A text is said whole and alone: as the quote of a citation, or within a quoted sentence."""
    wanted = squash(expect["text"])
    if not any(wanted in squash(citation.quote) for citation in asserted(answer)):
        return "wrong"
    alone = any(squash(citation.quote) == wanted for citation in asserted(answer)) and wanted in squash(answer.text)
    return "right" if not answer.figures and (alone or answer.origin == "quoted") else "hedged"


def asserted(answer: Answer) -> list[Citation]:
    """The citations of what an answer asserts, without those of its warnings and its context."""
    numbers = {number for figure in answer.figures if figure.role == "result" for number in figure.citations}
    beside = {number for warning in answer.warnings for number in warning.citations}
    return [c for c in answer.citations if c.number in numbers or (not answer.figures and c.number not in beside - {1})]


def fits(citation: Citation, file: str, expect: dict[str, Any], source: str) -> bool:
    """Whether a citation is at the place expected: the table's cell, or the words quoted from prose, in the section named."""
    section = squash(expect["section"])
    if citation.file != file or (section and section not in [squash(part) for part in citation.section]):
        return False
    if expect.get("row") is None:
        return overlaps(citation, expect["quote"], source)
    rows, columns = [squash(label) for label in citation.row_labels], [squash(label) for label in citation.column_labels]
    same_table = expect["table"] is None or squash(expect["table"]) == squash(citation.table or "")
    same_row = all(any(squash(label) in row for row in rows) for label in expect["row"])
    same_column = all(any(squash(label) in column for column in columns) for label in expect["column"] or [])
    return same_table and same_row and same_column


def overlaps(citation: Citation, quote: str, source: str) -> bool:
    """Whether a citation holds the figure at the end or in the midst of a quote, wherever the quote stands."""
    at = source.find(quote)
    while at >= 0:
        if citation.start < at + len(quote) and at < citation.end:
            return True
        at = source.find(quote, at + 1)
    return squash(quote) in squash(citation.quote) or squash(citation.quote) in squash(quote)


def judge(assistant: Assistant, questions: list[dict[str, Any]]) -> list[Judged]:
    judged = []
    for record in questions:
        answer = assistant.ask(record["question"])
        found = outcome(answer, record["file"], record["expect"], assistant.store.text)
        came_out = f"{answer.status} {answer.reason or ''} {answer.text!r} warnings {[w.kind for w in answer.warnings]}"
        judged.append(Judged(record["id"], record["question"], found, came_out))
    return judged


def report(name: str, judged: list[Judged]) -> None:
    """A small table of outcomes and the questions not right; `pytest -s -m eval` shows it."""
    counts = Counter(one.outcome for one in judged)
    print(f"\n{name}: {len(judged)} questions, " + ", ".join(f"{kind} {counts[kind]}" for kind in OUTCOMES))
    for one in judged:
        if one.outcome != "right":
            print(one)


def of_outcome(judged: list[Judged], *kinds: str) -> list[str]:
    return [str(one) for one in judged if one.outcome in kinds]


@pytest.fixture(scope="module")
def real(disclosures: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("real")
    assert {each.status for each in ingest([disclosures], folder)} == {"added"}
    return Assistant.open(folder)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("samples")
    assert {each.status for each in ingest([REPOSITORY / "eval" / "corpus"], folder)} == {"added"}
    return Assistant.open(folder)


@pytest.fixture(scope="module")
def real_judged(real: Assistant) -> list[Judged]:
    questions = [record for path in sorted((QUESTIONS / "direct").glob("*.jsonl")) for record in questions_of(path)]
    judged = judge(real, questions)
    report("five real disclosures", judged)
    return judged


@pytest.fixture(scope="module")
def samples_judged(samples: Assistant) -> list[Judged]:
    judged = judge(samples, questions_of(QUESTIONS / "samples.jsonl"))
    report("sample disclosures", judged)
    return judged


