"""Citations, figures and warnings of one answer, numbered in order of use and re-read from the stored text."""

from dataclasses import dataclass, field, replace
from typing import Literal

from assistant import arithmetic
from assistant.contract import Citation, Figure, Warning
from assistant.evidence import Place, place_of, place_url, span_of
from assistant.library import Holding, Library
from assistant.names import bare, label
from assistant.planning.plan import QueryPlan
from index.amount import decimal_text, dimension
from index.columns import squash_label
from index.fact_rows import StoredFinding
from index.facts import Fact

_WARNING_SEVERITIES = {"conflict", "slip", "gap"}


@dataclass
class Said:
    """What one result says: its words with their figures and warnings. ``reason`` is set where it declines."""

    status: Literal["answered", "not_found", "clarify"]
    text: str
    reason: str | None = None
    origin: Literal["extracted", "computed", "quoted", "ai_generated"] | None = None
    figures: list[Figure] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)


class Composer:
    """Builds one answer: numbers citations in order of use and re-reads each from the stored text."""

    def __init__(self, plan: QueryPlan, library: Library) -> None:
        self.plan = plan
        self.library = library
        self.citations: list[Citation] = []

    def text(self, document: str) -> str:
        return self.library.holding_of(document).text

    def cite(self, fact: Fact) -> int | None:
        """The number of the citation of a fact, or ``None`` if the stored source does not bear it out."""
        place = place_of(fact, self.text(fact.document))
        if place is None:
            return None
        return self._number(fact, place)

    def cite_span(self, fact: Fact, span: tuple[int, int]) -> int:
        """The number of the citation of words beside a fact, under the fact's own address (the row's name for a blank cell)."""
        return self._number(fact, span_of(*span, self.text(fact.document)))

    def cite_name(self, fact: Fact, span: tuple[int, int]) -> int:
        """The number of the citation of the name of a fact's row."""
        return self._number(self._beside(fact, span), span_of(*span, self.text(fact.document)))

    def _beside(self, fact: Fact, span: tuple[int, int]) -> Fact:
        """The fact as if it stood in the cell of a span: a row's name has the place and the header of its own column."""
        if fact.locator.table is None:
            return fact
        cells = self.library.cells(fact.document, fact.locator.table)
        cell = next((cell for cell in cells if cell.start <= span[0] and span[1] <= cell.end), None)
        if cell is None or (cell.row, cell.column) == (fact.locator.row, fact.locator.column):
            return fact
        headers = [
            header.text
            for header in cells
            if header.role == "header"
            and header.row < cell.row
            and header.column <= cell.column < header.column + header.colspan
        ]
        columns = cell.column_labels or tuple(dict.fromkeys(bare(squash_label(text)) for text in headers))
        path = fact.path[: fact.path.index(cell.text) + 1] if cell.text in fact.path else fact.path
        locator = replace(fact.locator, row=cell.row, column=cell.column)
        return replace(fact, locator=locator, columns=columns, path=path)

    def _number(self, fact: Fact, place: Place) -> int:
        row = self.library.holding_of(fact.document).row
        for known in self.citations:
            if (known.document_id, known.start, known.end) == (fact.document, place.start, place.end):
                return known.number
        table = fact.locator.table
        citation = Citation(
            number=len(self.citations) + 1,
            document_id=fact.document,
            file=row.file,
            title=row.title,
            section=list(fact.section),
            table=(fact.caption or f"表{table + 1}") if table is not None else None,
            row=fact.locator.row + 1 if fact.locator.row is not None else None,
            column=fact.locator.column + 1 if fact.locator.column is not None else None,
            row_labels=list(fact.path) if table is not None else [],
            column_labels=list(fact.columns),
            quote=place.quote,
            start=place.start,
            end=place.end,
            url=place_url(fact.document, place.start, place.end),
        )
        self.citations.append(citation)
        return citation.number

    def cite_place(self, document: str, start: int, end: int) -> int:
        """A citation of a bare span (the other place of a finding)."""
        for known in self.citations:
            if known.document_id == document and known.start <= start and end <= known.end:
                return known.number
        place = span_of(start, end, self.text(document))
        row = self.library.holding_of(document).row
        citation = Citation(
            number=len(self.citations) + 1,
            document_id=document,
            file=row.file,
            title=row.title,
            section=list(self.library.section_at(document, start)),
            quote=place.quote,
            start=place.start,
            end=place.end,
            url=place_url(document, place.start, place.end),
        )
        self.citations.append(citation)
        return citation.number


def figure_of(
    fact: Fact,
    plan: QueryPlan,
    numbers: list[int],
    role: Literal["result", "operand", "context"] = "result",
    *,
    as_printed: bool = False,
) -> Figure:
    """A figure in the unit asked for, where the printed unit converts to it."""
    assert fact.amount is not None
    term = arithmetic.printed(numbers[0], fact.amount.value, fact.amount.unit)
    value, unit, formula = fact.amount.value, fact.amount.unit, None
    converts = plan.unit is not None and unit is not None and dimension(plan.unit) == dimension(unit) != "count"
    if converts and plan.unit != unit and not as_printed:
        result = arithmetic.calculated(arithmetic.in_unit(term, plan.unit))
        value, unit, formula = result.value, result.unit, result.formula
    return Figure(
        role=role,
        label=label(fact),
        concept=fact.concept,
        entity=fact.entity,
        period=fact.period,
        basis=fact.basis,
        value=decimal_text(value),
        unit=unit,
        comparator=fact.comparator,
        printed=fact.amount.printed,
        direction=fact.direction,
        base=fact.base,
        derived=formula is not None,
        formula=formula,
        citations=numbers,
    )


# Findings about an item wherever it is printed, not about one place alone.
_OF_THE_ITEM = frozenset({"same_item", "same_change", "printed_share"})


def warnings_of(composer: Composer, facts: list[Fact]) -> list[Warning]:
    """Findings that touch a cited place, with both places cited. Rounding hints stay quiet."""
    warnings = []
    for fact in facts:
        holding = composer.library.holding_of(fact.document)
        for finding in holding.findings:
            if finding.severity not in _WARNING_SEVERITIES or not _touches(finding, fact, holding):
                continue
            numbers = [composer.cite_place(fact.document, start, end) for start, end, _ in finding.places[:4]]
            warning = Warning(kind=finding.kind, text=finding.message, citations=list(dict.fromkeys(numbers)))
            if warning not in warnings:
                warnings.append(warning)
    return warnings


def _touches(finding: StoredFinding, fact: Fact, holding: Holding) -> bool:
    """Whether a finding is about a cited figure, here or where the document prints the same figure of the item again."""
    start, end = fact.locator.start, fact.locator.end
    if any(first < end and start < max(last, first + 1) for first, last, _ in finding.places):
        return True
    return finding.kind in _OF_THE_ITEM and any(_same(fact, holding.at.get(first)) for first, _, _ in finding.places)


def _same(fact: Fact, other: Fact | None) -> bool:
    if other is None or fact.amount is None or other.amount is None or fact.concept is None:
        return False
    key = (fact.concept, fact.period, fact.basis, fact.scope, fact.amount.value, fact.amount.unit)
    return key == (other.concept, other.period, other.basis, other.scope, other.amount.value, other.amount.unit)
