"""What is to be done with the figures: the words for shares, growth, sums, comparisons, ranks and lists, found in a folded question.

``spot`` takes these words out of the question, so that what is left names the figures themselves. Two-sided questions (A占B,
A比B多) are cut into their sides; each side is planned like a question of its own.
"""

import re
from dataclasses import replace

from assistant.planning import operation_words as said
from assistant.planning.frame import Frame, with_rows, without
from assistant.planning.limits import limited
from assistant.planning.numerals import number_of
from assistant.planning.text import blanked, spaces
from assistant.planning.words import AMOUNT, COMPARED, EXPLAIN, YES_NO

_SEVERAL = 2
_OF_SIDE = re.compile(r"收入|支出|收支")
_JOINTS = re.compile(r"以及|[和与及、跟]")
_DOWNWARDS = frozenset({"少", "低", "小", "便宜"})


def spot(text: str) -> Frame:
    """The frame of a folded question; a plain look-up where no word of an operation is found."""
    if said.ANY.search(text) is None:
        return Frame(text)
    definition = said.DEFINE.match(text)
    if definition:
        term = definition["a"] or definition["b"] or f"{definition['of']} {definition['c']}"
        return Frame(term.strip(), operation="define")
    if said.CHECK.search(text):
        return _checked(text)
    two_sided = _two_sided(text)
    if two_sided is not None:
        return two_sided
    frame = Frame(text)
    for step in (
        _unchanged,
        _which_body,
        _of_all,
        _placed,
        _nth,
        _ranked,
        _most,
        limited,
        _of_each,
        _grown,
        _per_one,
        _averaged,
        _different,
        _compared,
        _listed,
        _summed,
    ):
        frame = step(frame)
    return frame


def _checked(text: str) -> Frame:
    """A question whether figures agree: a sum against a total, or one item in several places."""
    match = said.CHECK_SUM.match(text)
    if match:
        return Frame(text, operation="check", sides=(match["left"], match["right"]))
    added = said.CHECK_ADDED.match(text)
    if added and said.PLUS.search(text):
        if AMOUNT.fullmatch(added["right"].strip()):
            return Frame(added["left"], operation="sum", quoted=(added["right"],))
        return Frame(text, operation="check", sides=(added["left"], added["right"]))
    if added and not AMOUNT.search(text) and not said.SUM.search(added["left"]):
        return Frame(f"{added['left']}和{added['right']}", operation="check")  # 收入预算等于支出预算吗
    quoted = [match.group() for match in said.BARE_NUMBER.finditer(text)]
    rest = without(without(without(text, said.CHECK), said.CHECK_PLACES), said.BARE_NUMBER)
    return Frame(rest, operation="check", quoted=tuple(quoted))


def _two_sided(text: str) -> Frame | None:
    """Questions that name two figures around one verb: a share, a multiple, a difference."""
    text = said.BESIDE.sub(r"，除\g<part>外", text)
    for pattern in said.SHARES:
        match = pattern.match(text)
        if match:
            groups = match.groupdict()
            other = said.POINTS_MORE.search(text)
            if other:  # 长安项目支出占比比馆陶高多少个百分点
                side = f"{other['other']}和{groups['part']}"
                both = (side, *filter(None, [groups.get("whole")]))
                return Frame(text, figure="share", sides=both, operation="compare")
            sides = (groups["part"], groups["whole"]) if groups.get("whole") else (groups["part"],)
            inside = len(sides) == 2 and match.start("whole") < match.start("part")
            return Frame(text, figure="share", sides=sides, within=inside, operation=_each_compared(text))
    match = said.TIMES.match(text)
    if match:
        return Frame(text, figure="times", sides=(match["part"], match["whole"]))
    match = said.DIVIDED.match(text)
    if match:
        return Frame(text, figure="per_unit", sides=(match["part"], match["whole"]))
    match = said.MINUS.match(text)
    if match and said.ASKS.search(text):
        return Frame(text, operation="subtract", sides=(match["left"], match["right"]))
    match = said.NOT_WITH.match(text)
    if match:
        return Frame(text, operation="exclude", sides=(f"{match['left']} {match['rest']}", match["part"]))
    match = said.EXCLUDED.match(text)
    if match and said.ASKS.search(text) and (said.EXCLUDES.search(text) or "不是" in text):
        return _excluding(text, match)
    if EXPLAIN.search(text):
        return None  # 决算小于预算的原因: why, and not by how much
    match = said.THAN.match(text)
    if match and said.PERCENT_MORE.search(text) and not said.PREVIOUS_ONLY.match(match["right"]):
        return Frame(text, figure="excess", sides=(match["left"], match["right"]), ascending=match["way"] in _DOWNWARDS)
    if match and not said.PREVIOUS_ONLY.match(match["right"]) and match["right"].strip():
        return Frame(
            text, operation="compare", sides=(match["left"], match["right"]), ascending=match["way"] in _DOWNWARDS
        )
    match = said.EITHER.match(text)
    if match:
        return Frame(
            text, operation="compare", sides=(match["left"], match["right"]), ascending=match["way"] in _DOWNWARDS
        )
    match = said.EXCEEDS.match(text)
    if match and not said.LIMIT.search(text) and not said.PREVIOUS_ONLY.match(match["right"].rstrip("吗？?。呢 ")):
        return Frame(text, operation="compare", sides=(match["left"], match["right"]))
    return None


