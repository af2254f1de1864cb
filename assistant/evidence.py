"""Evidence re-read: a figure is shown only if its characters in the stored source still give the same value."""

import re
from dataclasses import dataclass

from index.amount import canonical_unit, find_numbers, parse_number
from index.cleaning import normalise, squash
from index.comparisons import speaks_of
from index.facts import Fact

_QUOTE_LENGTH = 90
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Place:
    """A verified place of the source: the quote and its span."""

    quote: str
    start: int
    end: int


def place_of(fact: Fact, text: str) -> Place | None:
    """The verbatim words that show a fact, or ``None`` if the stored text does not bear it out."""
    if not _re_read(fact, text):
        return None
    if fact.prose and fact.locator.table is None:
        return _prose_quote(fact, text)
    start, end = _trim(text, fact.locator.start, fact.locator.end)
    if fact.prose:
        return _prose_quote(fact, text)
    return Place(text[start:end], start, end)


def span_of(start: int, end: int, text: str) -> Place:
    """A bare span as a place, white space at its ends left out."""
    start, end = _trim(text, start, end)
    return Place(text[start:end], start, end)


def _re_read(fact: Fact, text: str) -> bool:
    raw = text[fact.locator.start : fact.locator.end]
    if fact.kind == "blank":
        return not re.search(r"\w", raw)
    if fact.amount is None:
        return squash(fact.text or "") in squash(raw) and bool(squash(raw))
    tokens = find_numbers(normalise(raw))
    value = parse_number(normalise(raw).strip())
    if value is None and len(tokens) == 1:
        value = tokens[0].value
    return value is not None and value == fact.amount.value and _unit_holds(fact, text) and _sense_holds(fact, text)


def _sense_holds(fact: Fact, text: str) -> bool:
    """The words that turn a figure still stand by it: 减少 before a change, ≥ or 以上 beside a target."""
    before = normalise(text[max(fact.context[0], fact.locator.start - _NEAR) : fact.locator.start])
    if fact.direction is not None and fact.locator.table is not None and not fact.prose:
        return before.endswith(("-", "−")) == (fact.direction == "减少")  # the sign in a column of changes
    falls = fact.direction == "减少" and before.endswith(("-", "−"))  # 增长-26.7% tells a fall in the words of a rise
    if fact.direction is not None and not falls and not speaks_of(fact.direction, before):
        return False
    if fact.comparator == "=":
        return True
    around = normalise(text[min(fact.context[0], fact.locator.start) : max(fact.context[1], fact.locator.end)])
    return fact.comparator in {token.comparator for token in find_numbers(around)} or fact.comparator in around


def _unit_holds(fact: Fact, text: str) -> bool:
    """The unit stands beside the number, in its unit cell, or in the header or caption that was noted."""
    assert fact.amount is not None
    unit = fact.amount.unit
    if unit is None:
        return True
    if fact.unit_span is not None:
        said = normalise(text[slice(*fact.unit_span)])
        return unit in said or canonical_unit(squash(said)) == unit
    after = find_numbers(normalise(text[fact.locator.start : fact.locator.end + 12]))
    if after and after[0].unit == unit:
        return True
    return any(unit in normalise(label) for label in (*fact.path, *fact.columns, fact.caption))


def _prose_quote(fact: Fact, text: str) -> Place:
    """The clause of a figure with its label, from the last stop before it to the end of the printed amount."""
    start, limit = fact.context
    printed = len(fact.amount.printed) if fact.amount else 0
    tail = text[fact.locator.start : fact.locator.start + printed + 8]
    tokens = find_numbers(normalise(tail))
    end = fact.locator.start + tokens[0].end if tokens and tokens[0].start <= 1 else fact.locator.end
    end = min(max(end, fact.locator.end), max(limit, fact.locator.end))
    for stops in ("。；\n", "。；\n（(", "。；\n（(，,"):
        begin = max(text.rfind(stop, start, fact.locator.start) for stop in stops) + 1
        begin = max(begin, start)
        if end - begin <= _QUOTE_LENGTH:
            break
    begin, end = _trim(text, begin, end)
    return Place(text[begin:end], begin, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def place_url(document: str, start: int, end: int) -> str:
    """Where the source view shows a place of a document: the characters are marked, and the page opens there."""
    return f"/documents/{document}?at={start}-{end}#at"
