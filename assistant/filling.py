"""A question that was not understood, with its item and operation filled in by a model.

Bodies, years and amounts are never the model's to say: they are taken from the question as it was asked.
"""

import re
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.contract import Answer
from assistant.planning.carrying import completed
from assistant.planning.plan import QueryPlan

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SPENT = re.compile(r"实际|花[出掉了去]|用[掉去]|执行|决算")
_ACCOUNTS = {"budget": "预算", "final": "决算", None: ""}
# For each operation the least and the most items, what stands between them, and the question around them.
_QUESTIONS = {
    "lookup": (1, 3, "、", "{}{}是多少"),
    "explain": (1, 1, "", "{}{}为什么变化"),
    "define": (1, 1, "", "{}{}是什么意思"),
    "list": (1, 1, "", "{}{}有哪些"),
    "sum": (2, 3, "、", "{}{}合计是多少"),
    "difference": (2, 2, "比", "{}{}多多少"),
    "share": (2, 2, "占", "{}{}的比例是多少"),
    "growth": (1, 1, "", "{}{}比上年增长百分之几"),
}


class Slots(BaseModel):
    """What a model fills in: this object as JSON and nothing beside it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    items: list[Annotated[str, Field(min_length=2, max_length=40)]] = Field(min_length=1, max_length=3)
    operation: Literal["lookup", "explain", "define", "list", "sum", "difference", "share", "growth"]
    account: Literal["budget", "final"] | None


def question_of(slots: Slots) -> str | None:
    """The slots as a plain question without body and year; ``None`` where the items do not fit the operation."""
    least, most, between, question = _QUESTIONS[slots.operation]
    if not least <= len(slots.items) <= most:
        return None
    return question.format(between.join(slots.items), _ACCOUNTS[slots.account])


def filled(said: QueryPlan, asked: QueryPlan) -> QueryPlan | None:
    """The plan of the model's question with the bodies and years of the one that was asked.

    ``None`` where the model names a body, a year or a number of its own or another account, and where the question asked says
    something that would be lost.
    """
    own = said.named or said.unknown_place or said.periods or said.base_year or _NUMBER.search(said.folded)
    years = {str(year) for year in asked.periods}
    lost = (
        set(_NUMBER.findall(asked.folded)) - years
        or asked.limit
        or asked.base_year
        or asked.excluded
        or asked.unknown_place
    )
    if own or lost or (asked.named and not asked.entities) or said.basis not in _accounts(asked):
        return None
    return completed(said, replace(asked, content="", concepts=(), codes=(), parts=(), plain=None))


def _accounts(asked: QueryPlan) -> set[str | None]:
    """The accounts that a model may name: a budget may be named where none was, but not for money that was spent."""
    if asked.basis is None:
        return {"final"} if _SPENT.search(asked.folded) else {None, "budget", "change"}
    return {asked.basis}


def with_reading(answer: Answer, question: str) -> Answer:
    """The answer to a question that a model read, which says how it was read and by whom."""
    english = answer.language == "en"
    told = f"read as “{question}” (by a model)" if english else f"按“{question}”理解（由模型读出）"
    understood = answer.interpretation
    return answer.model_copy(
        update={"interpretation": understood.model_copy(update={"assumed": [*understood.assumed, told]})}
    )
