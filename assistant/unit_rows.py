"""The units of a department as the rows of a table that prints an item for each of them."""

import re
from dataclasses import replace

from assistant.asked import asked_of, covered
from assistant.fitting import basis_fits, in_period, measure_fits
from assistant.library import Holding
from assistant.matching import explain, fit
from assistant.names import bare
from assistant.planning.carrying import free_words
from assistant.planning.plan import QueryPlan
from assistant.planning.text import spaces
from assistant.rows import Listed, RowSet, span_of
from assistant.units import is_head_office
from index.cleaning import squash
from index.columns import column_name
from index.concepts import Concepts
from index.entities import organisation_key
from index.facts import Fact

_UNITS = re.compile(
    r"(?:下属|所属|直属|下设|各个?|每个|\d++个?|[两二三四五六七八九十]++个?)*(?:事业)?(?:单位|机构|学校|部门)(?:的|里|中)*|预算|决算"
)
_COUNTED = frozenset({"sum", "average", "count"})
_BELOW = re.compile(r"下属|所属|直属|下设")
# Words that tell no table of units from another.
_GENERAL = re.compile(
    r"(?:19|20)\d\d年?度?|部门|单位|预算|决算|公开|各|总|明细|情况|汇总|按|分|表|收入|支出|收支|附|预|拨款|安排|\W|\d|[一二三四五六七八九十]"
)
_TOTAL = re.compile(r"^(?:合计|总计|小计|金额|预算数?|决算数?)$")
_TOTALS = ("支出合计", "收入合计")
_COVERED = 0.9
_COLUMN = 0.9
_NAMED = 0.6
_FEWEST = 2

Group = tuple[int, tuple[str, ...], str]


def by_units(plan: QueryPlan, holding: Holding) -> RowSet | None:
    """The units of a table that prints an item for each of them, with that figure; ``None`` where no table does.

    Where no item is said (哪个下属单位预算最多), the total of each.
    """
    facts = _figures_by_unit(plan, holding)
    if not free_words(_UNITS.sub(spaces, plan.content)):
        totals = (_figures_by_unit(_of_words(plan, total), holding) for total in _TOTALS)
        facts = facts or next(filter(None, totals), [])
    if not facts:
        return None
    tables = {table.number: table for table in holding.tables}
    rows = []
    for fact in facts:
        name, table = fact.scope or "", fact.locator.table
        here = (fact.locator.start, fact.locator.end)
        place = span_of(holding, tables[table], name, fact) if table is not None else here
        rows.append(Listed(name, holding.row.id, place, (fact,)))
    if facts[0].locator.table is None:
        return RowSet(f"各单位{bare(facts[0].path[-2])}", tuple(rows), "个")
    column, caption = column_name(facts[0].columns), bare(facts[0].caption)
    title = f"{f'《{caption}》' if caption else ''}各单位{bare(column)}"
    return RowSet(title, tuple(rows), "个")


def _of_words(plan: QueryPlan, said: str) -> QueryPlan:
    return replace(plan, content=said, folded=said, concepts=(), codes=())


def _figures_by_unit(plan: QueryPlan, holding: Holding) -> list[Fact]:
    """The figures that one table or sentence tells of an item for each unit, in order; none where there is no such.

    Of several the one whose words fit the question best.
    """
    content = _UNITS.sub(spaces, plan.content)
    asked, concepts = asked_of(replace(plan, content=content, folded=_UNITS.sub(spaces, plan.folded))), Concepts.load()
    groups: dict[Group, list[tuple[float, float, Fact]]] = {}
    for fact in holding.facts:
        if fact.scope is None or not _may_answer(plan, fact, holding):
            continue
        first = explain(asked, fact, holding.around[fact.id], concepts)
        if first.coverage < _COVERED:
            continue
        found = fit(asked, first, concepts)
        of_unit = organisation_key(fact.label) == organisation_key(fact.scope)
        if not of_unit and found.identity < _NAMED:
            continue  # the row of a project of the unit, in a table whose caption names what is asked
        if found.column >= _COLUMN and _of_table_named(fact, asked.question):
            item = "" if of_unit else fact.code or squash(fact.label)
            place = fact.locator.table if fact.locator.table is not None else -fact.context[0]
            groups.setdefault((place, fact.columns, item), []).append((found.column, found.score, fact))
    complete = [group for group in groups.values() if len({fact.scope for *_, fact in group}) >= _FEWEST]
    if not complete:
        return []
    best = max(complete, key=lambda group: (min(each[0] for each in group), round(max(each[1] for each in group), 6)))
    units: dict[str, Fact] = {}
    for *_, fact in best:
        units.setdefault(fact.scope or "", fact)
    return list(units.values())


def _may_answer(plan: QueryPlan, fact: Fact, holding: Holding) -> bool:
    """Whether a figure of a unit is one that is asked for: no text, none of 本级 where the units below are meant."""
    if fact.kind == "text" or (fact.prose and fact.locator.table is not None):
        return False
    if plan.operation in _COUNTED and _BELOW.search(plan.question) and is_head_office(fact.scope or ""):
        return False
    return in_period(plan, fact, [holding.row]) and basis_fits(plan, fact) and measure_fits(plan, fact)


def _of_table_named(fact: Fact, question: str) -> bool:
    """Whether a total (合计 of the “三公”经费 table) is asked for by what its table is of; a named column speaks for itself."""
    if not _TOTAL.match(squash(fact.columns[-1])) if fact.columns else False:
        return True
    rest = _GENERAL.sub("", squash(fact.caption))
    return all(covered(rest, question)) if len(rest) > 1 else True
