"""Passages for a question: full text and vectors, narrowed to the documents asked of, fused by their ranks.

Few documents are compared exactly, by the vectors of their chunks; a whole library by Chroma's own search. The best of both are then
compared sentence by sentence, since one sentence of a chunk may answer and the rest speak of other things. A reranker, where there
is one, has the last word on the order.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.topics import headings_for
from index.chunking import Chunk
from index.embedding import Vectors
from index.fact_store import FactStore
from index.passages import Passages
from index.reranker import Reranker

_EXACT = 64  # documents whose chunks are compared one by one
_CANDIDATES = 40
_RERANKED = 20
_RANK_OFFSET = 5  # reciprocal rank fusion; chosen on held-out questions (docs/passages.md)
_ALIKE = 0.97  # the cosine from which passages of two documents count as the same text
_SENTENCES = re.compile(r"[^。；\n]+[。；]?")
_SHORTEST = 4
_KEPT = 4096  # chunks whose sentences are remembered


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with what speaks for it: the score, the cosine of its best sentence, and that sentence's place in its text.

    The score is the fused one, or the reranker's where there is one. ``also`` are passages of other documents that say the same.
    """

    chunk: Chunk
    score: float
    cosine: float
    sentence: tuple[int, int]
    also: tuple[Chunk, ...] = ()


@dataclass(frozen=True, slots=True)
class _Parts:
    """The vector of a chunk, and the spans of its sentences with theirs."""

    whole: Vectors
    spans: tuple[tuple[int, int], ...]
    sentences: Vectors

    def closest(self, vector: Vectors) -> tuple[float, float, tuple[int, int]]:
        """The cosines of the whole chunk and of its best sentence, and that sentence's place in the chunk's text."""
        cosines = np.round(self.sentences @ vector, 6)
        at = int(np.argmax(cosines))
        return (self.whole @ vector).item(), cosines[at].item(), self.spans[at]


