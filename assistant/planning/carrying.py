"""What a question leaves unsaid, taken from another: the rest of its sentence, the sentence before, or the turn before."""

import re
from dataclasses import replace

from assistant.planning import words
from assistant.planning.items import spot_concepts
from assistant.planning.plan import QueryPlan
from assistant.planning.text import blanked
from index.levels import LEVEL

_WITHIN = re.compile(r"其中|它的|里面|当中|该项|这项")
_ASPECT = re.compile(r"绩效|目标|依据|指标")
_FIELD = re.compile(r"实施单位|项目单位|自评得分|(?:自评|评价)(?:等次|等级|结果)|(?:预算)?执行率|执行数|^[ 的]*得分")
_OF_IT = re.compile(r"它的|该项目|这个?项目")
_ANOTHER = re.compile(r"总的|全部|整个|一共")
_FUND = re.compile(r"(?:政府性基金|一般公共预算|国有资本经营|财政拨款)(?:预算)?(?:财政拨款)?(?:部分|那部分)?")
_OWN_TOTAL = re.compile(
    r"(?:预算|基金|经营|资金)(?:财政拨款)?(?:收入|支出)"
)  # 一般公共预算支出呢: of that budget, and of no item before
_SIDE = re.compile(r"(?:本年)?(?:收入|支出|基本支出|项目支出)(?:合计|总计)?")
_BOTH_SIDES = {"收入", "支出"}
_WHOLE_ALONE = re.compile(r"^[^ ]*(?:收入|支出)(?:中|里|里面|当中)?$")
_LEVEL_ALONE = re.compile(rf"(?P<level>{LEVEL.pattern})(?:的|部分)?(?:(?:一般公共)?预算)?(?:收入|支出)?")
_LEVEL_AHEAD = re.compile(rf"^\s*(?:{LEVEL.pattern})")
_JOINT = re.compile(r"加上?|减去?")
_COUNTED = re.compile(r"(?:多少|几)?(?:批次?|人次|次数|人数)")
_DONE = re.compile(r"完成了?(?:年初|全年|调整后?)?预算的?")  # a rate of the item that was asked about
_SHORTEST_SUBJECT = 3
_OF_LEVELS = frozenset({"share", "times", "per_unit"})
# Items that tables print as columns of any row.
COLUMNS = frozenset({"basic", "project", "personnel", "public_funds"})
_NO_WORD = re.compile(r"[\s\"'（）()：:；;，。？?！!、·-]")


def says_item(plan: QueryPlan) -> bool:
    """Whether a plan names what it asks for: a budget item, a code, or words that are more than asking."""
    return bool(plan.concepts or plan.codes or plan.parts or free_words(_DONE.sub("", plan.content)))


def names_total_only(plan: QueryPlan) -> bool:
    """Whether a plan names no item but the budget as such (预算多少), which behind another item is that item's."""
    spans = [(mention.start, mention.end) for mention in plan.concepts if "budget_total" in mention.concepts]
    return bool(spans) and len(spans) == len(plan.concepts) and not (plan.codes or plan.parts or plan.named)


def free_words(content: str) -> str:
    """What is left of a content without weak words, particles and punctuation."""
    return _NO_WORD.sub("", words.PARTICLES.sub("", words.WEAK.sub("", words.ASKING.sub("", content))))


def free_words_kept(content: str) -> str:
    """What is left of a content without weak words, particles and punctuation, with spaces where they stood."""
    for pattern in (words.ASKING, words.WEAK, words.PARTICLES, _NO_WORD):
        content = pattern.sub(" ", content)
    return content


def says_place(plan: QueryPlan) -> bool:
    """Whether a plan names a place or body itself."""
    return plan.named


def level_of(plan: QueryPlan) -> QueryPlan:
    """A plan that asks for the figure itself, where it asked for its change, its rate or the year before."""
    if plan.basis not in {"change", "previous"} and plan.figure == "printed":
        return plan
    return replace(
        plan, operation="lookup", figure="printed", basis=None, base_year=None, direction=None, parts=(), plain=None
    )


