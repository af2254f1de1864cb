"""Operations over figures: several, sum, average, difference, comparison, maximum, minimum, rank and filter."""

import re
from collections.abc import Callable
from dataclasses import replace

from assistant import arithmetic
from assistant.arithmetic import Term
from assistant.figures import figure_lines, unchanged_line
from assistant.library import Library
from assistant.lines import printed_line
from assistant.lookup import Evidence, look_up
from assistant.partition import item_partitions, pieces_of, single_bodies
from assistant.planning.plan import Limit, QueryPlan
from assistant.planning.synonyms import canonical
from assistant.planning.words import YEARS_JOINED
from assistant.results import Computed, Ledger, Line, Result, Several
from index.amount import MONEY
from index.cleaning import squash
from index.facts import Fact
from index.funds import fund_of, in_every_fund

_THERE_IS = re.compile(r"(?<!没)有(?!多少|几|哪)|安排了?|存在")
_SEVERAL = re.compile(
    r"(?<!第)(?:[两二三四五六七八九十]|[2-9])(?:个|笔|项|样|种|条)[^，。两二三]{0,12}?(?:之和|的和|合计|加|一共|总)"
)
_BY_BODY = re.compile(r"各是|各为|各有|各自|各多少|分别")
_JOINED = re.compile(r"和|与|及|、")
_BETWEEN = frozenset({"difference", "compare", "subtract"})
_MADE = frozenset({"sum", "average", "subtract", "difference", "compare"})
_TOLD = frozenset({"blank", "empty_table"})
_SELF_TOLD = frozenset({"no_document", "no_period", "missing_entity", "ambiguous_entity", "out_of_scope"})


def compute(plan: QueryPlan, library: Library) -> Result:
    """The result of an operation over the bodies and items of a plan."""
    if plan.unchanged:
        return unchanged_bodies(plan, library)
    if plan.operation in {"lookup", "explain"}:
        return _each(plan, library)
    if plan.operation == "sum" and plan.each_named and not plan.parts and _BY_BODY.search(plan.question):
        return Several(plan, tuple(compute(body, library) for body in single_bodies(plan)))
    ledger = Ledger()
    found = _lines(plan, library, ledger)
    if isinstance(found, Evidence):
        # Figures of one of its terms only are no answer to what is to be worked out of several.
        only_some = found.reason is None and len(pieces_of(plan)) > 1 and plan.operation in _MADE
        return replace(found, reason="not_disclosed", near=found.facts) if only_some else found
    lines = list({(line.term.formula, line.entity, line.period): line for line in found[0]}.values())
    lines = of_one_place(of_one_fund(lines))
    absent = found[1]
    if len(lines) == 1 and plan.over != "entities":
        return _alone(plan, lines[0], library, ledger, absent)
    return _operate(plan, lines, absent, ledger, library)


def unchanged_bodies(plan: QueryPlan, library: Library) -> Result:
    """The bodies whose document says that a figure did not change, with that figure; those that say nothing of it are named."""
    ledger = Ledger()
    lines: list[Line] = []
    absent: list[Evidence] = []
    for body in single_bodies(plan):
        found = unchanged_line(body, library, ledger)
        if isinstance(found, Evidence):
            absent.append(found)
        elif found is not None:
            lines.append(found)
    documents = tuple(library.of_entities(entity.name for entity in plan.entities))
    if not lines and absent:
        return absent[0]
    return Computed(plan, "filter", tuple(lines), (), ledger, documents, tuple(absent))


def _subjects(plan: QueryPlan, library: Library) -> list[QueryPlan]:
    """A plan for each body, and for each year where documents of several years are held that were asked for."""
    found: list[QueryPlan] = []
    for body in single_bodies(plan):
        held = {row.period for row in library.of_entities(entity.name for entity in body.entities)}
        if not body.periods and len(held) > 1 and plan.operation not in {"lookup", "explain"}:
            latest = max(year for year in held if year)
            taken = f"年度：{body.entities[0].name}取最近的{latest}年"
            found.append(replace(in_year(body, latest), assumed=(*body.assumed, taken)))
            continue
        joined = len(body.periods) > 1 and plan.operation != "lookup" and YEARS_JOINED.search(plan.question)
        years = [year for year in body.periods if year in held or joined]
        if len(years) < 2:
            found.append(body)
            continue
        found.extend(_of_year(body, year, held) for year in years)
    return found


