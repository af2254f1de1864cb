"""The fiscal year of a figure of prose and the account that it belongs to, from its words, its sentence, the headings and the publisher."""

import re
from dataclasses import replace

from index.account_words import NAME_WITH_BUDGET
from index.amount import dimension
from index.cleaning import normalise
from index.facts import Publisher
from index.labelled_number import LabelledNumber
from index.sentence_context import year_ahead

# Sections whose figures are targets or descriptions of work, not the office's budget.
_PERFORMANCE = ("绩效",)
# Figures of what a year brought; how many there are of something is counted at one time.
_OF_ONE_YEAR = frozenset({"money", "percent"})
_EVENTS = frozenset({"次", "人次", "批次", "批", "场次", "场"})
_PLANNED = ("拟购置", "拟新增", "计划购置")
_YEAR_INSIDE = re.compile(
    r"[县市区州旗镇乡道局委办院校部门级]((?:19|20)\d\d) ?年(?:度)?(?=[“\"]?三公|一般公共|财政|部门|预算|决算|支出|收入|基本|项目|机关运行)"
)
# 财政总收入完成5756.3万元: brought in, and not planned
_COMPLETED = re.compile(
    r"^(?!.*(?:目标|计划|任务|力争|确保|安排|拟|将)).*(?:(?:完成|实现)了?|累计支出|实际支出)\s*$", re.S
)


def in_its_year(text: str, path: tuple[str, ...], found: LabelledNumber) -> LabelledNumber:
    """A figure with the year that its sentence opens with, where its own words name none."""
    if found.year or found.year_shift or found.basis == "stock" or _is_target(path):
        return found
    brought = dimension(found.token.unit) in _OF_ONE_YEAR or found.token.unit in _EVENTS
    return replace(found, year=year_ahead(text, found.token.start)) if brought else found


def period_and_basis(
    publisher: Publisher, path: tuple[str, ...], found: LabelledNumber, *, carried_out: bool
) -> tuple[int | None, str]:
    """Fiscal year and basis of a figure; ``carried_out``: its section, its clause or its whole tells what was brought in or spent."""
    year = publisher.period
    # whatever the title says
    headed = any("决算" in part and "预算" not in NAME_WITH_BUDGET.sub("", part) for part in path)
    default = "final" if publisher.family == "final" or headed or carried_out else "budget"
    if found.basis in {"change", "rate"}:
        return found.year or year, found.basis
    if any(word in found.label for word in _PLANNED):
        return year, "plan"
    if found.basis == "stock":
        return (found.year or (year - 1 if year else None)), "stock"
    named = _YEAR_INSIDE.search(normalise(found.label))  # 青石县2015年“三公”经费
    said = found.year or (int(named.group(1)) if named else None)
    if said is not None and year is None:
        return said, default
    if said is not None and year is not None and said > year:  # the plan of the next year, in an account
        return said, found.account or ("budget" if publisher.family == "final" else default)
    if said is not None and said != year:
        return said, "previous"
    if found.year_shift and year:
        return year + found.year_shift, "previous"
    if found.account:
        return year, found.account
    if _is_target(path):
        return year, "target"
    return year, default


def _is_target(path: tuple[str, ...]) -> bool:
    return any(word in part for part in path for word in _PERFORMANCE)


def year_end(publisher: Publisher, before: str) -> int | None:
    """The year at whose end assets were counted: a date printed before them, else the end of the year reported on."""
    stated = re.findall(r"截[至止到]+ ?((?:19|20)\d\d) ?年", before)
    if stated:
        return int(stated[-1])
    if publisher.period is None:
        return None
    return publisher.period if publisher.family == "final" else publisher.period - 1


def is_completed(text: str, found: LabelledNumber, completed: set[str]) -> bool:
    """Whether a figure was brought in or spent (收入完成5756万元), or is part of one that was."""
    if dimension(found.token.unit) != "money" or found.basis not in {"value", "previous"} or found.account:
        return False
    ahead = text[found.clause_start : found.token.start]
    return _COMPLETED.search(ahead) is not None or any(parent in completed for parent in found.parents)
