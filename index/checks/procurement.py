"""Government procurement: 数量 x 单价 = 金额, rows against the total, planned purchases against the procurement budget.

Domain section 6 (9) and 11: a procurement budget of 0 beside planned purchases of fixed assets, or beside projects and
indicators that buy equipment, is a contradiction; so are purchases 已列入政府采购预算 that exceed that budget.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from index.checks.disclosure import (
    Disclosure,
    amount_in,
    difference,
    is_money,
    named,
    plain,
    stated,
    sum_of,
    unit_of,
)
from index.checks.rounding import because, half_step, margin_of_sum, severity_of
from index.cleaning import normalise, squash
from index.document import Table
from index.facts import Fact
from index.findings import Finding, Place

_QUANTITY, _PRICE = re.compile(r"^(?:采购)?数量$"), re.compile(r"^(?:采购|预算)?单价")
_SUM_ROW = re.compile(r"^(?:合计|总计|小计)$")
_AMOUNT_COLUMN = re.compile(r"(?:合计|总计|总价|金额|预算数)$|金额")
_NONE = re.compile(
    r"(?:无|没有|未安排|不涉及|未编制)(?:安排)?(?:政府采购)(?:预算|项目|支出|事项|计划)?(?=[，。；、]|$)"
)
_LISTED = re.compile(r"(?:列入|纳入|编入|编制)(?:了)?(?:本年度?)?政府采购预算")
_BUYS = re.compile(r"采购|购置|购买|购入|新购")
_NO_GOODS = re.compile(r"率|服务|信息|成本|节约|资金|满意|合格|质量|完成|进度|次数|年限|贴息")
_THINGS = frozenset("台 辆 套 件 个 组 张 部 架 艘 把 只 块 条 支".split())
_SHOWN = 8


def quantity_and_price(disclosure: Disclosure) -> Iterator[Finding]:
    """数量 x 单价 against the amount of each purchase."""
    for table in disclosure.document.tables:
        for row in _purchases(disclosure, table):
            quantity, price, amount = row
            if quantity is None or price is None or amount is None or quantity.amount is None or price.amount is None:
                continue
            unit = unit_of(amount)
            each, paid = amount_in(price, unit), amount_in(amount, unit)
            if each is None or paid is None:
                continue
            missed = quantity.amount.value * each - paid
            margin = half_step(amount, unit) + half_step(price, unit) * abs(quantity.amount.value)
            severity = severity_of(missed, margin)
            if severity:
                message = (
                    f"采购“{named(amount)}”数量{plain(quantity.amount.value)}、单价{stated(price)}，相乘为"
                    f"{plain(quantity.amount.value * each)}{unit or ''}，而采购金额为{stated(amount)}，"
                    f"相差{difference(missed, unit)}{because(severity)}。"
                )
                yield disclosure.finding(
                    "quantity_and_price", severity, message, [disclosure.place(f) for f in (quantity, price, amount)]
                )


def procurement_total(disclosure: Disclosure) -> Iterator[Finding]:
    """All purchases of the table against its 合计 row and against the text."""
    told = [fact for fact in disclosure.levels if fact.concept == "procurement"]
    for table in disclosure.document.tables:
        amounts = [amount for _, _, amount in _purchases(disclosure, table) if amount is not None]
        if not amounts:
            continue
        rows = [
            fact
            for fact in disclosure.cells_in(table)
            if squash(fact.label) in {"合计", "总计"} and fact.columns == amounts[0].columns
        ]
        for total in (*rows[:1], *told[:1]):
            unit = unit_of(total)
            values = [value for fact in amounts if (value := amount_in(fact, unit)) is not None]
            missed = sum(values, Decimal(0)) - (amount_in(total, unit) or Decimal(0))
            severity = severity_of(missed, margin_of_sum([total, *amounts], unit))
            if severity and len(values) == len(amounts):
                message = (
                    f"政府采购预算{stated(total)}，与《{table.caption}》各项采购金额之和（{sum_of(values, unit)}）"
                    f"相差{difference(missed, unit)}{because(severity)}。"
                )
                yield disclosure.finding(
                    "procurement_total", severity, message, [disclosure.place(f) for f in (total, *amounts)]
                )


def purchases_without_budget(disclosure: Disclosure) -> Iterator[Finding]:
    """A procurement budget of 0 (or 无政府采购) beside planned fixed assets, or beside projects and indicators that buy."""
    none = _no_procurement(disclosure)
    if none is None:
        return
    words, place = none
    planned = _planned(disclosure)
    if planned is not None and planned.amount is not None and planned.amount.value:
        message = f"{words}，但本年度{named(planned)}{stated(planned)}{_said_to_be_listed(disclosure, planned)}。"
        yield disclosure.finding("planned_without_budget", "conflict", message, [place, disclosure.place(planned)])
        return
    bought = _bought(disclosure)
    if bought:
        told = list(dict.fromkeys(f"{named(fact)}{stated(fact)}" for fact in bought))
        listed = "、".join(told[:_SHOWN])
        more = f"等{len(told)}处" if len(told) > _SHOWN else ""
        zero = f"、{named(planned)}{stated(planned)}" if planned is not None else ""
        message = f"{words}{zero}，但文中安排了购置：{listed}{more}。"
        places = [place, *([disclosure.place(planned)] if planned is not None else ()), *map(disclosure.place, bought)]
        yield disclosure.finding("purchases_without_budget", "conflict", message, places)


def planned_above_budget(disclosure: Disclosure) -> Iterator[Finding]:
    """拟购置固定资产 said to be in the procurement budget cannot exceed it."""
    planned = _planned(disclosure)
    told = [fact for fact in disclosure.levels if fact.concept == "procurement"]
    if planned is None or not told or told[0].amount is None or not told[0].amount.value:
        return
    unit = unit_of(told[0])
    missed = (amount_in(planned, unit) or Decimal(0)) - (amount_in(told[0], unit) or Decimal(0))
    severity = severity_of(missed, margin_of_sum([planned, told[0]], unit))
    if severity == "conflict" and missed > 0 and _said_to_be_listed(disclosure, planned):
        message = (
            f"{named(planned)}{stated(planned)}，称已列入政府采购预算，而{named(told[0])}只有{stated(told[0])}，"
            f"相差{difference(missed, unit)}。"
        )
        yield disclosure.finding(
            "planned_above_budget", severity, message, [disclosure.place(f) for f in (told[0], planned)]
        )


def vehicles_without_assets(disclosure: Disclosure) -> Iterator[Finding]:
    """Money for running vehicles beside fixed assets of 0, or beside 0 vehicles: one of the two was not filled in."""
    running = next((fact for fact in disclosure.levels if fact.concept == "vehicle_running"), None)
    if running is None or running.amount is None or not running.amount.value:
        return
    held = [
        fact
        for fact in disclosure.amounts
        if fact.basis == "stock"
        and fact.amount is not None
        and not fact.amount.value
        and (fact.concept == "assets" or (fact.concept == "cars" and fact.measure == "count"))
    ]
    if held:
        message = (
            f"{named(held[0])}为{stated(held[0])}，却安排{named(running)}{stated(running)}，资产可能没有如实填列。"
        )
        yield disclosure.finding(
            "vehicles_without_assets", "slip", message, [disclosure.place(f) for f in (held[0], running)]
        )


def _purchases(disclosure: Disclosure, table: Table) -> list[tuple[Fact | None, Fact | None, Fact | None]]:
    """Quantity, price and amount of each purchase of a procurement table."""
    rows: dict[int, list[Fact]] = {}
    if not any(_PRICE.match(squash(header)) for header in table.headers):
        return []
    for fact in disclosure.cells_in(table):
        # A row without a name is the total whose 合计 stands in the column of the ordinals.
        if fact.columns and any(fact.path) and not _SUM_ROW.match(squash(fact.label)):
            rows.setdefault(fact.locator.row or 0, []).append(fact)
    found = []
    for facts in rows.values():
        columns = [(squash(fact.columns[-1]), fact) for fact in facts]
        quantity = next((fact for name, fact in columns if _QUANTITY.match(name)), None)
        price = next((fact for name, fact in columns if _PRICE.match(name)), None)
        paid = [f for name, f in columns if is_money(f) and _AMOUNT_COLUMN.search(name) and not _PRICE.match(name)]
        found.append((quantity, price, paid[0] if paid else None))
    return found


def _no_procurement(disclosure: Disclosure) -> tuple[str, Place] | None:
    """That there is no procurement: a figure 0, or a sentence that says so."""
    for fact in disclosure.levels:
        if fact.concept == "procurement":
            return (
                None
                if fact.amount is None or fact.amount.value
                else (f"{named(fact)}{stated(fact)}", disclosure.place(fact))
            )
    for sentence in disclosure.document.sentences:
        match = _NONE.search(normalise(sentence.text))
        if match:
            start, end = sentence.offsets[match.start()], sentence.offsets[match.end() - 1] + 1
            return f"文中称“{sentence.text[match.start() : match.end()]}”", disclosure.span(
                sentence.section, start, end, "政府采购"
            )
    return None


def _planned(disclosure: Disclosure) -> Fact | None:
    return next((fact for fact in disclosure.levels if fact.concept == "assets_planned"), None)


def _said_to_be_listed(disclosure: Disclosure, fact: Fact) -> str:
    sentence = disclosure.sentence_of(fact)
    return "，并称已列入政府采购预算" if sentence and _LISTED.search(normalise(sentence.text)) else ""


def _bought(disclosure: Disclosure) -> list[Fact]:
    """Things that the text, the project forms or the indicators buy, with a quantity or an amount of money."""
    found = []
    for fact in disclosure.amounts:
        words = squash("".join(fact.path[-2:] if fact.basis == "target" and not fact.prose else fact.path[-1:]))
        if (
            fact.amount is None
            or not fact.amount.value
            or not _BUYS.search(words)
            or fact.basis in {"change", "previous"}
        ):
            continue
        office_money = is_money(fact) and fact.locator.table is None and fact.concept in {None, "vehicle_purchase"}
        if (unit_of(fact) in _THINGS and not _NO_GOODS.search(words)) or (
            office_money and not re.search("服务|率", words)
        ):
            found.append(fact)
    return found
