"""A result to an answer: what it says, how the question was understood, and what else could be asked."""

import re

from assistant import wording
from assistant.composing import Composer, Said
from assistant.computed_answer import say_computed
from assistant.contract import Answer, Figure, Interpretation, Warning
from assistant.evidence_answer import say_evidence
from assistant.library import Library
from assistant.listing_answer import say_listing
from assistant.lookup import Evidence, states
from assistant.matching import SAID_OF_ALL
from assistant.planning.plan import Limit, QueryPlan
from assistant.planning.question import fold
from assistant.premises import verdict_on
from assistant.results import Computed, Declined, Listing, Result, Several
from index.concepts import Concepts, label_key
from index.facts import Fact
from index.publisher import CALLED_BY_FILE, CALLED_BY_TEXT

# Words that ask for one thing each, clause by clause.
_ASKED = re.compile(
    r"多少(?!个?百分点以)|几(?=[万亿元个台辆项家条张次人名件套份处间平倍成])|百分之几|为什么|为何|原因|哪[个家项些几]|占比|增幅"
)
_CLAUSE = re.compile(r"[，；。？]")
_BESIDE = ("其中印明", "- ", "（", "其余", "1", "2", "3", "4", "5", "6", "7", "8", "9")
_YES = frozenset({"是的。", "Yes. "})


def compose(plan: QueryPlan, result: Result, library: Library, suggestions: tuple[str, ...] = ()) -> Answer:
    """The answer to a plan's result."""
    composer = Composer(plan, library)
    said = _say(result, composer)
    flat = isinstance(result, Evidence) and result.quote is not None and not result.explained
    apart = isinstance(result, Several) and (_judged_apart(plan) or partly_declined(result))
    bodies = plan.entities

    def is_printed(premise: Limit) -> bool:
        rows = library.of_entities(body.name for body in bodies)
        before = fold(plan.question).partition(premise.words.strip())[0]
        facts = (fact for row in rows for fact in library.holding(row).facts if fact.amount)
        return any(states(fact, premise) and _called(fact, before) for fact in facts)

    judged = said.status != "answered" or apart
    verdict = "" if judged else verdict_on(plan, said.figures, is_printed, unchanged=flat)
    return Answer(
        question=plan.question,
        language="en" if plan.language == "en" else "zh",
        status=said.status,
        reason=said.reason,
        origin=said.origin,
        text=verdict + said.text + _only_in_part(plan, said) + _only_unit(plan, result, said) + _whose(composer),
        figures=said.figures,
        citations=composer.citations,
        warnings=said.warnings,
        interpretation=_interpretation(plan, result, said),
        suggestions=list(suggestions),
    )


def _called(fact: Fact, words: str) -> bool:
    """Whether some words call a figure by its name, in part at least: 车辆2辆, 三公经费91.33万元."""
    if fact.basis == "change" and fact.direction and fact.direction in words:
        return True
    name = label_key(fact.label)
    return any(name[at : at + 2] in words for at in range(len(name) - 1) if name[at : at + 2] not in SAID_OF_ALL)


def _only_in_part(plan: QueryPlan, said: Said) -> str:
    """A remark where a question asks more than the answer states: none of its halves is dropped without a word."""
    if said.status != "answered" or plan.language == "en" or plan.operation not in {"lookup", "explain", "several"}:
        return ""
    asked = sum(_ASKED.search(clause) is not None for clause in _CLAUSE.split(fold(plan.question)))
    stated = sum(not line.startswith(_BESIDE) for line in said.text.splitlines())
    results = sum(figure.role == "result" for figure in said.figures)
    return wording.ONLY_IN_PART if asked > max(stated, results, 1) else ""


