"""Units of a department: which of them a question names, and whose a figure is."""

import re
from dataclasses import replace
from functools import cache

from assistant.library import Library
from assistant.planning.carrying import free_words, joined, says_item
from assistant.planning.plan import QueryPlan
from assistant.planning.text import spaces
from index.cleaning import squash
from index.entities import entity_of, place_of
from index.facts import Fact

_HEAD_OFFICE = re.compile(r"(?:本级|机关|本部)）?$")
_HEAD_OFFICE_ASKED = re.compile(r"本级|机关本[级部]|(?<![事党])机关(?!运行|事业|服务|事务|党|干部|工作|养老|单位|职业)")
_OF_HEAD_OFFICE = re.compile(r"本级(?!及|和|与|以?下|、)")
_OFFICE = re.compile(r"^(?:(?:委员会|委|人民政府|政府)(?:办公室|办)?)+")
_TOTAL = re.compile(r"合计|总计|一共|总共|共计")
_HEAD_OFFICE_WORDS = re.compile(r"局?(?:机关)?本[级部]|局?机关")
_WHOSE = re.compile(r"是哪(?:个|些|几个)(?:下属|所属)?单位的")
_WHOLE_ASKED = re.compile(r"全部|整个|部门|全局|总的|各单位|哪个|哪些单位")
_SHORTEST = 3
_LAST_WORDS = 4
_BOUNDARY = r"(?:^|[年的，、？和与及跟比是]|本级)"
_NUMERAL = re.compile(r"[一二三四五六七八九十\d]")
_SHORTENED = re.compile(rf"{_BOUNDARY}(?P<name>[一-鿿]{{2,5}}?(?P<kind>中心|大队|支队|[站所队馆]))")


def is_head_office(scope: str) -> bool:
    """Whether a unit is the department itself without those below it (本级, 局机关)."""
    return _HEAD_OFFICE.search(scope) is not None


def units_said(scopes: frozenset[str], plan: QueryPlan) -> frozenset[str]:
    """The units that a question names, in full or without their place; of two of which one holds the other, the longer."""
    question = squash(f"{plan.question} {plan.folded} {plan.content}")  # the unit may be carried from an earlier turn
    owners = {squash(entity.name) for entity in plan.entities}
    said: dict[str, str] = {}
    for scope in scopes:
        if is_head_office(scope) or scope in owners:
            if _HEAD_OFFICE_ASKED.search(question):
                said[scope] = ""
            continue
        for name in (scope, *short_names(scope)):
            if name in question:
                said[scope] = name
                break
    others = frozenset(scope for scope in scopes if scope not in owners and not is_head_office(scope))
    said = said or _by_last_words(others, question)
    names = [name for name in said.values() if name]
    return frozenset(
        s for s, name in said.items() if not any(name != other and name in other for other in names if name)
    )


def _by_last_words(scopes: frozenset[str], question: str) -> dict[str, str]:
    """The one unit whose name ends with words that stand by themselves in a question: 执法大队 of 自然资源综合行政执法大队."""
    for length in range(max(map(len, scopes), default=0) - 1, _LAST_WORDS - 1, -1):
        found = {s: s[-length:] for s in scopes if len(s) > length}
        said = {s: name for s, name in found.items() if re.search(rf"{_BOUNDARY}{re.escape(name)}", question)}
        if said:
            alike = [s for s in scopes if s.endswith(next(iter(said.values())))]
            return said if len(alike) == 1 else {}
    return {}


def with_full_name(question: str, plan: QueryPlan, library: Library) -> tuple[str, str]:
    """A question with a unit's shortened name written out (疾控中心), and that name; "" where none is shortened."""
    if len(plan.entities) != 1:
        return question, ""
    rows = library.of_entities(entity.name for entity in plan.entities)
    owners = {squash(entity.name) for entity in plan.entities}
    units = frozenset().union(*(library.holding(row).units for row in rows))
    units = frozenset(unit for unit in units if unit not in owners and not is_head_office(unit))
    words = squash(question)
    named = any(name in words for unit in units for name in (unit, *short_names(unit)) if unit.endswith(name))
    said = {} if named else _by_abbreviation(units, words)
    for unit, short in said.items():
        name = (*short_names(unit), unit)[0]
        return question.replace(short, name, 1), unit
    return question, ""


