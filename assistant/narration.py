"""Questions that no figure answers: the sentences or the list of a document that do, word for word.

Asked of duties, goals, measures, reasons, uses and definitions. Nothing is put into other words: the answer quotes, cites, and names
the sections beside it where more is said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.contract import Answer
from assistant.library import Holding, Library
from assistant.passage_question import passage_question
from assistant.planning.carrying import free_words
from assistant.planning.operation_words import NEGATED
from assistant.planning.plan import QueryPlan
from assistant.planning.synonyms import canonical
from assistant.project_rows import project_table, projects
from assistant.relevance import bears, coverage
from assistant.routing import routed
from index.cleaning import normalise, squash
from index.fact_rows import DocumentRow
from index.facts import Fact
from index.sections import numbering

if TYPE_CHECKING:
    from assistant.search import Found, Search

# Rows chosen by what their figures come to: no passage says which.
_CHOSEN_BY_FIGURES = re.compile(
    r"哪(?:个|些|几个|一个|几项|项)[^，。？]{1,12}(?:没有?|未)(?:全部|能)?(?:完成|达到|达标|执行完)|调[减增]|超额完成"
    r"|(?:目标|指标|任务|率|数|[一-鿿])(?:都|全部)?(?:完成|达到|达标|实现)(?:了)?(?:吗|没有?[？?。]?$|没[？?。]?$)"
)
_FIGURE_ASKED = re.compile(
    r"多少(?!个?(?:单位|部门|机构|科室))|几(?:万|亿|元|块|个百分点|成|倍|个?人|名|台|辆)|金额|占比|比例|比重|合计|总额|增长率|增幅|降幅"
    r"|\b(?:how much|how many|amount|percentage|share|total)\b",
    re.IGNORECASE,
)
_OPERATIONS = frozenset({"lookup", "list", "explain"})
_ROWS_OF_TABLES = frozenset({"procurement", "assets", "indicators", "functional", "economic"})
# Questions for words: what, how, why, for what, by which rule.
_WORDS_ASKED = re.compile(
    r"为什么|为何|为啥|原因|理由|缘由|怎么|怎样|如何|咋|(?<!为)什么|啥|哪些|哪几|哪[个一]|目的|用途|用于|用在|花在|干嘛|职责|职能|目标|措施|要求"
    r"|依据|根据|办法|做法|手段|制度|内容|原文|意思|含义|定义|解释|效果|结果|主因|程度|名目|有没有别的|管不管|往哪|去向|多快|几[招手]|哪[两三四五六七八]|谁|归.{0,6}管|规定|标准|衡量|说法|打算|计划|作用"
    r"|\b(?:how|why|what|which|who|describe|explain|quote)\b",
    re.IGNORECASE,
)
_WHICH_BODY = re.compile(r"哪(?:个|家|一家|一个)?(?:单位|部门|办公室|机关)|谁家|哪家")
_DECLINED = frozenset({"not_disclosed", "no_item"})
_LIST_ASKED = re.compile(
    r"哪些|哪几|几[条项个点招]|列[出一]|全部|所有|都有|都列|分别|清单|逐条|各条|有什么|\b(?:list|all|what are)\b", re.I
)
_WHOLE_LIST = re.compile(r"逐[条项一]|(?:全部|完整|都|一一)列|列(?:全|出来|个遍)")
_TOPIC_WORDS = re.compile(
    r"职责|职能|目标|措施|保障|总体|分项|绩效|指标|主要|工作|内容|机构|设置|情况|部门|单位|年度|原文"
)
# The least that speaks for a passage: its nearness and the share of the question's words that stand in it, together. Fitted on questions
# with and without an answer (docs/passages.md).
_LEAST = 0.45
_SURE = 0.9  # where no body is named to ask, it must come clearly near
_OF_ITEM = 0.6
_PROJECT_NAME = 5
_GOALS = re.compile(r"目标|指标|绩效")
_WORD = re.compile(r"[A-Za-z㐀-鿿]{2}")
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_PARAGRAPH = 240  # characters that are quoted whole; of longer paragraphs the sentence
_MOST_ITEMS = 40
_LOOKED_AT = 5
_TRIED = 2
_CLOSE = 0.75  # how near the score of a second passage must come to be quoted as well
_SHORT_NARROWING = 3
_SEE_ALSO = 2
_WORDS = 4  # characters from which a cell says something in words
_MOST_CELLS = 4
# The standard of a grade is one cell of a table, and no words around it.
_GRADED = re.compile(r"[评為为][優优良中差]|[优良中差]的?(?:评价)?标准|评价标准")
_LIMITED = re.compile(r"\d[\d.,]*(?:分|%|万?元|亿元)?(?:（含[^）]*）)?(?:以上|以下|以内)")
_STANDARD = re.compile(r"评价标准|评（扣）分|[优良中差](?=$|[为的级、])|指标值确定依据")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a document: a span of its text, or the cell of a fact."""

    document: str
    span: tuple[int, int]
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Narrative:
    """What a document says, in its own words and order; ``see_also`` are the headings under which more of it stands."""

    plan: QueryPlan
    quotations: tuple[Quotation, ...]
    documents: tuple[DocumentRow, ...]
    see_also: tuple[str, ...] = ()


