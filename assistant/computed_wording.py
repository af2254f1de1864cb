"""The words of computed answers, in Chinese and English: result first, then the printed figures and the formula."""

import re
from dataclasses import replace
from decimal import Decimal

from assistant.completeness import completeness
from assistant.contract import Figure
from assistant.premises import states_premise
from assistant.results import Computed, Line
from assistant.wording import number_words
from index.amount import decimal_text

JOINED = {"share": "占", "times": "与", "excess": "比", "per_unit": "除以"}
_FIGURES = frozenset({"share", "growth", "previous", "per_unit", "times", "excess"})
_RANKED = frozenset({"rank", "maximum", "minimum", "filter", "compare"})


def text(
    computed: Computed,
    lines: list[tuple[Line, Figure]],
    outcomes: list[tuple[Line, Figure]],
    operands: list[Figure],
    notes: list[int],
) -> str:
    """The whole text of a computed answer. ``notes`` are the numbers of the places that bear out a line besides its figure, or 0."""
    english = computed.plan.language == "en"
    parts: list[str] = []
    operation = computed.operation
    if operation not in _FIGURES:
        of = computed.plan.parts[0].figure if computed.plan.parts else computed.plan.figure
        lines = [(replace(line, name=_named(line, of)), figure) for line, figure in lines]
    if operation in _FIGURES:
        parts += [_single(line, figure, operation, operands, english) for line, figure in outcomes]
    elif operation == "check":
        parts += _places(lines, english)
        parts += _not_printed(computed, lines, english)
    elif operation == "check_sum":
        parts += _sum_checked(lines, outcomes, english)
    elif operation in _RANKED:
        parts += _ranked(computed, lines, outcomes, notes, english)
    else:
        parts += [_total(computed, line, figure, lines, english) for line, figure in outcomes]
    if operands and operation not in _FIGURES | {"check", "check_sum"}:
        parts.append(_made_of(operands, english))
    stated = outcomes if operation in _FIGURES else lines
    parts += completeness(computed, [line for line, _ in stated], english)
    return "\n".join(parts)


def _named(line: Line, figure: str) -> str:
    """What a line among others is called: 项目支出增减率, 车辆价值按车辆数量平均."""
    first, _, second = line.name.partition("|")
    match figure:
        case "growth":
            return f"{first}增减率"
        case "share":
            return f"{first}占{second}的比例" if second else first
        case "per_unit":
            return f"{first}按{second}平均" if second else first
        case "times":
            return f"{first}与{second}之比" if second else first
    return line.name


def _moved(line: Line, figure: Figure, english: bool) -> str:
    """The words of a figure, with the way it moved where it is a change or a rate of change."""
    rate = figure.unit == "%"
    way = {"增加": "增长" if rate else "增加", "减少": "下降" if rate else "减少"}.get(line.direction or "", "")
    sign = {"增长": "+", "增加": "+", "下降": "−", "减少": "−"}.get(way, "")
    return f"{sign if english else way}{number_words(figure)}"


def _single(line: Line, figure: Figure, operation: str, operands: list[Figure], english: bool) -> str:
    """One computed figure: 馆陶…2021年公务接待费占“三公”经费的比例为83.21%（计算：…）。"""
    first, _, second = line.name.partition("|")
    who = f"{line.entity}{f'{line.period}年' if line.period else ''}"
    value = _value(figure)
    match operation:
        case "share":
            said = f"{who}{first}占{second}的比例为{value}"
            told = f"{who}: share of {first} in {second}: {value}"
        case "times":
            said = f"{who}{first}是{second}的{value}"
            told = f"{who}: {first} is {figure.value} times {second}"
        case "excess":
            way = "低" if figure.direction == "减少" else "高"
            said = f"{who}{first}比{second}{way}{value}"
            told = f"{who}: {first} is {'below' if way == '低' else 'above'} {second} by {value}"
        case "per_unit":
            said = f"{who}{first}按{second}平均为{value}"
            told = f"{who}: {first} per unit of {second}: {value}"
        case "growth":
            way = {"增加": "增长", "减少": "下降"}.get(figure.direction or "", "增减")
            flat = figure.value == "0"
            own = [each for each in operands if set(each.citations) & set(figure.citations)]
            base = next((f"较{each.base}" for each in own if _names_account(each)), "比上年")
            said = f"{who}{first}与上年持平，增减率为0%" if flat else f"{who}{first}{base}{way}{value}"
            told = f"{who}: {first} against the previous year: {'+' if way == '增长' else '−' if way == '下降' else ''}{value}"
        case _:
            said = (
                f"{who}{first}为{number_words(figure) + _marks(figure)}"
                if not figure.derived
                else f"{who}{first}为{value}（推算）"
            )
            told = f"{who}: {first}: {value} (derived)"
    return f"{told if english else said}{_working(figure, english)}{'.' if english else '。'}{_operand_words(operands, figure, english)}"


