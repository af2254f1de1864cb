"""Funds: which part of the money a figure is of.

The budgets of law are 一般公共预算, 政府性基金 and 国有资本经营; 财政拨款 is what is granted of all three; a table or section that names
none is of all income and spending.
"""

import re
from collections.abc import Sequence

from index.facts import Fact

GENERAL, FISCAL = "一般公共预算", "财政拨款"
GOVERNMENT_FUNDS, STATE_CAPITAL = "政府性基金", "国有资本"
FUNDS = (GOVERNMENT_FUNDS, STATE_CAPITAL, GENERAL, FISCAL)
EVERY = ""  # a figure of all income and spending
NARROW = (GOVERNMENT_FUNDS, STATE_CAPITAL)
_PATTERNS = {fund: re.compile(fund) for fund in FUNDS} | {GOVERNMENT_FUNDS: re.compile(r"政府性?基金|基金预算")}
# Items that every fund has, so that a table of one fund prints another figure of the same name.
_OF_EVERY_FUND = frozenset({"income", "expenditure", "basic", "project", "personnel", "public_funds"})


def fund_in(words: str) -> str:
    """The fund that some words name, the narrowest first; ``EVERY`` where they name none."""
    return next((fund for fund in FUNDS if _PATTERNS[fund].search(words)), EVERY)


def fund_of(fact: Fact) -> str:
    """The fund of a figure, by its own labels and by its table or the nearest section that names one."""
    if fact.locator.table is not None:
        return fund_in("\n".join((*fact.path, fact.caption, *fact.columns)))
    own = fund_in("\n".join(fact.path))
    return own or next((fund for title in reversed(fact.section) if (fund := fund_in(title))), EVERY)


def same_fund(facts: Sequence[Fact]) -> bool:
    """Whether figures are of one fund; 财政拨款 counts as 一般公共预算, which it is where there is no other."""
    return len({GENERAL if fund_of(fact) == FISCAL else fund_of(fact) for fact in facts}) <= 1


def in_every_fund(fact: Fact) -> bool:
    """Whether the item of a figure is one that each fund has: totals, their two halves, classes of functions."""
    return fact.concept in _OF_EVERY_FUND or (fact.concept or "").isdigit() or fact.code is not None
