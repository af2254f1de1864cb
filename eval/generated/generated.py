"""A generated question, what must come out of it, and what an answer is worth against that."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assistant.contract import Answer

RIGHT, REFUSED, WRONG, ANSWERED = "right", "refused", "WRONG", "ANSWERED"
_FEW_DECIMALS = 4
_QUOTIENT_DECIMALS = {"万元": 4}  # of a quotient that is not exact with at most four; everything else has two


@dataclass(frozen=True, slots=True)
class Wanted:
    """The result expected: one value, or with ``several`` the printed values of the bodies or rows that were asked for.

    ``entities`` belong to the values one by one; ``names`` must be said in the text; ``ordered`` for a ranking.
    """

    values: tuple[Decimal, ...]
    unit: str
    direction: str | None = None
    entities: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    several: bool = False
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Generated:
    """One generated question. Without ``wanted`` it must not be answered, or not with the figure ``never``."""

    question: str
    kind: str
    wanted: Wanted | None = None
    files: tuple[str, ...] = ()
    never: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A question with its mark and what came out."""

    asked: Generated
    mark: str
    answer: Answer

    def __str__(self) -> str:
        wanted = self.asked.wanted
        said = f"{self.answer.status} {self.answer.reason or ''} {self.answer.text!r}"
        expected = (
            f"\n    wanted {[str(v) for v in wanted.values]} {wanted.unit} {wanted.direction or ''}" if wanted else ""
        )
        return f"{self.mark} {self.asked.kind}: {self.asked.question}{expected}\n    {said}"


def judged(asked: Generated, answer: Answer) -> Verdict:
    """The verdict on one answer: values and units to the last digit."""
    if asked.wanted is None:
        return Verdict(asked, _declined(asked, answer), answer)
    if answer.status != "answered":
        return Verdict(asked, REFUSED, answer)
    return Verdict(asked, RIGHT if _says(answer, asked.wanted) else WRONG, answer)


def _declined(asked: Generated, answer: Answer) -> str:
    if answer.status != "answered":
        return RIGHT
    if asked.never is None:
        return ANSWERED
    stated = [Decimal(figure.value) for figure in answer.figures if figure.role == "result"]
    return ANSWERED if asked.never in stated or not stated else RIGHT


def _says(answer: Answer, wanted: Wanted) -> bool:
    results = [figure for figure in answer.figures if figure.role == "result"]
    if not results or not all(name in answer.text for name in wanted.names):
        return False
    if not wanted.several:
        first = results[0]
        return (
            Decimal(first.value) == wanted.values[0]
            and first.unit == wanted.unit
            and (wanted.direction is None or first.direction == wanted.direction)
            and (not wanted.entities or first.entity == wanted.entities[0])
        )
    printed = [figure for figure in results if not figure.derived and not (figure.formula or "").startswith("count")]
    came = [(figure.entity if wanted.entities else "", Decimal(figure.value), figure.unit or "") for figure in printed]
    entities = wanted.entities or ("",) * len(wanted.values)
    expected = [(entity, value, wanted.unit) for entity, value in zip(entities, wanted.values, strict=True)]
    return came == expected if wanted.ordered else sorted(came) == sorted(expected)


def shown(value: Fraction, unit: str, *, quotient: bool = False) -> Decimal:
    """A result as it must be stated: exact, and a quotient half up to the decimals of its unit (% and 倍 always two)."""
    exact = _exact(value)
    if exact is not None and not quotient:
        return exact
    decimals = _QUOTIENT_DECIMALS.get(unit, 2)
    if exact is not None and unit == "万元" and (value * 10**_FEW_DECIMALS).denominator == 1:
        return exact
    scaled = (abs(value) * 10**decimals * 2 + 1) // 2
    return Decimal(int(scaled) if value >= 0 else -int(scaled)).scaleb(-decimals)


def _exact(value: Fraction) -> Decimal | None:
    """A fraction in full, or ``None`` where its decimals have no end (1/3)."""
    for decimals in range(24):
        scaled = value * 10**decimals
        if scaled.denominator == 1:
            return Decimal(scaled.numerator).scaleb(-decimals)
    return None


def ask_all(questions: Iterable[Generated], ask: Callable[[Generated], Answer]) -> list[Verdict]:
    """Every question asked once and judged."""
    return [judged(asked, ask(asked)) for asked in questions]


def table(verdicts: Iterable[Verdict], marks: tuple[str, ...]) -> str:
    """How many of each kind came out with each mark, and the totals."""
    counts = Counter((verdict.asked.kind, verdict.mark) for verdict in verdicts)
    kinds = list(dict.fromkeys(kind for kind, _ in counts))
    lines = [f"{'':24}{'asked':>7}" + "".join(f"{mark:>10}" for mark in marks)]
    for kind in kinds:
        asked = sum(counts[kind, mark] for mark in marks)
        lines.append(f"{kind:24}{asked:7}" + "".join(f"{counts[kind, mark]:10}" for mark in marks))
    totals = [sum(counts[kind, mark] for kind in kinds) for mark in marks]
    lines.append(f"{'total':24}{sum(totals):7}" + "".join(f"{total:10}" for total in totals))
    return "\n".join(lines)
