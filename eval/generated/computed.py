"""Computed questions about one body: sums, differences, shares, multiples, growth, last year's values and other units."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import TypeVar

from eval.generated.generated import Generated, Wanted, shown
from eval.generated.operands import Operand, Operands

SUM_OF_TWO = (
    "{p}{a}和{b}一共是多少万元",
    "{p}{a}与{b}加起来是多少",
    "{p}的{a}、{b}合计多少万元",
    "{p}{a}加上{b}总共多少",
    "请问{p}{a}和{b}两项之和是多少？",
    "{p}{a}和{b}总共安排了多少钱",
)
SUM_OF_THREE = (
    "{p}{a}、{b}和{c}合计多少万元",
    "{p}{a}、{b}、{c}三项加起来一共多少",
    "{p}的{a}、{b}以及{c}总共是多少？",
    "{p}{a}加{b}加{c}等于多少",
)
SUM_CONVERTED = (
    "{p}{a}和{b}一共是多少{u}",
    "{p}{a}、{b}加起来是多少{u}？",
    "{p}{a}与{b}合计多少{u}",
)
DIFFERENCE = (
    "{p}{a}比{b}多多少",
    "{p}{b}比{a}少多少万元",
    "{p}{a}和{b}相差多少",
    "{p}{a}减去{b}是多少",
    "{p}的{a}与{b}的差额是多少万元？",
    "{p}{a}比{b}高出多少万元",
)
DIFFERENCE_CONVERTED = ("{p}{a}比{b}多多少{u}", "{p}{a}减去{b}是多少{u}", "{p}{a}和{b}相差多少{u}？")
SHARE = (
    "{p}{a}占{b}的比例是多少",
    "{p}{a}占{b}的百分之多少",
    "{p}的{a}占{b}的比重是多少？",
    "{p}{b}中{a}的占比是多少",
    "{p}{a}占{b}的百分比",
)
TIMES = ("{p}{a}是{b}的几倍", "{p}{a}是{b}的多少倍？", "{p}的{a}相当于{b}的几倍")
GROWTH = {
    "增加": ("{p}{a}增长率是多少", "{p}{a}比上年增长了百分之多少", "{p}{a}较上年的增幅是多少", "{p}{a}同比增长多少%？"),
    "减少": ("{p}{a}下降率是多少", "{p}{a}比上年下降了百分之多少", "{p}{a}较上年的降幅是多少", "{p}{a}同比减少多少%？"),
}
GROWTH_EITHER = ("{p}{a}较上年的变动幅度是多少", "{p}{a}的增减率是多少")
PREVIOUS = (
    "{p}{a}上年是多少",
    "{w}去年{a}预算是多少？",
    "{p}的上年{a}是多少",
)
CONVERTED = ("{p}{a}是多少{u}", "{p}的{a}折合多少{u}？", "{p}{a}有多少{u}")
_FACTOR = {"元": Fraction(10_000), "万元": Fraction(1), "亿元": Fraction(1, 10_000)}
_Each = TypeVar("_Each")
Rule = Callable[[Operands, Random], Iterator[Generated]]


def sums(operands: Operands, random: Random) -> Iterator[Generated]:
    """Two items of one body that are not part of each other."""
    for a, b in _pairs(operands, random):
        yield _asked("sum of two", random.choice(SUM_OF_TWO), random, (a, b), a.exact + b.exact, "万元")


def sums_of_three(operands: Operands, random: Random) -> Iterator[Generated]:
    """Three items of one body, none part of another."""
    for body in operands.bodies:
        for three in _drawn(combinations(operands.of(body), 3), random, 60):
            if all(_separate(a, b) for a, b in combinations(three, 2)):
                total = sum((each.exact for each in three), Fraction(0))
                yield _asked("sum of three", random.choice(SUM_OF_THREE), random, three, total, "万元")


def sums_converted(operands: Operands, random: Random) -> Iterator[Generated]:
    """Sums and differences in another unit than the document's."""
    for a, b in _pairs(operands, random):
        unit = random.choice(("元", "亿元"))
        more, less = (a, b) if a.value >= b.value else (b, a)
        if random.random() < 0.5:
            total = (a.exact + b.exact) * _FACTOR[unit]
            yield _asked("sum converted", random.choice(SUM_CONVERTED), random, (a, b), total, unit)
        elif more.value > less.value:
            rest = (more.exact - less.exact) * _FACTOR[unit]
            form = random.choice(DIFFERENCE_CONVERTED)
            yield _asked("difference converted", form, random, (more, less), rest, unit)


