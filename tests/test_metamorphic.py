"""Questions in other words: every wording of ``eval.wordings`` must come out as the question itself does.

An outcome is ``same`` (figures, converted where the wording asks for another unit, and first cited place as for the question),
``declined``, ``assumed`` (a typing slip read as another item, and the answer says so), ``unit`` (the figure in a unit not asked
for), ``place`` (the same figure, cited elsewhere) or ``other`` (another figure or text). `pytest -s -m eval` shows the table.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random

import pytest

from assistant.assistant import Assistant
from assistant.contract import Answer, Citation
from eval.cases import cases_in
from eval.wordings import judge_unit, wordings
from index.build import ingest
from tests.conftest import REPOSITORY

QUESTIONS = REPOSITORY / "eval" / "questions"
SEED = 20260
REAL = 160  # questions of the real disclosures, beside
SAMPLES = 40  # of the samples
LEAST_WORDINGS = 20
MOST_DECLINED = 0.03
OUTCOMES = ("same", "declined", "assumed", "unit", "place", "other")
YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
SLIPS = {"misspelt", "doubled"}
pytestmark = [pytest.mark.eval]

Result = tuple[Decimal | str, str, str, str]


@dataclass(frozen=True, slots=True)
class Reworded:
    """One wording with what came out of it, beside its question and what came out of that."""

    question: str
    base: Answer
    kind: str
    text: str
    answer: Answer
    outcome: str

    def __str__(self) -> str:
        return (
            f"{self.outcome:8} {self.kind:24} {self.text}\n"
            f"         {said(self.answer)}\n"
            f"         of {self.question}: {said(self.base)}"
        )


def said(answer: Answer) -> str:
    interpretation = answer.interpretation
    read = f"read as {interpretation.operation} {interpretation.concepts} assumed {interpretation.assumed}"
    return f"{answer.status} {answer.reason or ''} {answer.text!r} {read}"


def results(answer: Answer, unit: str | None = None) -> list[Result]:
    """What an answer asserts, each once; amounts of money in ``unit`` where one is given, a text as it is quoted."""
    found: set[Result] = set()
    for figure in answer.figures:
        if figure.role == "result":
            value, shown = Decimal(figure.value), figure.unit or ""
            if unit is not None and shown in YUAN:
                value, shown = value * YUAN[shown] / YUAN[unit], unit
            found.add((value.normalize(), shown, figure.comparator, figure.direction or ""))
    return sorted(found, key=str) or [(citation.quote, "", "", "") for citation in answer.citations[:1]]


def alike(answer: Answer, base: Answer, unit: str | None, shown: str | None = None) -> bool:
    """Whether both assert the same, ``base`` in ``unit`` and ``answer`` as it is or in ``shown``; a value as rounded as it says."""
    rounding = next((figure.rounding for figure in answer.figures if figure.role == "result" and figure.rounding), None)
    ours, theirs = results(answer, shown), results(base, unit)
    if rounding is None or not any(figure.role == "result" for figure in base.figures):
        return ours == theirs
    decimals = int(rounding.rpartition(":")[2])
    return [rounded(one, decimals) for one in ours] == [rounded(one, decimals) for one in theirs]


def rounded(result: Result, decimals: int) -> Result:
    value, unit, comparator, direction = result
    if isinstance(value, Decimal):
        value = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return value, unit, comparator, direction


def same_place(one: list[Citation], other: list[Citation]) -> bool:
    """Whether the first citations share a character of the same document; an answer of none has none to share."""
    if not one or not other:
        return not one and not other
    first, second = one[0], other[0]
    return first.document_id == second.document_id and first.start < second.end and second.start < first.end


def outcome(kind: str, base: Answer, answer: Answer) -> str:
    """What an answer to a wording of ``kind`` is worth against the answer to its question."""
    if answer.status != "answered":
        return "declined"
    unit = judge_unit(kind)
    if alike(answer, base, unit):
        return "same" if same_place(base.citations, answer.citations) else "place"
    if alike(answer, base, "元", "元"):
        return "unit"
    told = set(answer.interpretation.assumed) - set(base.interpretation.assumed)
    return "assumed" if told and SLIPS & set(kind.split("+")) else "other"


def answered_questions(assistant: Assistant, paths: list[Path], count: int) -> Iterator[tuple[str, Answer]]:
    """``count`` questions with their answers, in an order of chance: those that must be answered and are."""
    cases = [case for path in paths for case in cases_in(path, ("direct", "table"))]
    wanted = [case.turns[0] for case in cases if case.expect.status == "answered"]
    for question in Random(SEED).sample(wanted, len(wanted)):
        answer = assistant.ask(question)
        if answer.status == "answered" and count:
            count -= 1
            yield question, answer


def reworded(assistant: Assistant, paths: list[Path], count: int) -> list[Reworded]:
    found = []
    for question, base in answered_questions(assistant, paths, count):
        others = wordings(question, SEED)
        assert len(others) >= LEAST_WORDINGS
        for kind, text in others:
            answer = assistant.ask(text)
            found.append(Reworded(question, base, kind, text, answer, outcome(kind, base, answer)))
    return found


def report(name: str, found: list[Reworded]) -> None:
    """Outcomes by kind of wording, a combined one under its first rule with a plus, then each that is not the same."""
    table: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        first, _, more = one.kind.partition("+")
        table["all"][one.outcome] += 1
        table[f"{first} +" if more else first][one.outcome] += 1
    print(f"\n{name}: {len({one.question for one in found})} questions, {len(found)} wordings")
    print(f"{'kind':16}" + "".join(f"{each:>10}" for each in OUTCOMES))
    for kind in sorted(table):
        print(f"{kind:16}" + "".join(f"{table[kind][each]:>10}" for each in OUTCOMES))
    for one in found:
        if one.outcome != "same":
            print(one)


def of_outcome(found: list[Reworded], *outcomes: str) -> list[str]:
    return [str(one) for one in found if one.outcome in outcomes]


def library_of(documents: Path, folder: Path) -> Assistant:
    assert {each.status for each in ingest([documents], folder)} == {"added"}
    return Assistant.open(folder)


@pytest.fixture(scope="module")
def real(disclosures: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Reworded]:
    assistant = library_of(disclosures, tmp_path_factory.mktemp("real"))
    found = reworded(assistant, [QUESTIONS / "real"], REAL)
    report("real disclosures", found)
    return found


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Reworded]:
    assistant = library_of(REPOSITORY / "eval" / "corpus", tmp_path_factory.mktemp("samples"))
    found = reworded(assistant, [QUESTIONS / "samples"], SAMPLES)
    report("sample disclosures", found)
    return found


@pytest.mark.disclosures
def test_wordings_about_the_real_disclosures_never_get_another_figure(real: list[Reworded]) -> None:
    assert len({one.question for one in real}) == REAL
    assert of_outcome(real, "other", "unit", "place") == []


@pytest.mark.disclosures
def test_wordings_about_the_real_disclosures_are_seldom_declined(real: list[Reworded]) -> None:
    declined = of_outcome(real, "declined")
    assert len(declined) <= MOST_DECLINED * len(real), "\n".join(declined)


def test_wordings_about_the_samples_never_get_another_figure(samples: list[Reworded]) -> None:
    assert len({one.question for one in samples}) == SAMPLES
    assert of_outcome(samples, "other", "unit", "place") == []


def test_wordings_about_the_samples_are_seldom_declined(samples: list[Reworded]) -> None:
    declined = of_outcome(samples, "declined")
    assert len(declined) <= MOST_DECLINED * len(samples), "\n".join(declined)
