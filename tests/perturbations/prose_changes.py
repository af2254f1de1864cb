"""Perturbations of words and figures: years, amounts, units, names, typography, wording."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any, TypeVar

from index.amount import NUMBER_PATTERN
from index.facts import Fact
from tests.perturbations.base import Base
from tests.perturbations.draft import Edit, edited
from tests.perturbations.judging import Ask, Change, Variant

YEAR = re.compile(r"(?<![\d.,])20(?:1[5-9]|2[0-9])(?![\d.,万元个份人])")
MONEY = re.compile(rf"({NUMBER_PATTERN})(\s*)(万元|万(?=[\s，。；]|$))", re.MULTILINE)
BATCH = 18
Rule = TypeVar("Rule")


def question(base: Base, fact: Fact, *, entity: str = "", year: int | None = None, unit: str = "") -> str:
    """The plain question for a figure of prose."""
    name = f"{entity or base.entity}{year or base.period}年"
    label = fact.label
    twins = [other for other in base.prose if other.label == label and other.basis == fact.basis]
    if len(twins) > 1 and len(fact.path) > 1:
        label = f"{fact.path[-2]}中的{label}"
    if fact.basis == "previous":
        return f"{entity or base.entity}{fact.period}年{label}是多少{unit}"
    if fact.basis == "change":
        return f"{name}{label}比上年{fact.direction}多少{unit}"
    return f"{name}{label}是多少{unit}"


def to_ask(base: Base, fact: Fact, **said: Any) -> Ask:
    """The plain question and the figure as it was, which must come out unless the change says otherwise."""
    assert fact.amount
    return Ask(question(base, fact, **said), fact.amount.value, fact.amount.unit, fact.direction)


def in_turn(base: Base, rules: Sequence[Rule], share: int = 2) -> list[Rule]:
    """Every second (third, ..) rule, other ones for the next document."""
    return [rule for i, rule in enumerate(rules) if (i + base.number) % share == 0]


def named(base: Base, rng: Random, count: int) -> list[Fact]:
    """Figures to ask for: this year's budget, each under a name that no other figure of the document has."""
    facts = [
        fact
        for fact in base.prose
        if fact.basis == "budget" and sum(fact.label == other.label for other in base.prose) == 1
    ]
    return rng.sample(facts, min(count, len(facts)))


def years(base: Base, rng: Random) -> Iterator[Variant]:
    """2021年 -> 2024年 everywhere: the figures' years move along, and the old year has nothing any more."""
    for by in in_turn(base, (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5), 3):
        draft = edited(base.text, [(m.start(), m.end(), str(int(m.group()) + by)) for m in YEAR.finditer(base.text)])
        asks = [
            Ask(question(base, f, year=base.period + by), f.amount.value, f.amount.unit)
            for f in named(base, rng, 2)
            if f.amount
        ]
        if not -1 < by < 3:
            asks += [Ask(question(base, fact), None) for fact in named(base, rng, 1)]
        yield Variant(
            base, draft, (Change("years", f"years moved by {by:+d}", asks=tuple(asks)),), years=by, relabel=moving(by)
        )


def moving(by: int) -> Callable[[str], str]:
    return lambda text: YEAR.sub(lambda m: str(int(m.group()) + by), text)


def new_amount(rng: Random, style: int) -> str:
    """Decimals, thousands separators, 0, larger magnitudes, and whole numbers that could be years."""
    return (
        lambda: f"{rng.randint(100, 9999) / 100:.2f}",
        lambda: f"{rng.randint(1000, 99999):,}.{rng.randint(10, 99)}",
        lambda: "0",
        lambda: f"{rng.randint(10000, 999999)}.{rng.randint(1, 9)}",
        lambda: f"0.{rng.randint(1001, 9999)}",
        lambda: str(rng.randint(11, 999)),
        lambda: str(rng.randint(1990, 2035)),
    )[style % 7]()


def amounts_in_prose(base: Base, rng: Random) -> Iterator[Variant]:
    """Each figure of prose gets two other values in turn; what it was part of no longer adds up."""
    for turn in range(2):
        facts = list(base.prose)
        rng.shuffle(facts)
        for first in range(0, len(facts), BATCH):
            batch = facts[first : first + BATCH]
            values = {fact.id: new_amount(rng, first + turn * 3 + i) for i, fact in enumerate(batch)}
            draft = edited(base.text, [(f.locator.start, f.locator.end, values[f.id]) for f in batch])
            changes = [
                _amount_changed(base, fact, values[fact.id], ask=i % 6 == 3 * turn) for i, fact in enumerate(batch)
            ]
            yield Variant(base, draft, tuple(changes))