def differences(operands: Operands, random: Random) -> Iterator[Generated]:
    """The larger of two items less the smaller; here one may be part of the other."""
    for a, b in _pairs(operands, random, separate=False):
        more, less = (a, b) if a.value >= b.value else (b, a)
        if more.value > less.value:
            rest = more.exact - less.exact
            yield _asked("difference", random.choice(DIFFERENCE), random, (more, less), rest, "万元")


def shares(operands: Operands, random: Random) -> Iterator[Generated]:
    """A part of the item that it is printed under, and smaller prose items of larger ones."""
    for a, b in _pairs(operands, random, separate=False):
        part, whole = (a, b) if a.value < b.value else (b, a)
        inside = whole.label in part.parents
        if whole.value > 0 and (inside or (part.prose and whole.prose and part.concept and whole.concept)):
            value = part.exact / whole.exact * 100
            wanted = random.choice(SHARE)
            yield _asked("share", wanted, random, (part, whole), value, "%", quotient=True)


def multiples(operands: Operands, random: Random) -> Iterator[Generated]:
    """How many times a smaller item goes into a larger one."""
    for a, b in _pairs(operands, random):
        more, less = (a, b) if a.value >= b.value else (b, a)
        if less.value > 0 and more.value > less.value:
            value = more.exact / less.exact
            yield _asked("multiple", random.choice(TIMES), random, (more, less), value, "倍", quotient=True)


def growths(operands: Operands, random: Random) -> Iterator[Generated]:
    """The rate of a printed change over the year before."""
    for one in operands.kept:
        if not one.change or one.exact - one.change <= 0:
            continue
        direction = "增加" if one.change > 0 else "减少"
        rate = abs(one.change) / (one.exact - one.change) * 100
        for form in (*GROWTH[direction], *GROWTH_EITHER):
            for _ in range(2):
                yield _asked("growth", form, random, (one,), rate, "%", quotient=True, direction=direction)


def previous(operands: Operands, random: Random) -> Iterator[Generated]:
    """Last year's value from this year's and the printed change."""
    for one in operands.kept:
        if one.change is not None:
            for form in PREVIOUS:
                for _ in range(2):
                    yield _asked("last year", form, random, (one,), one.exact - one.change, "万元")


def converted(operands: Operands, random: Random) -> Iterator[Generated]:
    """One item in 元 or 亿元."""
    for one in operands.kept:
        unit = random.choice(("元", "亿元"))
        yield _asked("converted", random.choice(CONVERTED), random, (one,), one.exact * _FACTOR[unit], unit)


RULES: dict[Rule, int] = {
    sums: 90,
    sums_of_three: 45,
    sums_converted: 70,
    differences: 90,
    shares: 80,
    multiples: 40,
    growths: 70,
    previous: 70,
    converted: 60,
}


def _asked(
    kind: str,
    form: str,
    random: Random,
    items: tuple[Operand, ...],
    value: Fraction,
    unit: str,
    *,
    quotient: bool = False,
    direction: str | None = None,
) -> Generated:
    names = dict(zip("abc", (each.called(random) for each in items), strict=False))
    body = items[0].body
    said = body.said(random, year=None)
    question = form.format(p=said, w=body.said(random, year=False), y=body.year - 1, u=unit, **names)
    return Generated(question, kind, Wanted((shown(value, unit, quotient=quotient),), unit, direction))


def _pairs(operands: Operands, random: Random, *, separate: bool = True) -> Iterator[tuple[Operand, Operand]]:
    """Pairs of items of one body in a random order, not more of one body than of another."""
    drawn = [_drawn(combinations(operands.of(body), 2), random, 150) for body in operands.bodies]
    for at in range(max(map(len, drawn), default=0)):
        for pairs in drawn:
            if at < len(pairs) and (not separate or _separate(*pairs[at])):
                yield pairs[at] if random.random() < 0.5 else pairs[at][::-1]


def _separate(a: Operand, b: Operand) -> bool:
    """Whether no one is part of the other, and they have no name in common."""
    return a.label not in b.parents and b.label not in a.parents and not set(a.names) & set(b.names)


def _drawn(each: Iterator[_Each], random: Random, most: int) -> list[_Each]:
    found = list(each)
    random.shuffle(found)
    return found[:most]
