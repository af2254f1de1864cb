"""Changes in prose: the words that speak of one, what it is held against (较上年, 与2020年预算相比), and what changed."""

import re
from dataclasses import dataclass

from index.labels import CHANGE_TAIL, CHANGE_WORDS, DOWN, UP, clean_label, strip_tail

BASE = re.compile(
    r"(?:相?较于?|同?相?比|与|同) ?(?P<base>(?:去年|上年|上一年|(?:19|20)\d\d(?: ?年|(?!\d))|年初(?=预算))(?:度)?"
    r"(?:同期|支出数|(?:年初|全年|调整)?(?:预算|决算|执行)数?)?|(?:全年|调整)?预算数?(?=(?:相比|比较|对比)?$))"
    r"(?P<rest>[^，；。]*?)(?:相比较?|相较|比较|对比|相比)?$"
)
# 与2021年执行数（…，下同）相比，有以下变化。一是…: what the changes of a paragraph are held against
_HELD_AGAINST = re.compile(
    r"[与同比较](?P<base>(?:上年|去年|(?:19|20)\d\d ?年)?(?:年初|全年|调整)?(?:预算|决算|执行)数?)(?:（[^）]*）)?(?:相比|比较|相较)?，"
    r"[^，。；\d]{0,12}(?:变化|变动|差异)(?:如下|情况)?[。：:]"
)
PLAIN_BASE = re.compile(
    r"(?:去年|上一?年|(?:19|20)\d\d ?年?|年初)度?(?:同期)?(?:年初|全年|调整)?(?:预算|决算|执行|支出)?(?:数|安排)?"
    r"|(?:全年|调整)?预算数?"
)
_COMPARED_AHEAD = re.compile(r"^(?:相比较?|相较|比较|对比)")
# 比上年多7辆: behind a base these are changes, anywhere else not (不少于, 至少).
_MORE_OR_LESS = re.compile(r"(?<![至不最许很大])(多|少|增|减|(?<=数)加)(?:了|出)?$")
# 降幅39.38%: the rate of the change before.
_CHANGE_RATE = re.compile(
    r"(?:同比|环比)?(?:(增|升|涨)幅?|(减|降|跌)幅?|(增长|增加|上升)率|(?:减少|下降|降低)率)(?:为|达|达到|约|是)?$"
)
_CHANGE_RANGE = re.compile(r"(?<=[一-鿿]{3})(?:([增升涨])|[减降跌])幅(?:为|达|约|是)?$")  # 公务接待费减幅2.79%
# 较上年增加（减少）0万元: a form's words for both; without an amount neither of them is meant.
_UNDECIDED = re.compile(r"(?<=增加|增长|减少|下降|上升|降低)（(?:减少|下降|降低|增加|增长|上升)）$")
_AFFECTED = re.compile(
    r"(?P<item>[^，。；]{2,16}?(?:收入|支出|费))受[^，。；]{2,20}影响"
)  # 税收收入受减税影响，较年初预算减少
_UNCHANGED = re.compile(
    r"(?P<item>[^，。；：\d]{3,30}?)(?:决算|预算)?数?[比较与](?:年初)?(?:预算|上年|去年)[^，。；\d]{0,6}(?:无增减(?:变化)?|持平|无变化)，$"
)
_DIRECTION_WORDS = {"增加": rf"{UP}|[多增升涨]|(?<=数)加$", "减少": rf"{DOWN}|[少减降跌]"}
# 增长-26.7%: a fall, whatever the word
_MINUS = re.compile(rf"(?:{CHANGE_WORDS})[率幅]?[-－−]$")
# 按同口径同比减少, 可比增长: the figure before, counted in another way.
COUNTED_AS = re.compile(
    r"按?(?P<way>(?:同|可比|自然)口径|可比|(?:剔除|扣除|不含|不计)[^，。；\d]{1,16}?(?:后|因素))(?:同比|相比|比较|计算)?(?:[，,])?"
)
# 按同口径计算，收入…: not the figure that is told without these words
COUNTED_SO = re.compile(
    r"(?:^|(?<=[，。；]))(?:(?:按|剔除|扣除|不含|不计)[^，。；\d]{0,16}(?:口径(?:计算)?|因素后?|影响)|(?:剔除|扣除)[^，。；\d]{1,16}后)$"
)
# 与上年3.88万元相比减少0.70万元: the change of the item before.
ONLY_COMPARED = re.compile(r"[）)]?(?:相比较?|相较|比较|对比)")


