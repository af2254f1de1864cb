"""Arithmetic on printed figures, exact until the last step and written down as a formula that can be run again.

A formula speaks of figures by number: ``[1] ÷ [2] × 100``. It is evaluated over fractions; only the result is rounded, half up,
to the decimals that it states (``None``: the result is exact and shown in full).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from index.amount import AREA, MONEY, decimal_text

_RATE_DECIMALS = 2
_DECIMALS = {"亿元": 8, "万元": 4}
_EXACT_DECIMALS = 4
_TOKEN = re.compile(r" *(?:\[(\d+)\]|(\d+(?:\.\d+)?)|([-+−×÷()]))")
_REFERENCE = re.compile(r"\[(\d+)\]")
# A division that is no change of units.
_DIVISION = re.compile(r"÷ (?!10+(?![\d.]))")
_LONGEST_FORMULA = 20_000


class FormulaError(ValueError):
    """A formula that cannot be read or evaluated; the message quotes it."""


@dataclass(frozen=True, slots=True)
class Term:
    """An exact value with the formula that gives it. ``unit`` is ``None`` where none is printed."""

    formula: str
    value: Fraction
    unit: str | None
    binding: int = 3

    @property
    def is_printed(self) -> bool:
        """Whether the term is one figure as it stands in a document."""
        return _REFERENCE.fullmatch(self.formula) is not None


@dataclass(frozen=True, slots=True)
class Calculation:
    """A result as it is shown; ``decimals`` is what it was rounded to, ``None`` where it is exact."""

    formula: str
    value: Decimal
    unit: str | None
    decimals: int | None = None


def printed(number: int, value: Decimal, unit: str | None) -> Term:
    """A printed figure as a term."""
    return Term(f"[{number}]", Fraction(value), unit)


def constant(value: int) -> Term:
    """A number that is no figure of a document (12 months)."""
    return Term(str(value), Fraction(value), None)


def in_unit(term: Term, unit: str | None) -> Term:
    """The same amount in another unit. Raises ``ValueError`` where the units do not convert."""
    if term.unit == unit:
        return term
    for table in (MONEY, AREA):
        if term.unit in table and unit in table:
            ratio = Fraction(table[term.unit]) / Fraction(table[unit])
            sign, factor = ("×", ratio) if ratio >= 1 else ("÷", 1 / ratio)
            return Term(f"{_bound(term, 2)} {sign} {_constant(factor)}", term.value * ratio, unit, 2)
    raise ValueError(f"{term.unit} cannot be put into {unit}")


def added(terms: Sequence[Term]) -> Term:
    """The sum, in the unit of the first term. Raises ``ValueError`` where units do not convert."""
    unit = terms[0].unit
    same = [in_unit(term, unit) for term in terms]
    return Term(" + ".join(_bound(term, 1) for term in same), sum((t.value for t in same), Fraction(0)), unit, 1)


def subtracted(left: Term, right: Term) -> Term:
    """``left − right`` in the unit of ``left``; may be negative."""
    right = in_unit(right, left.unit)
    return Term(f"{_bound(left, 1)} − {_bound(right, 2)}", left.value - right.value, left.unit, 1)


def negative(term: Term) -> Term:
    """The same amount below zero."""
    return Term(f"(0 − {_bound(term, 2)})", -term.value, term.unit, 3)


def averaged(terms: Sequence[Term]) -> Term:
    """The mean, in the unit of the first term."""
    total = added(terms)
    return Term(f"{_bound(total, 2)} ÷ {len(terms)}", total.value / len(terms), total.unit, 2)


def share(part: Term, whole: Term) -> Term:
    """``part`` as a percentage of ``whole``. Raises ``ZeroDivisionError`` for a whole of 0."""
    part = in_unit(part, whole.unit)
    return Term(f"{_bound(part, 2)} ÷ {_bound(whole, 3)} × 100", part.value / whole.value * 100, "%", 2)


def times(left: Term, right: Term) -> Term:
    """How many times ``right`` goes into ``left``. Raises ``ZeroDivisionError`` for a divisor of 0."""
    left = in_unit(left, right.unit)
    return Term(f"{_bound(left, 2)} ÷ {_bound(right, 3)}", left.value / right.value, "倍", 2)


def excess(left: Term, right: Term) -> Term:
    """By how many per cent ``left`` is above ``right``; may be negative. Raises ``ZeroDivisionError`` for a ``right`` of 0."""
    return share(subtracted(left, right), right)


def shortfall(left: Term, right: Term) -> Term:
    """By how many per cent ``left`` is below ``right``. Raises ``ZeroDivisionError`` for a ``right`` of 0."""
    return share(subtracted(right, left), right)


def per_unit(amount: Term, count: Term) -> Term:
    """An amount divided by a count or an area. Raises ``ZeroDivisionError`` for a count of 0."""
    return Term(f"{_bound(amount, 2)} ÷ {_bound(count, 3)}", amount.value / count.value, amount.unit, 2)


def previous(now: Term, change: Term, direction: str) -> Term:
    """The year before, from this year's figure and its printed change (增加 or 减少)."""
    if direction == "增加":
        return subtracted(now, change)
    return added((now, change))


