"""A figure without a part of it: the whole less the part, where the documents show that the one is part of the other."""

from dataclasses import replace

from assistant import arithmetic
from assistant.computing import compute
from assistant.figures import figure_lines
from assistant.library import Library
from assistant.lookup import Evidence
from assistant.names import bare
from assistant.planning.plan import QueryPlan
from assistant.results import Computed, Ledger, Line, Result
from assistant.rows import table_rows
from assistant.surroundings import link
from index.concepts import Concepts
from index.facts import Fact


def exclude(plan: QueryPlan, library: Library) -> Result:
    """The whole of a plan less the part that it leaves out; beside a part of something else (除人员经费以外，公用经费) the item alone."""
    whole, part = plan.parts
    part = replace(part, measure=part.measure or whole.measure)
    ledger = Ledger()
    wholes, parts = figure_lines(whole, library, ledger), figure_lines(part, library, ledger)
    if isinstance(wholes, Evidence):
        return wholes
    if isinstance(parts, Evidence):
        return parts
    of, out = wholes[0], parts[0]
    if len(wholes) == len(parts) == 1 and of.fact and out.fact:
        if is_part(out.fact, of.fact, library):
            rest = Line(of.name, of.entity, of.period, arithmetic.subtracted(of.term, out.term))
            return Computed(plan, "subtract", (of, out), (rest,), ledger, tuple(library.of_entities([of.entity])))
        if _are_siblings(out.fact, of.fact):
            return compute(replace(whole, operation="lookup"), library)
    return Evidence(plan, reason="not_supported", documents=tuple(library.of_entities(e.name for e in plan.entities)))


def is_part(part: Fact, whole: Fact, library: Library) -> bool:
    """Whether one figure is part of another by the field's own order, in its sentence, or as 其中 in its table."""
    if (part.document, part.period, part.basis) != (whole.document, whole.period, whole.basis):
        return False
    if part.measure != whole.measure:
        return False
    if part.concept and whole.concept and Concepts.load().is_part_of(part.concept, whole.concept):
        return True
    parents = {bare(label) for label in part.path[:-1]} | {link(label) for label in part.path[:-1]}
    if part.prose and (bare(whole.label) in parents or (whole.concept and whole.concept in parents)):
        return True
    if part.locator.table is None or part.locator.table != whole.locator.table or part.columns != whole.columns:
        return False
    if whole.code and part.code and part.code != whole.code:
        return part.code.startswith(whole.code)
    return _stands_under(part, whole, library)


def _stands_under(part: Fact, whole: Fact, library: Library) -> bool:
    """Whether a row is the 其中 of another: marked so, with no other unmarked row between them."""
    holding = library.holding_of(part.document)
    table = next(each for each in holding.tables if each.number == part.locator.table)
    above: Fact | None = None
    for row in table_rows(holding, table):
        if part in row.facts:
            return row.is_part and above is not None and (above.locator.row == whole.locator.row)
        if not row.is_part:
            above = row.facts[0]
    return False


def _are_siblings(left: Fact, right: Fact) -> bool:
    """Whether two figures are of parts of one item, so that neither holds the other."""
    if left.id == right.id:
        return False
    concepts = Concepts.load()
    known = [concepts.by_id.get(fact.concept or "") for fact in (left, right)]
    return (
        all(each is not None and each.part_of for each in known) and len({each.part_of for each in known if each}) == 1
    )
