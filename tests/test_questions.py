"""The question sets of eval/questions, asked of the real disclosures and of the samples, and judged figure by figure.

An outcome is ``right`` (figure, place, reason and warning as expected), ``place`` (right figure, no citation at the place
expected), ``warning`` (right figure and place, the warning expected is missing), ``hedged`` (the figure expected stands beside
others that were not asked for), ``reason`` (rightly declined, for another reason), ``refused`` (declined what is there),
``wrong`` (another figure or text) or ``false`` (answered what must be declined). A warning that was not expected is counted, but
is no fault: the checks see more of a document than the readers who wrote the questions.
"""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.contract import Answer, Citation, Figure
from index.amount import canonical_unit
from index.build import ingest
from index.cleaning import squash
from tests.asking import address, said
from tests.conftest import REPOSITORY

QUESTIONS = REPOSITORY / "eval" / "questions"
OUTCOMES = ("right", "place", "warning", "hedged", "reason", "refused", "wrong", "false")
LEAST_RIGHT = 0.95
pytestmark = [pytest.mark.eval]


@dataclass(frozen=True, slots=True)
class Judged:
    """One question with its outcome and what came out, in a line."""

    id: str
    question: str
    outcome: str
    came_out: str
    more_warnings: bool

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
    said = figures_said(answer, expect["figures"]) if "figures" in expect else text_said(answer, expect["text"])
    if said != "right":
        return said
    if not any(fits(citation, file, expect, text_of(citation.document_id)) for citation in asserted(answer)):
        return "place"
    return "warning" if expect["warning"] and not answer.warnings else "right"


def figures_said(answer: Answer, wanted: list[dict[str, Any]]) -> str:
    results = [figure for figure in answer.figures if figure.role == "result"]
    if not all(any(same_figure(figure, each) for figure in results) for each in wanted):
        return "wrong"
    return "right" if len(results) == len(wanted) else "hedged"


def same_figure(figure: Figure, wanted: dict[str, Any]) -> bool:
    return (
        Decimal(figure.value) == Decimal(wanted["value"])
        and (figure.unit or "") == (canonical_unit(wanted["unit"]) or wanted["unit"])
        and figure.comparator == wanted["comparator"]
        and (figure.direction or "") == wanted.get("direction", "")
    )


def text_said(answer: Answer, wanted: str) -> str:
    """A text is said alone, as the quote of a citation and in the answer, or within a quoted sentence."""
    quotes = [squash(citation.quote) for citation in asserted(answer)]
    if not any(squash(wanted) in quote for quote in quotes) or squash(wanted) not in squash(answer.text):
        return "wrong"
    alone = squash(wanted) in quotes or answer.origin == "quoted"
    return "right" if alone and not answer.figures else "hedged"


def asserted(answer: Answer) -> list[Citation]:
    """The citations of what an answer asserts, without those of its warnings and its context."""
    numbers = {number for figure in answer.figures if figure.role == "result" for number in figure.citations}
    return [citation for citation in answer.citations if citation.number in (numbers or {1})]


def fits(citation: Citation, file: str, expect: dict[str, Any], source: str) -> bool:
    """Whether a citation is at the place expected: the cell by its table and labels, or the words of a section's prose."""
    if citation.file != file:
        return False
    if expect.get("row") is None:
        return squash(expect["section"]) in map(squash, citation.section) and overlaps(
            citation, expect["quote"], source
        )
    columns = [level for label in expect["column"] for level in label.split("/")]
    return (
        squash(expect["table"]) == squash(citation.table or "")
        and all(said_in(label, citation.row_labels) for label in expect["row"])
        and all(said_in(level, citation.column_labels) for level in columns)
    )


def said_in(label: str, labels: list[str]) -> bool:
    return any(squash(label) in squash(each) for each in labels)


def overlaps(citation: Citation, quote: str, source: str) -> bool:
    """Whether a citation shares characters of the source with a quote, wherever the quote stands and is broken into lines."""
    pattern = r"\s*".join(re.escape(char) for char in "".join(quote.split()))
    return any(found.start() < citation.end and citation.start < found.end() for found in re.finditer(pattern, source))


def judge(assistant: Assistant, questions: list[dict[str, Any]]) -> list[Judged]:
    judged = []
    for record in questions:
        answer, expect = assistant.ask(record["question"]), record["expect"]
        came_out = f"{answer.status} {answer.reason or ''} {answer.text!r} warnings {[w.kind for w in answer.warnings]}"
        found = outcome(answer, record["file"], expect, assistant.store.text)
        more = bool(answer.warnings) and not expect.get("warning", False)
        judged.append(Judged(record["id"], record["question"], found, came_out, more))
    return judged


