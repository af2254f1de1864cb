"""What an index holds at one moment, read once and kept: documents with their facts, tables, texts and findings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.planning.plan import QueryPlan
from assistant.recent import Recent
from assistant.surroundings import SHORT_TEXT, Around, surroundings
from index.cleaning import squash
from index.document import Cell, Section
from index.entities import Entity, entity_of
from index.fact_rows import DocumentRow, StoredFinding, TableRow
from index.fact_store import FactStore
from index.facts import Fact

_KEPT = 512
_SEARCHED = 64


@dataclass(frozen=True, slots=True)
class Holding:
    """One document of the library, whole: its facts in reading order, by where they stand (``at``), and what is around each."""

    row: DocumentRow
    text: str
    facts: tuple[Fact, ...]
    tables: tuple[TableRow, ...]
    findings: tuple[StoredFinding, ...]
    around: dict[str, Around]
    labels: str
    pairs: frozenset[str]
    units: frozenset[str]
    at: dict[int, Fact]


class _Shelf:
    """Documents read lately, the same for every view of one index."""

    def __init__(self, store: FactStore) -> None:
        self.store, self.generation = store, store.version()
        self._holdings: Recent[str, Holding] = Recent(_KEPT)

    def holding(self, row: DocumentRow) -> Holding:
        known = self._holdings.get(row.id)
        if known is None:
            known = self._read(row)
            self._holdings.put(row.id, known)
        return known

    def _read(self, row: DocumentRow) -> Holding:
        facts = tuple(self.store.facts([row.id]))
        tables = tuple(self.store.tables(row.id))
        labels = "\n".join(dict.fromkeys(squash(part) for fact in facts for part in (*fact.path, fact.caption) if part))
        return Holding(
            row=row,
            text=self.store.text(row.id),
            facts=facts,
            tables=tables,
            findings=tuple(self.store.findings(row.id)),
            around=surroundings(facts, {(table.document, table.number): table for table in tables}),
            labels=labels,
            pairs=_pairs(facts, labels),
            units=frozenset(squash(fact.scope) for fact in facts if fact.scope),
            at={fact.locator.start: fact for fact in facts},
        )


class Library:
    """The documents a question is asked of: all of an index, or some of them. Sees one state of the index only."""

    def __init__(
        self,
        shelf: _Shelf,
        documents: Iterable[DocumentRow],
        language: str | None = None,
        *,
        whole: bool = False,
        scoped: bool = False,
    ) -> None:
        self._shelf = shelf
        self.generation = shelf.generation  # the state of the index that this is
        self.documents = tuple(documents)
        self.whole = whole  # whether these are all documents of the index
        self.scoped = scoped  # whether they were chosen for a question, beside others that might have been
        self.language = language  # that questions are to be answered in; ``None`` for their own
        self._speaking: dict[str, Library] = {}
        self._within: dict[frozenset[str], Library] = {}

    @classmethod
    def of(cls, store: FactStore) -> "Library":
        """All documents of a store."""
        return cls(_Shelf(store), store.documents(), whole=True)

    def some(self, document_ids: Sequence[str], files: Sequence[str]) -> "Library":
        """The documents named by id or by file; all where none is named."""
        if not document_ids and not files:
            return self
        wanted = frozenset(document_ids)
        return Library(
            self._shelf,
            [
                row
                for row in self.documents
                if (not wanted or row.id in wanted) and (not files or row.file in files or row.path in files)
            ],
            scoped=True,
        )

    def within(self, collections: frozenset[str] | None) -> "Library":
        """The documents of some collections; ``None`` for all. The others are not there for whoever asks of it."""
        if collections is None:
            return self
        if collections not in self._within:
            rows = [row for row in self.documents if row.collection in collections]
            same = len(rows) == len(self.documents)
            self._within[collections] = self if same else Library(self._shelf, rows, self.language)
        return self._within[collections]

    def speaking(self, language: str | None) -> "Library":
        """The same documents, for questions to be answered in a language; ``None`` for their own."""
        if language == self.language or language is None:
            return self
        other = Library(self._shelf, self.documents, language, whole=self.whole, scoped=self.scoped)
        return self._speaking.setdefault(language, other)

    @cached_property
    def entities(self) -> tuple[str, ...]:
        """The publishing bodies, each once, in the order of their files: what a list of bodies is told in."""
        files = sorted(self.documents, key=lambda row: (row.file, row.id))
        return tuple(dict.fromkeys(row.entity for row in files if row.entity))

    @cached_property
    def regions(self) -> tuple[Entity, ...]:
        """The publishing bodies with the regions that they belong to."""
        return tuple(entity_of(name) for name in self.entities)

    @cached_property
    def _by_entity(self) -> dict[str, list[DocumentRow]]:
        found: dict[str, list[DocumentRow]] = {}
        for row in self.documents:
            found.setdefault(row.entity, []).append(row)
        return found

    @cached_property
    def _by_id(self) -> dict[str, DocumentRow]:
        return {row.id: row for row in self.documents}

    def of_entities(self, names: Iterable[str]) -> list[DocumentRow]:
        """The documents of some bodies, in the order of the library."""
        return [row for name in dict.fromkeys(names) for row in self._by_entity.get(name, ())]

    def holds(self, plan: QueryPlan) -> bool:
        """Whether there is a document of a plan's bodies for one of its years."""
        rows = self.of_entities(entity.name for entity in plan.entities)
        return any(not plan.periods or row.period in plan.periods for row in rows)

    def holding(self, row: DocumentRow) -> Holding:
        return self._shelf.holding(row)

    def document(self, document: str) -> DocumentRow | None:
        """The document of an id; ``None`` where the library has none."""
        return self._by_id.get(document)

    def holding_of(self, document: str) -> Holding:
        """The document of an id. Raises ``KeyError`` where the library has none."""
        return self._shelf.holding(self._by_id[document])

    def appears(self, words: str, bodies: Sequence[Entity]) -> bool:
        """Whether words are printed in a label or caption of some bodies; of more than a few bodies nobody knows (false)."""
        key = squash(words)
        return bool(key) and any(key in self.holding(row).labels for row in self._few(bodies))

    def shares(self, words: str, bodies: Sequence[Entity]) -> bool:
        """Whether words have two characters running in common with a label of some bodies; true where that is not known."""
        key = squash(words)
        rows = self._few(bodies)
        return not rows or any(key[i : i + 2] in self.holding(row).pairs for row in rows for i in range(len(key) - 1))

    def owner(self, text: str) -> tuple[str, str] | None:
        """The longest full name of a unit in a text, with its department, where that is one; of many documents nobody knows."""
        found = {(unit, row.entity) for row in self._few(()) for unit in self.holding(row).units if unit in text}
        longest = max((len(unit) for unit, _ in found), default=0)
        best = [each for each in found if len(each[0]) == longest]
        return best[0] if len(best) == 1 else None

    def _few(self, bodies: Sequence[Entity]) -> list[DocumentRow]:
        """The documents of some bodies, or of all in a small library; none where they are too many to be read."""
        rows = self.of_entities(body.name for body in bodies) if bodies else list(self.documents)
        return rows if len(rows) <= _SEARCHED else []

    def holdings_of_few(self) -> list[Holding]:
        """All documents of a small library; none where they are too many to be read."""
        return [self.holding(row) for row in self._few(())]

    def cells(self, document: str, table: int) -> list[Cell]:
        """The cells of a table, row by row."""
        return self._shelf.store.cells(document, table)

    def sections(self, document: str) -> list[Section]:
        return self._shelf.store.sections(document)

    def section_at(self, document: str, at: int) -> tuple[str, ...]:
        return self._shelf.store.section_path_at(document, at)


def _pairs(facts: Sequence[Fact], labels: str) -> frozenset[str]:
    """Every two characters running in a label, a column, a section title or a short text of a document."""
    parts = {
        part for fact in facts for part in (*fact.columns, *fact.section, fact.text or "") if len(part) <= SHORT_TEXT
    }
    words = "\n".join((labels, *map(squash, sorted(parts))))
    return frozenset(words[i : i + 2] for i in range(len(words) - 1))
