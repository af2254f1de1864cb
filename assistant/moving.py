"""A follow-up that stays in the table of the answer before: another column of its row, or another row of its column."""

import re
from dataclasses import dataclass, replace

from assistant.library import Library
from assistant.lookup import Evidence
from assistant.planning.carrying import free_words, joined
from assistant.planning.plan import QueryPlan
from assistant.planning.text import blanked
from assistant.results import Result
from assistant.surroundings import column_key, row_key
from index.cleaning import squash

_AT_END = re.compile(r"^年末(?=.{2})")
_ACCOUNT = re.compile(r"(?:预算|决算|执行)数?")
_AROUND = re.compile(r"^那?(?:么|个)?|(?:的)?呢?[？?。]?$")
_AMOUNT = r"(?:采购)?(?:总?金额|总价|总额|价格)"  # how the amount of a row is asked for, whatever its column is called
_SHORTEST = 2
_TELLING = 4


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where in a table a figure stands: the name of its column, those of the other columns of its row and of the other rows.

    ``of_class``: its row is a class of functions, of which 基本支出 and 项目支出 are parts.
    """

    column: str
    columns: frozenset[str]
    rows: frozenset[str]
    of_class: bool = False


def place_of(result: Result, library: Library) -> TablePlace | None:
    """The place of the figure that answers; ``None`` for prose, for several figures and for none."""
    if not isinstance(result, Evidence) or not result.facts or result.also or result.rivals:
        return None
    fact = result.facts[0]
    if fact.locator.table is None or not fact.columns:
        return None
    same = [
        other
        for other in library.holding_of(fact.document).facts
        if other.locator.table == fact.locator.table and not other.prose and other.columns
    ]
    return TablePlace(
        _name(fact.columns[-1]),
        frozenset(_name(other.columns[-1]) for other in same if row_key(other) == row_key(fact)),
        frozenset(_name(other.path[-1]) for other in same if other.path and row_key(other) != row_key(fact)),
        of_class=(fact.code or "").startswith("2"),
    )


def moved(plan: QueryPlan, before: QueryPlan, place: TablePlace) -> QueryPlan | None:
    """The follow-up inside the table; ``None`` where it names neither a column of the row nor a row of the column that was named.

    森林防火专项花了多少 | 执行率呢; 农林水支出的基本支出 | 项目支出呢; 执行率是多少 | 油茶产业发展呢.
    """
    plain = plan.operation == "lookup" and plan.figure == "printed" and not (plan.parts or plan.over or plan.periods)
    if not plain or (plan.named and plan.entities != before.entities) or not plan.content.strip():
        return None
    asked = squash(plan.content)
    named = len(place.column) >= _SHORTEST and place.column in squash(before.content)
    column = _column(asked, place)
    # 项目支出 may be the whole body's as well, but not behind a class of functions.
    own = named or place.of_class or not plan.concepts or _ACCOUNT.fullmatch(column)
    if column and own:
        said = plan if column == _name(asked) else replace(plan, content=column, folded=column, concepts=())
        return replace(joined(said, _without(before, place.column)), basis=plan.basis)
    whole = _AROUND.sub("", squash(plan.folded))  # a row may begin with the name of the body: 蔚县水务局机关
    rows = [row for row in place.rows if row in {asked, whole} or (row.endswith(asked) and len(asked) >= _TELLING)]
    if len(rows) == 1 and named:
        return replace(joined(plan, _only(before, place.column)), basis=plan.basis or before.basis)
    return None


def _column(asked: str, place: TablePlace) -> str:
    """The other column of the row that some words name, in full or by a part that no other column has; "" for none."""
    name, others = _name(asked), place.columns - {place.column}
    if name in others:
        return name
    near = [
        column
        for column in others
        if (len(asked) >= _SHORTEST and asked in column)
        or (len(column) > _SHORTEST and column in asked and not free_words(asked.replace(column, " ")))
    ]
    return near[0] if len(near) == 1 else ""


def _without(plan: QueryPlan, words: str) -> QueryPlan:
    """A plan that does not say the column."""
    spans = [match.span() for match in re.finditer(rf"{re.escape(words)}|{_AMOUNT}", plan.content)]
    kept = tuple(m for m in plan.concepts if not any(start <= m.start and m.end <= end for start, end in spans))
    return replace(plan, content=blanked(plan.content, spans), folded=plan.folded.replace(words, " "), concepts=kept)


def _only(plan: QueryPlan, words: str) -> QueryPlan:
    """A plan that says the column and nothing else."""
    start = plan.content.find(words)
    if start < 0:
        return replace(plan, content=words, folded=words, concepts=(), codes=())
    inside = (m for m in plan.concepts if start <= m.start and m.end <= start + len(words))
    kept = tuple(replace(m, start=m.start - start, end=m.end - start) for m in inside)
    return replace(plan, content=words, folded=words, concepts=kept, codes=())


def _name(label: str) -> str:
    return _AT_END.sub("", column_key(label))
