"""Which rows of a list a question speaks of: all of them, or those that its words name.

Every word of the question must be explained, by the list itself (its title, its kind, its columns) or by the rows chosen. A word
that stands in some rows only chooses those (大气办的项目合计); one that stands in none is left over, and the question is declined.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.asked import covered
from assistant.library import Holding
from assistant.planning.carrying import free_words
from assistant.planning.numerals import number_of
from assistant.planning.operation_words import NEGATED
from assistant.planning.plan import QueryPlan
from assistant.planning.synonyms import canonical
from assistant.planning.words import PARTICLES
from assistant.rows import Listed, RowSet
from index.amount import find_numbers
from index.cleaning import normalise, squash
from index.funds import EVERY, fund_in

_KIND_WORDS = {
    "units": "单位机构科室下属所属内设性质规格级别经费保障形式机构设置表",
    "procurement": "政府采购物品东西商品设备买的品目花钱采购清单采购表",
    "assets": "固定资产类别账面占用情况表哪一类资产",
    "duties": "部门职责主要职能工作职责活动大类职责大类",
    "projects": "项目专项资金绩效目标表项目支出预算项目名称涉及的编了金额",
    "indicators": "绩效指标三级指标二级指标一级指标产出指标效益指标满意度指标数量指标质量指标绩效目标表",
    "goals": "分项绩效目标",
    "measures": "工作保障措施绩效目标实现",
    "economic": "经济分类科目基本支出明细款级工资福利支出商品和服务支出对个人和家庭的补助",
    "functional": "功能分类科目支出明细类款项级",
    "activities": "职责活动大类工作活动安排了年度预算数分了",
    "parts": "由组成构成组成部分明细包括哪些内容各项支出",
}
_FUNCTION = frozenset(
    "的了是有在由从把被和与及各项个家条类种张份样笔哪些几多少什么一共总分列出名称"
    "请给我看下里中上面要会能都还也就花买设最，。、：；？！（）\"' "
)
_ANY_LIST = (
    "包含包括设置构成组成全部名称名字清单列表情况部门预算公开共有多少金额最大最多最高最少"
    "排名花钱预算数安排款级年度单项明细合计绩效目标表表里表中项目"
)
_COUNTED = re.compile(r"[那这]?[\d.,]+(?:万元|亿元|元|%|万)?")
_NUMBER = re.compile(r"[≥≤><]?\d[\d,]*(?:\.\d+)?(?:万元|亿元|元|%|万|亿)?")
_CLASSIFIER = re.compile(r" ?[个项条家类种笔样份]")
# 名称含“费”的, 涉及会议的, 和车有关的: rows by a word that stands in them.
_HOLDING = re.compile(
    r"(?:名称|名字|项目名|名)?(?:里面?|中)?(?:(?P<with>(?<![不包])(?:带有?|含有?))|涉及到?|提到|关于|(?P<joint>与|和|跟|同))"
    r" ?[\"“]?(?P<word>[^，。、\"”的哪什几多谁 ]{1,12}?)[\"”]? ?(?:二字|两个?字|这个?字|字样|字)?(?P<tail>有关|相关)?"
    r"(?:的|$|(?=有[哪几多])|(?=[，。？]))"
)
_HOLDING_VERBS = re.compile(r"涉及?|提到|关于|有关|相关|[带含]有?|(?<!机)关")
_GENERAL = frozenset({"项目", "部门", "单位", "资金", "金额", "经费", "内容", "工作", "支出", "预算"})
_NUMBER_OF_ROWS = re.compile(r"(?<!第)(?P<n>\d+|[一二两三四五六七八九十]+)(?:个|笔|项|样|种|条)(?!月|单位|部门|县|年)")
_PLACE_ASKED = re.compile(r"是不是|是否|吗|第几|排在?哪|名次|几位")
_GRADE = re.compile(r"(?:等次|等级|结果|评价|评定)(?:是|为|得)?[“\"]?(?P<grade>[优良中差])(?:秀|好|等)?")
_KIND = re.compile(r"[一二三四甲乙丙丁ABC][类级档]")
_GLOSS = re.compile(r"（([^）]+)）")
_JOINT = re.compile(r"以及|加上?|[和与及跟同、，（）]")
_WHOLE_ASKED = frozenset({"list", "count"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The rows that a question speaks of, and the words that chose them; ``placed`` is the one whose place among them is asked for,
    ``unexplained`` are words of neither list nor rows."""

    rows: tuple[Listed, ...]
    words: str = ""
    placed: str = ""
    unexplained: str = ""


