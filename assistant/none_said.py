"""What a document says in words that it has none of: 我单位无政府采购, 没有使用国有资本经营预算拨款安排的支出."""

import re

from assistant.library import Holding
from assistant.planning.plan import QueryPlan

_LEAD = re.compile(r"^(?:有没有|有无|是否|有|安排|使用|发生|开展|要|的|了)+")
_TAIL = re.compile(r"(?:预算|财政拨款|拨款|安排|支出|收入|资金|经费|费用|情况|项目)+$")
_PLANNED = re.compile(r"(?:预算|安排)+$")
_SHORTEST = 4
_SENTENCE_END = "。；\n\t|"
# Whether there is any at all: 有政府采购吗, 有没有…, 是否安排….
_WHETHER = re.compile(
    r"有没有|有无|是否(?:有|安排|使用|发生|开展)|有[^，。？]{2,24}(?:吗|么)|(?:安排|使用|发生)了?[^，。？]{0,20}(?:吗|没有?)"
)


def asks_whether(plan: QueryPlan) -> bool:
    """Whether a question asks if there is any of an item, so that the words that there is none answer it."""
    return _WHETHER.search(f"{plan.question} {plan.folded}") is not None


def none_said(plan: QueryPlan, holding: Holding) -> tuple[int, int] | None:
    """The sentence of a document that says that there is none of the item asked for; ``None`` where none does."""
    words = _LEAD.sub("", "".join(plan.content.split()))
    item = _TAIL.sub("", words)
    item = item if len(item) >= _SHORTEST else _PLANNED.sub("", words)  # 三公经费: too short without its last word
    if len(item) < _SHORTEST or plan.parts or plan.operation not in {"lookup", "list", "count"}:
        return None
    marks = r"[“”\"]?"
    name = marks + marks.join(map(re.escape, re.sub(marks, "", item)))
    said = re.compile(
        rf"(?:(?:没有|无)(?:使用|安排|发生|编制|开展)?|未(?:使用|安排|发生|编制|开展|有)){name}"
        rf"|{name}(?:预算|财政拨款|拨款|收入|支出)*(?:没有|无|未)(?:使用|安排|发生|编制|开展)"
    )
    text = holding.text
    match = said.search(text)
    if match is None:
        return None
    start = max(text.rfind(mark, 0, match.start()) for mark in _SENTENCE_END) + 1
    end = min((at for mark in _SENTENCE_END if (at := text.find(mark, match.end())) >= 0), default=len(text))
    lead = len(text[start:end]) - len(text[start:end].lstrip())
    return start + lead, end + (text[end : end + 1] == "。")