def wanted(plan: QueryPlan, answer: Answer) -> bool:
    """Whether a declined question asks for words: it says so, names no amount to be told, and no figure or list answers it."""
    bodies = _WHICH_BODY.search(plan.question) is not None
    if answer.status == "answered" or not (
        answer.reason in _DECLINED or (answer.reason == "missing_entity" and bodies)
    ):
        return False
    if plan.operation not in _OPERATIONS or plan.figure != "printed" or plan.premises or plan.limit is not None:
        return False
    if (
        plan.excluded
        or (plan.over == "entities" and not bodies)
        or (plan.over == "rows" and plan.row_kind in _ROWS_OF_TABLES)
    ):
        return False
    if plan.operation == "explain" and plan.basis == "change" and plan.concepts:
        return False  # why an item changed: what is printed of its change was looked up
    if _CHOSEN_BY_FIGURES.search(plan.question):
        return False
    if plan.basis in {"final", "previous"} or _FIGURE_ASKED.search(f"{plan.question} {plan.folded}"):
        return False
    if (
        NEGATED.search(plan.folded)
        or _LIMITED.search(plan.question)
        or _GRADED.search(f"{plan.question} {plan.folded}")
    ):
        return False
    return _WORDS_ASKED.search(f"{plan.question} {plan.folded}") is not None


def narrate(plan: QueryPlan, library: Library, search: "Search") -> Narrative | None:
    """The words that answer a question, from the documents it is asked of; ``None`` where none bear on it."""
    rows = routed(plan, library)
    if rows is None or not library.documents:
        return None
    question = passage_question(plan.question, library.entities, library.appears)
    asked = f"{question.words} {' '.join(plan.content.split())}" if plan.carried else question.words
    if not _WORD.search(asked):
        return None
    among = rows or (
        () if library.whole else library.documents
    )  # none in particular is all of the index, of no library
    found = search.find(asked, _LOOKED_AT, [row.id for row in among], question.whole, question.kind)
    found = [each for each in found if library.document(each.chunk.document)]  # one that came or went meanwhile
    told: list[Quotation] = []
    for best in found[:_TRIED]:
        if told and (
            len(told) > 1 or best.chunk.document != found[0].chunk.document or best.score < _CLOSE * found[0].score
        ):
            break
        holding = library.holding_of(best.chunk.document)
        quotations = _quoted(plan, asked, best, holding, search)
        named = _projects_named(asked, holding)
        quotations = tuple(each for each in quotations if _of_projects(named, plan, each, best, holding))
        near = search.nearness(asked, best)
        if quotations and _answers(plan, asked, best, quotations, holding, least=(_LEAST if rows else _SURE) - near):
            told.extend(each for each in quotations if each not in told)
        elif not told:
            return None
    return Narrative(plan, tuple(told), (holding.row,), _see_also(found[0], found)) if told else None


def _answers(
    plan: QueryPlan, asked: str, best: "Found", quotations: Sequence["Quotation"], holding: Holding, *, least: float
) -> bool:
    """Whether a passage bears on a question and holds at least this share of its words."""
    quote = " ".join(holding.text[slice(*each.span)] for each in quotations)
    rows = " ".join(holding.around[each.fact.id].words for each in quotations if each.fact is not None)
    said = coverage(asked, f"{' '.join(best.chunk.section)} {best.chunk.text}")
    place = f"{' '.join(best.chunk.section)} {quote} {rows}"
    if (plan.carried or plan.row_kind == "parts") and not _of_item(plan, place):
        return False
    return said >= least and bears(plan, asked, best.chunk, quote, holding.row.entity)


def _projects_named(asked: str, holding: Holding) -> frozenset[str]:
    """The projects of a document that a question names in full."""
    tables = (projects(holding), project_table(holding))
    names = {canonical(squash(row.name)) for found in tables if found is not None for row in found.rows}
    question = canonical(squash(asked))
    return frozenset(name for name in names if len(name) >= _PROJECT_NAME and name in question)


def _of_projects(named: frozenset[str], plan: QueryPlan, quotation: Quotation, best: "Found", holding: Holding) -> bool:
    """Whether a quotation is about the projects that a question names, and about their goals where those are asked for."""
    if not named:
        return True
    around = holding.around[quotation.fact.id].words if quotation.fact is not None else ""
    words = " ".join((*best.chunk.section, holding.text[slice(*quotation.span)], around))
    place = canonical(squash(words))
    if not any(name in place for name in named):
        return False
    return _GOALS.search(plan.question) is None or _GOALS.search(place) is not None


