"""How often the passage that answers is found: full text, vectors and both, with and without the body named in the question.

Run: python -m eval.benchmarks.retrieval DISCLOSURES QUESTIONS   (QUESTIONS: a folder of narrative cases)

A hit is a passage that holds the first quote of a case, or of one of its alternatives.
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.library import Library
from assistant.planning.planning import plan
from assistant.search import Search
from eval.cases import Case, cases_in
from index.build import ingest
from index.chunking import Chunk
from index.embedding import built_in
from index.fact_store import FactStore
from index.passages import Passages

DEEP = 20
Span = tuple[str, int, int]
Way = Callable[[str, str, Sequence[str]], list[Chunk]]


def spans_of(case: Case, texts: dict[str, tuple[str, str]]) -> list[Span]:
    """Where the words stand that a case wants quoted: document, start and end; ``texts`` are id and text by file."""
    found = []
    for expect in (case.expect, *case.expect.alternatives):
        for place in expect.cites[:1]:
            document, text = texts[place.file]
            kept = [at for at, char in enumerate(text) if not char.isspace()]
            bare, quote = "".join(text[at] for at in kept), "".join((place.quote or "").split())
            start = bare.find(quote)
            while quote and start >= 0:
                found.append((document, kept[start], kept[start + len(quote) - 1] + 1))
                start = bare.find(quote, start + 1)
    return found


def rank_of(chunks: list[Chunk], wanted: list[Span]) -> int | None:
    """The place of the first passage that holds one of the spans, from 1."""
    for rank, chunk in enumerate(chunks, start=1):
        if any(chunk.document == d and chunk.start < end and start < chunk.end for d, start, end in wanted):
            return rank
    return None


def measured(
    cases: list[Case], way: Way, library: Library, texts: dict[str, tuple[str, str]], *, routed: bool
) -> tuple[float, float, float]:
    """Recall at 1, recall at 5 and the mean reciprocal rank of one way of searching, each from 0 to 1."""
    ranks = []
    for case in cases:
        query = plan(case.turns[-1], library.entities, library.appears, library.shares)
        rows = library.of_entities(entity.name for entity in query.entities) if routed else []
        asked = " ".join(query.content.split()) if routed else case.turns[-1]
        ranks.append(rank_of(way(asked or query.folded, query.folded, [row.id for row in rows]), spans_of(case, texts)))
    at = {k: sum(rank is not None and rank <= k for rank in ranks) / len(ranks) for k in (1, 5)}
    mean = sum(1 / rank for rank in ranks if rank) / len(ranks)
    return at[1], at[5], mean


def main() -> None:
    """Index the disclosures into a folder of their own and print a line for each way."""
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    disclosures, questions = Path(sys.argv[1]), Path(sys.argv[2])
    cases = [case for case in cases_in(questions) if case.expect.status == "answered"]
    with tempfile.TemporaryDirectory() as folder:
        ingest([disclosures], Path(folder))
        store = FactStore.open(Path(folder))
        library, passages = Library.of(store), Passages.open(Path(folder), built_in())
        texts = {row.file: (row.id, store.text(row.id)) for row in library.documents}
        chunks = {chunk.id: chunk for row in library.documents for chunk in store.chunks(row.id)}
        search = Search(store, passages)

        def by_words(asked: str, whole: str, documents: Sequence[str]) -> list[Chunk]:
            return [chunks[number] for number, _ in passages.full_text.search(asked, DEEP, documents)]

        def by_vectors(asked: str, whole: str, documents: Sequence[str]) -> list[Chunk]:
            among = [chunk for chunk in chunks.values() if not documents or chunk.document in documents]
            return [among[at] for at, _ in search.closest(asked, [chunk.text for chunk in among])[:DEEP]]

        def hybrid(asked: str, whole: str, documents: Sequence[str]) -> list[Chunk]:
            return [found.chunk for found in search.find(asked, DEEP, documents, whole)]

        print(f"{len(cases)} questions{'':22} top 1  top 5    MRR")
        for name, way in (("full text", by_words), ("vectors", by_vectors), ("both", hybrid)):
            for routed, told in ((True, "body named"), (False, "whole library")):
                first, five, mean = measured(cases, way, library, texts, routed=routed)
                print(f"{f'{name}, {told}':32} {first:6.1%} {five:6.1%} {mean:6.3f}")


if __name__ == "__main__":
    main()
