"""What a document says of a figure beside the figure itself: why it changed, what it is for, or that it did not change."""

import re
from collections.abc import Sequence

from index.checks.rounding import severity_of_pair
from index.cleaning import normalise, with_marks
from index.facts import Fact

REASON = re.compile(r"主要|原因|用于|因为|由于")
_GIVEN = re.compile(r"原因|因为|由于|主要(?!用)")  # a use of the money is no reason of a change
_REASON_OPENS = re.compile(
    r"(?:。[ \u3000]*\n?|\n)[ \u3000]*(?P<reason>(?:其|(?:收入|支出|经费|费用)(?=[增减变下上])|变动"
    r"|决算数?(?:[大小]于|低于|高于|超过|少于)(?:年初|全年)?预算数?的)?"
    r"(?:主要)?(?:(?:变动|增减|变化|增加|减少|增长|下降)的?)?(?:主要)?原因(?:主要)?(?:是|为|[:：])"
    r"|决算数?(?:[大小高低]于|超过|少于|比)(?:年初|全年)?预算数?[多少高低]?[，,]主要(?:是|为|因为|由于))"
)
_UNCHANGED = re.compile(
    r"(?<!基本)(?<!大体)(?<!大致)(?<!总体)持平|无增减|没有(?:增减)?变化|无变化|与上年一致|与上年(?:预算|决算)?数?相同"
)
# 其中：因公出国（境）费0万元，与上年持平: of a part, which the sentence gives a figure of its own
_OF_PART = re.compile(r"^[ \u3000]*其中|\d[\d.,]*[ \u3000]*(?:[万亿]?元|[辆台个批人])")
_CLAUSE_END = re.compile(r"[；。\n]")
_SENTENCE_END = re.compile(r"[。\n]")
_PARAGRAPH_REASON = re.compile(
    r"[ \u3000]*(?P<reason>(?:其|变动|增减)?(?:主要)?(?:(?:变动|增减|变化|增加|减少)的?)?原因[^。\n]*)"
)
_USE = re.compile(r"(?<=[。；])[ \u3000]*(?P<use>(?:主要)?用(?:于|来|在)[^。\t\n]*)")
_SAYS_NO_REASON = re.compile(r"^(?:其中|包括|包含|详见|具体|已列入|全部为|占|比|较|与|同比|完成)|[增减]$")
_TAKEN_APART = re.compile(r"[ \u3000]*(?:[万亿]?元)?[。，；：:][ \u3000]*其中")
_BEHIND = re.compile(r"[ \u3000]*+(?:[万亿]?元)?[ \u3000]*+[，,][ \u3000]*+(?P<rest>.{4,})")
# The rate of a change tells it again: 增加140万元，增长11.86%.
_RATE_BEHIND = re.compile(
    r"[ \u3000]*(?:[万亿]?元)?"
    r"(?:[，,、] *(?:同比)?(?:增长|增加|上升|下降|减少|增幅|降幅)(?:为|约|了)?\d[\d.]*[ \u3000]*[%％]|[（(]\d[\d.]*[ \u3000]*[%％][)）])"
)
# Of a final account: …支出决算为63.44万元，完成年初预算的109%，决算数大于年初预算数的主要原因是….
_DONE_BEHIND = re.compile(
    r"[ \u3000]*(?:[万亿]?元)?[，,](?:完成|为|是)?(?:年初|全年|调整)?预算数?的[ \u3000]*\d[\d.]*[ \u3000]*[%％](?=[，,。])"
)
# …主要原因是报废老旧车辆2辆；公务接待费减少0.40万元，主要原因是…: the second is another item's.
_NEXT_REASON = re.compile(r"[；;](?=[^；;。\n]*(?:增加|减少|持平|增长|下降)[^；;。\n]*(?:原因|主要是|主要为))")
_SENTENCE_REACH = 160
_PARAGRAPHS_REACH = 600


