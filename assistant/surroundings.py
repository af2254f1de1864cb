"""What stands around a fact, prepared once per document: the words that may explain a question, and the items it belongs to."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.planning.synonyms import canonical
from index.amount import dimension
from index.cleaning import squash
from index.concepts import Concepts, label_key
from index.entities import entity_of
from index.fact_rows import TableRow
from index.facts import Fact
from index.funds import NARROW, fund_in
from index.running_heads import head_of

SHORT_TEXT = 40
_BODY = 3
_ENDS = ("局", "厅", "委员会", "办事处", "中心", "院", "校")
_PART_TABLE = re.compile(r"三公|基本支出|项目支出|采购|基金|国有资本|会议|培训")
_TOTAL = re.compile(r"(?:合计|总计|小计|金额)$")
_BRACKETS = re.compile(r"[（）()]")
_UNIT_BEHIND = re.compile(r"（[^（）]*）$")


@dataclass(frozen=True, slots=True)
class Around:
    """The other texts of a fact's row and its table's headers; ``words`` is all that may explain a question about the fact,
    ``row_words`` also the other columns of its row; ``concepts`` are the budget items that its labels and code stand for."""

    row: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    label_headers: tuple[str, ...] = ()
    row_columns: tuple[str, ...] = ()
    words: str = ""
    row_words: str = ""
    concepts: frozenset[str] = frozenset()


@lru_cache(maxsize=65_536)
def printed(label: str) -> str:
    """A printed label as matching compares it."""
    return canonical(squash(label))


@lru_cache(maxsize=65_536)
def bare(label: str) -> str:
    """A printed label without its number, qualifiers and unit, as matching compares it."""
    return canonical(label_key(label))


def without_head(label: str, question: str) -> str:
    """A label without the level and the budget in front of it, where a question that names no fund may leave them out.

    一般公共预算基本支出 goes by 基本支出; 政府性基金基本支出 is a part of it only.
    """
    level, budget = head_of(label)
    left_out = level or fund_in(budget) not in NARROW
    if not left_out or fund_in(question):
        return label
    words = squash(label)  # 全省地方一般公共预算支出总计 goes by 支出总计
    return words[words.index(budget) + len(budget) :] if budget else words.removeprefix(level)


@lru_cache(maxsize=65_536)
def column_key(label: str) -> str:
    """The name of a column without its qualifiers and the unit behind it (执行率（%）)."""
    return _UNIT_BEHIND.sub("", label_key(label))


@cache
def link(label: str, parents: tuple[str, ...] = ()) -> str | None:
    """The budget item of a label that stands alone, or below ``parents``."""
    return Concepts.load().link(label, parents)


def own_labels(fact: Fact) -> list[str]:
    """The labels of a fact itself, outermost first."""
    return [label for label in fact.path if label] or [fact.label]


def row_key(fact: Fact) -> tuple[str, int | None, int | None]:
    """The table row in which a fact stands."""
    return fact.document, fact.locator.table, fact.locator.row


def surroundings(facts: Sequence[Fact], tables: dict[tuple[str, int], TableRow]) -> dict[str, Around]:
    """By fact id, what stands around each fact."""
    rows: dict[tuple[str, int | None, int | None], list[str]] = defaultdict(list)
    columns: dict[tuple[str, int | None], dict[str, str]] = defaultdict(dict)
    row_columns: dict[tuple[str, int | None, int | None], list[str]] = defaultdict(list)
    for fact in facts:
        if fact.locator.table is None:
            continue
        if fact.kind == "text" and fact.text and len(fact.text) <= SHORT_TEXT:
            rows[row_key(fact)].extend((fact.text, *fact.columns[-1:]))
        if fact.columns:
            name = printed(fact.columns[-1])
            columns[fact.document, fact.locator.table]["/".join(fact.columns)] = name
            row_columns[row_key(fact)].append(name)
    found = {}
    for fact in facts:
        if fact.locator.table is None:
            found[fact.id] = _with_words(fact, (), (), (), ())
            continue
        own = columns[fact.document, fact.locator.table]
        headers = tables[fact.document, fact.locator.table].headers
        label_headers = tuple(header.rsplit("/", 1)[-1] for header in headers if header not in own)
        found[fact.id] = _with_words(
            fact, tuple(rows[row_key(fact)]), tuple(own.values()), label_headers, tuple(row_columns[row_key(fact)])
        )
    return found


def _with_words(
    fact: Fact,
    row: tuple[str, ...],
    columns: tuple[str, ...],
    label_headers: tuple[str, ...],
    row_columns: tuple[str, ...],
) -> Around:
    names = (fact.code or "", fact.scope or "", _counted(fact))
    facets = [*own_labels(fact), *fact.columns, fact.caption, *fact.section, *row, *label_headers, *names]
    words = " ".join(printed(part) for part in facets)
    for name in _names(fact.entity):  # 农业农村局 in a title names no 农业农村
        words = words.replace(name, " ")
    row_words = " ".join((words, *row_columns))
    return Around(
        row=row,
        columns=columns,
        label_headers=label_headers,
        row_columns=row_columns,
        words=f"{words} {_BRACKETS.sub('', words)}",
        row_words=f"{row_words} {_BRACKETS.sub('', row_words)}",
        concepts=_concepts_of(fact),
    )


def _counted(fact: Fact) -> str:
    """The unit of a number in prose, where it says what was counted: 国内公务接待64批次，512人次."""
    unit = fact.amount.unit if fact.prose and fact.amount is not None else None
    if unit == "人" and "接待" in fact.label:
        return "人次"  # 接待220批次，2929人
    return unit if unit and len(unit) > 1 and dimension(unit) == "count" else ""


@cache
def _names(entity: str) -> tuple[str, ...]:
    """The names of a body as its titles print it, the longest first."""
    organisation = entity_of(entity).organisation
    return tuple(
        name for name in (printed(entity), printed(organisation)) if len(name) >= _BODY and name.endswith(_ENDS)
    )


def _concepts_of(fact: Fact) -> frozenset[str]:
    found = {fact.concept} if fact.concept else set()
    for linked in (*map(link, (*fact.path, *fact.columns)), link(fact.label, fact.path[:-1])):
        if linked:
            found.add(linked)
    if fact.scope is not None and fact.columns and _TOTAL.match(squash(fact.columns[-1])):
        # 合计 of a unit's row in 支出总表: what the unit spends in all.
        income, spending = "收入" in fact.caption, "支出" in fact.caption
        if income != spending and not _PART_TABLE.search(fact.caption):
            found.add("income" if income else "expenditure")
    if fact.code:
        found.update(fact.code[:length] for length in (3, 5, 7) if length <= len(fact.code))
    return frozenset(found)
