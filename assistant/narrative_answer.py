"""What a document says, as an answer: its words quoted with their places, and where more of it stands."""

from assistant.composing import Composer, Said, figure_of, warnings_of
from assistant.contract import Answer, Figure, Interpretation
from assistant.library import Library
from assistant.narration import Narrative, Quotation
from assistant.wording import quoted_words
from index.columns import squash_label

_MOST_FIGURES = 12


def say_narrative(narrative: Narrative, library: Library) -> Answer:
    """The answer that quotes a narrative; its figures are those printed inside the quoted words."""
    plan = narrative.plan
    composer = Composer(plan, library)
    said = Said("answered", "", origin="quoted")
    lines = []
    for quotation in narrative.quotations:
        words, number = _words(quotation, composer)
        lines.append((words, number))
        said.figures += _figures(quotation, number, composer)
    facts = [q.fact for q in narrative.quotations if q.fact is not None]
    row = narrative.documents[0]
    return Answer(
        question=plan.question,
        language="en" if plan.language == "en" else "zh",
        status="answered",
        origin="quoted",
        text=quoted_words(row, lines, narrative.see_also, plan.language),
        figures=said.figures[:_MOST_FIGURES],
        citations=composer.citations,
        warnings=warnings_of(composer, facts),
        interpretation=Interpretation(
            operation="narrate",
            entities=[row.entity],
            periods=[row.period] if row.period else [],
            concepts=[],
            assumed=list(plan.assumed),
            carried=list(plan.carried),
        ),
    )


def _words(quotation: Quotation, composer: Composer) -> tuple[str, int]:
    if quotation.fact is not None:
        number = composer.cite(quotation.fact)
        if number is not None:
            labels = [squash_label(label) for label in (*quotation.fact.path[-2:], *quotation.fact.columns[-1:])]
            return f"{' / '.join(dict.fromkeys(labels))}：{squash_label(quotation.fact.value_text)}", number
    number = composer.cite_place(quotation.document, *quotation.span)
    return squash_label(composer.text(quotation.document)[slice(*quotation.span)]), number


def _figures(quotation: Quotation, number: int, composer: Composer) -> list[Figure]:
    start, end = quotation.span
    facts = composer.library.holding_of(quotation.document).facts
    inside = (f for f in facts if start <= f.locator.start and f.locator.end <= end and f.amount is not None)
    return [figure_of(fact, composer.plan, [number]) for fact in inside]
