"""A project's amount in the text against its own form or table, and projects against all project spending.

Domain section 6: projects of the 绩效 tables are part of 项目支出: together they may be less (allowed), never more.
"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from index.checks.disclosure import PERFORMANCE, Disclosure, amount_in, difference, is_money, named, stated, unit_of
from index.checks.rounding import because, severity_of_pair
from index.checks.similarity import project_key, same_project
from index.cleaning import squash
from index.document import Table
from index.facts import Fact
from index.findings import Finding

_BUDGET = re.compile(
    r"^(?:(?:项目)?(?:预算|资金)(?:总额|总量|数|额|金额)|(?:项目)?(?:总)?预算|预算安排|资金规模|项目资金)$"
)
_ALL_ITS_MONEY = re.compile(r"^(?:合计|总计|资金总额|项目资金(?:总额)?|预算数|预算金额|项目预算(?:金额)?|金额)$")
_NAME_LENGTH = 6
_FLOW = re.compile(r"(?:收入|支出|合计|总计|结转|结余)$")
_NAME = re.compile(r"^项目名称$")
_ACTIVITY_BUDGET = re.compile(r"年度预算数?$|项目预算数?$|预算金额$")


def project_amounts(disclosure: Disclosure) -> Iterator[Finding]:
    """项目支出…包括：网站维护20万元 against the project's own form: 预算数20.8万元."""
    told = [fact for fact in disclosure.levels if not fact.concept]
    told += [fact for fact in disclosure.cells if _is_project(fact)]
    for table in disclosure.document.tables:
        budget = _form_budget(disclosure, table)
        if budget is None:
            continue
        name = _project_name(disclosure, table)
        twins = [fact for fact in told if same_project(fact.label, name)]
        if not twins or len({project_key(fact.label) for fact in twins}) > 1:
            continue
        severity = severity_of_pair(twins[0], budget, unit_of(budget))
        if severity:
            missed = (amount_in(twins[0], unit_of(budget)) or Decimal(0)) - (
                amount_in(budget, unit_of(budget)) or Decimal(0)
            )
            message = (
                f"项目“{named(twins[0])}”在{_where(twins[0])}中为{stated(twins[0])}，在项目表《{table.caption}》中为{stated(budget)}，"
                f"相差{difference(missed, unit_of(budget))}{because(severity)}。"
            )
            yield disclosure.finding(
                "project_amount", severity, message, [disclosure.place(f) for f in (twins[0], budget)]
            )


def listed_projects(disclosure: Disclosure) -> Iterator[Finding]:
    """A project with its money in the text and in tables, or in two tables, under the very same name."""
    told: dict[tuple[str, int | None, str], list[Fact]] = {}
    for fact in filter(_is_project, (*disclosure.levels, *disclosure.cells)):
        told.setdefault((project_key(fact.label), fact.period, fact.basis), []).append(fact)
    for first, *others in told.values():
        # A project of several units, or told of by year, has several rows in one table: none of them is all of it.
        places = Counter(fact.locator.table for fact in (first, *others))
        for fact in others if max(places.values()) == 1 else ():
            severity = severity_of_pair(first, fact, unit_of(first))
            if severity:
                missed = (amount_in(first, unit_of(first)) or Decimal(0)) - (
                    amount_in(fact, unit_of(first)) or Decimal(0)
                )
                message = (
                    f"项目“{named(first)}”两处数额不同：{_where(first)}为{stated(first)}，{_where(fact)}为{stated(fact)}，"
                    f"相差{difference(missed, unit_of(first))}{because(severity)}。"
                )
                yield disclosure.finding(
                    "project_amount", severity, message, [disclosure.place(f) for f in (first, fact)]
                )


def _is_project(fact: Fact) -> bool:
    """Whether a figure is all the money of something that only its name tells: no budget item, no class, no target."""
    column = squash(fact.columns[-1]) if fact.columns else ""
    whole = _ALL_ITS_MONEY.match(column) if fact.locator.table is not None else len(fact.path) > 1
    own_name = squash(fact.label) != squash(fact.scope or "")
    known = fact.concept or fact.code or fact.basis not in {"budget", "final"} or not is_money(fact)
    named = len(squash(fact.label)) >= _NAME_LENGTH and not _FLOW.search(squash(fact.label))
    return bool(whole) and not known and own_name and named


def _where(fact: Fact) -> str:
    return "文字说明" if fact.locator.table is None else f"《{squash(fact.caption)}》"


def projects_within_spending(disclosure: Disclosure) -> Iterator[Finding]:
    """The projects of the forms, and the activities of a 职责活动 table, cannot cost more than 项目支出."""
    spending = next((fact for fact in disclosure.levels if fact.concept == "project"), None)
    if spending is None:
        return
    forms = [budget for table in disclosure.document.tables if (budget := _form_budget(disclosure, table))]
    for amounts in (forms, *(_activities(disclosure, table) for table in disclosure.document.tables)):
        unit = unit_of(spending)
        values = [value for fact in amounts if (value := amount_in(fact, unit)) is not None]
        missed = sum(values, Decimal(0)) - (amount_in(spending, unit) or Decimal(0))
        if len(values) < 1 or missed <= len(values):  # text in whole 万元 hides up to one 万元 per project
            continue
        message = (
            f"各项目预算合计{difference(sum(values, Decimal(0)), unit)}，多于{named(spending)}{stated(spending)}，"
            f"多出{difference(missed, unit)}。"
        )
        yield disclosure.finding(
            "projects_above_spending", "conflict", message, [disclosure.place(fact) for fact in (spending, *amounts)]
        )


def _form_budget(disclosure: Disclosure, table: Table) -> Fact | None:
    """The one amount of a project form that is the project's budget."""
    found = [
        fact
        for fact in disclosure.facts_in(table)
        if fact.amount is not None and is_money(fact) and _BUDGET.match(squash(fact.label)) and fact.basis != "target"
    ]
    performance = any(
        PERFORMANCE.search(part) for part in (*disclosure.document.section_path(table.section), table.caption)
    )
    return found[0] if len(found) == 1 and performance else None


def _project_name(disclosure: Disclosure, table: Table) -> str:
    for fact in disclosure.facts_in(table):
        if fact.kind == "text" and _NAME.match(squash(fact.label)):
            return fact.value_text
    return table.caption


def _activities(disclosure: Disclosure, table: Table) -> list[Fact]:
    """The top rows of a table of activities with their yearly budget."""
    found = (
        fact
        for fact in disclosure.cells_in(table)
        if is_money(fact)
        and len(fact.path) == 1
        and fact.columns
        and _ACTIVITY_BUDGET.search(squash(fact.columns[-1]))
        and PERFORMANCE.search("".join((*fact.section, fact.caption)))
        and squash(fact.label) not in {"合计", "总计", "小计"}
    )
    # A table of targets prints a project's budget in each of its rows.
    return list({(squash(fact.label), fact.value_text): fact for fact in found}.values())
