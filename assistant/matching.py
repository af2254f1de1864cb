"""How well a fact fits a question: how much of the question its labels explain, and how much of its own name the question says.

The first keeps wrong figures out (a question word that no label explains is a reason to decline), the second finds the most
specific fact among those that remain.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.asked import Asked, covered, squash_keep
from assistant.columns_said import column_fit, column_said, grade_said
from assistant.planning.synonyms import canonical
from assistant.surroundings import Around, bare, link, own_labels, printed, without_head
from assistant.units import units_said
from index.cleaning import squash
from index.columns import ACCOUNT_ROW
from index.concepts import PARTLY_BASIC, Concepts, label_key
from index.entities import entity_of
from index.fact_rows import TableRow
from index.facts import Fact
from index.parts_of_year import PART_OF_YEAR
from index.running_heads import head_of

_INDICATOR_COLUMN = re.compile(r"^(?:指标值|目标值|评价标准|指标值确定依据|评（扣）分标准|评分标准|分值|权重)")
_TOTAL_ROW = re.compile(r"^(?:合计|总计|部门合计|单位合计)$")
# Items of the 三公 table that also stand among the economic classes of 基本支出, where they cover that part only.
_ECONOMIC_ASKED = re.compile(r"经济|科目|基本支出|商品和服务|公用经费|30\d")
_FILLERS = re.compile(
    rf"其他|其它|类$|、|（[^）]*）|年末|实有|现有|核定|内设机构(?=.)|内设|下设|全系统|全部门|{PART_OF_YEAR.pattern}|总数$|总?人数$"
    r"|编制(?=病?床)|(?<=在职|退休|离休|在编)人员$|(?<=床)位?数$|(?<=[一-鿿]{4})(?:专项)?(?:经费|资金)(?:支出)?$"
)
_PART = re.compile(r"(?:中|里|其中)的?(?P<part>[^\s的]{2,8})$")
# Pairs that the names of most items hold: they tell none from another.
SAID_OF_ALL = frozenset("支出 经费 预算 决算 费用 财政 政拨 拨款 款支 款收 收入 费支 安排 合计 总额 资金 金额".split())
_MEASURES = ("单价", "数量", "面积")
_OTHER_CLASS = re.compile(r"其他.*(?:支出|收入|费用?|补助|经费)$")
_OTHERS = re.compile(r"其他[一-鿿]{2}")
_SOME_UNITS = re.compile(r"本级(?!及|和)|(?<!级及)(?<!级和)(?:所属|下属|直属|参照公务员法)")
_LEVELS = re.compile(r"（[类款项]）")
_CLASS_NAMED = re.compile(r"科目$|（[类款项]）")
_SPENDING = frozenset({"expenditure", "budget_total", "income"})  # 预算总额 may mean any of the three
_HEADLESS = 0.85  # 一般公共预算基本支出, asked as 基本支出: behind what is called so itself
_LONG, _LONG_COLUMN, _SHORTEST_BODY = 6, 4, 5


@dataclass(frozen=True, slots=True)
class Fit:
    """A fact with its marks, each from 0 to 1 but ``score``."""

    fact: Fact
    coverage: float
    identity: float
    column: float
    score: float
    unexplained: str
    column_named: bool = False


@dataclass(frozen=True, slots=True)
class Explained:
    """A fact with how much of the question its labels explain: the cheap half of a fit, taken of every fact."""

    fact: Fact
    around: Around
    explained: tuple[bool, ...]
    coverage: float


def explain(asked: Asked, fact: Fact, around: Around, concepts: Concepts) -> Explained:
    """How much of a question the labels of a fact and what stands around it explain."""
    # 单价和数量: the other column that is asked for explains its words.
    haystack = around.row_words if asked.several else around.words
    explained = _explained(asked, haystack, fact, own_labels(fact), around.concepts, concepts)
    return Explained(fact, around, tuple(explained), _coverage(asked, explained))


def fit(asked: Asked, first: Explained, concepts: Concepts) -> Fit:
    """How well one fact fits in all."""
    fact, around, explained, coverage = first.fact, first.around, first.explained, first.coverage
    own = own_labels(fact)
    identity = _identity(asked, fact, own, around)
    free = _beside_row(asked, fact, own)
    column = column_fit(asked, fact, around.columns, free)
    unexplained = "".join(
        char if weight >= 1 and not ok else " "
        for char, weight, ok in zip(asked.text, asked.weights, explained, strict=True)
    )
    in_table = 0.15 if asked.in_table and fact.locator.table is not None else 0.0
    context = 0.25 * _share(bare(fact.caption or (fact.section[-1] if fact.section else "")), asked.question)
    score = coverage + 0.6 * identity + 0.5 * column + in_table + context
    # A classified item is spent unless income is asked for: of two tables with the same figure the spending one leads.
    score -= 0.03 if fact.code and "收入" in fact.caption and "收入" not in asked.plan.folded else 0.0
    # 预算总额 means 收支总额 before 支出预算 before 收入预算: of the items that a form may mean the first leads.
    score -= 0.01 * min((meant.index(fact.concept) for _, meant in asked.forms if fact.concept in meant), default=0)
    score -= 0.2 if _outside_its_whole(asked, fact, concepts) else 0.0
    score -= 0.4 if _of_a_part(asked, fact) else 0.0
    if _literally_named(asked, fact):
        score += 0.3
    elif fact.prose and fact.concept and any(fact.concept in meant for _, meant in asked.forms):
        score += 0.12 * _said(fact.label, asked.question)  # of two names of one item the one that is nearer
    if _only_a_piece(asked, fact, own) or _another_item(asked, fact, concepts):
        identity = 0.0
    named = bool(fact.columns) and column_said(printed(fact.columns[-1]), asked, free) == 1.0
    score += 0.1 if named and len(printed(fact.columns[-1])) >= _LONG_COLUMN else 0.0  # 资金总额, said as it is printed
    return Fit(fact, coverage, identity, column, score, squash_keep(unexplained), named)


def explained_by_sentence(asked: Asked, fact: Fact, words: str, concepts: Concepts, mine: frozenset[str]) -> bool:
    """Whether the words before a figure's name that its labels leave unexplained stand in its sentence (…内网的光纤 for 光纤).

    In Chinese what narrows a name stands before it; a word behind the name asks for something else.
    """
    own = own_labels(fact)
    haystack = printed(" ".join((*own, *fact.section)))
    explained = _explained(asked, haystack, fact, own, mine, concepts)
    label = printed(fact.label)
    last = max((i for i, ok in enumerate(covered(asked.text, label)) if ok), default=-1)
    beside = covered(asked.text, printed(words))
    missing = [i for i, (weight, ok) in enumerate(zip(asked.weights, explained, strict=True)) if weight >= 1 and not ok]
    in_brackets = {i for match in re.finditer(r"（[^）]*）", asked.text) for i in range(*match.span())}
    return bool(missing) and all(beside[i] and (i < last or i in in_brackets) for i in missing)


def _outside_its_whole(asked: Asked, fact: Fact, concepts: Concepts) -> bool:
    """A part listed under another item than its usual whole (日常公用支出 among 机关运行经费) has another scope.

    So has one of a class that the question does not name (“农田建设”科目 with its 项目支出).
    """
    if not fact.concept or len(fact.path) < 2:
        return False
    parent = link(fact.path[-2])
    if parent is None:
        return (
            fact.prose and _CLASS_NAMED.search(fact.path[-2]) is not None and not said_share(bare(fact.path[-2]), asked)
        )
    return parent != fact.concept and not concepts.is_part_of(fact.concept, parent)


def _explained(
    asked: Asked, haystack: str, fact: Fact, own: list[str], mine: frozenset[str], concepts: Concepts
) -> list[bool]:
    text = asked.text
    explained = covered(text, haystack)
    # The usual whole stands in for the printed one only where the fact names no whole itself.
    spent = fact.code is not None and "收入" not in fact.caption
    by_nature = mine if len(own) == 1 or fact.locator.table is not None else frozenset()
    for form, meant in asked.forms:
        same = any(concept in mine or _is_of(by_nature, concept) for concept in meant)
        # The row of a class of functions is its spending: 农业农村支出预算.
        same = same or (spent and _SPENDING.issuperset(meant))
        # 电费 inside 邮电费 is another item: words of one item do not name a fact of another. 行政运行 itself stands under many 款.
        own_name = bare(fact.label) in {form, f"{form}支出"}
        other = fact.concept is not None and form in printed(fact.label) and not own_name
        at = text.find(form)
        while at >= 0:
            explained[at : at + len(form)] = [same or (form.removesuffix("预算") in haystack and not other)] * len(form)
            at = text.find(form, at + 1)
    grade = grade_said(printed(fact.columns[-1]), text) if fact.columns else None
    if grade:
        explained[grade.start() : grade.end()] = [True] * (grade.end() - grade.start())
    for match in _OTHERS.finditer(text):
        # 其他公共安全支出 is no 公共安全支出 with a column 其他收入: what follows 其他 belongs to it.
        if match.group() not in haystack:
            explained[match.start() : match.start() + 2] = [False, False]
    for code in asked.plan.codes:
        at = text.find(code)
        if at >= 0:
            explained[at : at + len(code)] = [code in mine or code in haystack.split(" ")] * len(code)
    return explained


@lru_cache(maxsize=8192)
def _is_of(parts: frozenset[str], whole: str) -> bool:
    concepts = Concepts.load()
    return any(concepts.is_part_of(part, whole) for part in parts)


def _identity(asked: Asked, fact: Fact, own: list[str], around: Around) -> float:
    """How much of the fact's own name the question says."""
    named = {concept for mention in asked.plan.concepts for concept in mention.concepts}
    if (fact.code and fact.code in asked.plan.codes) or any(code in around.row for code in asked.plan.codes):
        return 1.0
    if fact.concept and fact.concept in named:
        return 1.0
    name = bare(fact.label)
    others = _OTHER_CLASS.match(name) or (fact.measure == "count" and name.startswith(("其他", "其它")))
    if others and "其他" not in asked.question:
        return 0.0  # 其他教育支出 is another item than 教育支出, and 其他用车 are no 执法执勤用车
    own = [label for label in own if not ACCOUNT_ROW.fullmatch(squash(label))] or own
    if fact.scope is not None and own[-1] == fact.scope and fact.kind != "text":
        # The row of a unit is about what its column is, its part of a sentence about the whole; the unit is said or it is not.
        if not units_said(frozenset({fact.scope}), asked.plan):
            return 0.0
        return 1.0 if fact.locator.table is not None else _said(fact.path[-2], asked.question)
    concept = fact.concept or link(fact.label, fact.path[:-1])  # a change in per cent is of no item itself
    question = asked.apart_from(concept, bare(fact.label)) if concept else asked.question
    if fact.basis == "rate" and len(own) > 1:  # 完成预算的64% is a rate of the item before it
        of = next((part for part in reversed(_LEVELS.split(own[-2])) if part), own[-2])
        rated = link(of)
        return 1.0 if rated and rated in named else _said(of, question)
    candidates = [(own[-1], 1.0), (fact.label, 1.0), (without_head(fact.label, asked.question), _HEADLESS)]
    if fact.columns and fact.concept is None and _TOTAL_ROW.match(printed(own[-1])) and "绩效" not in fact.caption:
        candidates.append((fact.columns[-1], 1.0))  # the total of a column is the figure of what the column is about
    if len(own) >= 2 and fact.columns and _INDICATOR_COLUMN.match(fact.columns[0]):
        candidates.append((own[-2], 0.95))
    best = 0.0
    for label, weight in candidates:
        linked = link(label, fact.path[:-1] if label == fact.label else ())
        if linked and linked in named and weight in {1.0, _HEADLESS}:
            return weight
        body = _body_part(label)
        if body is not None and asked.plan.entities:
            if body == asked.plan.entities[0].organisation:
                return 1.0
            label = body
        best = max(best, _said(label, question) * weight)
    return best


