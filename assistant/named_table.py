"""A table that a question names by its caption: the only figure of a kind that it holds (涉及多少人, 开几场会), or that it is empty.

Rows of goal tables are called 发放人员数量 or 计划会议数量; people ask how many persons or sessions a project is for. Where one row alone
counts in the unit asked for, that row is meant.
"""

import re

from assistant.asked import Asked, asked_of
from assistant.fitting import basis_fits, measure_fits
from assistant.library import Library
from assistant.matching import Fit, caption_share, explain, fit, said_share, table_coverage
from assistant.planning.plan import QueryPlan
from assistant.surroundings import bare
from index.concepts import Concepts
from index.fact_rows import TableRow
from index.facts import Fact
from index.funds import NARROW, fund_in

_COUNTER = re.compile(r"(?:多少|几)(?P<unit>人次|[台套张把件份册次人名户根条篇期场家处间座组辆个])(?!月)")
# 区政府一招人员经费绩效目标表: the office in front and the usual words behind need not be said.
_PREFIX = re.compile(r"^[省市县区](?:人民)?(?:政府|委)(?:办公室|办)?(?=.{2})")
_SUFFIX = re.compile(r"(?:项目)?(?:经费|资金)?(?:绩效目标表?)?$")
_SAYS_WHAT = re.compile(r"内容描述|主要内容|项目内容|资金用途")
_COVERED = 0.99
_COLUMN = 0.5
_SAID = 0.95
_SURELY = 0.95
_LIKELY = 0.45
_HALF = 0.5


def only_figures(asked: Asked, fits: list[Fit]) -> list[Fit]:
    """The one figure that counts in the unit asked for, or that stands in the column asked for, in the table that is named.

    Empty where the question names no table in full, or where the table holds several such figures that differ.
    """
    plan = asked.plan
    counter = _COUNTER.search(plan.folded)
    counts = plan.language == "en" and plan.measure == "count"
    found = []
    for f in fits:
        amount = f.fact.amount
        if amount is None or f.coverage < _COVERED or f.column < _COLUMN or not _is_named(asked, f.fact):
            continue
        if not (basis_fits(plan, f.fact) and measure_fits(plan, f.fact)):
            continue
        if (counter and amount.unit == counter["unit"]) or (not counter and (counts or f.column_named)):
            found.append(f)
    return found if len({(f.fact.locator.table, f.fact.value_text) for f in found}) == 1 else []


def only_of_unit(plan: QueryPlan, library: Library, *, unit: str | None) -> Fact | None:
    """The only figure in a unit (``None``: the only amount of money) of the one table that a plan names, else ``None``."""
    asked, concepts = asked_of(plan), Concepts.load()
    found: dict[tuple[str, int | None], list[Fact]] = {}
    for row in library.of_entities(entity.name for entity in plan.entities):
        holding = library.holding(row)
        for fact in holding.facts:
            if fact.amount is None or not _is_named(asked, fact) or fact.locator.table is None:
                continue
            if fit(asked, explain(asked, fact, holding.around[fact.id], concepts), concepts).coverage < _COVERED:
                continue
            if fact.amount.unit == unit if unit else fact.measure == "money":
                found.setdefault((fact.document, fact.locator.table), []).append(fact)
    facts = next(iter(found.values()), [])
    return facts[0] if len(found) == 1 and len({fact.value_text for fact in facts}) == 1 else None


def purpose_of(plan: QueryPlan, library: Library) -> Fact | None:
    """The cell that says what the money of a project is for: 资金用途 in the table called after it, or 内容描述 in its row."""
    asked = asked_of(plan)
    texts = [
        fact
        for row in library.of_entities(entity.name for entity in plan.entities)
        for fact in library.holding(row).facts
        if fact.kind == "text" and fact.locator.table is not None and (not plan.periods or fact.period in plan.periods)
    ]
    cells = [fact for fact in texts if bare(fact.label).endswith("用途") and _is_named(asked, fact)]
    cells = cells or [
        fact
        for fact in texts
        if fact.columns and _SAYS_WHAT.search(bare(fact.columns[-1])) and said_share(bare(fact.label), asked) >= _SAID
    ]
    return cells[0] if len({(fact.document, fact.text) for fact in cells}) == 1 else None


def _is_named(asked: Asked, fact: Fact) -> bool:
    """Whether a question says the caption of a fact's table, but for the office in front and its last, usual words."""
    key = _PREFIX.sub("", _SUFFIX.sub("", bare(fact.caption))) if fact.locator.table is not None else ""
    return len(key) > 1 and said_share(key, asked) >= _SAID


def empty_table(asked: Asked, tables: dict[tuple[str, int], TableRow], *, surely: bool) -> TableRow | None:
    """The empty table that the question names: by its caption, or (``surely``) nearly all of the question by its words."""
    best = [
        (table_coverage(asked, table), table)
        for table in tables.values()
        if table.is_empty and not _is_of_other_fund(asked, table)
    ]
    least = _SURELY if surely else _LIKELY
    best = [pair for pair in best if pair[0] >= least and (surely or caption_share(asked, pair[1].caption) >= _HALF)]
    return max(best, key=lambda pair: (pair[0], -pair[1].number))[1] if best else None


def _is_of_other_fund(asked: Asked, table: TableRow) -> bool:
    """Whether a table is of one fund and the question names another or none, or the question names one and the table none."""
    fund, named = fund_in(table.caption), fund_in(asked.plan.folded)
    return (fund in NARROW and named != fund) or (named in NARROW and not fund)