def completed(plan: QueryPlan, other: QueryPlan) -> QueryPlan:
    """A plan with item, body and year of another where it names none itself; a share is one of a figure, and of no change."""
    done = plan
    if plan.figure in _OF_LEVELS and plan.parts and other.basis == "change" and not other.parts:
        other = level_of(other)
    if not says_item(plan) and says_item(other):
        done = with_item(done, other)
    if not says_place(plan) and (other.entities or other.unknown_place):
        done = with_body(done, other)
    if not plan.periods and other.periods:
        done = replace(done, periods=other.periods, year_end=other.year_end)
    if plan.parts:
        done = replace(done, parts=tuple(completed(part, other) for part in plan.parts))
    if plan.plain is not None:
        done = replace(done, plain=completed(plan.plain, other))
    return done


def with_item(plan: QueryPlan, other: QueryPlan) -> QueryPlan:
    """A plan that asks for the item of another.

    A change or a reason is not asked of the year before, nor a reason of a rate: 上年呢 | 减少了多少, 下降率 | 为什么.
    """
    of_part = plan.basis == "change" or plan.operation == "explain" or _DONE.search(plan.content)
    if of_part and other.figure == "share" and other.parts:
        return with_item(plan, other.parts[0])  # 占收入比重多少 | 完成预算的百分之几: no share again
    if plan.operation == "explain" and other.operation in {"compare", "difference"} and other.parts:
        # 比年初预算多多少 | 为什么: of the account that was held against its budget, not of that budget.
        return with_item(plan, next((part for part in other.parts if part.basis == "final"), other.parts[0]))
    if plan.basis == "change" or plan.operation == "explain":
        basis = "change" if other.figure == "growth" else None if other.basis == "previous" else other.basis
        other = replace(
            other, figure="printed" if other.figure in {"previous", "growth"} else other.figure, basis=basis
        )
    other = _of_item_alone(plan, other)
    rate = _DONE.search(plan.content)
    return replace(
        plan,
        folded=f"{plan.folded} {other.folded}" if plan.folded.strip() else other.folded,
        content=f"{other.content} {rate.group()}" if rate else other.content,  # 三公经费多少，完成预算的百分之几
        concepts=other.concepts,
        codes=other.codes,
        parts=plan.parts or other.parts,
        figure=plan.figure if plan.figure != "printed" else other.figure,
        basis=plan.basis or other.basis,
        measure=plan.measure or other.measure,
        unit=plan.unit or other.unit,
        row_kind=plan.row_kind or other.row_kind,
    )


def _of_item_alone(plan: QueryPlan, other: QueryPlan) -> QueryPlan:
    """The plan before without the words of its own figure, where another is asked of the item: 完成预算的百分之几 | 比上年减少多少."""
    words = [_DONE] if plan.basis == "change" else []
    words += [_COUNTED] if plan.measure == "money" and other.measure == "count" else []
    for pattern in words:
        content = pattern.sub(lambda match: " " * len(match.group()), other.content)
        other = replace(other, content=content, folded=pattern.sub(" ", other.folded))
    return other


def with_body(plan: QueryPlan, other: QueryPlan) -> QueryPlan:
    """A plan that asks of the bodies of another."""
    return replace(
        plan,
        entities=other.entities,
        regions_asked=other.regions_asked,
        organisation_asked=other.organisation_asked,
        unknown_place=other.unknown_place,
        missing=other.missing,
        named=other.named,
        each_named=other.each_named,
        above=other.above,
        assumed=tuple(dict.fromkeys((*plan.assumed, *other.assumed))),
    )


def joined(plan: QueryPlan, context: QueryPlan) -> QueryPlan:
    """A plan whose item is named within the item of another (印刷成本, asked after the table of 宣传推介费)."""
    shift = len(context.content) + 1
    concepts = (*context.concepts, *(replace(m, start=m.start + shift, end=m.end + shift) for m in plan.concepts))
    both = replace(
        with_body(plan, context) if not says_place(plan) else plan,
        folded=f"{context.folded} {plan.folded}",
        content=f"{context.content} {plan.content}",
        concepts=concepts,
        codes=(*context.codes, *plan.codes),
        periods=plan.periods or context.periods,
    )
    return replace(both, plain=None)


