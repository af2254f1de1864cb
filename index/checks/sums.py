"""Parts against totals in running text: income, spending, 三公 and vehicles, and lists that name their parts.

Identities (domain section 6): 支出 = 基本 + 项目 (+ 其他); 基本 = 人员 + 公用; 三公 = 因公出国 + 公务用车 + 公务接待;
公务用车 = 购置 + 运行维护; 采购 = 货物 + 工程 + 服务; 收入 = 一般公共预算 + 基金 + … A list after 其中 may be incomplete: it is
held to its total only where it names every part of a known identity, or where its own words say that it is complete.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from index.checks.disclosure import PERFORMANCE, Disclosure, amount_in, difference, named, stated, sum_of, unit_of
from index.checks.rounding import because, margin_of_sum, severity_of
from index.cleaning import squash
from index.facts import Fact
from index.findings import Finding

# A whole, and the parts that must all be named before a shortfall counts.
IDENTITIES = {
    "income": {"general_public_income"},
    "expenditure": {"basic", "project"},
    "basic": {"personnel", "public_funds"},
    "san_gong": {"abroad", "vehicles", "reception"},
    "vehicles": {"vehicle_purchase", "vehicle_running"},
    "procurement": {"procurement_goods", "procurement_services"},
}
_DEDUCTED = re.compile(r"剔除|扣除|减去|扣减")
_OPENS = re.compile(r"其中|包括|包含")
_INCOMPLETE = re.compile(r"等|主要|例如|比如")
_CARRIED = re.compile(r"结转|结余")
_CARS = re.compile("车")
_CLOSES = re.compile(r"(?:合计|总计|累计)$")  # the sum at the end of a list is no part of what stands in front
_OF_EACH = re.compile(r"各 ?$")  # 甲支出、乙支出各0.11亿元: one print of several parts
_KINDS = 3
_CUT_OFF = 40
_REST = re.compile(r"^其他|^其它|^其余")


def known_items(disclosure: Disclosure) -> Iterator[Finding]:
    """Totals of known budget items against their parts in the same section."""
    for facts in _levels_by_section(disclosure):
        for whole, required in IDENTITIES.items():
            for total, parts in _candidates(disclosure, facts, whole, required):
                finding = _unless_equal(disclosure, whole, total, parts, _carried(facts, total))
                if finding:
                    yield finding


def listed_parts(disclosure: Disclosure) -> Iterator[Finding]:
    """Any other figure against the list of parts that follows it (项目支出90万元，包括：1.…；机关运行费…包括…)."""
    for facts in _levels_by_section(disclosure):
        for total in facts:
            if total.concept in IDENTITIES:
                continue
            parts = _parts_after(facts, total)
            deducted = any(_DEDUCTED.match(squash(part.label)) for part in parts)  # 剔除上划收入7亿元: no part of all
            if len(parts) >= 2 and not deducted and _must_add_up(disclosure, total, parts):
                finding = _difference(disclosure, total, parts)
                if finding:
                    yield finding


def larger_parts(disclosure: Disclosure) -> Iterator[Finding]:
    """A part above its whole, however many parts are told: 财政拨款收入985.64万元。其中：一般公共预算拨款1093.01万元."""
    for facts in _levels_by_section(disclosure):
        held = [
            total.id for each, parts in IDENTITIES.items() for total, _ in _candidates(disclosure, facts, each, parts)
        ]
        for total in facts:
            if total.id in held:
                continue
            unit, text = unit_of(total), disclosure.document.source.text
            for part in _parts_after(facts, total):
                if not _OPENS.search(text, total.locator.end, part.locator.start):
                    continue  # 甲局24万元：乙队50万元: a list, whose marks are no words for parts
                whole, amount = amount_in(total, unit), amount_in(part, unit)
                if whole is None or amount is None or amount <= whole or _CLOSES.search(disclosure.words_before(part)):
                    continue
                severity = severity_of(amount - whole, margin_of_sum([total, part], unit))
                if severity is not None:
                    yield disclosure.finding(
                        "parts_and_total",
                        severity,
                        f"{named(total)}{stated(total)}，其中{named(part)}却为{stated(part)}，"
                        f"多出{difference(amount - whole, unit)}{because(severity)}。",
                        [disclosure.place(total), disclosure.place(part)],
                    )


def counted_parts(disclosure: Disclosure) -> Iterator[Finding]:
    """共有车辆11辆，其中：应急保障用车4辆、…、其他用车1辆: the number of cars against its kinds, where all kinds are told."""
    groups: dict[int, list[Fact]] = {}
    for fact in disclosure.prose:
        told = not PERFORMANCE.search("".join(fact.section)) and fact.basis in {"budget", "final", "stock"}
        if told and unit_of(fact) == "辆" and _CARS.search(fact.label):
            groups.setdefault(fact.locator.section, []).append(fact)
    for facts in groups.values():
        for total in facts:
            parts = _parts_after(facts, total)
            kinds = sum(part.amount.value for part in parts if part.amount)
            told_all = any(_REST.match(part.label) for part in parts) or (total.amount and kinds > total.amount.value)
            if len(parts) >= _KINDS and told_all and _must_add_up(disclosure, total, parts):
                finding = _difference(disclosure, total, parts, exact=True)
                if finding:
                    yield finding


def _levels_by_section(disclosure: Disclosure) -> Iterator[list[Fact]]:
    """Amounts that state a level (no change, no target), section by section and year by year."""
    groups: dict[tuple[int, int | None, str], list[Fact]] = {}
    for fact in disclosure.levels:
        groups.setdefault((fact.locator.section, fact.period, fact.basis), []).append(fact)
    yield from groups.values()


def _parts_after(facts: list[Fact], total: Fact) -> list[Fact]:
    """The figures that the text lists as parts of a total, up to the next statement of that total."""
    parts: list[Fact] = []
    for fact in facts[facts.index(total) + 1 :]:
        if fact.path == total.path:
            break
        if len(fact.path) > 1 and fact.path[:-1] == total.path:
            parts.append(fact)
    return parts


def _candidates(
    disclosure: Disclosure, facts: list[Fact], whole: str, required: set[str]
) -> Iterator[tuple[Fact, list[Fact]]]:
    for total in facts:
        of_fund = whole == "basic" and total.concept is None and squash(total.label).endswith("基本支出")
        if total.concept != whole and not of_fund:
            continue
        parts = _parts_after(facts, total)
        if of_fund and not required <= {part.concept for part in parts}:
            continue  # 一般公共预算基本支出 is held to the parts that its own sentence tells
        if not required <= {part.concept for part in parts}:
            parts = _told_apart(disclosure, facts, whole)
            if [fact.concept for fact in facts].count(whole) != 1:
                continue
        if len(parts) >= 2 and required <= {part.concept for part in parts}:
            yield total, parts


def _told_apart(disclosure: Disclosure, facts: list[Fact], whole: str) -> list[Fact]:
    """Parts of a whole stated in sentences of their own, if each is stated once."""
    names = disclosure.concepts.parts(whole)
    parts = [fact for fact in facts if fact.concept in names and _stands_free(disclosure, fact)]
    if not parts or len({part.concept for part in parts}) != len(parts):
        return []
    # A figure of an unknown name among them may be a part as well.
    among = facts[facts.index(parts[0]) : facts.index(parts[-1])]
    return parts if all(fact in parts or len(fact.path) > 1 for fact in among) else []


def _stands_free(disclosure: Disclosure, fact: Fact) -> bool:
    """Whether a figure is listed under nothing, or only under items that contain it."""
    parents = [disclosure.concepts.link(parent) for parent in fact.path[:-1]]
    return all(parent and fact.concept and disclosure.concepts.is_part_of(fact.concept, parent) for parent in parents)


def _carried(facts: list[Fact], total: Fact) -> list[Fact]:
    """What is carried over or handed out, told behind a 总计 as further parts of it (7.年末结转和结余147.10万元)."""
    behind = facts[facts.index(total) + 1 :]
    return [fact for fact in behind if _CARRIED.search(squash(fact.label)) and len(fact.path) == 1]


def _unless_equal(
    disclosure: Disclosure, whole: str, total: Fact, parts: list[Fact], carried: list[Fact]
) -> Finding | None:
    """A finding unless all parts, those that are known parts of the total, or those with what is carried over add up to it."""
    names = disclosure.concepts.parts(whole)
    known = [part for part in parts if part.concept in names]
    finding = _difference(disclosure, total, known)
    with_carried = [*known, *(fact for fact in carried if fact not in known)]
    sums = [parts, with_carried] if carried else [parts]
    # 收入8305万元，其中：本年收入6128万元，主要是…；上年结转收入2177万元: divided by years, and the first of them again
    by_year = [part for part in parts if squash(part.label).startswith("本年") or _CARRIED.search(squash(part.label))]
    sums += [by_year] if len(by_year) > 1 else []
    return finding if finding and all(_difference(disclosure, total, each) for each in sums) else None


def _difference(disclosure: Disclosure, total: Fact, parts: list[Fact], *, exact: bool = False) -> Finding | None:
    """A finding where parts miss their total; ``exact``: whole numbers, which nothing rounds."""
    unit = unit_of(total)
    values = [value for part in parts if (value := amount_in(part, unit)) is not None]
    whole = amount_in(total, unit)
    if whole is None or len(values) != len(parts):
        return None
    if all(value == whole for value in values) and {squash(part.label)[-2:] for part in parts} == {"收入", "支出"}:
        return None  # 收支总预算8,795.61万元，其中：收入…；支出…: both sides of one sum
    missed = sum(values, Decimal(0)) - whole
    severity = severity_of(missed, Decimal(0) if exact else margin_of_sum([total, *parts], unit))
    if severity is None:
        return None
    message = (
        f"{named(total)}{stated(total)}，与其中项之和（{sum_of(values, unit)}）"
        f"相差{difference(missed, unit)}{because(severity)}。"
    )
    return disclosure.finding("parts_and_total", severity, message, [disclosure.place(f) for f in (total, *parts)])


def _must_add_up(disclosure: Disclosure, total: Fact, parts: list[Fact]) -> bool:
    """Whether a list is held to its total: complete by its own words, or too large though nothing is nested in it."""
    text = disclosure.document.source.text
    listed = text[parts[0].locator.start : parts[-1].locator.end]
    if _OPENS.search(listed) or any(_OF_EACH.search(disclosure.words_before(part)) for part in parts):
        return False
    values = [amount_in(part, unit_of(total)) for part in parts]
    whole = amount_in(total, unit_of(total))
    if whole is None or None in values:
        return False
    if any(value is not None and value > whole for value in values):
        return False  # larger than what it is said to be part of: the list goes on behind it
    if sum(value for value in values if value is not None) > whole:
        return True
    if any(_REST.match(part.label) for part in parts):
        return True
    rest = text[parts[-1].locator.end :]
    if len(rest) <= _CUT_OFF and not re.search(r"[。；]", rest):
        return False  # the text breaks off within the list
    sentence = disclosure.sentence_of(parts[-1])
    end = sentence.end if sentence else parts[-1].locator.end
    return len(parts) >= 3 and not _INCOMPLETE.search(text[total.locator.end : end])
