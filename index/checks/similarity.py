"""When two printed names mean the same project or the same measure: empty words are dropped, the rest must agree.

Nothing here is fuzzy by degree: names agree if their keys are equal, if one is the other's ending, or if one is the
other with a few harmless characters left out. A character that tells things apart (内/外, 男/女, 人均, 不) is never left
out.
"""

import re
from collections import Counter

from index.amount import dimension
from index.cleaning import squash
from index.sections import numbering

_TABLE_TAIL = re.compile(r"(?:预算)?(?:项目)?(?:支出)?(?:绩效目标|绩效指标)?(?:申报|批复|自评|情况)?表$|绩效目标$")
_PROJECT_TAIL = re.compile(r"(?:项目资金|项目经费|工作经费|专项经费|专项资金|项目支出|经费|资金|项目|费用|费|款|项)$")
_PROJECT_LEAD = re.compile(r"^(?:开展|实施|用于|安排|新增|增加|关于)")
_FILLERS = re.compile(
    r"计划|实际|预计|拟|各项|全年|年度|本年|每年|组织|开展|进行|情况|保障|工作|任务|事项|统计调查|谋划|的|有关|相关"
)
_MEASURE_TAIL = re.compile(r"(?:数量|次数|个数|总数|人数|份数|场次|批次|期数|数|量|成本|金额)$")
_BRACKETS = re.compile(r"（[^）]*）")
_MARKS = re.compile(r"[、，。；：“”\"'《》/\\·%\s-]")
_TELLING = frozenset("不未非无新旧男女内外上下前后省市县区乡镇村每均总单首末一二三四五六七八九十")
_FREQUENCY = re.compile(r"每天|每日|日均|每周|每月|月均|每季度?|季度?|每半年")
_RATE_KEY, _MONEY_KEY, _COUNT_KEY = 5, 3, 4  # characters that an ending must have to stand for the whole name
_WHOLE_KEY = 2
_LEFT_OUT = 2


def project_key(name: str) -> str:
    """The name of a project without numbering, form words and 经费: 1、网站维护经费绩效目标表 -> 网站维护."""
    key = squash(name)
    number = numbering(key)
    if number:
        key = key[number.length :]
    key = _MARKS.sub("", _TABLE_TAIL.sub("", key))
    key = _PROJECT_LEAD.sub("", key)
    shorter = _PROJECT_TAIL.sub("", key)
    return shorter if len(shorter) >= 3 else key


def same_project(one: str, other: str) -> bool:
    """Whether two names are one project: equal keys, or the same characters in another order (活动宣传, 宣传活动)."""
    first, second = project_key(one), project_key(other)
    if min(len(first), len(second)) < 3:
        return False
    if first == second or (min(len(first), len(second)) >= 6 and Counter(first) == Counter(second)):
        return True
    return _left_out(first, second) is not None and min(len(first), len(second)) >= 5


def measure_key(label: str, unit: str | None) -> str:
    """What an indicator measures, without filler words, 数量 and its own unit: 培训学校家数 in 家 -> 培训学校."""
    key = _MARKS.sub("", _BRACKETS.sub("", squash(label)))
    key = _FREQUENCY.sub("", key)
    key = _FILLERS.sub("", key)
    key = re.sub(r"率率$", "率", key)
    key = re.sub(r"满意率$", "满意度", key)
    shorter = _MEASURE_TAIL.sub("", key)
    key = shorter if len(shorter) >= (3 if dimension(unit) == "money" else 2) else key
    if unit and len(key) > 3 and key.endswith(unit):
        key = key.removesuffix(unit)
    return key


def same_measure(described: str, indicator: str, unit: str | None) -> bool:
    """Whether words of the text name the same measure as an indicator row."""
    if frequency(described) != frequency(indicator):
        return False
    first, second = measure_key(described, unit), measure_key(indicator, unit)
    if first == second:
        return len(first) >= _WHOLE_KEY
    least = {"percent": _RATE_KEY, "money": _MONEY_KEY}.get(dimension(unit), _COUNT_KEY)
    if min(len(first), len(second)) < least:
        return False
    return first.endswith(second) or _left_out(first, second) is not None


def frequency(label: str) -> str:
    """每季度 and 季 are one, 每年 and nothing are one: targets of unlike periods are not compared."""
    found = _FREQUENCY.search(squash(label))
    return re.sub(r"[每均度半]", "", found.group()) if found else ""


def _left_out(one: str, other: str) -> str | None:
    """What a longer name has more than a shorter one, if that is little and tells nothing apart; ``None`` otherwise."""
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    if not 0 <= len(longer) - len(shorter) <= _LEFT_OUT or longer[-1:] != shorter[-1:]:
        return None
    left, at = [], 0
    for char in longer:
        if at < len(shorter) and char == shorter[at]:
            at += 1
        else:
            left.append(char)
    return "".join(left) if at == len(shorter) and not _TELLING & set(left) else None
