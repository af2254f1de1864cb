"""Operations over the questions that a conversation answered last: 两者相差多少, 后者是前者的百分之几, 三项合计, 各占多少."""

import re
from dataclasses import replace

from assistant.planning.carrying import completed, says_item, says_place
from assistant.planning.numerals import number_of
from assistant.planning.plan import QueryPlan
from index.cleaning import squash
from index.concepts import Concepts
from index.entities import Entity

_BOTH = re.compile(r"两者|二者|两个|这两|那两|它们|前者|后者|前后两|(?:这|那)?俩")
_LATTER_FIRST = re.compile(r"后者.{0,6}(?:是|占|比|除以|减)")
_TOGETHER = re.compile(r"加起来|合计|一共|总共|合起来|之和|总和")
_EACH = re.compile(r"^(?:那么?|请问|其中)?(?:它们|他们|[两二三四]者|[这那][两二三四][个项者笔]|这些)?(?:分别|各自?)占")
_PAIR = 2
_SEVERAL = re.compile(r"(?P<n>[两二三四五六])(?:者|个|家|项|样|笔|份)")
_TWO_SIDED = frozenset({"difference", "compare", "sum", "average", "subtract", "maximum", "minimum"})
_OF_ALL = frozenset({"sum", "average", "maximum", "minimum"})


def of_last(plan: QueryPlan, answered: list[QueryPlan]) -> QueryPlan | None:
    """两者相差多少, 后者是前者的百分之几, 哪个更高: an operation over the two questions answered last."""
    counted = _SEVERAL.search(plan.question)
    number = number_of(counted["n"]) or _PAIR if counted else _chain(plan, answered)
    if plan.operation in {"maximum", "minimum"} and plan.over == "rows" and not plan.row_kind and number > 1:
        plan = replace(plan, over="")
    everybody = says_place(plan) and not (counted and plan.over == "entities" and not says_item(plan))
    if len(answered) < max(number, 2) or everybody:
        return None
    each_share = plan.figure == "share" and _EACH.search(squash(plan.question)) is not None
    pointing = each_share or bool(_BOTH.search(plan.folded) or _BOTH.search(plan.question))
    bare = not says_item(replace(plan, parts=())) and (not plan.over or counted is not None)
    operation = plan.operation
    if not pointing and not (bare and (operation in _TWO_SIDED or _TOGETHER.search(plan.question))):
        return None
    last = tuple(replace(each, plain=None) for each in answered[-number:])
    former, latter = last[-2:]
    if each_share:
        return _shares(plan, last)
    if plan.figure in {"share", "times", "excess"}:
        sides: tuple[QueryPlan, ...] = (former, latter)
        whole = [part for part in plan.parts[-1:] if says_item(part) and plan.figure == "share"]
        if whole and _TOGETHER.search(plan.question):
            sides = (_added(former, latter), completed(whole[0], latter))  # 这两项一共占项目支出的多少
        elif _LATTER_FIRST.search(plan.question):
            sides = (latter, former)
        return replace(
            plan, parts=sides, entities=_bodies(sides), missing=None, plain=None, within=False, carried=_told(sides)
        )
    if operation not in _TWO_SIDED:
        return None
    sides = last
    return replace(
        plan,
        parts=sides,
        entities=_bodies(sides),
        each_named=False,
        missing=None,
        plain=None,
        over="",
        carried=_told(sides),
    )


def _added(former: QueryPlan, latter: QueryPlan) -> QueryPlan:
    """The two items answered last as one that is their sum."""
    shift = len(former.content) + 1
    concepts = (*former.concepts, *(replace(m, start=m.start + shift, end=m.end + shift) for m in latter.concepts))
    content, folded = f"{former.content}、{latter.content}", f"{former.folded}、{latter.folded}"
    return replace(former, content=content, folded=folded, concepts=concepts, plain=None)


def _shares(plan: QueryPlan, of: tuple[QueryPlan, ...]) -> QueryPlan:
    """各占多少, 各占支出的多少: the share of each item answered last, of the whole named or of its own."""
    whole = [part for part in plan.parts[-1:] if says_item(part)]
    shares = tuple(
        replace(
            plan,
            parts=(each, *(completed(part, each) for part in whole)),
            entities=each.entities,
            missing=None,
            plain=None,
        )
        for each in of
    )
    return replace(
        plan, operation="several", figure="printed", parts=shares, entities=_bodies(of), missing=None, plain=None
    )


def _chain(plan: QueryPlan, answered: list[QueryPlan]) -> int:
    """How many of the questions answered last are about one item of several bodies, or several items of one body."""
    if plan.operation not in _OF_ALL or len(answered) < _PAIR:
        return _PAIR
    last = answered[-1]
    items, bodies = {last.content.strip()}, {last.entities}
    same_item = item_words(last) == item_words(answered[-2])
    count = 1
    for each in reversed(answered[:-1]):
        item, body = each.content.strip(), each.entities
        goes_on = (item_words(each) == item_words(last) and body not in bodies) if same_item else body == last.entities
        if not goes_on or (not same_item and item in items) or each.basis != last.basis:
            break
        items.add(item)
        bodies.add(body)
        count += 1
    return max(count, _PAIR)


def _bodies(sides: tuple[QueryPlan, ...]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(entity for side in sides for entity in side.entities))


def _told(sides: tuple[QueryPlan, ...]) -> tuple[str, ...]:
    return tuple(
        f"{i}. {item_words(side)}（{'、'.join(e.name for e in side.entities)}）" for i, side in enumerate(sides, 1)
    )


def item_words(plan: QueryPlan) -> str:
    """The item of a plan in words, for a note of what was carried."""
    known = Concepts.load()
    if plan.parts:
        return "、".join(item_words(part) for part in plan.parts)
    names = [known.name(mention.concepts[0]) for mention in plan.concepts if mention.concepts]
    return "、".join(dict.fromkeys(names)) or " ".join(plan.content.split())
