"""What a share is a share of: the whole that a question names, that of its subject, or the item that another is part of."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.library import Library
from assistant.lines import printed_line, printed_lines
from assistant.lookup import Evidence
from assistant.planning.carrying import free_words
from assistant.planning.plan import ConceptMention, QueryPlan
from assistant.planning.text import blanked
from assistant.results import Ledger, Line
from index.amount import half_unit
from index.cleaning import squash
from index.concepts import Concepts, label_key
from index.facts import Fact
from index.funds import EVERY, FISCAL, fund_in, fund_of
from index.parts_of_year import part_of_year

_SUBJECT = 3
_ROUNDED_OFF = Fraction(5, 100)  # points of a percentage
_CARRIED = re.compile(r"结转|结余")
_TOTALS = frozenset(
    {
        "budget_total",
        "income",
        "expenditure",
        "general_public_income",
        "general_public_expenditure",
        "fund_income",
        "fund_expenditure",
        "state_capital_income",
        "state_capital_expenditure",
    }
)
_WITH_PARENT = 2
_COLUMNS = frozenset({"basic", "project", "personnel", "public_funds"})


def whole_of(part: QueryPlan, line: Line, library: Library, ledger: Ledger) -> list[Line] | Evidence:
    """The item that a budget item is part of, where the question names none."""
    stated = _stated_whole(line, library, ledger)
    if stated is not None:
        return [stated]
    concepts = Concepts.load()
    known = concepts.by_id.get(line.fact.concept or "") if line.fact else None
    column = concepts.link(line.fact.columns[-1]) if line.fact and line.fact.columns else None
    if known is None or known.part_of is None or column in _COLUMNS:
        return Evidence(part, reason="no_whole", near=(line.fact,) if line.fact else ())
    name = concepts.name(known.part_of)
    if line.basis == "final":
        name = name.removesuffix("预算")  # 政府采购货物支出 of a final account is a share of what was spent
    fund = fund_in(part.content)
    name = f"{fund}{name}" if fund not in {EVERY, FISCAL} and not fund_in(name) else name
    whole = replace(
        part, folded=name, content=name, concepts=(ConceptMention(0, len(name), (known.part_of,)),), codes=()
    )
    return printed_lines(whole, library, ledger)


def _stated_whole(line: Line, library: Library, ledger: Ledger) -> Line | None:
    """The whole that the part's own sentence gives, where it is another than its usual one (车辆费 within 机关运行经费)."""
    fact = line.fact
    if fact is None or not fact.prose or len(fact.path) < _WITH_PARENT:
        return None
    concepts = Concepts.load()
    known, parent = concepts.by_id.get(fact.concept or ""), concepts.link(fact.path[-2])
    if (
        known is None
        or parent in {None, known.part_of, fact.concept}
        or concepts.is_part_of(fact.concept or "", str(parent))
    ):
        return None
    facts = library.holding_of(fact.document).facts
    same = (
        f
        for f in facts
        if f.prose and f.amount and f.context == fact.context and squash(f.label) == squash(fact.path[-2])
    )
    whole = next((f for f in same if (f.basis, f.period) == (fact.basis, fact.period)), None)
    return printed_line(whole, ledger) if whole is not None else None


def told_share(part: Line, library: Library, ledger: Ledger, *, of: Sequence[QueryPlan] = ()) -> Line | None:
    """The share that a sentence prints of a figure, with what it is a share of: …342.88万元，占政府采购支出总额的80%.

    Where a whole is asked for (``of``), it is one of that.
    """
    item = part.fact
    if item is None or not item.prose:
        return None
    told = _shares_told(item, library)
    named = [rate for rate in told if len(rate.label) > 1]
    if of and not (named and all(squash(rate.label).removeprefix("占") in squash(of[0].content) for rate in named)):
        return None
    if len(named) == 1:
        return replace(printed_line(named[0], ledger), name=f"{part.name}|{named[0].label.removeprefix('占')}")
    if named or len(told) != 1 or len(item.path) < _WITH_PARENT:
        return None
    # of what lists it, where the figures bear that out: 民生支出…，其中：教育支出…，占22%, which may be of all expenditure
    above = (fact for fact in library.holding_of(item.document).facts if fact.path == item.path[:-1])
    whole = next(
        (fact for fact in above if fact.amount and (fact.period, fact.basis) == (item.period, item.basis)), None
    )
    if whole is None or _contradicts(told[0], item, whole):
        return None
    return replace(printed_line(told[0], ledger), name=f"{part.name}|{squash(item.path[-2])}")


