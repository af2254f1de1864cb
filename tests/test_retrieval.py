"""Recall of the search on narrative questions that were not tuned on; the floors are what was measured, less one case in fifty."""

from pathlib import Path

import pytest

from assistant.library import Library
from assistant.search import Search
from eval.benchmarks.retrieval import DEEP, measured
from eval.cases import cases_in
from index.build import ingest
from index.embedding import built_in
from index.fact_store import FactStore
from index.passages import Passages
from tests.conftest import REPOSITORY

pytestmark = [pytest.mark.eval, pytest.mark.disclosures]


def test_recall_on_held_out_questions(disclosures: Path, tmp_path: Path) -> None:
    ingest([disclosures], tmp_path)
    store = FactStore.open(tmp_path)
    library, search = Library.of(store), Search(store, Passages.open(tmp_path, built_in()))
    cases = [
        each for each in cases_in(REPOSITORY / "eval/questions/narrative/held_out") if each.expect.status == "answered"
    ]
    texts = {row.file: (row.id, store.text(row.id)) for row in library.documents}
    first, five, _ = measured(
        cases,
        lambda asked, whole, ids: [f.chunk for f in search.find(asked, DEEP, ids, whole)],
        library,
        texts,
        routed=True,
    )
    assert (first >= 0.75, five >= 0.92) == (True, True), (first, five)