def report(name: str, judged: list[Judged]) -> None:
    """A small table of outcomes and the questions not right; `pytest -s -m eval` shows it."""
    counts = Counter(one.outcome for one in judged)
    print(f"\n{name}: {len(judged)} questions, " + ", ".join(f"{kind} {counts[kind]}" for kind in OUTCOMES), end="; ")
    print(f"{sum(one.more_warnings for one in judged)} with a warning that was not expected")
    for one in judged:
        if one.outcome != "right":
            print(one)


def of_outcome(judged: list[Judged], *outcomes: str) -> list[str]:
    return [str(one) for one in judged if one.outcome in outcomes]


@pytest.fixture(scope="module")
def real_library(disclosures: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library_of(disclosures, tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="module")
def real(real_library: Assistant) -> list[Judged]:
    paths = sorted((QUESTIONS / "direct").glob("*.jsonl"))
    judged = judge(real_library, [record for path in paths for record in questions_of(path)])
    report("real disclosures", judged)
    return judged


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Judged]:
    assistant = library_of(REPOSITORY / "eval" / "corpus", tmp_path_factory.mktemp("samples"))
    judged = judge(assistant, questions_of(QUESTIONS / "samples.jsonl"))
    report("sample disclosures", judged)
    return judged


def library_of(documents: Path, folder: Path) -> Assistant:
    assert {each.status for each in ingest([documents], folder)} == {"added"}
    return Assistant.open(folder)


@pytest.mark.disclosures
def test_direct_questions_of_the_real_disclosures(real: list[Judged]) -> None:
    assert len(real) >= 150
    assert of_outcome(real, "wrong", "false") == []
    right = of_outcome(real, "right")
    assert len(right) >= LEAST_RIGHT * len(real), "\n".join(str(one) for one in real if one.outcome != "right")


def test_questions_of_the_samples(samples: list[Judged]) -> None:
    assert len(samples) == 60
    assert of_outcome(samples, "wrong", "false") == []
    right = of_outcome(samples, "right")
    assert len(right) >= LEAST_RIGHT * len(samples), "\n".join(str(one) for one in samples if one.outcome != "right")


SAN_GONG = "四、财政拨款“三公”经费预算情况及增减变化原因"


@pytest.mark.disclosures
@pytest.mark.parametrize(
    ("question", "figures", "place", "warned"),
    [
        ("馆陶县政府办2021年三公经费预算是多少", ["1.2万元"], (None, SAN_GONG, ""), False),
        ("how much did 馆陶 budget for 三公 in 2021", ["1.2万元"], (None, SAN_GONG, ""), False),
        ("鹿泉区委办2013102科目预算多少元", ["613000元"], ("部门预算支出总表", "一般行政管理事务", "合计"), False),
        ("新乐2020年公务用车购置及运维费", ["47万元"], (None, SAN_GONG, ""), True),
        (
            "长安区政府办网络维护年度预算数",
            ["165.00万元"],
            ("部门职责-工作活动绩效目标", "五、网络维护", "年度预算数"),
            False,
        ),
        ("馆陶采购台式计算机的单价和数量", ["0.50万元", "5个"], ("部门政府采购预算", "台式计算机", "单价"), False),
        (
            "广阳房屋面积",
            ["0平方米"],
            ("廊坊市广阳区人民政府办公室部门固定资产占用情况表", "1、房屋（平方米）", "数量"),
            False,
        ),
        ("馆陶县政府督查室的单位规格", ["blank"], ("部门机构设置情况", "馆陶县政府督查室", "单位规格"), False),
        ("鹿泉国有资本经营预算", ["empty_table"], "注：无国有资本经营预算财政拨款预算，空表列示。", False),
        ("正定县2021年三公经费", ["no_document"], None, False),
    ],
)
def test_headline_questions(
    real_library: Assistant,
    question: str,
    figures: list[str],
    place: tuple[str | None, str, str] | str | None,
    warned: bool,
) -> None:
    """What the issue promises, with the first citation: its cell, its section or, for an empty table, the note quoted."""
    answer = real_library.ask(question)
    assert said(answer) == figures
    assert bool(answer.warnings) == warned
    first = next(iter(answer.citations), None)
    assert (first.quote if isinstance(place, str) else address(first)) == place if first else place is None