def context_of(plan: QueryPlan, before: QueryPlan) -> QueryPlan | None:
    """The item that a follow-up stays inside: 其中基本支出 after 行政运行, and the next column of that row after it."""
    aspect = (not says_item(plan) and _ASPECT.search(plan.content) is not None) or _FIELD.search(
        plan.content
    ) is not None
    if not (says_item(plan) or aspect) or says_place(plan) or plan.parts or plan.over or before.parts:
        return None
    if aspect or _OF_IT.search(plan.question):
        # 生活垃圾分类处理预算多少 | 它的绩效目标是什么 | 是哪个单位实施的
        alone = before.operation == "lookup" and (not before.concepts or _FIELD.search(plan.content) is not None)
        return before if alone and len(free_words(before.content)) >= _SHORTEST_SUBJECT else None
    coded = before.codes or any(concept.isdigit() for m in before.concepts for concept in m.concepts)
    if before.inside is not None and not _ANOTHER.search(plan.question):
        return before.inside
    subject = _subject(before)
    if subject is not None and not _ANOTHER.search(plan.question):
        return subject
    column = plan.concepts and all(COLUMNS.intersection(mention.concepts) for mention in plan.concepts)
    named = blanked(before.content, [(mention.start, mention.end) for mention in before.concepts])
    said = "".join(_WITHIN.sub(" ", plan.content).split())
    fund = _FUND.fullmatch(said) is not None and len(free_words(named)) >= _SHORTEST_SUBJECT
    row = (
        coded
        or (fund and before.operation == "lookup")
        or (column and not before.concepts and before.operation in {"lookup", "sum"} and free_words(before.content))
        or (
            not before.concepts
            and bool(plan.concepts)
            and before.operation in {"lookup", "sum"}
            and len(free_words(before.content)) >= _SHORTEST_SUBJECT
        )
    )
    return before if _WITHIN.search(plan.question) and row else None


def inside(planned: QueryPlan, whole: QueryPlan) -> QueryPlan:
    """What stands behind 其中, asked within the row that stands before it."""
    context = context_of(planned, whole)
    return planned if context is None else replace(joined(planned, context), inside=context)


def of_rows(planned: QueryPlan, before: QueryPlan) -> QueryPlan:
    """A plan completed from the one before; rows that are asked for as such are an item."""
    done = completed(planned, before)
    rows = planned.over == "rows" and planned.operation in {"sum", "average", "maximum", "minimum", "rank"}
    return replace(done, folded=planned.folded, content=planned.content, concepts=planned.concepts) if rows else done


def with_body_named_later(asked: list[QueryPlan]) -> list[QueryPlan]:
    """Sentences of one question, the definitions among them of the body that a later one names (什么是机关运行费？鹿泉安排了多少)."""
    named = next((each for each in asked if says_place(each)), None)
    if named is None:
        return asked
    return [with_body(each, named) if each.operation == "define" and not says_place(each) else each for each in asked]


def _subject(before: QueryPlan) -> QueryPlan | None:
    """What an item was asked of, where it is named besides the item (水库管护中心 of 水库管护中心支出预算)."""
    if not before.concepts or before.codes or before.operation != "lookup" or before.figure != "printed":
        return None
    content = blanked(before.content, [(mention.start, mention.end) for mention in before.concepts])
    if _WHOLE_ALONE.search(content.strip()):
        return None  # 财政拨款收入中政府性基金多少 | 其他收入呢: another item, and none of that whole
    if len(free_words(LEVEL.sub(" ", content))) < _SHORTEST_SUBJECT or before.concepts[0].start < content.find(
        free_words(content)[:2]
    ):
        return None
    return replace(before, content=content, folded=content, concepts=(), measure=None, unit=None)


def of_fund(plan: QueryPlan, before: QueryPlan) -> QueryPlan | None:
    """The item asked before, of another fund (政府性基金呢 after 农林水支出); ``None`` where a fund is not all that is said."""
    other_side = _other_side(plan, before)
    if other_side is not None:
        return other_side
    asked = _FUND.search(plan.content)
    bare = plan.operation == "lookup" and plan.figure == "printed" and not (plan.parts or plan.codes or plan.over)
    rest = _FUND.sub(" ", plan.content)
    if asked is None or not bare or says_place(plan) or free_words(rest) or _OWN_TOTAL.search(plan.content):
        return None
    named = [match.span() for match in _FUND.finditer(before.content)]
    rest = blanked(before.content, named)
    if before.parts or before.operation != "lookup" or before.figure != "printed" or not _NO_WORD.sub("", rest):
        return None
    kept = tuple(m for m in before.concepts if not any(s < m.end and m.start < e for s, e in named))
    fund = asked.group()
    item = replace(
        before, content=rest, folded=_FUND.sub("", before.folded), concepts=kept, periods=plan.periods or before.periods
    )
    return joined(item, replace(before, content=fund, folded=fund, concepts=(), codes=()))


