"""Numbers as questions say them: whole numbers in digits or Chinese numerals, and amounts with the side on which figures must lie."""

import re
from decimal import Decimal

from assistant.planning import operation_words as said
from assistant.planning.plan import Limit
from index.amount import canonical_unit


def limit_of(match: re.Match[str]) -> Limit:
    """An amount with the side on which figures must lie."""
    word, behind = match["word"] or "在", match["behind"]
    sign = said.LIMIT_SIGNS.get("在" + behind if behind and word in {"在", "达到"} else word, "≥")
    value = match["value"].replace(",", "")
    number = Decimal(value) if value[0].isdigit() else Decimal(number_of(value) or 0)
    return Limit(sign, number, canonical_unit(match["unit"]), match.group())


def number_of(words: str) -> int | None:
    """A whole number in digits or in Chinese numerals; ``None`` for other words."""
    if words.isdigit():
        return int(words)
    total = digit = 0
    for char in words:
        if char in said.CHINESE_PLACES:
            total, digit = total + (digit or 1) * said.CHINESE_PLACES[char], 0
        elif char in said.CHINESE_NUMBERS:
            digit = said.CHINESE_NUMBERS[char]
        else:
            return None
    return total + digit
