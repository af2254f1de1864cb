"""Exact arithmetic: terms, the formulas that give them again, and rounding at the very end."""

from decimal import Decimal
from fractions import Fraction

import pytest

from assistant import arithmetic
from assistant.arithmetic import Calculation, FormulaError, Term, calculated, constant, evaluate, printed, rounded

VALUES = {1: Decimal("20.4"), 2: Decimal("1.5"), 3: Decimal(3000), 4: Decimal(7), 5: Decimal(1800), 6: Decimal(0)}
SAN_GONG = printed(1, VALUES[1], "万元")
RECEPTION = printed(2, VALUES[2], "万元")
MEETINGS = printed(3, VALUES[3], "元")
CARS = printed(4, VALUES[4], "辆")
ROOMS = printed(5, VALUES[5], "平方米")
NOTHING = printed(6, VALUES[6], "万元")

MADE: list[tuple[Term, str, Fraction, str | None]] = [
    (SAN_GONG, "[1]", Fraction("20.4"), "万元"),
    (constant(12), "12", Fraction(12), None),
    (arithmetic.added((SAN_GONG, RECEPTION)), "[1] + [2]", Fraction("21.9"), "万元"),
    (arithmetic.added((SAN_GONG, MEETINGS)), "[1] + [3] ÷ 10000", Fraction("20.7"), "万元"),
    (arithmetic.added((MEETINGS, SAN_GONG)), "[3] + [1] × 10000", Fraction(207000), "元"),
    (arithmetic.subtracted(SAN_GONG, RECEPTION), "[1] − [2]", Fraction("18.9"), "万元"),
    (arithmetic.subtracted(RECEPTION, SAN_GONG), "[2] − [1]", Fraction("-18.9"), "万元"),
    (
        arithmetic.subtracted(SAN_GONG, arithmetic.added((RECEPTION, MEETINGS))),
        "[1] − ([2] + [3] ÷ 10000)",
        Fraction("18.6"),
        "万元",
    ),
    (
        arithmetic.subtracted(SAN_GONG, arithmetic.subtracted(RECEPTION, NOTHING)),
        "[1] − ([2] − [6])",
        Fraction("18.9"),
        "万元",
    ),
    (arithmetic.negative(SAN_GONG), "(0 − [1])", Fraction("-20.4"), "万元"),
    (arithmetic.negative(arithmetic.added((SAN_GONG, RECEPTION))), "(0 − ([1] + [2]))", Fraction("-21.9"), "万元"),
    (arithmetic.averaged((SAN_GONG, RECEPTION, NOTHING)), "([1] + [2] + [6]) ÷ 3", Fraction("7.3"), "万元"),
    (arithmetic.share(RECEPTION, SAN_GONG), "[2] ÷ [1] × 100", Fraction(150, 2040) * 100, "%"),
    (arithmetic.share(MEETINGS, SAN_GONG), "[3] ÷ 10000 ÷ [1] × 100", Fraction(30, 2040) * 100, "%"),
    (
        arithmetic.share(SAN_GONG, arithmetic.added((SAN_GONG, RECEPTION))),
        "[1] ÷ ([1] + [2]) × 100",
        Fraction(2040, 2190) * 100,
        "%",
    ),
    (
        arithmetic.share(RECEPTION, arithmetic.averaged((SAN_GONG, RECEPTION))),
        "[2] ÷ (([1] + [2]) ÷ 2) × 100",
        Fraction(150, 1095) * 100,
        "%",
    ),
    (arithmetic.times(SAN_GONG, RECEPTION), "[1] ÷ [2]", Fraction("13.6"), "倍"),
    (arithmetic.times(SAN_GONG, MEETINGS), "[1] × 10000 ÷ [3]", Fraction(68), "倍"),
    (arithmetic.per_unit(SAN_GONG, CARS), "[1] ÷ [4]", Fraction("20.4") / 7, "万元"),
    (arithmetic.per_unit(SAN_GONG, constant(12)), "[1] ÷ 12", Fraction("1.7"), "万元"),
    (arithmetic.previous(SAN_GONG, RECEPTION, "增加"), "[1] − [2]", Fraction("18.9"), "万元"),
    (arithmetic.previous(SAN_GONG, RECEPTION, "减少"), "[1] + [2]", Fraction("21.9"), "万元"),
    (
        arithmetic.growth(RECEPTION, arithmetic.previous(SAN_GONG, RECEPTION, "增加")),
        "[2] ÷ ([1] − [2]) × 100",
        Fraction(150, 1890) * 100,
        "%",
    ),
    (arithmetic.in_unit(arithmetic.added((SAN_GONG, RECEPTION)), "元"), "([1] + [2]) × 10000", Fraction(219000), "元"),
    (arithmetic.in_unit(SAN_GONG, "亿元"), "[1] ÷ 10000", Fraction("0.00204"), "亿元"),
    (arithmetic.in_unit(SAN_GONG, "万元"), "[1]", Fraction("20.4"), "万元"),
]