def _of_item(plan: QueryPlan, quote: str) -> bool:
    """Whether a quotation is about the item of a follow-up, or of a question for its parts: what names the item must stand there."""
    items = [canonical(squash(plan.content[mention.start : mention.end])) for mention in plan.concepts]
    return coverage(plan.content, quote) >= _OF_ITEM and all(item in canonical(squash(quote)) for item in items)


def _quoted(plan: QueryPlan, asked: str, best: "Found", holding: Holding, search: "Search") -> tuple[Quotation, ...]:
    if best.chunk.table is not None:
        return _cells(plan, asked, best, holding, search)
    text, titles = holding.text, _titles(best)
    paragraphs = _paragraphs(text, best.chunk.start, best.chunk.end)
    body = [each for each in paragraphs if squash(text[slice(*each)]) not in titles]
    if not body:
        return ()
    sentences = [span for paragraph in body for span in _sentences(text, paragraph)]
    at, _ = search.closest(asked, [text[slice(*span)] for span in sentences])[0]
    paragraph = next(each for each in body if each[0] <= sentences[at][0] < each[1])
    items = _list_around(plan, text, paragraph, search.section_around(best.chunk))
    if items:
        return tuple(Quotation(best.chunk.document, item) for item in items[:_MOST_ITEMS])
    span = paragraph if paragraph[1] - paragraph[0] <= _PARAGRAPH else sentences[at]
    return (Quotation(best.chunk.document, span),)


def _titles(found: "Found") -> frozenset[str]:
    """The headings of a passage: they say where it stands, and nothing of it."""
    return frozenset(squash(title) for title in found.chunk.section)


def _list_around(
    plan: QueryPlan, text: str, paragraph: tuple[int, int], section: tuple[int, int]
) -> list[tuple[int, int]]:
    """All items of the list that a paragraph belongs to, where the list as such is asked for; none where one item of it is."""
    narrowed = free_words(_TOPIC_WORDS.sub(" ", _LIST_ASKED.sub(" ", plan.content)))
    whole = _WHOLE_LIST.search(plan.question) or (_LIST_ASKED.search(plan.folded) and len(narrowed) < _SHORT_NARROWING)
    if narrowed and not whole:
        return []
    style = _style(text, paragraph)
    if style is None:
        return []
    return [each for each in _paragraphs(text, *section) if _style(text, each) == style]


def _style(text: str, paragraph: tuple[int, int]) -> str | None:
    number = numbering(normalise(text[slice(*paragraph)]))
    return number.style if number else None


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lines of a span with something in them, without white space at their ends."""
    found = []
    for match in re.finditer(r"[^\n]+", text[start:end]):
        line = match.group()
        if line.strip():
            lead = len(line) - len(line.lstrip())
            found.append((start + match.start() + lead, start + match.start() + len(line.rstrip())))
    return found


def _sentences(text: str, paragraph: tuple[int, int]) -> list[tuple[int, int]]:
    start, end = paragraph
    return [(start + match.start(), start + match.end()) for match in _SENTENCE.finditer(text[start:end])]


def _cells(plan: QueryPlan, asked: str, best: "Found", holding: Holding, search: "Search") -> tuple[Quotation, ...]:
    """The row of a table that comes nearest to a question: its words, and of its standards and figures only what is asked for."""
    first, last = best.chunk.rows or (0, 10**9)
    rows: dict[int, list[Fact]] = {}
    for fact in holding.facts:
        row = fact.locator.row
        here = fact.locator.table == best.chunk.table and row is not None and first <= row <= last
        if here and row is not None and fact.kind != "blank" and not fact.prose:
            rows.setdefault(row, []).append(fact)
    if not rows:
        return ()
    told = {row: " ".join((*facts[0].path, *(fact.value_text for fact in facts))) for row, facts in rows.items()}
    row = list(told)[search.closest(asked, list(told.values()))[0][0]]
    facts = rows[row]
    plain = [fact for fact in facts if not _STANDARD.search("".join(fact.columns))]
    words = [fact for fact in plain if fact.kind == "text" and len(squash(fact.text or "")) >= _WORDS]
    if plan.over == "rows" and not words:
        return ()  # the figures of one row are no list of rows
    if _STANDARD.search(plan.question) or not (words or plain):
        chosen = facts
    else:
        chosen = words or plain
    return tuple(Quotation(f.document, (f.locator.start, f.locator.end), f) for f in chosen[:_MOST_CELLS])


def _see_also(best: "Found", found: Sequence["Found"]) -> tuple[str, ...]:
    """The headings of the other passages of the same document that came near, each once."""
    own = " › ".join(best.chunk.section)
    names = [" › ".join(each.chunk.section) for each in found[1:] if each.chunk.document == best.chunk.document]
    return tuple(dict.fromkeys(name for name in names if name and name != own))[:_SEE_ALSO]
