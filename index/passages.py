"""The passages of an index: chunks by their words (tantivy) and by their vectors (Chroma), kept in step with the store.

Both are caches. The store records for each document by which model its chunks went in; a document without that record, or
with another model's, is put in anew, and one that the store no longer holds is taken out. A crash between the two leaves
the record unwritten, and the next run does that document again.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from index.chunking import Chunk
from index.embedding import Embedder
from index.entities import entity_of
from index.errors import PassagesOutdated
from index.fact_rows import DocumentRow
from index.fact_store import FactStore
from index.full_text import FullText
from index.vector_store import Metadata, VectorStore

_BATCH = 64  # documents of one commit of the full text
_NO_MODEL = "none"
# What a chunk is described by: to be changed with ``_metadata`` and with the fields of the full text.
_METADATA = b"document entity region period kind table page start end; document kind words pairs"
_ITSELF = 0.999  # the least cosine of a stored vector with the one made anew from its text


@dataclass(frozen=True, slots=True)
class Health:
    """How the caches agree with the store: how many chunks there are, and the ids of those at fault."""

    chunks: int
    model: str
    of_other_model: tuple[str, ...]  # documents
    without_words: tuple[str, ...]
    without_vector: tuple[str, ...]
    superfluous: tuple[str, ...]
    strayed: tuple[str, ...]  # their stored vector is not that of their text

    @property
    def sound(self) -> bool:
        return not (
            self.of_other_model or self.without_words or self.without_vector or self.superfluous or self.strayed
        )


class Passages:
    """The two caches of one index folder, opened by one process."""

    def __init__(self, full_text: FullText, vectors: VectorStore, embedder: Embedder) -> None:
        self.full_text = full_text
        self.vectors = vectors
        self.embedder = embedder

    @classmethod
    def open(cls, folder: Path, embedder: Embedder) -> "Passages":
        """The caches of an index folder; empty where there are none yet. Raises ``PassagesOutdated``."""
        return cls(FullText.open(folder), VectorStore.open(folder), embedder)

    @classmethod
    def writing(cls, folder: Path, embedder: Embedder) -> "Passages":
        """The same for the one process that writes; caches of another version are emptied and due to be made anew."""
        return cls(FullText.writing(folder), VectorStore.open(folder), embedder)

    @property
    def fingerprint(self) -> str:
        """What the caches were made by: the embedding model, and the rules that cut words and describe chunks."""
        return f"{self.embedder.fingerprint}/{_rules_fingerprint()}"

    def check_model(self, store: FactStore) -> None:
        """Raises ``PassagesOutdated`` where vectors of the store's documents were made by another model than this one."""
        made_by = {fingerprint.partition("/")[0] for fingerprint in store.passages_written().values()}
        others = sorted(made_by - {self.embedder.fingerprint})
        if others:
            said = f"The passages were put in by another embedding model ({', '.join(others)}) than the one that is set"
            advice = "Set that one again (embedding.model), or make the vectors anew: caiwen reindex"
            raise PassagesOutdated(f"{said} ({self.embedder.fingerprint}). {advice}.")

    def bring_up_to_date(self, store: FactStore, progress: Callable[[str], None] = lambda document: None) -> int:
        """Take out and put in what the store has changed since; how many documents that were."""
        written = store.passages_written()
        if any(model != self.fingerprint for model in written.values()):
            return self.rebuild(store, progress)  # made by another model, perhaps of other dimensions
        rows = {row.id: row for row in store.documents()}
        due = sorted({*written} - {*rows}) + [each for each in rows if written.get(each) != self.fingerprint]
        for batch in _batches(due):
            chunks = {document: store.chunks(document) for document in batch}
            for document, passages in chunks.items():
                progress(document)
                self._put_vectors(document, rows.get(document), passages)
            self.full_text.write(
                (document, [(c.id, c.kind, c.text) for c in found]) for document, found in chunks.items()
            )
            for document in batch:
                store.set_passages_written(document, self.fingerprint if document in rows else None)
        return len(due)

    def rebuild(self, store: FactStore, progress: Callable[[str], None] = lambda document: None) -> int:
        """Make both caches anew from the store; how many documents they hold."""
        written = list(store.passages_written())
        for document in written:
            store.set_passages_written(document, _NO_MODEL)  # a run that is cut short here is begun again by the next
        self.vectors.clear()
        self.full_text.clear()
        for document in written:
            store.set_passages_written(document, None)
        return self.bring_up_to_date(store, progress)

    def health(self, store: FactStore) -> Health:
        """Compare the caches with the store: ids, model, and each vector with the one made anew from its text."""
        stored = store.chunk_ids()
        words, vectors = self.full_text.ids(), self.vectors.ids()
        written = store.passages_written()
        rows = store.documents()
        return Health(
            chunks=len(stored),
            model=self.fingerprint,
            of_other_model=tuple(row.id for row in rows if written.get(row.id) != self.fingerprint),
            without_words=tuple(sorted(stored - words)),
            without_vector=tuple(sorted(stored - vectors)),
            superfluous=tuple(sorted((words | vectors) - stored)),
            strayed=tuple(
                chunk
                for row in rows
                if written.get(row.id) == self.fingerprint  # another model's are made anew, not compared
                for chunk in self._strayed(store.chunks(row.id))
            ),
        )

    def _strayed(self, chunks: Sequence[Chunk]) -> Iterator[str]:
        held, vectors = self.vectors.of_ids([chunk.id for chunk in chunks])
        texts = {chunk.id: chunk.text for chunk in chunks}
        if not held:
            return
        anew = self.embedder.passages([texts[chunk] for chunk in held])
        if anew.shape != vectors.shape:
            yield from held
            return
        cosines = np.einsum("ij,ij->i", anew, vectors)
        blank = np.abs(anew).sum(axis=1) == 0  # a text without a known token
        yield from (
            chunk for chunk, cosine, none in zip(held, cosines, blank, strict=True) if cosine < _ITSELF and not none
        )

    def _put_vectors(self, document: str, row: DocumentRow | None, chunks: Sequence[Chunk]) -> None:
        self.vectors.remove(document)
        if row and chunks:
            vectors = self.embedder.passages([chunk.text for chunk in chunks])
            self.vectors.add([chunk.id for chunk in chunks], vectors, [_metadata(row, chunk) for chunk in chunks])


def _metadata(row: DocumentRow, chunk: Chunk) -> Metadata:
    """Who says it, for which year and where: what is not known is left out."""
    known: dict[str, str | int | None] = {
        "document": chunk.document,
        "entity": row.entity or None,
        "region": entity_of(row.entity).region,
        "period": row.period,
        "kind": chunk.kind,
        "table": chunk.table,
        "page": chunk.page,
        "start": chunk.start,
        "end": chunk.end,
    }
    return {name: value for name, value in known.items() if value is not None}


def _batches(documents: Sequence[str]) -> Iterator[Sequence[str]]:
    return (documents[start : start + _BATCH] for start in range(0, len(documents), _BATCH))


@cache
def _rules_fingerprint() -> str:
    return hashlib.sha256((files("index") / "words.py").read_bytes() + _METADATA).hexdigest()[:8]
