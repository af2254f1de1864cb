"""Printed figures as lines of a computation."""

from dataclasses import replace

from assistant import arithmetic
from assistant.library import Library
from assistant.lookup import Evidence, look_up
from assistant.names import label
from assistant.planning.plan import QueryPlan
from assistant.results import Ledger, Line
from index.facts import Fact

_MOST_VARIANTS = 6


def printed_lines(plan: QueryPlan, library: Library, ledger: Ledger) -> list[Line] | Evidence:
    """The printed figure of a plan, and the others that its document prints for the same item."""
    evidence = look_up(replace(plan, operation="lookup", figure="printed", parts=()), library)
    found = amounts(evidence)
    if not found:
        return evidence
    first = printed_line(found[0], ledger, evidence.facts[1:])
    first = replace(first, others=tuple(printed_line(fact, ledger) for fact in evidence.other_funds))
    return [first, *(printed_line(fact, ledger) for fact in found[1:])]


def amounts(evidence: Evidence) -> list[Fact]:
    """The figures of an evidence: the first and its rivals for the same item; none where it declines or answers with a text."""
    facts = [*evidence.facts[:1], *evidence.rivals]
    if evidence.reason is not None or not facts or any(fact.amount is None for fact in facts) or evidence.also:
        return []
    same = len({fact.concept for fact in facts}) == 1 and facts[0].concept is not None
    return facts[:_MOST_VARIANTS] if same or len(facts) == 1 else []


def printed_line(fact: Fact, ledger: Ledger, same: tuple[Fact, ...] = ()) -> Line:
    """A printed figure as a line; ``same`` are other places that print it."""
    assert fact.amount is not None
    term = arithmetic.printed(ledger.number(fact), fact.amount.value, fact.amount.unit)
    return Line(label(fact), fact.entity, fact.period, term, fact, same, direction=fact.direction, basis=fact.basis)