def _excluding(text: str, match: re.Match[str]) -> Frame:
    """What is asked without a part: rows or bodies without one of them, else an amount less another."""
    rest = said.EXCLUDED_REST.sub(spaces, match["rest"])
    inner = spot(f"{match['left']} {match['rest']}")
    inner = inner if inner.over == "entities" else spot(f"{match['left']} {rest}")
    kind = said.row_kind(rest)
    if inner.over or (inner.operation == "sum" and said.OTHERS.search(match["rest"]) and kind):
        return replace(inner, over=inner.over or "rows", row_kind=inner.row_kind or kind, excluded=match["part"])
    return Frame(text, operation="exclude", sides=(f"{match['left']} {rest}", match["part"]))


def _each_compared(text: str) -> str:
    """Shares of several bodies may be compared besides: …占比各是多少，谁高."""
    return "compare" if said.WHO.search(text) else "lookup"


def _of_all(frame: Frame) -> Frame:
    match = said.ALL.search(frame.text)
    if match is None:
        return frame
    return replace(frame, over="entities", among=match.group(), text=without(frame.text, said.ALL))


def _which_body(frame: Frame) -> Frame:
    match = said.WHICH_BODY.search(frame.text)
    if match is None or _of_those_named(frame.text):
        return frame  # 比哪家少: one of those named
    operation = "filter" if said.WHICH_BODIES.search(frame.text) else frame.operation
    return replace(frame, over="entities", operation=operation, text=without(frame.text, said.WHICH_BODY))


def _of_those_named(text: str) -> bool:
    """Whether 哪家 means one of the bodies named (A和B比哪家少) and not one of all."""
    others = (said.MOST, said.ALL, said.LIMIT, said.WHICH_BODIES, said.RANK, said.NTH)
    return said.WHO.search(text) is not None and not any(pattern.search(text) for pattern in others)


def _unchanged(frame: Frame) -> Frame:
    """Which bodies kept a figure as it was (跟上年持平的有哪几家); the words for no change are taken out."""
    if not said.UNCHANGED.search(frame.text) or not said.WHICH_BODY.search(frame.text):
        return frame
    return replace(frame, unchanged=True, text=without(frame.text, said.UNCHANGED))


def _nth(frame: Frame) -> Frame:
    match = said.NTH.search(frame.text)
    many = frame.over == "entities" or said.RANK.search(frame.text) or said.WHICH.search(frame.text)
    if match is None or not (match["way"] or (match.group().startswith(("排", "位", "居", "倒")) and many)):
        return frame
    ascending = bool(match["last"]) != (match["way"] in _DOWNWARDS)
    text = without(frame.text, said.NTH)
    frame = replace(frame, operation="rank", nth=number_of(match["n"]), ascending=ascending, text=text)
    return frame if frame.over == "entities" or said.ALL.search(text) else with_rows(frame, text)


