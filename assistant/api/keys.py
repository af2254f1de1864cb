"""API keys: made once, shown once, kept as hashes."""

import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from assistant.api.service_store import ServiceStore, now
from assistant.api.visitor import KeyScope, Visitor

PREFIX = "caiwen_"  # by which a leaked key is found; a bearer without it is none of ours
_BYTES = 32
_COLUMNS = "id, name, scope, collections, made, expires"


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret; ``collections`` is ``None`` where it opens all of them, ``expires`` where it never does."""

    id: str
    name: str
    scope: KeyScope
    collections: frozenset[str] | None
    made: str
    expires: str | None

    @property
    def visitor(self) -> Visitor:
        return Visitor(self.id, self.name, self.scope, self.collections)


class Keys:
    """The keys of a service."""

    def __init__(self, store: ServiceStore) -> None:
        self._store = store

    def add(
        self, name: str, scope: KeyScope, collections: Collection[str] | None = None, days: int | None = None
    ) -> tuple[Key, str]:
        """A new key and its secret (256 bits), which is not kept and cannot be told again.

        ``collections`` are the ones it opens, all where none is given; it expires after ``days``, or never.
        """
        secret = PREFIX + secrets.token_urlsafe(_BYTES)
        key = Key(
            id=secrets.token_hex(8),
            name=name,
            scope=scope,
            collections=frozenset(collections) if collections is not None else None,
            made=now(),
            expires=now(timedelta(days=days)) if days is not None else None,
        )
        opened = json.dumps(sorted(key.collections), ensure_ascii=False) if key.collections is not None else None
        with self._store.transaction() as db:
            db.execute(
                f"INSERT INTO keys (hash, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (hash_of(secret), key.id, name, scope, opened, key.made, key.expires),
            )
        return key, secret

    def of_secret(self, secret: str) -> Key | None:
        """The key of a secret, unless it is revoked or expired."""
        return self._find("hash", hash_of(secret))

    def of_id(self, key_id: str) -> Key | None:
        """The key of an id, unless it is revoked or expired."""
        return self._find("id", key_id)

    def all(self) -> list[Key]:
        """All keys that were not revoked, expired ones with them, in the order in which they were made."""
        with self._store.reading() as db:
            return [_key(row) for row in db.execute(f"SELECT {_COLUMNS} FROM keys ORDER BY made, id")]

    def revoke(self, key_id: str) -> bool:
        """Take a key away, with its sessions and conversations; whether there was one."""
        with self._store.transaction() as db:
            return db.execute("DELETE FROM keys WHERE id = ?", (key_id,)).rowcount > 0

    def _find(self, column: str, value: str) -> Key | None:
        with self._store.reading() as db:
            row = db.execute(f"SELECT {_COLUMNS} FROM keys WHERE {column} = ?", (value,)).fetchone()
        key = _key(row) if row else None
        return None if key is None or (key.expires is not None and key.expires <= now()) else key


def hash_of(secret: str) -> str:
    """What is kept of a secret. It is random and long, so that a slow hash would add nothing (unlike for a password)."""
    return sha256(secret.encode()).hexdigest()


def _key(row: tuple[Any, ...]) -> Key:
    key_id, name, scope, collections, made, expires = row
    return Key(key_id, name, scope, frozenset(json.loads(collections)) if collections else None, made, expires)
