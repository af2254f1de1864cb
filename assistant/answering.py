"""A plan to its result: which part of the program answers which kind of question."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.computing import compute, in_year
from assistant.consistency import check, found_beside
from assistant.definition import define
from assistant.enumeration import enumerate_rows, list_bodies
from assistant.excluding import exclude, is_part
from assistant.figures import figure_lines
from assistant.library import Library
from assistant.lookup import Evidence, all_places, states
from assistant.named_table import purpose_of
from assistant.own_budget import against_own_budget, why_off_budget
from assistant.partition import pieces_of
from assistant.plain_words import printed_under_these_words
from assistant.planning.carrying import free_words
from assistant.planning.operation_words import ALL, EXCLUDES, MOST, NEGATED, PER, RANK, UNSUPPORTED, row_kind
from assistant.planning.plan import ConceptMention, QueryPlan
from assistant.planning.text import blanked
from assistant.planning.words import YEARS_JOINED
from assistant.results import Computed, Declined, Ledger, Listing, Result, Several
from assistant.surroundings import row_key
from assistant.unit_rows import by_units
from index.amount import MONEY, convert
from index.concepts import Concepts
from index.fact_rows import DocumentRow

_FEWEST_RANKED = 2
_BOTH_SIDES = "budget_total"
_OF_THE_YEAR = re.compile(r"[本当]年|合计")
_SIDES = frozenset({"income", "expenditure"})
_AMONG = re.compile(r"[，、, ]*其中")
_NO_AMOUNT = frozenset({"not_disclosed", "no_period"})
_UNEXPLAINED = frozenset({"no_reason", "not_disclosed"})
_PURPOSE = re.compile(r"用途|用于|用来|用在|花在|干什么|做什么|干啥")
_NOT_OF_ALL = frozenset({"not_disclosed", "ambiguous_item"})
_SUMMED = frozenset({"activities", "projects", "procurement", "assets", "duties"})


_LIBRARY = re.compile(
    r"文件|资料|年份|年度|涉及?|收录?了?|公开|预算|你|这个|库|单位|部门|里|有|的|个|是|哪|些|几|都|，|。|？"
)


def _asks_for_bodies(plan: QueryPlan) -> bool:
    """Whether a question about all bodies names nothing but them (库里有哪些文件, 哪几家是2021年的)."""
    return (
        not plan.concepts
        and not plan.codes
        and not _LIBRARY.sub("", free_words(plan.content))
        and plan.limit is None
        and plan.figure == "printed"
        and plan.operation not in {"maximum", "minimum", "rank"}
    )


def answered(plan: QueryPlan, library: Library) -> Result:
    """The result of a plan: facts, a computation, a list, or the reason why there is none."""
    if plan.operation == "several":
        return several(plan, [(part, answered(part, library)) for part in plan.parts])
    guarded = _not_computed(plan, library)
    if guarded is not None:
        return guarded
    if plan.operation == "define":
        return define(plan, library)
    if plan.operation == "check":
        return check(plan, library)
    if plan.operation == "exclude":
        return exclude(plan, library)
    if plan.over == "entities" and _asks_for_bodies(plan):
        return list_bodies(plan, library)
    printed = printed_under_these_words(plan, library)
    if printed is not None:
        return printed
    if plan.over == "rows":
        return enumerate_rows(plan, library)
    if plan.placed and not _among_bodies(plan):
        return Evidence(plan, reason="one_figure", documents=tuple(library.of_entities([plan.placed])))
    if plan.operation in {"rank", "maximum", "minimum"} and not plan.over and not plan.each_named:
        kind = row_kind(plan.question)
        if kind in _SUMMED | {"economic", "functional"} and len(plan.concepts) <= 1:
            return enumerate_rows(replace(plan, over="rows", row_kind=kind), library)
    if plan.operation == "lookup" and len(plan.periods) > 1 and YEARS_JOINED.search(plan.folded):
        return Several(plan, tuple(answered(in_year(plan, year), library) for year in plan.periods))
    result = why_off_budget(plan, library) or compute(plan, library)
    if isinstance(result, Evidence) and result.reason in _NO_AMOUNT and (_rate_assumed(plan) or _moved(plan)):
        # 下降了29.44%吗, where only the amounts are printed: the rate is worked out and held against it.
        rated = compute(replace(plan, figure="growth"), library)
        result = result if isinstance(rated, Evidence) or (_moved(plan) and not _all_printed(rated)) else rated
    if isinstance(result, Evidence) and result.reason == "not_disclosed":
        result = against_own_budget(plan, library) or _of_both_sides(plan, library) or result
    if isinstance(result, Evidence) and _printed_elsewhere(plan, result, library):
        return check(replace(plan, operation="check", premises=()), library)
    if isinstance(result, Computed) and result.operation == "sum":
        result = replace(result, overlap=_overlap(result, library))
    if plan.placed and isinstance(result, Computed) and len(result.lines) < _FEWEST_RANKED:
        return Evidence(plan, reason="one_figure", documents=result.documents)
    if isinstance(result, Evidence) and plan.basis == "change" and plan.base_year is not None:
        between = _between_documents(plan, library) if result.reason == "not_disclosed" else None
        return between or result
    if isinstance(result, Evidence) and result.reason == "no_period":
        return _with_year_before(plan, result, library)
    if isinstance(result, Evidence) and result.reason in _NOT_OF_ALL and plan.operation in {"lookup", "sum"}:
        result = _by_unit(plan, library) or result
    purpose = _purpose(plan, result, library)
    if purpose is not None:
        return purpose
    kind = row_kind(plan.question)
    # 宣传活动经费与支出预算: a budget item beside what may be a row is none of the rows
    beside = bool(plan.concepts) and len(pieces_of(plan)) > 1
    one_list = len(plan.concepts) <= 1 and not beside and not plan.each_named
    absent = isinstance(result, Evidence) and result.reason == "not_disclosed"
    if plan.operation in {"sum", "average"} and one_list and absent and (kind in _SUMMED or kind == "indicators"):
        rows = enumerate_rows(replace(plan, over="rows", row_kind=kind), library)
        return result if isinstance(rows, Evidence) else rows
    return result


def _of_both_sides(plan: QueryPlan, library: Library) -> Result | None:
    """What changed of 预算收支安排, where the change of all income or all expenditure is asked for and none is printed of its own."""
    named = {concept for mention in plan.concepts for concept in mention.concepts}
    rest = blanked(plan.content, [(mention.start, mention.end) for mention in plan.concepts])
    if _OF_THE_YEAR.search(plan.content):
        return None  # 本年支出 is less than all that is spent and carried over
    if plan.basis != "change" or not named or not named <= _SIDES or plan.codes or plan.parts or free_words(rest):
        return None
    name = Concepts.load().name(_BOTH_SIDES)
    both = replace(plan, content=name, concepts=(ConceptMention(0, len(name), (_BOTH_SIDES,)),), plain=None)
    found = compute(both, library)
    return found if not isinstance(found, Evidence) or found.reason is None else None


def several(plan: QueryPlan, found: Sequence[tuple[QueryPlan, Result]]) -> Several:
    """Several results as one; what is asked as a part (其中财政拨款多少) and found to be more than its whole is not that part."""
    results: list[Result] = []
    whole: Decimal | None = None
    for part, result in found:
        amount = _in_yuan(result)
        if _AMONG.match(part.question) and whole is not None and amount is not None and amount > whole:
            results.append(Evidence(part, reason="not_disclosed", documents=_documents(result)))
            continue
        whole = whole if _AMONG.match(part.question) else amount
        results.append(result)
    return Several(plan, tuple(results))


def _in_yuan(result: Result) -> Decimal | None:
    """The one amount of money that a look-up found, in 元."""
    fact = result.facts[0] if isinstance(result, Evidence) and result.facts and result.reason is None else None
    if fact is None or fact.amount is None or fact.amount.unit not in MONEY or fact.basis == "change":
        return None
    return convert(fact.amount.value, fact.amount.unit, "元")


def _documents(result: Result) -> tuple[DocumentRow, ...]:
    return result.documents if isinstance(result, Evidence) else ()


def _purpose(plan: QueryPlan, result: Result, library: Library) -> Evidence | None:
    """What the money of a project is for, where a cell of its table says it and no sentence does."""
    if not (isinstance(result, Evidence) and result.reason in _UNEXPLAINED and _PURPOSE.search(plan.question)):
        return None
    told = purpose_of(plan, library)
    found = replace(plan, operation="lookup")
    if told is None:
        return None
    # …的40万拿来干什么: with the amount of the row that says it.
    amounts = [fact for fact in result.near if row_key(fact) == row_key(told) and fact.measure == "money"]
    first, also = (amounts[0], (told,)) if amounts else (told, ())
    return Evidence(found, facts=(first,), also=also, documents=result.documents)


def _by_unit(plan: QueryPlan, library: Library) -> Result | None:
    """The figures of the units, where they are printed for each and never for all of them: 人员编制合计 of a table without a total."""
    if plan.parts or len(plan.entities) != 1 or len(plan.concepts) > 1:
        return None
    by_unit = replace(plan, over="rows", row_kind="units", operation="sum" if plan.operation == "sum" else "list")
    documents = library.of_entities([plan.entities[0].name])
    if not any(by_units(by_unit, library.holding(row)) for row in documents):
        return None  # a list of the units without that item
    rows = enumerate_rows(by_unit, library)
    return None if isinstance(rows, Evidence) or not _of_units(rows) else rows


def _moved(plan: QueryPlan) -> bool:
    """Whether it is asked by how much one figure changed, in an amount or in per cent (下降多少)."""
    return plan.basis == "change" and plan.operation == "lookup" and plan.figure == "printed" and not plan.premises


def _all_printed(result: Result) -> bool:
    """Whether the figures of a computation stand in the document as they are."""
    return isinstance(result, Computed) and all(line.fact is not None for line in result.outcomes)


def _of_units(result: Result) -> bool:
    """Whether the rows of a result are units of the department."""
    facts = [row.fact for row in result.rows] if isinstance(result, Listing) else []
    facts = [line.fact for line in result.lines] if isinstance(result, Computed) else facts
    return bool(facts) and all(fact is not None and fact.scope is not None and fact.kind != "text" for fact in facts)


def _rate_assumed(plan: QueryPlan) -> bool:
    """Whether a question takes a rate of change for granted."""
    rates = any(premise.unit == "%" for premise in plan.premises)
    return rates and plan.basis == "change" and plan.operation == "lookup" and plan.figure == "printed"


def _overlap(computed: Computed, library: Library) -> tuple[str, str] | None:
    """The names of a part and its whole among the figures added up, where there are such."""
    facts = [(line.name, line.fact) for line in computed.lines if line.fact is not None]
    pairs = ((part, whole) for part in facts for whole in facts if part[1].id != whole[1].id)
    return next(((part[0], whole[0]) for part, whole in pairs if is_part(part[1], whole[1], library)), None)


def _printed_elsewhere(plan: QueryPlan, found: Evidence, library: Library) -> bool:
    """Whether the amount that a question takes for granted is not the one found, but stands at another place of the same item."""
    amounts = [fact for fact in found.facts if fact.amount is not None]
    if not (plan.yes_no and plan.premises and amounts) or plan.basis == "change":
        return False
    if any(
        states(fact, premise)
        for fact in (*amounts, *found.rivals, *found.also)
        if fact.amount
        for premise in plan.premises
    ):
        return False
    # Another column of its row, or an item called alike, is no other place of it: 行政运行 is not its 项目支出.
    same = all_places(replace(plan, premises=()), library)
    same = [fact for fact in same if amounts[0].concept in {None, fact.concept}]
    same = [fact for fact in (*same, *found_beside(amounts, library)) if fact.basis == amounts[0].basis]
    return any(states(fact, premise) for fact in same for premise in plan.premises)


def _among_bodies(plan: QueryPlan) -> bool:
    """Whether 排第几 means among the bodies: they are spoken of, or the item is one that every body has."""
    headline = any(not concept.isdigit() for mention in plan.concepts for concept in mention.concepts)
    return headline or ALL.search(plan.question) is not None


def _not_computed(plan: QueryPlan, library: Library) -> Evidence | None:
    """Declined before anything is looked up: a part left out of what is no whole of it, a range."""
    asked = f"{plan.question} {plan.folded}"
    dropped = plan.excluded and plan.over not in {"rows", "entities"}
    negated = NEGATED.search(plan.folded) if plan.over != "rows" else None
    dropped = dropped or (negated is not None and not library.appears(negated.group(), plan.entities))
    if dropped or _share_of_some(plan) or (plan.figure == "per_unit" and len(set(PER.findall(plan.question))) > 1):
        return Evidence(
            plan, reason="not_supported", documents=tuple(library.of_entities(e.name for e in plan.entities))
        )
    excludes = EXCLUDES.search(asked) if plan.operation not in {"subtract", "exclude"} and not plan.excluded else None
    if not excludes and not UNSUPPORTED.search(asked):
        return None
    if plan.missing or plan.unknown_place or (excludes and library.appears(excludes.group(), plan.entities)):
        return None
    rows = library.of_entities(entity.name for entity in plan.entities)
    return Evidence(plan, reason="not_supported", documents=tuple(rows))


def _share_of_some(plan: QueryPlan) -> bool:
    """Whether a share or the like is asked of rows that are first to be chosen by their size (最大的项目占多少, 50万以上的占比)."""
    if plan.figure not in {"share", "times", "per_unit"} or plan.over == "entities":
        return False
    chosen = any(part.limit is not None or part.count is not None for part in plan.parts)
    ranked = any(match["n"] or match["first"] for match in RANK.finditer(plan.question))
    return chosen or ranked or (MOST.search(plan.question) is not None and not plan.each_named)


def _between_documents(plan: QueryPlan, library: Library) -> Result | None:
    """The difference of two years that documents of one body are held for, where neither prints the change."""
    held = {row.period for row in library.of_entities(entity.name for entity in plan.entities) if row.period}
    years = plan.periods or (max(held, default=0),)
    if len(years) != 1 or plan.base_year not in held or years[0] not in held or plan.each_named:
        return None
    both = replace(plan, operation="difference", basis=None, base_year=None, direction=None, plain=None)
    found = compute(replace(both, periods=(years[0], int(plan.base_year or 0))), library)
    return None if isinstance(found, Evidence) else found


def _with_year_before(plan: QueryPlan, declined: Evidence, library: Library) -> Result:
    """A year that no document is of, but that the next year's document tells by its change: declined, with that figure as a hint."""
    years = {row.period for row in declined.documents if row.period}
    if len(plan.periods) != 1 or plan.figure != "printed" or plan.periods[0] + 1 not in years or plan.each_named:
        return declined
    ledger = Ledger()
    later = replace(plan, periods=(plan.periods[0] + 1,), figure="previous", basis="previous", plain=None)
    found = figure_lines(later, library, ledger)
    if isinstance(found, Evidence) or found[0].fact is not None or not found[0].term.value:
        return declined  # what changed by all that there is: a unit that is new, and no sum of nothing
    return Declined(plan, declined, Computed(later, "previous", (), tuple(found), ledger, declined.documents))