def choose(plan: QueryPlan, found: RowSet, holding: Holding) -> Choice:
    """The rows of a list that a question speaks of; totals are none of them."""
    rows = [row for row in found.rows if not row.is_total]
    negated = NEGATED.search(plan.folded)
    if negated is not None:
        return Choice((), unexplained=negated.group())
    holding_word = _held(plan)
    if holding_word is not None:
        word = canonical(holding_word["word"])
        rows = [row for row in rows if word in canonical(squash("".join((row.name, *row.texts))))]
        plan = replace(plan, content=_without(plan.content, holding_word))
        if not rows:
            return Choice((), words=holding_word["word"])
    for kind in _KIND.findall(plan.question):  # 公益一类 is no 公益二类
        of_kind = [row for row in rows if kind in squash("".join((row.name, *row.texts)))]
        rows = of_kind or rows
    choice = _chosen(plan, found, rows, holding)
    if holding_word is not None and not choice.unexplained:
        words = "、".join(filter(None, (holding_word["word"], choice.words)))
        choice = replace(choice, words=words)
    return choice if choice.unexplained else _numbers_told(plan, choice, holding)


def _held(plan: QueryPlan) -> re.Match[str] | None:
    """The words that ask for rows that hold a word."""
    found = (match for match in _HOLDING.finditer(plan.folded) if not match["joint"] or match["tail"])
    return next((match for match in found if match["word"] not in _GENERAL or match["with"]), None)


def _without(content: str, held: re.Match[str]) -> str:
    """A content without the words that ask for rows that hold a word; its particles may be blanked already."""
    content = _HOLDING_VERBS.sub(" ", content)
    for word in (held["word"], *PARTICLES.split(held["word"])):
        content = content.replace(word, " ") if word else content
    return content


def _numbers_told(plan: QueryPlan, choice: Choice, holding: Holding) -> Choice:
    """Declined where a number of the question says something that neither rows nor operation take up."""
    text = "".join(map(_text, choice.rows))
    for match in _NUMBER.finditer(plan.content):
        counted = _CLASSIFIER.match(plan.content, match.end())
        count = number_of(match.group()) if counted else None
        if match.group() in text or (count is not None and count in {len(choice.rows), plan.count}):
            continue
        return Choice((), unexplained=match.group())
    if plan.premises and not plan.yes_no and not plan.excluded:
        spans = {fact.context for row in choice.rows for fact in row.facts if fact.prose}
        stated = [number.value for span in spans for number in find_numbers(normalise(holding.text[slice(*span)]))]
        untold = [premise.words for premise in plan.premises if premise.value not in stated]
        if untold:
            return Choice((), unexplained=untold[0])
    return choice


def _chosen(plan: QueryPlan, found: RowSet, rows: list[Listed], holding: Holding) -> Choice:
    content = canonical(_COUNTED.sub(" ", plan.content))
    row_asked = _single_row(plan, found, content)
    if row_asked:
        return Choice((), unexplained=row_asked)
    rows = _by_cell(plan, rows)
    least = 1 if plan.row_kind in {"procurement", "assets"} else 2
    general = _joined(_general(plan, found, holding, rows))
    left = _left(content, general, least)
    if not left:
        return _counted(plan, Choice(tuple(rows)))
    whole = _PLACE_ASKED.search(plan.question) and plan.operation in {"maximum", "minimum", "rank"}
    chosen = rows if whole else _explaining(content, general, rows, least)
    rest = _left(content, general + "".join(map(_text, chosen)), least)
    if rest or not chosen:
        return Choice((), unexplained=" ".join(rest or left))
    if whole:
        named = _explaining(content, general, rows, least)
        return Choice(tuple(rows), placed=named[0].name if len(named) == 1 else "")
    return _counted(plan, Choice(tuple(chosen), words="" if len(chosen) == len(rows) else "、".join(left)))


