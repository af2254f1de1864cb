"""Caiwen's ways of searching an index, for the benchmark: full text alone, vectors alone, and both as the assistant uses them."""

from collections.abc import Mapping, Sequence

import numpy as np

from assistant.search import Search
from eval.benchmarks.retrieval.hits import DEEP, Span, Way
from index.chunking import Chunk
from index.fact_store import FactStore
from index.passages import Passages


def own_ways(store: FactStore, passages: Passages) -> Mapping[str, Way]:
    """The three ways by name; the vectors are compared exactly."""
    chunks = {chunk.id: chunk for row in store.documents() for chunk in store.chunks(row.id)}
    ids = list(chunks)
    vectors = passages.embedder.passages([chunks[number].text for number in ids])
    of = np.array([chunks[number].document for number in ids])
    search = Search(store, passages)

    def by_words(asked: str, whole: str, documents: Sequence[str]) -> list[Span]:
        return [_span(chunks[number]) for number, _ in passages.full_text.search(asked, DEEP, documents)]

    def by_vectors(asked: str, whole: str, documents: Sequence[str]) -> list[Span]:
        cosines = np.round(vectors @ passages.embedder.questions([asked])[0], 6)
        if documents:
            cosines[~np.isin(of, list(documents))] = -2
        return [_span(chunks[ids[at]]) for at in np.argsort(-cosines, kind="stable")[:DEEP]]

    def hybrid(asked: str, whole: str, documents: Sequence[str]) -> list[Span]:
        return [_span(found.chunk) for found in search.find(asked, DEEP, documents, whole)]

    return {"full text": by_words, "vectors": by_vectors, "hybrid": hybrid}


def _span(chunk: Chunk) -> Span:
    return chunk.document, chunk.start, chunk.end