def _of_year(plan: QueryPlan, year: int, held: set[int | None]) -> QueryPlan:
    """The plan for one of its years: of that year's document, else as the next year's document tells it (推算)."""
    if year in held or year + 1 not in held or plan.figure != "printed":
        return in_year(plan, year)
    return replace(in_year(plan, year + 1), figure="previous", basis="previous", plain=None)


def in_year(plan: QueryPlan, year: int) -> QueryPlan:
    """The plan for one of its years."""
    return replace(plan, periods=(year,), parts=tuple(replace(part, periods=(year,)) for part in plan.parts))


def _each(plan: QueryPlan, library: Library) -> Result:
    """Every figure asked for, one after the other."""
    bodies = _subjects(plan, library)
    parts: list[Result] = []
    for body in bodies:
        if body.figure != "printed":
            ledger = Ledger()
            found = figure_lines(body, library, ledger)
            parts.append(found if isinstance(found, Evidence) else _figure(body, found, ledger, library))
            continue
        parts.extend(_printed_items(body, library))
    return parts[0] if len(parts) == 1 else Several(plan, tuple(parts))


def _printed_items(plan: QueryPlan, library: Library) -> list[Result]:
    """The items of one body looked up: by the reading of the question in which all are found."""
    first: list[Result] | None = None
    columns = look_up(plan, library) if _JOINED.search(plan.content) else None
    if columns is not None and columns.reason is None and columns.also:
        return [columns]  # 行政运行的基本支出和项目支出
    for partition in item_partitions(plan):
        found = [look_up(single, library) for single in partition]
        if all(evidence.reason is None and (evidence.facts or evidence.quote) for evidence in found):
            return list(found)
        if len(found) == 1 and found[0].reason in _SELF_TOLD:
            return list(found)
        told = [evidence.reason in _TOLD or (evidence.reason is None and evidence.facts) for evidence in found]
        if len(found) > 1 and all(told) and any(evidence.reason is None for evidence in found):
            return list(found)
        clear = all(single.concepts or single.codes for single in partition)
        if first is None or (clear and len(partition) > 1 and len(first) == 1):
            first = list(found)
    assert first is not None
    return first


def _figure(plan: QueryPlan, lines: list[Line], ledger: Ledger, library: Library) -> Computed:
    """A computed figure of one subject."""
    return Computed(
        plan, plan.figure, (), tuple(lines), ledger, tuple(library.of_entities(e.name for e in plan.entities))
    )


def _alone(plan: QueryPlan, line: Line, library: Library, ledger: Ledger, absent: list[Evidence]) -> Result:
    """One figure only: 三公经费一共多少 asks for that figure itself; a comparison of one thing cannot be made."""
    if plan.operation == "sum" and _several_named(plan, line):
        return Evidence(
            plan, reason="not_disclosed", documents=tuple(library.of_entities(e.name for e in plan.entities))
        )
    if plan.operation == "sum" and line.fact is not None:
        return look_up(replace(plan, operation="lookup"), library)
    if plan.operation == "sum" or (plan.figure != "printed" and plan.operation != "compare"):
        return _figure(plan, [line], ledger, library)
    if plan.basis == "change":
        return look_up(replace(plan, operation="lookup"), library)
    return absent[0] if absent else Evidence(plan, reason="one_figure", near=(line.fact,) if line.fact else ())


def _several_named(plan: QueryPlan, line: Line) -> bool:
    """Whether a question adds up several things, of which one figure was found that is not called by all of them."""
    if _SEVERAL.search(plan.question) and not plan.parts:
        return True
    named = (*line.fact.path, line.fact.caption, line.fact.label) if line.fact is not None else (line.name,)
    names = [canonical(squash(name)) for name in named if _JOINED.search(name)]
    pieces = [canonical(squash(plan.content[slice(*piece)])) for piece in pieces_of(plan)]
    return len(pieces) > 1 and not any(all(piece in name for piece in pieces) for name in names)


