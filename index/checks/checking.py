"""All checks of a document. To add one, write a small function and name it here."""

from collections.abc import Callable, Iterator

from index.checks import (
    agreement,
    balance,
    changes,
    counts,
    gaps,
    indicators,
    procurement,
    projects,
    rates,
    slips,
    sums,
    table_sums,
    targets,
)
from index.checks.disclosure import Disclosure
from index.concepts import Concepts
from index.document import Document
from index.extraction import Extraction
from index.findings import Finding

Check = Callable[[Disclosure], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    sums.known_items,
    sums.listed_parts,
    sums.larger_parts,
    sums.counted_parts,
    table_sums.known_rows,
    table_sums.row_totals,
    table_sums.code_levels,
    table_sums.numbered_rows,
    balance.income_and_spending,
    balance.changes_of_both_sides,
    balance.change_and_parts,
    balance.year_over_year,
    balance.operating_funds,
    rates.printed_shares,
    rates.ways_of_change,
    rates.rates_of_change,
    changes.same_change,
    agreement.same_item,
    agreement.part_named_like_whole,
    agreement.economic_items,
    counts.counts,
    projects.project_amounts,
    projects.listed_projects,
    projects.projects_within_spending,
    procurement.quantity_and_price,
    procurement.procurement_total,
    procurement.purchases_without_budget,
    procurement.planned_above_budget,
    procurement.vehicles_without_assets,
    targets.text_and_indicator,
    targets.rows_of_one_table,
    targets.office_and_project,
    indicators.unit_and_name,
    indicators.bare_values,
    indicators.direction,
    indicators.graded_standards,
    indicators.cumulative_plans,
    slips.placeholders,
    slips.missing_units,
    slips.tables_without_unit,
    slips.years,
    slips.table_dates,
    slips.template_words,
    slips.repeated_words,
    gaps.blank_cells,
    gaps.empty_tables,
    gaps.filled_tables_said_empty,
    gaps.missing_tables,
    gaps.empty_sections,
)


def find(document: Document, extraction: Extraction) -> tuple[Finding, ...]:
    """Findings of all checks, in reading order; of two that name the same places alike, the first check's is kept."""
    disclosure = Disclosure(document, extraction, Concepts.load())
    kept: dict[tuple[str, frozenset[str]], Finding] = {}
    for check in CHECKS:
        for finding in check(disclosure):
            sums_up = finding.severity if len(finding.places) > 1 else finding.kind
            kept.setdefault((sums_up, frozenset(place.path for place in finding.places)), finding)
    return tuple(sorted(kept.values(), key=lambda finding: (finding.places[0].locator.start, finding.kind, finding.id)))
