"""Caiwen's ways of searching an index, for the benchmark: full text, vectors, their ranks fused, and all as the assistant uses it."""

from collections.abc import Mapping, Sequence

import numpy as np

from assistant.fusion import fused
from assistant.search import Search
from eval.benchmarks.retrieval.hits import DEEP, Span, Way
from index.chunking import Chunk
from index.fact_store import FactStore
from index.passages import Passages

FUSED = 40  # passages of each ranking


def own_ways(store: FactStore, passages: Passages) -> Mapping[str, Way]:
    """The ways by name; the vectors are compared exactly."""
    chunks = {chunk.id: chunk for row in store.documents() for chunk in store.chunks(row.id)}
    ids = list(chunks)
    vectors = passages.embedder.passages([chunks[number].text for number in ids])
    of = np.array([chunks[number].document for number in ids])
    search = Search(store, passages)

    def words_of(asked: str, depth: int, documents: Sequence[str]) -> list[str]:
        return [number for number, _ in passages.full_text.search(asked, depth, documents)]

    def vectors_of(asked: str, depth: int, documents: Sequence[str]) -> list[str]:
        cosines = np.round(vectors @ passages.embedder.questions([asked])[0], 6)
        if documents:
            cosines[~np.isin(of, list(documents))] = -2
        return [ids[at] for at in np.argsort(-cosines, kind="stable")[:depth]]

    def by_words(asked: str, whole: str, documents: Sequence[str]) -> list[Span]:
        return [_span(chunks[number]) for number in words_of(asked, DEEP, documents)]

    def by_vectors(asked: str, whole: str, documents: Sequence[str]) -> list[Span]:
        return [_span(chunks[number]) for number in vectors_of(asked, DEEP, documents)]

    def by_ranks(asked: str, whole: str, documents: Sequence[str]) -> list[Span]:
        rankings = [rank(asked, FUSED, documents) for rank in (words_of, vectors_of)]
        return [_span(chunks[number]) for number in fused(rankings)[:DEEP]]

    def hybrid(asked: str, whole: str, documents: Sequence[str]) -> list[Span]:
        return [_span(found.chunk) for found in search.find(asked, DEEP, documents, whole)]

    return {"full text": by_words, "vectors": by_vectors, "reciprocal rank": by_ranks, "hybrid": hybrid}


def _span(chunk: Chunk) -> Span:
    return chunk.document, chunk.start, chunk.end
