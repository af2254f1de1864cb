"""Of several figures that fit a question, those that it means: of the whole department, of the fund and the total that it names."""

import re

from assistant.fitting import words_of_total
from assistant.matching import Fit
from assistant.planning.carrying import free_words
from assistant.planning.plan import QueryPlan
from assistant.planning.words import RATE
from assistant.surroundings import link
from index.amount import MONEY, convert
from index.checks.rounding import severity_of_pair
from index.cleaning import squash
from index.concepts import label_key
from index.facts import Fact
from index.funds import EVERY, NARROW, fund_in, fund_of, in_every_fund
from index.levels import LEVEL, WHOLE_AREA
from index.running_heads import head_of

SIDES = frozenset({"income", "expenditure"})
_GRAND_TOTAL = re.compile(r"总计")
_SUM_ASKED = re.compile(r"(?:收入|支出)(?:合计|总量)")
# 一般公共预算收入合计: what its income comes to with what is handed over and carried over
_SUM = re.compile(rf"(?:预算|基金|经营|{LEVEL.pattern})(?:收入|支出)(?:合计|总量)$")
_BUDGET_SIDE = re.compile(r"(?:预算|基金|经营|资金)(?:收入|支出)(?:总计|合计|总量)?$")
_SET_ASIDE = re.compile(r"安排")
_SAID = 0.95  # the question says all of a name
_NEARLY = 0.3
_NOUN = 2
_NAME = 4
_THIS_YEAR = re.compile(r"本年(?!度)")


def meant(plan: QueryPlan, fitting: list[Fit]) -> list[Fit]:
    """The figures of the whole department, of the fund that is named and of the total that is named, where such are printed."""
    fitting = _of_amount(plan, fitting)
    fitting = _of_total_named(plan, _of_fund_named(plan, _of_whole_area(plan, _of_whole(_of_column_named(fitting)))))
    return _set_aside(plan, fitting)


def _of_amount(plan: QueryPlan, fitting: list[Fit]) -> list[Fit]:
    """An amount under the very name goes before a percentage whose name says more (非税收入 before 非税收入占比), unless one is asked."""
    if plan.measure is not None or plan.figure != "printed" or RATE.search(plan.folded):
        return fitting
    named = any(f.fact.measure == "money" and f.identity >= _SAID for f in fitting)
    return [f for f in fitting if f.fact.measure != "percent" or f.identity >= _SAID] if named else fitting


def _set_aside(plan: QueryPlan, fitting: list[Fit]) -> list[Fit]:
    """What was planned for an item, where that is asked for (安排多少) and printed beside what it came to."""
    if not _SET_ASIDE.search(plan.folded) or plan.basis is not None or not fitting:
        return fitting
    least = max(f.score for f in fitting) - _NEARLY
    planned = [f for f in fitting if f.fact.basis == "budget" and f.score >= least]
    return [f for f in fitting if f.fact.basis != "final"] if planned else fitting


def _of_column_named(fitting: list[Fit]) -> list[Fit]:
    """The cell under a column that is named goes before a sentence that gives the row's name another figure (项目A的财政拨款)."""
    named = {squash(f.fact.label) for f in fitting if f.column_named and f.fact.locator.table is not None}
    return [f for f in fitting if f.fact.locator.table is not None or squash(f.fact.label) not in named] or fitting


def _of_whole(fitting: list[Fit]) -> list[Fit]:
    """What a table prints of an item for one unit gives way to the figure of the whole department, where that is printed."""

    def item(f: Fit) -> tuple[str, ...]:
        label = squash(f.fact.label).removeprefix(head_of(f.fact.label)[0])  # 全县公务用车购置费 is that of the whole
        return (f.fact.concept or link(label) or label, f.fact.basis, f.fact.kind)

    whole = {item(f) for f in fitting if f.fact.scope is None}
    return [f for f in fitting if f.fact.scope is None or item(f) not in whole or _in_column_named(f)]


def _in_column_named(f: Fit) -> bool:
    """Whether the cell of a project stands in the very column that is named (资金总额): it is the project's, of whatever unit."""
    return f.column_named and f.fact.concept is None and squash(f.fact.label) != squash(f.fact.scope or "")


def _of_whole_area(plan: QueryPlan, fitting: list[Fit]) -> list[Fit]:
    """Of all of an area (全县) and of its own budget (县本级) the one that is named, and the first where neither is."""
    said = LEVEL.search(plan.folded)
    if said is not None:
        return [f for f in fitting if said.group() in squash("".join(f.fact.path))] or fitting
    whole = [f for f in fitting if WHOLE_AREA.match(head_of(f.fact.label)[0])]
    return [f for f in fitting if f in whole or not head_of(f.fact.label)[0]] if whole else fitting