def _placed(frame: Frame) -> Frame:
    match = said.PLACED.search(frame.text)
    most = said.IS_MOST.search(frame.text)
    if match is None and most is not None and not said.IN_ROWS.search(frame.text):
        way = most["way"] or most["of"]
        text = without(without(frame.text, said.MOST), YES_NO)
        text = re.sub(r"是(?=[^，。？]*$)", " ", text)
        return replace(frame, operation="rank", placed=True, over="entities", ascending=way in _DOWNWARDS, text=text)
    if match is None:
        return frame
    rows = said.IN_ROWS.search(frame.text)
    text = without(frame.text, said.PLACED)
    frame = replace(frame, operation="rank", placed=True, ascending=match["way"] in _DOWNWARDS)
    return with_rows(frame, text) if rows and frame.over != "entities" else replace(frame, over="entities", text=text)


def _ranked(frame: Frame) -> Frame:
    match = said.RANK.search(frame.text)
    if match is None:
        return frame
    if frame.nth is not None:
        return replace(frame, text=without(frame.text, said.RANK))
    numbers = (found["n"] or found["first"] for found in said.RANK.finditer(frame.text))
    count = next((number_of(number) for number in numbers if number), None)
    ascending = any(found["up"] for found in said.RANK.finditer(frame.text))
    return replace(frame, operation="rank", count=count, ascending=ascending, text=without(frame.text, said.RANK))


def _most(frame: Frame) -> Frame:
    match = said.MOST.search(frame.text)
    if match is None:
        return frame
    downwards = match["way"] in _DOWNWARDS if match["way"] else match["first"] is None
    operation = frame.operation if frame.operation == "rank" else "minimum" if downwards else "maximum"
    text = without(frame.text, said.MOST)
    count = number_of(match["n"]) if match["n"] else None
    if count:
        return replace(with_rows(frame, text), operation="rank", count=count, ascending=downwards)
    return replace(with_rows(frame, text), operation=operation)


def _grown(frame: Frame) -> Frame:
    match = said.GROWTH.search(frame.text)
    if match is None:
        return frame
    up, down = re.search(r"[增涨升多]", match.group()), re.search(r"[降跌减少]", match.group())
    direction = None if bool(up) == bool(down) else "增加" if up else "减少"
    return replace(frame, figure="growth", direction=direction, text=without(frame.text, said.GROWTH))


def _of_each(frame: Frame) -> Frame:
    """各项目的执行率, 每个项目花了多少: a figure of every row, and nothing shared out."""
    match = said.EACH_ROW.search(frame.text)
    other = EXPLAIN.search(frame.text) or said.SUM.search(frame.text) or said.AVERAGE.search(frame.text)
    if match is None or frame.operation != "lookup" or frame.over or other:
        return frame
    kind = said.row_kind(match["row"])
    return replace(frame, operation="list", over="rows", row_kind=kind, text=without(frame.text, said.EACH_ROW))


def _per_one(frame: Frame) -> Frame:
    match = said.PER.search(frame.text)
    if match is None:
        return frame
    counted = match["unit"] or match["one"] or match["each"] or match["price"] or "人"
    shared = said.SHARED_OUT.search(frame.text)
    quoted = tuple(amount.group() for amount in AMOUNT.finditer(shared.group())) if shared else ()
    text = without(without(without(frame.text, said.SHARED_OUT), said.PER), said.AVERAGE)
    if counted == "辆" and "车" not in text:
        cost = said.RUNNING_COST.search(text)
        at, what = (cost.start(), "公务用车") if cost else (match.start(), "车辆")  # 平均每辆车的运维费, 价值
        text = f"{text[:at]}{what}{text[at:].removeprefix('的')}"
    return replace(frame, figure="per_unit", text=text, row_kind=counted, quoted=quoted)


def _averaged(frame: Frame) -> Frame:
    if frame.figure == "per_unit" or not said.AVERAGE.search(frame.text):
        return frame
    over = "entities" if said.EVERY_BODY.search(frame.text) else frame.over
    if not over and "车辆" in frame.text and "价值" in frame.text:
        return replace(frame, figure="per_unit", row_kind="辆", text=without(frame.text, said.AVERAGE))
    return replace(frame, operation="average", over=over, text=without(frame.text, said.AVERAGE))