def _names_account(figure: Figure) -> bool:
    """Whether 比上年 would not say the base of a change: another year, or an account, and not only the budget of the year before."""
    year = re.match(r"((?:19|20)\d\d) ?年(?P<budget>度?预算)?", figure.base or "")
    last = year is not None and figure.period is not None and int(year.group(1)) == figure.period - 1
    if year is not None and figure.period is not None and not last:
        return True  # 比2019年增长9.56%, told of 2021
    return re.search("执行|决算|预算|口径", figure.base or "") is not None and not (last and year and year["budget"])


def _total(computed: Computed, line: Line, figure: Figure, lines: list[tuple[Line, Figure]], english: bool) -> str:
    names = _names(lines)
    value = _value(figure)
    match computed.operation:
        case "sum":
            total = f"的增减合计为{line.direction}{value}" if line.direction else f"合计{value}"
            said, told = f"{names}{total}", f"Total of {names}: {value}"
        case "average":
            said, told = f"{names}平均{value}", f"Average of {names}: {value}"
        case "subtract":
            said, told = f"{_full(lines[0][0])}减去{_full(lines[1][0])}为{value}", f"{names}: difference {value}"
        case _:
            said, told = f"{names}相差{value}", f"Difference of {names}: {value}"
    rows = "".join(f"\n- {_full(each)}：{_moved(each, of, english)}{_marks(of)}" for each, of in lines)
    return f"{told if english else said}{_working(figure, english)}{'.' if english else '。'}{rows}"


def _ranked(
    computed: Computed,
    lines: list[tuple[Line, Figure]],
    outcomes: list[tuple[Line, Figure]],
    notes: list[int],
    english: bool,
) -> list[str]:
    count = _shown(computed, lines)
    match computed.operation:
        case "maximum" | "minimum":
            return _extreme(computed, lines, english)
        case "filter":
            if not lines:
                return ["No figure fits." if english else "没有符合条件的。"]
            lead = f"{len(lines)} fit:" if english else f"符合条件的有{len(lines)}个："
        case "compare":
            lead = _compared(computed, lines, outcomes, english)
        case "rank" if computed.plan.nth:
            return _nth(computed, lines, english)
        case _:
            order = ("从低到高" if computed.plan.ascending else "从高到低") if not english else "In order"
            ranked = computed.extent.of if computed.extent else lines[0][0].name.replace("|", "占")
            lead = f"{ranked}{order}：" if not english else f"{order}:"
            lead = _placed(computed, lines, order, english) or lead
    rows = [
        f"{i}. {_full(line)}：{_moved(line, figure, english)}{_marks(figure)}{f'[{note}]' if note else ''}"
        for i, ((line, figure), note) in enumerate(zip(lines[:count], notes[:count], strict=True), 1)
    ]
    return [lead, *rows]


def _tied(lines: list[tuple[Line, Figure]], pair: tuple[Line, Figure]) -> list[tuple[Line, Figure]]:
    """The lines that share a place: the same figure in the same unit, and for changes the same way."""

    def key(line: Line, figure: Figure) -> tuple[str, str | None, str | None]:
        return figure.value, figure.unit, line.direction

    return [each for each in lines if key(*each) == key(*pair)]


def _shown(computed: Computed, lines: list[tuple[Line, Figure]]) -> int:
    """How many lines are told: as many as are asked for, and those that share the last place."""
    count = computed.plan.count or len(lines)
    if not 0 < count < len(lines):
        return len(lines)
    return max(lines.index(each) for each in _tied(lines, lines[count - 1])) + 1


def _placed(computed: Computed, lines: list[tuple[Line, Figure]], order: str, english: bool) -> str:
    """The place of the body or row asked about; figures that are the same share the first of their places."""
    placed = computed.plan.placed
    own = next((pair for pair in lines if placed in (pair[0].entity, pair[0].name)), None) if placed else None
    if own is None:
        return ""
    line, figure = own
    tied, count = _tied(lines, own), len(lines)
    nth, shared = lines.index(tied[0]) + 1, len(tied) > 1
    value = f"{_moved(line, figure, english)}{_marks(figure)}"
    if english:
        return f"{_full(line)}: {value}, number {nth} of {count}{' (shared)' if shared else ''}."
    return f"{_full(line)}为{value}，{order}排第{nth}位（共{count}个）{'，有并列' if shared else ''}。"


