"""The full-text index of the passages: tantivy over the words and the character pairs of each chunk.

A cache beside the store: it can be written anew from the chunks at any time. One process writes, any number reads.
"""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import tantivy

from index.errors import PassagesOutdated
from index.words import pairs_of, words_of

FOLDER_NAME = "full_text"
_FIELDS = ("words", "pairs")
_NARROWING = ("document", "kind")
_HEAP = 64_000_000
_MOST_TERMS = 256


class FullText:
    """Chunks by their words and pairs of characters."""

    def __init__(self, index: tantivy.Index, schema: tantivy.Schema) -> None:
        self._index = index
        self._schema = schema

    @classmethod
    def open(cls, folder: Path) -> "FullText":
        """The full-text index in a folder; a new one where there is none.

        Raises ``PassagesOutdated`` where an earlier version wrote it with other fields.
        """
        place = folder / FOLDER_NAME
        schema = _schema()
        place.mkdir(parents=True, exist_ok=True)
        try:
            return cls(tantivy.Index(schema, str(place)), schema)
        except ValueError as error:
            advice = "Make it anew: caiwen reindex"
            raise PassagesOutdated(f"The full text was written by another version of Caiwen. {advice}.") from error

    @classmethod
    def writing(cls, folder: Path) -> "FullText":
        """The same for the one process that writes: what an earlier version wrote with other fields is thrown away."""
        try:
            return cls.open(folder)
        except PassagesOutdated:
            shutil.rmtree(folder / FOLDER_NAME)
            return cls.open(folder)

    def clear(self) -> None:
        """Take all chunks out."""
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        writer.delete_all_documents()
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def write(self, documents: Iterable[tuple[str, Iterable[tuple[str, str, str]]]]) -> None:
        """Put the chunks of some documents, (id, kind, text) each, in the place of those they had, in one commit.

        A document with no chunks is taken out.
        """
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        for document, chunks in documents:
            writer.delete_documents_by_term("document", document)
            for chunk, kind, text in chunks:
                fields = {
                    "id": chunk,
                    "document": document,
                    "kind": kind,
                    "words": " ".join(words_of(text)),
                    "pairs": " ".join(pairs_of(text)),
                }
                writer.add_document(tantivy.Document(**fields))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(
        self, question: str, k: int, documents: Sequence[str] = (), kind: str | None = None
    ) -> list[tuple[str, float]]:
        """The ids of the ``k`` best chunks with their scores (BM25, no unit), of some documents or of all; ties by id.

        ``kind`` is that of chunks (prose, table); of both where none is given.
        """
        query = self._query(question, {"document": list(documents), "kind": [kind] if kind else []})
        if query is None:
            return []
        self._index.reload()
        searcher = self._index.searcher()
        hits = searcher.search(query, limit=k).hits
        found = [(str(searcher.doc(address)["id"][0]), float(score)) for score, address in hits]
        return sorted(found, key=lambda hit: (-round(hit[1], 4), hit[0]))

    def ids(self) -> set[str]:
        """The ids of all chunks."""
        self._index.reload()
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.all_query(), limit=max(searcher.num_docs, 1)).hits
        return {str(searcher.doc(address)["id"][0]) for _, address in hits}

    def _query(self, question: str, among: Mapping[str, list[str]]) -> tantivy.Query | None:
        terms = {"words": words_of(question), "pairs": pairs_of(question)}
        wanted = [
            (tantivy.Occur.Should, self._term(field, term))
            for field in _FIELDS
            for term in list(dict.fromkeys(terms[field]))[:_MOST_TERMS]
        ]
        if not wanted:
            return None
        query = tantivy.Query.boolean_query(wanted)
        narrowed = [
            tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._schema, field, values), 0.0)
            for field, values in among.items()
            if values
        ]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, each) for each in (*narrowed, query)])

    def _term(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, term, index_option="freq")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in _NARROWING:
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in _FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
