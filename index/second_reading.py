"""A second, narrower look at each figure of prose: whether its own sentence says otherwise than what was read.

The grammar of clauses carries years, accounts and items from one clause to the next, and a wording that it does not know can
carry them too far. This look carries nothing. It asks the sentence only for words that contradict: another year, the other
account, the mark of a note, a percentage under the name of an amount, a reason that does not name the item. A figure that its
sentence gainsays is not told; its number counts as unread.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from index.cleaning import normalise
from index.document import Sentence
from index.facts import Fact

_AMOUNTS = frozenset({"budget", "final", "previous"})
_YEAR = re.compile(r"(?<![\d~—至到-])(?P<year>(?:19|20)\d\d) ?年(?:度)?(?! ?\d|以[来前后]|[至到来底末初]|[-—~])")
# 比2020年, 与2020年相比, 自2013年, 结转2021年: of what a figure is held against, counted from or moved to
_OF_ANOTHER = re.compile(r"(?:比|较|与|同|和|由|从|自|于|在|以|截[至止]|结转|〔|含|用|纳入)[^，。；：、]{0,8}$")
_LAST_YEAR = re.compile(r"去年|上年")
# 比去年, 上年结转: what a figure of this year is held against, or what came over into it
_OF_LAST_YEAR = re.compile(
    r"(?:比|较|与|同|和|由|从)[^，。；]{0,4}(?:去年|上年)|(?:去年|上年)度?[末底]?[^，。；]{0,4}?(?:结[转余]|剩余|余|预算|决算|同期)"
)
_HELD_BEHIND = re.compile(r"[^，。；：]{0,10}(?:相比|相较|对比|同期|持平)")
_BRACKET = re.compile(r"（[^（）]*）")
# What a reason says of years ends with it.
_REASON = re.compile(r"(?:原因|由于|因为|主要(?:是|为|系)|增加的|减少的)[^；。]*[；。]")
# 一般公共预算, 完成预算的, 比决算数: no word for the account of the figure
_NO_ACCOUNT = re.compile(
    r"(?:公共|财政|基金|经营|部门|单位|综合|收支|社会保险)预算(?!数|安排|为|\d)"
    r"|预算(?:稳定|内|外|单位|管理|法|口径|科|周转|资金|项目|编制|绩效|收入|支出|拨款|财政|总)"
    r"|(?:完成|占|达)[^，。；]{0,24}(?:预算|计划|目标|任务)|(?:比|较|与|同|和)[^，。；]{0,14}(?:预算|决算|执行)数?"
    r"|[预决]算(?:草案|报告|公开|调整|单位)|调整后?预算|纳入[^，。；]{0,8}[预决]算|(?:未|尚未)完成"
)
_CARRIED_OUT = re.compile(r"决算数?|执行数|完成|实际(?:支出|完成|使用|到位|执行|收入|发生)|实现|累计支出")
_PLANNED = re.compile(r"预算(?:数|安排|为|(?=\s*$))|(?:拟|计划|预计)安排")
_AIM = re.compile(r"预计|力争|确保|争取|计划|目标|任务")  # to be completed
_MARK = re.compile(r"(?:[\[【]|第|注)\s*$")
_MINUS = re.compile(r"[一-鿿）]\s*[-－−]$")  # 上解上级支出-1.83亿元: below nothing, or a dash before the amount
_RATE = re.compile(
    r"率|比例|比重|占|进度|幅|[为达]到?$|(?:完成|为|相当于|[高低]于|超过)[^，]*(?:预算|计划|任务|目标|调整)(?:总?[数额]|的|为|约)*$"
)
_ONE_MONTH = re.compile(r"(?:\d{1,2}月|当月|本月)(?!.*累计)")
_SINCE_JANUARY = re.compile(r"^\s*截[至止]|累计[^，。；]*$")
_IN_REASON = re.compile(r"(?:原因|由于|因为)(?P<reason>[^。；]*)$")
_CLAUSE = re.compile(r"[，；：。]")


def without_gainsaid(facts: Iterable[Fact], sentences: Sequence[Sentence]) -> tuple[list[Fact], list[Fact]]:
    """The facts of a document that may be told, and the figures of prose that their own sentence contradicts."""
    told: list[Fact] = []
    gainsaid: list[Fact] = []
    starts = [sentence.start for sentence in sentences]
    for fact in facts:
        (gainsaid if fact.prose and _is_gainsaid(fact, sentences, starts) else told).append(fact)
    return told, gainsaid


def _is_gainsaid(fact: Fact, sentences: Sequence[Sentence], starts: Sequence[int]) -> bool:
    if fact.amount is None:
        return False
    sentence = sentences[bisect_right(starts, fact.locator.start) - 1]
    ahead = sentence.text[: bisect_left(sentence.offsets, fact.locator.start)]
    return contradiction(fact, normalise(ahead)) is not None


def contradiction(fact: Fact, ahead: str) -> str | None:
    """What of a figure its sentence contradicts, ``None`` for nothing.

    It is one of ``mark``, ``rate``, ``sign``, ``months``, ``year``, ``account`` and ``reason``.
    ``ahead``: the folded text of the sentence up to the number.
    """
    if _MARK.search(ahead):
        return "mark"
    if fact.basis not in _AMOUNTS:
        return None
    if fact.measure == "percent":
        said = (normalise(fact.label), _CLAUSE.split(ahead)[-1].strip())
        return None if any(_RATE.search(words) for words in said) else "rate"
    if fact.measure != "money":
        return None
    if _MINUS.search(ahead):
        return "sign"
    if _ONE_MONTH.match(normalise(fact.label)) and _SINCE_JANUARY.search(ahead):
        return "months"
    if _is_of_another_year(fact, ahead):
        return "year"
    if _is_of_the_other_account(fact, ahead):
        return "account"
    reason = _IN_REASON.search(ahead)
    return "reason" if reason and normalise(fact.label) not in reason["reason"] else None


def _is_of_another_year(fact: Fact, ahead: str) -> bool:
    """Whether the last year that a sentence names for its own figures is another than that of the figure."""
    if fact.period is None or fact.basis == "previous":
        return False
    told = _BRACKET.sub("", _REASON.sub("", ahead))
    if fact.basis == "budget" and _LAST_YEAR.search(_OF_LAST_YEAR.sub("", _CLAUSE.split(told)[-1])):
        return True  # an account may call its own year 去年: it is published in the next one
    # in a list that ； parts the year of an item is of that item, and the year that opens the sentence of all
    years = _own_years(told.rpartition("；")[2]) or _own_years(_CLAUSE.split(told)[0])
    return bool(years) and years[-1] != fact.period


def _own_years(text: str) -> list[int]:
    return [
        int(found["year"])
        for found in _YEAR.finditer(text)
        if not _OF_ANOTHER.search(text[: found.start()]) and not _HELD_BEHIND.match(text, found.end())
    ]


def _is_of_the_other_account(fact: Fact, ahead: str) -> bool:
    """Whether the clause of a figure names the account where a budget is told, or the other way round."""
    clause = _NO_ACCOUNT.sub("", re.split(r"[，；。]", ahead)[-1])
    carried_out, planned = bool(_CARRIED_OUT.search(clause)), bool(_PLANNED.search(clause))
    if carried_out == planned or (carried_out and _AIM.search(clause)):
        return False
    return fact.basis == ("budget" if carried_out else "final")
