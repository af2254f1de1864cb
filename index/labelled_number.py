"""A figure of prose as it was read: its number, what it is called, and how it is meant."""

from dataclasses import dataclass

from index.amount import NumberToken


@dataclass(frozen=True, slots=True)
class LabelledNumber:
    """A figure of prose: its token, label, the labels it is part of, and how it is meant."""

    token: NumberToken
    label: str
    parents: tuple[str, ...]
    basis: str
    direction: str | None = None
    base: str | None = None
    year: int | None = None
    year_shift: int = 0
    clause_start: int = 0
    account: str | None = None
    roots: tuple[str, ...] = ()  # the items that the paragraph was about so far, the last one first