class Search:
    """Searches the passages of one index, opened by one process."""

    def __init__(self, store: FactStore, passages: Passages, reranker: Reranker | None = None) -> None:
        self._store = store
        self._passages = passages
        self._reranker = reranker
        self._checked: int | None = None
        self._known: dict[tuple[str, str], _Parts] = {}

    def find(self, question: str, k: int, documents: Sequence[str] = (), topics: str = "") -> list[Found]:
        """The ``k`` best passages for a question, of some documents or of all, best first.

        ``topics`` is the text whose words tell what sections suit (the whole question, where ``question`` is only its content).
        Raises ``PassagesOutdated`` where the stored vectors are of another model than the one that reads the question.
        """
        if k < 1 or not question.strip():
            return []
        self._check_model()
        vector = self._passages.embedder.questions([question])[0]
        by_words = [chunk for chunk, _ in self._passages.full_text.search(question, _CANDIDATES, documents)]
        by_vector = self._nearest(vector, documents)
        chunks = self._chunks({*by_words, *by_vector})
        order = [number for number in _fused([by_words, by_vector])[:_CANDIDATES] if number in chunks]
        parts = self._parts([chunks[number] for number in order])
        best = {number: parts[number].closest(vector) for number in order}
        closest = sorted(order, key=lambda number: (-round(_mean(best[number]), 6), number))
        lists = [[number for number in by_words if number in best], closest]
        headings = headings_for(topics or question)
        if headings:
            first = _fused(lists)
            lists.append([n for n in first if any(h.search(self._headings(chunks[n])) for h in headings)])
        scores = _scores(lists)
        ranked = sorted(scores, key=lambda number: (-scores[number], number))
        found = _folded([Found(chunks[n], scores[n], best[n][1], best[n][2]) for n in ranked], parts)
        return self._reranked(topics or question, found[: max(k, _RERANKED)])[:k]

    def closest(self, question: str, texts: Sequence[str]) -> list[tuple[int, float]]:
        """The numbers of some texts with their cosines to a question, the closest first."""
        if not texts:
            return []
        vector = self._passages.embedder.questions([question])[0]
        cosines = np.round(self._passages.embedder.passages(list(texts)) @ vector, 6)
        return [(at, cosines[at].item()) for at in sorted(range(len(texts)), key=lambda at: (-cosines[at], at))]

    def section_around(self, chunk: Chunk) -> tuple[int, int]:
        """The first and the last character of the passages that go on under the same headings without a break."""
        chunks = [each for each in self._store.chunks(chunk.document) if each.kind == chunk.kind]
        at = next(n for n, each in enumerate(chunks) if each.id == chunk.id)
        first = last = at
        while first and chunks[first - 1].section == chunk.section:
            first -= 1
        while last + 1 < len(chunks) and chunks[last + 1].section == chunk.section:
            last += 1
        return chunks[first].start, chunks[last].end

    def _check_model(self) -> None:
        """Once for each state of the index."""
        state = self._store.version()
        if state != self._checked:
            self._passages.check_model(self._store)
            self._checked = state

    def _few(self) -> Sequence[str]:
        """All documents where they are few: Chroma's own search is approximate, and differs from one build of an index to the next."""
        rows = self._store.documents()
        return [row.id for row in rows] if len(rows) <= _EXACT else ()

    def _nearest(self, vector: Vectors, documents: Sequence[str]) -> list[str]:
        documents = documents or self._few()
        if not documents or len(documents) > _EXACT:
            return [chunk for chunk, _ in self._passages.vectors.nearest(vector, _CANDIDATES, documents)]
        ids = [chunk.id for document in documents for chunk in self._store.chunks(document)]
        held, vectors = self._passages.vectors.of_ids(ids)
        if not held or vectors.shape[1] != vector.shape[0]:
            return []
        cosines = np.round(vectors @ vector, 6)
        return [held[at] for at in sorted(range(len(held)), key=lambda at: (-cosines[at], held[at]))][:_CANDIDATES]

    def _chunks(self, numbers: Iterable[str]) -> dict[str, Chunk]:
        """The chunks as the store holds them now: what a cache still knows of a document that is gone is passed over."""
        documents = sorted({number.partition("/")[0] for number in numbers})
        return {chunk.id: chunk for document in documents for chunk in self._store.chunks(document)}

    def _parts(self, chunks: Sequence[Chunk]) -> dict[str, _Parts]:
        """The vectors of some chunks and of their sentences; those not known yet are made in one go, for a large model's sake."""
        parts = {chunk.id: self._known[key] for chunk in chunks if (key := (chunk.id, chunk.text)) in self._known}
        new = [chunk for chunk in chunks if chunk.id not in parts]
        spans = {chunk.id: _sentences(chunk.text) for chunk in new}
        held, stored = self._passages.vectors.of_ids([chunk.id for chunk in new])
        whole = dict(zip(held, stored, strict=True))
        sentences = [chunk.text[start:end] for chunk in new for start, end in spans[chunk.id]]
        texts = list(dict.fromkeys([*sentences, *(chunk.text for chunk in new if chunk.id not in whole)]))
        vectors = dict(zip(texts, self._passages.embedder.passages(texts), strict=True))
        for chunk in new:
            of_sentences = np.stack([vectors[chunk.text[start:end]] for start, end in spans[chunk.id]])
            own = whole[chunk.id] if chunk.id in whole else vectors[chunk.text]
            parts[chunk.id] = self._known[chunk.id, chunk.text] = _Parts(own, spans[chunk.id], of_sentences)
        for key in list(self._known)[: max(len(self._known) - _KEPT, 0)]:
            self._known.pop(key, None)
        return parts

    def _headings(self, chunk: Chunk) -> str:
        return " ".join((*chunk.section, chunk.text.split("\n", 2)[0] if chunk.table is None else chunk.text[:160]))

    def _reranked(self, question: str, found: list[Found]) -> list[Found]:
        """In the reranker's order; what it scores alike keeps the order it had."""
        if self._reranker is None or not found:
            return found
        scores = np.round(self._reranker.scores(question, [each.chunk.text for each in found]), 6)
        order = sorted(range(len(found)), key=lambda at: -scores[at])
        return [replace(found[at], score=scores[at].item()) for at in order]


def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    spans = (match.span() for match in _SENTENCES.finditer(text) if len(match.group().strip()) >= _SHORTEST)
    return tuple(spans) or ((0, len(text)),)


def _folded(found: list[Found], parts: dict[str, _Parts]) -> list[Found]:
    """Passages without those of other documents that say the same as a better one."""
    kept: list[Found] = []
    for each in found:
        whole = parts[each.chunk.id].whole
        for at, other in enumerate(kept):
            same = (parts[other.chunk.id].whole @ whole).item() >= _ALIKE
            if same and other.chunk.document != each.chunk.document:
                kept[at] = replace(other, also=(*other.also, each.chunk))
                break
        else:
            kept.append(each)
    return kept


def _mean(best: tuple[float, float, tuple[int, int]]) -> float:
    return (best[0] + best[1]) / 2


def _scores(lists: Sequence[Sequence[str]]) -> dict[str, float]:
    """Reciprocal rank fusion: every list gives its members the more the earlier they stand in it."""
    scores: dict[str, float] = {}
    for ranked in lists:
        for rank, number in enumerate(ranked, start=1):
            scores[number] = scores.get(number, 0.0) + 1 / (_RANK_OFFSET + rank)
    return {number: round(score, 9) for number, score in scores.items()}


def _fused(lists: Sequence[Sequence[str]]) -> list[str]:
    scores = _scores(lists)
    return sorted(scores, key=lambda number: (-scores[number], number))
