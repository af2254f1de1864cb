"""A plan to its result: which part of the program answers which kind of question."""

from dataclasses import replace

from assistant.computing import compute, printed_under_these_words
from assistant.consistency import check
from assistant.definition import define
from assistant.enumeration import enumerate_rows
from assistant.library import Library
from assistant.lookup import Evidence
from assistant.planning.operation_words import row_kind
from assistant.planning.plan import QueryPlan
from assistant.results import Result, Several

_SUMMED = frozenset({"projects", "procurement", "assets", "duties"})


def answered(plan: QueryPlan, library: Library) -> Result:
    """The result of a plan: facts, a computation, a list, or the reason why there is none."""
    if plan.operation == "several":
        return Several(plan, tuple(answered(part, library) for part in plan.parts))
    if plan.operation == "define":
        return define(plan, library)
    if plan.operation == "check":
        return check(plan, library)
    printed = printed_under_these_words(plan, library)
    if printed is not None:
        return printed
    if plan.over == "rows":
        return enumerate_rows(plan, library)
    result = compute(plan, library)
    kind = row_kind(plan.question)
    if (
        plan.operation == "sum"
        and isinstance(result, Evidence)
        and result.reason == "not_disclosed"
        and kind in _SUMMED
    ):
        rows = enumerate_rows(replace(plan, over="rows", row_kind=kind), library)
        return result if isinstance(rows, Evidence) else rows
    return result
