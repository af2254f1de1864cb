"""The assistant: the one module that knows the order from question to answer."""

from collections.abc import Sequence
from pathlib import Path

from assistant.answer import compose
from assistant.contract import Answer
from assistant.lookup import Evidence, look_up
from assistant.planning.plan import QueryPlan
from assistant.planning.planning import plan
from index.concepts import Concepts
from index.fact_rows import DocumentRow
from index.fact_store import FactStore

_SUGGESTED = ("san_gong", "reception", "expenditure", "personnel", "operating_funds")


class Assistant:
    """Answers questions over one index. Safe to share: it only reads."""

    def __init__(self, store: FactStore) -> None:
        self.store = store

    @classmethod
    def open(cls, folder: Path) -> "Assistant":
        """An assistant over the index in a folder. Raises ``IndexMissing`` or ``IndexOutdated``."""
        return cls(FactStore.open(folder))

    def ask(self, question: str, *, document_ids: Sequence[str] = (), files: Sequence[str] = ()) -> Answer:
        """The answer to one question, over the whole library or some documents of it (by id or file name)."""
        library = [
            row
            for row in self.store.documents()
            if (not document_ids or row.id in document_ids) and (not files or row.file in files or row.path in files)
        ]
        names = tuple(dict.fromkeys(row.entity for row in library if row.entity))
        query = plan(question, names, self.store.label_appears)
        evidence = look_up(query, self.store, library)
        suggestions = () if evidence.facts or evidence.quote else self._suggestions(query, evidence, library)
        return compose(evidence, self.store, library, suggestions)

    def _suggestions(self, query: QueryPlan, evidence: Evidence, library: list[DocumentRow]) -> tuple[str, ...]:
        """Questions certain to work: each was asked and answered before it is offered."""
        rows = [row for row in evidence.documents if row.entity] or library
        concepts = Concepts.load()
        wanted = [concept for mention in query.concepts for concept in mention.concepts if concept in concepts.by_id]
        offered: list[str] = []
        for row in rows[:3]:
            for concept in dict.fromkeys((*wanted, *_SUGGESTED)):
                candidate = f"{row.entity}{row.period or ''}年{concepts.name(concept)}是多少"
                names = tuple(dict.fromkeys(r.entity for r in library if r.entity))
                found = look_up(plan(candidate, names, self.store.label_appears), self.store, library)
                if found.facts and not found.rivals and found.reason is None:
                    offered.append(candidate)
                    break
        return tuple(offered[:3])