def _nth(computed: Computed, lines: list[tuple[Line, Figure]], english: bool) -> list[str]:
    """The figure at one place of a ranking, then the ranking; where others share its value, that is said."""
    nth, count = computed.plan.nth or 1, len(lines)
    order = ("从低到高" if computed.plan.ascending else "从高到低") if not english else ""
    rows = [
        f"{i}. {_full(line)}：{_moved(line, figure, english)}{_marks(figure)}"
        for i, (line, figure) in enumerate(lines, 1)
    ]
    if nth > count:
        return [f"There are only {count}:" if english else f"只有{count}个，没有第{nth}位：", *rows]
    line, figure = lines[nth - 1]
    shared = len(_tied(lines, lines[nth - 1])) > 1
    note = (" (shared)" if english else "（有并列）") if shared else ""
    if english:
        return [f"Number {nth}: {_full(line)}, {number_words(figure)}{_marks(figure)}{note}.", *rows]
    return [f"{order}第{nth}位是{_full(line)}，为{_moved(line, figure, english)}{_marks(figure)}{note}。", *rows]


def _extreme(computed: Computed, lines: list[tuple[Line, Figure]], english: bool) -> list[str]:
    """The greatest or least, with all that share it, then the others."""
    best = lines[0][1]
    first = _tied(lines, lines[0])
    most = computed.operation == "maximum"
    way = {"增加": "增幅", "减少": "降幅"}.get(computed.plan.direction or "", "") if lines[0][0].direction else ""
    extreme = f"{way}{'最大' if most else '最小'}" if way else "最高" if most else "最低"
    word = ("highest" if most else "lowest") if english else extreme
    names = ("; " if english else "、").join(_full(line) for line, _ in first)
    marks = "".join(_marks(figure) for _, figure in first)
    lead = (
        f"{names}: {word}, {_moved(lines[0][0], best, english)}{marks}"
        if english
        else f"{word}的是{names}，为{_moved(lines[0][0], best, english)}{marks}。"
    )
    rest = lines[len(first) :]
    others = [f"- {_full(line)}：{_moved(line, figure, english)}{_marks(figure)}" for line, figure in rest]
    return [lead, *([("Others:" if english else "其余：")] if others else []), *others]


def _compared(
    computed: Computed, lines: list[tuple[Line, Figure]], outcomes: list[tuple[Line, Figure]], english: bool
) -> str:
    values = {(figure.value, figure.unit) for _, figure in lines}
    if len(values) == 1:
        return "The figures are equal:" if english else "数值相同："
    high, low = (lines[-1], lines[0]) if computed.plan.ascending else (lines[0], lines[-1])
    if not outcomes and computed.plan.direction == "减少" and high[0].direction == "减少" and not english:
        return f"{_full(high[0])}降幅最大："
    if not outcomes:
        return f"{_full(high[0])} is highest:" if english else f"{_full(high[0])}最高，{_full(low[0])}最低："
    gap = outcomes[0][1]
    if Decimal(gap.value) == 0:
        same = "are the same" if english else "相同"
        return (
            f"{_full(high[0])} and {_full(low[0])} {same}:" if english else f"{_full(high[0])}与{_full(low[0])}{same}："
        )
    if english:
        return f"{_full(high[0])} is higher than {_full(low[0])} by {_value(gap)}{_working(gap, english)}:"
    if computed.plan.direction == "减少" and high[0].direction == "减少":
        rose = low[0].direction != "减少"
        return (
            f"{_full(high[0])}下降，{_full(low[0])}没有下降："
            if rose
            else f"{_full(high[0])}的降幅大于{_full(low[0])}："
        )
    points = f"{gap.value}个百分点" if gap.unit == "%" else _value(gap)
    return f"{_full(high[0])}高于{_full(low[0])}，相差{points}{_working(gap, english)}："