def _by_abbreviation(scopes: frozenset[str], question: str) -> dict[str, str]:
    """The one unit that a shortened name means: 疾控中心 for 疾病预防控制中心, its first character, its kind and some between.

    Schools and hospitals are told apart by single characters (第一中学, 第十一中学) and have no such names; nor has what numbers
    tell apart (三中队 of 十三中队).
    """
    for match in _SHORTENED.finditer(question):
        short, kind = match["name"], match["kind"]
        found = {
            scope: short
            for scope in scopes
            for name in (scope, *short_names(scope))
            if name[0] == short[0] and name.endswith(kind) and name != short and _in_order(short, name)
            if not _NUMERAL.search(name)
        }
        if len(found) == 1:
            return found
    return {}


def _in_order(short: str, name: str) -> bool:
    rest = iter(name)
    return all(char in rest for char in short)


def asked_of_unit(plan: QueryPlan, before: QueryPlan, library: Library) -> QueryPlan | None:
    """The question before, asked of the unit that a follow-up names and nothing else (三公经费是多少 | 本级呢); ``None`` for others."""
    if (
        plan.concepts
        or plan.parts
        or before.parts
        or before.operation not in {"lookup", "sum"}
        or not says_item(before)
    ):
        return None
    rows = library.of_entities(entity.name for entity in before.entities)
    units = frozenset().union(*(library.holding(row).units for row in rows))
    named = units_said(units, replace(plan, entities=before.entities))
    if not named or free_words(_without_units(plan.content, named)):
        return None
    content, folded = (_without_units(_TOTAL.sub(spaces, text), units) for text in (before.content, before.folded))
    shift = tuple(m for m in before.concepts if content[m.start : m.end] == before.content[m.start : m.end])
    return joined(plan, replace(before, operation="lookup", content=content, folded=folded, concepts=shift))


def of_its_units(plan: QueryPlan, before: QueryPlan, library: Library) -> bool:
    """Whether 哪些单位有, which names neither body nor item, asks about the units of the one department asked about before."""
    if plan.over != "entities" or plan.regions_asked or plan.organisation_asked:
        return False
    if says_item(plan) and not _WHOSE.search(plan.question):
        return False
    if before.over or len(before.entities) != 1 or not says_item(before):
        return False
    rows = library.of_entities(entity.name for entity in before.entities)
    return any(len(library.holding(row).units) > 1 for row in rows)


def of_same_unit(plan: QueryPlan, before: QueryPlan, library: Library) -> QueryPlan:
    """A follow-up with another item (基本支出呢, 有哪些项目), asked of the unit that the question before named."""
    if plan.named or plan.parts or len(before.entities) != 1 or _WHOLE_ASKED.search(plan.question):
        return plan
    rows = library.of_entities(entity.name for entity in before.entities)
    units = frozenset().union(*(library.holding(row).units for row in rows))
    units = frozenset(unit for unit in units if not is_head_office(unit))
    named = units_said(units, before) if not units_said(units, replace(plan, entities=before.entities)) else frozenset()
    if len(named) != 1 or not (says_item(plan) or plan.over == "rows"):
        return plan
    unit = next(iter(named))
    name = (*short_names(unit), unit)[0]
    shift = len(name) + 1
    mentions = tuple(replace(m, start=m.start + shift, end=m.end + shift) for m in plan.concepts)
    return replace(
        plan, folded=f"{name} {plan.folded}", content=f"{name} {plan.content}", concepts=mentions, plain=None
    )


def _without_units(text: str, units: frozenset[str]) -> str:
    names = {name for unit in units for name in (unit, *short_names(unit))}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        text = text.replace(name, " " * len(name))
    return _HEAD_OFFICE_WORDS.sub(spaces, text)


@cache
def short_names(scope: str) -> tuple[str, ...]:
    """A unit's name without the places in front of it: 社会福利院, 临湖区第二中学 and 第二中学.

    None for 本级, whose name is the department's.
    """
    if is_head_office(scope):
        return ()
    name, found = scope, []
    while place := place_of(name):
        name = name[len(place) :]
        found.append(name)
    found.append(entity_of(scope).organisation)
    found.append(_OFFICE.sub("", found[-1]))
    return tuple(name for name in dict.fromkeys(found) if len(name) >= _SHORTEST)


def of_unit(fact: Fact, units: frozenset[str]) -> bool:
    """Whether a figure is of one of some units: by its place in a table, or by its own labels."""
    if fact.scope is not None:
        return fact.scope in units
    if _OF_HEAD_OFFICE.search(squash("".join(fact.path))) and any(is_head_office(unit) for unit in units):
        return True  # 本级机关运行经费
    words = squash("".join((*fact.path, fact.caption, *fact.section[-1:])))
    return any(name in words for unit in units for name in (unit, *short_names(unit)))
