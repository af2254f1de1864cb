"""Indicators that cannot be meant as written: a unit that does not fit the name, a reversed direction, a plan that falls.

A rate is a percentage, a count is not; a good thing has a floor, a bad thing and a cost have a ceiling (issue 2, item 6:
indicator rows whose unit and name do not fit). A row is only doubted where neither its name nor its description allows
what is written.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from index.checks.disclosure import Disclosure, stated
from index.checks.indicator_rows import Indicator, grades, indicators
from index.cleaning import squash
from index.document import Table
from index.facts import Fact
from index.findings import Finding

_TAIL = r"(?:（[^）]*）|[、，。；：\s])*$"
_PERCENTAGE = re.compile(
    r"(?:(?<!频)(?<!功)(?<!汇)(?<!分辨)(?<!死亡)率|满意度|满意程度|比例|比重|占比|百分比|百分率)" + _TAIL
)
_PERCENT_WORDS = re.compile(
    r"率|比例|比重|占比|之比|百分|程度|满意|提升|提高|增长|增强|增速|下降|降低|减少|节约|效率|覆盖|比$"
)
_COUNT = re.compile(r"(?:数量|次数|人次|人数|场次|份数|期数|件数|台数|个数|户数|家数|篇数|批次)" + _TAIL)
_SPAN = re.compile(r"(?:年限|天数|时长|期限|工期)" + _TAIL)
_SHARE = re.compile(
    r"(?:满意度|满意率|满意程度|合格率|到场率|到会率|参会率|出席率|出勤率|参与率|覆盖率|及时率|达标率|准确率|正确率|畅通率|完好率|知晓率"
    r"|普及率|入学率|办结率|采用率)" + _TAIL
)
_GOOD = re.compile(
    r"(?:满意度|满意率|满意程度|合格率|到场率|到会率|参会率|出席率|出勤率|参与率|参加率|覆盖率|及时率|完成率|达标率|准确率|正确率|畅通率|通畅率"
    r"|完好率|知晓率|共享率|普及率|办结率|回复率|答复率|采用率|利用率|使用率|保障率|阅读率|到位率|发放率|增长率|提升率|影响率|联网率|公开率|反馈率"
    r"|就业率|提升|提高)率?" + _TAIL + r"|^(?:提高|提升|增强|推动|促进)"
)
_MAY_BE_CAPPED = re.compile(r"成本|费用|支出|经费|能耗|排放|价格|负债|债务|控制|人员编制|超")
_BAD = re.compile(
    r"(?<!无)(?<!零)(?<!不)(?:故障|错误|差错|失误|投诉|事故|违规|违纪|违法|逾期|超期|延误|泄密|失泄密|中断|断点|损坏|流失|缺勤"
    r"|缺席|返工|退货|死亡|伤亡|发病|感染|上访|超标|不合格|不满意)(?:事件|发生|时间|的)?(?:率|比例|次数|数量|件数|起数|人数|时长)"
    + _TAIL
)
_HANDLED = re.compile(
    r"处理|受理|查处|办理|解决|化解|调处|打击|排查|处置|整治|核查|审理|侦破|减少|降低|下降|杜绝|预防|防范|控制|“零”|\"零\""
)
_COST = re.compile(r"成本|控制数|控制额")
_SAVING = re.compile(r"节约|节省|降低|压减|收益|效益|投入|回收|减少")
_NUMBER_ONLY = re.compile(r"[≥≤<>=]{0,2}[\d.,]+")
_NO_UNIT_NEEDED = re.compile(r"指数|系数|排名|名次|位次|等级|得分|评分|分值|倍数|比$")
_UNIT_HEADER = re.compile(r"单位")
_PLAN, _CUMULATIVE = re.compile(r"资金支出计划|支出进度|资金使用计划|用款计划"), re.compile(r"累计")
_FULL = Decimal(100)


def unit_and_name(disclosure: Disclosure) -> Iterator[Finding]:
    """合格率 ≥3年, 使用年限 ≥95%, 培训人次 ≤80%."""
    for _, row in _rows(disclosure):
        measure, unit = row.fact.measure, row.fact.amount.unit if row.fact.amount else None
        if measure == "percent":
            odd = any(_COUNT.search(name) or _SPAN.search(name) for name in row.names)
            odd = odd and not any(_PERCENT_WORDS.search(name) for name in row.names)
            expected = "不应是百分比"
        else:
            odd = measure not in {"none", "percent"} and all(_PERCENTAGE.search(name) for name in row.names)
            odd = odd or (
                measure not in {"none", "percent"} and bool(_PERCENTAGE.search(row.name)) and not _counts(row)
            )
            expected = f"应是百分比，不应是“{unit}”"
        if odd:
            message = f"指标“{row.name}”的指标值为“{stated(row.fact)}”，单位与名称不符：{expected}。"
            yield disclosure.finding("indicator_unit", "slip", message, [disclosure.place(row.fact)])


def _counts(row: Indicator) -> bool:
    """Whether the description tells of a count, an amount or a time, so that a unit of that kind may be meant."""
    return bool(re.search(r"数|量|金额|成本|费|时间|年限|面积|次", row.description)) and not _PERCENT_WORDS.search(
        row.description
    )


def bare_values(disclosure: Disclosure) -> Iterator[Finding]:
    """A target without unit among targets that have one; a rate far above 100 without its sign; a share above 100 %."""
    for table, row in _rows(disclosure):
        if row.fact.amount is None:
            continue
        value, unit = row.fact.amount.value, row.fact.amount.unit
        percentage = any(_PERCENTAGE.search(name) for name in row.names)
        if unit is None and percentage and value > _FULL and _is_bare(row.fact):
            message = f"指标“{row.name}”的指标值为“{stated(row.fact)}”，没有百分号，且大于100。"
            yield disclosure.finding("indicator_value", "slip", message, [disclosure.place(row.fact)])
        elif unit == "%" and value > _FULL and any(_SHARE.search(name) for name in row.names):
            message = f"指标“{row.name}”的指标值为“{stated(row.fact)}”，大于100%。"
            yield disclosure.finding("indicator_value", "slip", message, [disclosure.place(row.fact)])
        elif unit is None and _is_bare(row.fact) and _others_have_units(disclosure, table, row):
            message = f"指标“{row.name}”的指标值为“{stated(row.fact)}”，没有写单位。"
            yield disclosure.finding("indicator_without_unit", "slip", message, [disclosure.place(row.fact)])


def _is_bare(fact: Fact) -> bool:
    return bool(fact.amount and _NUMBER_ONLY.fullmatch(squash(fact.amount.printed)))


def _others_have_units(disclosure: Disclosure, table: Table, row: Indicator) -> bool:
    if any(_NO_UNIT_NEEDED.search(name) for name in row.names):
        return False
    for fact in disclosure.facts_in(table):
        same_row = fact.locator.row == row.fact.locator.row and fact.kind == "text"
        if same_row and fact.columns and _UNIT_HEADER.search(squash(fact.columns[-1])):
            return False  # the unit stands in a column of its own
    return any(other.fact.amount and other.fact.amount.unit for other in indicators(disclosure, table))


def direction(disclosure: Disclosure) -> Iterator[Finding]:
    """到会率 ≤95%, 故障率 ≥10%, 成本 ≥3万元: a ceiling on a good thing, a floor under a bad thing or a cost."""
    for _, row in _rows(disclosure):
        sign, value = row.fact.comparator, row.fact.amount.value if row.fact.amount else None
        good = any(_GOOD.search(name) for name in row.names) and not any(_MAY_BE_CAPPED.search(n) for n in row.names)
        bad = any(_is_bad(name) for name in row.names) and not any(_HANDLED.search(name) for name in row.names)
        cost = row.fact.measure == "money" and any(_COST.search(name) for name in row.names)
        cost = cost and not any(_SAVING.search(name) for name in row.names)
        reason = ""
        if sign in {"≤", "<"} and good and not bad and row.fact.measure in {"percent", "none"}:
            reason = "规定了上限，方向可能写反"
        elif sign in {"≥", ">"} and bad:
            reason = "规定了下限，方向可能写反"
        elif sign in {"≥", ">"} and cost:
            reason = "成本规定了下限，方向可能写反"
        elif sign == "≥" and value == 0:
            reason = "不小于0总能满足，没有约束"
        if reason:
            message = f"指标“{row.name}”的指标值为“{stated(row.fact)}”，{reason}。"
            yield disclosure.finding("indicator_direction", "slip", message, [disclosure.place(row.fact)])


def _is_bad(name: str) -> bool:
    return bool(_BAD.search(name)) and not _HANDLED.search(name)


def graded_standards(disclosure: Disclosure) -> Iterator[Finding]:
    """差错率 优80% 差20%: the standard for 优 is worse than the one for 差."""
    for table in disclosure.document.tables:
        for name, found in grades(disclosure, table):
            best, worst = found.get("优"), found.get("差")
            if best is None or worst is None or best.amount is None or worst.amount is None:
                continue
            if best.amount.unit != worst.amount.unit or best.amount.value == worst.amount.value:
                continue
            rises = best.amount.value > worst.amount.value
            single = not re.search(r"[，、\\/；和]", name.rstrip("。；，"))
            if single and ((_is_bad(name) and rises) or (_SHARE.search(name) and not rises)):
                message = f"指标“{name}”的评价标准为优{stated(best)}、差{stated(worst)}，好坏次序可能颠倒。"
                yield disclosure.finding(
                    "grades_reversed", "slip", message, [disclosure.place(f) for f in (best, worst)]
                )


def cumulative_plans(disclosure: Disclosure) -> Iterator[Finding]:
    """累计进度 that falls during the year, or is still 0 % at its end."""
    for table in disclosure.document.tables:
        rows: dict[int, list[Fact]] = {}
        for fact in disclosure.cells_in(table):
            words = "".join((*fact.path, *fact.columns))
            if _PLAN.search(words) and _CUMULATIVE.search(words):
                rows.setdefault(fact.locator.row or 0, []).append(fact)
        for steps in rows.values():
            steps.sort(key=lambda fact: fact.locator.column or 0)
            values = [fact.amount.value for fact in steps if fact.amount]
            said = "、".join(f"{squash(f.columns[-1])}{stated(f)}" for f in steps if f.columns)
            if len(values) < 2:
                continue
            if any(later < earlier for earlier, later in pairwise(values)):
                message = f"《{table.caption}》的资金支出计划是累计进度，却前高后低（{said}）。"
            elif not any(values):
                message = f"《{table.caption}》的资金支出计划累计进度到年底仍为0（{said}）。"
            else:
                continue
            yield disclosure.finding("cumulative_plan", "slip", message, [disclosure.place(fact) for fact in steps])


def _rows(disclosure: Disclosure) -> Iterator[tuple[Table, Indicator]]:
    for table in disclosure.document.tables:
        for row in indicators(disclosure, table):
            if row.name:
                yield table, row