def printed_share(part: Line, whole: Line, library: Library, ledger: Ledger) -> Line | None:
    """The share that the part's own sentence prints of this whole (财政拨款111.22万元，占99%): what is printed is not worked out."""
    item, total = part.fact, whole.fact
    if item is None or total is None or not item.prose or len(item.path) < _WITH_PARENT:
        return None
    link = Concepts.load().link
    of_sentence = (fact for fact in library.holding_of(item.document).facts if fact.context == item.context)
    parent = next((fact for fact in of_sentence if fact.path == item.path[:-1]), None)
    # 收支总预算, and 收入预算 of which the share is told
    same_sum = parent is not None and parent.amount == total.amount

    def of_this(rate: Fact) -> bool:
        named = squash(rate.label).removeprefix("占").removesuffix("比")
        label = named or squash(item.path[-2])
        if same_sum and not named:
            return True
        if label.endswith("总计") != squash(total.label).endswith("总计"):
            return False  # 收入总计 holds more than 收入合计
        return label == squash(total.label) or (total.concept is not None and link(label) == total.concept)

    told = [rate for rate in _shares_told(item, library) if of_this(rate) and not _contradicts(rate, item, total)]
    if len(told) != 1:
        return None
    return replace(printed_line(told[0], ledger), name=f"{part.name}|{with_fund(whole)}")


def share_beside(part: Line, share: Line, library: Library, ledger: Ledger) -> Line | None:
    """The share that the part's own sentence prints of the same whole under other words (占地方收入的29.99%), which rounding alone
    parts from the one that was worked out."""
    told = _shares_told(part.fact, library) if part.fact is not None and part.fact.prose else []
    if len(told) != 1 or told[0].amount is None or share.term.unit != "%":
        return None
    sides = {side for side in ("收入", "支出") if side in told[0].label}
    if any(side not in share.name.partition("|")[2] for side in sides):
        return None  # 占总收入16.68%, where 16.66% is that of the spending
    if abs(Fraction(told[0].amount.value) - share.term.value) > _ROUNDED_OFF:
        return None
    return replace(printed_line(told[0], ledger), name=share.name)


def is_share_of(rate: Fact, plan: QueryPlan) -> bool:
    """Whether a printed share is one of the part that is asked for, and not one of its whole (占项目支出多少)."""
    if rate.basis != "rate" or len(rate.path) < _WITH_PARENT or not plan.parts:
        return True
    item, part = rate.path[-2], plan.parts[0]
    named = {concept for mention in part.concepts for concept in mention.concepts}
    return Concepts.load().link(item) in named or squash(label_key(item)) in squash(part.content)


def own_share(part: Line, whole: Line, library: Library, ledger: Ledger) -> Line | None:
    """The share that the part's own sentence prints of its own whole, where that is another than the one asked about before."""
    item, total = part.fact, whole.fact
    if item is None or total is None or not item.prose or len(item.path) < _WITH_PARENT:
        return None
    if any(squash(label).endswith(squash(total.label)) for label in item.path[:-1]):
        return None
    told = [rate for rate in _shares_told(item, library) if squash(rate.label) == "占"]
    if len(told) != 1:
        return None
    return replace(printed_line(told[0], ledger), name=f"{part.name}|{squash(item.path[-2])}")


def may_hold(whole: Line, part: Line) -> bool:
    """Whether an item that was asked about before can be what another is a share of, where the question does not say so.

    It lists the part, is known to hold it, or is a total: 卫生健康支出 is no part of 人员支出, which another classification tells.
    """
    total, item = whole.fact, part.fact
    if total is None or item is None or "money" not in {total.measure, item.measure}:
        return True
    if squash(total.label) in map(squash, item.path[:-1]) or total.concept == item.concept:
        return True
    sides = [{side for side in ("收入", "支出") if side in label} for label in (total.label, item.label)]
    if _CARRIED.search(item.label) and not total.label.endswith("总计"):
        return False  # what is left at the end of a year is no part of what was spent in it
    if total.concept in _TOTALS:
        return not all(sides) or not sides[0].isdisjoint(sides[1])
    known = item.concept is not None and total.concept is not None
    return known and Concepts.load().is_part_of(str(item.concept), str(total.concept))


def _shares_told(item: Fact, library: Library) -> list[Fact]:
    """The shares that the sentence of a figure prints of it; a share bears no part of the year (上半年税收收入…，占40%)."""
    names = {item.label, item.label.removeprefix(part_of_year(item.label))}
    return [
        fact
        for fact in library.holding_of(item.document).facts
        if fact.basis == "rate"
        and fact.context == item.context
        and fact.label.startswith("占")
        and len(fact.path) >= _WITH_PARENT
        and fact.path[-2] in names
    ]


