"""An answer checked against the index: every quote re-read, every figure found again, every formula calculated anew."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.arithmetic import FormulaError, evaluate, references, rounded
from assistant.contract import Answer, Citation, Figure
from assistant.evidence import place_of
from assistant.library import Library
from index.amount import MONEY, convert
from index.facts import Fact

_ROUNDING = re.compile(r"half_up:(\d{1,2})")
_COUNT = re.compile(r"count:(\d+)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing checked: what it is, whether it holds, and what stands against it."""

    what: str
    holds: bool
    why: str = ""


def verify(answer: Answer, library: Library) -> list[Verdict]:
    """The verdicts over all citations and figures of an answer, in order; all must hold."""
    verdicts = [_citation(citation, library) for citation in answer.citations]
    by_number = {citation.number: citation for citation in answer.citations}
    for figure in answer.figures:
        verdicts.append(_figure(figure, by_number, library))
    verdicts += _digits(answer)
    return verdicts


def _citation(citation: Citation, library: Library) -> Verdict:
    """The words quoted stand in the stored source at their place."""
    what = f"[{citation.number}] {citation.file}:{citation.start}-{citation.end}"
    try:
        text = library.holding_of(citation.document_id).text
    except KeyError:
        return Verdict(what, False, f"the index has no document {citation.document_id}")
    found = text[citation.start : citation.end]
    return Verdict(what, found == citation.quote, "" if found == citation.quote else f"the source reads {found!r}")


def _figure(figure: Figure, citations: dict[int, Citation], library: Library) -> Verdict:
    what = f"{figure.role} {figure.label} {figure.value}{figure.unit or ''}"
    try:
        Decimal(figure.value)
    except ArithmeticError:
        return Verdict(what, False, "the value is no number")
    return _checked(figure, what, citations, library)


def _checked(figure: Figure, what: str, citations: dict[int, Citation], library: Library) -> Verdict:
    if not figure.citations or any(number not in citations for number in figure.citations):
        return Verdict(what, False, "a figure without a citation")
    if not figure.derived:
        for number in figure.citations:
            facts = list(_facts_at(citations[number], library))
            if not any(_states(fact, figure) for fact in facts):
                return Verdict(what, False, f"[{number}] does not state it")
        return Verdict(what, True)
    counted = _COUNT.fullmatch(figure.formula or "")
    if counted:
        same = int(counted[1]) == len(set(figure.citations)) == Decimal(figure.value)
        return Verdict(what, same, "" if same else f"{len(set(figure.citations))} places are cited")
    return _calculated(figure, what, citations, library)


def _calculated(figure: Figure, what: str, citations: dict[int, Citation], library: Library) -> Verdict:
    """A formula run again over the figures that its citations state."""
    formula = figure.formula or ""
    values: dict[int, Decimal] = {}
    units: list[str | None] = []
    for number in references(formula):
        facts = list(_facts_at(citations[number], library)) if number in citations else []
        if not facts:
            return Verdict(what, False, f"[{number}] states no figure")
        last = max(facts, key=lambda fact: fact.locator.end)
        assert last.amount is not None
        values[number] = last.amount.value
        units.append(last.amount.unit)
    rounding = _ROUNDING.fullmatch(figure.rounding or "")
    try:
        result = rounded(evaluate(formula, values), int(rounding[1]) if rounding else None)
    except ZeroDivisionError:
        return Verdict(what, False, "the formula divides by zero")
    except FormulaError as error:
        return Verdict(what, False, str(error))
    if not values:
        return Verdict(what, False, "a formula without figures")
    if not _unit_follows(figure.unit, units, formula):
        return Verdict(what, False, f"the formula does not give {figure.unit}")
    return Verdict(what, result == Decimal(figure.value), "" if result == Decimal(figure.value) else f"gives {result}")


def _unit_follows(unit: str | None, units: list[str | None], formula: str) -> bool:
    """Whether a result can have its unit: rates end in × 100, multiples divide, amounts are of the figures' kind."""
    if unit == "%":
        return formula.endswith("× 100") or set(units) == {"%"}
    if unit == "倍":
        return "÷" in formula
    moved = unit in MONEY and any(each in MONEY for each in units)
    shifted = re.search(r"[×÷] 10{3,}", formula) is not None
    return unit in units if not shifted else moved or unit in units


def _facts_at(citation: Citation, library: Library) -> Iterator[Fact]:
    """The figures that stand inside a citation and that the stored source bears out."""
    try:
        holding = library.holding_of(citation.document_id)
    except KeyError:
        return
    for fact in holding.facts:
        inside = citation.start <= fact.locator.start and fact.locator.end <= citation.end
        if inside and fact.amount is not None and place_of(fact, holding.text) is not None:
            yield fact


def _states(fact: Fact, figure: Figure) -> bool:
    assert fact.amount is not None
    value, unit = fact.amount.value, fact.amount.unit
    same = value == Decimal(figure.value) and unit == figure.unit
    if not same and unit in MONEY and figure.unit in MONEY:
        same = convert(value, unit, "元") == convert(Decimal(figure.value), figure.unit, "元")
    return same and fact.comparator == figure.comparator and (fact.direction or None) == figure.direction


def _digits(answer: Answer) -> list[Verdict]:
    """Every citation number that the text speaks of exists."""
    numbers = {citation.number for citation in answer.citations}
    spoken = {int(number) for number in re.findall(r"\[(\d{1,3})\]", answer.text)}
    missing = sorted(spoken - numbers)
    return [Verdict("citation marks in the text", not missing, f"no citation {missing}" if missing else "")]
