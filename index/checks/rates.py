"""Printed percentages against the figures that they are said of: shares of a whole, rates of a change, rates of completion.

A percentage may miss by one unit of its last decimal: offices round up and down so that shares add to 100. The yardsticks are the
figures that the same paragraph prints; where it prints none, nothing is held against the percentage.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from index.amount import half_unit
from index.checks.disclosure import Disclosure, amount_in, named, plain, signed, stated, unit_of
from index.cleaning import squash
from index.facts import Fact
from index.findings import Finding

_FEWEST_SHARES = 2
_SHARE = "占"
_SHOWN = Decimal("0.01")


def printed_shares(disclosure: Disclosure) -> Iterator[Finding]:
    """卫生健康支出76.34万元，占1.9%: a share against that of the whole which most shares of its sentence are of."""
    for facts in _sentences(disclosure):
        shares = [(item, rate) for item, rate in pairwise(facts) if _is_share_of(rate, item)]
        if len(shares) < _FEWEST_SHARES:
            continue
        whole = _whole_of_most(facts, shares) or _whole_before(disclosure, shares) or _whole_of_list(facts, shares)
        if whole is None:
            continue
        for item, rate in shares:
            if not _fits(_share(item, whole), rate):
                message = (
                    f"{named(item)}{stated(item)}为{named(whole)}{stated(whole)}的{_percent(_share(item, whole))}，"
                    f"文中却称占{stated(rate)}。"
                )
                places = [disclosure.place(fact) for fact in (item, rate, whole)]
                yield disclosure.finding("printed_share", "conflict", message, places)


def ways_of_change(disclosure: Disclosure) -> Iterator[Finding]:
    """减少4.20万元，增长4.3%: an amount and a rate of one change that go opposite ways."""
    for change, rate in _changes(disclosure):
        if change.direction and rate.direction and change.direction != rate.direction and _nonzero(change, rate):
            message = (
                f"{named(change)}称{change.direction}{stated(change)}，又称{rate.direction}{stated(rate)}，方向相反。"
            )
            yield disclosure.finding(
                "way_of_change", "conflict", message, [disclosure.place(f) for f in (change, rate)]
            )


def rates_of_change(disclosure: Disclosure) -> Iterator[Finding]:
    """22223.90万元，增加1397.60万元，增长6.3%: the rate against the change and the figure of the year before that follows from it."""
    for change, rate in _changes(disclosure):
        now = _level_before(disclosure, change)
        if now is None and (finding := _against_base(disclosure, change, rate)) is not None:
            yield finding
        value, moved = (amount_in(now, unit_of(change)) if now else None), signed(change, unit_of(change))
        if now is None or value is None or moved is None or not change.direction or value - moved <= 0:
            continue
        expected = abs(moved) / (value - moved) * 100
        if (
            change.direction == rate.direction
            and not _fits(expected, rate)
            and not _within(value, moved, now, change, rate)
        ):
            message = (
                f"{named(now)}{stated(now)}，{change.direction}{stated(change)}，幅度应为{_percent(expected)}，"
                f"文中却称{rate.direction}{stated(rate)}。"
            )
            yield disclosure.finding(
                "rate_of_change", "conflict", message, [disclosure.place(fact) for fact in (now, change, rate)]
            )


def _against_base(disclosure: Disclosure, change: Fact, rate: Fact) -> Finding | None:
    """比2021年231.17万元增加33.55万元，增长17.51%: the rate against the level that its own sentence counts from."""
    levels = [
        fact
        for facts in _sentences(disclosure)
        for fact in facts
        if fact.basis == "previous"
        and fact.context == change.context
        and fact.path == change.path
        and fact.locator.end <= change.locator.start
    ]
    base, moved = (amount_in(levels[0], unit_of(change)) if len(levels) == 1 else None), signed(change, unit_of(change))
    if not base or moved is None or change.direction != rate.direction or not change.direction:
        return None
    expected = abs(moved) / base * 100
    if _fits(expected, rate) or _within_base(levels[0], change, rate):
        return None
    message = (
        f"从{stated(levels[0])}{change.direction}{stated(change)}，幅度应为{_percent(expected)}，"
        f"文中却称{rate.direction}{stated(rate)}。"
    )
    places = [disclosure.place(fact) for fact in (levels[0], change, rate)]
    return disclosure.finding("rate_of_change", "conflict", message, places)


def _within_base(base: Fact, change: Fact, rate: Fact) -> bool:
    """Whether a rate is one of those that the rounding of base and change leaves open."""
    if base.amount is None or change.amount is None or rate.amount is None or unit_of(base) != unit_of(change):
        return True
    low, high = (
        (change.amount.value + sign * half_unit(change.amount.value))
        / (base.amount.value - sign * half_unit(base.amount.value))
        * 100
        for sign in (-1, 1)
    )
    slack = half_unit(rate.amount.value)
    return low - slack <= rate.amount.value <= high + slack


def _sentences(disclosure: Disclosure) -> Iterator[list[Fact]]:
    """The figures of each sentence of running text, in order."""
    groups: dict[tuple[int, int], list[Fact]] = {}
    for fact in disclosure.prose:
        if fact.context is not None:
            groups.setdefault(fact.context, []).append(fact)
    yield from groups.values()


def _is_share_of(rate: Fact, item: Fact) -> bool:
    return (
        rate.basis == "rate" and rate.label == _SHARE and item.measure == "money" and rate.path[:-1] == item.path[-1:]
    )


def _whole_of_most(facts: list[Fact], shares: list[tuple[Fact, Fact]]) -> Fact | None:
    """The figure of which most of the shares are, where those are more than the others."""
    items = [item for item, _ in shares]
    wholes = [fact for fact in facts if fact.measure == "money" and fact not in items and fact.basis == items[0].basis]
    counts = Counter(
        {n: sum(_fits(_share(item, fact), rate) for item, rate in shares) for n, fact in enumerate(wholes)}
    )
    best = max(counts, key=lambda n: (counts[n], -n), default=None)
    if best is None or counts[best] < _FEWEST_SHARES or counts[best] * 2 <= len(shares):
        return None
    return wholes[best]


def _whole_of_list(facts: list[Fact], shares: list[tuple[Fact, Fact]]) -> Fact | None:
    """The figure that its sentence lists all items under, where a share of it is borne out.

    支出672万元，其中：A668万元，占99.4%；B4万元，占6%.
    """
    paths = {item.path[:-1] for item, _ in shares}
    levels = [fact for fact in facts if fact.measure == "money" and {fact.path} == paths]
    alike = len(levels) == 1 and levels[0].basis == shares[0][0].basis
    fits = alike and any(_fits(_share(item, levels[0]), rate) for item, rate in shares)
    return levels[0] if fits else None


def _whole_before(disclosure: Disclosure, shares: list[tuple[Fact, Fact]]) -> Fact | None:
    """The figure of a sentence before, of which all shares are told: 支出合计12638万元。其中：基本支出…，占21.59%；项目支出…，占78.41%."""
    first = shares[0][0]
    told = sum((rate.amount.value for _, rate in shares if rate.amount), Decimal(0))
    if abs(told - 100) > 1 or any(item.path[:-1] != first.path[:-1] for item, _ in shares):
        return None
    before = [
        fact
        for fact in disclosure.levels
        if (fact.path, fact.basis, fact.period) == (first.path[:-1], first.basis, first.period)
        and fact.locator.section == first.locator.section
        and fact.locator.start < first.locator.start
    ]
    return before[-1] if before else None


def _share(item: Fact, whole: Fact) -> Decimal | None:
    part, total = amount_in(item, unit_of(whole)), amount_in(whole, unit_of(whole))
    return part / total * 100 if part is not None and total else None


def _changes(disclosure: Disclosure) -> Iterator[tuple[Fact, Fact]]:
    """An amount and a rate of the same change, one behind the other."""
    for facts in _sentences(disclosure):
        for change, rate in pairwise(facts):
            same = change.basis == rate.basis == "change" and change.path == rate.path and unit_of(rate) == "%"
            if same and change.measure == "money":
                yield change, rate


def _level_before(disclosure: Disclosure, change: Fact) -> Fact | None:
    """The figure that changed, as the same sentence states it once before the change."""
    levels = [
        fact
        for fact in disclosure.levels
        if fact.context == change.context
        and fact.locator.start < change.locator.start
        and squash(fact.label) == squash(change.label)
        and fact.path == change.path
    ]
    return levels[-1] if len(levels) == 1 else None


def _fits(expected: Decimal | None, rate: Fact) -> bool:
    """Whether a percentage is another one within one unit of its last decimal and what rounding hides."""
    if expected is None or rate.amount is None:
        return True
    return abs(expected - rate.amount.value) <= 3 * half_unit(rate.amount.value)


def _within(value: Decimal, moved: Decimal, now: Fact, change: Fact, rate: Fact) -> bool:
    """Whether a rate is one of those that the rounding of both figures leaves open (22.59万元，增加20.63万元: from 1.95 to 1.97)."""
    if now.amount is None or change.amount is None or rate.amount is None or unit_of(now) != unit_of(change):
        return False
    slack = half_unit(now.amount.value) + half_unit(change.amount.value)
    before = value - moved
    if before <= slack:
        return False
    least, most = abs(moved) / (before + slack) * 100, abs(moved) / (before - slack) * 100
    return least <= rate.amount.value <= most


def _nonzero(*facts: Fact) -> bool:
    return all(fact.amount is not None and fact.amount.value for fact in facts)


def _percent(value: Decimal | None) -> str:
    assert value is not None
    return f"{plain(value.quantize(_SHOWN))}%"
