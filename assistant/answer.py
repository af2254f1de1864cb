"""Evidence to an answer: figures and citations numbered, warnings from findings, and the words around them."""

from collections.abc import Iterable

from assistant import wording
from assistant.contract import Answer, Citation, Figure, Interpretation, Warning
from assistant.evidence import Place, place_of, span_of
from assistant.lookup import Evidence
from assistant.planning.plan import QueryPlan
from index.amount import convert, decimal_text, dimension
from index.concepts import Concepts
from index.fact_rows import DocumentRow, StoredFinding
from index.fact_store import FactStore
from index.facts import Fact

_MAX_CITATIONS = 3
_WARNING_SEVERITIES = {"conflict", "slip", "gap"}


class Composer:
    """Builds one answer: numbers citations in order of use and re-reads each from the stored text."""

    def __init__(self, plan: QueryPlan, store: FactStore, documents: Iterable[DocumentRow]) -> None:
        self.plan = plan
        self.store = store
        self.documents = {row.id: row for row in documents}
        self.citations: list[Citation] = []
        self._texts: dict[str, str] = {}

    def text(self, document: str) -> str:
        if document not in self._texts:
            self._texts[document] = self.store.text(document)
        return self._texts[document]

    def cite(self, fact: Fact) -> int | None:
        """The number of the citation of a fact, or ``None`` if the stored source does not bear it out."""
        place = place_of(fact, self.text(fact.document))
        if place is None:
            return None
        return self._number(fact, place)

    def cite_span(self, fact: Fact, span: tuple[int, int]) -> int:
        return self._number(fact, span_of(*span, self.text(fact.document)))

    def _number(self, fact: Fact, place: Place) -> int:
        row = self.documents[fact.document]
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
            url=f"/documents/{fact.document}#{place.start}-{place.end}",
        )
        self.citations.append(citation)
        return citation.number

    def cite_place(self, document: str, start: int, end: int) -> int:
        """A citation of a bare span (the other place of a finding)."""
        for known in self.citations:
            if known.document_id == document and known.start <= start and end <= known.end:
                return known.number
        place = span_of(start, end, self.text(document))
        row = self.documents[document]
        citation = Citation(
            number=len(self.citations) + 1,
            document_id=document,
            file=row.file,
            title=row.title,
            section=list(self.store.section_path_at(document, start)),
            quote=place.quote,
            start=place.start,
            end=place.end,
            url=f"/documents/{document}#{place.start}-{place.end}",
        )
        self.citations.append(citation)
        return citation.number


def compose(
    evidence: Evidence, store: FactStore, library: list[DocumentRow], suggestions: tuple[str, ...] = ()
) -> Answer:
    """The answer to a plan's evidence."""
    composer = Composer(evidence.plan, store, library)
    if evidence.quote is not None:
        return _quoted(evidence, composer)
    if evidence.facts and evidence.reason is None:
        return _figures(evidence, composer, suggestions)
    return _absence(evidence, composer, suggestions)


def _figures(evidence: Evidence, composer: Composer, suggestions: tuple[str, ...]) -> Answer:
    plan = evidence.plan
    rivals = evidence.rivals
    same_item = {fact.concept for fact in (*evidence.facts[:1], *rivals)}
    if rivals and (None in same_item or len(same_item) > 1):
        return _choices(evidence, composer)
    figures: list[Figure] = []
    texts: list[tuple[Fact, list[int]]] = []
    for group in (evidence.facts, *((fact,) for fact in (*evidence.also, *rivals))):
        numbers = [number for fact in group[:_MAX_CITATIONS] if (number := composer.cite(fact)) is not None]
        if not numbers:
            continue
        if group[0].amount is not None:
            figures.append(_figure(group[0], plan, numbers))
        texts.append((group[0], numbers))
    if not texts:
        return _absence(Evidence(plan, reason="not_verified", documents=evidence.documents), composer, suggestions)
    warnings = _warnings(composer, [fact for group in (evidence.facts, evidence.also, rivals) for fact in group])
    main = texts[0][0]
    unit_missing = main.amount is not None and main.amount.unit is None and main.basis == "change"
    if unit_missing and not any(w.kind == "missing_unit" for w in warnings):
        warnings.append(Warning(kind="missing_unit", text=wording.no_unit(plan.language), citations=[1]))
    sentences = [wording.sentence(fact, _figure_of(figures, numbers), numbers, plan) for fact, numbers in texts]
    return Answer(
        question=plan.question,
        language="en" if plan.language == "en" else "zh",
        status="answered",
        origin="extracted",
        text=wording.join(sentences, plan.language, several_places=_one_time([fact for fact, _ in texts], evidence)),
        figures=figures,
        citations=composer.citations,
        warnings=warnings,
        interpretation=_interpretation(evidence),
        suggestions=list(suggestions),
    )


def _one_time(facts: list[Fact], evidence: Evidence) -> bool:
    """Whether several statements speak of the same year and account, so that they differ by place."""
    return not evidence.also and len({(fact.period, fact.basis) for fact in facts}) < len(facts)


def _figure_of(figures: list[Figure], numbers: list[int]) -> Figure | None:
    return next((figure for figure in figures if figure.citations == numbers), None)


