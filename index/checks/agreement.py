"""One item printed more than once: prose against tables, table against table, prose against prose.

Domain section 6: each figure of the text equals the table cell after 元/万元 conversion (10), tables of one scope
agree (6), an item disclosed twice in one document agrees (11), and 三公 items are at least the same item of the
economic table (5). Scopes stay apart: all funds, 财政拨款, 一般公共预算, 基金, 国有资本; a budget is not a final
account, 年初预算 not 全年预算, a part of one unit not the whole office.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from index.checks.disclosure import Disclosure, amount_in, difference, is_money, named, stated, unit_of
from index.checks.rounding import because, severity_of_pair
from index.checks.table_sums import TOTAL
from index.cleaning import squash
from index.columns import ACCOUNT_ROW, column_name
from index.concepts import PARTLY_BASIC, label_key
from index.document import Table
from index.facts import Fact
from index.findings import Finding
from index.funds import EVERY, GOVERNMENT_FUNDS, NARROW, fund_in, fund_of
from index.running_heads import head_of

_AMOUNT_COLUMN = re.compile(
    r"^(?:合计|总计|小计|(?:本年)?(?:收入|支出)(?:合计|总计)|本年支出|预算数|决算数|(?:全年)?(?:支出|执行)数|金额|本年预算数?|预算安排数?|价值(?!.*[年期]初).*)$"
)
_SPLIT = frozenset({"basic", "project", "personnel", "public_funds", "operating_expenditure"})
_SCOPED = _SPLIT | {"expenditure", "income"}
_ABOVE = frozenset({"expenditure", "basic", "budget_total"})
_ALL_SPENDING = re.compile(
    r"支出总?(?:预算|计|额)|总支出|预算总?支出|预算总额|一般公共预算(?:财政)?(?:拨款)?(?:基本)?支出"
)
PART_OF_OFFICE = re.compile(r"本级|所属|下属|直属|机关本部")
_ADDED = re.compile(r"加上|加(?=上年|上级|[一-鿿]{2,8}收入)|上年结[转余]|补助收入|转移支付")
_INCLUDED = re.compile(r"含上年(?:结转|结余|结转结余|结转和结余)(?:资金)?")
_CARRIED_OVER = re.compile(r"结转|结余")
_GRAND_TOTAL = re.compile(r"总计$")
THIS_YEAR = re.compile(r"本年(?!度)")
_THREE_PUBLIC = frozenset({"san_gong", "abroad", "vehicles", "vehicle_purchase", "vehicle_running", "reception"})
_ONE_SCOPE = frozenset({"procurement", "assets", "assets_planned", "operating_funds", "budget_total"})
# Items of the 三公 table, and the same item of the economic classification inside basic expenditure.
_ECONOMIC = {"abroad": "30212", "reception": "30217", "vehicle_running": "30231"}
_BASIC = re.compile(r"基本支出")
_PROJECT_TABLE = re.compile(r"^(?!.*(?:基本支出|绩效|自评|目标)).*项目支出")
_PROJECT_NAME = re.compile(r"项目名称")
_LABELS_ALIKE = 6  # characters from which an equal label of no known item means the same item


@dataclass(frozen=True, slots=True)
class Item:
    """What a figure is of: a budget item (or a code split by a column), its scope, year and basis."""

    name: str
    scope: str
    period: int | None
    basis: str


def same_item(disclosure: Disclosure) -> Iterator[Finding]:
    """Figures of one item that differ; the first one printed is the yardstick.

    Three or more different amounts in the text mean several units or several bases, not a contradiction.
    """
    groups: dict[Item, list[Fact]] = {}
    for item, fact in _items(disclosure):
        groups.setdefault(item, []).append(fact)
    for facts in groups.values():
        first = facts[0]
        unit = unit_of(first)
        if len({amount_in(fact, unit) for fact in facts if fact.locator.table is None}) > 2:
            continue
        for fact in facts[1:]:
            severity = severity_of_pair(first, fact, unit)
            if severity is None or _told_together(disclosure, first, fact) or _other_total(disclosure, first, fact):
                continue
            missed = (amount_in(first, unit) or Decimal(0)) - (amount_in(fact, unit) or Decimal(0))
            if _carried_in(disclosure, first if missed > 0 else fact) == abs(missed):
                continue
            if _grand_total_of(disclosure, first, fact, abs(missed), unit):
                continue
            message = (
                f"同一项目两处数额不同：{_where(first)}为{stated(first)}，{_where(fact)}为{stated(fact)}，"
                f"相差{difference(missed, unit)}{because(severity)}。"
            )
            yield disclosure.finding("same_item", severity, message, [disclosure.place(first), disclosure.place(fact)])


def _told_together(disclosure: Disclosure, first: Fact, fact: Fact) -> bool:
    """Whether one sentence tells both under different names (资产总额…，其中固定资产…): two things, whatever they are called elsewhere."""
    sentence = disclosure.sentence_of(first)
    one = sentence is not None and sentence == disclosure.sentence_of(fact)
    return one and label_key(first.label) != label_key(fact.label)


def _other_total(disclosure: Disclosure, first: Fact, fact: Fact) -> bool:
    """Whether one is 总计, with what is carried over, and the other 合计, of the year alone; or one a sum with what was added."""
    said = (
        squash(each.label if each.locator.table is not None else disclosure.words_before(each))
        for each in (first, fact)
    )
    ends = [words[-2:] for words in said]
    if set(ends) == {"总计", "合计"}:
        return True
    summed = [each for each, end in zip((first, fact), ends, strict=True) if end in {"总计", "合计"}]
    sentence = disclosure.sentence_of(summed[0]) if len(summed) == 1 and summed[0].prose else None
    return sentence is not None and _ADDED.search(sentence.text) is not None


def _grand_total_of(disclosure: Disclosure, first: Fact, fact: Fact, missed: Decimal, unit: str | None) -> bool:
    """Whether one is 总计 and the other is not, and what was carried over makes up the difference."""
    totals = [squash(each.label).endswith("总计") for each in (first, fact)]
    carried = (each for each in disclosure.levels if _CARRIED_OVER.search(squash(each.label)))
    return totals[0] != totals[1] and any(amount_in(each, unit) == missed for each in carried)


def _carried_in(disclosure: Disclosure, larger: Fact) -> Decimal | None:
    """What a bracket behind a figure says it holds of the year before: 761.21万元（含上年结转5.01万元）."""
    inside = next((f for f in disclosure.levels if _INCLUDED.fullmatch(f.label) and f.context == larger.context), None)
    return amount_in(inside, unit_of(larger)) if inside else None


def part_named_like_whole(disclosure: Disclosure) -> Iterator[Finding]:
    """机关运行经费 is 公用经费; a part of it that bears that very name with another amount is a different thing."""
    facts = [fact for fact in disclosure.levels if fact.concept == "public_funds"]
    wholes = [fact for fact in facts if not _foreign(disclosure, fact)]
    for part in facts:
        parent = disclosure.concepts.link(part.path[-2]) if len(part.path) > 1 else None
        if parent != "operating_funds" or not wholes:
            continue
        whole = wholes[0]
        if severity_of_pair(whole, part, unit_of(whole)) == "conflict" and whole.period == part.period:
            message = (
                f"名称相同而数额不同：{named(whole)}{stated(whole)}，而在{squash(part.path[-2])}的构成中，"
                f"{named(part)}为{stated(part)}，两处口径可能不同。"
            )
            yield disclosure.finding(
                "part_named_like_whole", "slip", message, [disclosure.place(f) for f in (whole, part)]
            )


def economic_items(disclosure: Disclosure) -> Iterator[Finding]:
    """Trips, receptions and vehicles in basic expenditure cannot exceed the same 三公 item."""
    for concept, code in _ECONOMIC.items():
        totals = [fact for item, fact in _items(disclosure) if item.name == concept and item.basis != "previous"]
        parts = [fact for item, fact in _items(disclosure) if item.name == code]
        if not totals or not parts:
            continue
        total, part = totals[0], parts[0]
        severity = severity_of_pair(total, part, unit_of(total))
        missed = (amount_in(part, unit_of(total)) or Decimal(0)) - (amount_in(total, unit_of(total)) or Decimal(0))
        if severity == "conflict" and missed > 0 and total.period == part.period:
            message = (
                f"基本支出中的{named(part)}{stated(part)}，多于“三公”经费中的{named(total)}{stated(total)}，"
                f"多出{difference(missed, unit_of(total))}。"
            )
            yield disclosure.finding("economic_item", severity, message, [disclosure.place(f) for f in (total, part)])


def _items(disclosure: Disclosure) -> list[tuple[Item, Fact]]:
    found = [(_by_itself(item, fact), fact) for item, fact in (*_prose_items(disclosure), *_table_items(disclosure))]
    if _single_fund(found):
        found = [(Item(i.name, i.scope if i.scope in NARROW else EVERY, i.period, i.basis), f) for i, f in found]
    return found


def _by_itself(item: Item, fact: Fact) -> Item:
    """An item under the one name and scope that the text and the tables share.

    政府性基金支出 of the text is 本年支出合计 of the table of that fund; 会议费 and 培训费 that are told by themselves, in no list of
    economic classes, are of all money (domain section 4).
    """
    if item.name in PARTLY_BASIC and fact.code is None and len(fact.path) == 1:
        return replace(item, name=f"{item.name}:全部", scope=EVERY)
    if item.name == "fund_expenditure":
        return replace(item, name="expenditure", scope=GOVERNMENT_FUNDS)
    if item.scope == GOVERNMENT_FUNDS and item.name == "expenditure:本年":
        return replace(item, name="expenditure")
    return item


def _prose_items(disclosure: Disclosure) -> Iterator[tuple[Item, Fact]]:
    budget = disclosure.extraction.publisher.family == "budget"
    for fact in disclosure.levels:
        if _foreign(disclosure, fact) or PART_OF_OFFICE.search("".join(fact.path)):
            continue
        if fact.concept and fact.label.endswith("科目") and fund_of(fact) == EVERY:
            continue  # of which fund, the sentence that opens the list tells
        if fact.concept and (fact.concept not in _SPLIT or _whole_office(disclosure, fact)):
            this_year = fact.concept in {"income", "expenditure"} and THIS_YEAR.search(disclosure.words_before(fact))
            name = f"{fact.concept}:本年" if this_year else fact.concept
            level, of_budget = head_of(fact.label)
            name = f"{name}{level}{of_budget}" if level else name
            name = f"{name}:合计" if fact.label.endswith(("合计", "总量")) else name
            scoped = fact.concept not in {*_THREE_PUBLIC, *_ONE_SCOPE}
            yield Item(name, fund_of(fact) if scoped else EVERY, fact.period, fact.basis), fact
        elif not fact.concept and budget and len(label_key(fact.label)) >= _LABELS_ALIKE:
            yield Item(label_key(fact.label), fund_of(fact), fact.period, fact.basis), fact


def _whole_office(disclosure: Disclosure, fact: Fact) -> bool:
    """Whether 基本支出 and the like are the whole office's: listed under all spending, or the only one of the section."""
    if len(fact.path) > 1:
        parents = [(disclosure.concepts.link(parent), squash(parent)) for parent in fact.path[:-1]]
        return all(concept in _ABOVE or _ALL_SPENDING.search(words) for concept, words in parents)
    section = [other for other in disclosure.levels if other.locator.section == fact.locator.section]
    return sum(1 for other in section if other.concept == fact.concept) == 1


