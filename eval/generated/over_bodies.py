"""Computed questions over several bodies, and over the rows of a table."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from random import Random

from eval.generated.computed import Rule
from eval.generated.generated import Generated, Wanted, shown
from eval.generated.operands import NAMES, Body, Operand, Operands, bare
from index.fact_store import FactStore
from index.facts import Fact

SUM = ("{ps}的{a}一共是多少万元", "{ps}{a}加起来是多少", "{ps}的{a}合计多少？")
SUM_OF_ALL = ("库里所有单位的{a}合计是多少", "全部单位{a}一共多少万元", "五家单位的{a}加起来是多少？")
DIFFERENCE = ("{p}{a}比{q}多多少", "{q}的{a}比{p}少多少万元", "{p}和{q}的{a}相差多少", "{p}的{a}比{q}的{a}多多少万元？")
MOST = ("哪个单位的{a}最多", "所有单位里{a}最高的是哪家", "库里哪家单位{a}最多，是多少", "各单位中{a}最多的是哪个？")
LEAST = ("哪个单位的{a}最少", "所有单位里{a}最低的是哪家", "库里哪家单位{a}最少，是多少")
RANK = ("把所有单位按{a}从高到低排列", "各单位{a}从高到低排名", "所有单位的{a}由高到低排序")
RANK_UP = ("把所有单位按{a}从低到高排列", "各单位{a}从少到多排名")
AVERAGE = ("所有单位的{a}平均是多少", "平均每家单位的{a}是多少万元", "库里各单位{a}的平均数是多少？")
ABOVE = ("哪些单位的{a}超过{n}万元", "有哪些单位{a}高于{n}万元？", "{a}超过{n}万元的单位有哪些")
BELOW = ("哪些单位的{a}低于{n}万元", "有哪些单位{a}不到{n}万元？")
ROW_MOST = ("{p}{t}里哪一{c}{m}最高", "{p}{t}中{m}最大的是哪一{c}", "{p}{t}里{m}最高的是什么？")
ROW_LEAST = ("{p}{t}里哪一{c}{m}最低", "{p}{t}中{m}最小的是哪一{c}")
ROW_SUM = ("{p}{t}各{c}{m}合计是多少", "{p}{t}各{c}{m}加起来一共多少万元")
ROW_ABOVE = ("{p}{t}里{m}超过{n}万元的有哪些{c}", "{p}{t}中哪些{c}的{m}超过{n}万元")
PER_CAR = ("{p}平均每辆车价值多少万元", "{p}车辆平均每辆价值多少万元", "{p}车辆的价值平均到每辆是多少万元")
PER_METRE = ("{p}房屋平均每平方米价值多少元", "{p}房屋的价值平均每平方米多少元？", "{p}房屋价值折合每平方米多少元")


def between_bodies(operands: Operands, random: Random) -> Iterator[Generated]:
    """Sums and differences of two or three bodies that are named."""
    for concept, stated in _shared(operands):
        for some in [*combinations(stated, 2), *combinations(stated, 3)]:
            name = random.choice(NAMES[concept])
            said = [one.body.said(random, year=False) for one in some]
            total = sum((one.exact for one in some), Fraction(0))
            together = "、".join(said[:-1]) + "和" + said[-1]
            form = random.choice(SUM).format(ps=together, a=name)
            yield Generated(form, "sum over bodies", Wanted((shown(total, "万元"),), "万元"))
            more, less = sorted(some[:2], key=lambda one: -one.value)
            if len(some) == 2 and more.value > less.value:
                p, q = (one.body.said(random, year=False) for one in (more, less))
                rest = shown(more.exact - less.exact, "万元")
                question = random.choice(DIFFERENCE).format(p=p, q=q, a=name)
                yield Generated(question, "difference of bodies", Wanted((rest,), "万元"))


def over_all(operands: Operands, random: Random) -> Iterator[Generated]:
    """Sum, average, most, least, rank and thresholds over all bodies, for items that all of them state."""
    for concept, stated in _shared(operands):
        if len(stated) < len(operands.bodies):
            continue
        order = sorted(stated, key=lambda one: -one.value)
        total = sum((one.exact for one in stated), Fraction(0))
        for name in NAMES[concept]:
            for form in SUM_OF_ALL:
                yield Generated(form.format(a=name), "sum of all", Wanted((shown(total, "万元"),), "万元"))
            mean = shown(total / len(stated), "万元", quotient=True)
            for form in AVERAGE:
                yield Generated(form.format(a=name), "average", Wanted((mean,), "万元"))
            yield from _extremes(order, name)
            yield from _thresholds(order, name, random)


def _extremes(order: list[Operand], name: str) -> Iterator[Generated]:
    values = [one.value for one in order]
    for forms, one, clear in ((MOST, order[0], values[0] > values[1]), (LEAST, order[-1], values[-1] < values[-2])):
        kind = "most of bodies" if forms is MOST else "least of bodies"
        for form in forms if clear else ():
            yield Generated(form.format(a=name), kind, Wanted((one.value,), "万元", entities=(one.body.name,)))
    if len(set(values)) == len(values):
        for form in (*RANK, *RANK_UP):
            ranked = order if form in RANK else order[::-1]
            wanted = Wanted(
                tuple(one.value for one in ranked),
                "万元",
                entities=tuple(one.body.name for one in ranked),
                several=True,
                ordered=True,
            )
            yield Generated(form.format(a=name), "rank of bodies", wanted)


def _thresholds(order: list[Operand], name: str, random: Random) -> Iterator[Generated]:
    for more, less in pairwise(order):
        limit = _between(more.value, less.value)
        if limit is None:
            continue
        form = random.choice((*ABOVE, *BELOW))
        kept = [one for one in order if (one.value > limit) == (form in ABOVE)]
        wanted = Wanted(
            tuple(one.value for one in kept), "万元", entities=tuple(one.body.name for one in kept), several=True
        )
        yield Generated(form.format(a=name, n=limit), "bodies over a limit", wanted)


def _between(more: Decimal, less: Decimal) -> int | None:
    """A round number strictly between two values."""
    for step in (1000, 100, 50, 10, 5, 1):
        limit = int(less) // step * step + step
        if less < limit < more:
            return limit
    return None


def _shared(operands: Operands) -> Iterator[tuple[str, list[Operand]]]:
    """Items that several bodies state, one operand each, in the order of the bodies."""
    by_concept: dict[str, list[Operand]] = defaultdict(list)
    for one in operands.kept:
        if one.concept in NAMES:
            by_concept[one.concept].append(one)
    yield from ((concept, stated) for concept, stated in by_concept.items() if len(stated) >= 2)


@dataclass(frozen=True, slots=True)
class Rows:
    """The named money cells of one column of a table: what the table, a row and the column are called in a question."""

    body: Body
    of: str
    counter: str
    measure: str
    cells: tuple[tuple[str, Decimal], ...]
    whole: bool = False
    parts: tuple[Decimal, ...] = ()


def over_rows(tables: list[Rows], random: Random) -> Iterator[Generated]:
    """Greatest, least, sum and threshold over the rows of a table."""
    for rows in tables:
        order = sorted(rows.cells, key=lambda cell: -cell[1])
        words = {"t": rows.of, "c": rows.counter, "m": rows.measure}
        for form in ROW_MOST if order[0][1] > order[1][1] else ():
            yield _row_asked(form, "most of rows", rows.body, words, random, order[:1])
        for form in ROW_LEAST if order[-1][1] < order[-2][1] else ():
            yield _row_asked(form, "least of rows", rows.body, words, random, order[-1:])
        total = shown(sum((Fraction(value) for _, value in order), Fraction(0)), "万元")
        for form in ROW_SUM if rows.whole else ():
            question = form.format(p=rows.body.said(random), **words)
            yield Generated(question, "sum of rows", Wanted((total,), "万元"))
        for (_, more), (_, less) in pairwise(order):
            limit = _between(more, less)
            if limit is not None and all(part < limit for part in rows.parts):  # else 其中 rows may be listed or not
                kept = [cell for cell in order if cell[1] > limit]
                form = random.choice(ROW_ABOVE).replace("{n}", str(limit))
                yield _row_asked(form, "rows over a limit", rows.body, words, random, kept, several=True)


def _row_asked(
    form: str,
    kind: str,
    body: Body,
    words: dict[str, str],
    random: Random,
    cells: list[tuple[str, Decimal]],
    *,
    several: bool = False,
) -> Generated:
    question = form.format(p=body.said(random), **words)
    names, values = (tuple(column) for column in zip(*cells, strict=True))
    return Generated(question, kind, Wanted(values, "万元", names=names, several=several))


def tables_of(store: FactStore, operands: Operands) -> list[Rows]:
    """The tables whose rows can be compared: assets by value, purchases by amount and price, one class of economic items."""
    found = []
    for body in operands.bodies:
        facts = [fact for fact in store.facts([body.document]) if fact.locator.table is not None and not fact.prose]
        assets = [fact for fact in facts if "资产占用" in fact.caption and len(fact.path) == 1]
        inner = [fact for fact in facts if "资产占用" in fact.caption and len(fact.path) > 1]
        values = tuple(value for _, value in _rows(body, "", "", "", inner, "价值").cells)
        found.append(replace(_rows(body, "固定资产", "类", "价值", assets, "价值", whole=True), parts=values))
        bought = [fact for fact in facts if "政府采购预算" in fact.caption]
        found.append(_rows(body, "政府采购", "项", "金额", bought, "合计", whole=True))
        found.append(_rows(body, "政府采购", "项", "单价", bought, "单价"))
        economic = [fact for fact in facts if "基本支出表" in fact.caption and len(fact.code or "") == 5]
        for code, name in (("301", "工资福利支出"), ("302", "商品和服务支出"), ("303", "对个人和家庭的补助")):
            below = [fact for fact in economic if str(fact.code).startswith(code)]
            found.append(_rows(body, name, "个科目", "金额", below, "合计"))
        parts = [one for one in operands.of(body) if "项目支出" in one.parents]
        found.append(
            Rows(body, "项目支出", "个项目", "金额", tuple((one.label, one.value) for one in parts), whole=True)
        )
    return [rows for rows in found if len(rows.cells) >= 3]


def _rows(
    body: Body, of: str, counter: str, measure: str, facts: list[Fact], column: str, *, whole: bool = False
) -> Rows:
    cells = {}
    for fact in facts:
        label = bare(fact.label).split("（")[0]
        if fact.amount is not None and fact.columns and fact.columns[-1].startswith(column) and "总额" not in label:
            cells[label] = fact.amount.value
    return Rows(body, of, counter, measure, tuple(cells.items()), whole)


def per_unit(store: FactStore, operands: Operands, random: Random) -> Iterator[Generated]:
    """Value for each car and each square metre, from the quantity and the value of one row."""
    for body in operands.bodies:
        facts = [fact for fact in store.facts([body.document]) if "资产占用" in fact.caption and len(fact.path) == 1]
        for word, forms, unit, factor in (("车辆", PER_CAR, "万元", 1), ("房屋", PER_METRE, "元", 10_000)):
            row = [fact for fact in facts if word in fact.label and fact.amount is not None]
            counts = [fact.amount.value for fact in row if fact.columns[-1] == "数量" and fact.amount is not None]
            values = [fact.amount.value for fact in row if "价值" in fact.columns[-1] and fact.amount is not None]
            if len(counts) != 1 or len(values) != 1 or not counts[0]:
                continue
            each = shown(Fraction(values[0]) / Fraction(counts[0]) * factor, unit, quotient=True)
            for form in forms:
                question = form.format(p=body.said(random, year=False))
                yield Generated(question, "for each", Wanted((each,), unit))


RULES: dict[Rule, int] = {between_bodies: 110, over_all: 200}