def without(words: str, rows: list[Listed]) -> tuple[list[Listed], list[Listed]]:
    """The rows but for those that some words name, and those."""
    said = free_words(canonical(_COUNTED.sub(" ", words)))
    out = [row for row in rows if said and all(covered(said, canonical(squash(row.name))))]
    return [row for row in rows if row not in out], out


def _single_row(plan: QueryPlan, found: RowSet, content: str) -> str:
    """The name of a row that a question about the list says: it asks for that row, and not for the list."""
    narrows = plan.row_kind not in {"parts", "economic", "functional", ""}
    if plan.operation not in _WHOLE_ASKED or not narrows or plan.limit is not None:
        return ""
    named = [row.name for row in found.rows if len(row.name) >= 2 and canonical(row.name) in content]
    return named[0] if named and len(named) < len(found.rows) else ""


def _by_cell(plan: QueryPlan, rows: list[Listed]) -> list[Listed]:
    """Rows that the question chooses by what stands in their other cells (性质是事业, 数量指标)."""
    asked = squash(plan.folded)
    grade = _GRADE.search(asked)
    if grade is not None:
        return [row for row in rows if any(squash(text).startswith(grade["grade"]) for text in row.texts)]
    words = {squash(text) for row in rows for text in row.texts if 2 <= len(squash(text)) <= 8}
    said = [word for word in words if word in asked and not all(word in map(squash, row.texts) for row in rows)]
    for word in sorted(said, key=lambda word: (-len(word), word))[:1]:
        rows = [row for row in rows if word in map(squash, row.texts)]
    return rows


def _general(plan: QueryPlan, found: RowSet, holding: Holding, rows: list[Listed]) -> list[str]:
    """Words that speak of the list as a whole; a budget item that some rows only are named after does not."""
    said = [found.title, _KIND_WORDS.get(plan.row_kind, ""), _ANY_LIST, holding.row.title]
    said += [label for row in found.rows for fact in row.facts for label in (*fact.columns, fact.caption)]
    items = [plan.content[mention.start : mention.end] for mention in plan.concepts]
    # A fund that is named chooses rows, unless the list is of that fund.
    items = [item for item in items if fund_in(item) in {EVERY, fund_in(found.title)}]
    names = {squash(row.name) for row in rows}
    return said + [item for item in items if squash(item) not in names]


def _text(row: Listed) -> str:
    """What a row says of itself: its name, the texts of its cells and the labels of its figures."""
    return _joined((row.name, *row.texts, *(label for fact in row.facts for label in fact.path)))


def _joined(texts: Iterable[str]) -> str:
    return "".join(canonical(squash(text)) for text in dict.fromkeys(texts))


def _left(content: str, explaining: str, least: int) -> list[str]:
    """Runs of a content, of ``least`` characters or more, that a text does not explain."""
    explained = covered(content, explaining)
    marked = "".join(" " if ok or char in _FUNCTION else char for char, ok in zip(content, explained, strict=True))
    return [run for run in marked.split() if len(run) >= least]


def _explaining(content: str, general: str, rows: list[Listed], least: int) -> list[Listed]:
    """The rows that explain what the list does not: each of them all of it, or one each of the things that the question joins."""
    for strictness in (1, least):
        fitting = [row for row in rows if not _left(content, general + _text(row), strictness)]
        if fitting:
            return fitting
    gloss = _GLOSS.search(content)
    if gloss:  # 大气办名下两个项目（工作经费，加上屋顶修理）: the words in brackets name rows among those named before
        before = content[: gloss.start()] + " " + content[gloss.end() :]
        rows = _explaining(before, general, rows, least) if _left(before, general, least) else rows
        content = gloss.group(1)
    named = [piece for piece in _JOINT.split(content) if _left(piece, general, least)]
    found = [[row for row in rows if not _left(piece, general + _text(row), least)] for piece in named]
    if len(named) < 2 or not all(found):
        return []
    return [row for row in rows if any(row is each for fits in found for each in fits)]


def _counted(plan: QueryPlan, choice: Choice) -> Choice:
    """Declined where a question sums another number of rows than it says (大气办的两个项目合计)."""
    match = _NUMBER_OF_ROWS.search(plan.question) if plan.operation in {"sum", "average"} else None
    if match is None or number_of(match["n"]) in {
        None,
        plan.count,
        len([row for row in choice.rows if not row.is_part]),
    }:
        return choice
    return Choice((), unexplained=match.group())