def _with_other_heads(top: list[Fit], fitting: list[Fit]) -> list[Fit]:
    """The best fits, with what their report tells under the same name of its other budgets (全区政府性基金上级补助收入)."""
    of_heads = {f.fact.concept for f in top if f.fact.concept and all(head_of(f.fact.label))}
    known = {f.fact.id for f in top}
    others = [f for f in fitting if f.fact.concept in of_heads and all(head_of(f.fact.label))]
    return [*top, *(f for f in others if f.fact.id not in known)]


def _of_fund_named(plan: QueryPlan, fitting: list[Fit]) -> list[Fit]:
    """A row in the table of one fund is of that fund only: where the question names none, that of all funds goes before it."""
    asked = fund_in(plan.folded)
    if asked in NARROW:
        return fitting
    if not asked and all(all(head_of(f.fact.label)) for f in fitting):
        return fitting  # each of its own budget, and none of all of them
    fitting = [f for f in fitting if fund_of(f.fact) not in NARROW] or fitting
    if asked and all(in_every_fund(f.fact) for f in fitting):
        return [
            f for f in fitting if fund_of(f.fact) == asked
        ] or fitting  # 财政拨款支出 is more than that of 一般公共预算
    if asked or not all(in_every_fund(f.fact) for f in fitting):
        return fitting
    return [f for f in fitting if fund_of(f.fact) == EVERY] or fitting


def of_other_funds(chosen: Fact, fitting: list[Fit]) -> tuple[Fact, ...]:
    """The item of a chosen figure as the tables of other funds print it, the best fitting of each fund."""
    found: dict[str, Fact] = {}
    for f in sorted(fitting, key=lambda f: (-round(f.score, 6), f.fact.locator.start)):
        same = (f.fact.concept, f.fact.basis, f.fact.period, f.fact.scope)
        if same == (chosen.concept, chosen.basis, chosen.period, chosen.scope) and f.fact.amount is not None:
            found.setdefault(fund_of(f.fact), f.fact)
    return tuple(fact for fund, fact in found.items() if fund != fund_of(chosen) and in_every_fund(fact))


def _of_total_named(plan: QueryPlan, fitting: list[Fit]) -> list[Fit]:
    """收入总计 holds what was carried over, 本年收入合计 does not: where a document prints both, the one that is named."""

    def states(f: Fit, words: re.Pattern[str]) -> bool:
        # in a sentence 收入总计 above a part of it (其中：一般公共预算收入) is not said of that part
        printed = f.fact.label if f.fact.prose else "".join((*f.fact.path, f.fact.label, *f.fact.columns))
        return _is_side(f.fact) and words.search(printed) is not None

    said = words_of_total(plan)
    if _GRAND_TOTAL.search(said):
        told = [f for f in fitting if states(f, _GRAND_TOTAL)]
        # What 本年收入 grew by says nothing of 收入总计, which holds what was carried over.
        return told if plan.basis == "change" and any(_is_side(f.fact) for f in fitting) else told or fitting
    if _SUM_ASKED.search(said):
        fitting = [f for f in fitting if not squash(f.fact.label).endswith("总计")] or fitting
    if _SUM_ASKED.search(said) and (sums := [f for f in fitting if _SUM.search(squash(f.fact.label))]):
        return sums
    if _THIS_YEAR.search(plan.folded):
        own = [f for f in fitting if states(f, _THIS_YEAR)]
        return own or [f for f in fitting if not states(f, _GRAND_TOTAL)] or fitting
    alone = {(f.fact.document, squash(f.fact.label)) for f in fitting}
    return [f for f in fitting if not _is_total_of(f.fact, alone)]


def _is_side(fact: Fact) -> bool:
    """Whether a figure is of all income or spending, of the body or of one of its budgets."""
    return fact.concept in SIDES or _BUDGET_SIDE.search(squash(fact.label)) is not None


def _is_total_of(fact: Fact, alone: set[tuple[str, str]]) -> bool:
    """Whether a figure is the total that closes a budget whose own figure is there as well: 一般公共预算支出总计."""
    label = squash(fact.label)
    closing = label.endswith("总计") or _SUM.search(label) is not None
    return closing and (fact.document, label[: -len("总计")]) in alone


def among_namesakes(plan: QueryPlan, top: list[Fit], fitting: list[Fit], fits: list[Fit]) -> list[Fit]:
    """The preferred of the best fits and of what goes by the same name: rows of another class, figures of another budget or part."""
    named = _with_other_heads(_with_other_classes(top, fitting), fitting)
    return _counted_alike(preferred(plan, named), fits)


def named_verbatim(plan: QueryPlan, top: list[Fit], fitting: list[Fit]) -> list[Fit]:
    """The best fits, with an amount that is printed under the very words of the question where theirs is another name of the item."""
    said, best = squash(plan.content), top[0].fact
    names = {squash(f.fact.label).removeprefix(head_of(f.fact.label)[0]) for f in top}
    if plan.operation != "lookup" or any(name in said for name in names if name):
        return top
    alike = [f for f in fitting if (f.fact.basis, f.fact.measure, f.fact.scope) == (best.basis, "money", best.scope)]
    named = (f for f in alike if len(name := squash(f.fact.label)) >= _NAME and name in said)
    return [*top, *(f for f in named if len(by_value([*top, f])) > len(by_value(top)))]


