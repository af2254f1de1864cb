"""Clauses and lists of prose: what the figures of a sentence are part of, and where the words of one begin.

其中, 包括 and brackets open a list of parts whose whole is the figure before; ；closes an inner list, 。 all of them.
"""

import re
from dataclasses import dataclass, field

from index.labels import clean_label
from index.levels import LEVEL
from index.other_numbers import NOTE_MARK, OtherNumber

_OPENER = re.compile(r"其中[:：]?|包括[:：]?|包含[:：]?|分别(?:为|是)[:：]?|主要包括[:：]?")
# ；社会保障支出158万元，其中…: an item with parts of its own
_OWN_PARTS = re.compile(r"[^，。；：]{2,30}?\d[^，。；]*，其中")
# 因公出国费为XX万元; 扣除留抵退税因素后; 本级5亿元，开发区1亿元
_HIDDEN = re.compile(r"(?:^|[，。；：])(?P<item>[^，。；：\d]{2,24}?)(?:为|是)?[XxＸ×*＊]{2,}[万亿]?元")
_SET_APART = re.compile(r"(?:扣除|剔除|还原|不考虑)[^，。；\d]{2,16}(?:后|影响)，")
_LEVEL_OR_ZONE = re.compile(rf"{LEVEL.pattern}|[一-鿿]{{0,8}}(?:开发区|新区|园区|高新区|经开区)")
_SIDE_OPENS = re.compile(r"[；。](?P<side>收入|支出)(?:主要)?$")
_SEVERAL = 2
_ENUMERATION = re.compile(r"(?:^|(?<=\s))\d{1,2}[、.．] *(?=\D|20\d\d ?年)")
# 减少（增加或减少，下同）3.12亿元, 市本级（含开发区，下同）收入: what the words stand for from here on, and no part of a name
_FROM_HERE_ON = re.compile(r"（[^（）]*下同）")
# 批准的年初预算为：一般公共预算收入76138万元，政府性基金收入80000万元
_PLANNED_HEAD = re.compile(
    r"(?:年初|批准的|通过的)[^，。；：\d]{0,8}预算(?:草案)?(?:安排)?(?:为|是|如下)?$"
    r"|\d{4} ?年度?[^，。；：\d]{0,8}预算(?:草案)?(?:安排)?(?:为|是|如下)$"
)
# 在校学生：小学129人，学前教育54人: what is counted, in front of where
_COUNTED_HEAD = re.compile(
    r"(?:^|(?<=[，。；、\s]))(?P<head>[^，。；：、\s\d（）]{0,8}(?:学生|人员|教师|职工|编制|车辆|人数))$"
)
_COUNTS = re.compile(r" *[^，。；：\d]{1,10}\d+ ?[人名个辆台]")
# 比2019年（疫情前）决算数减少, and 与上年持平公务接待费预算数5万元: no part of what is counted
_BESIDE_YEAR = re.compile(r"(?<=年)（[^（）\d]{1,8}）(?=(?:年初|全年)?(?:预算|决算|执行))")
_EVEN_BEFORE = re.compile(
    r"^[^，。；]*?(?:与|和|同|较|比)[^，。；\d]{0,4}(?:\d{4} ?年)?[^，。；\d]{0,6}(?:基本)?持平(?=[一-鿿“]{3})"
)
_NAMED_AGAIN = re.compile(r"[，；](?P<item>[^，。；\d]+)$")
# （一）收入预算总体安排情况 青石县某局2015年收入预算: a heading in the line of its text
_RUN_IN = re.compile(r"^.{2,40}?(?:情况|说明) +(?=\S{4})")


@dataclass(frozen=True, slots=True)
class Clause:
    """The words in front of a figure, from ``start`` on, in a text that was read up to ``at``."""

    text: str
    at: int
    start: int
    words: str
    before: str
    following: int

    @property
    def stripped(self) -> str:
        """The words without white space around them."""
        return self.words.strip()

    @property
    def ahead(self) -> str:
        """What stands directly in front of the clause."""
        return self.text[self.start - 1 : self.start]

    @property
    def goes_on(self) -> bool:
        """Whether the figure before stands in the same sentence."""
        return not re.search(r"[。\n]", self.text[self.at : self.start])


