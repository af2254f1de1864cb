"""Passages for a question: full text and vectors, narrowed to the documents and the kind of passage asked of, fused by their ranks.

Few documents are compared exactly, by the vectors of their chunks; a whole library by Chroma's own search. The best of both are then
scored sentence by sentence (``passage_scores``), since one sentence of a chunk may answer and the rest speak of other things. A
reranker, where there is one, has the last word on the order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.fusion import fused
from assistant.passage_scores import PassageScores
from assistant.synonyms import printed_words
from index.chunking import Chunk
from index.embedding import Vectors, built_in
from index.fact_store import FactStore
from index.passages import Passages
from index.reranker import Reranker
from index.word_likeness import WordLikeness

_EXACT = 64  # documents whose chunks are compared one by one
_CANDIDATES = 40  # of each ranking
_SCORED = 80  # of all rankings together
_RERANKED = 20
_ALIKE = 0.97  # the cosine from which passages of two documents count as the same text


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with what speaks for it: the score, and the place of its best sentence in its text.

    The score is that of ``passage_scores``, or the reranker's where there is one. ``also`` are passages of other documents that say
    the same.
    """

    chunk: Chunk
    score: float
    sentence: tuple[int, int]
    also: tuple[Chunk, ...] = ()


class Search:
    """Searches the passages of one index, opened by one process."""

    def __init__(self, store: FactStore, passages: Passages, reranker: Reranker | None = None) -> None:
        self._store = store
        self._passages = passages
        self._reranker = reranker
        self._built_in = built_in()
        self._scores = PassageScores(passages.embedder, WordLikeness(self._built_in), passages.vectors.of_ids)
        self._checked: int | None = None

    def find(
        self, question: str, k: int, documents: Sequence[str] = (), topics: str = "", kind: str | None = None
    ) -> list[Found]:
        """The ``k`` best passages for a question, of some documents or of all, best first.

        ``topics`` is the text whose words tell what sections suit (the whole question, where ``question`` is only its content).
        ``kind`` is that of chunks (prose, table); of both where none is given.
        Raises ``PassagesOutdated`` where the stored vectors are of another model than the one that reads the question.
        """
        if k < 1 or not question.strip():
            return []
        self._check_model()
        wordings = [question, " ".join((question, *printed_words(question)))]
        by_words = [dict(self._passages.full_text.search(words, _CANDIDATES, documents, kind)) for words in wordings]
        asked = self._scores.asked(wordings, by_words, topics or question)
        by_vectors = [self._nearest(side.vector, documents, kind) for side in asked.sides]
        candidates = fused([*map(list, by_words), *by_vectors])[:_SCORED]
        chunks, beginnings = self._chunks(set(candidates))
        self._scores.read(list(chunks.values()))
        scores = {n: self._scores.score(chunk, asked, begins=n in beginnings) for n, chunk in chunks.items()}
        ranked = sorted(scores, key=lambda number: (-scores[number].worth, number))
        found = [Found(chunks[n], scores[n].worth, scores[n].sentence) for n in ranked]
        return self._reranked(topics or question, self._folded(found)[: max(k, _RERANKED)])[:k]

    def nearness(self, question: str, found: Found) -> float:
        """The cosine of a question and a passage's best sentence by the built-in model: on it limits are fitted, whichever finds."""
        sentence = found.chunk.text[slice(*found.sentence)]
        vector = self._built_in.questions([question])[0]
        cosine: float = np.round(self._built_in.passages([sentence])[0] @ vector, 6).item()
        return cosine

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
        at = next((n for n, each in enumerate(chunks) if each.id == chunk.id), None)
        if at is None:
            return chunk.start, chunk.end  # its document has been taken out meanwhile
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

    def _nearest(self, vector: Vectors, documents: Sequence[str], kind: str | None) -> list[str]:
        documents = documents or self._few()
        if not documents or len(documents) > _EXACT:
            return [chunk for chunk, _ in self._passages.vectors.nearest(vector, _CANDIDATES, documents, kind)]
        chunks = (chunk for document in documents for chunk in self._store.chunks(document))
        ids = [chunk.id for chunk in chunks if kind in {None, chunk.kind}]
        held, vectors = self._passages.vectors.of_ids(ids)
        if not held or vectors.shape[1] != vector.shape[0]:
            return []
        cosines = np.round(vectors @ vector, 6)
        return [held[at] for at in sorted(range(len(held)), key=lambda at: (-cosines[at], held[at]))][:_CANDIDATES]

    def _chunks(self, numbers: set[str]) -> tuple[dict[str, Chunk], set[str]]:
        """The chunks as the store holds them now, and the numbers of those that are the first under their headings.

        What a cache still knows of a document that is gone is passed over.
        """
        chunks: dict[str, Chunk] = {}
        beginnings: set[str] = set()
        for document in sorted({number.partition("/")[0] for number in numbers}):
            before: tuple[str, ...] | None = None
            for chunk in self._store.chunks(document):
                if chunk.id in numbers:
                    chunks[chunk.id] = chunk
                if chunk.section != before:
                    beginnings.add(chunk.id)
                before = chunk.section
        return chunks, beginnings

    def _folded(self, found: list[Found]) -> list[Found]:
        """Passages without those of other documents that say the same as a better one."""
        kept: list[Found] = []
        for each in found:
            whole = self._scores.whole(each.chunk)
            for at, other in enumerate(kept):
                same = (self._scores.whole(other.chunk) @ whole).item() >= _ALIKE
                if same and other.chunk.document != each.chunk.document:
                    kept[at] = replace(other, also=(*other.also, each.chunk))
                    break
            else:
                kept.append(each)
        return kept

    def _reranked(self, question: str, found: list[Found]) -> list[Found]:
        """In the reranker's order; what it scores alike keeps the order it had."""
        if self._reranker is None or not found:
            return found
        scores = np.round(self._reranker.scores(question, [each.chunk.text for each in found]), 6)
        order = sorted(range(len(found)), key=lambda at: -scores[at])
        return [replace(found[at], score=scores[at].item()) for at in order]
