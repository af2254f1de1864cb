"""A question in other words, held against the one that was asked: it may name the item otherwise, and nothing else."""

import re

from assistant.contract import Answer
from assistant.planning.plan import QueryPlan

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SPENT = re.compile(r"实际|花[出掉了去]|用[掉去]|执行|决算")


def asks_the_same(rewritten: QueryPlan, asked: QueryPlan) -> bool:
    """Whether both name the same bodies, years and numbers, and the same account (预算 or 决算)."""
    return (
        _places(rewritten) == _places(asked)
        and set(rewritten.periods) == set(asked.periods)
        and rewritten.base_year == asked.base_year
        and rewritten.basis in _accounts(asked)
        and rewritten.excluded == asked.excluded
        and set(_NUMBER.findall(rewritten.folded)) == set(_NUMBER.findall(asked.folded))
    )


def _accounts(asked: QueryPlan) -> set[str | None]:
    """The accounts that a rewritten question may name: a budget may be named where none was, but not for money that was spent."""
    if asked.basis is None:
        return {"final"} if _SPENT.search(asked.folded) else {None, "budget"}
    return {asked.basis}


def _places(plan: QueryPlan) -> tuple[object, ...]:
    return (
        {entity.name for entity in plan.entities},
        set(plan.regions_asked),
        plan.organisation_asked,
        plan.unknown_place,
    )


def with_reading(answer: Answer, question: str) -> Answer:
    """The answer to a rewritten question, which says how the question was read and by whom."""
    english = answer.language == "en"
    told = f"read as “{question}” (rewritten by a model)" if english else f"按“{question}”理解（由模型改写）"
    understood = answer.interpretation
    return answer.model_copy(
        update={"interpretation": understood.model_copy(update={"assumed": [*understood.assumed, told]})}
    )
