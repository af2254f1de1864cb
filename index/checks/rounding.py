"""How far printed figures may differ by rounding alone.

A printed figure stands for every value within half a unit of its last decimal (``amount.half_unit``). A difference
that such halves can explain is a hint, a larger one a conflict (domain section 11: parts that miss by 0.01 are rounding,
larger is an error). A printed 0 is exact. In a sum, a figure with fewer decimals than most has dropped its zeros (320
beside 1300.25).
"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from index.amount import convert, half_unit
from index.checks.disclosure import amount_in
from index.facts import Fact


def half_step(fact: Fact, unit: str | None) -> Decimal:
    """Half a unit of the last printed decimal of a fact, in another unit; 0 for a printed zero."""
    if fact.amount is None or not fact.amount.value:
        return Decimal(0)
    half = half_unit(fact.amount.value)
    if fact.amount.unit is None or unit is None or fact.amount.unit == unit:
        return half
    return convert(half, fact.amount.unit, unit)


def margin_of_sum(facts: Sequence[Fact], unit: str | None) -> Decimal:
    """The most by which a total and its parts can miss each other through rounding."""
    halves = [half for fact in facts if (half := half_step(fact, unit))]
    if not halves:
        return Decimal(0)
    counts = Counter(halves)
    usual = max(half for half, count in counts.items() if count == max(counts.values()))
    return sum((min(half, usual) for half in halves), Decimal(0))


def margin_of_pair(one: Fact, other: Fact, unit: str | None) -> Decimal:
    """The most by which two prints of one figure can differ: half a unit of the shorter; 0 beside a printed zero."""
    halves = half_step(one, unit), half_step(other, unit)
    return max(halves) if all(halves) else Decimal(0)


def severity_of(missed: Decimal, margin: Decimal) -> str | None:
    """``None`` where nothing is missed, else ``rounding`` or ``conflict``."""
    if not missed:
        return None
    return "rounding" if abs(missed) <= margin else "conflict"


def severity_of_pair(one: Fact, other: Fact, unit: str | None) -> str | None:
    """How two prints of one figure differ; ``None`` also where they cannot be compared."""
    first, second = amount_in(one, unit), amount_in(other, unit)
    if first is None or second is None:
        return None
    return severity_of(first - second, margin_of_pair(one, other, unit))


def because(severity: str) -> str:
    """The end of a message about a difference."""
    return "，在四舍五入的误差之内" if severity == "rounding" else ""
