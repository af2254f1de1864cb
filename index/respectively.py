"""Figures that a sentence tells of several items at once: 基本支出和项目支出分别为112万元和215万元.

Behind 分别 stand as many figures as items; a second row of them may follow (分别减少2万元和5万元，下降13%和43%). The items are listed
directly in front, or are those of the figures told last. Where the numbers of the two do not agree no figure is read.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from index.amount import NumberToken, find_numbers
from index.cleaning import normalise
from index.comparisons import direction_of, stated_base
from index.labelled_number import LabelledNumber
from index.labels import CHANGE_WORDS, clean_label
from index.levels import LEVEL
from index.other_numbers import OtherNumber, other_numbers
from index.rate_words import rate_of
from index.text_facts import read_numbers

_EACH = re.compile(
    rf"分别(?P<base>(?:相?较|比|与|同)[^，。；\d]{{1,10}}?(?:相比)?(?={CHANGE_WORDS}))?"
    rf"(?:(?P<change>{CHANGE_WORDS})了?|(?P<rate>占[^，。；\d]{{0,14}}|(?:完成|为)[^，。；\d]{{0,6}}预算的)"
    r"|(?P<level>为|是|有|安排|支出|完成|达到?)(?:预算)?)$"
)
_BASE_AHEAD = re.compile(r"^(?:(?:相?较|相?比)[^，。；]{1,14}|[与同][^，。；]{1,14}?[相对]比)$")
_BETWEEN = re.compile(r"、|和|与|及|，|以及|，?和")
_NEXT_ROW = re.compile(rf"，(?P<change>{CHANGE_WORDS})了?")
_JOINTS = re.compile(r"、|以及|和|与|及")
_CLAUSE = re.compile(r"[，。；：:\n]|（(?!境）)|其中|包括")
_SENTENCE = "。；\n"
# 收入增加10万元和减少5万元: each its own way
_OTHER_WAY = re.compile(rf"(?:、|和|与|及|，|以及)(?P<change>{CHANGE_WORDS})了?")
# What an item of a list ends with where it is one by itself, and no part of the next one's name (全县和县本级…收入).
_WHOLE_ITEM = re.compile(
    r"(?:收入|支出|费用?|经费|资金|拨款|结[转余]|总额|总计|合计|预算|税|款|人员|学生|教师|职工|车辆|面积|编制)$"
)
_SIDE = frozenset({"收入", "支出"})
_CARS = re.compile(r"^(?P<cars>公务用车|公车)购置费?$")
_RUNNING = re.compile(r"^运行(?:维护)?费$")
_FEWEST = 2


class _Item(NamedTuple):
    """What a figure is of: its label and the labels that it is part of."""

    label: str
    parents: tuple[str, ...]


def read_all(text: str) -> tuple[list[LabelledNumber], list[OtherNumber]]:
    """Figures and other numbers of one paragraph, those behind 分别 each under its own item (offsets count from its start)."""
    labelled, numbers = read_numbers(text)
    if "分别" not in text:
        return labelled, numbers
    folded = normalise(text)
    for match in re.finditer("分别", folded):
        rows = list(_rows(folded, match.start()))
        if not rows or len(rows[0][1]) < _FEWEST:
            continue
        taken = [token.number_start for _, tokens in rows for token in tokens]
        before = [each for each in labelled if each.token.end <= match.start()]
        labelled = [each for each in labelled if each.token.number_start not in taken]
        told = list(_told(folded, match.start(), rows, before))
        read = {each.token.number_start for each in told}
        numbers = [each for each in numbers if each.start not in read]
        known = {each.start for each in numbers}
        numbers += [
            OtherNumber(token.number_start, token.number_end, "unparsed")
            for _, tokens in rows
            for token in tokens
            if token.number_start not in read | known
        ]
        labelled = sorted([*labelled, *told], key=lambda each: each.token.number_start)
    return labelled, numbers


def _rows(text: str, at: int) -> Iterator[tuple[re.Match[str], list[NumberToken]]]:
    """The rows of figures behind 分别, each with the words in front of it."""
    end = next((i for i in range(at, len(text)) if text[i] in _SENTENCE), len(text))
    others = other_numbers(text)
    tokens = [
        token
        for token in find_numbers(text)
        if at < token.start < end and not any(o.start <= token.number_start < o.end for o in others)
    ]
    if not tokens or (lead := _EACH.match(text[at : tokens[0].start])) is None:
        return
    row = [tokens[0]]
    for token in tokens[1:]:
        between = text[row[-1].end : token.start]
        other_way = lead["change"] and len(row) == 1 and _OTHER_WAY.fullmatch(between)
        if _BETWEEN.fullmatch(between) or other_way:
            row.append(token)
            continue
        yield lead, row
        following = _NEXT_ROW.fullmatch(between)
        if following is None:
            return
        lead, row = following, [token]
    yield lead, row


def _listed(ahead: str) -> list[_Item]:
    """The items that are listed in front of 分别, each by its whole name; none where one of them is no name by itself."""
    names = [clean_label(name)[0] for name in _JOINTS.split(ahead)]
    first = names[0]
    level = LEVEL.fullmatch(first)
    if level and (own := LEVEL.match(names[-1])) and own.end() < len(names[-1]):
        names[0] = f"{first}{names[-1][own.end() :]}"  # 全县和县本级一般公共预算收入
    for at, name in enumerate(names[1:], 1):
        if name in _SIDE and first[-2:] in _SIDE and len(first) > len(name):
            names[at] = f"{first[:-2]}{name}"  # 一般公共预算收入和支出
        elif (cars := _CARS.match(first)) and _RUNNING.match(name):
            names[at] = f"{cars['cars']}{name}"
    return [_Item(name, ()) for name in names] if all(_WHOLE_ITEM.search(name) for name in names) else []


def _told(
    text: str, at: int, rows: list[tuple[re.Match[str], list[NumberToken]]], before: list[LabelledNumber]
) -> Iterator[LabelledNumber]:
    """The figures of some rows under the items in front of 分别, or under those of as many figures told last."""
    count = len(rows[0][1])
    start = max((match.end() for match in _CLAUSE.finditer(text, 0, at)), default=0)
    ahead = _BASE_AHEAD.sub("", text[start:at])
    if ahead.strip():
        base, items = "", _listed(ahead)
    else:
        sentence = max(text.rfind(mark, 0, at) for mark in _SENTENCE) + 1
        last = [each for each in before if each.token.start >= sentence][-count:]
        base = stated_base(text[start:at]) or ""
        base = base or next((each.base for each in last if each.base), "") or ""
        if any(each.basis == "previous" for each in last):
            return  # of two years: of which a rate is, the words do not tell
        items = [_Item(each.label, each.parents) for each in last]
    if len(items) != count or len({item.label for item in items}) != count or not all(item.label for item in items):
        return
    base = base or stated_base(text[max(0, start - 20) : start].rpartition("，")[0].rpartition("，")[2]) or ""
    for lead, tokens in rows:
        if len(tokens) != count:
            return
        groups = lead.groupdict()
        change, of_base, rate = groups.get("change"), groups.get("base"), groups.get("rate")
        if any(token.unit == "%" for token in tokens) and not (change or rate):
            return
        for nth, (item, token) in enumerate(zip(items, tokens, strict=True)):
            own_way = _OTHER_WAY.fullmatch(text[tokens[nth - 1].end : token.start]) if nth else None
            found = LabelledNumber(token, item.label, item.parents, "value", clause_start=start)
            if change is not None:
                against = of_base.removesuffix("相比").lstrip("相较比与同") if of_base else base
                found = replace(
                    found, basis="change", direction=direction_of((own_way or lead)["change"]), base=against or None
                )
            elif rate is not None:
                found = replace(found, label=rate_of(rate) or rate, parents=(item.label,), basis="rate")
            yield found