def _said(label: str, question: str) -> float:
    """Share of a label that the question says; a name said in one piece counts more than one said in scraps."""
    key = bare(label) or printed(label)
    short = _FILLERS.sub("", key)
    return max(_share(key, question), 0.85 * _share(short, question) if short != key else 0.0)


def _share(key: str, question: str) -> float:
    if not key:
        return 0.0
    said = covered(key, question)
    longest = max(len(run) for run in "".join("x" if ok else " " for ok in said).split(" "))
    return (sum(said) + longest) / 2 / len(key)


@cache
def _body_part(label: str) -> str | None:
    """The organisation part of a label that names a body of some place, else ``None``."""
    entity = entity_of(label) if len(label) >= _SHORTEST_BODY else None
    return entity.organisation if entity and entity.regions and entity.organisation else None


def _beside_row(asked: Asked, fact: Fact, own: list[str]) -> str:
    """The question without the words that name the row: 基本养老保险缴费支出 does not say the column 基本支出."""
    if fact.locator.table is None:
        return asked.text
    taken = covered(asked.text, printed(own[-1]))
    return "".join(" " if named else char for char, named in zip(asked.text, taken, strict=True))


def _another_item(asked: Asked, fact: Fact, concepts: Concepts) -> bool:
    """A figure of a known item of which the question says nothing, not two characters running (财政拨款支出 for “三公”经费财政拨款支出)."""
    known, level = concepts.by_id.get(fact.concept or ""), head_of(fact.label)[0]
    of_level = level and level in asked.question  # 县级收入, of each of the budgets that a report tells of the county
    if known is None or (fact.concept or "").isdigit() or asked.plan.concepts or asked.plan.codes or of_level:
        return False
    forms = [canonical(form) for form in (known.name, *known.printed, *known.asked)]
    pairs = (form[i : i + 2] for form in forms for i in range(len(form) - 1))
    return not any(pair in asked.question for pair in pairs if pair not in SAID_OF_ALL)


