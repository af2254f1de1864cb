"""Facts: every labelled number and asked-for text of a document, with what it is, whose, when, and where it stands."""

from dataclasses import dataclass

from index.amount import Amount
from index.document import Locator

BASES = ("budget", "final", "previous", "change", "target", "plan", "stock", "rate")


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure or text of a document.

    ``kind``: ``amount``, ``text`` or ``blank`` (a cell that is printed and empty). ``label`` is the most specific printed label,
    ``path`` the labels above it (row path, or the items a prose figure is part of), ``columns`` the column path.
    ``basis`` is one of ``BASES``; for a change, ``direction`` is 增加 or 减少 and ``base`` the words of the base;
    a ``final`` figure of a report on the execution of a budget, before there is a final account, has the base 执行数.
    ``locator`` spans the number itself; ``unit_span`` is where the unit was read, if not beside the number.
    """

    id: str
    document: str
    kind: str
    label: str
    path: tuple[str, ...]
    columns: tuple[str, ...]
    caption: str
    section: tuple[str, ...]
    entity: str
    period: int | None
    basis: str
    measure: str
    locator: Locator
    amount: Amount | None = None
    text: str | None = None
    comparator: str = "="
    concept: str | None = None
    code: str | None = None
    direction: str | None = None
    base: str | None = None
    scope: str | None = None
    prose: bool = False
    context: tuple[int, int] = (0, 0)
    unit_span: tuple[int, int] | None = None

    @property
    def value_text(self) -> str:
        """The figure or text as printed; empty for a blank cell."""
        if self.amount is not None:
            return self.amount.printed
        return self.text or ""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who published a document and for which year: the defaults of its facts. ``assumed``: no more than the text speaks of the body."""

    entity: str
    period: int | None
    family: str
    assumed: bool = False
