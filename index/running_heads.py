"""Figures of an area's report under the level and the budget that their sentence was opened with.

全区一般公共预算收入35亿元，…，收入合计55亿元。全区政府性基金…，收入合计42亿元: the first words of a sentence name the level (全区,
区本级) and the budget (one of the four of the Budget Law, article 5), and what follows leaves them out. Where a report prints one name
under several of them, each figure is called by its own; a name that is printed under one of them only stays as it is. What every
budget takes in, passes on or carries over besides (债务转贷收入, 调出资金) counts as one name.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.cleaning import squash
from index.concepts import Concepts
from index.document import Document
from index.entities import entity_of
from index.facts import Fact
from index.levels import LEVEL, OWN_LEVEL, WHOLE_AREA

_BUDGET = re.compile(r"(?:一般公共|公共财政|国有资本经营|社会保险基金|社保基金|政府性基金)(?:财政)?(?:预算)?")
_AHEAD = re.compile(
    rf"^(?P<level>{LEVEL.pattern})?(?:（[^）]*）)?(?:地方|当年|累计)*"
    rf"(?:(?P<budget>{_BUDGET.pattern})(?=总?(?:收入|支出)|上年|年终|年末|收支))?"
)
_HEAD = re.compile(rf"^(?P<level>{LEVEL.pattern})?(?:地方|当年|累计)*(?P<budget>{_BUDGET.pattern})?")
_OPENED = re.compile(rf"(?:[（(]?[一二三四五六七八九十\d]{{1,2}}[）)、.．])?(?P<budget>{_BUDGET.pattern})方面")
_SIDES = frozenset({"收入", "支出"})
_SIDE_OF_ACCOUNT = re.compile(r"^(收入|支出)决算数?$")
_TOTAL = re.compile(r"(?:收入|支出)(?P<total>合计|总计|总量)(?:为|是|达)?[:：]?\s*$")
_BOTH_SIDES = "收支"
_CARRIED = "转移结转"
_OF_EVERY_BUDGET = re.compile(
    r"补助(?:收入|支出)|转移(?:性收入|性支出|支付)|债务|债券|调[入出]资金|上解|还本|结[转余]|^上级补助$"
)
_AMOUNTS = frozenset({"budget", "final", "previous"})
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure by its name without level and budget, and the level and budget that it stands under ("" for none).

    ``headed``: the level is that of the heading above it, and no figure in front of it named another.
    """

    name: str
    level: str
    budget: str
    headed: bool


def with_heads(document: Document, facts: Sequence[Fact]) -> list[Fact]:
    """The facts, with names that a report of an area prints under several levels or budgets told apart."""
    if not facts or not entity_of(facts[0].entity).is_area:
        return list(facts)
    paragraphs = {(each.start, each.end): each.paragraph for each in document.sentences}
    told = _told(document, facts, paragraphs)
    levels: dict[tuple[str, str], set[str]] = defaultdict(set)
    budgets: dict[str, set[str]] = defaultdict(set)
    for each in told.values():
        levels[each.name, each.budget] |= {each.level} - {""}
        budgets[_kind(each.name)] |= {each.budget} - {""}
    of_own_budget = "本级" in document.title or facts[0].entity.endswith("本级")
    other_level = WHOLE_AREA if of_own_budget else OWN_LEVEL  # than the one that the document is about
    names: dict[int, dict[str, str]] = defaultdict(dict)  # what each label of a paragraph stands for, the last told
    done = []
    for fact in facts:
        here = names[paragraphs.get(fact.context, -1)]
        if fact.id in told:
            own = told[fact.id]
            several_budgets = len(budgets[_kind(own.name)]) >= _SEVERAL
            several_levels = several_budgets or len(levels[own.name, own.budget]) >= _SEVERAL
            several_levels = several_levels or (own.headed and other_level.search(own.level) is not None)
            level, budget = own.level if several_levels else "", own.budget if several_budgets else ""
            label = _label(fact, own, level, budget, set(here.values()))
            if len(fact.path) > 1:  # 转移性收入5亿元，其中：上级补助收入3亿元, where a fund has 上级补助收入 as well
                renamed = replace(fact, label=label, path=(*fact.path[:-1], label), concept=_concept(fact, label))
                fact = renamed if several_budgets else fact
            else:
                here[fact.path[0]] = label
        top = here.get(fact.path[0]) if fact.prose else None
        done.append(_called(fact, top) if top else fact)
    return done


