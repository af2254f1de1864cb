"""Figures that a clause only adds to the one before: the budget and how much of it was done, a whole and what share of it that is."""

import re

from index.amount import NumberToken, dimension
from index.clauses import Clause, State, parents_of
from index.labelled_number import LabelledNumber

# 公务接待费支出5.12万元，完成预算8万元的64%: the budget of the item before it, and a rate of that.
_COMPLETED = re.compile(
    r"(?:完成了?|为|是|相当于)(?:年初|全年|年度|调整后?)?的?(?:预算|(?:收入|支出)?(?:计划|任务))(?:数|安排)?$"
    # 完成调整后预算收入489000万元的100.5%, 完成年度一般公共预算收入预期目标380000万元的110%: the item once more
    r"|(?:完成了?|为)(?:年初|全年|年度|调整后?)?的?(?:预算|(?:一般公共|公共财政|政府性基金|国有资本经营|基金)?预算)(?P<side>收入|支出)"
    r"(?:年初|调整)?(?:预期|预算)?(?:数|目标)?$"
    # 完成区人大常委会批准支出调整预算76亿元的99.7%
    r"|(?:完成了?|为)[^，。；]{2,30}(?:批准|通过|审议)的?(?:收入|支出)?(?:年初|全年|调整后?)?的?预算(?:数|安排)?$"
)
_OF_BUDGET = re.compile(r"的(?:比例为)?(?=\d|[-—]{1,2}[%％])")  # 预算0万元的--%: no share of nothing
# 收入95802万元，占预算80641万元的118.8%: more than all of it can be a share of its own budget alone
_PART_OF_BUDGET = re.compile(r"占(?:年初|全年|调整后?)?预算(?:数|的)?")
_MORE_THAN_ALL = re.compile(r"的(?:比例为)?1\d\d(?:\.\d+)?[%％]")
# 民生支出138966万元，占一般公共预算支出165720万元的84%: the whole, and the share of it
_SHARE_OF = re.compile(r"占(?P<whole>(?!(?:年初|全年|调整后?)?预算)[^，。；\d]{2,30}?)(?:总额)?")


def of_figure_before(token: NumberToken, clause: Clause, state: State) -> LabelledNumber | None:
    """A figure that its clause only adds to the one before: 完成预算8万元的64%, 减少18.50万元（65.37%）."""
    completed, state.completes = state.completes, ""
    own = _COMPLETED.search(clause.stripped) or (
        _PART_OF_BUDGET.fullmatch(clause.stripped) and _MORE_THAN_ALL.match(clause.text, token.end)
    )
    again = own.groupdict().get("side") if own else None
    if state.item and own and (not again or again in state.item[-6:]) and _OF_BUDGET.match(clause.text, token.end):
        later = "调整" if "调整" in own.group() else ""
        state.completes = f"完成{later}预算"
        label = f"{state.item}调整预算" if later else state.item
        return LabelledNumber(token, label, parents_of(state), "value", account="budget")
    share = _SHARE_OF.fullmatch(clause.stripped)
    if share and state.last and dimension(token.unit) == "money" and _OF_BUDGET.match(clause.text, token.end):
        state.completes = f"占{share['whole']}"
        return LabelledNumber(token, share["whole"], (), "value")
    if completed and token.unit == "%":
        return _rate(token, completed, state)
    if not clause.stripped and token.unit == "%" and state.changed and clause.text[clause.at : clause.start] == "（":
        direction, base = state.last_change
        return LabelledNumber(token, state.last, parents_of(state), "change", direction, base)
    return None


def _rate(token: NumberToken, rate: str, state: State) -> LabelledNumber:
    """完成预算的77.5%, 占三公经费的12%: a rate of the figure before it, and no new item."""
    return LabelledNumber(token, rate, (state.last,), "rate")
