"""Questions generated from an index: computed ones come out right to the last digit, unanswerable ones are declined.

``pytest -s tests/test_generated.py`` shows how many of each kind were asked, and every question that did not come out right.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from assistant.assistant import Assistant
from eval.generated.generated import ANSWERED, REFUSED, RIGHT, WRONG, Verdict, ask_all, shown, table
from eval.generated.operands import Operands, operands_of
from eval.generated.questions import computed_questions
from eval.generated.unanswerable import deletions, unanswerable_questions
from index.build import ingest
from tests.conftest import REPOSITORY

LEAST_RIGHT = 0.98
# What of the questions is asked in a run: the real documents are larger, and an answer over them takes longer.
REAL, SAMPLES = 0.35, 0.7
pytestmark = [pytest.mark.eval]


@pytest.fixture(scope="module")
def real(disclosures: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Assistant, Operands]:
    return library(disclosures, tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> tuple[Assistant, Operands]:
    return library(REPOSITORY / "eval" / "corpus", tmp_path_factory.mktemp("samples"))


def library(documents: Path, folder: Path) -> tuple[Assistant, Operands]:
    assert {each.status for each in ingest([documents], folder)} == {"added"}
    assistant = Assistant.open(folder)
    return assistant, operands_of(assistant.store)


def of_computed(library: tuple[Assistant, Operands], seed: str, part: float) -> list[Verdict]:
    assistant, operands = library
    questions = computed_questions(assistant.store, operands, seed, part=part)
    return ask_all(questions, lambda asked: assistant.ask(asked.question, files=asked.files))


def of_unanswerable(library: tuple[Assistant, Operands], seed: str, part: float) -> list[Verdict]:
    assistant, operands = library
    texts = {body.document: assistant.store.text(body.document) for body in operands.bodies}
    questions = unanswerable_questions(operands, texts, seed, part=part)
    return ask_all(questions, lambda asked: assistant.ask(asked.question, files=asked.files))


def of_deleted(library: tuple[Assistant, Operands], folder: Path) -> Iterator[Verdict]:
    """Questions for items that were deleted from the text before it was indexed, one small index for each edition.

    Only those that are answered over the document as it was.
    """
    assistant, operands = library
    for body in operands.bodies:
        text, facts = assistant.store.text(body.document), assistant.store.facts([body.document])
        for number, edition in enumerate(deletions(body, text, facts, operands, Random(body.file))):
            documents = folder / f"{body.file}-{number}"
            documents.mkdir()
            (documents / body.file).write_text(edition.text, encoding="utf-8")
            assert [each.status for each in ingest([documents], folder / f"index-{body.file}-{number}")] == ["added"]
            edited = Assistant.open(folder / f"index-{body.file}-{number}")
            before = [asked for asked in edition.questions if assistant.ask(asked.question).status == "answered"]
            yield from ask_all(before, lambda asked, edited=edited: edited.ask(asked.question))


def report(title: str, verdicts: list[Verdict], marks: tuple[str, ...], *libraries: tuple[Assistant, Operands]) -> None:
    print(f"\n{title}\n{table(verdicts, marks)}")
    for _, operands in libraries:
        print(
            f"operands {len(operands.kept)}, left out: "
            + ", ".join(f"{n} {why}" for why, n in operands.left_out.items())
        )
    for verdict in verdicts:
        if verdict.mark != RIGHT:
            print(verdict)


def of_mark(verdicts: list[Verdict], mark: str) -> list[str]:
    return [str(verdict) for verdict in verdicts if verdict.mark == mark]


@pytest.mark.disclosures
def test_computed(real: tuple[Assistant, Operands], samples: tuple[Assistant, Operands]) -> None:
    verdicts = [*of_computed(real, "real", REAL), *of_computed(samples, "samples", SAMPLES)]
    report("computed", verdicts, (RIGHT, REFUSED, WRONG), real, samples)
    assert len(verdicts) >= 1000
    assert of_mark(verdicts, WRONG) == []
    assert len(of_mark(verdicts, RIGHT)) >= LEAST_RIGHT * len(verdicts), "\n".join(of_mark(verdicts, REFUSED))


@pytest.mark.disclosures
def test_unanswerable(real: tuple[Assistant, Operands], samples: tuple[Assistant, Operands], tmp_path: Path) -> None:
    verdicts = [*of_unanswerable(real, "real", REAL), *of_unanswerable(samples, "samples", SAMPLES / 2)]
    verdicts += of_deleted(real, tmp_path)
    report("unanswerable", verdicts, (RIGHT, ANSWERED))
    assert len(verdicts) >= 500
    assert of_mark(verdicts, ANSWERED) == []


@pytest.mark.parametrize(
    ("value", "unit", "quotient", "text"),
    [
        (Fraction(5, 1000), "%", True, "0.01"),  # half up
        (Fraction(-5, 1000), "%", True, "-0.01"),
        (Fraction(1, 3), "万元", True, "0.3333"),
        (Fraction(1, 16), "万元", True, "0.0625"),  # exact with four decimals
        (Fraction(1, 32), "万元", True, "0.0313"),
        (Fraction(8882500), "元", False, "8882500"),
        (Fraction(1, 32), "亿元", False, "0.03125"),
    ],
)
def test_rounding(value: Fraction, unit: str, quotient: bool, text: str) -> None:
    assert str(shown(value, unit, quotient=quotient)) == text