def counted_under(plan: QueryPlan, fits: list[Fit]) -> list[Fit]:
    """The numbers of a thing that is counted for several (教学班 of 小学部, of 幼儿园), where the question names the thing alone."""
    words = free_words(plan.content)
    if plan.measure not in {None, "count"} or len(words) < _NOUN:
        return []
    found = [f for f in fits if f.fact.measure == "count" and f.fact.prose and squash(f.fact.label).endswith(words)]
    return found if len({f.fact.label for f in found}) > 1 else []


def _counted_alike(top: list[Fit], fits: list[Fit]) -> list[Fit]:
    """The best fits, with what their sentence counts under the same noun where the question does not say whose (教学班 of 小学部)."""
    best = top[0]
    told = best.identity >= _SAID or "国内" in best.fact.label  # 接待几批次: domestic where that is told apart
    if not best.fact.prose or best.fact.measure != "count" or told:
        return top
    noun = squash(best.fact.label)[-_NOUN:]
    alike = [f for f in fits if f.fact.context == best.fact.context and squash(f.fact.label).endswith(noun)]
    return [*top, *(f for f in alike if f.fact.measure == "count" and all(f.fact.id != g.fact.id for g in top))]


def _with_other_classes(top: list[Fit], fitting: list[Fit]) -> list[Fit]:
    """The best fits, with rows of another class that bear the same name but for 支出 behind it (2120804, 2130504 农村基础设施建设)."""
    classes = {_class_name(f.fact): f.fact.concept for f in top if (f.fact.concept or "").isdigit()}
    others = [
        f
        for f in fitting
        if f.fact.code is not None and classes.get(_class_name(f.fact), f.fact.concept) != f.fact.concept
    ]
    best: dict[str, Fit] = {}
    for f in others:
        known = best.get(f.fact.concept or "")
        if known is None or f.score > known.score:
            best[f.fact.concept or ""] = f
    return [*top, *best.values()]


def _class_name(fact: Fact) -> str:
    return f"{(fact.concept or '')[:1]}{label_key(fact.label).removesuffix('支出')}"


def preferred(plan: QueryPlan, top: list[Fit]) -> list[Fit]:
    """Among equals: exact item before its whole, office totals before project targets, figures before texts, filled before blank."""

    # what was set aside for an item is asked of its budget, anything else of what it came to
    account, other = ("budget", "final") if _SET_ASIDE.search(plan.folded) else ("final", "budget")

    def rank(f: Fit) -> tuple[float, ...]:
        fact = f.fact
        return (
            fact.basis in {"target", "plan"}
            and plan.basis in {None, "budget"}
            and any(g.fact.basis == "budget" for g in top),
            fact.basis == other and plan.basis is None and any(g.fact.basis == account for g in top),
            fact.kind == "blank" and any(g.fact.kind != "blank" for g in top),
            fact.kind == "text" and any(g.fact.kind == "amount" for g in top),
        )

    best = min(rank(f) for f in top)
    return [f for f in top if rank(f) == best]


def by_value(top: list[Fit]) -> list[list[Fit]]:
    """Groups of facts that state the same, the best first; prose before tables inside a group."""
    groups: dict[tuple[object, ...], list[Fit]] = {}
    for f in sorted(top, key=lambda f: (-round(f.score, 6), not f.fact.prose, f.fact.locator.start)):
        fact = f.fact
        value: object = fact.text
        unit = fact.amount.unit if fact.amount else None
        if fact.amount is not None:
            money = unit in MONEY  # 30万元 and 300,000元 state the same
            value = (convert(fact.amount.value, unit, "元") if unit and money else fact.amount.value).normalize()
            unit = "元" if money else unit
        same = (fact.kind, unit, fact.comparator, fact.direction, fact.period, fact.basis == "final")
        rounded = (key for key, group in groups.items() if key[1:] == same and _rounded(group[0].fact, fact))
        groups.setdefault(next(rounded, (value, *same)), []).append(f)
    return list(groups.values())


def _rounded(one: Fact, other: Fact) -> bool:
    """Whether two prints in different units are one figure, rounded in the larger (7355.65万元 and 73,556,517.15元)."""
    if one.amount is None or other.amount is None or one.amount.unit == other.amount.unit:
        return False
    return severity_of_pair(one, other, one.amount.unit) == "rounding"


def of_several_units(groups: list[list[Fit]]) -> bool:
    """Whether figures differ because each is of another unit: no one of them answers for the department."""
    units = [group[0].fact.scope for group in groups]
    return len(set(units)) == len(units) and all(unit is not None for unit in units)
