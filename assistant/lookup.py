"""A plan to evidence: the facts that answer it, or the reason why none does."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.asked import Asked, asked_of
from assistant.explanation import REASON, in_words, reason_said, unchanged
from assistant.fitting import (
    against_account_asked,
    basis_fits,
    in_period,
    in_table_of_other_side,
    measure_fits,
    of_level_named,
    of_other_account,
    other_end,
    other_side,
)
from assistant.library import Holding, Library
from assistant.matching import Explained, Fit, caption_share, explain, fit
from assistant.named_table import empty_table, only_figures
from assistant.narrowing import (
    among_namesakes,
    by_value,
    counted_under,
    meant,
    named_verbatim,
    of_other_funds,
    of_several_units,
)
from assistant.none_said import none_said
from assistant.planning import words
from assistant.planning.plan import Limit, QueryPlan
from assistant.sentences import narrowed_by_sentence, only_project
from assistant.surroundings import SHORT_TEXT, row_key
from assistant.units import of_unit, units_said
from index.amount import MONEY, convert
from index.columns import column_name
from index.concepts import Concepts
from index.fact_rows import DocumentRow, TableRow
from index.facts import Fact

_TOLD_BY_OWN = frozenset({None, "blank", "empty_table", "ambiguous_item"})
_COVERED = 0.9
_GRADES = re.compile(
    r"[\s\"，、]*[优良中差](?:(?:秀|等|的|评价|标准|档|[\s，、])*[优良中差]?)*"
)  # a grade without what is graded
_NAMED = 0.6
_COLUMN = 0.5
_WHOLE_COLUMN = 0.9  # 支出 is half of 基本支出, and no other place of it
_MARGIN = 0.08
_WORD = re.compile(r"\w{2}")
_FEW = 4
_PROJECT = re.compile(r"项目|工程|专项|活动|经费|资金")
_THIRD = 0.3
_SAME_NAME = 0.95
_WIDE_MARGIN = 0.4
_CAPTION_MARGIN = 0.25
_MANY = 14


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a look-up found.

    ``facts`` agree with each other (same value); ``also`` are further items, columns or bodies that were asked for;
    ``rivals`` fit as well and say something else. ``reason`` is set where nothing is answered, with the fact, table or
    document that shows why. ``other_funds``: the item as other funds print it, for what is held against one of them.
    ``explained``: the quote gives a reason or a use of the figure in ``near``. ``none_said``: where a document says that it has none.
    """

    plan: QueryPlan
    facts: tuple[Fact, ...] = ()
    rivals: tuple[Fact, ...] = ()
    near: tuple[Fact, ...] = ()
    reason: str | None = None
    table: TableRow | None = None
    documents: tuple[DocumentRow, ...] = ()
    unexplained: str = ""
    quote: tuple[int, int] | None = None
    explained: bool = False
    also: tuple[Fact, ...] = ()
    other_funds: tuple[Fact, ...] = ()
    none_said: tuple[str, tuple[int, int]] | None = None


def look_up(plan: QueryPlan, library: Library) -> Evidence:
    """Find the facts a plan asks for, in the library given (all of the index, or a part)."""
    if plan.unknown_place:
        return Evidence(plan, reason="no_document", documents=library.documents)
    if plan.missing == "entity" or not plan.entities:
        return Evidence(plan, reason="missing_entity", documents=library.documents)
    if words.OUT_OF_SCOPE.search(plan.folded):
        return Evidence(plan, reason="out_of_scope", documents=library.documents)
    documents = library.of_entities(entity.name for entity in plan.entities)
    if (of_area := words.OF_THE_AREA.search(plan.folded)) and not library.appears(of_area.group(), plan.entities):
        return Evidence(plan, reason="out_of_scope", documents=library.documents)
    if len({row.entity for row in documents}) > 1 or plan.above:
        return Evidence(plan, reason="ambiguous_entity", documents=tuple(documents))
    if len(plan.periods) > 1 and not plan.year_end:
        # 新乐2020年和长安2019年: of several years each body has its own.
        held = tuple(year for year in plan.periods if any(row.period == year for row in documents))
        plan = replace(plan, periods=held or plan.periods)
    holdings = [library.holding(row) for row in documents]
    asked = asked_of(plan)
    in_time = [fact for holding in holdings for fact in holding.facts if in_period(plan, fact, documents)]
    candidates = of_level_named(plan, in_time)
    if plan.periods and not _year_known(plan, documents) and not candidates:
        return Evidence(plan, reason="no_period", documents=tuple(documents))
    if (asked.total < 0.3 and not plan.codes) or _GRADES.fullmatch(plan.content):
        return Evidence(plan, reason="no_item", documents=tuple(documents))
    own = {row.id for row in documents if row.period in plan.periods}
    if plan.basis not in {"previous", "change"} and 0 < len(own) < len(documents):
        # The document of the year itself goes before what the next one repeats of it (上年预算数).
        told = [fact for fact in candidates if fact.document in own]
        found = _choose(plan, asked, told, [holding for holding in holdings if holding.row.id in own])
        if found.reason in _TOLD_BY_OWN:
            return _with_words(found, holdings)
    return _with_words(_choose(plan, asked, candidates, holdings), holdings)


