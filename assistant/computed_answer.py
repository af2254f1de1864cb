"""What a computation says: the result with its formula, and the printed figures that it was made of."""

from collections import Counter
from dataclasses import replace

from assistant import arithmetic, computed_wording
from assistant.arithmetic import Calculation
from assistant.composing import Composer, Said, figure_of, warnings_of
from assistant.computing import comparable
from assistant.contract import Figure, Warning
from assistant.evidence_answer import say_evidence
from assistant.lookup import Evidence
from assistant.names import bare
from assistant.results import Computed, Line
from assistant.wording import number_words
from index.amount import MONEY, decimal_text

_MOST_PLACES = 2

_ACCOUNTS = {"budget": "预算", "final": "决算"}


def say_computed(computed: Computed, composer: Composer) -> Said:
    """The words of a computation. A printed figure that the stored source does not bear out takes the whole answer with it."""
    numbers: dict[int, int] = {}
    computed = _told_apart(computed)
    if not computed.outcomes and computed.operation in {"sum", "average", "difference", "subtract", "count"}:
        declined = Evidence(computed.plan, reason="not_comparable", documents=computed.documents)
        return say_evidence(declined, composer)
    used = {ref for line in (*computed.lines, *computed.outcomes) for ref in arithmetic.references(line.term.formula)}
    for reference in sorted(used):
        cited = composer.cite(computed.ledger.fact(reference))
        if cited is None:
            return say_evidence(Evidence(computed.plan, reason="not_verified", documents=computed.documents), composer)
        numbers[reference] = cited
    notes = [composer.cite_span(*line.note) if line.note is not None else 0 for line in computed.lines]
    results: list[Figure] = []
    operands: dict[int, Figure] = {}
    shown = [(line, _figure(line, computed, composer, numbers)) for line in computed.lines]
    outcomes = [(line, _figure(line, computed, composer, numbers)) for line in computed.outcomes]
    for line, figure in shown:
        results.append(figure if _asserted(computed, line) else figure.model_copy(update={"role": "operand"}))
    for reference in sorted(used):
        if not any(
            line.fact is not None and line.fact.id == computed.ledger.fact(reference).id for line in computed.lines
        ):
            operands[reference] = figure_of(
                computed.ledger.fact(reference), computed.plan, [numbers[reference]], role="operand", as_printed=True
            )
    figures = [*(figure for _, figure in outcomes), *results, *operands.values()]
    facts = [computed.ledger.fact(reference) for reference in sorted(used)]
    derived = any(figure.derived for figure in figures)
    warnings = warnings_of(composer, facts)
    if computed.operation == "check" and len(shown) > 1 and not warnings:
        places = [number for _, figure in shown for number in figure.citations]
        warnings = [Warning(kind="places_differ", text=_differing(shown), citations=list(dict.fromkeys(places)))]
    text = computed_wording.text(computed, shown, outcomes, list(operands.values()), notes)
    return Said(
        "answered",
        text,
        origin="computed" if derived else "extracted",
        figures=figures,
        warnings=warnings,
    )


def _differing(shown: list[tuple[Line, Figure]]) -> str:
    """The warning of a check that found several figures where none of the checks at reading found them."""
    return "；".join(f"{line.name}：{number_words(figure)}" for line, figure in shown)


def _told_apart(computed: Computed) -> Computed:
    """Rows of one name in several tables are called by their tables too, budgets beside final accounts by their account."""
    names = Counter((line.entity, line.period, line.name) for line in computed.lines)
    mixed = {line.fact.basis for line in computed.lines if line.fact is not None} >= set(_ACCOUNTS)

    def called(line: Line) -> Line:
        fact = line.fact
        if mixed and fact is not None and fact.basis in _ACCOUNTS:
            account = (fact.base if fact.basis == "final" else None) or _ACCOUNTS[fact.basis]
            return line if account in line.name else replace(line, name=f"{line.name}{account}")
        if names[line.entity, line.period, line.name] < 2 or fact is None or not fact.caption:
            return line
        return replace(line, name=f"“{bare(fact.caption)}”的{line.name}")

    return replace(computed, lines=tuple(called(line) for line in computed.lines))


def _asserted(computed: Computed, line: Line) -> bool:
    """Whether a line is what the answer states, not only what it was made from."""
    if computed.operation in {"maximum", "minimum"}:
        return comparable(line.signed) == comparable(computed.lines[0].signed)
    nth = computed.plan.nth
    if computed.operation == "rank" and nth and nth <= len(computed.lines):
        return comparable(line.signed) == comparable(computed.lines[nth - 1].signed)
    return computed.operation not in {"sum", "average", "difference", "subtract"}


def _figure(line: Line, computed: Computed, composer: Composer, numbers: dict[int, int]) -> Figure:
    """A line as a figure: as printed, or computed with its formula over citations."""
    plan = computed.plan
    if line.fact is not None:
        more = [number for fact in line.same[:_MOST_PLACES] if (number := composer.cite(fact)) is not None]
        return figure_of(line.fact, plan, [numbers[arithmetic.references(line.term.formula)[0]], *more])
    converts = plan.unit in MONEY and line.term.unit in MONEY
    result = arithmetic.calculated(line.term, plan.unit if converts else None)
    cited = [numbers[reference] for reference in arithmetic.references(line.term.formula)]
    cited += [composer.cite_span(*line.note)] if line.note is not None else []
    return Figure(
        role="result",
        label=line.name.replace("|", computed_wording.JOINED.get(_kind(computed), "")),
        entity=line.entity,
        period=line.period,
        basis="derived",
        value=decimal_text(result.value),
        unit=result.unit,
        printed="",
        direction=line.direction,
        derived=True,
        formula=arithmetic.renumbered(result.formula, numbers.__getitem__),
        rounding=_rounding(result),
        citations=list(dict.fromkeys(cited)),
    )


def _kind(computed: Computed) -> str:
    return computed.plan.figure if computed.plan.figure != "printed" else computed.operation


def _rounding(result: Calculation) -> str | None:
    return None if result.decimals is None else f"half_up:{result.decimals}"