def _contradicts(rate: Fact, item: Fact, total: Fact) -> bool:
    """Whether a bare share (占21.59%) is another than that of the printed figures: these are then told, and the share worked out."""
    if squash(rate.label) != "占" or rate.amount is None or item.amount is None or total.amount is None:
        return False
    if item.amount.unit != total.amount.unit or not total.amount.value:
        return False
    # offices round up and down so that shares add to 100: three halves of the last printed digit, as in index.checks.rates
    share = item.amount.value / total.amount.value * 100
    return abs(share - rate.amount.value) > 3 * half_unit(rate.amount.value)


def with_fund(line: Line) -> str:
    """What a figure of one fund is called where the one of all funds was asked for: 本年支出合计（财政拨款）."""
    fund = fund_of(line.fact) if line.fact is not None else EVERY
    return line.name if fund in {EVERY, fund_in(line.name)} else f"{line.name}（{fund}）"


def whole_of_subject(
    part: QueryPlan, whole: QueryPlan, line: Line, library: Library, ledger: Ledger
) -> list[Line] | Evidence | None:
    """The whole of the same subject where the part names one (水库管护中心项目支出占支出预算: its own 支出预算); ``None`` where not."""
    if not part.concepts or not whole.concepts or line.fact is None or line.fact.locator.table is None:
        return None
    content = blanked(part.content, [(mention.start, mention.end) for mention in part.concepts])
    subject = squash("".join(content.split()))
    rows = [squash(label) for label in line.fact.path]
    if len(free_words(content)) < _SUBJECT or free_words(whole.content) or not any(subject in row for row in rows):
        return None
    shift = len(content) + 1
    mentions = tuple(replace(m, start=m.start + shift, end=m.end + shift) for m in whole.concepts)
    own = replace(
        whole, content=f"{content} {whole.content}", folded=f"{content} {whole.folded}", concepts=mentions, plain=None
    )
    found = printed_lines(own, library, ledger)
    return Evidence(part, reason="no_whole", near=(line.fact,)) if isinstance(found, Evidence) else found


def inside(plan: QueryPlan, parts: list[Line], whole: Line, library: Library, ledger: Ledger) -> list[Line]:
    """The part as the whole itself states it (行政运行里的基本支出), where it is stated there."""
    part, of = plan.parts[0], plan.parts[1]
    joined = replace(
        part,
        folded=f"{of.folded} {part.folded}",
        content=f"{of.content} {part.content}",
        codes=(*of.codes, *part.codes),
        concepts=(
            *of.concepts,
            *(replace(m, start=m.start + len(of.content) + 1, end=m.end + len(of.content) + 1) for m in part.concepts),
        ),
    )
    found = printed_lines(joined, library, ledger)
    if isinstance(found, Evidence) or found[0].term.formula == whole.term.formula:
        return parts
    return found


def whole_stated_with(part: Line, wholes: list[Line], library: Library, ledger: Ledger) -> list[Line]:
    """The whole that the part's own sentence states, where that is another of the same name (一般公共预算基本支出, 收入总计 of a fund)."""
    fact, whole = part.fact, wholes[0].fact
    if (
        fact is None
        or whole is None
        or not fact.prose
        or len(fact.path) < _WITH_PARENT
        or fact.document != whole.document
    ):
        return wholes
    if not squash(fact.path[-2]).endswith(squash(whole.label)) or whole.context == fact.context:
        return wholes
    own = _above(fact, library)
    return [printed_line(own, ledger)] if own is not None else wholes


def whole_above(part: Line, asked: QueryPlan, library: Library, ledger: Ledger) -> list[Line] | None:
    """The whole that the part's own sentence states under the words asked for (占收入总计: of its fund), where several are printed."""
    fact, words = part.fact, squash(asked.content)
    if fact is None or not fact.prose or len(fact.path) < _WITH_PARENT or not words:
        return None
    total = re.search(rf"{re.escape(words)}(?:总计|合计|总量)", squash(asked.question))
    own = _above(fact, library) if squash(fact.path[-2]).endswith(total.group() if total else words) else None
    return [printed_line(own, ledger)] if own is not None else None


def _above(fact: Fact, library: Library) -> Fact | None:
    """The figure in front of a part that its sentence lists it under."""
    parent = squash(fact.path[-2])
    ahead = [
        each
        for each in library.holding_of(fact.document).facts
        if each.prose
        and each.amount
        and each.context == fact.context
        and each.locator.start < fact.locator.start
        and len(each.path) < len(fact.path)
    ]
    stated = (each for each in reversed(ahead) if squash(each.label).endswith(parent))
    return next((each for each in stated if (each.basis, each.period) == (fact.basis, fact.period)), None)
