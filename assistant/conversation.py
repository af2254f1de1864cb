"""Conversations: what earlier turns asked and answered, and the slots that a follow-up takes over from them.

A follow-up is a plan that leaves its item or its body unsaid, or that points back (两者, 前者, 上一个单位). What is carried is named in
``QueryPlan.carried``; a question with its own item and its own body carries nothing.
"""

import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from assistant.library import Library
from assistant.moving import TablePlace, moved
from assistant.planning.carrying import (
    completed,
    context_of,
    joined,
    of_fund,
    says_item,
    says_place,
    with_body,
    with_item,
)
from assistant.planning.operation_words import row_kind
from assistant.planning.plan import QueryPlan
from assistant.planning.text import spaces
from assistant.units import asked_of_unit
from index.cleaning import squash
from index.concepts import Concepts
from index.entities import Entity

_BOTH = re.compile(r"两者|二者|两个|这两|那两|它们|前者|后者|前后两|(?:这|那)?俩")
_LATTER_FIRST = re.compile(r"后者.{0,6}(?:是|占|比|除以|减)")
_FORMER_BODY = re.compile(
    r"上一?个(?:单位|部门|地方|县|区|办公室)|前一个(?:单位|部门)|刚才(?:那|的)?(?:个)?单位|前面(?:那|的)?(?:个)?单位"
)
_TOGETHER = re.compile(r"加起来|合计|一共|总共|合起来|之和|总和")
_ORDINAL = re.compile(r"^(?:第|选|选择)?(?P<n>[一二三四五六七八九十]|\d{1,2})(?:个|项|条)?(?:[。.]|$)")
_NUMBERS = {char: number for number, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_IT = re.compile(r"它|该单位|这家|这个单位|那家|那个单位")
_AND_THIS = re.compile(r"呢[？?。]?$")
_OTHER_ACCOUNT = re.compile(
    r"^(?:那么?|它的|其)?(?:年初|全年|当年|本年|调整后?)?(?P<account>预算|决算)数?(?:安排)?(?:是|为|有)?(?:多少|几)?(?:万?元|钱)?呢?[？?。]*$"
)
_ACCOUNT = re.compile(r"(?:年初|全年|调整后?)?(?:预算|决算)数?|实际支出")
_OF_ROWS = frozenset({"maximum", "minimum", "rank"})
_EACH = re.compile(r"^(?:那么?|请问|其中)?(?:它们|他们|[两二三四]者|[这那][两二三四][个项者笔]|这些)?(?:分别|各自?)占")
_PAIR = 2
_SEVERAL = re.compile(r"(?P<n>[两二三四五六])(?:者|个|家|项|样|笔|份)")
_TWO_SIDED = frozenset({"difference", "compare", "sum", "average", "subtract", "maximum", "minimum"})
_OF_ALL = frozenset({"sum", "average", "maximum", "minimum"})


@dataclass(frozen=True, slots=True)
class Turn:
    """A planned question and what came of it; ``choices`` are the labels that were offered to choose from, ``about`` is the one of
    several bodies that the answer names (哪家最高), ``place`` where in a table its figure stands.
    """

    plan: QueryPlan
    status: str
    reason: str | None = None
    choices: tuple[str, ...] = ()
    about: Entity | None = None
    place: TablePlace | None = None


@dataclass
class Conversation:
    """The last turns of one conversation, oldest first."""

    turns: list[Turn] = field(default_factory=list)
    most: int = 12

    def add(self, turn: Turn) -> None:
        """Remember a turn; the oldest one goes where there are too many."""
        self.turns = [*self.turns, turn][-self.most :]

    @property
    def answered(self) -> list[QueryPlan]:
        """The plans that were answered, oldest first."""
        return [turn.plan for turn in self.turns if turn.status == "answered"]

    @property
    def figures(self) -> list[QueryPlan]:
        """The answered plans of one figure each, which 两者 can mean: nothing that was computed from the others."""
        return [plan for plan in self.answered if plan.operation in {"lookup", "explain"} and not plan.parts]


class Conversations:
    """Conversations by id, bounded in number and age; the least recently used goes first."""

    def __init__(self, most: int = 1000, seconds: float = 3600, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.seconds, self._clock = most, seconds, clock
        self._kept: OrderedDict[str, tuple[float, Conversation]] = OrderedDict()

    def get(self, conversation_id: str) -> Conversation:
        """The conversation of an id, new where there is none or where it has grown too old."""
        now = self._clock()
        used, conversation = self._kept.pop(conversation_id, (now, Conversation()))
        if now - used > self.seconds:
            conversation = Conversation()
        self._kept[conversation_id] = (now, conversation)
        while len(self._kept) > self.most:
            self._kept.popitem(last=False)
        return conversation

    def __len__(self) -> int:
        return len(self._kept)


def continued(plan: QueryPlan, conversation: Conversation, library: Library) -> QueryPlan:
    """The plan with what it leaves unsaid taken from the conversation.

    A carried year that a newly named body has no document for in the library is dropped.
    """
    if not conversation.turns:
        return plan
    last, holds = conversation.turns[-1], library.holds
    if last.status == "clarify":
        reply = _reply(plan, last)
        if reply is not None:
            return _noted(reply, plan, holds)
    pair = _of_two(plan, conversation.figures)
    if pair is not None:
        # The two spoken of may be one that was declined: no sum of two others is given for them.
        return pair if last.status == "answered" else with_body(plan, last.plan)
    before = _source(plan, conversation)
    inside = moved(plan, last.plan, last.place) if last.place is not None and before is last.plan else None
    if inside is None and before is not None and not says_place(plan):
        inside = asked_of_unit(plan, before, library)
    if inside is not None:
        return _noted(inside, plan, holds)
    if before is None or (says_item(plan) and says_place(plan)) or (plan.over == "entities" and says_item(plan)):
        return plan
    done = _carried(plan, before)
    if not says_place(plan) and not plan.periods and _same_question(done, before):
        return plan  # nothing was understood of it: the last answer is not given again
    return _noted(done, plan, holds)


def _same_question(done: QueryPlan, before: QueryPlan) -> bool:
    """Whether a completed plan asks just what the one before asked."""

    def core(plan: QueryPlan) -> tuple[object, ...]:
        asks = plan.content, plan.operation, plan.figure, plan.basis, plan.unit, plan.measure, plan.over, plan.row_kind
        return (*asks, plan.entities, plan.periods, tuple(part.content for part in plan.parts))

    return core(done) == core(before)


def _reply(plan: QueryPlan, last: Turn) -> QueryPlan | None:
    """A reply to a question asked back: the body, the item, or one of the choices."""
    asked = last.plan
    chosen = _ORDINAL.match(plan.folded.strip())
    if chosen and last.choices:
        number = int(chosen["n"]) if chosen["n"].isdigit() else _NUMBERS[chosen["n"]]
        if 1 <= number <= len(last.choices):
            words = last.choices[number - 1]
            return replace(
                asked, folded=words, content=words, concepts=(), codes=(), operation="lookup", over="", row_kind=""
            )
    if last.reason in {"missing_entity", "ambiguous_entity"} and says_place(plan) and not says_item(plan):
        periods = plan.periods or asked.periods
        answered = with_body(asked, plan)
        parts = tuple(with_body(part, plan) if not part.named else part for part in asked.parts)
        plain = with_body(asked.plain, plan) if asked.plain is not None else None
        return replace(answered, periods=periods, parts=parts, plain=plain)
    if last.reason == "ambiguous_item" and not says_place(plan) and says_item(plan):
        return joined(plan, asked)
    return None


def _of_two(plan: QueryPlan, answered: list[QueryPlan]) -> QueryPlan | None:
    """两者相差多少, 后者是前者的百分之几, 哪个更高: an operation over the two questions answered last."""
    counted = _SEVERAL.search(plan.question)
    number = _NUMBERS.get(counted["n"], 2) if counted else _chain(plan, answered)
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
    same_item = _item_words(last) == _item_words(answered[-2])
    count = 1
    for each in reversed(answered[:-1]):
        item, body = each.content.strip(), each.entities
        goes_on = (
            (_item_words(each) == _item_words(last) and body not in bodies) if same_item else body == last.entities
        )
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
        f"{i}. {_item_words(side)}（{'、'.join(e.name for e in side.entities)}）" for i, side in enumerate(sides, 1)
    )


def _source(plan: QueryPlan, conversation: Conversation) -> QueryPlan | None:
    """The earlier plan that a follow-up goes on from; for 上一个单位 the one whose body differs from the last.

    它 after an answer that names one of several bodies is that body.
    """
    turns = [turn for turn in conversation.turns if turn.status != "not_found" or turn.reason != "no_document"]
    plans = [turn.plan for turn in turns]
    if not plans:
        return None
    if _FORMER_BODY.search(plan.question):
        bodies = plans[-1].entities
        return next((each for each in reversed(plans) if each.entities and each.entities != bodies), plans[-1])
    about = turns[-1].about
    if about is not None and _IT.search(plan.question):
        return replace(plans[-1], entities=(about,), over="", each_named=False, operation="lookup")
    return plans[-1]


def _carried(plan: QueryPlan, before: QueryPlan) -> QueryPlan:
    """Item, body and year of an earlier plan where this one names none."""
    plan = replace(plan, plain=None)
    account = _OTHER_ACCOUNT.match(plan.folded.strip())
    if account and not says_place(plan) and not plan.parts and says_item(before) and not before.parts:
        return _of_account(before, account["account"], plan)
    listed = before.over == "rows" or (before.count is not None and not before.over and not before.each_named)
    if not says_item(plan) and not says_place(plan) and plan.operation in {"sum", "average"} and listed:
        # …最大的两项 | 合计多少: of the rows that were listed, and no others.
        kind = before.row_kind or row_kind(before.folded)
        folded = f"{plan.folded} {before.folded}"
        return replace(before, operation=plan.operation, over="rows", row_kind=kind, folded=folded, plain=None)
    if plan.figure == "share" and plan.parts:
        part, *whole = plan.parts
        if not says_item(part) and before.operation in _OF_ROWS:
            return with_body(plan, before)  # 最大的是哪个 | 占多少: of a row that no plan names
        if not says_item(part):
            return completed(replace(plan, parts=(before, *(completed(each, before) for each in whole))), before)
        if not whole:
            return completed(replace(plan, parts=(completed(part, before), before), within=True), before)
    plan = _same_figure(plan, before)
    if _IT.search(plan.folded) and len(before.entities) > 1:
        before = replace(before, entities=(), missing="entity", named=False, each_named=False)
    of_other_fund = of_fund(plan, before)
    if of_other_fund is not None:
        return of_other_fund
    context = context_of(plan, before)
    if context is not None:
        return replace(joined(plan, context), inside=context, basis=plan.basis or context.basis)
    if says_item(plan) and not says_place(plan) and plan.basis is None and before.basis == "change" and not plan.parts:
        plan = replace(plan, basis="change", direction=None)
    if not says_item(plan) and before.over == "entities" and plan.operation in {"maximum", "minimum", "rank", "filter"}:
        plan = replace(plan, over="entities", row_kind="")
    if not says_item(plan):
        operation = (
            plan.operation if plan.operation != "lookup" or plan.basis or plan.figure != "printed" else before.operation
        )
        kind = plan.row_kind if plan.row_kind not in {"", "parts"} else row_kind(before.folded) or plan.row_kind
        over = plan.over or (before.over if operation == before.operation else "")
        named = says_place(plan)
        plan = with_item(
            replace(plan, operation=operation, over=over, row_kind=kind if over == "rows" else plan.row_kind), before
        )
        plan = replace(plan, limit=plan.limit or before.limit, ascending=plan.ascending or before.ascending)
        if named and plan.parts:
            plan = replace(plan, parts=tuple(with_body(part, plan) for part in plan.parts))
        if plan.periods:
            plan = replace(plan, parts=tuple(replace(part, periods=plan.periods) for part in plan.parts))
    return completed(plan, before)


def _of_account(before: QueryPlan, account: str, plan: QueryPlan) -> QueryPlan:
    """The item asked before, of the other account: 三公经费决算多少 | 预算呢."""
    basis = "budget" if account == "预算" else "final"
    content, folded = (f"{_ACCOUNT.sub(spaces, text)} {account}" for text in (before.content, before.folded))
    periods = plan.periods or before.periods
    return replace(before, content=content, folded=folded, basis=basis, operation="lookup", periods=periods, plain=None)


def _same_figure(plan: QueryPlan, before: QueryPlan) -> QueryPlan:
    """Another item, asked of as the one before: its rate of change, or its share of the same whole (基本支出呢 after 项目支出增幅)."""
    bare = plan.operation == "lookup" and plan.figure == "printed" and plan.basis is None and not plan.parts
    if not bare or not says_item(plan) or not _AND_THIS.search(plan.question):
        return plan
    if before.figure in {"growth", "previous"} and not before.parts:
        return replace(plan, figure=before.figure, basis=before.basis)
    if before.figure == "share" and before.parts:
        part = completed(plan, before.parts[0])
        return replace(plan, figure="share", within=before.within, parts=(part, *before.parts[1:]))
    return plan


def _noted(done: QueryPlan, asked: QueryPlan, holds: Callable[[QueryPlan], bool]) -> QueryPlan:
    """The plan with a note of all that it did not say itself."""
    notes = []
    if done.periods and not asked.periods and says_place(asked) and not holds(done):
        done = replace(done, periods=(), parts=tuple(replace(part, periods=()) for part in done.parts))
    if done.entities and not says_place(asked):
        notes.append(f"单位：{'、'.join(entity.name for entity in done.entities)}")
    if done.periods and not asked.periods:
        notes.append(f"年度：{'、'.join(map(str, done.periods))}")
    if not says_item(asked) and says_item(done):
        notes.append(f"项目：{_item_words(done)}")
    if done.basis == "change" and asked.basis != "change":
        notes.append("口径：较上年增减")
    return replace(done, question=asked.question, carried=tuple(notes))


def _item_words(plan: QueryPlan) -> str:
    known = Concepts.load()
    if plan.parts:
        return "、".join(_item_words(part) for part in plan.parts)
    names = [known.name(mention.concepts[0]) for mention in plan.concepts if mention.concepts]
    return "、".join(dict.fromkeys(names)) or " ".join(plan.content.split())
