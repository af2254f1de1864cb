"""Operands: the figures of an index that a question can name without doubt, and how many were left out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from random import Random

from index.fact_rows import DocumentRow
from index.fact_store import FactStore
from index.facts import Fact

_SHORTEST = 3
_NUMBERING = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]|其中[:：]?|#)+")
_STEADY = re.compile(r"持平|无增减|没有变化|无变化")
_OF_ONE_PROJECT = ("资金规模", "绩效目标")
_TOTALS = frozenset({"合计", "总计", "小计", "资产总额"})
_WHOLE_COLUMNS = frozenset({"合计", "总计", "小计", "金额", "预算数", "年度预算数"})
_OFFICE = re.compile(
    r"^(?P<party>中共)?(?:[一-鿿]{2,4}市(?=[一-鿿]{2,4}[区县]))?(?P<place>[一-鿿]{2,4}?[区县市])"
    r"(?P<office>人民政府办公室|委办公室)$"
)
# What an item is called whatever a document prints (domain notes, 8).
NAMES = {
    "san_gong": ("三公经费", "“三公”经费", "三公经费预算"),
    "reception": ("公务接待费", "接待费"),
    "abroad": ("因公出国（境）费", "因公出国费"),
    "vehicles": ("公务用车购置及运行维护费",),
    "vehicle_running": ("公务用车运行维护费", "公务用车运维费"),
    "basic": ("基本支出",),
    "project": ("项目支出",),
    "personnel": ("人员经费",),
    "public_funds": ("公用经费", "日常公用经费"),
    "operating_funds": ("机关运行经费",),
    "expenditure": ("支出预算",),
    "income": ("收入预算",),
    "general_public_income": ("一般公共预算收入",),
    "procurement": ("政府采购预算",),
}


@dataclass(frozen=True, slots=True)
class Body:
    """Who published a document: the full name, what the office is called for short, and its place."""

    name: str
    year: int
    document: str
    file: str

    @property
    def forms(self) -> tuple[str, ...]:
        match = _OFFICE.match(self.name)
        if match is None:
            return (self.name,)
        short = match["place"] + match["office"].replace("人民政府办公室", "政府办").replace("委办公室", "委办")
        return (self.name, short, match["place"])

    def said(self, random: Random, *, year: bool | None = None) -> str:
        """The body with or without its year, as the start of a question."""
        form = random.choice(self.forms)
        if year is None:
            year = random.random() < 0.7
        if not year:
            return form
        return random.choice((f"{form}{self.year}年", f"{self.year}年{form}", f"{form}{self.year}年度"))


@dataclass(frozen=True, slots=True)
class Operand:
    """One figure in 万元 that its document prints for this item and no other; ``names`` are what it may be called."""

    body: Body
    label: str
    names: tuple[str, ...]
    concept: str | None
    value: Decimal
    parents: frozenset[str]
    change: Fraction | None = None
    prose: bool = False
    steady: bool = False

    @property
    def exact(self) -> Fraction:
        return Fraction(self.value)

    def called(self, random: Random) -> str:
        return random.choice(self.names)


@dataclass
class Operands:
    """The operands of an index, with a count of what was left out and why."""

    kept: list[Operand] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    bodies: list[Body] = field(default_factory=list)

    def of(self, body: Body) -> list[Operand]:
        return [operand for operand in self.kept if operand.body == body]


def bare(label: str) -> str:
    """A label without numbering, 其中 and quotation marks."""
    return _NUMBERING.sub("", "".join(label.split())).replace("“", "").replace("”", "").replace('"', "")


def operands_of(store: FactStore) -> Operands:
    """Every figure of a budget in 万元 whose name is printed with one value only, and is part of no other name."""
    found = Operands()
    for row in store.documents():
        if row.period is None:
            continue
        body = Body(row.entity, row.period, row.id, row.file)
        found.bodies.append(body)
        _of_document(row, body, store.facts([row.id]), store.text(row.id), found)
    return found


def _of_document(row: DocumentRow, body: Body, facts: list[Fact], text: str, found: Operands) -> None:
    money = [fact for fact in facts if fact.amount is not None and fact.amount.unit in {"万元", "元", None}]
    stated = [fact for fact in money if fact.basis not in {"change", "previous"} and not _part_of_total(fact)]
    by_label: dict[str, list[Fact]] = defaultdict(list)
    for fact in stated:
        by_label[bare(fact.label)].append(fact)
    every_label = {(bare(fact.label), fact.concept) for fact in facts if fact.kind != "text"}
    done: set[str] = set()
    for label, own in by_label.items():
        budget = [fact for fact in own if fact.basis == "budget" and fact.entity == row.entity]
        concept = next((fact.concept for fact in own if fact.concept), None)
        if not budget or label in _TOTALS:
            continue
        reason = _doubt(label, own, [fact for fact in stated if concept and fact.concept == concept])
        names = [name for name in (label, *NAMES.get(concept or "", ())) if not _inside(name, concept, every_label)]
        names = [name for name in dict.fromkeys(names) if len(name) >= _SHORTEST]
        if reason is None and not names:
            reason = "part of another name"
        if reason is None and concept is not None and concept in done:
            reason = "named a second time"
        if reason is not None:
            found.left_out[reason] += 1
            continue
        done.update({concept} if concept else ())
        amount = budget[0].amount
        assert amount is not None
        operand = Operand(
            body,
            label,
            tuple(names),
            concept,
            amount.value,
            frozenset(_parents(budget)),
            prose=any(fact.prose for fact in budget),
            steady=any(_STEADY.search(text, *_around(fact)) for fact in own),
        )
        found.kept.append(replace(operand, change=_change(operand, money)))


def _doubt(label: str, own: Iterable[Fact], alike: Iterable[Fact]) -> str | None:
    """Why an item is not clear enough to be asked for, or ``None``."""
    amounts = [fact.amount for fact in (*own, *alike) if fact.amount is not None]
    if len({amount.value for amount in amounts}) > 1:
        return "several values"
    if any(amount.unit != "万元" for amount in amounts):
        return "not in 万元"
    if len(label) < _SHORTEST or re.search(r"\d", label):
        return "short, or with digits"
    if any(fact.comparator != "=" for fact in own):
        return "not an exact figure"
    if any(fact.path and bare(fact.path[0]).startswith(_OF_ONE_PROJECT) for fact in own):
        return "of one project only"
    return None


def _part_of_total(fact: Fact) -> bool:
    """A cell of a total row under a column that is an item of its own (合计 / 基本支出)."""
    return bare(fact.label) in _TOTALS and bool(fact.columns) and fact.columns[-1] not in _WHOLE_COLUMNS


def _inside(name: str, concept: str | None, labels: set[tuple[str, str | None]]) -> bool:
    """Whether a name is part of the label of another item."""
    plain = bare(name)
    return any(
        plain in label and (plain != label or concept != other) and (concept is None or other != concept)
        for label, other in labels
        if label != plain or other not in {concept, None}
    )


def _around(fact: Fact) -> tuple[int, int]:
    """The sentence of a fact and a little behind it, where 与上年持平 may stand."""
    start, end = fact.context
    return start, max(end, fact.locator.end) + 200


def _parents(facts: Iterable[Fact]) -> list[str]:
    return [bare(label) for fact in facts for label in fact.path[:-1] if label]


def _change(operand: Operand, money: list[Fact]) -> Fraction | None:
    """The one printed change of an item in 万元 against the year before, signed."""
    changes = {
        (fact.amount.value, fact.amount.unit, fact.direction)
        for fact in money
        if fact.basis == "change"
        and fact.amount is not None
        and operand.concept is not None
        and fact.concept == operand.concept
    }
    if len(changes) != 1:
        return None
    value, unit, direction = next(iter(changes))
    if unit != "万元" or direction not in {"增加", "减少"}:
        return None
    return Fraction(value) if direction == "增加" else -Fraction(value)