def _figure(fact: Fact, plan: QueryPlan, numbers: list[int], role: str = "result") -> Figure:
    """A figure in the unit asked for, where the printed unit converts to it."""
    assert fact.amount is not None
    value, unit, formula = fact.amount.value, fact.amount.unit, None
    converts = plan.unit is not None and unit is not None and dimension(plan.unit) == dimension(unit) != "count"
    if converts and plan.unit != unit and unit is not None and plan.unit is not None:
        value = convert(value, unit, plan.unit)
        formula = f"[{numbers[0]}] {decimal_text(fact.amount.value)}{unit} = {decimal_text(value)}{plan.unit}"
        unit = plan.unit
    return Figure(
        role="context" if role == "context" else "result",
        label=wording.label(fact),
        concept=fact.concept,
        entity=fact.entity,
        period=fact.period,
        basis=fact.basis,
        value=decimal_text(value),
        unit=unit,
        comparator=fact.comparator,
        printed=wording.printed(fact),
        direction=fact.direction,
        base=fact.base,
        derived=formula is not None,
        formula=formula,
        citations=numbers,
    )


def _choices(evidence: Evidence, composer: Composer) -> Answer:
    """Several items fit as well: name them with their figures, assert none."""
    plan = evidence.plan
    figures, lines = [], []
    for fact in (evidence.facts[0], *evidence.rivals):
        number = composer.cite(fact)
        if number is None:
            continue
        if fact.amount is not None:
            figures.append(_figure(fact, plan, [number], role="context"))
        lines.append(wording.choice(fact, number))
    return Answer(
        question=plan.question,
        language="en" if plan.language == "en" else "zh",
        status="clarify",
        reason="ambiguous_item",
        text=wording.which_item(lines, plan.language),
        figures=figures,
        citations=composer.citations,
        warnings=_warnings(composer, [evidence.facts[0], *evidence.rivals]),
        interpretation=_interpretation(evidence),
    )


def _quoted(evidence: Evidence, composer: Composer) -> Answer:
    assert evidence.quote is not None
    fact, plan = evidence.near[0], evidence.plan
    composer.cite_span(fact, evidence.quote)
    return Answer(
        question=plan.question,
        language="en" if plan.language == "en" else "zh",
        status="answered",
        origin="quoted",
        text=wording.quoted(fact, composer.citations[0].quote, plan.language),
        citations=composer.citations,
        warnings=_warnings(composer, [fact]),
        interpretation=_interpretation(evidence),
    )


def _absence(evidence: Evidence, composer: Composer, suggestions: tuple[str, ...]) -> Answer:
    """Why there is no answer, with the blank cell, the note of the empty table or the nearest figures as evidence."""
    plan, reason = evidence.plan, evidence.reason or "not_disclosed"
    figures: list[Figure] = []
    if reason in {"blank", "empty_table"} and evidence.near and evidence.near[0].kind == "blank":
        _cite_blank(composer, evidence.near[0])
    if evidence.table is not None and evidence.table.note_span is not None:
        composer.cite_place(evidence.table.document, *evidence.table.note_span)
    elif evidence.table is not None and evidence.table.caption_span is not None and not composer.citations:
        composer.cite_place(evidence.table.document, *evidence.table.caption_span)
    if reason in {"not_disclosed", "no_period", "no_reason", "empty_table"}:
        near = [fact for fact in evidence.near if plan.measure in {None, fact.measure}]
        for fact in near[:2]:
            number = composer.cite(fact) if fact.kind == "amount" else None
            if number is not None:
                figures.append(_figure(fact, plan, [number], role="context"))
    clarify = reason in {"missing_entity", "ambiguous_entity", "ambiguous_item", "no_item"}
    return Answer(
        question=plan.question,
        language="en" if plan.language == "en" else "zh",
        status="clarify" if clarify else "not_found",
        reason=reason,
        text=wording.absence(evidence, reason, figures, list(composer.documents.values())),
        figures=figures,
        citations=composer.citations,
        interpretation=_interpretation(evidence),
        suggestions=list(suggestions),
    )


def _cite_blank(composer: Composer, fact: Fact) -> None:
    """A blank cell has no characters: cite its row label, which stands beside it."""
    labels = [label for label in fact.path if label]
    text = composer.text(fact.document)
    at = text.rfind(labels[-1], 0, fact.locator.start) if labels else -1
    if at >= 0:
        composer.cite_span(fact, (at, at + len(labels[-1])))


def _warnings(composer: Composer, facts: list[Fact]) -> list[Warning]:
    """Findings that touch a cited place, with both places cited. Rounding hints stay quiet."""
    warnings = []
    by_document: dict[str, list[StoredFinding]] = {}
    for fact in facts:
        known = by_document.setdefault(fact.document, composer.store.findings(fact.document))
        for finding in known:
            if finding.severity not in _WARNING_SEVERITIES or not _touches(finding, fact):
                continue
            numbers = [composer.cite_place(fact.document, start, end) for start, end, _ in finding.places[:4]]
            warning = Warning(kind=finding.kind, text=finding.message, citations=list(dict.fromkeys(numbers)))
            if warning not in warnings:
                warnings.append(warning)
    return warnings


def _touches(finding: StoredFinding, fact: Fact) -> bool:
    start, end = fact.locator.start, fact.locator.end
    return any(first < end and start < max(last, first + 1) for first, last, _ in finding.places)


def _interpretation(evidence: Evidence) -> Interpretation:
    plan = evidence.plan
    concepts = [concept for mention in plan.concepts for concept in mention.concepts[:1]]
    known = Concepts.load()
    assumed = [*plan.assumed]
    if not plan.periods and evidence.facts and evidence.facts[0].period:
        years = sorted({row.period for row in evidence.documents if row.period})
        if len(years) == 1:
            assumed.append(f"年度：库中仅有{years[0]}年")
    return Interpretation(
        operation=plan.operation,
        entities=[entity.name for entity in plan.entities],
        periods=list(plan.periods) or sorted({f.period for f in evidence.facts[:1] if f.period}),
        concepts=[known.name(concept) for concept in dict.fromkeys(concepts)],
        basis=plan.basis,
        unit=plan.unit,
        assumed=assumed,
    )
