"""The projects of a document: in a table of projects, by their tables of targets, or as activities of its duties."""

import re

from assistant.library import Holding
from assistant.names import bare
from assistant.rows import GOAL_TABLE, Listed, RowSet, span_of, table_rows
from index.cleaning import squash
from index.fact_rows import TableRow

_PROJECT_NAME = re.compile(r"项目名称|^项目$|专项）名称|专项名称")
_OF_PROJECTS = re.compile(r"项目|专项资金")
_OTHER_TABLE = re.compile(r"采购|收支|科目|指标值|[一二三]级指标")
_CLASS_COLUMN = re.compile(r"^(?:功能)?(?:分类)?科目(?:编码|代码|名称)$")
# The caption of a form that names no project: 项目支出绩效目标表（2024年度）.
_FORM = re.compile(
    r"^(?:\d{4}年度?)?(?:部门|单位)?(?:预算)?项目(?:支出)?(?:绩效)?(?:目标|自评)?(?:申报)?表?(?:（.*）)?$|^（"
)
_MONEY_OF_PROJECT = re.compile(r"^(?:预算数|年度预算数?|项目预算|预算金额|资金规模|项目金额|金额)$")


def goal_tables(holding: Holding) -> list[TableRow]:
    """The tables of performance targets, one for each project; the one for the whole office is not among them."""
    found = []
    for table in holding.tables:
        headers = "".join(table.headers)
        indicators = "指标值" in headers or ("一级指标" in headers and "三级指标" in headers)
        if indicators and not re.search(r"部门整体|整体支出", squash(table.caption)):
            found.append(table)
    return found


def project_table(holding: Holding) -> RowSet | None:
    """The rows of the table that lists projects with their money (项目支出表); ``None`` where there is none."""
    for table in holding.tables:
        headers = [squash(header) for header in table.headers]
        named = any(_PROJECT_NAME.search(header) for header in headers)
        if (
            not named
            or not _OF_PROJECTS.search(table.caption)
            or _OTHER_TABLE.search("".join((table.caption, *(h for h in headers if not _CLASS_COLUMN.match(h)))))
        ):
            continue
        rows = tuple(row for row in table_rows(holding, table) if not (row.is_total or _is_unit(row)))
        if len(rows) > 1 and all(any(fact.measure == "money" for fact in row.facts) for row in rows):
            return RowSet(bare(table.caption), rows, "个")
    return None


def _is_unit(row: Listed) -> bool:
    """Whether a row is a unit with its projects below it."""
    return any(fact.scope and squash(bare(fact.scope)) == squash(row.name) for fact in row.facts)


def projects(holding: Holding) -> RowSet | None:
    """Projects: the tables of performance targets by their captions, or the largest activities of one table."""
    tables = goal_tables(holding)
    if len(tables) >= 2:
        rows = []
        for table in tables:
            own = tuple(
                fact
                for fact in holding.facts
                if fact.locator.table == table.number
                and fact.amount is not None
                and _MONEY_OF_PROJECT.match(squash(bare(fact.label)))
            )
            span = table.caption_span or (table.start, table.start)
            name = GOAL_TABLE.sub("", squash(bare(table.caption))) or bare(table.caption)
            named = _named_inside(holding, table)
            if named is not None and _FORM.match(name):
                name, span = named
            rows.append(Listed(name, holding.row.id, span, own[:1]))
        if len({row.name for row in rows}) < len(rows):
            return None  # forms that do not say which project each is of
        return RowSet("有绩效目标表的项目", tuple(rows), "个")
    return activities(holding)


def _named_inside(holding: Holding, table: TableRow) -> tuple[str, tuple[int, int]] | None:
    """The project that the form of a table names, with its place."""
    named = (
        fact
        for fact in holding.facts
        if fact.locator.table == table.number and fact.kind == "text" and squash(bare(fact.label)) == "项目名称"
    )
    fact = next(named, None)
    return (bare(fact.text or ""), (fact.locator.start, fact.locator.end)) if fact is not None else None


def activities(holding: Holding, asked: str = "") -> RowSet | None:
    """The top rows of a table of duties and activities, or those below the top row that a question names."""
    for table in holding.tables:
        if not re.search(r"职责.{0,4}活动|工作活动", squash(table.caption)):
            continue
        budgets = [
            fact
            for fact in holding.facts
            if fact.locator.table == table.number and fact.path and fact.columns and "预算" in fact.columns[-1]
        ]
        tops = [fact for fact in budgets if len([label for label in fact.path if label]) == 1]
        under = next(
            (fact.path[0] for fact in tops if len(bare(fact.path[0])) > 2 and bare(fact.path[0]) in asked), None
        )
        if under is not None:
            tops = [
                fact for fact in budgets if fact.path[0] == under and len([label for label in fact.path if label]) > 1
            ]
        named: dict[str, Listed] = {}
        for fact in tops:
            name = [label for label in fact.path if label][-1 if under is None else 1]
            if name not in named:
                span = span_of(holding, table, name, fact)
                named[name] = Listed(bare(name), holding.row.id, span, (fact,))
        if named:
            title = "职责活动大类" if under is None else f"“{bare(under)}”下的工作活动"
            return RowSet(title, tuple(named.values()), "个")
    return None


def below_activity(holding: Holding, asked: str) -> RowSet | None:
    """The activities below the one that a question names; none where it names none."""
    found = activities(holding, asked)
    return found if found is not None and found.title.startswith("“") else None