def _amount_changed(base: Base, fact: Fact, printed: str, *, ask: bool) -> Change:
    value = Decimal(printed.replace(",", ""))
    assert fact.amount
    return Change(
        "amount in prose",
        f"{fact.label} {fact.amount.printed} -> {printed}",
        frozenset({fact.id}),
        now={fact.id: {"value": value}},
        asks=(Ask(question(base, fact), value, fact.amount.unit, fact.direction),) if ask else (),
    )


def sums(base: Base) -> Iterator[tuple[Fact, list[Fact]]]:
    """Wholes and their parts, by hand, where they add up as printed."""
    budget = [fact for fact in base.prose if fact.basis == "budget" and "label" in base.by_hand[fact.id]]
    for whole in budget:
        entry = base.by_hand[whole.id]
        parts = [
            fact
            for fact in budget
            if base.by_hand[fact.id]["parent"] == entry["label"]
            and base.by_hand[fact.id]["section"] == entry["section"]
        ]
        if parts and whole.amount and sum(f.amount.value for f in parts if f.amount) == whole.amount.value:
            yield whole, parts


def contradictions(base: Base, rng: Random) -> Iterator[Variant]:
    """One part or the whole of a sum that held is changed: a finding says so and stands beside the answer."""
    for whole, parts in rng.sample(list(sums(base)), min(2, len(list(sums(base))))):
        for fact in {f.id: f for f in (whole, rng.choice(parts))}.values():
            assert fact.amount
            printed = f"{fact.amount.value + rng.randint(20, 900)}"
            draft = edited(base.text, [(fact.locator.start, fact.locator.end, printed)])
            ask = Ask(question(base, fact), Decimal(printed), fact.amount.unit, warned=True)
            change = Change(
                "contradiction",
                f"{fact.label} {fact.amount.printed} -> {printed}, sum of {whole.label}",
                frozenset({fact.id}),
                now={fact.id: {"value": Decimal(printed)}},
                asks=(ask,),
                contradicts=fact.id,
            )
            yield Variant(base, draft, (change,))


def units_one_by_one(base: Base, rng: Random) -> Iterator[Variant]:
    """One figure in 元 or 亿元 among figures in 万元; asked in 万元 it is the same amount."""
    facts = [fact for fact in base.prose if fact.amount and fact.amount.unit == "万元"]
    rng.shuffle(facts)
    for first in range(0, len(facts), BATCH):
        edits: list[Edit] = []
        changes = []
        for i, fact in enumerate(facts[first : first + BATCH]):
            edit, value, unit = _in_other_unit(base.text, fact, i)
            edits.append(edit)
            what = f"{fact.label} {base.text[edit[0] : edit[1]]} -> {edit[2]}"
            now: dict[str, dict[str, object]] = {fact.id: {"value": value, "unit": unit}}
            asks = () if i % 4 else (replace(to_ask(base, fact, unit="万元"), unit="万元"),)
            changes.append(Change("unit", what, frozenset({fact.id}), now, asks=asks))
        yield Variant(base, edited(base.text, edits), tuple(changes))


def _in_other_unit(text: str, fact: Fact, style: int) -> tuple[Edit, Decimal, str]:
    assert fact.amount
    match = re.compile(rf"({NUMBER_PATTERN})\s*万元").match(text, fact.locator.start)
    assert match, text[fact.locator.start : fact.locator.end + 5]
    yuan = fact.amount.value * 10_000
    if style % 3 == 2:
        value = fact.amount.value / 10_000
        return (match.start(), match.end(), f"{value:f}亿元"), value, "亿元"
    return (match.start(), match.end(), in_yuan(fact.amount.value, "," if style % 3 else "") + "元"), yuan, "元"


def in_yuan(value: Decimal, separator: str = "", decimals: str = "") -> str:
    """12.3 -> 123000, 123,000 or 123000.00; what is less than a 元 stays behind the point."""
    yuan = (value * 10_000).normalize()
    yuan = yuan.quantize(Decimal(1)) if yuan == yuan.to_integral() else yuan
    return f"{yuan:{separator}f}" + (decimals if yuan == yuan.to_integral() else "")


