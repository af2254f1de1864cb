"""Columns of increases and decreases: 增减额, 增长率, 比2023年增减."""

import re
from dataclasses import replace

from index.amount import Amount, dimension
from index.cleaning import normalise, squash
from index.facts import Fact, Publisher

# A column that tells by how much its row changed, and against what: 2025年预算数比2024年执行数 over 增减额.
_CHANGE_COLUMN = re.compile(
    r"增减|升降|(?:增长|增加|减少|下降|变动)(?:额|率|幅度|比例|%|（%）)|增幅|降幅|[比较](?:上年|去年)[增减]"
)
_AGAINST = re.compile(r"[比较](?P<base>[^/比较]*?)(?:增|减|升|降|变|/|$)")


def as_change(found: Fact, publisher: Publisher) -> Fact:
    """A figure in a column of increases and decreases: by how much, which way (its sign), and against what its header names."""
    header = squash("/".join(found.columns))
    if found.kind == "text" or not _CHANGE_COLUMN.search(header) or found.comparator != "=":
        return found
    against = _AGAINST.search(header)
    found = replace(
        found,
        period=publisher.period,
        basis="change",
        base=against["base"] or None if against else None,
    )
    if found.amount is None:
        return found
    value, place = found.amount.value, found.locator
    unit = "%" if "%" in normalise(header) else None if re.search(r"率|幅", header) else found.amount.unit
    return replace(
        found,
        direction="减少" if value < 0 else "增加",
        measure=dimension(unit),
        amount=Amount(abs(value), unit, found.amount.printed.lstrip("-－−")),
        locator=replace(place, start=place.start + (value < 0)),
    )