def _foreign(disclosure: Disclosure, fact: Fact) -> bool:
    """Whether a figure is listed as a part of something else than its own whole: 车辆费 inside 机关运行费."""
    for parent in fact.path[:-1]:
        whole = disclosure.concepts.link(parent)
        if whole and fact.concept and not disclosure.concepts.is_part_of(fact.concept, whole) and whole != fact.concept:
            return True
    return False


def _table_items(disclosure: Disclosure) -> Iterator[tuple[Item, Fact]]:
    captions = Counter(squash(table.caption) for table in disclosure.document.tables)
    three_public = [t for t in disclosure.document.tables if "三公" in t.caption]
    for table in disclosure.document.tables:
        if captions[squash(table.caption)] > 1 or not table.caption:
            continue  # one table per unit of the office: the same caption, other figures
        of_projects = any(_PROJECT_NAME.search(squash(header)) for header in table.headers)
        cells = disclosure.cells_in(table)
        # A table of projects prints the code of each one's function: its rows are no rows of the function.
        labels: dict[str, set[str]] = {}
        seen: set[tuple[str, tuple[str, ...], int | None, str]] = set()
        for fact in cells:
            labels.setdefault(fact.concept or "", set()).add(squash(fact.label))
        carried = any(THIS_YEAR.search(squash(fact.label)) for fact in cells)
        for fact in cells:
            several = of_projects or len(labels[fact.concept or ""]) > 1
            if fact.scope is not None or (fact.code is not None and several):
                continue
            if carried and fact.concept in _SCOPED and _GRAND_TOTAL.search(squash(fact.label)):
                continue  # with what was carried over: more than 本年收入合计 of the same table
            name = (
                _cell_item(disclosure, fact)
                if is_money(fact) and fact.basis not in {"target", "plan", "change"}
                else None
            )
            if name and len(three_public) > 1 and name in _THREE_PUBLIC:
                continue
            if name and (name, fact.columns, fact.period, fact.basis) not in seen:
                # 一般公共预算财政拨款 stands again below 年初结转和结余: the second is of what was carried over.
                seen.add((name, fact.columns, fact.period, fact.basis))
                fund = fund_in("".join(fact.columns[:-1]))
                scope = fund if fund != EVERY and name not in _THREE_PUBLIC else _scope(table, name)
                yield Item(name, scope, fact.period, fact.basis), fact


