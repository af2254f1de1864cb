"""One count told in the text and in a table: visits received, groups sent abroad, official cars (domain section 4)."""

import re
from collections.abc import Iterator

from index.checks.disclosure import PERFORMANCE, Disclosure, named, stated, unit_of
from index.cleaning import squash
from index.facts import Fact
from index.findings import Finding

# What is counted, and how: 国内公务接待 by 批次 and by 人次, 公务用车 held or bought.
_THINGS = (
    ("国内公务接待", re.compile(r"国内(?:公务)?接待")),
    ("外事接待", re.compile(r"外事接待")),
    ("因公出国（境）", re.compile(r"因公出国|出国（?境")),
    ("公务用车", re.compile(r"公务用车")),
)
_WAYS = (
    ("批次", re.compile(r"批次|批$")),
    ("人次", re.compile(r"人次|人$")),
    ("团组", re.compile(r"团组")),
    ("保有量", re.compile(r"保有量")),
    ("购置数", re.compile(r"购置(?!.*费)")),
)
_YEAR_OF = frozenset({"budget", "final", "stock"})


def counts(disclosure: Disclosure) -> Iterator[Finding]:
    """A count that the text and a table tell differently; counts are exact, so nothing is rounding.

    A thing counted twice in the text itself, or in two tables, may be of two units: only the first of each is compared.
    """
    told: dict[tuple[str, str, int | None], Fact] = {}
    printed: dict[tuple[str, str, int | None], Fact] = {}
    for fact in disclosure.amounts:
        counted = _counted(fact)
        if counted:
            (told if fact.locator.table is None else printed).setdefault((*counted, fact.period), fact)
    for key, fact in told.items():
        other = printed.get(key)
        if other and fact.amount and other.amount and fact.amount.value != other.amount.value:
            message = f"同一数量两处不同：文中{named(fact)}为{stated(fact)}，《{squash(other.caption)}》{named(other)}为{stated(other)}。"
            yield disclosure.finding("counts", "conflict", message, [disclosure.place(fact), disclosure.place(other)])


def _counted(fact: Fact) -> tuple[str, str] | None:
    """The thing and the way it is counted; ``None`` for money, targets and all else."""
    if fact.measure == "money" or fact.basis not in _YEAR_OF or PERFORMANCE.search("".join(fact.section)):
        return None
    label, unit = squash(fact.label), unit_of(fact) or ""
    thing = next((name for name, pattern in _THINGS if pattern.search(label)), None)
    way = next((name for name, pattern in _WAYS if pattern.search(re.sub(r"（.{1,3}）$", "", label))), None)
    way = way or next((name for name, pattern in _WAYS if pattern.search(unit)), None)
    return (thing, way) if thing and way else None
