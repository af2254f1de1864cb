"""Parts of a year that a report or a question is about: 上半年, 1-6月, 前三季度."""

import re
from functools import lru_cache

from index.cleaning import normalise

PART_OF_YEAR = re.compile(
    r"上半年|前三季度|(?:第?[一二三]|前[两二三])季度|1 ?[-至到—~] ?(?P<last>\d{1,2}) ?月(?:份)?"
    r"|截[至止]到? ?(?:(?:19|20)\d\d ?年)?(?P<until>1[01]|[1-9]) ?月(?:底|末|份)?(?!\d)"
    r"|(?:(?<=年)|^)(?P<month>\d{1,2})月(?:份)?(?=财政|预算|一般公共|收支)"
)
_MONTHS = {"上半年": "6", "前三季度": "9", "一季度": "3", "第一季度": "3", "前两季度": "6", "前二季度": "6"}


@lru_cache(maxsize=16384)
def part_of_year(text: str) -> str:
    """The words of a text for a part of a year, as printed; "" for none."""
    found = PART_OF_YEAR.search(normalise(text))
    return text[found.start() : found.end()] if found else ""


def same_part(one: str, other: str) -> bool:
    """Whether two texts speak of the same part of a year: 上半年 is 1-6月."""
    return _last_month(one) == _last_month(other)


def _last_month(text: str) -> str:
    found = PART_OF_YEAR.search(normalise(text))
    if found is None:
        return ""
    return found["last"] or found["until"] or found["month"] or _MONTHS.get(found.group(), found.group())