# 与县人民代表大会报告的执行数相比，收入增加34008万元，支出增加34135万元: of a sentence
_HELD_IN_SENTENCE = re.compile(
    r"[与同][^，。；]{2,40}?(?P<base>(?:(?:19|20)\d\d ?年)?(?:预算|决算|执行)数)(?:（[^）]*）)?相比，"
)


def held_against(text: str, at: int) -> str | None:
    """What the changes of a paragraph, or of the sentence around a place, are held against by the words that open it."""
    opened = _HELD_AGAINST.search(text)
    if opened and opened.end() < at:
        return opened["base"]
    told = list(_HELD_IN_SENTENCE.finditer(text, text.rfind("。", 0, at) + 1, at))
    paragraph = (
        None if told else _HELD_IN_SENTENCE.match(text)
    )  # 与…执行数相比，收支均增加。在收入方面，中央补助减少9亿元
    return told[-1]["base"] if told else paragraph["base"] if paragraph else None


def base_and_subject(clause: str, found: re.Match[str], *, goes_on: bool) -> tuple[str, str]:
    """The base of a change and the words for what changed: 较去年X增加.

    After another figure of the sentence (``goes_on``) X belongs to the base, else X is what changed; behind 相比 it always is.
    """
    rest = _COMPARED_AHEAD.sub("", found.group("rest"))
    of_base = goes_on and rest == found.group("rest")
    base = f"{found.group('base')}{rest}" if of_base else found.group("base")
    return base, clause[: found.start()] + ("" if of_base else rest)


def stated_base(clause: str) -> str | None:
    """The base that the clause before names, as in 与2018年相比，减少…."""
    match = BASE.search(clause.strip())
    return match.group("base") if match else None


def subject_unchanged(text: str) -> str:
    """The item at the end of a text that it says did not change against one thing, before it tells how against another.

    公务接待费支出决算比预算无增减变化，比去年增加1.05万元.
    """
    match = _UNCHANGED.search(text)
    return clean_label(match["item"])[0] if match else ""


def subject_before_base(clause: str) -> str:
    """What changed, where the clause before names it with the base: 预算总额同2020年预算相比，减少…."""
    match = BASE.search(clause.strip()) or _AFFECTED.fullmatch(clause.strip())
    return clean_label(clause.strip()[: match.start() if match.re is BASE else match.end("item")])[0] if match else ""


@dataclass(frozen=True, slots=True)
class Change:
    """A change that the words in front of a figure speak of: 增加 or 减少, and where these words begin."""

    direction: str
    start: int


def change_said(clause: str, *, compared: bool) -> Change | None:
    """The change that a clause ends in; ``compared`` where the clause before names what it is held against."""
    bare = _UNDECIDED.sub("", clause.rstrip())
    minus = _MINUS.search(bare)
    if minus:
        return Change("减少", minus.start())  # 下降-81.75% as well: a sign too many, and a fall
    match = CHANGE_TAIL.search(strip_tail(bare, keep_change=True))
    if match:
        return Change(direction_of(match.group(1)), bare.rfind(match.group(1)))
    more = _MORE_OR_LESS.search(bare)
    if more and (compared or BASE.search(bare[: more.start()].strip())):
        return Change("增加" if more.group(1) in "多增加" else "减少", more.start())
    ended = _CHANGE_RANGE.search(bare)
    if ended:
        return Change("增加" if ended.group(1) else "减少", ended.start())
    rate = _CHANGE_RATE.fullmatch(bare.strip())
    if rate:
        return Change("增加" if rate.group(1) or rate.group(3) else "减少", 0)
    return None


def direction_of(word: str) -> str:
    """增加 or 减少, of a word of change."""
    return "增加" if re.fullmatch(UP, word) else "减少"


def is_undecided(clause: str) -> bool:
    """Whether a clause ends in a form's words for either direction: 增加（减少）."""
    return _UNDECIDED.search(clause.rstrip()) is not None


def speaks_of(direction: str, words: str) -> bool:
    """Whether words say a change in a direction (增加 or 减少)."""
    return re.search(_DIRECTION_WORDS[direction], words) is not None
