"""The SQLite store: documents, sections, tables, cells, facts, findings and chunks of one index.

Writers hold a lock file and write one transaction per document; readers open read-only and always see whole documents.
"""

import fcntl
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from index.chunking import Chunk
from index.document import Cell, Document, Section, Table
from index.errors import IndexLocked, IndexMissing, IndexOutdated
from index.fact_rows import (
    FACT_COLUMNS,
    DocumentRow,
    FactFilter,
    StoredFinding,
    TableRow,
    as_json,
    cell_of,
    cell_row,
    chunk_of,
    document_row,
    fact_of,
    fact_row,
    finding_of,
    table_of,
    table_row,
)
from index.facts import Fact, Publisher

SCHEMA_VERSION = "2"
PUBLIC = "public"
FILE_NAME = "index.sqlite"


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
            raise IndexOutdated(
                f"{path} cannot be read as an index ({error}). Ingest again into a new folder."
            ) from error
        if version != SCHEMA_VERSION:
            raise IndexOutdated(
                f"{path} was written by another version (schema {version}). Ingest again into a new folder."
            )
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
                _check_schema(db, folder)
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

    def version(self) -> int:
        """A number that changes when another connection has written to the index."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    # Writing

    def remove(self, document: str) -> None:
        """Delete a document and everything read from it."""
        self._db.execute("DELETE FROM documents WHERE id = ?", (document,))

    def move(self, document: str, file: str, path: str, content_hash: str, content: bytes) -> None:
        """Record that the same text now stands in another file."""
        self._db.execute(
            "UPDATE documents SET file = ?, path = ?, content_hash = ? WHERE id = ?",
            (file, path, content_hash, document),
        )
        self.set_original(document, content)

    def set_original(self, document: str, content: bytes) -> None:
        """Keep the file that a document was read from, byte for byte."""
        self._db.execute("INSERT OR REPLACE INTO originals VALUES (?, ?)", (document, content))

    def add(
        self,
        document: Document,
        publisher: Publisher,
        path: str,
        content_hash: str,
        counts: dict[str, int],
        unparsed: list[tuple[int, int]],
        notes: tuple[str, ...] | None = None,
        collection: str = PUBLIC,
    ) -> None:
        """Store a document with its sections, tables and cells; the caller adds facts, findings and chunks.

        ``notes`` are those of its source where none are given.
        """
        self.set_passages_written(
            document.id, None
        )  # read anew: whatever the caches hold of it is of the earlier reading
        sequence = int(self.state("sequence") or 0) + 1
        self._db.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.id,
                document.file,
                path,
                content_hash,
                document.title,
                publisher.entity,
                publisher.period,
                publisher.family,
                document.source.format,
                as_json(document.source.notes if notes is None else notes),
                document.source.text,
                as_json(document.set_aside),
                as_json(counts),
                as_json(unparsed),
                sequence,
                collection,
            ),
        )
        self.set_state("sequence", str(sequence))
        self._db.executemany(
            "INSERT INTO sections VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (document.id, s.number, s.title, s.level, s.parent, s.start, s.end, as_json(s.path))
                for s in document.sections
            ),
        )
        for table in document.tables:
            self._add_table(document.id, table)

    def _add_table(self, document: str, table: Table) -> None:
        self._db.execute(
            "INSERT INTO tables VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            table_row(document, table),
        )
        self._db.executemany(
            "INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (cell_row(document, table.number, cell) for cell in table.cells),
        )

    def add_facts(self, facts: Iterable[Fact]) -> None:
        marks = ", ".join("?" * 33)
        self._db.executemany(f"INSERT INTO facts ({FACT_COLUMNS}) VALUES ({marks})", (fact_row(fact) for fact in facts))

    def add_findings(self, rows: Iterable[tuple[str, str, str, str, str, list[tuple[int, int, str]]]]) -> None:
        """Rows are (id, document, kind, severity, message, [(start, end, quote)])."""
        self._db.executemany(
            "INSERT OR REPLACE INTO findings VALUES (?, ?, ?, ?, ?, ?)", ((*row[:5], as_json(row[5])) for row in rows)
        )

    def add_chunks(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Rows are (id, document, kind, section path, text, tokens, start, end, table, rows, page, sheet)."""
        self._db.executemany(
            "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((*row[:3], as_json(row[3]), *row[4:9], as_json(row[9]) if row[9] else None, *row[10:]) for row in rows),
        )

    def set_passages_written(self, document: str, model: str | None) -> None:
        """Record with which embedding model a document's chunks are in the caches; ``None``: they are in none."""
        self._db.execute("DELETE FROM passages WHERE document = ?", (document,))
        if model is not None:
            self._db.execute("INSERT INTO passages VALUES (?, ?)", (document, model))

    # Reading

    def passages_written(self) -> dict[str, str]:
        """The embedding model of each document whose chunks are in the caches; empty for an index of earlier days."""
        if self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'passages'").fetchone() is None:
            return {}
        return dict(self._db.execute("SELECT document, model FROM passages"))

    def chunks(self, document: str) -> list[Chunk]:
        """The chunks of a document, in reading order."""
        rows = self._db.execute(
            'SELECT id, document, kind, section, text, tokens, start, "end", table_number, rows, page, sheet FROM chunks '
            'WHERE document = ? ORDER BY start, "end", id',
            (document,),
        )
        return [chunk_of(row) for row in rows]

    def chunk_ids(self) -> set[str]:
        """The ids of all chunks."""
        return {row[0] for row in self._db.execute("SELECT id FROM chunks")}

    def documents(self) -> list[DocumentRow]:
        """All documents, by entity, year and file name."""
        rows = self._db.execute(
            "SELECT id, file, path, content_hash, title, entity, period, family, format, notes, ledger, collection "
            "FROM documents "
            "ORDER BY entity, period, file, id"
        )
        return [document_row(row) for row in rows]

    def text(self, document: str) -> str:
        row = self._db.execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone()
        return str(row[0]) if row else ""

    def original(self, document: str) -> bytes | None:
        """The file that a document was read from; ``None`` where it was not kept."""
        row = self._db.execute("SELECT content FROM originals WHERE document = ?", (document,)).fetchone()
        return bytes(row[0]) if row else None

    def original_size(self, document: str) -> int | None:
        """The size of that file in bytes."""
        row = self._db.execute("SELECT length(content) FROM originals WHERE document = ?", (document,)).fetchone()
        return int(row[0]) if row else None

    def original_part(self, document: str, start: int, length: int) -> bytes:
        """Some bytes of that file, from ``start`` (0) on; none behind its end."""
        row = self._db.execute("SELECT rowid FROM originals WHERE document = ?", (document,)).fetchone()
        if row is None:
            return b""  # it has been taken out meanwhile
        with self._db.blobopen("originals", "content", row[0], readonly=True) as content:
            content.seek(start)
            return content.read(length)

    def facts(self, documents: Iterable[str]) -> list[Fact]:
        """Facts of some documents, in reading order."""
        found: list[Fact] = []
        for document in documents:
            rows = self._db.execute(
                f'SELECT {FACT_COLUMNS} FROM facts WHERE document = ? ORDER BY start, "end", id', (document,)
            )
            found.extend(fact_of(row) for row in rows)
        return found

    def fact_counts(self, wanted: FactFilter) -> dict[str, int]:
        """How many facts fit in each document that has any."""
        condition, values = wanted.where
        return dict(
            self._db.execute(f"SELECT document, COUNT(*) FROM facts WHERE {condition} GROUP BY document", values)
        )

    def fitting_facts(self, document: str, wanted: FactFilter) -> list[Fact]:
        """The facts of a document that fit, in reading order."""
        condition, values = wanted.where
        rows = self._db.execute(
            f'SELECT {FACT_COLUMNS} FROM facts WHERE document = ? AND {condition} ORDER BY start, "end", id',
            (document, *values),
        )
        return [fact_of(row) for row in rows]

    def findings(self, document: str) -> list[StoredFinding]:
        rows = self._db.execute(
            "SELECT id, document, kind, severity, message, places FROM findings WHERE document = ? ORDER BY id",
            (document,),
        )
        return [finding_of(row) for row in rows]

    def finding_counts(self) -> dict[str, int]:
        """How many findings there are in each document that has any."""
        return dict(self._db.execute("SELECT document, COUNT(*) FROM findings GROUP BY document"))

    def concepts_stated(self) -> dict[str, frozenset[str]]:
        """The budget items of which each document states an amount of its own year, budgeted or final."""
        rows = self._db.execute(
            "SELECT DISTINCT facts.document, concept FROM facts JOIN documents ON documents.id = facts.document "
            "WHERE concept IS NOT NULL AND kind = 'amount' AND basis IN ('budget', 'final') AND facts.period = documents.period"
        )
        found: dict[str, set[str]] = {}
        for document, concept in rows:
            found.setdefault(document, set()).add(concept)
        return {document: frozenset(concepts) for document, concepts in found.items()}

    def tables(self, document: str) -> list[TableRow]:
        rows = self._db.execute(
            "SELECT document, number, caption, section, rows, columns, unit, date, note, note_start, note_end, caption_start, "
            'caption_end, is_empty, start, "end", headers FROM tables WHERE document = ? ORDER BY number',
            (document,),
        )
        return [table_of(row) for row in rows]

    def cells(self, document: str, table: int) -> list[Cell]:
        rows = self._db.execute(
            'SELECT "row", "column", text, start, "end", rowspan, colspan, role, row_labels, column_labels FROM cells '
            'WHERE document = ? AND table_number = ? ORDER BY "row", "column", start',
            (document, table),
        )
        return [cell_of(row) for row in rows]

    def sections(self, document: str) -> list[Section]:
        """The sections of a document, in reading order."""
        rows = self._db.execute(
            'SELECT number, title, level, parent, start, "end", path FROM sections WHERE document = ? ORDER BY number',
            (document,),
        )
        return [
            Section(number, title, level, parent, start, end, tuple(json.loads(path)))
            for number, title, level, parent, start, end, path in rows
        ]

    def unparsed(self, document: str) -> list[tuple[int, int]]:
        """Spans of the numbers that the ledger could not account for."""
        row = self._db.execute("SELECT unparsed FROM documents WHERE id = ?", (document,)).fetchone()
        return [(start, end) for start, end in json.loads(row[0])] if row else []

    def section_path_at(self, document: str, at: int) -> tuple[str, ...]:
        """The path of the innermost section that holds a character."""
        row = self._db.execute(
            'SELECT path FROM sections WHERE document = ? AND start <= ? AND "end" > ? ORDER BY level DESC LIMIT 1',
            (document, at, at),
        ).fetchone()
        return tuple(json.loads(row[0])) if row else ()


def _check_schema(db: sqlite3.Connection, folder: Path) -> None:
    """A new file, or an index of this schema. Raises ``IndexOutdated`` for anything else."""
    advice = f"{folder / FILE_NAME} is no index of this version. Ingest into a new folder, or delete it first."
    try:
        known = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        version = db.execute("SELECT value FROM state WHERE key = 'schema'").fetchone() if "state" in known else None
    except sqlite3.DatabaseError as error:
        raise IndexOutdated(advice) from error
    if known and (version is None or version[0] != SCHEMA_VERSION):
        raise IndexOutdated(advice)