@pytest.mark.parametrize(("term", "formula", "value", "unit"), MADE, ids=[formula for _, formula, _, _ in MADE])
def test_terms_and_their_formulas(term: Term, formula: str, value: Fraction, unit: str | None) -> None:
    """The formula, run again over the printed figures, gives the value of the term."""
    assert (term.formula, term.value, term.unit) == (formula, value, unit)
    assert evaluate(formula, VALUES) == value


def test_what_is_printed() -> None:
    assert SAN_GONG.is_printed
    assert not arithmetic.in_unit(SAN_GONG, "元").is_printed
    assert not constant(12).is_printed


@pytest.mark.parametrize(("term", "unit"), [(SAN_GONG, "辆"), (SAN_GONG, None), (CARS, "元"), (ROOMS, "万元")])
def test_units_that_do_not_convert(term: Term, unit: str | None) -> None:
    with pytest.raises(ValueError, match=rf"{term.unit} cannot be put into {unit}"):
        arithmetic.in_unit(term, unit)


def test_unlike_figures_are_not_put_together() -> None:
    with pytest.raises(ValueError, match="cannot be put into"):
        arithmetic.added((SAN_GONG, CARS))
    with pytest.raises(ValueError, match="cannot be put into"):
        arithmetic.subtracted(ROOMS, CARS)
    with pytest.raises(ValueError, match="cannot be put into"):
        arithmetic.averaged((SAN_GONG, ROOMS))
    with pytest.raises(ValueError, match="cannot be put into"):
        arithmetic.share(CARS, SAN_GONG)
    with pytest.raises(ValueError, match="cannot be put into"):
        arithmetic.times(CARS, SAN_GONG)


def test_nothing_divides_by_zero() -> None:
    for divided in (arithmetic.share, arithmetic.times, arithmetic.per_unit, arithmetic.growth):
        with pytest.raises(ZeroDivisionError):
            divided(SAN_GONG, NOTHING)
    assert arithmetic.share(NOTHING, SAN_GONG).value == 0
    with pytest.raises(ZeroDivisionError):
        evaluate("[1] ÷ [6]", VALUES)
    with pytest.raises(ZeroDivisionError):
        evaluate("[1] ÷ ([2] − [2])", VALUES)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("[1] − [2] − [2]", "17.4"),
        ("[1] - [2]", "18.9"),
        ("[1] + [2] × 2", "23.4"),
        ("([1] + [2]) × 2", "43.8"),
        ("[3] ÷ 10 ÷ 100", "3"),
        ("[3] ÷ 10 × 100", "30000"),
        ("[3]÷(10×100)", "3"),
        (" ((([1]))) ", "20.4"),
        ("0.5 × [1]", "10.2"),
        ("[1] ÷ 3 × 3", "20.4"),  # over fractions: no digit is lost on the way
    ],
)
def test_evaluate(formula: str, value: str) -> None:
    assert evaluate(formula, VALUES) == Fraction(value)


