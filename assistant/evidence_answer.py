"""What a look-up says: the figures found with their citations, a quoted reason, candidates to choose from, or why there is nothing."""

from assistant import absence_wording, wording
from assistant.composing import Composer, Said, figure_of, warnings_of
from assistant.consistency import printed_against
from assistant.contract import Figure, Warning
from assistant.lookup import Evidence
from assistant.none_said import asks_whether
from index.facts import Fact
from index.running_heads import head_of

_MAX_CITATIONS = 3
_CLARIFY = frozenset({"missing_entity", "ambiguous_entity", "ambiguous_item", "no_item", "no_whole", "one_figure"})
# Reasons that differ in their words only; callers see the wider one of the contract.
_PUBLIC = {
    "no_count": "not_disclosed",
    "none_fits": "not_disclosed",
    "no_definition": "not_disclosed",
    "no_unit": "not_computable",
    "not_supported": "not_computable",
    "zero_base": "not_computable",
    "not_comparable": "not_computable",
    "no_whole": "ambiguous_item",
    "one_figure": "ambiguous_item",
}


def say_evidence(evidence: Evidence, composer: Composer) -> Said:
    """The words of a look-up's evidence."""
    if evidence.quote is not None:
        return _quoted(evidence, composer)
    if evidence.facts and evidence.reason is None:
        return _figures(evidence, composer)
    if evidence.none_said is not None:
        return _none(evidence, composer, *evidence.none_said)
    return _absence(evidence, composer)


def _none(evidence: Evidence, composer: Composer, document: str, span: tuple[int, int]) -> Said:
    """The words of a document that there is none: the answer to whether there is any, evidence where a figure is asked for."""
    plan = evidence.plan
    absent = None if asks_whether(plan) else _absence(evidence, composer)
    number = composer.cite_place(document, *span)
    quote = composer.citations[number - 1].quote
    words = absence_wording.none_said(composer.library.holding_of(document).row, quote, plan.language, number)
    if absent is None:
        return Said("answered", words, origin="quoted")
    absent.text += f"\n{words}"
    return absent


def _figures(evidence: Evidence, composer: Composer) -> Said:
    plan, rivals = evidence.plan, evidence.rivals
    same_item = {fact.concept for fact in (*evidence.facts[:1], *rivals)}
    measures = {fact.measure for fact in (*evidence.facts[:1], *rivals)}
    heads = {head_of(fact.label) for fact in (*evidence.facts[:1], *rivals)}
    of_levels = len(heads) > 1 and all(level for level, _ in heads)
    if rivals and (None in same_item or len(same_item) > 1 or of_levels or measures > {"money"}):
        return _choices(evidence, composer)
    figures: list[Figure] = []
    stated: list[tuple[Fact, Figure | None, list[int]]] = []
    against = printed_against(plan, (*evidence.facts, *evidence.also, *rivals), composer.library)
    for group in (evidence.facts, *((fact,) for fact in (*evidence.also, *rivals, *against))):
        numbers = [number for fact in group[:_MAX_CITATIONS] if (number := composer.cite(fact)) is not None]
        if not numbers:
            continue
        figure = figure_of(group[0], plan, numbers) if group[0].amount is not None else None
        if figure is not None:
            figures.append(figure)
        stated.append((group[0], figure, numbers))
    if not stated:
        return _absence(Evidence(plan, reason="not_verified", documents=evidence.documents), composer)
    warnings = warnings_of(composer, [fact for group in (evidence.facts, evidence.also, rivals) for fact in group])
    main, _, numbers = stated[0]
    unit_missing = main.amount is not None and main.amount.unit is None and main.basis == "change"
    if unit_missing and not any(w.kind == "missing_unit" for w in warnings):
        warnings.append(Warning(kind="missing_unit", text=wording.no_unit(plan.language), citations=numbers[:1]))
    finals = {row.id for row in evidence.documents if row.family == "final" or "执行" in row.title}
    sentences = [
        wording.sentence(fact, figure, numbers, plan, final=fact.document in finals) for fact, figure, numbers in stated
    ]
    several = bool(against) or _one_time([fact for fact, _, _ in stated], evidence)
    if several and len(sentences) > 1:
        sentences = [
            f"{text}{wording.where(fact, plan.language)}" for text, (fact, _, _) in zip(sentences, stated, strict=True)
        ]
    return Said(
        "answered",
        wording.join(sentences, plan.language, several_places=several),
        origin="extracted",
        figures=figures,
        warnings=warnings,
    )