def reason_said(fact: Fact, text: str) -> tuple[int, int] | None:
    """The span behind a prose figure, up to the end of its clause, if it gives a reason or a use.

    A clause that goes on behind a change without another figure says what the change comes from, whatever its words (缘于…,
    是…所致, 省在…). A sentence directly behind that opens with 原因 gives the reason of the figure that ends the one before; one
    later in the paragraph that of the paragraph's first change. In a table cell the sentence that opens with 用于 tells the use.
    """
    if not fact.prose:
        return None
    text = with_marks(text)
    if fact.locator.table is not None:
        return _use_in_cell(fact, text)
    rate = (_RATE_BEHIND if fact.basis == "change" else _DONE_BEHIND).match(text, fact.locator.end)
    behind = rate.end() if rate else fact.locator.end
    end = _CLAUSE_END.search(text, behind)
    stop = end.start() if end else len(text)
    another = re.search(r"\d", text[behind:stop])
    if another:
        # A reason behind the next figure is that figure's.
        stop = behind + another.start()
    marker = REASON.search(text, behind, stop)
    if marker is None:
        opening = _REASON_OPENS.match(text, stop) if not another else None
        if opening and "\n" in opening.group() and fact.basis != "change":
            opening = None  # a paragraph of its own gives the reason of a change
        if opening is None:
            rest = None if rate else _rest_of_clause(fact, text, stop, another is not None)
            told = rest or _reason_of_paragraph(fact, text) or _reason_of_change(fact, text)
            return told or _reason_of_excess(fact, text) or _use_of_parts(fact, text)
        end = _CLAUSE_END.search(text, opening.end())
        return opening.start("reason"), end.start() if end else len(text)
    if another and _GIVEN.search(marker.group()):
        # 主要原因是一般公共预算拨款增加156万元；…: its figures are part of it.
        whole = _SENTENCE_END.search(text, marker.end())
        stop = whole.start() if whole else len(text)
        next_item = _NEXT_REASON.search(text, marker.end(), stop)
        stop = next_item.start() if next_item else stop
    start = max(text.rfind("，", behind, marker.start()), text.rfind(",", behind, marker.start()), behind) + 1
    return (start, stop) if start <= marker.start() else (marker.start(), stop)


def in_words(fact: Fact, candidates: Sequence[Fact]) -> list[Fact]:
    """The sentences that tell the figure of a table cell as well: its reason stands there."""
    if fact.concept is None or fact.measure != "money" or fact.amount is None:
        return []
    unit, known = fact.amount.unit, (fact.document, fact.concept, fact.basis, fact.period, fact.measure)
    told = (each for each in candidates if each.prose and each.amount is not None)
    same = [each for each in told if (each.document, each.concept, each.basis, each.period, each.measure) == known]
    return [each for each in same if severity_of_pair(each, fact, unit) != "conflict"]


def _use_in_cell(fact: Fact, text: str) -> tuple[int, int] | None:
    """The sentence of a figure's table cell that says what the money is for."""
    stop = min(at for mark in "\t\n" if (at := text.find(mark, fact.locator.end)) >= 0 or (at := len(text)))
    use = _USE.search(text, fact.locator.end, stop)
    return use.span("use") if use else None


def _rest_of_clause(fact: Fact, text: str, stop: int, another: bool) -> tuple[int, int] | None:
    """What a clause goes on to say behind a figure and its unit, up to its end."""
    behind = _BEHIND.match(text, fact.locator.end, stop)
    if another or behind is None or _SAYS_NO_REASON.search(behind["rest"]) or _UNCHANGED.search(behind["rest"]):
        return None
    return behind.span("rest")


def _reason_of_paragraph(fact: Fact, text: str) -> tuple[int, int] | None:
    """The reasons told of a change that its paragraph takes apart: its parts with theirs, or a sentence that opens with 主要原因.

    Such a sentence is told of all changes of the one before it, unless that one gives reasons of its own.
    """
    if fact.basis != "change":
        return None
    stop = text.find("\n", fact.locator.end)
    stop = len(text) if stop < 0 else stop
    full_stop = text.find("。", fact.locator.end, stop)
    sentence = full_stop if full_stop >= 0 else stop
    apart = _TAKEN_APART.match(text, fact.locator.end)
    if apart and apart.end() > sentence:  # …增加505万元。其中：…
        following = text.find("。", apart.end(), stop)
        sentence = following if following >= 0 else stop
    if REASON.search(text, fact.locator.end, sentence):
        apart = apart if _GIVEN.search(text, fact.locator.end, sentence) else None
        return (apart.end() - len("其中"), sentence) if apart else None
    listed = apart or "其中" in text[text.rfind("\n", 0, fact.locator.start) + 1 : fact.locator.start]
    reason = _PARAGRAPH_REASON.match(text, sentence + 1) if sentence < stop and listed else None
    return reason.span("reason") if reason else None


