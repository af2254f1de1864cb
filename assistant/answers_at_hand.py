"""Answers that were given and go on from nothing: portals are asked the same again and again, and the same question has the same answer."""

from collections.abc import Hashable, Sequence

from assistant.contract import Answer
from assistant.conversations import Turn
from assistant.recent import Recent

_MOST = 1000


def answers_at_hand() -> Recent[Hashable, tuple[Answer, Turn]]:
    """A place for answers, each with the turn that a conversation remembers of it."""
    return Recent(_MOST)


def asked_of(
    generation: int,
    question: str,
    collections: frozenset[str] | None,
    document_ids: Sequence[str],
    files: Sequence[str],
    language: str | None,
) -> Hashable:
    """All that an answer depends on where no question came before it."""
    return generation, question, collections, tuple(document_ids), tuple(files), language