def _with_words(evidence: Evidence, holdings: list[Holding]) -> Evidence:
    """Evidence that there is no figure, with the sentence of a document that says so."""
    if evidence.reason not in {"not_disclosed", "empty_table"}:
        return evidence
    asked = [holding for holding in holdings if holding.row.period in evidence.plan.periods] or holdings
    found = ((holding.row.id, span) for holding in asked if (span := none_said(evidence.plan, holding)))
    return replace(evidence, none_said=next(found, None))


def all_places(plan: QueryPlan, library: Library) -> list[Fact]:
    """Every figure of the item that a plan names, wherever its documents print it, the best fitting first.

    Where the question quotes amounts (47还是57), figures of those amounts count that carry the item's name in part.
    """
    documents = library.of_entities(entity.name for entity in plan.entities)
    asked, concepts = asked_of(plan), Concepts.load()
    fits = []
    for row in [row for row in documents if row.period in plan.periods] or documents:
        holding = library.holding(row)
        for fact in holding.facts:
            if fact.amount is not None and in_period(plan, fact, documents):
                first = explain(asked, fact, holding.around[fact.id], concepts)
                if first.coverage >= _COVERED:
                    fits.append(fit(asked, first, concepts))
    named = [f for f in fits if basis_fits(plan, f.fact) and measure_fits(plan, f.fact)]
    exact = [f for f in named if f.identity >= _SAME_NAME and f.column >= _WHOLE_COLUMN]
    if plan.premises:
        quoted = [f for f in named if f.identity >= _NAMED and any(states(f.fact, p) for p in plan.premises)]
        exact = quoted or exact
    best = max((f.score for f in exact), default=0.0)
    kept = [f for f in exact if plan.premises or f.score >= best - _WIDE_MARGIN]
    return [f.fact for f in sorted(kept, key=lambda f: (-round(f.score, 6), f.fact.locator.start))]


def states(fact: Fact, premise: Limit) -> bool:
    """Whether a fact prints an amount that the question quotes."""
    assert fact.amount is not None
    value, unit = fact.amount.value, fact.amount.unit
    if unit in MONEY and premise.unit in MONEY:
        return convert(value, unit, "元") == convert(premise.value, premise.unit, "元")
    return value == premise.value and (premise.unit is None or unit in {None, premise.unit})


def _choose(plan: QueryPlan, asked: Asked, candidates: list[Fact], holdings: list[Holding]) -> Evidence:
    concepts = Concepts.load()
    documents = [holding.row for holding in holdings]
    tables = {(t.document, t.number): t for holding in holdings for t in holding.tables}
    texts = {holding.row.id: holding.text for holding in holdings}
    around = {holding.row.id: holding.around for holding in holdings}
    units = units_said(frozenset(fact.scope for fact in candidates if fact.scope), plan)
    candidates = [fact for fact in candidates if of_unit(fact, units)] if units else candidates
    firsts = [explain(asked, fact, around[fact.document][fact.id], concepts) for fact in candidates]
    fits = [fit(asked, first, concepts) for first in firsts if first.coverage >= _COVERED]
    named = [f for f in fits if f.identity >= _NAMED and not _WORD.search(f.unexplained)]
    fitting = [f for f in named if basis_fits(plan, f.fact) and measure_fits(plan, f.fact) and f.column >= _COLUMN]
    fitting = [f for f in fitting if not other_side(plan, f.fact) and not other_end(plan, f.fact)]
    fitting = [f for f in fitting if not in_table_of_other_side(plan, f.fact)] or fitting
    fitting = [f for f in fitting if not of_other_account(plan, f.fact, candidates)]
    if plan.operation == "explain" and any(f.fact.measure != "percent" for f in fitting):
        fitting = [f for f in fitting if f.fact.measure != "percent"]  # the rate tells the change again
    if plan.basis == "change":
        against = {f.id for f in against_account_asked(plan, [f.fact for f in fitting], documents)}
        fitting = [f for f in fitting if f.fact.id in against]
    if not fitting:
        fitting = only_figures(asked, fits) or counted_under(plan, fits)
    if not fitting:
        fitting = narrowed_by_sentence(plan, asked, firsts, holdings)
    if not fitting and (project := only_project(plan, fits)):
        fitting = [project]
        plan = replace(plan, assumed=(*plan.assumed, f"项目：按“{project.fact.label}”理解"))
    before, fitting = fitting, meant(plan, fitting)
    if not fitting:
        return _absent(plan, asked, firsts, named, tables, texts, documents)
    best = max(f.score for f in fitting)
    top = [f for f in fitting if f.score >= best - _MARGIN]
    anchor = _indicator_among(top)
    namesakes = _namesakes(asked, anchor, fitting) if anchor is not None else []
    if namesakes:
        facts_found = tuple(f.fact for f in namesakes)
        many = "ambiguous_item" if len(facts_found) > _MANY else None
        return Evidence(plan, facts=facts_found[:1], rivals=facts_found[1:], reason=many, documents=tuple(documents))
    top = named_verbatim(plan, among_namesakes(plan, top, fitting, fits), before)
    empty = empty_table(asked, tables, surely=True)
    if empty is not None and max(f.identity for f in top) < 1.0:
        # The question names an empty table in full and the nearest figure only in part (国有资本经营预算 against …收入).
        return Evidence(plan, near=(top[0].fact,), reason="empty_table", table=empty, documents=tuple(documents))
    named_columns = _named_columns(plan, top[0], fitting)
    if named_columns:
        return Evidence(plan, facts=named_columns[:1], also=named_columns[1:], documents=tuple(documents))
    told = _told(plan, top, candidates, tables, texts, documents)
    return replace(told, other_funds=of_other_funds(told.facts[0], before)) if told.facts else told