def _use_of_parts(fact: Fact, text: str) -> tuple[int, int] | None:
    """What the parts of a paragraph's first amount are used for: …支出4836.5万元。其中，拆迁补偿3200万元，主要用于…；…."""
    start = text.rfind("\n", 0, fact.locator.start) + 1
    stop = text.find("\n", fact.locator.end)
    stop = len(text) if stop < 0 else stop
    first = re.search(r"\d[\d.,]*[ \u3000]*[万亿]?元", text[start:stop])
    among = re.compile(r"其中[，,：:]?").search(text, fact.locator.end, stop)
    if fact.basis == "change" or first is None or start + first.start() != fact.locator.start or among is None:
        return None
    return (among.start(), stop) if "用于" in text[among.end() : stop] else None


def _reason_of_change(fact: Fact, text: str) -> tuple[int, int] | None:
    """The reason that a later sentence of the paragraph gives of the change: …；较上年增加的主要原因是更新车辆."""
    if fact.basis != "change" or fact.direction is None:
        return None
    told = rf"[较比](?:上年|去年|\d{{4}}年)度?(?:决算|预算)?数?{fact.direction}的(?:主要)?原因[是为][^。；\n]*"
    stop = text.find("\n", fact.locator.end)
    found = re.compile(told).search(text, fact.locator.end, len(text) if stop < 0 else stop)
    if found is None:  # a later paragraph, of the item by its name: 项目支出主要用于免费开放，增加的主要原因是…
        named = rf"\n[ \u3000]*{re.escape(normalise(fact.label))}[^。；\n]{{0,40}}?{fact.direction}的(?:主要)?原因(?:主要)?[是为][^。；\n]*"
        found = re.compile(named).search(text, fact.locator.end, fact.locator.end + _PARAGRAPHS_REACH)
    return found.span() if found else None


def _reason_of_excess(fact: Fact, text: str) -> tuple[int, int] | None:
    """The sentence that sets an item against its budget and gives the reason: 接待费低于预算，主要是落实过紧日子要求."""
    if fact.basis not in {"change", "final"}:
        return None
    way = {"增加": "[高大]于|超过|超出", "减少": "[低小]于|少于"}.get(
        fact.direction or "", "[高低大小]于|超过|超出|少于"
    )
    own = re.escape(normalise(fact.label))
    own += (
        r"|(?<=。)(?:支出)?决算数?" if len(fact.path) == 1 and fact.basis == "final" else ""
    )  # of the whole paragraph
    told = rf"(?:{own})[^。；\n]{{0,6}}(?:{way})(?:年初|全年)?预算数?[，,](?P<reason>主要[^。；\n]*)"
    found = re.compile(told).search(text, fact.locator.end)
    return found.span("reason") if found else None


def unchanged(fact: Fact, text: str) -> tuple[int, int] | None:
    """The words that say a prose figure did not change: in its own clause, or in the sentence after the paragraph's main figure.

    Words behind another figure are that figure's; a later sentence speaks of the item that the paragraph is about.
    """
    if not fact.prose or fact.locator.table is not None:
        return None
    text = with_marks(text)
    stop = text.find("\n", fact.locator.end)
    stop = min(len(text) if stop < 0 else stop, fact.context[1] + _SENTENCE_REACH)
    found = _UNCHANGED.search(text, fact.locator.end, stop)
    if found is None:
        return None
    between = text[fact.locator.end : found.start()]
    if "。" not in between:
        if re.search(r"\d", re.sub(r"\d{4} ?年", "", between)):
            return None
        start = text.find("，", fact.locator.end, found.start()) + 1 or found.start()
    else:
        start = text.rfind("。", 0, found.start()) + 1
        ahead = re.split(r"[；;]", text[start : found.start()])[-1]
        if (len(fact.path) > 1 or _OF_PART.search(ahead)) and fact.label not in ahead:
            return None
    end = _CLAUSE_END.search(text, found.end())
    return start, end.start() if end else stop
