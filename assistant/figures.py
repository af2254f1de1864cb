"""The figure of one subject: printed, or computed from printed ones (share, growth, excess, the year before, per unit)."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import product

from assistant import arithmetic
from assistant.arithmetic import Term
from assistant.counts import count_beside
from assistant.library import Library
from assistant.lines import amounts, printed_line, printed_lines
from assistant.lookup import Evidence, look_up, states
from assistant.named_table import only_of_unit
from assistant.narrowing import SIDES
from assistant.partition import item_partitions, single_bodies
from assistant.planning.plan import Limit, QueryPlan
from assistant.planning.words import RATE
from assistant.results import Ledger, Line
from assistant.wholes import (
    inside,
    is_share_of,
    may_hold,
    own_share,
    printed_share,
    share_beside,
    told_share,
    whole_above,
    whole_of,
    whole_of_subject,
    whole_stated_with,
    with_fund,
)
from index.amount import MONEY
from index.checks.rounding import severity_of_pair
from index.cleaning import squash
from index.facts import Fact
from index.funds import in_every_fund, same_fund

_MOST_VARIANTS = 6
_MONEY_ASKED = re.compile(r"多少(?:钱|万?元)|花费")
_EACH = re.compile(r"各占|分别占|各是|各自占|各为|占比各|比例各")


def figure_lines(plan: QueryPlan, library: Library, ledger: Ledger) -> list[Line] | Evidence:
    """The figure that a single plan asks for; more than one line where a document prints different ones for it.

    An ``Evidence`` says why there is none.
    """
    match plan.figure:
        case "share":
            return _of_two(plan, library, ledger, arithmetic.share)
        case "times":
            return _of_two(plan, library, ledger, arithmetic.times)
        case "excess":
            return _excess(plan, library, ledger)
        case "per_unit":
            return _per_unit(plan, library, ledger)
        case "growth":
            return _growth(plan, library, ledger)
        case "previous":
            return _previous(plan, library, ledger)
    return printed_lines(plan, library, ledger)


def _of_two(
    plan: QueryPlan, library: Library, ledger: Ledger, operation: Callable[[Term, Term], Term]
) -> list[Line] | Evidence:
    """A figure over two others: the part or first, the whole or second."""
    printed = look_up(replace(plan, operation="lookup", figure="printed", parts=()), library)
    if plan.figure == "share" and printed.reason is None and printed.facts and not printed.rivals:
        fact = printed.facts[0]
        if fact.amount is not None and fact.amount.unit == "%" and is_share_of(fact, plan):
            return [printed_line(fact, ledger)]
    if not plan.parts:  # 占百分之几, of nothing that is said
        return Evidence(plan, reason="no_item" if plan.entities else "missing_entity", documents=library.documents)
    plan = _of_one_measure(plan)
    each = each_line(plan.parts[0], library, ledger) if _EACH.search(plan.question) else None
    parts = each or summed_lines(plan.parts[0], library, ledger)
    if isinstance(parts, Evidence):
        return parts
    wholes: list[Line] | Evidence
    if len(plan.parts) > 1:
        own = whole_of_subject(plan.parts[0], plan.parts[1], parts[0], library, ledger)
        own = own or (whole_above(parts[0], plan.parts[1], library, ledger) if len(parts) == 1 else None)
        wholes = own if own is not None else summed_lines(plan.parts[1], library, ledger)
        if own is None and not isinstance(wholes, Evidence) and len(parts) == 1:
            wholes = whole_stated_with(parts[0], wholes, library, ledger)
    else:
        wholes = whole_of(plan.parts[0], parts[0], library, ledger)
    if isinstance(wholes, Evidence) and plan.figure == "share":
        told = told_share(parts[0], library, ledger, of=plan.parts[1:])
        if told is not None:
            return [told]
    if isinstance(wholes, Evidence):
        return wholes
    if plan.figure == "share" and plan.within and not _names(plan.question, plan.parts[1]):
        told = own_share(parts[0], wholes[0], library, ledger)
        if told is not None:
            return [told]
        if not may_hold(wholes[0], parts[0]):
            return _of_two(replace(plan, parts=plan.parts[:1], within=False), library, ledger, operation)
    if plan.figure == "share" and plan.within:
        parts = inside(plan, parts, wholes[0], library, ledger)
    if plan.figure == "share" and len(parts) == len(wholes) == 1 and not parts[0].others:
        told = printed_share(parts[0], wholes[0], library, ledger)
        if told is not None:
            return [told]
    lines = _combined(plan, parts, wholes, operation)
    if plan.figure == "share" and not isinstance(lines, Evidence) and len(lines) == len(parts) == 1:
        return [share_beside(parts[0], lines[0], library, ledger) or lines[0]]
    return lines


def _names(question: str, plan: QueryPlan) -> bool:
    """Whether a question names what a plan asks for; else it was asked before."""
    return any(word in question for word in plan.content.split())


def _excess(plan: QueryPlan, library: Library, ledger: Ledger) -> list[Line] | Evidence:
    """By how many per cent one figure is above another; below, where it is the smaller one."""
    lines = _of_two(plan, library, ledger, arithmetic.excess)
    if isinstance(lines, Evidence):
        return lines
    below = _of_two(plan, library, ledger, arithmetic.shortfall)
    if isinstance(below, Evidence):
        return below
    return [
        replace(over, direction="增加") if over.term.value >= 0 else replace(under, direction="减少")
        for over, under in zip(lines, below, strict=True)
    ]


def _of_one_measure(plan: QueryPlan) -> QueryPlan:
    """Where one side of a share asks for an area or a number (房屋面积), the other side is asked for the same."""
    if plan.figure == "per_unit" and len(plan.parts) == 2:
        return replace(plan, parts=(plan.parts[0], replace(plan.parts[1], measure=plan.parts[1].measure or "count")))
    measures = {part.measure for part in plan.parts} - {None, "money"}
    if plan.figure != "share" or len(measures) != 1:
        return plan
    measure = next(iter(measures))
    return replace(plan, parts=tuple(replace(part, measure=part.measure or measure) for part in plan.parts))


def _combined(
    plan: QueryPlan, lefts: list[Line], rights: list[Line], operation: Callable[[Term, Term], Term]
) -> list[Line] | Evidence:
    lines = []
    for left, right in _of_one_fund(lefts, rights)[:_MOST_VARIANTS]:
        try:
            bases = {each.fact.basis for each in (left, right) if each.fact is not None} & {"budget", "final", "change"}
            if left.term.formula == right.term.formula or len(bases) > 1:
                continue  # a figure over itself, a budget over a final account, or a level over a change
            if plan.figure == "per_unit" and right.term.unit in MONEY:
                raise ValueError("an amount of money counts nothing")
            term = operation(left.term, right.term)
        except ZeroDivisionError:
            return Evidence(plan, reason="zero_base", near=tuple(f for f in (left.fact, right.fact) if f))
        except ValueError:
            return Evidence(plan, reason="not_comparable", near=tuple(f for f in (left.fact, right.fact) if f))
        name = right.name if right in rights else with_fund(right)
        whole = name if left.entity == right.entity else f"{right.entity}{name}"
        lines.append(Line(f"{left.name}|{whole}", left.entity, left.period, term))
    return lines or Evidence(plan, reason="not_comparable", near=tuple(f for f in (lefts[0].fact, rights[0].fact) if f))


def _of_one_fund(lefts: list[Line], rights: list[Line]) -> list[tuple[Line, Line]]:
    """The pairs of which both are of one fund, where there are such and the first is an item that each fund has; else all pairs."""

    def fits(left: Line, right: Line) -> bool:
        if left.fact is None or right.fact is None or not in_every_fund(left.fact):
            return False
        return same_fund((left.fact, right.fact))

    printed = list(product(lefts, rights))
    of_funds = product(*([*lines, *(other for line in lines for other in line.others)] for lines in (lefts, rights)))
    return [pair for pair in printed if fits(*pair)] or [(a, b) for a, b in of_funds if fits(a, b)] or printed


def each_line(plan: QueryPlan, library: Library, ledger: Ledger) -> list[Line] | None:
    """The items of one side, each for itself (人员经费和公用经费各占…); ``None`` where it is one item or one is not found."""
    for partition in item_partitions(plan):
        found = [figure_lines(single, library, ledger) for single in partition]
        if len(found) > 1 and not any(isinstance(each, Evidence) for each in found):
            return [each[0] for each in found if not isinstance(each, Evidence)]
    return None


def summed_lines(plan: QueryPlan, library: Library, ledger: Ledger) -> list[Line] | Evidence:
    """One side of a computation: one figure, or the sum of the items or bodies that it names."""
    bodies = single_bodies(plan)
    if len(bodies) > 1:
        found = [figure_lines(body, library, ledger) for body in bodies]
        lines = [each[0] for each in found if not isinstance(each, Evidence)]
        missing = next((each for each in found if isinstance(each, Evidence)), None)
        if missing is not None and (plan.over != "entities" or not lines):
            return missing
        return [Line(lines[0].name, f"{len(lines)}个单位", None, arithmetic.added([line.term for line in lines]))]
    first: Evidence | None = None
    for partition in item_partitions(plan):
        found = [figure_lines(single, library, ledger) for single in partition]
        missing = next((each for each in found if isinstance(each, Evidence)), None)
        first = first or missing
        if missing is None:
            if len(found) == 1:
                return found[0]
            lines = [each[0] for each in found if not isinstance(each, Evidence)]
            try:
                term = arithmetic.added([line.term for line in lines])
            except ValueError:
                continue
            name = "与".join(line.name for line in lines)
            return [Line(name, lines[0].entity, lines[0].period, term)]
    assert first is not None
    return first


def _previous(plan: QueryPlan, library: Library, ledger: Ledger) -> list[Line] | Evidence:
    """Last year's figure: as printed, else this year's with the printed change taken back (推算)."""
    printed = look_up(replace(plan, operation="lookup", figure="printed", basis="previous", parts=()), library)
    found = amounts(printed)
    if found:
        return [printed_line(fact, ledger) for fact in found]
    now = printed_lines(replace(plan, basis=None), library, ledger)
    if isinstance(now, Evidence):
        return printed if printed.reason in {"no_document", "no_period", "missing_entity", "ambiguous_entity"} else now
    if now[0].basis not in {"budget", "final"}:
        return printed
    told = _told_of_year(plan, now[0], library)
    if told:
        return [replace(printed_line(fact, ledger), basis="previous") for fact in told]
    change = _change(plan, library)
    if isinstance(change, Evidence):
        return change if change.reason in {"no_unit", "ambiguous_item"} else replace(printed, near=printed.near)
    if isinstance(change, Fact):
        # What 本年收入 grew by says nothing of 收入总计, which holds what was carried over.
        now = [line for line in now if ("总计" in line.name) <= ("总" in change.label) or change.concept not in SIDES]
        now = [line for line in now if not _of_budget_beside(line, change, library)]
        now = now if len(now) == 1 else [line for line in now if _moved(line, change, library)]
    return [_before(line, change, ledger) for line in now] or printed


def _of_budget_beside(line: Line, change: Fact, library: Library) -> bool:
    """Whether a figure is the budget that a final account prints beside its own: what that changed by is the account's."""
    fact = line.fact
    if fact is None or fact.basis != "budget" or "预算" in (change.base or ""):
        return False
    return library.holding_of(fact.document).row.family == "final"


