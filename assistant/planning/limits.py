"""Amounts that figures are held against: rows and bodies above or below one, and on which side of it a single figure lies."""

import re
from dataclasses import replace
from decimal import Decimal

from assistant.planning import operation_words as said
from assistant.planning.frame import Frame, with_rows, without
from assistant.planning.numerals import limit_of
from assistant.planning.plan import Limit
from assistant.planning.words import YES_NO
from index.amount import canonical_unit


def limited(frame: Frame) -> Frame:
    """A frame with the amount that its rows, its bodies or its one figure are held against."""
    match = said.LIMIT.search(frame.text)
    zero = said.ZERO.search(frame.text)
    equal = said.EQUALS.search(frame.text)
    if match is None and equal is not None and frame.over != "entities":
        value = Decimal(0) if equal["value"] == "零" else Decimal(equal["value"].replace(",", ""))
        unit = canonical_unit(equal["unit"]) if equal["unit"] and equal["unit"] != "分" else None
        text = without(without(without(frame.text, said.EQUALS), said.WHICH), said.HOW_MANY)
        operation = "count" if said.HOW_MANY.search(frame.text) else "filter"
        rows = replace(with_rows(frame, text), row_kind=said.row_kind(frame.text))
        return replace(rows, operation=operation, limit=Limit("=", value, unit, equal.group()))
    if match is None and zero is not None and not frame.over and said.WHICH.search(frame.text):
        text = without(without(frame.text, said.ZERO), said.WHICH)
        rows = replace(with_rows(frame, text), row_kind=said.row_kind(frame.text))
        return replace(
            rows, operation="filter", limit=Limit(">" if zero["not"] else "=", Decimal(0), None, zero.group())
        )
    if match is None and zero is not None and frame.over == "entities":
        limit = Limit(">" if zero["not"] else "=", Decimal(0), None, zero.group())
        return replace(frame, operation="filter", limit=limit, text=without(frame.text, said.ZERO))
    if match is None or not (
        frame.over
        or said.PLURAL.search(frame.text)
        or said.HOW_MANY.search(frame.text)
        or _restricts(frame.text, match)
    ):
        return _held_to(frame, match) if match is not None else frame
    text = frame.text[: match.start()] + " " * len(match.group()) + frame.text[match.end() :]
    counted = said.HOW_MANY.search(text)
    text = without(without(text, said.WHICH), said.HOW_MANY)
    operation = "count" if counted and frame.over != "entities" else "filter"
    operation = frame.operation if frame.operation in {"maximum", "minimum", "rank"} else operation
    return replace(with_rows(frame, text), operation=operation, limit=limit_of(match))


def _held_to(frame: Frame, match: re.Match[str]) -> Frame:
    """Whether one figure lies on a side of an amount (超过50万元了吗): the figure is looked up, and held against the amount."""
    asks = YES_NO.search(frame.text) or said.WHETHER.search(frame.text)
    if frame.operation != "lookup" or not asks or not match["unit"] or match["unit"] == "倍":
        return frame
    text = frame.text[: match.start()] + " " * len(match.group()) + frame.text[match.end() :]
    return replace(frame, text=without(text, said.WHETHER), limit=limit_of(match))


def _restricts(text: str, match: re.Match[str]) -> bool:
    """Whether an amount says which rows are meant (50万以上的项目, 超过20万的合计), and asks nothing itself (超过50万吗)."""
    behind = text[match.end() :]
    return not YES_NO.search(text) and bool(match["behind"] or behind.startswith("的"))
