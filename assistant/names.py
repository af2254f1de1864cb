"""What facts are called in answers: printed labels without their numbers, with the column where that says more."""

import re

from index.cleaning import squash
from index.columns import ACCOUNT_OF_YEAR, ACCOUNT_ROW, column_name, squash_label
from index.concepts import Concepts
from index.facts import Fact
from index.funds import EVERY, NARROW, fund_in, fund_of
from index.levels import LEVEL, OWN_LEVEL
from index.running_heads import head_of
from index.sections import numbering

# Columns that say no more than year and account, which the answer states anyway.
_PLAIN_COLUMNS = re.compile(rf"^(?:合计|总计|金额|指标值|值|{ACCOUNT_OF_YEAR})(?:[（(][千万亿]?元[）)])?$")


_TOTALS = frozenset({"合计", "总计"})
_SPLITS = frozenset({"basic", "project", "personnel", "public_funds"})


_RESERVE = "227"
_TRANSFER = re.compile(r"转移支付|补助")
_BUDGET_TOTAL = re.compile(r"(?:一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?)(?:财政拨款)?(?:收入|支出)$")
_WHOSE = re.compile(r"(?:[省市县区州乡镇]?本级|上级|中央|[省市县区州]级)(?:补助|资金|财政|安排|支出)?")


def label(fact: Fact) -> str:
    """What a fact is called in an answer: its own label, with its column where that says more, and the fund of a table of one."""
    name, fund = _own_name(fact), fund_of(fact)
    if fact.scope is not None and squash(fact.scope) not in squash(name):
        name = f"{fact.scope}的{name}"
    shown = fund in NARROW or (
        fund != EVERY and fact.basis == "previous"
    )  # the year before, as one fund's table tells it
    return f"{name}（{fund}）" if shown and fact.locator.table is not None and fund_in(name) != fund else name


def _own_name(fact: Fact) -> str:
    own = bare(fact.label)
    if fact.prose and len(fact.path) > 1 and _WHOSE.fullmatch(squash(own)):
        return f"{bare(fact.path[-2])}（{own}）"  # 一般公共服务支出2.89亿元，其中：区本级…，上级361万元
    level = head_of(fact.path[0])[0] if fact.prose and len(fact.path) > 1 and fact.basis != "rate" else ""
    if OWN_LEVEL.match(level) and level not in squash(fact.entity) and not LEVEL.search(squash(own)):
        return f"{own}（{level}）"  # 市本级收入8亿元，其中税收收入5亿元
    if fact.prose and (_of_reserve(fact) or _of_transfer(fact)):
        return f"{bare(fact.path[-2])}中的{own}"
    if fact.locator.table is None and fact.basis == "rate" and len(fact.path) > 1:
        return f"{bare(fact.path[-2])}{own}"  # 完成预算的95% of what
    if fact.locator.table is None:
        return f"{own}的{bare(fact.path[-2])}" if fact.scope == fact.label and fact.scope else own
    if fact.prose:
        rows = [bare(part) for part in fact.path if part and not part.isdigit() and part not in fact.columns]
        within = f"{rows[-1]}的" if rows and rows[-1] != own else ""
        return f"“{bare(fact.caption)}”的{within}{own}"
    labels = [bare(part) for part in fact.path if part and not part.isdigit()]
    labels = [label for label in labels if not ACCOUNT_ROW.fullmatch(squash(label))] or labels
    if len(labels) >= 3 and fact.columns and fact.columns[0].startswith(("指标值", "评（扣）分")):
        own = labels[2]
    elif labels:
        own = labels[-1]
    if squash(own) == "小计" and len(labels) > 1:
        own = f"{labels[-2]}{own}"  # the total of one unit or kind, which stands in front
    if squash(own) in _TOTALS:
        if fact.columns and Concepts.load().link(fact.columns[-1]):
            return bare(fact.columns[-1])  # the total of a column that is about one item
        own = f"{_total_of(fact)}{own}"
    own = re.sub(r"（(?:平方米|台、?辆|辆|台|套|个|台（套）)）$", "", own)
    # 增减额 says no more than 增加; 项目支出 below it says what changed.
    split = next((part for part in reversed(fact.columns) if Concepts.load().link(part) in _SPLITS), "")
    column = split if fact.basis == "change" else column_name(fact.columns)
    column = re.sub(r"^其中[:：]?", "", column)
    if column.startswith("价值"):
        return f"{own}价值"
    if fact.columns and fact.columns[0] == "指标值":
        return f"{own}（指标值）"
    if fact.scope is not None and fact.label == fact.scope and (not column or _PLAIN_COLUMNS.match(squash(column))):
        return f"{own}（《{bare(fact.caption)}》{squash(column)}）" if fact.caption else own
    if fact.scope is None and column and squash(column) in _TOTALS and squash(own) == squash(fact.entity):
        return f"{_total_of(fact)}{squash(column)}"  # the row of the department itself is the total of its table
    if not column or _PLAIN_COLUMNS.match(squash(column)) or bare(column) == own:
        return f"{fact.code} {own}" if fact.code else own
    if column == "数量" and fact.measure == "area":
        column = "面积"
    name = f"{own}的{column}" if len(column) > 1 else f"{own}评价标准“{column}”"
    return f"{fact.code} {name}" if fact.code else name


def _of_reserve(fact: Fact) -> bool:
    """Whether a figure is what was spent of the reserve (预备费, class 227) on another class, and not all of that class."""
    return len(fact.path) > 1 and Concepts.load().link(fact.path[-2]) == _RESERVE


def _of_transfer(fact: Fact) -> bool:
    """Whether a figure of a budget is what a transfer brought it (专项转移支付收入，其中一般公共预算收入), and not all of that budget."""
    return (
        len(fact.path) > 1
        and _TRANSFER.search(fact.path[-2]) is not None
        and bool(_BUDGET_TOTAL.match(squash(fact.label)))
    )


def _total_of(fact: Fact) -> str:
    """What a 合计 row sums: its item where that is known, else its table."""
    if len(fact.columns) > 1 and fact.columns[0] in {"收入", "支出"}:
        return f"{fund_of(fact)}{fact.columns[0]}"
    known = Concepts.load().by_id.get(fact.concept or "")
    if known and known.id in {"income", "expenditure"}:
        return f"{fund_of(fact)}{known.name}"
    return known.name if known else f"《{bare(fact.caption)}》" if fact.caption else ""


def bare(text: str) -> str:
    """A printed label without its number and 其中."""
    cleaned = squash_label(text)
    number = (
        numbering(squash(cleaned)) if (cleaned and not cleaned[0].isalpha()) or numbering(squash(cleaned)) else None
    )
    if number:
        squashed = squash(cleaned)
        cleaned = squashed[number.length :] if squashed[number.length :] else cleaned
    return re.sub(r"^其中[:：]", "", cleaned)
