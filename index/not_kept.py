"""Figures that the grammar reads in prose and that are none of the body's own: in remarks, of another item, of how many did what."""

import re

from index.amount import dimension
from index.cleaning import normalise
from index.labelled_number import LabelledNumber


def in_remark(text: str, at: int) -> bool:
    """Whether a figure stands in a bracket that remarks on others: （注：在决算中实际数为6万元）, also where it is never closed."""
    folded = normalise(text)
    opened = folded.rfind("（注", 0, at)
    return opened >= 0 and "）" not in folded[opened:at]


def counts_money(found: LabelledNumber) -> bool:
    """Whether a number of things would be the change of an expense: 接待费与上年持平的有11个，下降的有31个, of offices."""
    counted = found.basis == "change" and dimension(found.token.unit) == "count"
    return counted and re.search(r"(?:费|经费|支出|收入)$", found.label) is not None


def of_another(text: str, found: LabelledNumber) -> bool:
    """Whether the year before in a bracket was given the item of an earlier clause: B与上年持平（上年为60万元） is not of A."""
    folded = normalise(text)
    bracket = folded.rfind("（", 0, found.token.start)
    if found.basis != "previous" or bracket <= folded.rfind("）", 0, found.token.start):
        return False
    clause = max(folded.rfind(mark, 0, bracket) for mark in "，。；：、") + 1
    return normalise(found.label) not in folded[clause : found.token.start]
