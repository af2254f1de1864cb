"""Does a document agree with itself? All places that print an item, a total against its parts, and what the checks found."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import arithmetic
from assistant.computing import comparable, compute
from assistant.library import Library
from assistant.lines import printed_line
from assistant.lookup import Evidence, all_places, look_up, states
from assistant.names import bare
from assistant.partition import item_partitions, pieces_of
from assistant.planning.carrying import free_words
from assistant.planning.plan import ConceptMention, QueryPlan
from assistant.planning.text import blanked
from assistant.results import Computed, Ledger, Line, Result
from assistant.rows import RowSet, captioned, classified, parts_of
from assistant.wholes import whole_stated_with
from index.checks.rounding import severity_of_pair
from index.cleaning import squash
from index.concepts import Concepts, label_key
from index.facts import Fact
from index.funds import fund_of, in_every_fund

_MOST = 8
_CLASSIFICATION = re.compile(r"功能分类|经济分类")
_CLASS_CODE = 3
_TWO = 2
_TEXT = re.compile(r"说明|文字|正文|文本")
_TABLE = re.compile(r"表(?!述|示|明)")
_PLACE = re.compile(rf"{_TEXT.pattern}|{_TABLE.pattern}|清单")
# Findings whose places print one and the same item; the places of others are parts, bases or consequences of it.
_PARTS_AND_TOTAL = "parts_and_total"
_OF_PROJECTS = frozenset(
    {"project_amount", "text_and_indicator", "indicator_twice", "office_and_project", "economic_item"}
)
_SAME_ITEM = _OF_PROJECTS | {"same_item", "same_change"}
_TOTAL = re.compile(r"合计数?|总数|总额|总计|表上|上面")
_CHANGE_SAID = re.compile(r"公布|(?:增加|增减|减少|变化|变动|增|减)(?:变动|变化)?[额数量值]?")
_ALL_MONEY = "budget_total"
_ADDED = re.compile(r"(?:的|之)和|加起来|相加|加总|(?<=.{2})加上?(?=.{2})")
_PARTS = re.compile(
    r"(?:下面|里面?|中)?(?:的)?(?:各(?:项|类|款|部分|明细)?|所有|全部|明细|几项|分项)+(?:的)?|下面|(?<= )[项类](?= |$)"
)


def check(plan: QueryPlan, library: Library) -> Result:
    """The result of a question whether figures agree: a sum against its total, or all places of one item."""
    ledger = Ledger()
    changes = _changes_of_parts(plan)
    if changes is not None:
        return _changes_against_total(changes, library, ledger)
    if len(plan.parts) == 2:
        in_text = _TEXT.search(plan.question) is not None
        if in_text and _TABLE.search(plan.question):
            # 表合计和说明一致吗: two places of one item, and nothing to be added
            plan = replace(plan.parts[0], operation="check", question=plan.question, plain=None)
        else:
            return _sum_against_total(plan, library, ledger, in_text=in_text)
    evidence = look_up(replace(plan, operation="lookup"), library)
    if evidence.reason in {"no_document", "no_period", "missing_entity", "ambiguous_entity", "out_of_scope"}:
        return evidence
    compared = _two_items(plan, library)
    if compared is not None:
        return compared
    places = all_places(plan, library)
    if not places:
        return evidence
    first = evidence.facts[0] if evidence.facts else places[0]
    quoted = [fact for fact in places if any(states(fact, premise) for premise in plan.premises)]
    places = [fact for fact in places if _comparable_places(first, fact) or fact in quoted] or places
    places += _namesakes(places, library)
    lines = _distinct([*places, *found_beside(places, library)], ledger)[:_MOST]
    return Computed(plan, "check", tuple(lines), (), ledger, evidence.documents)


def _comparable_places(first: Fact, fact: Fact) -> bool:
    """Whether two places print one figure: no budget beside a final account, no fund beside all of them."""
    if {first.basis, fact.basis} == {"budget", "final"} or _in_basic_only(first) != _in_basic_only(fact):
        return False
    return not in_every_fund(first) or fund_of(first) == fund_of(fact)


def _in_basic_only(fact: Fact) -> bool:
    """Whether a figure is an economic class of 基本支出 (30231), which may be less than the item in all."""
    return (fact.concept or "").startswith("3") and "基本支出" in fact.caption


def _two_items(plan: QueryPlan, library: Library) -> Result | None:
    """Two items held against each other (日常公用经费和机关运行费一样吗): a comparison; ``None`` where one item is asked about."""
    pieces = pieces_of(plan)
    if len(pieces) != _TWO or len(plan.concepts) < _TWO:
        return None
    if any(plan.content[slice(*piece)].rstrip(" 里中上的").endswith("表") for piece in pieces):
        return None  # a table is a place of the item, and none itself
    result = compute(replace(plan, operation="compare", premises=(), measure=None, unit=None), library)
    return result if isinstance(result, Computed) and len(result.lines) == _TWO else None


def _changes_of_parts(plan: QueryPlan) -> QueryPlan | None:
    """The changes of two parts that are held against that of their whole: it need not be named (…合起来，跟总数的增加额对得上吗)."""
    if plan.basis != "change" or len(plan.parts) not in {0, _TWO}:
        return None
    left, *right = sorted(plan.parts or (plan,), key=lambda side: len(side.concepts), reverse=True)
    parts = [mention for mention in left.concepts if mention.concepts[:1] != (_ALL_MONEY,)]
    wholes = [(mention, side) for side in right for mention in side.concepts]
    if len(parts) != _TWO or any(mention.concepts[:1] != (_ALL_MONEY,) for mention, _ in wholes):
        return None
    said = (blanked(side.content, [(mention.start, mention.end) for mention in side.concepts]) for side in right)
    if any(free_words(_TOTAL.sub("", _CHANGE_SAID.sub("", words))) for words in said):
        return None
    first, second = (left.content[mention.start : mention.end] for mention in parts)
    mentions = (
        replace(parts[0], start=0, end=len(first)),
        replace(parts[1], start=len(first) + 1, end=len(first) + 1 + len(second)),
    )
    both = replace(plan, content=f"{first}和{second}", concepts=mentions, parts=())
    return replace(both, folded=both.content, premises=())


def _changes_against_total(plan: QueryPlan, library: Library, ledger: Ledger) -> Result:
    """The changes of two parts against that of the whole budget (和基本支出、项目支出的增减对得上吗); other changes are not compared."""
    known = Concepts.load()
    wholes = {known.by_id[c].part_of for m in plan.concepts for c in m.concepts if c in known.by_id}
    if wholes != {"expenditure"}:
        return Evidence(plan, reason="not_supported")
    name = known.name(_ALL_MONEY)
    mention = ConceptMention(0, len(name), (_ALL_MONEY, "expenditure", "income"))
    whole = replace(plan, content=name, folded=name, concepts=(mention,), premises=(), operation="lookup", plain=None)
    left = replace(plan, premises=(), plain=None)
    return _sum_against_total(replace(plan, parts=(left, whole), premises=()), library, ledger)


def _namesakes(places: list[Fact], library: Library) -> list[Fact]:
    """The same indicator in other tables of targets: what the whole office and its projects aim at."""
    names = {squash(bare(fact.label)) for fact in places if _is_target(fact)}
    if len(names) != 1:
        return []
    holding = library.holding_of(places[0].document)
    same = (fact for fact in holding.facts if _is_target(fact) and squash(bare(fact.label)) in names)
    return [fact for fact in same if fact.amount is not None and fact not in places]


def _is_target(fact: Fact) -> bool:
    return fact.locator.table is not None and any(column.startswith("指标值") for column in fact.columns)


def printed_against(plan: QueryPlan, asked: Sequence[Fact], library: Library) -> list[Fact]:
    """What a document prints of the same thing at another place, with another figure: told beside the one that is asked for.

    A question that names the place (绩效目标表里的…) is answered from there. Two prints of a budget item fit a question alike
    or do not, and a warning names both; those of a project or a target go by other words.
    """
    amounts = [fact for fact in asked if fact.amount is not None]
    if not amounts or _PLACE.search(plan.question):
        return []
    told = {(fact.amount.value, fact.amount.unit) for fact in amounts if fact.amount}
    return [
        fact
        for fact in _beside(amounts, library, _OF_PROJECTS, hints=False)
        if fact.amount is not None and (fact.amount.value, fact.amount.unit) not in told
    ]


def found_beside(places: list[Fact], library: Library) -> list[Fact]:
    """The figures at the other places of findings that touch a place: what the document prints against it."""
    return _beside(places, library, _SAME_ITEM | {_PARTS_AND_TOTAL})


def _beside(places: list[Fact], library: Library, kinds: frozenset[str], *, hints: bool = True) -> list[Fact]:
    beside: list[Fact] = []
    for document in dict.fromkeys(fact.document for fact in places):
        holding = library.holding_of(document)
        own = [(fact.locator.start, fact.locator.end) for fact in places if fact.document == document]
        for finding in holding.findings:
            spans = [(start, end) for start, end, _ in finding.places]
            if finding.kind not in kinds or (finding.severity == "rounding" and not hints):
                continue
            if not any(_meet(a, b) for a in own for b in spans):
                continue
            beside += [
                fact
                for fact in holding.facts
                if fact.amount is not None
                and fact.measure == places[0].measure
                and any(_meet((fact.locator.start, fact.locator.end), span) for span in spans)
                and fact not in places
                and (finding.kind != _PARTS_AND_TOTAL or _at_odds(places[0], fact, spans[0]))
            ]
    return list(dict.fromkeys(beside))


def _at_odds(asked: Fact, fact: Fact, total: tuple[int, int]) -> bool:
    """Whether a total and one of its parts are printed against each other: any part that is not 0 against the total that is
    asked about, and the total against a part that is larger than it."""
    assert asked.amount is not None
    assert fact.amount is not None
    if _meet((asked.locator.start, asked.locator.end), total):
        return fact.amount.value != 0
    return _meet((fact.locator.start, fact.locator.end), total) and asked.amount.value > fact.amount.value


def _meet(left: tuple[int, int], right: tuple[int, int]) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def _distinct(places: list[Fact], ledger: Ledger) -> list[Line]:
    """One line for each value, with the other places that print the same."""
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in places:
        assert fact.amount is not None
        term = arithmetic.printed(0, fact.amount.value, fact.amount.unit)
        groups.setdefault((*comparable(term), fact.comparator, fact.direction), []).append(fact)
    return [printed_line(group[0], ledger, tuple(group[1:])) for group in groups.values()]


def _sum_against_total(plan: QueryPlan, library: Library, ledger: Ledger, *, in_text: bool = False) -> Result:
    left, right = plan.parts
    if _ADDED.search(right.folded) and not _ADDED.search(left.folded):
        left, right = right, left  # 总额等于房屋、车辆、其他的和吗
    unsaid = not free_words(_TOTAL.sub("", right.content)) and not right.concepts
    if unsaid or right.content == left.content:
        right = replace(left, content=_PARTS.sub(" ", left.content), folded=_PARTS.sub(" ", left.folded))
    total = look_up(replace(right, operation="lookup", figure="printed", plain=None), library)
    if total.reason is not None or not total.facts or total.facts[0].amount is None:
        return total
    if in_text:
        prose = [fact for fact in all_places(replace(right, plain=None), library) if fact.locator.table is None]
        total = replace(total, facts=tuple(prose[:1]) or total.facts)
    whole = printed_line(total.facts[0], ledger, total.facts[1:])
    parts = (
        _classes(left, total.facts, library, ledger)
        or _named_parts(left, library, ledger, whole)
        or _all_parts(total.facts, library, ledger)
    )
    if not parts:
        return Evidence(plan, reason="not_disclosed", documents=total.documents, near=total.facts[:1])
    whole = _whole_of_parts(parts, whole, library, ledger)
    try:
        added = arithmetic.added([_signed(line, whole) for line in parts])
        gap = arithmetic.subtracted(whole.term, added)
    except ValueError:
        return Evidence(plan, reason="not_comparable", documents=total.documents, near=total.facts[:1])
    if all(_same_item(line, whole) for line in parts):
        return check(replace(plan, parts=()), library)  # the same total in two tables: nothing to be added
    entity, period = whole.entity, whole.period
    outcomes = (Line("各项之和", entity, period, added), Line("差额", entity, period, gap))
    return Computed(plan, "check_sum", (whole, *parts), outcomes, ledger, total.documents)


def _whole_of_parts(parts: list[Line], whole: Line, library: Library, ledger: Ledger) -> Line:
    """The whole that the parts' own sentence or section states (一般公共预算基本支出 with its 人员经费), else the one found."""
    told = (line for part in parts for line in whole_stated_with(part, [whole], library, ledger))
    stated = {line.fact.id: line for line in told if line.fact and line.fact != whole.fact}
    if len(stated) == 1:
        return next(iter(stated.values()))
    first, sections = whole.fact, {line.fact.section for line in parts if line.fact and line.fact.prose}
    if first is None or len(sections) != 1 or first.section in sections:
        return whole
    section = next(iter(sections))
    own = [
        fact
        for fact in library.holding_of(first.document).facts
        if fact.prose and fact.section == section and (fact.basis, fact.period) == (first.basis, first.period)
        if fact.amount and label_key(fact.label).endswith(label_key(first.label))
    ]
    return printed_line(own[0], ledger) if len(own) == 1 else whole