def _told(
    plan: QueryPlan,
    top: list[Fit],
    candidates: list[Fact],
    tables: dict[tuple[str, int], TableRow],
    texts: dict[str, str],
    documents: list[DocumentRow],
) -> Evidence:
    """The best fitting figures as evidence: one value with its places, several that differ, a blank cell, or a reason."""
    groups = by_value(
        [f for f in top if f.fact.kind != "blank"] or top
    )  # a blank cell says nothing where a figure is told
    if plan.unit is not None:  # 多少元: of two prints of one figure the one in that unit, which may be the exact one
        groups = [
            sorted(group, key=lambda f: f.fact.amount is None or f.fact.amount.unit != plan.unit) for group in groups
        ]
    # 资产总额2864万元，其中固定资产2318万元: a part told behind its whole is no other print of it.
    groups = [groups[0], *(group for group in groups[1:] if not _is_told_part(group[0].fact, groups[0][0].fact))]
    if len(groups) > 1:
        return Evidence(
            plan,
            facts=tuple(f.fact for f in groups[0]),
            rivals=tuple(group[0].fact for group in groups[1:]),
            reason=None if len(groups) <= _FEW and not of_several_units(groups) else "ambiguous_item",
            documents=tuple(documents),
        )
    chosen = [_figure_of_text(f.fact, candidates) for f in groups[0]]
    if chosen[0].kind == "blank":
        table = tables.get((chosen[0].document, chosen[0].locator.table or 0))
        reason = "empty_table" if table is not None and table.is_empty else "blank"
        return Evidence(plan, near=tuple(chosen), reason=reason, documents=tuple(documents), table=table)
    if plan.operation == "explain":
        told = [*chosen, *in_words(chosen[0], candidates)]
        said = next(((fact, span) for fact in told if (span := reason_said(fact, texts[fact.document]))), None)
        if said is None:
            return Evidence(plan, near=tuple(chosen), reason="no_reason", documents=tuple(documents))
        now = _now(plan, said[0], candidates)
        return Evidence(plan, near=(said[0],), quote=said[1], explained=True, also=now, documents=tuple(documents))
    return Evidence(plan, facts=tuple(chosen), documents=tuple(documents))


def _is_told_part(fact: Fact, whole: Fact) -> bool:
    return fact.prose and fact.context == whole.context and whole.label in fact.path[:-1]


def _now(plan: QueryPlan, fact: Fact, candidates: list[Fact]) -> tuple[Fact, ...]:
    """The present figure beside a change, where the question takes an amount for granted (为什么增加到7.2万元)."""
    if fact.basis != "change" or fact.concept is None or not plan.premises:
        return ()
    if any(states(fact, premise) for premise in plan.premises):
        return ()
    same = (each for each in candidates if each.concept == fact.concept and each.basis == "budget" and each.amount)
    return tuple(each for each in same if each.document == fact.document and each.prose)[:1]


def _namesakes(asked: Asked, best: Fit, fitting: list[Fit]) -> list[Fit]:
    """Rows of the same name in several indicator tables that state different values, where the question names no table."""
    own = caption_share(asked, best.fact.caption)
    rows: dict[tuple[str, int | None, int | None], Fit] = {}
    for f in [best, *fitting]:
        alike = f.coverage >= best.coverage - 0.001 and f.identity >= _SAME_NAME and _is_indicator(f.fact)
        if alike and caption_share(asked, f.fact.caption) > own - _CAPTION_MARGIN:
            rows.setdefault(row_key(f.fact), f)
    tables = {f.fact.locator.table for f in rows.values()}
    values = {(f.fact.value_text, f.fact.comparator) for f in rows.values()}
    return list(rows.values()) if len(tables) > 1 and len(values) > 1 else []