def _of_a_part(asked: Asked, fact: Fact) -> bool:
    """A figure of one unit (the units that are named are the only ones looked at), or of 基本支出 alone (30217 for 公务接待费)."""
    project = fact.concept is None and fact.code is None and _literally_named(asked, fact)
    if project and (fact.scope is not None or fact.locator.table is not None):
        return False  # a project is of one unit anyway
    of_some = any(_SOME_UNITS.search(label) for label in fact.path) and not _SOME_UNITS.search(asked.question)
    if fact.scope is not None or of_some:
        return True
    digits = fact.concept is not None and fact.concept.isdigit() and _ECONOMIC_ASKED.search(asked.question) is None
    if digits and fact.concept in PARTLY_BASIC and "基本支出" in fact.caption and not asked.plan.codes:
        return True
    return digits and any(
        fact.concept in meant and not meant[0].isdigit() for _, meant in asked.forms if not asked.plan.codes
    )


def _literally_named(asked: Asked, fact: Fact) -> bool:
    key = squash(label_key(fact.label))
    content = squash(asked.plan.content)
    inside = any(key in form and key != form for form, _ in asked.forms)
    elsewhere = asked.in_table and fact.locator.table is None
    if len(key) >= _LONG and key in content and not inside and not elsewhere:
        return True
    said = {squash(asked.plan.content[m.start : m.end]) for m in asked.plan.concepts}
    return key in said or (fact.prose and squash(fact.label) in said)  # 收支总预算, whose key is shorter


