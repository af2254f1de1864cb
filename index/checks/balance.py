"""Income against spending, this year against last year and the change, a change against the changes of its parts.

Identities (domain sections 6 and 7): 收入总计 = 支出总计 in a budget; 本年 = 上年 ± 增减额; the change of a whole =
the signed changes of its parts; 机关运行经费 = 公用经费 where no public institution (事业单位) is among the units.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from index.checks.agreement import THIS_YEAR
from index.checks.disclosure import (
    Disclosure,
    amount_in,
    difference,
    is_money,
    named,
    plain,
    signed,
    stated,
    sum_of,
    unit_of,
)
from index.checks.rounding import because, margin_of_sum, severity_of, severity_of_pair
from index.checks.sums import IDENTITIES
from index.cleaning import squash
from index.facts import Fact
from index.findings import Finding

_WHOLES = {
    **{whole: required for whole, required in IDENTITIES.items() if whole != "income"},
    "budget_total": {"basic", "project"},
    "income": {"basic", "project"},
}
_SPENDING = frozenset({"budget_total", "income"})  # wholes whose change is told by kinds of spending
# Another way of dividing the same whole, which does not add to basic and project expenditure.
_FUNDS = frozenset({"general_public_expenditure", "fund_expenditure", "state_capital_expenditure"})
_BOTH = frozenset({"income", "expenditure"})
_OTHER_BASE = re.compile(r"年初|全年|调整|中期|执行|决算")
_UNCHANGED = re.compile(r"持平|无增减|无变化|没有变化")
_GRAND_TOTAL = re.compile(r"总计$")
_ADMINISTRATION = re.compile(r"行政|机关|参公|参照")
_INSTITUTION = re.compile(r"事业")


def income_and_spending(disclosure: Disclosure) -> Iterator[Finding]:
    """收入, 支出 and 收支安排 of a budget, in prose and in the same table; a final account may carry something over."""
    if disclosure.extraction.publisher.family != "budget":
        return
    for pair in (*_prose_totals(disclosure), *_table_totals(disclosure)):
        one, other = pair
        severity = severity_of_pair(one, other, unit_of(one))
        if severity:
            missed = (amount_in(one, unit_of(one)) or Decimal(0)) - (amount_in(other, unit_of(one)) or Decimal(0))
            message = (
                f"收支不相等：{named(one)}{stated(one)}，{named(other)}{stated(other)}，"
                f"相差{difference(missed, unit_of(one))}{because(severity)}。"
            )
            yield disclosure.finding("income_and_spending", severity, message, [disclosure.place(f) for f in pair])


def _prose_totals(disclosure: Disclosure) -> Iterator[tuple[Fact, Fact]]:
    first: dict[str, Fact] = {}
    for fact in disclosure.levels:
        total = (
            fact.basis == "budget" and fact.concept in {"income", "expenditure", "budget_total"} and len(fact.path) == 1
        )
        if total and not THIS_YEAR.search(disclosure.words_before(fact)):
            first.setdefault(fact.concept or "", fact)
    spent = first.get("expenditure")
    for name in ("income", "budget_total"):
        if spent and name in first and first[name].period == spent.period:
            yield first[name], spent


def _table_totals(disclosure: Disclosure) -> Iterator[tuple[Fact, Fact]]:
    for table in disclosure.document.tables:
        totals = [
            f
            for f in disclosure.cells_in(table)
            if is_money(f) and _GRAND_TOTAL.search(squash(f.label)) and f.basis == "budget"
        ]
        income = next((fact for fact in totals if fact.concept == "income"), None)
        spent = next((fact for fact in totals if fact.concept == "expenditure"), None)
        if income and spent:
            yield income, spent


def change_and_parts(disclosure: Disclosure) -> Iterator[Finding]:
    """较上年增加5万元, 其中: 基本支出减少10万元, 项目支出增加16万元: the parts give 6."""
    for changes in _by_section(disclosure, "change"):
        stated_once = {f.concept: f for f in changes if [g.concept for g in changes].count(f.concept) == 1}
        for whole, required in _WHOLES.items():
            if whole not in stated_once:
                continue
            total = stated_once[whole]
            if whole == "income" and "expenditure" in stated_once:
                continue  # 收入减少59.04万元。支出减少92.43万元，主要是基本支出增加26.82万元: of the spending
            names = disclosure.concepts.parts("expenditure" if whole in _SPENDING else whole)
            parts = [fact for concept, fact in stated_once.items() if concept in names and concept not in _FUNDS]
            unchanged = len(_UNCHANGED.findall(_section_text(disclosure, total)))
            if len(parts) < 2 or len(required - stated_once.keys()) > unchanged:
                continue
            finding = _change_difference(disclosure, total, parts)
            if finding:
                yield finding


def _section_text(disclosure: Disclosure, fact: Fact) -> str:
    section = disclosure.document.sections[fact.locator.section]
    return disclosure.document.quote(section.start, section.end)


def _change_difference(disclosure: Disclosure, total: Fact, parts: list[Fact]) -> Finding | None:
    unit = unit_of(total)
    values = [value for part in parts if (value := signed(part, unit)) is not None]
    whole = signed(total, unit)
    directed = all(fact.direction or (fact.amount and not fact.amount.value) for fact in (total, *parts))
    if whole is None or len(values) != len(parts) or not directed:
        return None
    missed = sum(values, Decimal(0)) - whole
    severity = severity_of(missed, margin_of_sum([total, *parts], unit))
    if severity is None:
        return None
    message = (
        f"{named(total)}{total.direction or '变动'}{stated(total)}，与各部分增减之和（{sum_of(values, unit)}）"
        f"相差{difference(missed, unit)}{because(severity)}。"
    )
    return disclosure.finding("change_and_parts", severity, message, [disclosure.place(f) for f in (total, *parts)])


def changes_of_both_sides(disclosure: Disclosure) -> Iterator[Finding]:
    """Income and spending of a budget that are equal this year, and changed by different sums from the same year before."""
    if disclosure.extraction.publisher.family != "budget":
        return
    changes: dict[str, Fact] = {}
    totals: dict[str, Fact] = {}
    for fact in disclosure.office_prose:
        kept = {"change": changes, "budget": totals}.get(fact.basis)
        of_whole = fact.concept in _BOTH and len(fact.path) == 1 and is_money(fact)
        if kept is not None and of_whole and not _OTHER_BASE.search(fact.base or ""):
            kept.setdefault(fact.concept or "", fact)
    if not (changes.keys() >= _BOTH and totals.keys() >= _BOTH):
        return
    income, spending = (totals[side] for side in ("income", "expenditure"))
    in_change, out_change = (changes[side] for side in ("income", "expenditure"))
    unit = unit_of(in_change)
    moved = signed(in_change, unit), signed(out_change, unit)
    equal = amount_in(income, unit) == amount_in(spending, unit)
    if not equal or None in moved or moved[0] == moved[1]:
        return
    if income.period != in_change.period or _year_of(in_change) != _year_of(out_change):
        return
    severity = (
        severity_of_pair(in_change, out_change, unit)
        if moved[0] and moved[1] and moved[0] * moved[1] > 0
        else "conflict"
    )
    if severity:
        message = (
            f"收支相等（{stated(income)}），与上年相比的增减却不同：{named(in_change)}{in_change.direction}{stated(in_change)}，"
            f"{named(out_change)}{out_change.direction}{stated(out_change)}{because(severity)}。"
        )
        yield disclosure.finding(
            "income_and_spending", severity, message, [disclosure.place(f) for f in (in_change, out_change)]
        )


def _year_of(change: Fact) -> str:
    """The year that a change is counted from, as printed; the year before by whatever name is one."""
    year = re.search(r"(?:19|20)\d\d", change.base or "")
    return year.group() if year else "上年"


def year_over_year(disclosure: Disclosure) -> Iterator[Finding]:
    """本年 against 上年 and the change, where one section states all three of an item once."""
    previous = list(_by_section(disclosure, "previous"))
    for changes in _by_section(disclosure, "change"):
        section = changes[0].locator.section
        for change in changes:
            item = _item(change)
            now = [fact for fact in disclosure.levels if fact.locator.section == section and _item(fact) == item]
            then = [fact for facts in previous for fact in facts if fact.locator.section == section]
            then = [fact for fact in then if _item(fact) == item]
            again = [fact for fact in changes if _item(fact) == item]
            if (len(now), len(then), len(again)) != (1, 1, 1) or _OTHER_BASE.search(change.base or ""):
                continue
            if now[0].period is None or then[0].period != now[0].period - 1 or not change.direction:
                continue
            yield from _year_difference(disclosure, now[0], then[0], change)


def _item(fact: Fact) -> tuple[str, ...]:
    """What a figure is of: the known item, else the labels as printed."""
    return (fact.concept,) if fact.concept else tuple(squash(label) for label in fact.path)


def _year_difference(disclosure: Disclosure, now: Fact, then: Fact, change: Fact) -> Iterator[Finding]:
    unit = unit_of(now)
    values = amount_in(now, unit), amount_in(then, unit), signed(change, unit)
    if values[0] is None or values[1] is None or values[2] is None:
        return
    missed = values[1] + values[2] - values[0]
    severity = severity_of(missed, margin_of_sum([now, then, change], unit))
    if severity:
        message = (
            f"{named(now)}本年{stated(now)}，上年{stated(then)}，两年之差为{plain(values[0] - values[1])}{unit or ''}，"
            f"文中却称{change.direction}{stated(change)}，相差{difference(missed, unit)}{because(severity)}。"
        )
        yield disclosure.finding(
            "year_over_year", severity, message, [disclosure.place(f) for f in (now, then, change)]
        )


def operating_funds(disclosure: Disclosure) -> Iterator[Finding]:
    """机关运行经费 is the 公用经费 of administrative units; it is less where public institutions are among them."""
    running = _only(disclosure, "operating_funds")
    public = _only(disclosure, "public_funds")
    if running is None or public is None or running.period != public.period or running.basis != public.basis:
        return
    severity = severity_of_pair(running, public, unit_of(running))
    missed = (amount_in(running, unit_of(running)) or Decimal(0)) - (amount_in(public, unit_of(running)) or Decimal(0))
    if severity is None or (missed < 0 and not _only_administration(disclosure)):
        return
    message = (
        f"机关运行经费即公用经费，但{named(running)}{stated(running)}，{named(public)}{stated(public)}，"
        f"相差{difference(missed, unit_of(running))}{because(severity)}。"
    )
    yield disclosure.finding("operating_funds", severity, message, [disclosure.place(f) for f in (running, public)])


def _only(disclosure: Disclosure, concept: str) -> Fact | None:
    """The first statement of an item's level that is not listed under a foreign item."""
    for fact in disclosure.levels:
        parents = [disclosure.concepts.link(parent) for parent in fact.path[:-1]]
        own = all(parent and disclosure.concepts.is_part_of(concept, parent) for parent in parents)
        if fact.concept == concept and own:
            return fact
    return None


def _only_administration(disclosure: Disclosure) -> bool:
    """Whether there is a list of units and it names no public institution."""
    kinds = [
        fact.value_text
        for fact in disclosure.extraction.facts
        if fact.kind == "text" and fact.columns and "性质" in fact.columns[-1]
    ]
    return bool(kinds) and all(_ADMINISTRATION.search(kind) and not _INSTITUTION.search(kind) for kind in kinds)


def _by_section(disclosure: Disclosure, *bases: str) -> Iterator[list[Fact]]:
    groups: dict[int, list[Fact]] = {}
    for fact in disclosure.office_prose:
        if fact.basis in bases:
            groups.setdefault(fact.locator.section, []).append(fact)
    yield from groups.values()
