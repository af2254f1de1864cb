"""Conversations: what earlier turns asked and answered, and the slots that a follow-up takes over from them.

A follow-up is a plan that leaves its item or its body unsaid, or that points back (两者, 前者, 上一个单位). What is carried is named in
``QueryPlan.carried``; a question with its own item and its own body carries nothing.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from assistant.conversations import Conversation, Turn
from assistant.library import Library
from assistant.looking_back import item_words, of_last
from assistant.moving import moved
from assistant.planning.carrying import (
    completed,
    context_of,
    joined,
    level_of,
    of_fund,
    of_level,
    says_item,
    says_place,
    with_body,
    with_item,
)
from assistant.planning.numerals import number_of
from assistant.planning.operation_words import row_kind
from assistant.planning.plan import Limit, QueryPlan
from assistant.planning.text import spaces
from assistant.units import asked_of_unit, of_its_units, of_same_unit
from index.concepts import Concepts
from index.levels import LEVEL, OWN_LEVEL
from index.parts_of_year import part_of_year

_FORMER_BODY = re.compile(
    r"上一?个(?:单位|部门|地方|县|区|办公室)|前一个(?:单位|部门)|刚才(?:那|的)?(?:个)?单位|前面(?:那|的)?(?:个)?单位"
)
_ORDINAL = re.compile(r"^(?:第|选|选择)?(?P<n>[一二三四五六七八九十]|\d{1,2})(?:个|项|条)?(?:[。.]|$)")
CHANGE_CARRIED = "口径：较上年增减"  # what an interpretation says where a change goes on being asked for
_IT = re.compile(r"它|该单位|这家|这个单位|那家|那个单位")
_AND_THIS = re.compile(r"呢[？?。]?$")
_OTHER_ACCOUNT = re.compile(
    r"^(?:那么?|它的|其)?(?:(?:19|20)\d\d ?年度?的?)?(?:年初|全年|当年|本年|调整后?)?"
    r"(?P<account>预算|决算)数?(?:安排)?(?:是|为|有)?(?:多少|几)?(?:万?元|钱)?呢?[？?。]*$"
)
# 年末职工多少人 | 年初呢: the other end of the year
_OTHER_END = re.compile(r"^(?:那么?)?(?P<end>[年期][初末底])(?:的)?(?:是|有|为)?(?:多少|几)?[人个辆名]?呢?[？?。]*$")
_END = re.compile(r"[年期][初末底]")
_AGAINST_BUDGET = re.compile(r"[比较](?:年初|全年|调整后?)?预算")
_ACCOUNT = re.compile(r"(?:年初|全年|调整后?)?(?:预算|决算)数?|实际支出")
_AMOUNT_ASKED = re.compile(
    r"(?:一共|总共|总额|合计|总计)(?:是|有|为)?多少|(?:是|为|安排了?|支出了?|花了?)多少(?:钱|万?元)?(?:[？?]|$)"
)
_THAT_ROW = re.compile(r"^那?(?:它|该项目|这个项目|该项)(?!们)")
_OF_ROWS = frozenset({"maximum", "minimum", "rank"})
_TOTAL_ROW = re.compile(r"(?:收入|支出|收支)总计")
_ASKING = re.compile(r"多少|几|吗|呢|什么|哪")


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
    pair = of_last(plan, conversation.figures)
    if pair is not None:
        # The two spoken of may be one that was declined: no sum of two others is given for them.
        return pair if last.status == "answered" else with_body(plan, last.plan)
    before = _source(plan, conversation)
    inside = moved(plan, last.plan, last.place) if last.place is not None and before is last.plan else None
    if inside is None and before is not None and not says_place(plan):
        inside = asked_of_unit(plan, before, library)
    if inside is not None:
        return _noted(inside, plan, holds)
    if before is not None and of_its_units(plan, before, library):
        # 单位资金收入多少 | 哪些单位有: of the units of the department that was asked about
        body = replace(with_body(replace(plan, each_named=False), before), over="rows", row_kind="units", plain=None)
        if plan.operation not in _OF_ROWS:
            body = replace(body, operation="filter", limit=plan.limit or Limit(">", Decimal(0), None, "有该项的"))
        return _noted(completed(body, before), plan, holds)
    if before is None or (says_item(plan) and says_place(plan)) or (plan.over == "entities" and says_item(plan)):
        return plan
    plan = of_same_unit(plan, before, library)
    done = _carried(plan, before)
    if not says_place(plan) and not plan.periods and not part_of_year(plan.folded) and _same_question(done, before):
        return plan  # nothing was understood of it: the last answer is not given again
    return _noted(done, plan, holds)


def _same_question(done: QueryPlan, before: QueryPlan) -> bool:
    """Whether a completed plan asks just what the one before asked."""

    def core(plan: QueryPlan) -> tuple[object, ...]:
        asks = plan.content, plan.operation, plan.figure, plan.basis, plan.unit, plan.measure, plan.over, plan.row_kind
        own_budget = _AGAINST_BUDGET.search(plan.folded) is not None  # 比上年少多少 | 比年初预算呢
        return (*asks, own_budget, plan.entities, plan.periods, tuple(part.content for part in plan.parts))

    return core(done) == core(before)


def _reply(plan: QueryPlan, last: Turn) -> QueryPlan | None:
    """A reply to a question asked back: the body, the item, or one of the choices."""
    asked = last.plan
    chosen = _ORDINAL.match(plan.folded.strip())
    if chosen and last.choices:
        number = number_of(chosen["n"]) or 0
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
    if last.reason == "ambiguous_item" and not says_place(plan) and says_item(plan) and not _asks_anew(plan, asked):
        return joined(plan, asked)
    return None


def _asks_anew(plan: QueryPlan, asked: QueryPlan) -> bool:
    """Whether a question names another budget item than the one asked back about (公车呢 | 三公一共多少): no choice is made."""
    named, before = ({c for m in each.concepts for c in m.concepts} for each in (plan, asked))
    another = bool(plan.parts) or (bool(named) and named.isdisjoint(before))
    return another and _ASKING.search(plan.question) is not None


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
    return _as_said(plans[-1])


def _as_said(plan: QueryPlan) -> QueryPlan:
    """A plan whose total is a row of its own (收入总计), and no sum to be worked out, by the words of that row."""
    plain = plan.plain
    if plain is not None and plan.operation == "sum" and _TOTAL_ROW.search(plain.content):
        return plain
    total = _TOTAL_ROW.search(plan.question) if plan.operation == "sum" and plain is None else None
    if total is None or total.group()[:2] not in plan.content:
        return plan
    # 收入合计多少 | 收入总计呢 | 比上年呢: of the total, whose words the sum has left
    return replace(plan, operation="lookup", content=plan.content.replace(total.group()[:2], total.group(), 1))


def _carried(plan: QueryPlan, before: QueryPlan) -> QueryPlan:
    """Item, body and year of an earlier plan where this one names none."""
    plan = replace(plan, plain=None)
    if _THAT_ROW.search(plan.folded) and before.over == "rows" and before.operation in _OF_ROWS:
        # 得分最低的是哪个项目 | 它花了多少: of the row that came out, which no plan names, and of nothing larger
        return replace(with_body(plan, before), operation="lookup", content="", concepts=(), codes=())
    account = _OTHER_ACCOUNT.match(plan.folded.strip())
    if account and not says_place(plan) and not plan.parts and says_item(before) and not before.parts:
        return _of_account(before, account["account"], plan)
    end = _OTHER_END.match(plan.folded.strip())
    if end and not says_place(plan) and _END.search(before.content) and not before.parts:
        content, folded = (_END.sub(end["end"], text) for text in (before.content, before.folded))
        return replace(before, content=content, folded=folded, periods=plan.periods or before.periods, plain=None)
    listed = before.over == "rows" or (before.count is not None and not before.over and not before.each_named)
    if not says_item(plan) and not says_place(plan) and plan.operation in {"sum", "average"} and listed:
        # …最大的两项 | 合计多少: of the rows that were listed, and no others.
        kind = before.row_kind or row_kind(before.folded)
        folded = f"{plan.folded} {before.folded}"
        return replace(before, operation=plan.operation, over="rows", row_kind=kind, folded=folded, plain=None)
    if plan.figure == "share" and plan.parts and (share := _share_carried(plan, before)) is not None:
        return share
    plan = _same_figure(plan, before)
    if _IT.search(plan.folded) and len(before.entities) > 1:
        before = replace(before, entities=(), missing="entity", named=False, each_named=False)
    of_other = of_fund(plan, before) or of_level(plan, before)
    if of_other is not None:
        return of_other
    context = context_of(plan, before)
    if context is not None:
        return replace(joined(plan, context), inside=context, basis=plan.basis or context.basis)
    counted = plan.measure is not None and plan.measure != before.measure  # 现在有几辆车 after a change of money
    goes_on = plan.basis is None and before.basis == "change" and not counted and not plan.periods
    alone = _AMOUNT_ASKED.search(plan.question) is not None  # 三公经费一共多少 is asked for itself
    plan = _of_same_level(plan, before)
    if says_item(plan) and not says_place(plan) and goes_on and not plan.parts and not alone:
        plan = replace(plan, basis="change", direction=None)
    if not says_item(plan) and before.over == "entities" and plan.operation in {"maximum", "minimum", "rank", "filter"}:
        plan = replace(plan, over="entities", row_kind="")
    if not says_item(plan):
        operation = (
            plan.operation if plan.operation != "lookup" or plan.basis or plan.figure != "printed" else before.operation
        )
        told = before.row_kind if before.over == "rows" else ""
        kind = plan.row_kind if plan.row_kind not in {"", "parts"} else told or row_kind(before.folded) or plan.row_kind
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


def _share_carried(plan: QueryPlan, before: QueryPlan) -> QueryPlan | None:
    """A share whose part or whole is taken from what was asked before; ``None`` where it names both."""
    part, *whole = plan.parts
    if not says_item(part) and before.operation in _OF_ROWS:
        return with_body(plan, before)  # 最大的是哪个 | 占多少: of a row that no plan names
    if not says_item(part):
        of = level_of(before) if before.basis == "change" and not before.parts else before
        return completed(replace(plan, parts=(of, *(completed(each, of) for each in whole))), of)
    if not whole and before.figure == "share" and len(before.parts) == 1:
        # 支出占多少 | 税收收入占多少: of what the text says, and not of the item before
        return completed(replace(plan, parts=(completed(part, before.parts[0]),)), before)
    if not whole and _siblings(part, before):
        return completed(replace(plan, parts=(completed(part, before),)), before)  # of what both are parts of
    if not whole:
        return _share_within(plan, part, before.inside or before)
    return None


def _of_same_level(plan: QueryPlan, before: QueryPlan) -> QueryPlan:
    """Another item, of the level of the area that was asked about: 市本级税收收入多少 | 非税收入呢."""
    level = OWN_LEVEL.search(before.folded)
    if any(OWN_LEVEL.search(entity.name) for entity in before.entities):
        return plan  # the body's own level: no figure of it says so again
    alone = level is None or LEVEL.search(plan.folded) or says_place(plan) or not _AND_THIS.search(plan.question)
    return plan if level is None or alone else replace(plan, folded=f"{level.group()} {plan.folded}")


def _share_within(plan: QueryPlan, part: QueryPlan, of: QueryPlan) -> QueryPlan:
    """The share of an item in the one asked before, whose level counts: 总预算比上年增长多少 | 基本支出占几成.

    Inside a list it is the list's whole: 固定资产总额 | 其中车辆呢 | 其他固定资产占多大比重.
    """
    of = level_of(of) if of.basis == "change" and not of.parts else of
    return completed(replace(plan, parts=(completed(part, of), of), within=True), of)


def _siblings(one: QueryPlan, other: QueryPlan) -> bool:
    """Whether two items are parts of the same item (人员经费, 公用经费): neither is a share of the other."""
    known = Concepts.load().by_id
    named = [{c for m in each.concepts for c in m.concepts if c in known} for each in (one, other)]
    wholes = [{known[concept].part_of for concept in each} - {None} for each in named]
    return named[0].isdisjoint(named[1]) and not wholes[0].isdisjoint(wholes[1])


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
        notes.append(f"项目：{item_words(done)}")
    if done.basis == "change" and asked.basis != "change":
        notes.append(CHANGE_CARRIED)
    return replace(done, question=asked.question, carried=tuple(notes))
