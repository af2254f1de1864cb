"""One change printed more than once: by how much, and which way, an item moved against the same base.

Domain section 6: an item disclosed twice in one document agrees (11). That holds for its change against the year before as well: 基本支出
that 减少182.79万元 in one paragraph and 增加182.79万元 in the next leaves the reader with no answer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.checks.agreement import PART_OF_OFFICE, THIS_YEAR
from index.checks.disclosure import Disclosure, amount_in, named, signed, stated, unit_of
from index.checks.rounding import because, severity_of_pair
from index.cleaning import squash
from index.concepts import PARTLY_BASIC
from index.facts import Fact
from index.findings import Finding
from index.funds import fund_of

_YEAR = re.compile(r"(?:19|20)\d\d")
_ACCOUNT_OR_BUDGET = re.compile(r"决算|预算")
_WHOLE = frozenset({"expenditure", "income", "basic", "san_gong", "budget_total", "general_public_expenditure"})


@dataclass(frozen=True, slots=True)
class Moved:
    """What a change is of and against what: the item, its year, the year of the base."""

    item: str
    period: int | None
    base_year: str


def same_change(disclosure: Disclosure) -> Iterator[Finding]:
    """Changes of one item against one base that differ; the first one printed is the yardstick.

    The same amount printed once as 增加 and once as 减少 contradicts itself whatever fund each paragraph is about. Three or more
    different changes mean several units or several bases, not a contradiction.
    """
    groups: dict[Moved, list[Fact]] = {}
    for fact in disclosure.office_prose:
        if (moved := _moved(disclosure, fact)) is not None:
            groups.setdefault(moved, []).append(fact)
    for facts in groups.values():
        first = facts[0]
        alike = [fact for fact in facts if fund_of(fact) == fund_of(first)]
        for fact in facts[1:]:
            if first.context == fact.context:
                continue  # 增加399.45万元，主要是…共计增加336.1万元: the second gives the reason
            opposed = _opposed(first, fact)
            if not opposed and (fact not in alike or _different(alike) > 2):
                continue
            severity = "conflict" if opposed else severity_of_pair(first, fact, unit_of(first))
            if severity is not None:
                yield disclosure.finding(
                    "same_change",
                    severity,
                    f"同一项目的增减两处不同：{_where(first)}称{first.direction}{stated(first)}，"
                    f"{_where(fact)}称{fact.direction}{stated(fact)}{because(severity)}。",
                    [disclosure.place(first), disclosure.place(fact)],
                )


def _moved(disclosure: Disclosure, fact: Fact) -> Moved | None:
    if fact.basis != "change" or fact.direction is None or fact.concept is None or fact.base is None:
        return None
    if fact.concept in PARTLY_BASIC or PART_OF_OFFICE.search("".join(fact.path)):
        return None
    if not {disclosure.concepts.link(parent) for parent in fact.path[:-1]} <= _WHOLE:
        return None
    year = _YEAR.search(fact.base)
    account = _ACCOUNT_OR_BUDGET.search(fact.base)
    if "执行" in fact.base:
        return None  # against what was carried out, beside the change against what was planned
    family = "决算" if disclosure.extraction.publisher.family == "final" else "预算"
    if year is None or (account is not None and account.group() != family):
        return None
    label = squash(fact.label)
    # 收入总计 holds what was carried over, 本年收入 does not: they move by different amounts.
    total = "总计" if label.endswith("总计") else "本年" if THIS_YEAR.search(label) else ""
    return Moved(f"{fact.concept}{total}", fact.period, year.group())


def _opposed(first: Fact, fact: Fact) -> bool:
    same = amount_in(first, unit_of(first)) == amount_in(fact, unit_of(first))
    return same and bool(amount_in(first, unit_of(first))) and first.direction != fact.direction


def _different(facts: list[Fact]) -> int:
    return len({signed(fact, unit_of(facts[0])) for fact in facts})


def _where(fact: Fact) -> str:
    section = squash(fact.section[-1]) if fact.section else ""
    return f"“{section}”中{named(fact)}" if section else named(fact)