def _only_unit(plan: QueryPlan, result: Result, said: Said) -> str:
    """A remark where a place was asked for and one unit of it answers: its figure is not that of the place."""
    if said.status != "answered" or plan.carried:
        return ""
    told = [
        each for each in result_plans(result) if each.entities and each.regions_asked and not each.organisation_asked
    ]
    units = {(each.regions_asked[-1], each.entities[0]) for each in told if len(each.entities) == 1}
    of_units = [(place, unit) for place, unit in units if not unit.speaks_for_its_place]
    return wording.only_unit(*of_units[0], plan.language) if len(units) == len(of_units) == 1 else ""


def _whose(composer: Composer) -> str:
    """A remark where a cited document does not say whose it is, and its body was taken from its text or its file's name."""
    cited = (composer.library.holding_of(citation.document_id).row for citation in composer.citations)
    assumed = {
        row.entity: CALLED_BY_TEXT in row.notes for row in cited if {CALLED_BY_TEXT, CALLED_BY_FILE} & set(row.notes)
    }
    return "".join(wording.assumed_body(*each, composer.plan.language) for each in assumed.items())


def is_in_part(answer: Answer) -> bool:
    """Whether an answer says that it leaves out some of what was asked."""
    return wording.ONLY_IN_PART in answer.text


def leaves_out(answer: Answer, asked: int) -> bool:
    """Whether an answer states fewer figures than the clauses that ask for something of their own, or says that it leaves some out."""
    return answer.status == "answered" and (is_in_part(answer) or asked > max(1, _results(answer)))


def _results(answer: Answer) -> int:
    return sum(figure.role == "result" for figure in answer.figures)


def says_more(answer: Answer, other: Answer) -> bool:
    """Whether an answer leaves out less of what was asked than another, and none of its figures."""
    if other.status != "answered":
        return True
    first, second = ([figure for figure in each.figures if figure.role == "result"] for each in (answer, other))
    kept = {(figure.value, figure.unit) for figure in second} <= {(figure.value, figure.unit) for figure in first}
    return kept and len(set(map(_said_of, first))) > len(set(map(_said_of, second)))


def _said_of(figure: Figure) -> tuple[object, ...]:
    """What a figure is of, whatever the unit it is told in."""
    return figure.entity, figure.label, figure.period, figure.basis, figure.direction, figure.unit == "%"


def _say(result: Result, composer: Composer) -> Said:
    match result:
        case Evidence():
            return say_evidence(result, composer)
        case Computed():
            return say_computed(result, composer)
        case Listing():
            return say_listing(result, composer)
        case Several():
            return _say_several(result, composer)
        case Declined():
            return _say_declined(result, composer)


def _say_declined(declined: Declined, composer: Composer) -> Said:
    """Why there is no answer, and what can be worked out from the year after; its figures are context, not asserted."""
    said, hint = say_evidence(declined.evidence, composer), say_computed(declined.hint, composer)
    if hint.status == "answered":
        said.text += f"\n{wording.worked_out(composer.plan.language)}{hint.text}"
        said.figures += [figure.model_copy(update={"role": "context"}) for figure in hint.figures]
        said.warnings += hint.warnings
    return said


def _say_several(several: Several, composer: Composer) -> Said:
    """Each part in its own lines. One part answered makes an answer; what is missing is said beside it."""
    parts = [_say(part, composer) for part in several.parts]
    if _judged_apart(several.plan):
        parts = _judged(parts, several.parts)
    answered = [part for part in parts if part.status == "answered"]
    if not answered:
        return parts[0]
    figures: list[Figure] = []
    warnings: list[Warning] = []
    for part in parts:
        shown = (figure for figure in part.figures if part.status == "answered" or figure.role == "context")
        figures.extend(figure for figure in shown if figure not in figures)
        warnings.extend(warning for warning in part.warnings if warning not in warnings)
    origins = {part.origin for part in answered}
    return Said(
        "answered",
        "\n".join(dict.fromkeys(part.text for part in parts)),
        origin=next(iter(origins)) if len(origins) == 1 else "extracted",
        figures=figures,
        warnings=warnings,
        assumed=[assumed for part in parts for assumed in part.assumed],
    )


