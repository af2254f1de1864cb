"""Rows of a classification of functions or economic kinds: those of the level or below the class that a question names."""

import re
from dataclasses import replace

from assistant.library import Holding
from assistant.rows import Listed, RowSet, classified

ECONOMIC = {"public_funds": "302"}
# Levels of a classification (类, 款, 项) and the digits of their codes (domain: 科目编码).
_LEVELS = tuple(
    re.compile(
        rf"{level}级|[（(]{level}[）)]|(?<!分){level}科目|(?:最[大高多小低少]的?|哪[些个]{counted}){level}(?![型别目项])"
    )
    for level, counted in (("类", "|哪几个?|几个"), ("款", "|哪几个?|几个"), ("项", ""))  # 哪几项 are any things
)
_NAMED_CLASS = re.compile(r"（[类款]）")  # 文化和旅游（款）: a class that is named, and not the level asked for
_LENGTHS = (3, 5, 7)
_STAFF_COLUMNS = re.compile(r"人员经费|公用经费")  # columns of the economic table alone


def _below(code: str, rows: tuple[Listed, ...]) -> list[Listed]:
    return [row for row in rows if row.code.startswith(code) and len(row.code) == len(code) + 2]


def _mark(code: str) -> str:
    """类 or 款, the level of a class that has others below it; "" for others."""
    return {3: "类", 5: "款"}.get(len(code), "")


def _names_class(name: str, mark: str, question: str) -> bool:
    """Whether a question names a class with its level: 水利款下, 城乡社区（类）."""
    short = re.escape(name.removesuffix("支出"))
    return re.search(rf"{short}(?:支出)?(?:（{mark}）|{mark}(?![型别目项]))", question) is not None


def says_level(question: str) -> bool:
    """Whether a question names a level of a classification (最大的类)."""
    return any(pattern.search(question) for pattern in _LEVELS)


def classes(
    holding: Holding, concepts: tuple[str, ...], asked: str, question: str, *, economic: bool, changed: bool = False
) -> RowSet | None:
    """Rows of a classification below the class that the question names, or its lowest rows; ``changed``: of a table of changes."""
    found = classified(holding, economic, asked, changed=changed)
    if found is None:
        return None
    if _STAFF_COLUMNS.search(asked) and not economic:
        return classes(
            holding,
            tuple(concept for concept in concepts if concept.isdigit()),
            asked,
            question,
            economic=True,
            changed=changed,
        )
    said = f"{asked} {question}"
    texts = (_NAMED_CLASS.sub("", said), said)
    level = next((n for text in texts for n, pattern in enumerate(_LEVELS) if pattern.search(text)), None)
    if level is not None:
        above = tuple(concept for concept in concepts if concept.isdigit())
        named = [row for row in found.rows if (mark := _mark(row.code)) and _names_class(row.name, mark, question)]
        above += tuple(row.code for row in named)
        rows = tuple(
            row
            for row in found.rows
            if len(row.code) == _LENGTHS[level] and (not above or any(row.code.startswith(code) for code in above))
        )
        within = "、".join(f"{row.name}（{_mark(row.code)}）" for row in named)
        title = f"{found.title}{within}{'类款项'[level]}级科目"
        return replace(found, title=title, rows=rows) if rows else None
    codes = [concept for concept in concepts if concept.isdigit()]
    codes += [ECONOMIC[concept] for concept in concepts if concept in ECONOMIC]
    rows = found.rows
    for code in codes:
        below = _below(code, rows)
        while len(below) == 1 and (further := _below(below[0].code, rows)):
            below = further  # 住房保障支出 holds 住房改革支出 alone: what that holds is asked for
        if below:
            return replace(found, title=f"{found.title}{code}以下", rows=tuple(below))
    if codes:
        return None
    lowest = [row for row in rows if not any(o.code != row.code and o.code.startswith(row.code) for o in rows)]
    levels = {_LENGTHS.index(len(row.code)) for row in lowest if len(row.code) in _LENGTHS}
    kind = f"{'类款项'[levels.pop()]}级科目" if len(levels) == 1 else "最低一级科目"
    return replace(found, title=f"{found.title}{kind}", rows=tuple(lowest))
