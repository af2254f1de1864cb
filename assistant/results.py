"""What an operation gives: computed lines over printed figures, rows of a list, or several results side by side."""

from dataclasses import dataclass, field

from assistant import arithmetic
from assistant.arithmetic import Term
from assistant.lookup import Evidence
from assistant.planning.plan import QueryPlan
from index.fact_rows import DocumentRow
from index.facts import Fact


@dataclass
class Ledger:
    """The printed figures of one computation; a formula speaks of them by their numbers here, from 1."""

    facts: list[Fact] = field(default_factory=list)

    def number(self, fact: Fact) -> int:
        for number, known in enumerate(self.facts, start=1):
            if known.id == fact.id:
                return number
        self.facts.append(fact)
        return len(self.facts)

    def fact(self, number: int) -> Fact:
        return self.facts[number - 1]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a computation: what it is called, whose and when, and its term. ``fact`` is set where it is printed as it is,
    ``same`` are other places that print the same.

    ``others`` are what the document prints elsewhere for the same item, with another value.

    ``note`` is a span of the fact's document that bears the figure out (与上年持平).
    """

    name: str
    entity: str
    period: int | None
    term: Term
    fact: Fact | None = None
    same: tuple[Fact, ...] = ()
    others: tuple["Line", ...] = ()
    note: tuple[Fact, tuple[int, int]] | None = None
    direction: str | None = None
    basis: str = "budget"

    @property
    def signed(self) -> Term:
        """The term, below zero for a decrease: how changes and rates of change are ordered and added."""
        return arithmetic.negative(self.term) if self.direction == "减少" else self.term


@dataclass(frozen=True, slots=True)
class Extent:
    """Which rows an operation went over: the list's title, how many rows it has, how many were taken for which words of the
    question, and how many of those have no figure."""

    of: str
    whole: int
    taken: int
    words: str
    without_figure: int
    unit: str


@dataclass(frozen=True, slots=True)
class Computed:
    """Lines and what was made of them. ``outcomes`` are the computed results, more than one where a document contradicts itself.

    ``lines`` are in the order in which they are to be said; ``absent`` are the parts that the documents do not state; ``extent``
    is set for operations over the rows of a list, ``overlap`` names a part and its whole that were added to each other.
    """

    plan: QueryPlan
    operation: str
    lines: tuple[Line, ...]
    outcomes: tuple[Line, ...]
    ledger: Ledger
    documents: tuple[DocumentRow, ...]
    absent: tuple[Evidence, ...] = ()
    extent: Extent | None = None
    overlap: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: its name with the place that names it, and the figure asked for, if there is one.

    ``anchor`` is any fact of the row; it tells table and labels of the place.
    """

    name: str
    document: str
    span: tuple[int, int]
    fact: Fact | None = None
    anchor: Fact | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows in the order of the document. ``whole`` is how many there are, ``of`` what they are rows of."""

    plan: QueryPlan
    operation: str
    of: str
    rows: tuple[Row, ...]
    whole: int
    documents: tuple[DocumentRow, ...]
    unit: str = "项"
    without_figure: int = 0


@dataclass(frozen=True, slots=True)
class Several:
    """Results side by side, each answered or declined by itself."""

    plan: QueryPlan
    parts: tuple["Result", ...]


@dataclass(frozen=True, slots=True)
class Declined:
    """A question declined, with what can be worked out beside it: no document of that year, but a later one tells the change."""

    plan: QueryPlan
    evidence: Evidence
    hint: Computed

    @property
    def documents(self) -> tuple[DocumentRow, ...]:
        """The documents that were looked at."""
        return self.evidence.documents


Result = Evidence | Computed | Listing | Several | Declined
