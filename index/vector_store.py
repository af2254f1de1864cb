"""The vectors of the passages: one Chroma collection, embedded in this process, with telemetry off.

A cache beside the store: it can be written anew from the chunks at any time. Chroma is opened once, by one process, before
any thread asks; two writers on one folder lose vectors, and a first use from many threads races.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.types import Where
from chromadb.config import Settings

from index.embedding import Vectors

Metadata = Mapping[str, str | int]

FOLDER_NAME = "chroma"
_COLLECTION = "passages"
_BATCH = 5_000  # Chroma takes at most 5,461 at once


class VectorStore:
    """Chunks by their vectors: rows of unit length, compared by cosine."""

    def __init__(self, client: ClientAPI) -> None:
        self._client = client
        self._collection = self._opened()

    @classmethod
    def open(cls, folder: Path) -> "VectorStore":
        """The vectors in a folder; none yet where there are none."""
        place = folder / FOLDER_NAME
        place.mkdir(parents=True, exist_ok=True)
        return cls(chromadb.PersistentClient(str(place), settings=Settings(anonymized_telemetry=False)))

    def clear(self) -> None:
        """Take all vectors out; those put in next may have other dimensions."""
        self._client.delete_collection(_COLLECTION)
        self._collection = self._opened()

    def _opened(self) -> chromadb.Collection:
        collection: chromadb.Collection = self._client.get_or_create_collection(
            _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        return collection

    def add(self, ids: Sequence[str], vectors: Vectors, metadata: Sequence[Metadata]) -> None:
        """Put vectors in, (n, dimensions) for n ids; an id that is there is replaced."""
        for start in range(0, len(ids), _BATCH):
            part = slice(start, start + _BATCH)
            self._collection.upsert(
                ids=list(ids[part]), embeddings=vectors[part], metadatas=[dict(each) for each in metadata[part]]
            )

    def remove(self, document: str) -> None:
        """Take the vectors of a document out."""
        self._collection.delete(where={"document": document})

    def of_ids(self, ids: Sequence[str]) -> tuple[list[str], Vectors]:
        """The vectors of some chunks, (n, dimensions), with the ids that have one, in the order asked for."""
        found = self._collection.get(ids=list(ids), include=["embeddings"]) if ids else None
        if not found or not found["ids"]:
            return [], np.empty((0, 0), dtype=np.float32)
        at = {chunk: row for row, chunk in enumerate(found["ids"])}
        held = [chunk for chunk in ids if chunk in at]
        return held, np.asarray(found["embeddings"], dtype=np.float32)[[at[chunk] for chunk in held]]

    def nearest(
        self, vector: Vectors, k: int, documents: Sequence[str] = (), kind: str | None = None
    ) -> list[tuple[str, float]]:
        """The ids of the ``k`` nearest chunks of some documents, or of all, with their cosines, by Chroma's own search; ties by id.

        ``kind`` is that of chunks (prose, table); of both where none is given.
        """
        count = self._collection.count()
        if not count:
            return []
        wanted = [{"document": {"$in": [*documents]}}] if documents else []
        wanted += [{"kind": {"$in": [kind]}}] if kind else []
        among = cast(Where, {"$and": wanted} if len(wanted) > 1 else wanted[0]) if wanted else None
        found = self._collection.query(
            query_embeddings=[vector.tolist()], n_results=min(k, count), where=among, include=["distances"]
        )
        hits = zip(found["ids"][0], (found["distances"] or [[]])[0], strict=True)
        return sorted(((each, 1.0 - distance) for each, distance in hits), key=lambda hit: (-round(hit[1], 6), hit[0]))

    def ids(self) -> set[str]:
        """The ids of all vectors."""
        return set(self._collection.get(include=[])["ids"])
