"""Conversations in memory: the turns of each, and which are kept."""

import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from assistant.moving import TablePlace
from assistant.planning.plan import QueryPlan
from index.entities import Entity


@dataclass(frozen=True, slots=True)
class Turn:
    """A planned question and what came of it; ``choices`` are the labels that were offered to choose from, ``about`` is the one of
    several bodies that the answer names (哪家最高), ``place`` where in a table its figure stands.
    """

    plan: QueryPlan
    status: str
    reason: str | None = None
    choices: tuple[str, ...] = ()
    about: Entity | None = None
    place: TablePlace | None = None


@dataclass
class Conversation:
    """The last turns of one conversation, oldest first."""

    turns: list[Turn] = field(default_factory=list)
    most: int = 12

    def add(self, turn: Turn) -> None:
        """Remember a turn; the oldest one goes where there are too many."""
        self.turns = [*self.turns, turn][-self.most :]

    @property
    def answered(self) -> list[QueryPlan]:
        """The plans that were answered, oldest first."""
        return [turn.plan for turn in self.turns if turn.status == "answered"]

    @property
    def figures(self) -> list[QueryPlan]:
        """The answered plans of one figure each, which 两者 can mean: nothing that was computed from the others."""
        return [plan for plan in self.answered if plan.operation in {"lookup", "explain"} and not plan.parts]


@dataclass(frozen=True, slots=True)
class _Kept:
    used: float
    owner: str
    conversation: Conversation


class Conversations:
    """Conversations by id, bounded in age, in all and for each ``owner`` (whoever began it); the least recently used goes first."""

    def __init__(
        self,
        most: int = 5000,
        most_of_one: int = 200,
        seconds: float = 3600,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.most, self.most_of_one, self.seconds, self._clock = most, most_of_one, seconds, clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._of: Counter[str] = Counter()
        self._lock = Lock()  # a service asks from many threads

    def get(self, conversation_id: str, owner: str = "") -> Conversation:
        """The conversation of an id, new where there is none or where it has grown too old."""
        with self._lock:
            now = self._clock()
            kept = self._taken_out(conversation_id)
            old = kept is None or now - kept.used > self.seconds
            conversation = Conversation() if kept is None or old else kept.conversation
            self._kept[conversation_id] = _Kept(now, owner, conversation)
            self._of[owner] += 1
            if self._of[owner] > self.most_of_one:
                self._taken_out(next(other for other, each in self._kept.items() if each.owner == owner))
            while len(self._kept) > self.most:
                self._taken_out(next(iter(self._kept)))
            return conversation

    def holds(self, conversation_id: str) -> bool:
        """Whether there is a conversation of an id that may be gone on with."""
        with self._lock:
            kept = self._kept.get(conversation_id)
            return kept is not None and self._clock() - kept.used <= self.seconds

    def drop(self, conversation_id: str) -> None:
        """Forget a conversation, where there is one."""
        with self._lock:
            self._taken_out(conversation_id)

    def _taken_out(self, conversation_id: str) -> _Kept | None:
        kept = self._kept.pop(conversation_id, None)
        if kept is not None:
            self._of[kept.owner] -= 1
            if not self._of[kept.owner]:
                del self._of[kept.owner]
        return kept

    def __len__(self) -> int:
        return len(self._kept)