def _moved(line: Line, change: Fact, library: Library) -> bool:
    """Whether a change is that of a printed figure: its own sentence tells it of that amount."""
    told = [
        fact
        for fact in library.holding_of(change.document).facts
        if (fact.context, fact.path) == (change.context, change.path) and fact.basis in {"budget", "final"}
    ]
    fact = line.fact
    return (
        fact is not None
        and fact.amount is not None
        and any(
            each.measure == fact.measure and severity_of_pair(each, fact, fact.amount.unit) != "conflict"
            for each in told
        )
    )


def _told_of_year(plan: QueryPlan, now: Line, library: Library) -> list[Fact]:
    """The figure of the year before, where the document prints it beside the year's own (2024年预算数 in a table of 2025)."""
    if now.period is None:
        return []
    year = now.period - 1
    asked = replace(plan, operation="lookup", figure="printed", basis=None, periods=(year,), parts=())
    found = look_up(asked, library)
    alike = found.reason is None and not found.rivals
    return [f for f in amounts(found) if alike and f.period == year and now.fact and f.document == now.fact.document]


def _before(now: Line, change: "Fact | tuple[Fact, tuple[int, int]]", ledger: Ledger) -> Line:
    year = now.period - 1 if now.period else None
    if isinstance(change, tuple):
        return Line(now.name, now.entity, year, now.term, None, note=change, basis="previous")
    moved = printed_line(change, ledger)
    term = arithmetic.previous(now.term, moved.term, change.direction or "增加")
    return Line(now.name, now.entity, year, term, basis="previous")


