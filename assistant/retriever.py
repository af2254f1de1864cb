"""Passages for LangChain: the documents of the bodies and years that a question names, and of these the passages that suit it best."""

from typing import Literal

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field

from assistant.assistant import Assistant
from assistant.models import search_of
from assistant.passage_question import passage_question
from assistant.routing import routed
from assistant.search import Found, Search
from assistant.settings import Settings
from assistant.understanding import planned
from index.entities import entity_of
from index.fact_rows import DocumentRow
from index.fact_store import FactStore

Kind = Literal["prose", "table"]


class PassageRetriever(BaseRetriever):
    """At most ``k`` passages for a question, best first, each a ``Document`` with its place as metadata.

    Of one ``kind`` (prose, table) where it is given here, with a call, or by the question (表格里…, 正文…).

    None where the question names a place or a year that the library does not hold: another's passages would mislead.
    """

    assistant: Assistant
    search: Search
    k: int = Field(default=5, ge=1)
    kind: Kind | None = None

    @classmethod
    def open(cls, settings: Settings, *, k: int = 5, kind: Kind | None = None) -> "PassageRetriever":
        """A retriever over the index and with the models of some settings.

        Raises ``IndexMissing``, ``IndexOutdated`` and ``ModelMissing``.
        """
        store = FactStore.open(settings.index)
        search = search_of(store, settings)
        return cls(assistant=Assistant(store, lambda: search), search=search, k=k, kind=kind)

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        kind: Kind | None = None,
    ) -> list[Document]:
        library = self.assistant.library
        routed_to = routed(planned(query, library), library)
        if routed_to is None:
            return []
        question = passage_question(query, library.entities, library.appears)
        found = self.search.find(
            question.words,
            self.k if k is None else k,
            [row.id for row in routed_to],
            question.whole,
            kind or self.kind or question.kind,
        )
        rows = {row.id: row for row in library.documents}
        return [_document(each, rows[each.chunk.document]) for each in found if each.chunk.document in rows]


def _document(found: Found, row: DocumentRow) -> Document:
    chunk = found.chunk
    return Document(
        id=chunk.id,
        page_content=chunk.text,
        metadata={
            "document": row.id,
            "file": row.file,
            "title": row.title,
            "entity": row.entity,
            "region": entity_of(row.entity).region,
            "period": row.period,
            "section": list(chunk.section),
            "kind": chunk.kind,
            "table": chunk.table,
            "page": chunk.page,
            "start": chunk.start,
            "end": chunk.end,
            "score": found.score,
            "also": [other.document for other in found.also],
        },
    )