def _lines(plan: QueryPlan, library: Library, ledger: Ledger) -> tuple[list[Line], list[Evidence]] | Evidence:
    """The figures that an operation is about, in the order named, and the parts that are not stated."""
    if plan.parts and plan.figure == "printed":
        lines: list[Line] = []
        for part in plan.parts:
            if part.operation not in {"lookup", "sum", "explain"}:
                return Evidence(plan, reason="not_supported")
            found = _lines(replace(part, operation="sum"), library, ledger)
            if isinstance(found, Evidence):
                return found
            lines.extend(found[0][:1] if len(found[0]) == 1 else [_total(found[0])])
        return lines, []
    bodies = _subjects(plan, library)
    if len(bodies) == 1:
        return _items(plan, library, ledger)
    lines, absent = [], []
    for body in bodies:
        found = _items(body, library, ledger)
        if isinstance(found, Evidence):
            absent.append(found)
        else:
            lines.extend(found[0])
    if absent and (plan.over != "entities" or not lines):
        return absent[0]
    return lines, absent


def _items(plan: QueryPlan, library: Library, ledger: Ledger) -> tuple[list[Line], list[Evidence]] | Evidence:
    first: Evidence | None = None
    single: list[Line] = []
    for partition in item_partitions(plan):
        lines: list[Line] = []
        missing: Evidence | None = None
        for part in partition:
            columns = _columns(part, library, ledger)
            if columns:
                lines.extend(columns)
                continue
            found = figure_lines(part, library, ledger)
            if isinstance(found, Evidence):
                missing = found
                break
            lines.append(replace(found[0], others=(*found[1:], *found[0].others)))
        one = lines[0] if missing is None and len(lines) == 1 and len(pieces_of(plan)) > 1 else None
        if one and (plan.operation in _BETWEEN or (plan.operation == "sum" and _several_named(plan, one))):
            single = single or lines  # one name that holds a joint; a difference needs two
            continue
        if missing is None:
            return lines, []
        if first is None or len(partition) > 1:
            first = first or missing
    if single:
        return single, []
    assert first is not None
    return first


def of_one_fund(lines: list[Line]) -> list[Line]:
    """The lines, each as the fund prints it that all of them have, where a document prints an item for several funds."""
    facts = [line.fact for line in lines if line.fact is not None]
    if len(facts) < len(lines) or not all(in_every_fund(fact) for fact in facts):
        return lines
    return _alike(lines, fund_of)


def of_one_place(lines: list[Line]) -> list[Line]:
    """The lines, each as the sentence or table prints it that all of them stand in, where a document prints an item in several places."""
    return _alike(lines, lambda fact: (fact.document, fact.context if fact.prose else fact.locator.table))


def _alike(lines: list[Line], key: Callable[[Fact], object]) -> list[Line]:
    """The first choice of each line and its others by which all have the same ``key``; the lines as they are where none is."""
    choices = [(line, *line.others) for line in lines]
    for wanted in dict.fromkeys(key(choice.fact) for choice in choices[0] if choice.fact is not None):
        held = [next((c for c in choice if c.fact and key(c.fact) == wanted), None) for choice in choices]
        if None not in held:
            return [line for line in held if line is not None]
    return lines


def _columns(plan: QueryPlan, library: Library, ledger: Ledger) -> list[Line]:
    """Several columns of one row, named together (行政运行的基本支出和项目支出); none where there is only one."""
    if plan.figure != "printed" or not _JOINED.search(plan.content):
        return []
    evidence = look_up(replace(plan, operation="lookup"), library)
    facts = (*evidence.facts[:1], *evidence.also)
    if evidence.reason is not None or len(facts) < 2 or any(fact.amount is None for fact in facts):
        return []
    if len({fact.basis for fact in facts}) > 1:
        return []  # the budget and the final account of one item are no two items
    return [printed_line(fact, ledger) for fact in facts]


def _accounts(lines: list[Line]) -> set[str]:
    """The accounts that figures are of: budget, final or both."""
    return {line.fact.basis for line in lines if line.fact is not None} & {"budget", "final"}


def _total(lines: list[Line]) -> Line:
    return Line(
        "与".join(dict.fromkeys(line.name for line in lines)),
        lines[0].entity,
        lines[0].period,
        arithmetic.added([line.term for line in lines]),
    )