def unchanged_line(plan: QueryPlan, library: Library, ledger: Ledger) -> Line | Evidence | None:
    """This year's figure with the words that it did not change; ``None`` where it changed, an ``Evidence`` where nothing is said."""
    change = _change(plan, library)
    if isinstance(change, Evidence):
        return change
    if isinstance(change, Fact):
        return None
    now = printed_lines(replace(plan, basis=None), library, ledger)
    return now if isinstance(now, Evidence) else replace(now[0], note=change)


def _change(plan: QueryPlan, library: Library) -> "Fact | tuple[Fact, tuple[int, int]] | Evidence":
    """The printed change of a plan's item against the year before, or the words that it did not change."""
    evidence = look_up(
        replace(
            plan,
            operation="lookup",
            figure="printed",
            basis="change",
            measure=None,
            unit=None,
            parts=(),
            folded=RATE.sub("", plan.folded),
        ),
        library,
    )
    if evidence.quote is not None and evidence.near:
        return evidence.near[0], evidence.quote
    if evidence.reason is not None or not evidence.facts or evidence.rivals:
        return evidence
    fact = evidence.facts[0]
    if fact.amount is None or fact.direction is None:
        return evidence
    if fact.amount.unit is None:
        return replace(evidence, facts=(), near=(fact,), reason="no_unit")
    return fact