def of_level(plan: QueryPlan, before: QueryPlan) -> QueryPlan | None:
    """The item asked before, of another level of the area (市本级呢, 其中镇级支出); ``None`` where more than a level is said."""
    # a lone body's 本级 is one of its units, and is not left in the content
    words_said = plan.content if plan.content.strip() else words.ASKING.sub(" ", plan.folded)
    said = _LEVEL_ALONE.fullmatch("".join(words.PARTICLES.sub("", _WITHIN.sub("", words_said)).split()))
    bare = plan.operation == "lookup" and not (plan.parts or plan.codes or plan.over or says_place(plan))
    if said is None or not bare or before.parts or before.operation != "lookup" or not says_item(before):
        return None
    item = _LEVEL_AHEAD.sub("", before.content)
    content = f"{said['level']}{item}"
    shift = len(content) - len(before.content)
    concepts = tuple(replace(m, start=m.start + shift, end=m.end + shift) for m in before.concepts)
    return replace(
        before,
        folded=f"{plan.folded} {content}",
        content=content,
        concepts=concepts,
        periods=plan.periods or before.periods,
        basis=plan.basis or before.basis,
        plain=None,
    )


def _other_side(plan: QueryPlan, before: QueryPlan) -> QueryPlan | None:
    """Another side of the fund asked before: 支出呢 after 政府性基金收入, 其中项目支出 after 一般公共预算支出."""
    side = _SIDE.fullmatch("".join(_WITHIN.sub("", plan.content).split()))
    fund = _FUND.search(before.content)
    if side is None or fund is None or says_place(plan) or plan.parts or before.parts:
        return None
    left = LEVEL.sub("", "".join(_FUND.sub("", before.content).split()))  # 全市一般公共预算收入
    if left and not _SIDE.fullmatch(left):
        return None
    if {side.group(), left} == _BOTH_SIDES:  # 全市一般公共预算收入 | 支出呢
        level = "".join(LEVEL.findall(before.content)[:1])
        item = f"{level}{fund.group()}{side.group()}"
        plan = replace(with_body(plan, before), content=item, folded=item, concepts=spot_concepts(item))
        return replace(plan, periods=plan.periods or before.periods, plain=None)
    total = "总计" if left.endswith("总计") and not side.group().endswith("计") else ""
    plan = replace(plan, content=f"{plan.content}{total}", folded=f"{plan.folded}{total}")
    return joined(plan, replace(before, content=fund.group(), folded=fund.group(), concepts=(), codes=()))


def in_row_of(first: QueryPlan, other: QueryPlan) -> QueryPlan:
    """A bare column (项目支出) asked beside another column with its row (高中教育公用经费): a column of that row as well."""
    columns = [mention for mention in first.concepts if COLUMNS.intersection(mention.concepts)]
    bare = other.concepts and all(COLUMNS.intersection(mention.concepts) for mention in other.concepts)
    if not columns or not bare or {m.concepts for m in columns} & {m.concepts for m in other.concepts}:
        return other
    row = blanked(first.content, [(mention.start, mention.end) for mention in columns])
    rest = blanked(other.content, [(mention.start, mention.end) for mention in other.concepts])
    before = _JOINT.sub(" ", row[: columns[-1].start])
    if not (free_words(before) or "本级" in before) or free_words(rest):
        return other
    said = tuple(mention for mention in first.concepts if mention not in columns)
    return joined(other, replace(first, content=row, folded=row.strip(), concepts=said))


def in_unit(plan: QueryPlan, said: QueryPlan) -> QueryPlan:
    """A plan that names no unit in the one that a sentence behind it asks for (…？按元算)."""
    return plan if said.unit is None or plan.unit is not None else replace(plan, measure=said.measure, unit=said.unit)
