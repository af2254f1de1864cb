"""What the service writes: one SQLite file beside the index, which serving only reads."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

from index.errors import ServiceStoreUnavailable

FILE_NAME = "service.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL,
    comment TEXT NOT NULL, documents TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS keys (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, scope TEXT NOT NULL, collections TEXT, made TEXT NOT NULL,
    expires TEXT
);
CREATE TABLE IF NOT EXISTS sessions (hash TEXT PRIMARY KEY, key TEXT NOT NULL REFERENCES keys ON DELETE CASCADE, expires TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS turns (
    visitor TEXT NOT NULL REFERENCES keys ON DELETE CASCADE, conversation TEXT NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL,
    question TEXT NOT NULL, scope TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (visitor, conversation, number)
);
"""


class ServiceStore:
    """Two connections for all threads of a process. Raises ``ServiceStoreUnavailable`` where the folder cannot be written to."""

    def __init__(self, folder: Path) -> None:
        self._lock, self._reading_lock = Lock(), Lock()
        path = folder / FILE_NAME
        try:
            path.touch(mode=0o600)  # conversations are in it
            self._db = sqlite3.connect(path, timeout=5, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.executescript(_SCHEMA)
            self._reader = sqlite3.connect(path, timeout=5, check_same_thread=False)
            self._reader.execute("PRAGMA query_only = ON")
        except (sqlite3.Error, OSError) as error:
            raise ServiceStoreUnavailable(
                f"{path} cannot be written to ({error}). Keys, feedback and conversations are kept there: give the service write "
                "rights to the index folder"
            ) from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The connection, for all that is done in one go or not at all."""
        with self._lock, self._db:
            yield self._db

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that only reads, and that waits for nobody who writes."""
        with self._reading_lock:
            yield self._reader

    def close(self) -> None:
        with self._lock, self._reading_lock:
            self._db.close()
            self._reader.close()


def now(after: timedelta = timedelta()) -> str:
    """This moment, or one after it, as it is kept: texts of this form are in the order of their times."""
    return (datetime.now(UTC) + after).isoformat(timespec="seconds")
