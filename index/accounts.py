"""Budget and final account beside each other in prose, and figures of a part of the funds: what a bare label there stands for.

年初预算为48万元，支出决算为39.52万元 prints two accounts of one item: the first is a budget, and the second has the item of the first.
Figures in a section about 政府性基金 or 国有资本经营 are of these funds, whatever their labels say.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.account_words import NAME_WITH_BUDGET
from index.cleaning import squash
from index.concepts import Concepts
from index.facts import Fact
from index.sections import numbering

_BUDGET_LABEL = re.compile(r"^(?P<item>.*?)(?:财政拨款)?(?:支出|收入)?(?:年初|全年|调整|调整后)?预算(?:数|安排)?$")
_BARE_FINAL = re.compile(r"^(?:财政拨款)?(?:(?:支出|收入)?(?:决算|决算数|实际支出|执行数)|决算支出)$")
# 二、公务接待费 / 2015年支出9.95万元
_BARE = frozenset({"年初预算", "年初预算数", "支出", "预算", "预算支出", "支出预算", "预算安排", "安排"})
_FUNDS = re.compile(r"政府性基金|国有资本经营")
_TOTALS = frozenset(
    {"expenditure", "income", "basic", "project", "personnel", "public_funds", "budget_total", "carried_forward"}
)
_SIDES = frozenset({"expenditure", "income"})
_SEVERAL = 2  # parts of one whole, behind which a bare 决算数 is of the whole again
_ITEM_TITLE = re.compile(
    r"(?:因公出国|公务|会议|培训|机关运行|“?三公)[^，。；]{0,16}(?:费用?|经费)[:：]?|(?:基本支出|项目支出|收入预算|支出预算)[:：]?"
)
_OF_ITEM = re.compile(r"[“\"三]公|公务|机关运行|采购|会议费|培训费|出国|接待")


def with_accounts(facts: Iterable[Fact]) -> list[Fact]:
    """The facts with budget and final account told apart and every bare final account under its item."""
    done: list[Fact] = []
    before: Fact | None = None
    own = ""  # what the figure before is called by its own sentence
    told: list[Fact] = []  # the levels of the section so far
    for fact in facts:
        if fact.prose and fact.locator.table is None and fact.kind == "amount":
            same = before is not None and before.context == fact.context and before.document == fact.document
            item = before if same else None
            if fact.measure == "money":
                label = squash(fact.label)
                goes_on = before is not None and before.section == fact.section
                told = told if goes_on else []
                if goes_on and not same and fact.basis == "change":
                    item = _whole_of(told) or before
                fact = before = _of_funds(_told_apart(_renamed(fact, own, item if same else None), item))
                told = [*told, fact] if fact.basis != "change" else told
                own = label
            elif item is not None and fact.basis in {"change", "rate"}:
                again = fact.basis == item.basis and squash(fact.label) == own
                fact = replace(fact, label=item.label, path=item.path) if again else _of_item(fact, item)
        done.append(fact)
    return done


def _renamed(fact: Fact, own: str, before: Fact | None) -> Fact:
    """A figure that its sentence calls as the one before, under the item that this goes by: 支出预算2万元，比上年减少6万元，其中：…."""
    if before is None or not own or squash(before.label) == own:
        return fact
    if fact.basis == "change" and squash(fact.label) == own and len(fact.path) == 1:
        return replace(fact, label=before.label, path=before.path, concept=before.concept)
    if len(fact.path) > 1 and squash(fact.path[0]) == own:
        return replace(fact, path=(*before.path[:1], *fact.path[1:]))
    return fact


def _whole_of(told: Sequence[Fact]) -> Fact | None:
    """The whole to which a new sentence turns back behind its parts: 三公经费…。接待费…。出国费…。决算数较上年减少5万元."""
    concepts = Concepts.load()
    last = told[-1].concept if told else None
    for at, whole in reversed(list(enumerate(told))):
        parts = {each.concept for each in told[at + 1 :] if _is_part(concepts, each.concept, whole.concept)}
        if len(parts) >= _SEVERAL and last in parts:
            return whole
    return None


def _is_part(concepts: Concepts, part: str | None, whole: str | None) -> bool:
    return part is not None and whole is not None and part != whole and concepts.is_part_of(part, whole)


def _told_apart(fact: Fact, before: Fact | None) -> Fact:
    label = squash(fact.label)
    if (
        fact.basis == "final"
        and "决算" not in label
        and _BUDGET_LABEL.match(label)
        and label.endswith(("预算", "预算数"))
        and not NAME_WITH_BUDGET.fullmatch(label)
    ):
        return replace(fact, basis="budget", base=None)
    whole = squash(fact.path[-2]) if len(fact.path) > 1 else ""
    of_budget = whole.endswith(("预算", "预算数")) and not NAME_WITH_BUDGET.fullmatch(whole)
    if fact.basis == "final" and of_budget and "决算" not in label:
        return replace(fact, basis="budget", base=None)  # 预算为20万元，其中：公务接待费9万元
    if fact.basis in {"change", "rate", "previous"} and _BARE_FINAL.match(label) and before is not None:
        return replace(fact, label=before.label, path=before.path, concept=before.concept)
    spent = label == "支出" and fact.basis == "final" and _item_budgeted(before)
    title = _title(fact)
    headed = label in _BARE and len(fact.path) == 1 and _ITEM_TITLE.fullmatch(title) is not None
    if fact.basis not in {"final", "budget"} or not (spent or headed or _BARE_FINAL.match(label)):
        return fact
    if before is not None and before.basis == "budget":
        named = _BUDGET_LABEL.match(squash(before.label))
        item = named["item"] if named and named["item"] else before.label
        concept = Concepts.load().link(item, before.path[:-1]) or before.concept
        return replace(fact, label=item, path=(*before.path[:-1], item), concept=concept, basis="final")
    if _OF_ITEM.search(title):
        planned = "预算" in label or label == "安排"  # （一）因公出国费用。预算0万元
        basis = "budget" if planned else "final" if spent or _BARE_FINAL.match(label) else fact.basis
        return replace(fact, label=title, path=(title,), concept=Concepts.load().link(title), basis=basis)
    return fact


def _of_item(rate: Fact, item: Fact) -> Fact:
    """A rate or a change in per cent under the item of a bare final account: 支出决算为26.48万元，完成预算的82.75%，下降9%."""
    if rate.basis == "change" and (_BARE_FINAL.match(squash(rate.label)) or squash(rate.label) in _BARE):
        return replace(rate, label=item.label, path=item.path)
    if rate.basis == "rate" and len(rate.path) > 1 and _BARE_FINAL.match(squash(rate.path[-2])):
        return replace(rate, path=(*item.path, rate.path[-1]))
    return rate


def _item_budgeted(before: Fact | None) -> bool:
    """Whether the figure before is the budget of one item (出国费预算0万元，支出0万元), and not of a whole or of nothing named."""
    named = _BUDGET_LABEL.match(squash(before.label)) if before is not None and before.basis == "budget" else None
    return named is not None and bool(named["item"]) and before is not None and before.concept not in _TOTALS


def _of_funds(fact: Fact) -> Fact:
    """A total inside the section of one fund is that fund's."""
    title = _title(fact)
    if fact.concept not in _TOTALS or not _FUNDS.search(title) or "一般公共" in title or _FUNDS.search(fact.label):
        return fact
    words = _FUNDS.findall(title)
    label = f"{words[0]}{squash(fact.label).removeprefix('本年')}"
    concept = Concepts.load().link(label) if fact.concept in _SIDES else None
    return replace(fact, label=label, path=(*fact.path[:-1], label), concept=concept)


def _title(fact: Fact) -> str:
    title = squash(fact.section[-1]).rstrip("：") if fact.section else ""
    number = numbering(title)
    return title[number.length :] if number else title
