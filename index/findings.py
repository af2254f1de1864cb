"""Findings: what is doubtful in a document, in words a finance clerk understands, with the places that show it.

Faults in a document are returned as findings; nothing is repaired. ``conflict``: two printed figures cannot both hold;
``rounding``: they differ by no more than rounding can hide (a hint); ``gap``: something announced or expected is
missing; ``slip``: one place cannot be meant as it is written (a unit, a direction, a placeholder).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha1

from index.document import Document, Locator
from index.facts import Fact

SEVERITIES = ("conflict", "rounding", "gap", "slip")


@dataclass(frozen=True, slots=True)
class Place:
    """One side of a finding: ``quote`` is the source between the locator's offsets, ``fact`` the id of a fact there."""

    locator: Locator
    quote: str
    fact: str | None
    label: str

    @property
    def path(self) -> str:
        """The locator's address with its exact characters, so that two figures of one cell stay apart."""
        return f"{self.locator.path}@{self.locator.start}-{self.locator.end}"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. ``id`` is a hash of document, kind and places: the same text gives the same ids."""

    id: str
    document: str
    kind: str
    severity: str
    message: str
    places: tuple[Place, ...]


def make_finding(document: str, kind: str, severity: str, message: str, places: Sequence[Place]) -> Finding:
    """The one constructor of findings; raises ``ValueError`` for a severity it does not know or without a place."""
    if severity not in SEVERITIES or not places:
        raise ValueError(f"{kind}: severity {severity} with {len(places)} places; severities are {SEVERITIES}")
    key = "|".join((document, kind, *(place.path for place in places)))
    return Finding(
        f"{document}/{kind}/{sha1(key.encode()).hexdigest()[:12]}", document, kind, severity, message, tuple(places)
    )


def place_of_fact(document: Document, fact: Fact) -> Place:
    """Where a fact stands: the figure of a cell, or the figure with its unit in prose."""
    start, end = fact.locator.start, fact.locator.end
    if fact.prose and fact.amount is not None:
        printed = fact.amount.printed
        at = document.source.text.find(printed, max(0, start - len(printed)), end + len(printed))
        if 0 <= at <= start and at + len(printed) >= end:
            start, end = at, at + len(printed)
    label = fact.label if fact.locator.table is None else "·".join(_cell_labels(fact))
    return place_of_span(document, fact.locator, start, end, label, fact.id)


def place_of_span(
    document: Document, within: Locator, start: int, end: int, label: str, fact: str | None = None
) -> Place:
    """A place given by its characters; ``within`` says the section and, if any, the cell."""
    locator = Locator(document.id, within.section, start, end, within.table, within.row, within.column)
    return Place(locator, document.quote(start, end), fact, label)


def _cell_labels(fact: Fact) -> list[str]:
    labels = [fact.caption, fact.label, *fact.columns[-1:]]
    return [label for i, label in enumerate(labels) if label and label not in labels[:i]]
