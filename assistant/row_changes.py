"""Rows by what changed in them: 增幅最大的科目, 比上年减少的科目, 与上年持平的科目. The year's own amounts are no answer to these."""

import re
from dataclasses import replace

from assistant.planning.plan import QueryPlan
from assistant.planning.text import spaces
from assistant.rows import Listed
from index.facts import Fact

_ASKED = re.compile(
    r"增[加长减幅]|减少|减幅|降幅|下降|上升|降低|增多|变多|变少|持平|没变|不变|没有?变化|无变化|变化|变动"
)
_SAID = re.compile(rf"(?:{_ASKED.pattern})(?:额|率|数|幅度|比例)?")
_FLAT = re.compile(r"持平|没变|不变|没有?变化|无变化")
_UP = re.compile(r"增(?!减)|上升|变多")
_DOWN = re.compile(r"(?<!增)减|降|变少")
_RATE = re.compile(r"率|幅|百分|[%％]")
_LISTS = frozenset({"functional", "economic", "parts", "projects", "units", ""})


def change_asked(plan: QueryPlan) -> bool:
    """Whether rows are asked for by their change against another year or account."""
    return plan.over == "rows" and plan.row_kind in _LISTS and (_grown(plan) or _ASKED.search(plan.folded) is not None)


def without_change(plan: QueryPlan) -> QueryPlan:
    """A plan whose content does not say the change: what is left chooses rows."""
    return replace(plan, content=_SAID.sub(spaces, plan.content)) if change_asked(plan) else plan


def change_of(plan: QueryPlan, row: Listed) -> Fact | None:
    """The printed change of a row, in money or in per cent as it is asked for."""
    per_cent = plan.limit is not None and plan.limit.unit == "%"
    rate = _grown(plan) or per_cent or _RATE.search(plan.folded) is not None
    facts = (fact for fact in row.facts if fact.basis == "change" and fact.amount is not None)
    return next((fact for fact in facts if fact.amount and (fact.amount.unit == "%") == rate), None)


def has_way(plan: QueryPlan, change: Fact) -> bool:
    """Whether a change goes the way that is asked for; any does where none is."""
    moved = change.amount is not None and change.amount.value != 0
    if _FLAT.search(plan.folded):
        return not moved
    way = way_of(plan)
    return not way or (moved and change.direction == way)


def way_of(plan: QueryPlan) -> str:
    """增加 or 减少 as a question says, "" for neither or both."""
    said = plan.question if _grown(plan) else plan.folded  # the words for a rate of change are taken out
    up, down = _UP.search(said), _DOWN.search(said)
    return "" if bool(up) == bool(down) else "增加" if up else "减少"


def _grown(plan: QueryPlan) -> bool:
    return plan.figure == "growth"