def _growth(plan: QueryPlan, library: Library, ledger: Ledger) -> list[Line] | Evidence:
    """The rate of change: as printed, else the printed change over last year's figure."""
    rate = replace(plan, operation="lookup", figure="printed", basis="change", parts=(), folded=f"{plan.folded} 率")
    printed = look_up(rate, library)
    first = printed.facts[0] if printed.reason is None and printed.facts else None
    if first is not None and first.amount is not None and first.amount.unit == "%":
        rates = (first, *printed.rivals)
        said = [fact for fact in rates if squash(fact.label) in squash(plan.question)]  # 收入总计, and not 本年收入合计
        return [printed_line(fact, ledger) for fact in said or rates]
    change = _change(plan, library)
    if isinstance(change, Evidence):
        return change
    before = _previous(replace(plan, basis="previous"), library, ledger)
    if isinstance(before, Evidence):
        return before
    if isinstance(change, tuple):
        now = before[0]
        if now.term.value == 0:
            return Evidence(plan, reason="zero_base", near=(change[0],))
        zero = arithmetic.subtracted(now.term, now.term)
        return [Line(now.name, now.entity, _next(now.period), arithmetic.share(zero, now.term), note=change)]
    moved = printed_line(change, ledger)
    lines = []
    for year in before:
        try:
            term = arithmetic.growth(moved.term, year.term)
        except ZeroDivisionError:
            return Evidence(plan, reason="zero_base", near=(change,))
        lines.append(Line(year.name, year.entity, _next(year.period), term, direction=change.direction, basis="change"))
    return lines


def _next(year: int | None) -> int | None:
    return year + 1 if year else None


def _per_unit(plan: QueryPlan, library: Library, ledger: Ledger) -> list[Line] | Evidence:
    """An amount for each of the things counted: the count of its own row, or the count that the question names."""
    if len(plan.parts) == 2:
        shared = _of_two(plan, library, ledger, arithmetic.per_unit)
        if not isinstance(shared, Evidence) and _MONEY_ASKED.search(plan.question) and shared[0].term.unit not in MONEY:
            return Evidence(plan, reason="no_count")  # 平均每人次多少钱 of a number of visits
        return shared
    found = printed_lines(replace(plan, row_kind=""), library, ledger)
    if isinstance(found, Evidence):
        only = only_of_unit(plan, library, unit=None) if found.reason == "not_disclosed" else None
        if only is None:
            return found
        found = [printed_line(only, ledger)]
    if found[0].fact is not None and found[0].fact.measure in {"count", "area"}:
        # A number of things is not shared out over them.
        return Evidence(plan, reason="no_count", near=(found[0].fact,))
    count = count_beside(found[0], plan, library, ledger)
    if isinstance(count, Evidence):
        return count
    if not all(_is_stated(premise, (found[0], count)) for premise in plan.premises):
        return Evidence(plan, reason="not_supported", near=tuple(each.fact for each in (found[0], count) if each.fact))
    lines = _combined(plan, found[:1], [count], arithmetic.per_unit)
    return (
        lines
        if isinstance(lines, Evidence)
        else [replace(line, name=f"{found[0].name}|{count.name}") for line in lines]
    )


def _is_stated(premise: Limit, lines: tuple[Line, ...]) -> bool:
    """Whether an amount that a question shares out, or over, is one of the printed ones."""
    return any(line.fact is not None and states(line.fact, premise) for line in lines)