def units(base: Base, rng: Random) -> Iterator[Variant]:
    """万元 -> 元 in the whole document: prose, unit lines and cells."""
    for style, separator, decimals in (("plain", "", ""), ("separators", ",", ""), ("decimals", ",", ".00")):
        by = partial(in_yuan, separator=separator, decimals=decimals)
        edits: list[Edit] = [(m.start(), m.end(), _converted(m, by)) for m in MONEY.finditer(base.text)]
        taken = {at for start, end, _ in edits for at in range(start, end)}
        edits += [(m.start(1), m.end(1), "元") for m in re.finditer(r"单位[：:]\s*(万元)", base.text)]
        now: dict[str, dict[str, object]] = {}
        for fact in base.extraction.facts:
            if fact.amount is not None and fact.amount.unit == "万元":
                now[fact.id] = {"value": fact.amount.value * 10_000, "unit": "元"}
                if fact.locator.start not in taken:
                    edits.append((fact.locator.start, fact.locator.end, by(fact.amount.value)))
        asks = [to_ask(base, fact, unit="万元") for fact in named(base, rng, 2)]
        change = Change("unit everywhere", f"万元 -> 元, {style}", now=now, asks=tuple(asks))
        yield Variant(base, edited(base.text, edits), (change,), relabel=partial(_labels_in_yuan, by=by))


def _converted(match: re.Match[str], by: Callable[[Decimal], str]) -> str:
    return by(Decimal(match.group(1).replace(",", ""))) + match.group(2) + "元"


def _labels_in_yuan(text: str, by: Callable[[Decimal], str]) -> str:
    return re.sub(r"(单位[：:]\s*)万元", r"\1元", MONEY.sub(lambda m: _converted(m, by), text))


PLACES = (
    ("正定县", "正定县", "正定"),
    ("蔚县", "蔚县", ""),
    ("义乌市", "义乌市", "义乌"),
    ("石家庄市桥西区", "桥西区", "桥西"),
    ("杭州市西湖区", "西湖区", "西湖"),
    ("昆明市官渡区", "官渡区", "官渡"),
    ("重庆市渝北区", "渝北区", "渝北"),
    ("玉龙纳西族自治县", "玉龙纳西族自治县", "玉龙"),
)
HERE = {
    "000": ("廊坊市广阳区", "广阳区", "广阳"),
    "001": ("新乐市", "新乐市", "新乐"),
    "002": ("石家庄市长安区", "长安区", "长安"),
    "003": ("馆陶县", "馆陶县", "馆陶"),
    "004": ("石家庄市鹿泉区", "鹿泉区", "鹿泉"),
    "guantao-2021.txt": ("馆陶县", "馆陶县", "馆陶"),
    "luquan-2021.txt": ("石家庄市鹿泉区", "鹿泉区", "鹿泉"),
}


def names(base: Base, rng: Random) -> Iterator[Variant]:
    """Another county's name everywhere: the new name works, full and short, and the old one has no document."""
    here = HERE[base.name]
    pattern = re.compile("|".join(dict.fromkeys(here)))
    for whole, county, stem in in_turn(base, PLACES, 3):
        relabel = partial(_renamed, pattern=pattern, by=dict(zip(here, (whole, county, stem or county), strict=True)))
        draft = edited(base.text, [(m.start(), m.end(), relabel(m.group())) for m in pattern.finditer(base.text)])
        entity = relabel(base.entity)
        short = whole + ("委办" if base.entity.startswith("中共") else "政府办")
        called = [entity, rng.choice((short, stem or short))]
        facts = named(base, rng, len(called))
        asks = [to_ask(base, fact, entity=name) for name, fact in zip(called, facts, strict=True)]
        asks.append(Ask(question(base, facts[0]), None))
        change = Change("name", f"{here[0]} -> {whole}", asks=tuple(asks))
        yield Variant(base, draft, (change,), relabel=relabel, entity=entity)


def _renamed(text: str, pattern: re.Pattern[str], by: dict[str, str]) -> str:
    return pattern.sub(lambda match: by[match.group()], text)


FULL = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
TYPOGRAPHY: tuple[tuple[str, str, Callable[[re.Match[str]], str]], ...] = (
    ("full-width amounts", rf"{NUMBER_PATTERN}(?=\s*万元)", lambda m: m.group().translate(FULL)),
    ("all digits full-width", r"\d", lambda m: m.group().translate(FULL)),
    ("half-width brackets", r"[（）]", lambda m: {"（": "(", "）": ")"}[m.group()]),
    ("full-width brackets", r"[()]", lambda m: {"(": "（", ")": "）"}[m.group()]),
    ("space before the unit", r"(?<=\d)(?=万元)", lambda m: " "),
    ("no-break space before the unit", r"(?<=\d)(?=万元)", lambda m: "\u00a0"),
    ("spaces around amounts", rf"(?<![\d.,])({NUMBER_PATTERN})(?=万元)", lambda m: f" {m.group()} "),
    ("spaces around years", r"(?<!\d)(20\d\d)(?=年)", lambda m: f" {m.group()} "),
    ("full-width percent signs", r"%", lambda m: "％"),
    ("half-width commas", r"(?<=[一-鿿])，(?=[一-鿿])", lambda m: ","),
    ("half-width colons", r"：", lambda m: ":"),
    ("straight quotes", "[“”]", lambda m: '"'),
    ("corner quotes", "[“”]", lambda m: {"“": "「", "”": "」"}[m.group()]),
    ("no quotes", "[“”](?=三公|经费)", lambda m: ""),
    ("semicolons for commas between items", r"(?<=万元)，(?=[^较与，。；]{2,12}收入)", lambda m: "；"),
    ("commas for semicolons", r"(?<=万元)；", lambda m: "，"),
    ("ideographic comma between items", r"(?<=万元)，(?=[^较与，。；]{2,12}收入)", lambda m: "、"),
    ("Windows line ends", r"\n", lambda m: "\r\n"),
)