def _judged_apart(plan: QueryPlan) -> bool:
    """Whether each part of a question takes an amount of its own for granted."""
    return plan.operation == "several" and all(part.premises for part in plan.parts)


def _judged(parts: list[Said], results: tuple[Result, ...]) -> list[Said]:
    """What parts say under the verdict on all that the question takes for granted, or each under its own where they differ."""
    verdicts = [
        ""
        if isinstance(result, Several) or said.status != "answered"
        else verdict_on(result.plan, said.figures, lambda premise: False)
        for said, result in zip(parts, results, strict=True)
    ]
    right = {p.words for v, r in zip(verdicts, results, strict=True) if v in _YES for p in result_plans(r)[0].premises}
    wrong = {
        p.words for v, r in zip(verdicts, results, strict=True) if v not in _YES for p in result_plans(r)[0].premises
    }
    if len(set(verdicts)) == 1:
        verdicts = [verdicts[0], *([""] * (len(verdicts) - 1))]
    elif right and all(verdicts) and not right & wrong:
        verdicts = ["".join(dict.fromkeys(v for v in verdicts if v not in _YES)), *([""] * (len(verdicts) - 1))]
    for said, verdict in zip(parts, verdicts, strict=True):
        said.text = verdict + said.text
    return parts


def result_plans(result: Result) -> list[QueryPlan]:
    """The plans behind a result, in order."""
    return (
        [plan for part in result.parts for plan in result_plans(part)] if isinstance(result, Several) else [result.plan]
    )


def years_of(result: Result) -> set[int]:
    """The years of the documents that a result was found in."""
    if isinstance(result, Several):
        return {year for part in result.parts for year in years_of(part)}
    return {row.period for row in result.documents if row.period}


def _interpretation(plan: QueryPlan, result: Result, said: Said) -> Interpretation:
    plans = result_plans(result)
    mentions = [mention for each in (plan, *plans) for mention in each.concepts]
    known = Concepts.load()
    concepts = [concept for mention in mentions for concept in mention.concepts[:1]]
    years = years_of(result)
    assumed = list(dict.fromkeys([*plan.assumed, *(a for each in plans for a in each.assumed), *said.assumed]))
    if not plan.periods and said.status == "answered" and len(years) == 1:
        assumed.append(wording.only_year(next(iter(years)), plan.language))
    entities = [entity.name for entity in plan.entities] or [entity.name for each in plans for entity in each.entities]
    return Interpretation(
        operation=plan.operation if plan.operation != "lookup" or plan.figure == "printed" else plan.figure,
        entities=list(dict.fromkeys(entities)),
        periods=list(plan.periods) or sorted(years),
        concepts=[known.name(concept) for concept in dict.fromkeys(concepts)],
        basis=plan.basis,
        unit=plan.unit,
        assumed=assumed,
        carried=list(plan.carried),
    )


def choices_of(result: Result) -> tuple[str, ...]:
    """The labels of the candidates that a result offers to choose from, in the order shown."""
    if not isinstance(result, Evidence):
        return ()
    facts = (*result.facts[:1], *result.rivals)
    return (
        tuple(" ".join((fact.caption, *fact.path[-2:], *fact.columns[-1:])) for fact in facts) if len(facts) > 1 else ()
    )


def with_assumption(answer: Answer, said: str, meant: str) -> Answer:
    """An answer that says which words of the question were taken for others."""
    told = f"“{said}” was read as “{meant}”" if answer.language == "en" else f"“{said}”按“{meant}”理解"
    understood = answer.interpretation
    return answer.model_copy(
        update={"interpretation": understood.model_copy(update={"assumed": [*understood.assumed, told]})}
    )


def partly_declined(result: Result) -> bool:
    """Whether one of several parts found nothing."""
    return isinstance(result, Several) and any(isinstance(part, Evidence) and part.reason for part in result.parts)