def _only_a_piece(asked: Asked, fact: Fact, own: list[str]) -> bool:
    """Whether the question asks for a piece of the label (空调项目中空调, …设备单价) that the fact does not state by itself."""
    labels = printed("".join(own))
    asks_measure = any(
        asked.text.count(word) > labels.count(word) > 0 and word not in "".join(fact.columns) for word in _MEASURES
    )
    part = _PART.search(asked.text.strip())
    if part is None or asks_measure:
        return asks_measure
    key = printed(label_key(fact.label))
    return part["part"] in asked.text[: part.start()] and part["part"] in key and 2 * len(part["part"]) < len(key)


def caption_share(asked: Asked, caption: str) -> float:
    """Share of a caption that the question says, 0 to 1."""
    return said_share(bare(caption), asked)


def said_share(key: str, asked: Asked) -> float:
    """Share of some printed words that the question says, 0 to 1; words said in one piece count more."""
    return _share(key, asked.question)


def table_coverage(asked: Asked, table: TableRow) -> float:
    """How much of the question a table's caption, headers and note explain, 0 to 1."""
    haystack = printed(" ".join((table.caption, *table.headers, table.note or "")))
    return _coverage(asked, covered(asked.text, haystack))


def _coverage(asked: Asked, explained: list[bool]) -> float:
    """Share of the weight explained; a weak word counts where it is explained and is forgiven where it is not."""
    found = missed = 0.0
    for at, weight in asked.weighted:
        if explained[at]:
            found += weight
        elif weight >= 1:
            missed += weight
    return found / (found + missed) if found + missed else 0.0