def _same_item(line: Line, whole: Line) -> bool:
    """Whether two figures are of one budget item, printed in two places."""
    return line.fact is not None and whole.fact is not None and line.fact.concept == whole.fact.concept is not None


def _signed(line: Line, whole: Line) -> arithmetic.Term:
    """A change the other way counts against the change of the whole."""
    if line.direction and whole.direction and line.direction != whole.direction:
        return arithmetic.negative(line.term)
    return line.term


def _classes(left: QueryPlan, totals: tuple[Fact, ...], library: Library, ledger: Ledger) -> list[Line]:
    """The highest classes of a classification that is named (功能分类各类之和), in the first column of figures."""
    named = _CLASSIFICATION.search(left.folded)
    for total in totals if named else ():
        classes = classified(library.holding_of(total.document), named is not None and named.group() == "经济分类")
        top = [row for row in (classes.rows if classes else ()) if len(row.code) == _CLASS_CODE]
        facts = [next((fact for fact in row.facts if fact.amount is not None), None) for row in top]
        if top and all(facts):
            return [printed_line(fact, ledger) for fact in facts if fact]
    return []


def _named_parts(left: QueryPlan, library: Library, ledger: Ledger, whole: Line) -> list[Line]:
    if re.search(r"各[项类款部]|所有|全部|明细|几项|下面|分项", left.folded):
        return []
    for partition in item_partitions(left):
        found = [look_up(replace(single, operation="lookup", plain=None), library) for single in partition]
        if len(found) > 1 and all(e.reason is None and e.facts and e.facts[0].amount for e in found):
            return [printed_line(e.facts[0], ledger, e.facts[1:]) for e in found]
    return []


