"""A figure that a document prints under the very words of an operation: 税收增长率, 人均成本, 采购数量几台."""

import re

from assistant.asked import covered
from assistant.library import Library
from assistant.lookup import Evidence, look_up
from assistant.planning.carrying import free_words
from assistant.planning.operation_words import PLURAL
from assistant.planning.plan import QueryPlan
from index.cleaning import squash

_TOTAL = re.compile(r"合计|总计|小计")
_TOTAL_NAME = re.compile(r"总(?:数|额|量|人数|编制|计)$|合计$")
_SIDE_TOTAL = re.compile(r"(?<=..)(?:收入|支出)(?:总计|合计|总量|总额)$")
_SET_UP = re.compile(r"^(?:内设机构|内设|下设)(?=.)")
_NAMED = 0.4
_NAME = 4


def printed_under_these_words(plan: QueryPlan, library: Library) -> Evidence | None:
    """A figure that is printed under the very words of an operation (税收增长率, 人均成本, 采购数量几台)."""
    plain = plan.plain
    if plain is None or plan.over == "entities" or plan.each_named or plan.operation == "check":
        return None
    evidence = look_up(plain, library)
    if plan.limit is not None and evidence.reason == "blank" and plan.limit.words in "".join(evidence.near[0].path):
        return evidence
    if evidence.reason is not None or not (evidence.facts or evidence.quote):
        return None
    if plan.operation in {"difference", "compare"} and plain.basis != "change":
        named = evidence.facts and re.search(r"超过|比|较|占|差|最", evidence.facts[0].label)
        return evidence if named else None
    if plan.operation == "count" and not _names_it(plain, evidence):
        return None
    fact = evidence.facts[0] if evidence.facts else None
    counted = plan.operation == "count" and fact is not None and fact.measure == "count"
    if plan.row_kind == "units" and fact is not None and fact.amount is not None and fact.scope is None and not counted:
        return None  # 各单位的项目支出: the department's own says nothing of each
    total = fact is not None and fact.locator.table is not None and _TOTAL.fullmatch(squash(fact.label)) is not None
    if plan.over == "rows" and total and not _TOTAL.search(plan.question):
        return None  # 各项目执行率: the total's says nothing of each
    several = plan.operation == "list" and PLURAL.search(plain.folded)
    if plan.operation in {"list", "count", "difference", "compare"} and not evidence.rivals and not several:
        return evidence
    labels = (
        "".join((*evidence.facts[0].path, evidence.facts[0].label, *evidence.facts[0].columns))
        if evidence.facts
        else ""
    )
    if plan.limit is not None and plan.limit.words in labels:
        return evidence
    label = squash(fact.label) if fact is not None else ""
    items = [squash(plan.content[mention.start : mention.end]) for mention in plan.concepts]
    several_items = len(items) > 1 and not all(item in label for item in items)
    side = _SIDE_TOTAL.search(label)
    if plan.operation == "sum" and side and side.group() in squash(plan.question) and not several_items:
        return evidence  # 支出总计, printed as 一般公共预算支出总计
    adds_up = _TOTAL_NAME.search(label) is not None or "累计" in label
    single = len(plan.periods) <= 1 and not (plan.over or plan.parts)
    alone = single and len(label) >= _NAME and not free_words(plan.content.replace(label, ""))
    if plan.operation == "sum" and (adds_up or alone) and label in squash(plan.question) and not several_items:
        return evidence  # 编制总数, 全区累计可用财力, printed as such; 拨款收入与三公经费合计 is no 三公经费合计
    words = {"growth": r"率|幅", "per_unit": r"均|每", "share": r"占|率|比|分", "printed": r"$^"}.get(
        plan.figure, r"$^"
    )
    return evidence if re.search(words, labels) else None


def _names_it(plain: QueryPlan, evidence: Evidence) -> bool:
    """Whether a question for a number names the thing counted, and a number of it is printed (采购台式计算机几台)."""
    if not evidence.facts:
        return False
    fact = evidence.facts[0]
    label = _SET_UP.sub("", squash(fact.path[-1] if fact.path else fact.label))
    said = sum(covered(label, squash(plain.folded))) / max(len(label), 1)
    return fact.measure != "money" and said >= _NAMED