@pytest.mark.parametrize(
    "formula",
    [
        "",
        " ",
        "[1] +",
        "+ [1]",
        "− [1]",
        "[1] [2]",
        "[1] 2",
        "([1] + [2]",
        "[1] + [2])",
        "()",
        "[1] × × [2]",
        "[9]",
        "[0]",
        "[x]",
        "[-1]",
        "[]",
        "1.",
        ".5",
        "1e3",
        "[1] * [2]",
        "[1] / [2]",
        "[1] ** 2",
        "__import__('os')",
        "[1]; [2]",
        "+ [1]" * 5_000,
    ],
)
def test_formulas_out_of_shape(formula: str) -> None:
    with pytest.raises(FormulaError):
        evaluate(formula, VALUES)


def test_an_error_quotes_the_formula() -> None:
    with pytest.raises(FormulaError, match=r"'\[1\] \+ \[9\]' speaks of \[9\], which is no figure of the answer"):
        evaluate("[1] + [9]", VALUES)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("0.125", 2, "0.13"),
        ("0.135", 2, "0.14"),  # to even it would be 0.14 too, 0.125 tells them apart
        ("0.1249", 2, "0.12"),
        ("-0.125", 2, "-0.13"),  # half up: away from zero
        ("-0.124", 2, "-0.12"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("1/3", 4, "0.3333"),
        ("2/3", 2, "0.67"),
        ("999.995", 2, "1000.00"),
        ("1.005", 2, "1.01"),  # as a binary fraction it would be 1.00
        ("5", 2, "5.00"),
        ("0.125", None, "0.125"),
        ("1234567890123.45", None, "1234567890123.45"),
        ("5", None, "5"),
    ],
)
def test_rounded(value: str, decimals: int | None, shown: str) -> None:
    assert str(rounded(Fraction(value), decimals)) == shown


def test_what_has_no_end_is_not_shown_in_full() -> None:
    with pytest.raises(FormulaError, match="1/3 has no finite decimal form"):
        rounded(Fraction(1, 3), None)


@pytest.mark.parametrize(
    ("term", "unit", "value", "decimals"),
    [
        (arithmetic.added((SAN_GONG, MEETINGS)), None, "20.7", None),
        (arithmetic.added((SAN_GONG, MEETINGS)), "元", "207000", None),
        (arithmetic.in_unit(MEETINGS, "亿元"), None, "0.00003", None),  # a change of units is never rounded
        (arithmetic.share(RECEPTION, SAN_GONG), None, "7.35", 2),
        (arithmetic.share(RECEPTION, printed(7, Decimal(2), "万元")), None, "75", None),
        (arithmetic.per_unit(SAN_GONG, CARS), None, "2.9143", 4),
        (arithmetic.per_unit(SAN_GONG, CARS), "元", "29142.86", 2),
        (arithmetic.times(SAN_GONG, RECEPTION), None, "13.6", None),
        (arithmetic.averaged((SAN_GONG, RECEPTION)), None, "10.95", None),
    ],
)
def test_what_is_shown(term: Term, unit: str | None, value: str, decimals: int | None) -> None:
    """The formula of what is shown, run again and rounded alike, gives what is shown."""
    shown = calculated(term, unit)
    assert (shown.value, shown.unit, shown.decimals) == (Decimal(value), unit or term.unit, decimals)
    assert rounded(evaluate(shown.formula, {**VALUES, 7: Decimal(2)}), decimals) == shown.value


def test_a_result_is_not_put_into_another_dimension() -> None:
    with pytest.raises(ValueError, match="辆 cannot be put into 元"):
        calculated(CARS, "元")


def test_a_printed_figure_is_shown_as_printed() -> None:
    assert calculated(printed(1, Decimal("1.50000"), "万元")) == Calculation("[1]", Decimal("1.5"), "万元", None)


def test_references() -> None:
    formula = "([3] − [1]) ÷ [12] × 100 + [1]"
    assert arithmetic.references(formula) == [3, 1, 12]
    assert arithmetic.references("12 × 3") == []
    assert arithmetic.renumbered(formula, lambda number: number + 10) == "([13] − [11]) ÷ [22] × 100 + [11]"
    swapped = {1: 2, 2: 1}
    assert arithmetic.renumbered("[1] − [2]", swapped.__getitem__) == "[2] − [1]"