def _places(lines: list[tuple[Line, Figure]], english: bool) -> list[str]:
    """All places that print an item: they agree, or both are given and none is preferred."""
    if len(lines) == 1:
        line, figure = lines[0]
        marks = _marks(figure)
        one = "no other place was found" if len(figure.citations) == 1 else f"{len(figure.citations)} places that agree"
        if english:
            return [f"{_full(line)}: {number_words(figure)}{marks} ({one})."]
        told = (
            "按所问的名称未找到印有该项的别处"
            if len(figure.citations) == 1
            else f"文件中找到的{len(figure.citations)}处一致"
        )
        return [f"{_full(line)}{_base(figure) or '为'}{number_words(figure)}{marks}，{told}。"]
    lead = (
        "The document prints different figures and does not say which is right:"
        if english
        else "不一致：文件中有不同的数字，文件没有说明以哪一处为准："
    )
    tables = [line.fact.caption for line, _ in lines if line.fact is not None and line.fact.basis == "target"]
    if len(set(tables)) == len(lines):
        lead = "Different tables print different figures:" if english else "不一致：同名指标在不同的表中数字不同："
    return [
        lead,
        *(
            f"{i}. {_full(line)}：{_base(figure)}{number_words(figure)}{_marks(figure)}"
            for i, (line, figure) in enumerate(lines, 1)
        ),
    ]


def _not_printed(computed: Computed, lines: list[tuple[Line, Figure]], english: bool) -> list[str]:
    """The amounts that the question quotes and that none of the places prints."""
    said = [premise for premise in computed.plan.premises if not any(states_premise(f, premise) for _, f in lines)]
    if not said:
        return []
    words = "、".join(f"{decimal_text(premise.value)}{premise.unit or ''}" for premise in said)
    return [f"No place was found that prints {words}." if english else f"没有找到印有“{words}”的该项数字。"]


def _sum_checked(lines: list[tuple[Line, Figure]], outcomes: list[tuple[Line, Figure]], english: bool) -> list[str]:
    """A total against the sum of its parts."""
    (whole, printed), *parts = lines
    added, gap = outcomes[0][1], outcomes[1][1]
    agrees = gap.value.lstrip("-0.") == ""
    if english:
        verdict = "They agree" if agrees else f"They do not agree, the difference is {_value(gap)}"
        total = f"printed total {number_words(printed)}{_marks(printed)}"
        lead = f"{verdict}: the parts add up to {_value(added)}{_working(added, english)}, {total}."
    else:
        verdict = "一致" if agrees else f"不一致，相差{_value(gap).lstrip('-')}"
        way = whole.direction or ""
        total = f"{_full(whole)}印为{way}{number_words(printed)}{_marks(printed)}"
        summed = f"{'' if added.value.startswith('-') else way}{_value(added)}"
        lead = f"{verdict}：各项之和为{summed}{_working(added, english)}，{total}。"
    return [
        lead,
        *(f"- {_full(line)}：{line.direction or ''}{number_words(figure)}{_marks(figure)}" for line, figure in parts),
    ]


def _names(lines: list[tuple[Line, Figure]]) -> str:
    bodies = dict.fromkeys(f"{line.entity}{f'{line.period}年' if line.period else ''}" for line, _ in lines)
    items = dict.fromkeys(line.name.replace("|", "占") for line, _ in lines)
    return f"{'、'.join(bodies)}{'、'.join(items)}" if len(bodies) <= 3 else f"{len(bodies)}个单位的{'、'.join(items)}"


def _full(line: Line) -> str:
    year = f"{line.period}年" if line.period else ""
    return f"{line.entity}{year}{line.name.replace('|', '占')}"


def _value(figure: Figure) -> str:
    value = figure.value.removeprefix("-") if figure.direction else figure.value
    return f"{value}{figure.unit or ''}"


def _working(figure: Figure, english: bool) -> str:
    if figure.formula is None:
        return ""
    decimals = figure.rounding.partition(":")[2] if figure.rounding else ""
    if english:
        return f" (= {figure.formula}{f', rounded to {decimals} decimals' if decimals else ''})"
    return f"（计算：{figure.formula}{f'，四舍五入保留{decimals}位小数' if decimals else ''}）"


def _operand_words(operands: list[Figure], figure: Figure, english: bool) -> str:
    used = [operand for operand in operands if set(operand.citations) & set(figure.citations)]
    return f"\n{_made_of(used, english)}" if used else ""


def _made_of(operands: list[Figure], english: bool) -> str:
    words = "；".join(
        f"{operand.entity}{f'{operand.period}年' if operand.period else ''}{operand.label}"
        f"{_base(operand)}{number_words(operand)}{_marks(operand)}"
        for operand in operands
    )
    return f"Printed: {words}" if english else f"其中印明：{words}。"


def _base(operand: Figure) -> str:
    return f"{f'较{operand.base}' if operand.base else ''}{operand.direction}" if operand.direction else ""


def _marks(figure: Figure) -> str:
    return "".join(f"[{number}]" for number in figure.citations)
