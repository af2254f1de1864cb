"""Browser sessions: a key that was typed in once, behind a cookie that no script can read."""

import secrets
from datetime import timedelta

from assistant.api.keys import Key, Keys, hash_of
from assistant.api.service_store import ServiceStore, now

COOKIE = "caiwen_session"
LASTS = timedelta(hours=12)
_BYTES = 32


class Sessions:
    """The sessions of a service. They end with their key, on signing out, or after twelve hours."""

    def __init__(self, store: ServiceStore, keys: Keys) -> None:
        self._store, self._keys = store, keys

    def begin(self, key: Key) -> str:
        """A new session of a key; its token, of which a hash is kept."""
        token = secrets.token_urlsafe(_BYTES)
        with self._store.transaction() as db:
            db.execute("DELETE FROM sessions WHERE expires <= ?", (now(),))
            db.execute("INSERT INTO sessions VALUES (?, ?, ?)", (hash_of(token), key.id, now(LASTS)))
        return token

    def key_of(self, token: str) -> Key | None:
        """The key of a session that goes on."""
        with self._store.reading() as db:
            row = db.execute(
                "SELECT key FROM sessions WHERE hash = ? AND expires > ?", (hash_of(token), now())
            ).fetchone()
        return self._keys.of_id(row[0]) if row else None

    def end(self, token: str) -> None:
        """End a session, where there is one."""
        with self._store.transaction() as db:
            db.execute("DELETE FROM sessions WHERE hash = ?", (hash_of(token),))
