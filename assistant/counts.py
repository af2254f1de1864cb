"""What an amount is shared out over (每辆, 人均): the number in its own row, told behind it, or printed as such."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import arithmetic
from assistant.library import Library
from assistant.lines import printed_line, printed_lines
from assistant.lookup import Evidence
from assistant.planning.plan import QueryPlan
from assistant.results import Ledger, Line
from index.facts import Fact

_A_KIND = re.compile(r"一般公务用车")  # one kind of the cars that are kept, and not all


def _told_behind(amount: Fact, unit: str, facts: Sequence[Fact]) -> Fact | None:
    """The number of a thing that the text tells behind an item's amount: 公务接待费5.12万元。全年国内公务接待64批次，512人次."""
    item: tuple[object, ...] | None = None
    found: dict[str, Fact] = {}
    for fact in facts:
        if not fact.prose or fact.amount is None:
            continue
        if fact.measure == "money":
            item = fact.concept, fact.section
        elif fact.amount.unit == unit and item == (amount.concept, fact.section) and fact.amount.value:
            found[fact.value_text] = fact
    return next(iter(found.values())) if len(found) == 1 and len(unit) > 1 and amount.concept else None


def _counted(fact: Fact, plan: QueryPlan) -> tuple[str, ...]:
    """What an amount is shared out over, where only its unit is asked (每辆), the first that is printed.

    No cars bought are all that are kept; what running them costs is of those paid for (公务用车保有量) before all cars.
    """
    if fact.concept == "vehicle_purchase":
        return ("购置公务用车数量",)
    cars = ("公务用车保有量", "公务用车", "车辆数量")
    return {"辆": cars, "人": ("人数",), "平方米": ("房屋面积",), "平米": ("房屋面积",)}.get(plan.row_kind, ())


def count_beside(amount: Line, plan: QueryPlan, library: Library, ledger: Ledger) -> Line | Evidence:
    """The number over which an amount is shared out, with its place; an ``Evidence`` where none is printed."""
    fact = amount.fact
    assert fact is not None
    if plan.row_kind.endswith("月"):
        return Line("12个月", amount.entity, amount.period, arithmetic.constant(12))
    holding = library.holding_of(fact.document)
    if fact.locator.table is not None:
        for other in holding.facts:
            same_row = (other.locator.table, other.locator.row) == (fact.locator.table, fact.locator.row)
            if (
                same_row
                and other.amount is not None
                and other.measure in {"count", "area"}
                and other.columns != fact.columns
            ):
                return printed_line(other, ledger)
        counts = [
            each
            for each in holding.facts
            if each.locator.table == fact.locator.table and each.amount and each.amount.unit == plan.row_kind
        ]
        if len({each.value_text for each in counts}) == 1:
            return printed_line(counts[0], ledger)  # the only row of the table that counts in this unit
    told = _told_behind(fact, plan.row_kind, holding.facts)
    if told is not None:
        return printed_line(told, ledger)
    for counted in _counted(fact, plan):
        asked = replace(
            plan,
            folded=counted,
            content=counted,
            concepts=(),
            codes=(),
            basis=None,
            measure="count" if plan.row_kind == "辆" else None,
            unit=None,
            figure="printed",
            row_kind="",
            periods=(),
        )
        found = printed_lines(asked, library, ledger)
        if not isinstance(found, Evidence) and not _A_KIND.match(found[0].name):
            return found[0]
    return Evidence(plan, reason="no_count", near=(fact,), documents=(holding.row,))
