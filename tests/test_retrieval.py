"""The rule by which a passage counts as found, the two plain ways beside ours, and recall on questions that were not tuned on."""

from pathlib import Path

import pytest

from assistant.library import Library
from eval.benchmarks.retrieval.__main__ import table
from eval.benchmarks.retrieval.baselines import splits_of, words_and_bm25
from eval.benchmarks.retrieval.hits import Scores, questions_of, rank_of, ranks_of, scores_of, spans_of
from eval.benchmarks.retrieval.ways import own_ways
from eval.cases import Case, Expect, Place, cases_in
from index.build import ingest
from index.embedding import built_in
from index.fact_store import FactStore
from index.passages import Passages
from tests.conftest import REPOSITORY

TEXT = "部门职责：\n（一）负责公文处理。\n（二）负责档案\n管理。\n名词解释：负责公文处理。\n"


def case(*quotes: str, alternative: str | None = None) -> Case:
    other = [Expect(status="answered", cites=[Place(file="a.txt", quote=alternative)])] if alternative else []
    cites = [Place(file="a.txt", quote=quote) for quote in quotes]
    return Case(
        id="x", kind="narrative", turns=["问"], expect=Expect(status="answered", cites=cites, alternatives=other)
    )


def quoted(asked: Case) -> list[str]:
    return [TEXT[start:end] for _, start, end in spans_of(asked, {"a.txt": ("a", TEXT)})]


def test_the_first_quote_counts_wherever_it_is_printed() -> None:
    assert quoted(case("负责公文处理", "负责档案管理")) == ["负责公文处理", "负责公文处理"]


def test_an_alternative_counts_and_line_breaks_do_not() -> None:
    assert quoted(case("部门职责", alternative="负责档案管理")) == ["部门职责", "负责档案\n管理"]


def test_a_hit_overlaps_the_quote_in_the_same_document() -> None:
    wanted = [("a", 10, 20)]
    assert rank_of([("b", 10, 20), ("a", 0, 10), ("a", 20, 30), ("a", 19, 30)], wanted) == 4
    assert rank_of([("a", 0, 10)], wanted) is None


def test_scores_of_ranks() -> None:
    assert scores_of([1, 2, 6, None]) == Scores(0.25, 0.5, (1 + 1 / 2 + 1 / 6) / 4)


def test_a_row_says_what_is_missing() -> None:
    rows = {"hybrid": Scores(0.5, 1.0, 0.75), "other": "rank_bm25 is not installed: make baselines"}
    assert table({"alone": rows})[2:] == [
        "| hybrid | 50.0% | 100.0% | 0.750 |",
        "| other | rank_bm25 is not installed: make baselines |  |  |",
    ]


def test_splits_know_where_they_stand() -> None:
    pytest.importorskip("langchain_text_splitters")
    text = "".join(f"（{number}）负责第{number}项工作。\n" for number in range(200))
    splits = splits_of({"a": text})
    assert len(splits) > 3
    assert all(text[start:end] == split.text for split in splits for _, start, end in [split.place])


@pytest.mark.filterwarnings("ignore:invalid escape sequence:DeprecationWarning")  # jieba's own patterns
def test_words_and_bm25_find_a_passage_of_the_documents_asked_of() -> None:
    pytest.importorskip("langchain_text_splitters")
    pytest.importorskip("rank_bm25")
    way = words_and_bm25({"a": "负责档案管理。", "b": "负责公务接待。", "c": "负责地方志编纂。"})
    assert way("谁管档案", "", ())[0][0] == "a"
    assert way("谁管档案", "", ("b",))[0][0] == "b"


@pytest.mark.eval
@pytest.mark.disclosures
def test_recall_on_held_out_questions(disclosures: Path, tmp_path: Path) -> None:
    """The floors are what was measured, less one case in fifty."""
    ingest([disclosures], tmp_path)
    store = FactStore.open(tmp_path)
    library = Library.of(store)
    texts = {row.file: (row.id, store.text(row.id)) for row in library.documents}
    questions = questions_of(cases_in(REPOSITORY / "eval/questions/narrative/held_out"), library, texts)
    hybrid = own_ways(store, Passages.open(tmp_path, built_in()))["hybrid"]
    scores = scores_of(ranks_of(questions, hybrid, routed=True))
    assert (scores.first >= 0.88, scores.five >= 0.97) == (True, True), scores