def typography(base: Base, rng: Random) -> Iterator[Variant]:
    """Widths, spaces, quotes and marks; what is said stays the same."""
    for number, (what, pattern, by) in enumerate(in_turn(base, TYPOGRAPHY)):
        yield _rewritten(base, rng, Change("typography", what), re.compile(pattern), by, ask=number % 4 == 0)


WORDING: tuple[tuple[str, str, str], ...] = (
    ("运维费 -> 运行维护费", r"运维费|(?<=用车)运行费", "运行维护费"),
    ("运维费 -> 运行费", r"运维费", "运行费"),
    ("安排 -> 为", r"(?<=预算)安排(?=\s?\d)", "为"),
    ("安排 -> 共计", r"(?<=预算)安排(?=\s?\d)", "共计"),
    ("共计安排 -> 为", r"共计安排", "为"),
    ("共计安排 -> 预算", r"共计安排", "预算"),
    ("较 -> 比", r"较(?=\s?20\d\d ?年|去年预算)", "比"),
    ("较…预算 -> 与…预算相比", r"较(\s?20\d\d ?年预算|去年预算)", r"与\1相比"),
    ("较…预算 -> 同…预算相比，", r"较(\s?20\d\d ?年预算|去年预算)", r"同\1相比，"),
    ("与…相比 -> 较…", r"与(\s?20\d\d ?年)相比", r"较\1"),
    ("与…相比 -> 比…预算数", r"与(\s?20\d\d ?年)相比", r"比\1预算数"),
    ("增加 -> 增长", r"增加(?=\s?[\d.]+\s?万?元?)", "增长"),
    ("减少 -> 下降", r"减少(?=\s?[\d.]+\s?万?元?)", "下降"),
    ("减少 -> 压减", r"减少(?=\s?[\d.]+\s?万?元?)", "压减"),
    ("减少 -> 减少了", r"减少(?=\s?[\d.]+\s?万?元?)", "减少了"),
    ("其中： -> 其中，", r"其中：", "其中，"),
    ("其中： -> 包括：", r"其中：(?=一般)", "包括："),
    ("其中基本支出 -> 其中：基本支出", r"其中(?=基本支出)", "其中："),
    ("为N -> N", r"(?<=费)为(?=\s?\d)", ""),
    ("N -> 为N", r"(?<=费)(?=\s?\d+(?:\.\d+)?\s?万元)", "为"),
    ("N -> 安排N", r"(?<=费)(?=\s?\d+(?:\.\d+)?\s?万元)", "安排"),
    ("预算收入 -> 收入预算", r"(?<!公共)(?<!基金)(?<!经营)预算收入(?=\s?\d|总计|$)", "收入预算"),
    ("和 -> 、", r"(?<=万元)和(?=日常|运转|正常)", "、"),
    ("包括 -> 其中", r"(?<=万元，)包括(?=人员)", "其中"),
)


def wording(base: Base, rng: Random) -> Iterator[Variant]:
    """Other words of the trade; where they are part of a label, the label changes with them."""
    for number, (what, pattern, by) in enumerate(WORDING, base.number):
        if re.search(pattern, base.text):
            words = partial(re.Match.expand, template=by)
            yield _rewritten(base, rng, Change("wording", what), re.compile(pattern), words, ask=number % 5 == 0)


def _rewritten(
    base: Base,
    rng: Random,
    change: Change,
    pattern: re.Pattern[str],
    by: Callable[[re.Match[str]], str],
    *,
    ask: bool,
) -> Variant:
    draft = edited(base.text, [(m.start(), m.end(), by(m)) for m in pattern.finditer(base.text)])
    asks = tuple(to_ask(base, fact) for fact in named(base, rng, 1)) if ask else ()
    return Variant(base, draft, (replace(change, asks=asks),), relabel=partial(pattern.sub, by))
