"""The SQLite store: documents, sections, tables, cells, facts, findings and chunks of one index.

Writers hold a lock file and write one transaction per document; readers open read-only and always see whole documents.
"""

import fcntl
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from index.amount import Amount, decimal_text
from index.document import Cell, Document, Locator
from index.errors import IndexLocked, IndexMissing, IndexOutdated
from index.facts import Fact, Publisher

SCHEMA_VERSION = "1"
FILE_NAME = "index.sqlite"
_FACT_COLUMNS = (
    'id, document, kind, label, path, columns, caption, section_path, entity, period, basis, measure, concept, code, direction, base, '
    'scope, comparator, value, unit, printed, text, prose, section, start, "end", table_number, "row", "column", context_start, '
    "context_end, unit_start, unit_end"
)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as the store lists it; ``counts`` are the ledger's."""

    id: str
    file: str
    path: str
    content_hash: str
    title: str
    entity: str
    period: int | None
    family: str
    format: str
    notes: tuple[str, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A table as the store lists it, without its cells."""

    document: str
    number: int
    caption: str
    section: int
    rows: int
    columns: int
    unit: str | None
    date: str | None
    note: str | None
    note_span: tuple[int, int] | None
    caption_span: tuple[int, int] | None
    is_empty: bool
    start: int
    end: int
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding with the source spans of its places: (start, end, quote)."""

    id: str
    document: str
    kind: str
    severity: str
    message: str
    places: tuple[tuple[int, int, str], ...]


class FactStore:
    """One index. ``open`` reads, ``writing`` writes; both raise the errors of ``index.errors``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @classmethod
    def open(cls, folder: Path) -> "FactStore":
        """A read-only store. Raises ``IndexMissing`` or ``IndexOutdated``."""
        path = folder / FILE_NAME
        if not path.is_file():
            raise IndexMissing(f"There is no index in {folder}. Make one: caiwen ingest FOLDER --index {folder}")
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        store = cls(db)
        try:
            version = store.state("schema")
        except sqlite3.DatabaseError as error:
            raise IndexOutdated(f"{path} cannot be read as an index ({error}). Ingest again into a new folder.") from error
        if version != SCHEMA_VERSION:
            raise IndexOutdated(f"{path} was written by another version (schema {version}). Ingest again into a new folder.")
        return store

    @classmethod
    @contextmanager
    def writing(cls, folder: Path) -> Iterator["FactStore"]:
        """A store for the one writer. Raises ``IndexLocked`` while another process writes."""
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "writer.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise IndexLocked(f"Another process is writing to {folder}. Wait until it has finished.") from error
            db = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
            try:
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA foreign_keys = ON")
                db.executescript((files("index") / "data" / "schema.sql").read_text(encoding="utf-8"))
                db.execute("INSERT OR IGNORE INTO state VALUES ('schema', ?)", (SCHEMA_VERSION,))
                yield cls(db)
            finally:
                db.close()

    def close(self) -> None:
        self._db.close()

    def state(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def set_state(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, value))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: readers see the state before or the state after."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # Writing

    def remove(self, document: str) -> None:
        """Delete a document and everything read from it."""
        self._db.execute("DELETE FROM documents WHERE id = ?", (document,))

    def add(
        self, document: Document, publisher: Publisher, path: str, content_hash: str, counts: dict[str, int]
    ) -> None:
        """Store a document with its sections, tables and cells; the caller adds facts, findings and chunks."""
        sequence = int(self.state("sequence") or 0) + 1
        self._db.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.id, document.file, path, content_hash, document.title, publisher.entity, publisher.period,
                publisher.family, document.source.format, _json(document.source.notes), document.source.text,
                _json(document.set_aside), _json(counts), sequence,
            ),
        )
        self.set_state("sequence", str(sequence))
        self._db.executemany(
            "INSERT INTO sections VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((document.id, s.number, s.title, s.level, s.parent, s.start, s.end, _json(s.path)) for s in document.sections),
        )
        for t in document.tables:
            self._db.execute(
                "INSERT INTO tables VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    document.id, t.number, t.caption, t.section, t.rows, t.columns, t.start, t.end, t.unit, t.date, t.note,
                    *(t.note_span or (None, None)), t.is_empty, _json(t.headers), t.page, t.sheet, _json(t.doubts),
                    *(t.caption_span or (None, None)),
                ),
            )
            self._db.executemany(
                "INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (document.id, t.number, c.row, c.column, c.start, c.end, c.rowspan, c.colspan, c.role, c.text,
                     _json(c.row_labels), _json(c.column_labels))
                    for c in t.cells
                ),
            )

    def add_facts(self, facts: Iterable[Fact]) -> None:
        marks = ", ".join("?" * 33)
        self._db.executemany(f"INSERT INTO facts ({_FACT_COLUMNS}) VALUES ({marks})", (_fact_row(fact) for fact in facts))

    def add_findings(self, rows: Iterable[tuple[str, str, str, str, str, list[tuple[int, int, str]]]]) -> None:
        """Rows are (id, document, kind, severity, message, [(start, end, quote)])."""
        self._db.executemany(
            "INSERT OR REPLACE INTO findings VALUES (?, ?, ?, ?, ?, ?)", ((*row[:5], _json(row[5])) for row in rows)
        )

    def add_chunks(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Rows are (id, document, kind, section path, text, tokens, start, end, table, rows, page, sheet)."""
        self._db.executemany(
            "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((*row[:3], _json(row[3]), *row[4:9], _json(row[9]) if row[9] else None, *row[10:]) for row in rows),
        )

    # Reading

    def documents(self) -> list[DocumentRow]:
        """All documents, by entity, year and file name."""
        rows = self._db.execute(
            "SELECT id, file, path, content_hash, title, entity, period, family, format, notes, ledger FROM documents "
            "ORDER BY entity, period, file, id"
        )
        return [DocumentRow(*row[:9], tuple(json.loads(row[9])), json.loads(row[10])) for row in rows]

    def text(self, document: str) -> str:
        row = self._db.execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone()
        return str(row[0]) if row else ""

    def facts(self, documents: Iterable[str]) -> list[Fact]:
        """Facts of some documents, in reading order."""
        found: list[Fact] = []
        for document in documents:
            rows = self._db.execute(
                f'SELECT {_FACT_COLUMNS} FROM facts WHERE document = ? ORDER BY start, "end", id', (document,)
            )
            found.extend(_fact(row) for row in rows)
        return found

    def label_appears(self, words: str) -> bool:
        """Whether words are printed in a row label, a caption or a prose label of any document."""
        pattern = "%" + words.replace("\\", "").replace("%", "").replace("_", "") + "%"
        row = self._db.execute(
            "SELECT 1 FROM facts WHERE path LIKE ? OR caption LIKE ? OR label LIKE ? LIMIT 1", (pattern, pattern, pattern)
        ).fetchone()
        return row is not None

    def findings(self, document: str) -> list[StoredFinding]:
        rows = self._db.execute(
            "SELECT id, document, kind, severity, message, places FROM findings WHERE document = ? ORDER BY id", (document,)
        )
        return [StoredFinding(*row[:5], tuple((p[0], p[1], p[2]) for p in json.loads(row[5]))) for row in rows]

    def tables(self, document: str) -> list[TableRow]:
        rows = self._db.execute(
            'SELECT document, number, caption, section, rows, columns, unit, date, note, note_start, note_end, caption_start, '
            'caption_end, is_empty, start, "end", headers FROM tables WHERE document = ? ORDER BY number',
            (document,),
        )
        return [
            TableRow(
                *row[:9],
                note_span=(row[9], row[10]) if row[9] is not None else None,
                caption_span=(row[11], row[12]) if row[11] is not None else None,
                is_empty=bool(row[13]), start=row[14], end=row[15], headers=tuple(json.loads(row[16])),
            )
            for row in rows
        ]

    def cells(self, document: str, table: int) -> list[Cell]:
        rows = self._db.execute(
            'SELECT "row", "column", text, start, "end", rowspan, colspan, role, row_labels, column_labels FROM cells '
            'WHERE document = ? AND table_number = ? ORDER BY "row", "column", start',
            (document, table),
        )
        return [Cell(*row[:8], tuple(json.loads(row[8])), tuple(json.loads(row[9]))) for row in rows]

    def section_path(self, document: str, section: int) -> tuple[str, ...]:
        row = self._db.execute(
            "SELECT path FROM sections WHERE document = ? AND number = ?", (document, section)
        ).fetchone()
        return tuple(json.loads(row[0])) if row else ()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _fact_row(fact: Fact) -> tuple[object, ...]:
    amount, place = fact.amount, fact.locator
    return (
        fact.id, fact.document, fact.kind, fact.label, _json(fact.path), _json(fact.columns), fact.caption, _json(fact.section),
        fact.entity, fact.period, fact.basis, fact.measure, fact.concept, fact.code, fact.direction, fact.base, fact.scope,
        fact.comparator, decimal_text(amount.value) if amount else None, amount.unit if amount else None,
        amount.printed if amount else None, fact.text, fact.prose, place.section, place.start, place.end, place.table, place.row,
        place.column, *fact.context, *(fact.unit_span or (None, None)),
    )


def _fact(row: tuple[Any, ...]) -> Fact:
    amount = Amount(Decimal(row[18]), row[19], row[20]) if row[18] is not None else None
    return Fact(
        id=row[0], document=row[1], kind=row[2], label=row[3], path=tuple(json.loads(row[4])), columns=tuple(json.loads(row[5])),
        caption=row[6], section=tuple(json.loads(row[7])), entity=row[8], period=row[9], basis=row[10], measure=row[11],
        concept=row[12], code=row[13], direction=row[14], base=row[15], scope=row[16], comparator=row[17], amount=amount,
        text=row[21], prose=bool(row[22]), locator=Locator(row[1], row[23], row[24], row[25], row[26], row[27], row[28]),
        context=(row[29], row[30]), unit_span=(row[31], row[32]) if row[31] is not None else None,
    )
