"""Which figure of a row is asked for: that of the column that a question names, else the row's money."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.planning.plan import QueryPlan
from assistant.rows import Listed
from assistant.surroundings import column_key
from index.cleaning import squash
from index.facts import Fact

_MEASURES = (
    ("单价", re.compile(r"单价|最贵|最便宜")),
    ("数量", re.compile(r"数量|多少个|(?:多少|几)[台辆件把张套]")),
    ("价值", re.compile(r"价值|值")),
    ("预算资金", re.compile(r"预算资金")),
)
_MONEY_COLUMNS = tuple(
    re.compile(rf"^(?:{words})$")
    for words in ("合计|总计|总价|总金额", "金额|价值.*", "预算数|年度预算数|年初预算|本年支出合计", "预算资金")
)
_SHORT = 2
_SEVERAL = 2
_SCORE = re.compile(r"得分|评分|分数")
_LAST = re.compile(r"(?:得分|等次|等级)$")  # 得分 for 自评得分


def measured(plan: QueryPlan, row: Listed) -> Fact | None:
    """The figure of a row that is asked for: by the column named, else its money."""
    amounts = [fact for fact in row.facts if fact.amount is not None]
    for header, pattern in _MEASURES:
        if pattern.search(plan.folded):
            named = [fact for fact in amounts if fact.columns and fact.columns[-1].startswith(header)]
            if named:
                return named[0]
            if header in {"单价", "数量"} and not re.search(r"金额|多少钱|价值", plan.folded):
                return None
    if not amounts:
        return None
    if plan.limit is not None and plan.limit.unit == "分":  # 95分以上的项目: by their scores
        return next((fact for fact in amounts if fact.columns and _SCORE.search(_name(fact))), None)
    said = _said(plan, row)
    if said:
        return said[0] if said[0].amount is not None else None
    for pattern in _MONEY_COLUMNS:
        money = [fact for fact in amounts if fact.columns and pattern.match(squash(fact.columns[-1]))]
        if money:
            return money[0]
    one_sum = [fact for fact in amounts if fact.columns and fact.measure == "money"]
    of_account = [fact for fact in one_sum if fact.basis == (plan.basis or "final")]
    if len(one_sum) == 1 or len(of_account) == 1:
        return (of_account or one_sum)[0]  # 全年执行数 beside 全年预算数, of a final account
    bare_money = [fact for fact in amounts if not fact.columns and fact.measure == "money"]
    return bare_money[0] if bare_money else amounts[0] if len(amounts) == 1 else None


def each_column(plan: QueryPlan, rows: Sequence[Listed]) -> tuple[QueryPlan, ...]:
    """A plan for each column of a list that a question names (全年预算数和全年执行数); none where it names but one."""
    names = dict.fromkeys(_name(fact) for row in rows for fact in _said(plan, row) if fact.amount is not None)
    if len(names) < _SEVERAL:
        return ()
    asked = squash(plan.folded)
    others = [[other for other in names if other != name and name not in other] for name in names]
    return tuple(replace(plan, folded=_without(asked, each)) for each in others)


def column_said(plan: QueryPlan, rows: Sequence[Listed]) -> str:
    """The one column of a list that a question names, as it is printed; "" for none or several."""
    names = {squash(fact.columns[-1]) for row in rows for fact in _said(plan, row) if fact.amount is not None}
    return next(iter(names)) if len(names) == 1 else ""


def _said(plan: QueryPlan, row: Listed) -> list[Fact]:
    asked = squash(plan.folded)
    named = [fact for fact in row.facts if fact.columns and len(_name(fact)) > _SHORT and _name(fact) in asked]
    return named or [
        fact for fact in row.facts if fact.columns and _LAST.search(_name(fact)) and _name(fact)[-2:] in asked
    ]


def _name(fact: Fact) -> str:
    return column_key(fact.columns[-1])


def _without(text: str, words: Sequence[str]) -> str:
    for word in words:
        text = text.replace(word, " ")
    return text