def _all_parts(totals: tuple[Fact, ...], library: Library, ledger: Ledger) -> list[Line]:
    """The parts that stand under a total: in its sentence, its classification or its table."""
    for total in totals:
        holding = library.holding_of(total.document)
        if total.prose and total.locator.table is None and total.concept:
            rows = parts_of(holding, (total.concept,), "")
            if rows is not None:
                return [printed_line(row.facts[0], ledger) for row in rows.rows if row.facts]
        if total.code:
            for economic in (total.code[0] == "3",):
                classes = classified(holding, economic, squash(total.caption))
                below = [
                    row
                    for row in (classes.rows if classes else ())
                    if row.code.startswith(total.code) and len(row.code) == len(total.code) + 2
                ]
                facts = [fact for row in below for fact in row.facts if fact.columns == total.columns and fact.amount]
                if facts:
                    return [printed_line(fact, ledger) for fact in facts]
        for kind in ("assets", "procurement"):
            facts = _rows_below(total, captioned(holding, kind))
            if facts:
                return [printed_line(fact, ledger) for fact in facts]
    return []


def _rows_below(total: Fact, table: RowSet | None) -> list[Fact]:
    """The rows of a table of which a total is the sum: its own cell, or the cell that prints the figure of the text."""
    cells = [fact for row in (table.rows if table else ()) for fact in row.facts]
    same = (
        fact for fact in cells if fact == total or (fact.concept == total.concept is not None and _equal(fact, total))
    )
    cell = next(same, None)
    if table is None or cell is None:
        return []
    rows = [row for row in table.rows if not (row.is_part or row.is_total) and cell not in row.facts]
    return [fact for row in rows for fact in row.facts if fact.columns == cell.columns and fact.amount is not None]


def _equal(one: Fact, other: Fact) -> bool:
    """Whether two figures state the same amount of money."""
    if one.measure != "money" or other.measure != "money" or one.amount is None:
        return False
    return severity_of_pair(one, other, one.amount.unit) is None