def clause_before(text: str, at: int, end: int, following: int) -> Clause:
    """The clause in front of the figure that begins at ``end``; ``following`` is where the next figure begins."""
    start = clause_start(text, at, end)
    words = _RUN_IN.sub("", _ENUMERATION.split(text[start:end])[-1]).removeprefix("）")
    words = NOTE_MARK.sub("", words)
    words = _EVEN_BEFORE.sub("", _BESIDE_YEAR.sub("", _FROM_HERE_ON.sub("", words)))
    before = text[clause_start(text, at, max(start - 1, at)) : max(start - 1, at)] if start > at else ""
    return Clause(text, at, start, words, before, following)


@dataclass(slots=True)
class Frame:
    """An open list: the whole that its figures are parts of, and what the words around it say of them."""

    parent: str
    kind: str
    enumerated: bool = False
    change: tuple[str | None, str | None] = (None, None)
    members: int = 0
    bare: int = 0  # members so far, where each is an amount of an item of its own and nothing else is told of them
    year: int | None = None
    account: str | None = None
    before: str = ""
    separated: bool = False
    shifted: bool = False  # the whole is that of the year before, and so are its parts
    of_change: bool = False  # a bracket right behind a change


@dataclass(slots=True)
class State:
    """Where the reading of a paragraph stands: open lists, the figure before, and what it was held against."""

    frames: list[Frame] = field(default_factory=list)
    last: str = ""
    item: str = ""
    account: str | None = None
    year: int | None = None
    root: str = ""
    base: str | None = None
    last_change: tuple[str | None, str | None] = (None, None)
    completes: str = ""  # of what the next rate is one, where the figure before was its whole
    share: str = ""  # A占B of the figure before: what a change behind it is of, and not A alone or the item before
    changed: bool = False
    alike: bool = False  # items with parts of their own, one behind ； after the other
    lead: str = ""  # of the number before: the words in front of it, and the noun behind it
    noun: str | None = None
    counted: bool = False  # the figure before is a number of things
    adjusted: str = (
        ""  # the item whose budget of the beginning of the year was told, in front of what it was adjusted to
    )
    shifted: bool = False  # the figure before is that of the year before
    levelled: bool = False  # the figure before is the level that a change is counted from


def walk(text: str, start: int, end: int, state: State, others: list[OtherNumber]) -> None:
    """Follow openers, brackets and stops between two figures."""
    at = start
    while at < end:
        opener = _OPENER.match(text, at, end)
        char = text[at]
        if char in "，；。！？：":
            state.lead, state.noun = "", None
        if opener and not (opener.group().startswith(("包括", "包含")) and state.last == ""):
            in_bracket = at > 0 and text[at - 1] == "（"
            side = _SIDE_OPENS.search(text, start, at)  # ；支出包括：…, behind what is told of the income
            whole = state.last or state.root
            whole = side["side"] if side and "收支" not in whole else whole
            if in_bracket and state.frames and state.frames[-1].kind == "bracket":
                state.frames[-1].parent, state.frames[-1].year, state.frames[-1].account = (
                    whole,
                    state.year,
                    state.account,
                )
            elif whole:
                enumerated = any(o.kind == "ordinal" and opener.end() <= o.start <= opener.end() + 2 for o in others)
                kind = "among" if opener.group().startswith("其中") else "including"
                _close_same(state, kind)
                if state.frames and state.frames[-1].parent == whole:
                    state.frames[-1].kind, state.frames[-1].enumerated = kind, enumerated
                    state.frames[-1].separated, state.frames[-1].bare = False, 0
                else:
                    named = _NAMED_AGAIN.search(text, start, at)
                    year = None if named and named["item"] == whole else state.year  # 2018年448万元，基本支出包括
                    shifted = state.shifted and year is None and named is None
                    frame = Frame(whole, kind, enumerated, state.last_change, year=year, account=state.account)
                    frame.shifted = shifted
                    state.frames.append(frame)
            at = opener.end()
            continue
        if char == "（":
            # Right behind a figure a bracket lists its parts: 8万元（购置费0万元，运行维护费8万元）.
            whole = state.last if at == start and start > 0 else ""
            state.frames.append(Frame(whole, "bracket", before=state.last, of_change=bool(whole) and state.changed))
        elif char == "）":
            _close_bracket(state)
        elif char in "：:" and _PLANNED_HEAD.search(text, start, at):
            state.frames.append(Frame("", "including", enumerated=True, account="budget"))  # ；goes on with it
        elif char in "：:" and (head := _COUNTED_HEAD.search(text, start, at)) and _COUNTS.match(text, at + 1):
            state.frames.append(Frame(head["head"], "including"))
        elif char in "：:" and at == start and start > 0 and state.last and text[at + 1 : at + 2] != "包":
            state.frames.append(Frame(state.last, "including", change=state.last_change))
        elif char == "；":
            _close_inner(state, _OWN_PARTS.match(text, at + 1) is not None)
        elif char in "。！？":
            state.frames.clear()
            state.alike = False
            state.last, state.year = state.root, None
            if not _OPENER.match(text, at + 1):
                state.last_change = (None, None)
        at += 1