def _different(frame: Frame) -> Frame:
    if frame.operation != "lookup" or not said.DIFFERENT.search(frame.text):
        return frame
    return replace(frame, operation="difference", text=without(frame.text, said.DIFFERENT))


def _compared(frame: Frame) -> Frame:
    who, compare = said.WHO.search(frame.text), said.COMPARE.search(frame.text)
    if frame.operation not in {"lookup", "difference"} or not (who or compare):
        return frame
    if not who and frame.operation == "lookup" and COMPARED.search(frame.text):
        return frame  # 与2019年相比怎么样: the change
    text = without(without(frame.text, said.COMPARE), said.HOW_MUCH_MORE)
    ascending = bool(who and who["way"] in _DOWNWARDS)
    text = without(text, said.WHO_WORDS) if who else text
    over = "" if frame.over == "entities" and not compare and said.ALL.search(frame.text) is None else frame.over
    return replace(frame, operation="compare", text=text, ascending=ascending, over=over)


def _listed(frame: Frame) -> Frame:
    if frame.operation not in {"lookup", "filter"} or frame.figure != "printed":
        return frame
    kind = said.row_kind(frame.text)
    if EXPLAIN.search(frame.text) and not said.PLURAL.search(frame.text):
        return frame
    many, which = said.HOW_MANY.search(frame.text), said.WHICH.search(frame.text)
    of_parts = (many and many["counter"] in "项条类种") or said.WHICH_PARTS.search(frame.text)
    kind = kind or ("parts" if of_parts else "")
    if frame.over == "entities":
        operation = "count" if many and frame.operation == "lookup" else frame.operation
        return replace(frame, operation=operation, text=without(frame.text, said.HOW_MANY) if many else frame.text)
    if not kind or not (many or which) or not (said.PLURAL.search(frame.text) or said.WHAT_THINGS.search(frame.text)):
        return frame
    text = without(without(frame.text, said.WHICH), said.HOW_MANY)
    return replace(
        frame, operation="list" if which else "count", over="rows", row_kind=kind, text=without(text, said.ROW_ASKED)
    )


def _summed(frame: Frame) -> Frame:
    first = frame.operation == "rank" and frame.count is not None  # 前三名合计
    restricted = frame.operation == "filter" and said.SUM_ASKED.search(frame.text.rstrip()) is not None
    if not (frame.operation == "lookup" or first or restricted) or not said.SUM.search(frame.text):
        return frame
    if first and not frame.over:
        frame = with_rows(frame, frame.text)
    if frame.operation == "lookup" and YES_NO.search(frame.text) and said.PARTS.search(frame.text):
        text = without(without(frame.text, said.SUM), YES_NO)  # 工资福利支出明细之和对不对
        return replace(frame, operation="check", sides=(text, said.PARTS.sub(spaces, text)))
    moved = frame.figure != "printed" or COMPARED.search(frame.text) is not None
    if moved and said.TOTAL_OF_ONE.search(frame.text) and not said.JOINED.search(frame.text):
        return frame  # 支出合计增长百分之几: of one printed total
    rest = _without_sums(frame.text)
    return frame if rest is None else replace(frame, operation="sum", text=rest)


def _without_sums(text: str) -> str | None:
    """A text without the words for adding up; 收入总计 is an item where other words say so (…以及收入总计总共多少).

    ``None`` where nothing is added up: several totals by their names (支出合计和收入总计各是多少).
    """
    totals = [match.span() for match in said.TOTAL_OF_ONE.finditer(text)]
    found = [match.span() for match in said.SUM.finditer(text)]
    others = [(start, end) for start, end in found if not any(a < end and start < b for a, b in totals)]
    if len(totals) < _SEVERAL or others:
        return blanked(text, others or found)
    each_total = len(_JOINTS.findall(text[totals[0][0] : totals[-1][1]])) + 1 == len(totals)
    if each_total and all(_OF_SIDE.match(text, start) for start, _ in totals):
        return None
    return blanked(text, found[-1:])  # 收入合计、办公费和购置费合计多少
