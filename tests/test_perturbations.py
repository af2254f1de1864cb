"""The documents are perturbed, and the perturbed figures are found: by extraction and by asking, right or not at all.

``tests/perturbations`` makes the changes. What must come out is computed from the change itself and from the independent readings
in the unchanged document (``tests/readings``, and ``FACTS`` of ``test_corpus`` for the samples). A change is *right* where every
figure it concerns is read with its new value, unit, labels, column, year, basis and section at its new place, and where the
question for it is answered with it; *refused* where something is not read or not answered; else *wrong*. Figures that a
change does not concern must stay as they were, and no figure may appear where there is none.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from index.extraction import extract
from index.parsing import parse_document
from index.readers.text import read
from tests.perturbations import prose_changes, section_changes, table_changes
from tests.perturbations.base import Base, real_documents, sample_documents
from tests.perturbations.draft import Piece, edited, kept, rebuilt
from tests.perturbations.judging import REFUSED, RIGHT, WRONG, Ask, Change, Outcome, Variant, judge

KINDS: tuple[Callable[[Base, Random], Iterator[Variant]], ...] = (
    prose_changes.years,
    prose_changes.amounts_in_prose,
    prose_changes.contradictions,
    prose_changes.units_one_by_one,
    prose_changes.units,
    prose_changes.names,
    prose_changes.typography,
    prose_changes.wording,
    table_changes.amounts_in_cells,
    table_changes.comparators,
    table_changes.columns,
    table_changes.rows_reordered,
    table_changes.rows_removed,
    table_changes.rows_added,
    table_changes.dialects,
    table_changes.page_breaks,
    section_changes.headings,
    section_changes.section_order,
)
by_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


@dataclass
class Runs:
    """Outcomes by document set and kind, each made once."""

    folder: Path
    done: dict[tuple[str, str], list[Outcome]] = field(default_factory=dict)

    def of(
        self, documents: Callable[[], list[Base]], kind: Callable[[Base, Random], Iterator[Variant]]
    ) -> list[Outcome]:
        key = documents.__name__, kind.__name__
        if key not in self.done:
            self.done[key] = [outcome for base in documents() for outcome in self._outcomes(base, kind)]
        return self.done[key]

    def _outcomes(self, base: Base, kind: Callable[[Base, Random], Iterator[Variant]]) -> Iterator[Outcome]:
        for number, variant in enumerate(kind(base, Random(f"{base.name}/{kind.__name__}"))):
            yield from judge(variant, self.folder / f"{kind.__name__}-{base.name}-{number}")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    return Runs(tmp_path_factory.mktemp("perturbed"))


def report(outcomes: list[Outcome]) -> str:
    return "\n".join(
        f"{outcome.outcome} {outcome.kind} in {outcome.document}: {outcome.what}\n    "
        + "\n    ".join(outcome.details[:5])
        for outcome in outcomes
    )


@by_kind
def test_samples(kind: Callable[[Base, Random], Iterator[Variant]], runs: Runs) -> None:
    wrong = [outcome for outcome in runs.of(sample_documents, kind) if outcome.outcome == WRONG]
    assert not wrong, report(wrong)


@pytest.mark.usefixtures("disclosures")
@by_kind
def test_real_disclosures(kind: Callable[[Base, Random], Iterator[Variant]], runs: Runs) -> None:
    wrong = [outcome for outcome in runs.of(real_documents, kind) if outcome.outcome == WRONG]
    assert not wrong, report(wrong)


@pytest.mark.usefixtures("disclosures")
def test_enough_and_mostly_right(runs: Runs, capsys: pytest.CaptureFixture[str]) -> None:
    found = [o for kind in KINDS for documents in (real_documents, sample_documents) for o in runs.of(documents, kind)]
    changes = [outcome for outcome in found if "untouched" not in outcome.kind]
    table = Counter((outcome.kind, outcome.outcome) for outcome in found)
    with capsys.disabled():
        print(f"\n{len(changes)} perturbations\n{'':26}{RIGHT:>9}{REFUSED:>9}{WRONG:>9}")
        for kind in dict.fromkeys(outcome.kind for outcome in found):
            print(f"{kind:26}" + "".join(f"{table[kind, mark]:9}" for mark in (RIGHT, REFUSED, WRONG)))
    right = sum(outcome.outcome == RIGHT for outcome in changes)
    assert len(changes) >= 500
    assert right >= 0.9 * len(changes), f"{right} of {len(changes)}"


# The test's own tools: a change that does not come out as stated must be noticed.

DISCLOSURE = """正定县人民政府办公室2021年部门预算公开说明
一、“三公”经费
2021年“三公”经费预算3.2万元，其中因公出国（境）费2万元，公务接待费1.2万元。
二、国有资产
部门固定资产占用情况表
项目	数量	价值（金额单位：万元）
2、车辆（台、辆）	2	62.48
"""


def small() -> Base:
    document = parse_document(read("small.txt", DISCLOSURE.encode()), "small.txt")
    extraction = extract(document)
    return Base(0, "small.txt", document, extraction, extraction.facts, {})


def changed(base: Base, value: str, *, ask: str = "1.5", text: str = "1.5") -> Variant:
    """公务接待费1.2万元 -> ``text``万元, said to be ``value``, and to be answered with ``ask``."""
    fact = next(fact for fact in base.figures if fact.label == "公务接待费")
    draft = edited(base.text, [(fact.locator.start, fact.locator.end, text)])
    asks = (Ask("正定县政府办2021年公务接待费是多少", Decimal(ask), "万元"),)
    change = Change("amount", "", frozenset({fact.id}), {fact.id: {"value": Decimal(value)}}, asks=asks)
    return Variant(base, draft, (change,))


@pytest.mark.parametrize(
    ("stated", "asked", "printed", "outcome"),
    [
        ("1.5", "1.5", "1.5", RIGHT),
        ("1.6", "1.5", "1.5", WRONG),  # read 1.5, 1.6 stated
        ("1.5", "1.6", "1.5", WRONG),  # read right, answered otherwise
        ("1.5", "1.5", "若干", REFUSED),  # nothing to read
    ],
)
def test_judge_tells_right_from_wrong(stated: str, asked: str, printed: str, outcome: str, tmp_path: Path) -> None:
    outcomes = list(judge(changed(small(), stated, ask=asked, text=printed), tmp_path))
    assert [(o.kind, o.outcome) for o in outcomes] == [("amount", outcome)]


def test_judge_notices_an_untouched_figure_that_changes(tmp_path: Path) -> None:
    base = small()
    start = base.text.index("公务接待费")
    draft = edited(base.text, [(start, start + 5, "会议费")])  # the label changes, and nothing says so
    quiet = Change("amount", "", frozenset({next(f.id for f in base.figures if f.label == "因公出国（境）费")}))
    outcomes = list(judge(Variant(base, draft, (quiet,)), tmp_path))
    assert [(o.kind, o.outcome) for o in outcomes] == [("amount", RIGHT), ("amount (untouched)", WRONG)]


def test_judge_notices_a_figure_from_nowhere(tmp_path: Path) -> None:
    base = small()
    at = base.text.index("。\n二、")
    draft = edited(base.text, [(at, at, "，会议费7万元")])
    quiet = Change("amount", "", frozenset({next(f.id for f in base.figures if f.label == "因公出国（境）费")}))
    outcomes = list(judge(Variant(base, draft, (quiet,)), tmp_path))
    assert [o.outcome for o in outcomes] == [RIGHT, WRONG]
    assert "会议费" in outcomes[1].details[0]


def test_draft_knows_where_old_characters_went() -> None:
    old = "人员经费12万元；公用经费3万元"
    longer = edited(old, [(4, 6, "1,200.5")])
    assert longer.text == "人员经费1,200.5万元；公用经费3万元"
    assert longer.moved(4, 6) == (4, 11)
    assert longer.text[slice(*(longer.moved(13, 14) or ()))] == "3"
    swapped = rebuilt(old, [(0, len(old), [kept(old, 9, len(old)), Piece(8, 9, "；"), kept(old, 0, 8)])])
    assert swapped.text == "公用经费3万元；人员经费12万元"
    assert swapped.text[slice(*(swapped.moved(4, 6) or ()))] == "12"
    assert rebuilt(old, [(8, len(old), [])]).moved(13, 14) is None


def test_every_kind_is_seeded() -> None:
    first, second = (
        [v.draft.text for v in prose_changes.years(base, Random("seed"))] for base in (small_sample(), small_sample())
    )
    assert first == second
    assert all(re.search(r"20\d\d", text) for text in first)


def small_sample() -> Base:
    return sample_documents()[0]