def pass_over(words: str, state: State) -> None:
    """What stands between two figures without being one: an item whose amount is blacked out, a part set apart from its whole."""
    hidden = _HIDDEN.search(words)
    if hidden:
        # 出国费为XX万元，较上年减少0万元: of that, and not of all
        state.last = state.item = clean_label(hidden["item"])[0]
    among = state.frames[-1] if state.frames and state.frames[-1].kind == "among" else None
    if among and among.members == 1 and _SET_APART.search(words):
        # 收入9亿元，其中：退税2亿元，扣除退税因素后，下降1%: of all, and not of the part
        state.last = state.item = among.parent
        state.frames.pop()


def splits_change(label: str, state: State) -> bool:
    """Whether a level or zone in the bracket behind a change has its part of that: 增加6亿元（其中：本级5亿元，开发区1亿元）."""
    return any(frame.of_change for frame in state.frames) and _LEVEL_OR_ZONE.fullmatch(label) is not None


def _close_bracket(state: State) -> None:
    """Back to the figure before the bracket: what follows speaks of it, not of its parts."""
    while state.frames:
        frame = state.frames.pop()
        if frame.kind == "bracket":
            state.last = frame.before or state.last
            return


def _close_inner(state: State, own_parts: bool) -> None:
    """；ends an inner list; a single list only if its members were already told apart by commas (包括A和B；…).

    A list after 其中 ends where the next item has parts as well (``own_parts``): 教育支出9万元，其中A7万元，B2万元；卫生支出3万元，其中….
    """
    open_lists = [frame for frame in state.frames if frame.kind != "bracket"]
    if not open_lists or state.frames[-1].kind == "bracket" or state.frames[-1].enumerated:
        return
    last = open_lists[-1]
    state.alike = state.alike or (
        own_parts and last.kind == "among" and last.members >= _SEVERAL and not last.separated
    )
    last.separated = True
    if (
        len(open_lists) >= 2
        or state.alike
        or (state.frames[-1].kind == "including" and state.frames[-1].members >= _SEVERAL)
    ):
        state.frames.pop()


def _close_same(state: State, kind: str) -> None:
    """A second 其中 behind a ；ends the first (A，其中…；B，其中…); without one it goes deeper, as 包括 does."""
    if state.frames and state.frames[-1].kind == kind == "among" and state.frames[-1].separated:
        state.frames.pop()


def parents_of(state: State) -> tuple[str, ...]:
    """The wholes of the open lists, outermost first."""
    return tuple(frame.parent for frame in state.frames if frame.parent)


def clause_start(text: str, at: int, end: int) -> int:
    """Where the clause of a figure begins: after the last stop, opener or figure; brackets inside a label stay in it."""
    start, depth = end, 0
    while start > at:
        char = text[start - 1]
        if char == "）":
            depth += 1
        elif char == "（":
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and char in "，；。！？：:\n":
            break
        start -= 1
    openers = [m.end() for m in _OPENER.finditer(text, start, end)]
    return openers[-1] if openers else start
