"""The two sides of a comparison, so that each says what it is of: the item, the account, the unit, the row."""

from dataclasses import replace

from assistant.planning import words
from assistant.planning.carrying import in_row_of, with_item
from assistant.planning.plan import QueryPlan

_BOTH = 2


def alike(sides: list[QueryPlan]) -> list[QueryPlan]:
    """Sides that are compared for each unit alike: 台式计算机每台比打印设备贵多少."""
    per_unit = next((side for side in sides if side.figure == "per_unit"), None)
    if per_unit is None or len(sides) != _BOTH:
        return sides
    return [replace(side, figure="per_unit", row_kind=side.row_kind or per_unit.row_kind) for side in sides]


def of_accounts(sides: list[QueryPlan], said: tuple[str, ...]) -> list[QueryPlan]:
    """Sides that name an account only (公务接待费超过预算了吗): the other's item, on that account.

    Where both do (决算比年初预算多多少), the item is that of the question before.
    """
    only = [words.ONLY_ACCOUNT.match(text) for text in said]
    if len(sides) != _BOTH or not any(only):
        return sides
    item = sides[1] if only[0] else sides[0]
    unsaid = all(only)
    done = []
    for side, text, match in zip(sides, said, only, strict=True):
        if match is None:
            done.append(side)
            continue
        first = " 年初预算" if "年初" in text else ""
        same = replace(side, content="", folded="", concepts=(), codes=(), measure=None)
        same = same if unsaid else with_item(same, item)
        basis = "budget" if match["account"] == "预算" else "final"
        folded = (same.folded if unsaid else item.folded) + first
        done.append(replace(same, content=same.content + first, folded=folded, basis=basis, plain=None))
    return done


def of_one_row(sides: list[QueryPlan]) -> list[QueryPlan]:
    """Two columns of one row, of which only the first side says the row: 行政运行里基本支出多还是项目支出多."""
    if len(sides) != _BOTH or (sides[1].entities and sides[1].entities != sides[0].entities):
        return sides
    return [sides[0], in_row_of(sides[0], sides[1])]
