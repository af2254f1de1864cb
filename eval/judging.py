"""What an answer is worth against its case: right, right with a fault, refused, or wrong.

Outcomes: ``right``; ``place`` (right figure, no citation where it was expected); ``warning`` (right, the warning is missing);
``incomplete`` (some of the figures or items); ``hedged`` (the figure expected beside another that was not asked for); ``reason``
(rightly declined, for another reason); ``refused`` (declined what is there); ``false`` (answered what must be declined);
``wrong`` (another figure or text).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from assistant.contract import Answer, Citation, Figure
from eval.cases import Case, Expect, ExpectedFigure, Place
from index.amount import canonical_unit
from index.cleaning import squash

OUTCOMES = ("right", "place", "warning", "incomplete", "hedged", "reason", "refused", "false", "wrong")
_SINGLE = frozenset({"direct", "table", "language", "narrative-with-figure", "adversarial", "follow-up"})


@dataclass(frozen=True, slots=True)
class Judged:
    """One case with its outcome and what came out."""

    case: Case
    outcome: str
    answer: Answer

    def __str__(self) -> str:
        said = f"{self.answer.status} {self.answer.reason or ''} {self.answer.text!r}"
        warned = f" warnings {[w.kind for w in self.answer.warnings]}" if self.answer.warnings else ""
        return f"{self.outcome:10} {self.case.id}  {' | '.join(self.case.turns)}\n           {said}{warned}"


def judge(case: Case, answer: Answer, text_of: Callable[[str], str]) -> Judged:
    """The best outcome over a case's expectation and its alternatives. ``text_of`` gives the stored text of a document."""
    outcomes = [outcome(answer, expect, case.kind, text_of) for expect in (case.expect, *case.expect.alternatives)]
    return Judged(case, min(outcomes, key=OUTCOMES.index), answer)


def outcome(answer: Answer, expect: Expect, kind: str, text_of: Callable[[str], str]) -> str:
    """The outcome of one answer against one expectation."""
    if expect.status != "answered":
        if answer.status == "answered":
            return "false"
        fits = answer.status == expect.status and (not expect.reason or answer.reason in expect.reason)
        return "right" if fits else "reason"
    if answer.status != "answered":
        return "refused"
    said = _figures_said(answer, expect.figures, kind) if expect.figures else "right"
    if said in {"right", "hedged"} and expect.text is not None:
        said = _text_said(answer, expect.text)
    if said == "right" and not _words_said(answer, expect):
        said = "incomplete" if expect.figures or answer.figures or answer.citations else "wrong"
    if said != "right":
        return said
    if expect.cites and not any(_shows(answer.citations, place, text_of) for place in expect.cites):
        return "place"
    return "warning" if expect.warning and not answer.warnings else "right"


def _figures_said(answer: Answer, wanted: list[ExpectedFigure], kind: str) -> str:
    results = [figure for figure in answer.figures if figure.role == "result"]
    stated = [figure for figure in answer.figures if figure.role != "context"]
    found = [any(same_figure(figure, each) for figure in stated) for each in wanted]
    if kind in {"direct", "table", "computed"} and wanted:
        found[0] = any(same_figure(figure, wanted[0]) for figure in results)
    if not any(found):
        return "wrong"
    if not all(found):
        others = [figure for figure in results if not any(same_figure(figure, each) for each in wanted)]
        return "wrong" if others else "incomplete"
    more = [figure for figure in results if not any(same_figure(figure, each) for each in wanted)]
    if len(wanted) > 1:
        more = [figure for figure in more if not figure.derived]  # a difference beside the figures compared
    return "hedged" if more and kind in _SINGLE else "right"


def same_figure(figure: Figure, wanted: ExpectedFigure) -> bool:
    """Equal in value, unit, comparator and, where one is expected, direction; a rounded value to the decimals of both."""
    unit = wanted.unit if wanted.unit is None else canonical_unit(wanted.unit)
    if unit is not None and (figure.unit or "") != unit:
        return False
    if figure.comparator != wanted.comparator:
        return False
    if wanted.direction is not None and (figure.direction or "") != wanted.direction:
        return False
    return same_value(Decimal(figure.value), Decimal(wanted.value), rounded=figure.derived)


def same_value(value: Decimal, wanted: Decimal, *, rounded: bool) -> bool:
    """Equal; a computed value also where it equals the other to the fewer decimals of the two, at least two."""
    if value == wanted or not rounded:
        return value == wanted
    decimals = max(2, min(_decimals(value), _decimals(wanted)))
    return abs(value - wanted) <= Decimal(5).scaleb(-decimals - 1)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _text_said(answer: Answer, wanted: str) -> str:
    """A text is said alone, as the quote of a citation and in the answer, or within a quoted sentence."""
    quotes = [squash(citation.quote) for citation in answer.citations]
    if not any(squash(wanted) in quote for quote in quotes) or squash(wanted) not in squash(answer.text):
        return "wrong"
    alone = squash(wanted) in quotes or answer.origin == "quoted"
    return "right" if alone else "hedged"


def _words_said(answer: Answer, expect: Expect) -> bool:
    """Whether the items stand in the answer in their order, with all that it must contain and nothing that it must not."""
    text = squash(answer.text)
    at = 0
    for item in expect.items:
        at = text.find(squash(item), at)
        if at < 0:
            return False
        at += len(squash(item))
    around = text + squash(" ".join(citation.quote for citation in answer.citations))
    return all(squash(words) in around for words in expect.contains) and not any(
        squash(words) in text for words in expect.absent
    )


def _shows(citations: Iterable[Citation], place: Place, text_of: Callable[[str], str]) -> bool:
    return any(fits(citation, place, text_of(citation.document_id)) for citation in citations)


def fits(citation: Citation, place: Place, source: str) -> bool:
    """Whether a citation is at a place: the cell by its table and labels, or characters of the words quoted."""
    if citation.file != place.file:
        return False
    if place.table is not None:
        columns = [level for label in place.column for level in label.split("/")]
        return (
            _alike(place.table, citation.table or "")
            and all(_said_in(label, citation.row_labels) for label in place.row)
            and all(_said_in(level, citation.column_labels) for level in columns)
        )
    if place.section is not None and squash(place.section) not in map(squash, citation.section):
        return False
    return place.quote is None or overlaps(citation, place.quote, source)


def _alike(wanted: str, caption: str) -> bool:
    return squash(wanted) in squash(caption) or squash(caption) in squash(wanted)


def _said_in(label: str, labels: list[str]) -> bool:
    return any(squash(label) in squash(each) or squash(each) in squash(label) for each in labels if each)


def overlaps(citation: Citation, quote: str, source: str) -> bool:
    """Whether a citation shares characters of the source with a quote, wherever the quote stands and is broken into lines."""
    pattern = r"\s*".join(re.escape(char) for char in "".join(quote.split()))
    return any(found.start() < citation.end and citation.start < found.end() for found in re.finditer(pattern, source))