def _indicator_among(top: list[Fit]) -> Fit | None:
    """The best row of an indicator table, where nothing as good is a figure of the office itself."""
    if any(f.fact.concept is not None or (f.fact.amount is not None and f.fact.basis != "target") for f in top):
        return None
    return max((f for f in top if _is_indicator(f.fact)), key=lambda f: f.score, default=None)


def _is_indicator(fact: Fact) -> bool:
    return bool(fact.columns) and fact.columns[0] == "指标值" and fact.kind != "blank"


def _named_columns(plan: QueryPlan, best: Fit, fitting: list[Fit]) -> tuple[Fact, ...]:
    """Several columns of one row, where the question names more than one (单价和数量), in the order of the question."""
    if not re.search(r"和|与|及|、", plan.folded):
        return ()
    row = [
        f
        for f in fitting
        if f.column_named and row_key(f.fact) == row_key(best.fact) and f.fact.locator.table is not None
    ]
    if len({column_name(f.fact.columns) for f in row}) < 2:
        return ()  # one name under 预算数 and 决算数 is one column asked for
    row.sort(key=lambda f: plan.folded.find(f.fact.columns[-1][:2]))
    return tuple(f.fact for f in row if f.fact.kind != "blank")


def _year_known(plan: QueryPlan, documents: list[DocumentRow], candidates: Iterable[Fact] = ()) -> bool:
    """Whether a document is of a year asked for, or reports on it beside another (no year before that is only held against it)."""
    told = any(fact.basis in {"budget", "final"} and fact.period in plan.periods for fact in candidates)
    return told or any(row.period in plan.periods for row in documents)


def _figure_of_text(fact: Fact, facts: list[Fact]) -> Fact:
    """A short text that holds one figure (满意率80%以上) answers with that figure."""
    if fact.kind != "text" or len(fact.text or "") > SHORT_TEXT:
        return fact
    place = fact.locator
    inside = [f for f in facts if f.prose and f.amount and f.locator.table is not None and row_key(f) == row_key(fact)]
    inside = [f for f in inside if place.start <= f.locator.start < place.end]
    return inside[0] if len(inside) == 1 else fact


def _absent(
    plan: QueryPlan,
    asked: Asked,
    firsts: list[Explained],
    named: list[Fit],
    tables: dict[tuple[str, int], TableRow],
    texts: dict[str, str],
    documents: list[DocumentRow],
) -> Evidence:
    """Why nothing fits: another basis only, a blank cell, an empty table, or an item the documents do not state."""
    if plan.periods and not plan.year_end and not _year_known(plan, documents, (first.fact for first in firsts)):
        return Evidence(plan, reason="no_period", documents=tuple(documents))
    other_basis = [f.fact for f in sorted(named, key=lambda f: -f.score) if not basis_fits(plan, f.fact)]
    if plan.basis == "change":
        flat = next(
            (
                (fact, span)
                for fact in other_basis
                if (span := unchanged(fact, texts[fact.document]))
                and _same_base(plan, texts[fact.document][slice(*span)])
            ),
            None,
        )
        if (
            flat
            and plan.operation == "explain"
            and plan.direction is None
            and not REASON.search(texts[flat[0].document], *flat[1])
        ):
            return Evidence(plan, near=(flat[0],), reason="no_reason", documents=tuple(documents))
        if flat:
            return Evidence(plan, near=(flat[0],), quote=flat[1], documents=tuple(documents))
    if plan.basis == "final":
        other_basis = [fact for fact in other_basis if fact.basis == "budget"]
    if other_basis and plan.basis in {"final", "change", "previous"}:
        return Evidence(plan, near=tuple(other_basis[:3]), reason="not_disclosed", documents=tuple(documents))
    empty = empty_table(asked, tables, surely=False)
    if empty is not None:
        return Evidence(plan, reason="empty_table", table=empty, documents=tuple(documents))
    most = max((first.coverage for first in firsts), default=0.0)
    nearest = [fit(asked, first, Concepts.load()) for first in firsts if first.coverage == most]
    best = max(nearest, key=lambda f: f.score, default=None)
    near = tuple(f.fact for f in sorted(named, key=lambda f: -f.score)[:3])
    return Evidence(
        plan,
        near=near,
        reason="not_disclosed",
        documents=tuple(documents),
        unexplained=best.unexplained if best else "",
    )


def _same_base(plan: QueryPlan, words: str) -> bool:
    """Whether the words that a figure did not change speak of the year that is asked against."""
    years = re.findall(r"(?:19|20)\d\d", words)
    return plan.base_year is None or not years or str(plan.base_year) in years
