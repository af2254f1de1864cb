"""How much of the name of a fact's column a question says."""

import re
from functools import cache, lru_cache

from assistant.asked import Asked, covered
from assistant.planning.plan import QueryPlan
from assistant.planning.synonyms import canonical
from assistant.surroundings import link, printed
from index.columns import ACCOUNT_OF_YEAR, column_name
from index.concepts import Concepts
from index.facts import Fact
from index.funds import fund_in

# Columns that a question need not name: the figure of the row itself.
_DEFAULT_COLUMN = re.compile(
    r"^(?:合计|总计|小计|金额|(?:项目)?资金总额|总金额|预算金额|指标值|值|价值.*|本年(?:支出|收入)合计"
    rf"|{ACCOUNT_OF_YEAR})(?:[（(][千万亿]?元[）)])?$"
)
_PLAIN_HEADER = re.compile(
    r"^(?:(?:19|20)\d\d年?度?|本年度?|当年|年度|财政|拨款|一般公共预算|部门|预算|决算|执行|支出|收入|安排|数|金额|项目)+$"
)
_BRACKETS = re.compile(r"[（）()]")
_FUND_COLUMN = re.compile(
    r"(?:其中[:：])?(?:一般公共预算|政府性基金|国有资本经营)(?:预算)?(?:财政拨款)?(?:收入|支出|资金)?"
)
_LONG = 6


def column_fit(asked: Asked, fact: Fact, siblings: tuple[str, ...], free: str) -> float:
    """1 for a named column, nearly 1 for the row's own figure, 0 where the question names another column of the table."""
    if not fact.columns:
        return 1.0
    name = printed(column_name(fact.columns))
    said = column_said(name, asked, free)
    if fact.basis == "change" == asked.plan.basis and fact.kind != "text":
        return 1.0  # 增减额, where it is asked by how much it changed
    if said < 1.0 and any(column_said(other, asked, free) == 1.0 for other in siblings if other not in {name, ""}):
        return 0.3 * said
    if fact.prose and fact.label not in fact.columns:
        return 0.9
    if (_is_default(fact.columns, name) and fact.kind != "text") or printed(fact.columns[0]) == "指标值":
        return 1.0
    return 1.0 if _measure_names_column(asked.plan, name) else said


def _is_default(columns: tuple[str, ...], name: str) -> bool:
    """Whether a column holds the figure of its row itself: 合计, the year's 预算数, or the 小计 under such a header."""
    under = len(columns) > 1 and printed(columns[-1]) in {"小计", "合计"}
    return _DEFAULT_COLUMN.match(name) is not None or (under and _PLAIN_HEADER.match(printed(columns[-2])) is not None)


def column_said(name: str, asked: Asked, free: str) -> float:
    """How much of a column's name the question says: in one piece anywhere, or in scraps of ``free``."""
    if _FUND_COLUMN.fullmatch(name) and fund_in(name) == fund_in(asked.question):
        return 1.0  # 政府性基金 names the column 政府性基金预算财政拨款
    if len(name) == 1:
        return 1.0 if grade_said(name, asked.text) else 0.0
    linked = link(name) or _canonical_items().get(name)
    if linked and any(linked in mention.concepts for mention in asked.plan.concepts):
        return 1.0
    forms = _column_forms(name)
    if any(form in asked.text for form in forms):
        return 1.0
    scraps = max(sum(covered(form, free)) / len(form) for form in forms)
    # 公务用车运行维护费 is in scraps of 公务用车购置及运行维护费, which is another item.
    return min(scraps, 0.4) if linked and asked.plan.concepts else scraps


@lru_cache(maxsize=8192)
def _column_forms(name: str) -> frozenset[str]:
    """How a column may be called: 在职人数 for 年末在职人数, 目录序号 for 政府采购目录序号."""
    name = re.sub(r"^其中[:：]?", "", name) or name
    forms = {_BRACKETS.sub("", name), re.sub(r"（[^）]*）", "", name) or name}
    return frozenset(
        forms | {form.removeprefix("年末").removeprefix("政府采购") for form in forms if len(form) > _LONG - 1}
    )


@cache
def _canonical_items() -> dict[str, str]:
    """The budget items by their printed forms as matching writes them (公务用车采购费 for 公务用车购置费)."""
    known = Concepts.load().by_id.values()
    return {canonical(form): each.id for each in known if not each.id.isdigit() for form in (each.name, *each.printed)}


def grade_said(name: str, text: str) -> re.Match[str] | None:
    """A one-character column (优, 良, 中, 差) is named only as a grade: 评优, 为良, 中的标准."""
    if len(name) != 1:
        return None
    return re.search(rf"(?:^|[ 为评]|评价标准){name}(?:$|[ 的是对要]|标准)|{name}的?标准", text)


def _measure_names_column(plan: QueryPlan, name: str) -> bool:
    """数量 is named by 几辆, 多少张 or 面积; 单价 and 价值 only by their own words."""
    if name in {"数量", "面积"} and plan.measure in {"count", "area"}:
        return True
    return name.startswith("价值") and plan.measure == "money"
