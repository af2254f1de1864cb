"""By how much an account misses the year's own budget, where the text prints that and not the budget itself.

一般公共预算财政拨款支出19,689.09万元，较年初预算数增加662.19万元: asked as 决算比年初预算多多少, the printed change answers.
"""

import re
from dataclasses import replace

from assistant.library import Library
from assistant.lookup import Evidence, look_up
from assistant.planning.plan import QueryPlan

_OWN = re.compile(r"(?P<name>年初|全年|调整)预算数?")
_BOTH = 2


def why_off_budget(plan: QueryPlan, library: Library) -> Evidence | None:
    """The reason printed behind the change of a final account against 年初预算; ``None`` where no such change is printed."""
    if plan.operation != "explain" or plan.basis != "final" or plan.parts:
        return None
    found = look_up(_changed(plan, plan, "年初预算"), library)
    return found if found.explained else None


def against_own_budget(plan: QueryPlan, library: Library) -> Evidence | None:
    """The printed change of the item against 年初预算; ``None`` where the question compares other things or none is printed."""
    if plan.operation not in {"compare", "difference"} or len(plan.parts) != _BOTH or plan.premises:
        return None
    item, budget = plan.parts
    named = _OWN.search(budget.folded)
    if named is None or item.entities != budget.entities or _OWN.search(item.folded):
        return None
    found = look_up(replace(_changed(item, plan, named.group()), operation="lookup", figure="printed"), library)
    return found if found.facts and found.reason is None else None


def _changed(item: QueryPlan, plan: QueryPlan, budget: str) -> QueryPlan:
    """An item asked for its change against a budget of the same year."""
    folded = f"{item.folded} 较{budget}"
    return replace(item, question=plan.question, basis="change", base_year=None, folded=folded, plain=None)
