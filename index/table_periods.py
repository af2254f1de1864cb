"""The fiscal year of a table's cell and the account it belongs to, from its column, its row, the table and the publisher."""

import re

from index.cleaning import squash
from index.columns import ACCOUNT_ROW
from index.document import Cell, Table
from index.facts import Publisher

_ROW_YEAR = re.compile(r"((?:19|20)\d\d)年(?:度)?")
_COLUMN_YEAR = re.compile(r"((?:19|20)\d\d)年")
_PREVIOUS_COLUMN = re.compile(r"上年|去年|上一年")
_EXECUTED = re.compile(r"(?<!预算)(?:执行|完成)数$|实际支出数?$")


def period_of(cell: Cell, table: Table, publisher: Publisher, *, carried_out: bool) -> tuple[int | None, str]:
    """Fiscal year and basis of a cell: a year or 上年 in its column, the date of an asset table, else the document's."""
    columns = squash("".join((*cell.column_labels, *filter(ACCOUNT_ROW.fullmatch, map(squash, cell.row_labels)))))
    default = "final" if publisher.family == "final" or carried_out else "budget"
    if "资金支出计划" in "".join(cell.row_labels):
        return publisher.period, "plan"
    row_year = next((m for label in cell.row_labels if (m := _ROW_YEAR.fullmatch(squash(label)))), None)
    if row_year and publisher.period:
        year = int(row_year.group(1))
        return year, default if year == publisher.period else "previous"
    if table.date:
        return int(table.date[:4]), "stock"
    if "固定资产" in table.caption and publisher.period:
        return (publisher.period if publisher.family == "final" else publisher.period - 1), "stock"
    stated = _COLUMN_YEAR.search(columns)
    if stated and publisher.period and int(stated.group(1)) > publisher.period:
        planned = "预算" in columns or "计划" in columns  # beside the account of the year: the plan of the next
        return int(stated.group(1)), "budget" if planned else default
    if stated and publisher.period and int(stated.group(1)) != publisher.period:
        return int(stated.group(1)), "previous"
    if _PREVIOUS_COLUMN.search(columns) and "结转" not in columns and publisher.period:
        return publisher.period - 1, "previous"
    if "决算" in columns or _EXECUTED.search(columns):
        return publisher.period, "final"
    if "预算" in columns and default == "final" and "财政拨款" not in columns:
        return publisher.period, "budget"
    return publisher.period, default