def growth(change: Term, before: Term) -> Term:
    """The rate of a change over the year before (domain: 比率 = 增减额 / 上年)."""
    return share(change, before)


def calculated(term: Term, unit: str | None = None) -> Calculation:
    """The result in a unit: exact where it has few decimals, else rounded (万元 to whole 元, rates and the rest to two)."""
    if unit is not None:
        term = in_unit(term, unit)
    decimals = _DECIMALS.get(term.unit or "", _RATE_DECIMALS)
    exact = _exact(term.value)
    divided = _DIVISION.search(term.formula) is not None
    if exact is not None and (not divided or _places(exact) <= min(decimals, _EXACT_DECIMALS)):
        return Calculation(term.formula, exact, term.unit)
    return Calculation(term.formula, rounded(term.value, decimals), term.unit, decimals)


def renumbered(formula: str, number_of: Callable[[int], int]) -> str:
    """A formula with other numbers in its brackets."""
    return _REFERENCE.sub(lambda match: f"[{number_of(int(match[1]))}]", formula)


def references(formula: str) -> list[int]:
    """The numbers that a formula speaks of, in order, each once."""
    return list(dict.fromkeys(int(match[1]) for match in _REFERENCE.finditer(formula)))


def evaluate(formula: str, values: Mapping[int, Decimal]) -> Fraction:
    """The exact value of a formula. Raises ``FormulaError`` for a formula out of shape, ``ZeroDivisionError``."""
    if len(formula) > _LONGEST_FORMULA:
        raise FormulaError(f"formula of {len(formula)} characters")
    tokens: list[_Token] = []
    at = 0
    while at < len(formula.rstrip()):
        match = _TOKEN.match(formula, at)
        if match is None:
            raise FormulaError(f"{formula!r} cannot be read at character {at}")
        tokens.append((match[1], match[2], match[3]))
        at = match.end()
    result, rest = _sum(tokens, values, formula)
    if rest:
        raise FormulaError(f"{formula!r} goes on behind its end")
    return result


def rounded(value: Fraction, decimals: int | None) -> Decimal:
    """``value`` half up to some decimals; with ``None`` in full. Raises ``FormulaError`` where that has no end."""
    if decimals is None:
        exact = _exact(value)
        if exact is None:
            raise FormulaError(f"{value} has no finite decimal form")
        return exact
    scaled = abs(value) * 10**decimals
    whole = int(scaled) + (1 if scaled - int(scaled) >= Fraction(1, 2) else 0)
    return Decimal(whole if value >= 0 else -whole).scaleb(-decimals)


_Token = tuple[str | None, str | None, str | None]


def _sum(tokens: list[_Token], values: Mapping[int, Decimal], formula: str) -> tuple[Fraction, list[_Token]]:
    result, rest = _product(tokens, values, formula)
    while rest and rest[0][2] in {"+", "−", "-"}:
        sign = 1 if rest[0][2] == "+" else -1
        term, rest = _product(rest[1:], values, formula)
        result += sign * term
    return result, rest


def _product(tokens: list[_Token], values: Mapping[int, Decimal], formula: str) -> tuple[Fraction, list[_Token]]:
    result, rest = _atom(tokens, values, formula)
    while rest and rest[0][2] in {"×", "÷"}:
        operator = rest[0][2]
        factor, rest = _atom(rest[1:], values, formula)
        result = result * factor if operator == "×" else result / factor
    return result, rest


def _atom(tokens: list[_Token], values: Mapping[int, Decimal], formula: str) -> tuple[Fraction, list[_Token]]:
    if not tokens:
        raise FormulaError(f"{formula!r} ends too early")
    (reference, constant, sign), rest = tokens[0], tokens[1:]
    if reference is not None:
        if int(reference) not in values:
            raise FormulaError(f"{formula!r} speaks of [{reference}], which is no figure of the answer")
        return Fraction(values[int(reference)]), rest
    if constant is not None:
        return Fraction(constant), rest
    if sign != "(":
        raise FormulaError(f"{formula!r}: {sign} where a figure should stand")
    inner, rest = _sum(rest, values, formula)
    if not rest or rest[0][2] != ")":
        raise FormulaError(f"{formula!r} lacks a closing bracket")
    return inner, rest[1:]


def _bound(term: Term, least: int) -> str:
    """The formula of a term, in brackets where it binds less than its place asks (1 sum, 2 product, 3 figure)."""
    return term.formula if term.binding >= least else f"({term.formula})"


def _exact(value: Fraction) -> Decimal | None:
    """A fraction as a decimal without end digits lost, or ``None`` (1/3)."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return None
    decimals = 0
    while (value * 10**decimals).denominator != 1:
        decimals += 1
    return Decimal((value * 10**decimals).numerator).scaleb(-decimals)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _constant(value: Fraction) -> str:
    exact = _exact(value)
    if exact is None:
        raise ValueError(f"a factor of {value}")
    return decimal_text(exact)