def _operate(plan: QueryPlan, lines: list[Line], absent: list[Evidence], ledger: Ledger, library: Library) -> Result:
    documents = tuple(library.of_entities(entity.name for entity in plan.entities))
    near = tuple(line.fact for line in lines if line.fact)
    if plan.operation == "filter" and not _has_criterion(plan):
        return Evidence(plan, reason="not_supported", documents=documents)
    if plan.operation == "filter" and plan.limit is None:
        kept = tuple(line for line in lines if _kept(line, plan))  # which way a change went needs no unit
        return Computed(plan, "filter", kept, (), ledger, documents, tuple(absent))
    try:
        if len({comparable(line.term)[0] for line in lines}) > 1:
            raise ValueError("figures of several units")
        order = sorted(lines, key=lambda line: _rank(line, plan), reverse=not plan.ascending)
        if plan.operation in {"sum", "average"} and len(_accounts(lines)) > 1:
            raise ValueError("budgets and final accounts")
        if plan.operation == "sum" and plan.count:
            lines = order[: plan.count]
        outcomes = _outcomes(plan, lines, order)
    except ValueError:
        return Evidence(plan, reason="not_comparable", near=near, documents=documents)
    if plan.operation == "filter":
        order = [line for line in lines if _kept(line, plan)]
    if plan.operation in {"maximum", "minimum"}:
        changes = plan.direction is not None and any(line.direction for line in lines)
        moved = [line for line in lines if line.direction == plan.direction]
        if changes and not moved:
            return Evidence(plan, reason="none_fits", near=near, documents=documents)
        ranked = moved if changes and plan.operation == "minimum" else lines
        order = sorted(ranked, key=lambda line: _rank(line, plan), reverse=plan.operation == "maximum")
    if plan.operation == "rank" and plan.count:
        order = order[: plan.count]
    shown = lines if plan.operation in {"sum", "average", "subtract", "difference"} else order
    return Computed(plan, plan.operation, tuple(shown), tuple(outcomes), ledger, documents, tuple(absent))


def _rank(line: Line, plan: QueryPlan) -> tuple[str, object]:
    """A key to sort by: increases above decreases, the other way round where decreases are asked for (降幅最大)."""
    falls = plan.direction == "减少" and line.direction is not None
    return comparable(arithmetic.negative(line.signed) if falls else line.signed)


def _outcomes(plan: QueryPlan, lines: list[Line], order: list[Line]) -> list[Line]:
    name, entity = lines[0].name, lines[0].entity
    terms = [line.signed for line in lines]
    if len({line.direction is None for line in lines}) > 1 and plan.operation in _MADE:
        raise ValueError("a change and an amount are not added")
    match plan.operation:
        case "sum":
            return [_directed(Line(name, "", None, arithmetic.added(terms)), lines)]
        case "average":
            return [Line(name, "", None, arithmetic.averaged(terms))]
        case "subtract":
            return [Line(name, entity, lines[0].period, arithmetic.subtracted(terms[0], terms[1]))]
        case "difference" | "compare" if len(lines) == 2:
            larger, smaller = sorted(lines, key=lambda line: comparable(line.signed), reverse=True)
            return [Line(name, larger.entity, None, arithmetic.subtracted(larger.signed, smaller.signed))]
    return []


def _directed(total: Line, lines: list[Line]) -> Line:
    """The sum of changes as an increase or a decrease."""
    if not any(line.direction for line in lines):
        return total
    if total.term.value < 0:
        return replace(total, term=arithmetic.negative(total.term), direction="减少")
    return replace(total, direction="增加")


def comparable(term: Term) -> tuple[str, object]:
    """A key to sort by. Raises ``ValueError`` for terms of several dimensions when they are compared."""
    if term.unit in MONEY:
        return "money", arithmetic.in_unit(term, "元").value
    return term.unit or "", term.value


def _has_criterion(plan: QueryPlan) -> bool:
    """Whether a filter says what it keeps: a limit, a direction, or that there is something (有公务接待费的)."""
    return (
        plan.limit is not None
        or (plan.basis == "change" and plan.direction is not None)
        or bool(_THERE_IS.search(plan.question))
    )


def _kept(line: Line, plan: QueryPlan) -> bool:
    if plan.limit is not None:
        return within(line.term, plan.limit)
    if plan.basis == "change":
        return line.direction == plan.direction and line.term.value != 0
    return line.term.value > 0


def within(term: Term, limit: Limit) -> bool:
    """Whether a term lies on the side of a limit; a limit of another dimension keeps nothing."""
    value = term.value
    if limit.unit in MONEY and term.unit in MONEY:
        value = arithmetic.in_unit(term, limit.unit).value
    elif limit.unit is not None and term.unit is not None and limit.unit != term.unit:
        return False
    match limit.comparator:
        case ">":
            return value > limit.value
        case "≥":
            return value >= limit.value
        case "<":
            return value < limit.value
        case "≤":
            return value <= limit.value
    return value == limit.value