def _kind(name: str) -> str:
    """What is told apart by its budget as one: each of income and spending and their totals, what every budget takes in, passes on
    or carries over besides, and any other name by itself."""
    if re.fullmatch(r"(?:收入|支出)(?:合计|总计|总量)?", name):
        return _BOTH_SIDES
    return _CARRIED if _OF_EVERY_BUDGET.search(name) else name


def head_of(label: str) -> tuple[str, str]:
    """The level of an area and the budget that a label begins with (全区政府性基金收入合计); "" for none."""
    head = _HEAD.match(squash(label))
    return (head["level"] or "", head["budget"] or "") if head else ("", "")


def _told(document: Document, facts: Sequence[Fact], paragraphs: dict[tuple[int, int], int]) -> dict[str, _Told]:
    """The amounts of prose, by the ids of their facts."""
    told: dict[str, _Told] = {}
    sentences = reversed(document.sentences)  # the first of each paragraph counts
    opened = {each.paragraph: found["budget"] for each in sentences if (found := _OPENED.match(squash(each.text)))}
    paragraph, level, budget, headed = -1, "", "", ""
    for fact in facts:
        if not fact.prose or fact.basis not in _AMOUNTS or fact.measure != "money":
            continue
        at = paragraphs.get(fact.context, -1)
        if at != paragraph:
            paragraph, headed, budget = at, _headed(LEVEL, fact.section), _headed(_BUDGET, fact.section)
            level, budget = headed, opened.get(at, budget)
        ahead = _AHEAD.match(squash(fact.label))
        assert ahead is not None  # every part of it may be left out
        level, budget = ahead["level"] or level, ahead["budget"] or budget
        name = squash(fact.label).replace(ahead["level"] or "", "", 1).replace(ahead["budget"] or "", "", 1)
        name = _SIDE_OF_ACCOUNT.sub(r"\1", name)
        total = (
            _TOTAL.search(squash(document.source.text[fact.context[0] : fact.locator.start]))
            if name in _SIDES
            else None
        )
        own = level == headed != "" and not LEVEL.search(squash(fact.label).removeprefix(level))  # 5月全县收入
        told[fact.id] = _Told(f"{name}{total['total']}" if total else name, level, budget, own)
    return told


def _headed(words: re.Pattern[str], section: tuple[str, ...]) -> str:
    """The one level or budget that the nearest heading names which names any; "" where it names several."""
    for heading in reversed(section):
        found = set(words.findall(squash(heading)))
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def _label(fact: Fact, told: _Told, level: str, budget: str, taken: set[str]) -> str:
    """The label of a figure with its level and budget in front, as far as it says neither itself."""
    printed = squash(fact.label)
    if not (level or budget) or (level in printed and budget in printed):
        return fact.label
    if told.budget and told.budget in printed and printed.replace(told.budget, "", 1) == told.name:
        label = f"{level}{printed}"  # 地方一般公共预算收入 in a sentence about 全市
    else:
        label = f"{level}{told.budget if told.budget in printed else budget}{told.name}"
    return f"{level}{told.name}" if label in taken else label  # 区本级财政收入合计…，支出…: of all budgets again


def _called(fact: Fact, top: str) -> Fact:
    """A figure under the name that its own label, or the whole that it is part of, goes by."""
    if top == fact.path[0]:
        return fact
    if len(fact.path) > 1:
        return replace(fact, path=(top, *fact.path[1:]))
    return replace(fact, label=top, path=(top,), concept=_concept(fact, top))


def _concept(fact: Fact, name: str) -> str | None:
    """The budget item of a figure under the name that it goes by."""
    if fact.measure != "money":
        return fact.concept
    level, _ = head_of(name)
    bare = name.removeprefix(level)
    linked = Concepts.load().link(bare)  # the budget item, whatever level it is of
    if _kind(_BUDGET.sub("", bare)) != _BOTH_SIDES:
        return linked or fact.concept
    # all that one level takes in or spends is not what the body does
    return None if level and not _BUDGET.search(bare) else linked
