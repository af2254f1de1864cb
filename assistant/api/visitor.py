"""Who asks: what a request may do, and which collections there are for it."""

from dataclasses import dataclass
from typing import Literal, get_args

Scope = Literal["anonymous", "reader", "staff", "admin"]
KeyScope = Literal["reader", "staff", "admin"]
_RANKS: tuple[str, ...] = get_args(Scope)


@dataclass(frozen=True, slots=True)
class Visitor:
    """A key, or nobody in particular (``id`` empty); ``collections`` are those that it may read, ``None`` for all."""

    id: str
    name: str
    scope: Scope
    collections: frozenset[str] | None

    def may(self, scope: Scope) -> bool:
        """Whether what asks for a scope is open to this visitor; each scope includes the ones before it."""
        return _RANKS.index(self.scope) >= _RANKS.index(scope)

    def reads(self, collection: str) -> bool:
        """Whether there is a collection for this visitor."""
        return self.collections is None or collection in self.collections

    @property
    def reads_nothing(self) -> bool:
        return self.collections is not None and not self.collections


HOST = Visitor("", "", "admin", None)
"""Whoever started the program: everything is open, as it is on the command line."""
