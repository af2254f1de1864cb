"""What a document says of a figure beside the figure itself: why it changed, what it is for, or that it did not change."""

import re

from index.facts import Fact

REASON = re.compile(r"主要|原因|用于|因为|由于")
_REASON_OPENS = re.compile(r"。[ \u3000]*(?P<reason>(?:其|变动)?(?:主要)?原因(?:是|为|[:：]))")
_UNCHANGED = re.compile(r"持平|无增减|没有(?:增减)?变化|无变化|与上年一致")
_CLAUSE_END = re.compile(r"[；。\n]")
_SENTENCE_REACH = 160


def reason_said(fact: Fact, text: str) -> tuple[int, int] | None:
    """The span behind a prose figure, up to the end of its clause, if it gives a reason or a use.

    A sentence directly behind that opens with 原因 gives the reason of the figure that ends the one before.
    """
    if not fact.prose or fact.locator.table is not None:
        return None
    end = _CLAUSE_END.search(text, fact.locator.end)
    stop = end.start() if end else len(text)
    another = re.search(r"\d", text[fact.locator.end : stop])
    if another:
        # A reason behind the next figure is that figure's.
        stop = fact.locator.end + another.start()
    marker = REASON.search(text, fact.locator.end, stop)
    if marker is None:
        opening = _REASON_OPENS.match(text, stop) if not another else None
        if opening is None:
            return None
        end = _CLAUSE_END.search(text, opening.end())
        return opening.start("reason"), end.start() if end else len(text)
    start = max(text.rfind("，", fact.locator.end, marker.start()), fact.locator.end) + 1
    return (start, stop) if start <= marker.start() else (marker.start(), stop)


def unchanged(fact: Fact, text: str) -> tuple[int, int] | None:
    """The words that say a prose figure did not change: in its own clause, or in the sentence after the paragraph's main figure.

    Words behind another figure are that figure's; a later sentence speaks of the item that the paragraph is about.
    """
    if not fact.prose or fact.locator.table is not None:
        return None
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
        if len(fact.path) > 1 and fact.label not in text[start : found.start()]:
            return None
    end = _CLAUSE_END.search(text, found.end())
    return start, end.start() if end else stop