def _one_time(facts: list[Fact], evidence: Evidence) -> bool:
    """Whether several statements speak of the same year and account, so that they differ by place."""
    return not evidence.also and len({(fact.period, fact.basis) for fact in facts}) < len(facts)


def _choices(evidence: Evidence, composer: Composer) -> Said:
    """Several items fit as well: name them with their figures, assert none."""
    figures, lines = [], []
    for fact in (evidence.facts[0], *evidence.rivals):
        number = composer.cite(fact)
        if number is None:
            continue
        if fact.amount is not None:
            figures.append(figure_of(fact, evidence.plan, [number], role="context"))
        lines.append(wording.choice(fact, number))
    return Said(
        "clarify",
        wording.which_item(lines, evidence.plan.language),
        reason="ambiguous_item",
        figures=figures,
        warnings=warnings_of(composer, [evidence.facts[0], *evidence.rivals]),
    )


def _quoted(evidence: Evidence, composer: Composer) -> Said:
    assert evidence.quote is not None
    fact, plan = evidence.near[0], evidence.plan
    figures, lead = [], ""
    told = evidence.explained or fact.measure == "money"  # what did not change, beside the words that it did not
    cited = composer.cite(fact) if told and fact.amount is not None else None
    if cited is not None:
        figure = figure_of(fact, plan, [cited])
        figures.append(figure)
        lead = wording.sentence(fact, figure, [cited], plan) + "\n"
    for other in evidence.also:
        beside = composer.cite(other)
        if beside is not None and other.amount is not None:
            figures.append(figure_of(other, plan, [beside]))
            lead += wording.sentence(other, figures[-1], [beside], plan) + "\n"
    number = composer.cite_span(fact, evidence.quote)
    quote = composer.citations[number - 1].quote
    return Said(
        "answered",
        lead + wording.quoted(fact, quote, plan.language, number),
        origin="quoted",
        figures=figures,
        warnings=warnings_of(composer, [fact]),
    )


def _absence(evidence: Evidence, composer: Composer) -> Said:
    """Why there is no answer, with the blank cell, the note of the empty table or the nearest figures as evidence."""
    plan, reason = evidence.plan, evidence.reason or "not_disclosed"
    figures: list[Figure] = []
    number = _cite_absence(evidence, composer)
    if reason in {
        "not_disclosed",
        "no_period",
        "no_reason",
        "empty_table",
        "zero_base",
        "no_unit",
        "no_count",
        "no_whole",
    }:
        near = [fact for fact in evidence.near if plan.measure in {None, fact.measure}]
        for fact in near[:2]:
            cited = composer.cite(fact) if fact.kind == "amount" else None
            if cited is not None:
                figures.append(figure_of(fact, plan, [cited], role="context"))
    told = absence_wording.absence(evidence, reason, figures, list(composer.library.documents), number)
    if composer.library.scoped:
        told = absence_wording.of_scope(told, plan.language)
    return Said(
        "clarify" if reason in _CLARIFY else "not_found",
        told,
        reason=_PUBLIC.get(reason, reason),
        figures=figures,
    )


def _cite_absence(evidence: Evidence, composer: Composer) -> int:
    """The citation of the blank cell or of the empty table; 0 where there is none."""
    table = evidence.table
    near = evidence.near[0] if evidence.reason in {"blank", "empty_table"} and evidence.near else None
    elsewhere = near is not None and table is not None and near.locator.table != table.number
    if near is not None and near.kind == "blank" and not elsewhere:
        number = _cite_blank(composer, near)
        if number:
            return number
    if table is not None and table.note_span is not None:
        return composer.cite_place(table.document, *table.note_span)
    if table is not None and table.caption_span is not None:
        return composer.cite_place(table.document, *table.caption_span)
    return 0


def _cite_blank(composer: Composer, fact: Fact) -> int:
    """A blank cell has no characters: cite its row label, which stands beside it."""
    labels = [label for label in fact.path if label]
    text = composer.text(fact.document)
    at = text.rfind(labels[-1], 0, fact.locator.start) if labels else -1
    return composer.cite_span(fact, (at, at + len(labels[-1]))) if at >= 0 else 0