def _cell_item(disclosure: Disclosure, fact: Fact) -> str | None:
    """The item of a cell: its row's, split by a column such as 基本支出; ``None`` for a column of some funds only."""
    column = squash(column_name(fact.columns))
    row, split = fact.concept, None
    if _PROJECT_TABLE.search(squash(fact.caption)) and TOTAL.match(squash(fact.label)):
        whole = len(fact.columns) <= 1 and (not column or _AMOUNT_COLUMN.match(column) or THIS_YEAR.search(column))
        return "project" if whole else None
    if row in PARTLY_BASIC and _BASIC.search(fact.caption):
        row = f"基本支出:{row}"
    if column and not _AMOUNT_COLUMN.match(column):
        split = disclosure.concepts.link(column)
        whole = not fact.path or TOTAL.match(squash(fact.label)) or ACCOUNT_ROW.fullmatch(squash(fact.label))
        inside = any(disclosure.concepts.link(part) in _SPLIT for part in fact.columns[:-1])
        if row and split == row and whole and not inside:  # 商品和服务支出 below 项目支出 is not all of it
            # Items that stand side by side as columns: the 三公 table of a final account.
            return f"{row}:本年" if THIS_YEAR.search(column) else row
        if split not in _SPLIT:
            return None
    if TOTAL.match(squash(fact.label)) and split:
        return split
    if row is None or any("结转" in part for part in fact.path[:-1]):
        return None  # what is carried over is told by the same names
    if "收入" in fact.caption and "支出" not in fact.caption and "收支" not in fact.caption and fact.code:
        row = f"收入:{row}"  # income told by the function it serves is not the spending on that function
    if THIS_YEAR.search(squash(fact.label)) or (
        TOTAL.match(squash(fact.label)) and any(THIS_YEAR.search(part) for part in fact.columns)
    ):
        row = f"{row}:本年"
    if split is None and row.startswith("2") and _PROJECT_TABLE.search(squash(fact.caption)):
        split = "project"  # a table of project expenditure alone, by function
    return f"{row}:{split}" if split else row


def _scope(table: Table, name: str) -> str:
    caption = squash(table.caption)
    if name in _THREE_PUBLIC or name in _ONE_SCOPE:
        return EVERY
    return fund_in(caption)


def _single_fund(items: list[tuple[Item, Fact]]) -> bool:
    """Whether all income is 一般公共预算, so that the scopes all, 财政拨款 and 一般公共预算 are one."""
    first: dict[str, Fact] = {}
    for item, fact in items:
        if item.scope == EVERY and item.basis in {"budget", "final"}:
            first.setdefault(item.name, fact)
    general, income = first.get("general_public_income"), first.get("income")
    return bool(general and income and severity_of_pair(general, income, unit_of(income)) is None)


def _where(fact: Fact) -> str:
    if fact.locator.table is None:
        section = fact.section[-1] if fact.section else ""
        return f"“{section}”中{named(fact)}" if section else named(fact)
    column = f"“{squash(fact.columns[-1])}”栏" if fact.columns else ""
    return f"《{fact.caption}》{named(fact)}{column}"
