"""Parts against totals in tables: columns of a row, levels of a code, numbered rows, parts of a known item.

Identities (domain section 6): 合计 = 基本 + 项目 and 合计 = 人员 + 公用 in every row; 类 = Σ款 = ΣΣ项; 合计 = Σ类;
收入总计 = 本年收入 + 结转; 三公 and 资产 = their parts. Each is a guess about how the table is built, so a table in
which it fails more often than it holds is not held to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from index.checks.disclosure import Disclosure, amount_in, difference, is_money, named, stated, sum_of, unit_of
from index.checks.rounding import because, margin_of_sum, severity_of
from index.cleaning import squash
from index.document import Table
from index.facts import Fact
from index.findings import Finding

TOTAL = re.compile(r"^(?:合计|总计|小计)$")
_TOTAL_COLUMN = re.compile(r"^(?:合计|总计|小计|(?:本年)?(?:收入|支出)(?:合计|总计))$")
_FUND = re.compile(r"拨款|收入|支出|经费|资金|专户|结转|结余|核拨|基金|补助|预算")
_OTHER_YEAR = re.compile(r"上年(?!结转|结余)|去年|增减|比")
_WITHIN = re.compile(r"^其中|面向|预留")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+[、.．]|（[一二三四五六七八九十]+）|\d{1,2}[、.．])")
_ORDINAL = re.compile(r"^[一二三四五六七八九十]+、")
_LESS = re.compile(r"减[:：]")
_CARRIED = re.compile(r"结转|结余")
_PARTS = {
    "san_gong": 2,
    "vehicles": 2,
    "assets": 2,
    "procurement": 3,
}  # known items of tables, and how many parts must be printed


@dataclass(frozen=True, slots=True)
class Sum:
    """A total of a table and the parts it should be the sum of."""

    total: Fact
    parts: tuple[Fact, ...]

    @property
    def missed(self) -> Decimal:
        unit = unit_of(self.total)
        values = [amount_in(fact, unit) or Decimal(0) for fact in self.parts]
        return sum(values, Decimal(0)) - (amount_in(self.total, unit) or Decimal(0))

    @property
    def severity(self) -> str | None:
        return severity_of(self.missed, margin_of_sum([self.total, *self.parts], unit_of(self.total)))


def row_totals(disclosure: Disclosure) -> Iterator[Finding]:
    """合计 of a row against the columns it sums (基本支出 + 项目支出, 人员 + 公用, the funds)."""
    for table in disclosure.document.tables:
        cells = [fact for fact in disclosure.cells_in(table) if is_money(fact)]
        # Income and expenditure stand side by side in a row, each under a name of its own.
        by_row: dict[tuple[int | None, tuple[str, ...]], dict[tuple[str, ...], Fact]] = {}
        for fact in cells:
            by_row.setdefault((fact.locator.row, fact.path), {})[fact.columns] = fact
        columns = {fact.columns for fact in cells}
        sums = []
        for total, parts in _summed_columns(columns):
            for row in by_row.values():
                found = tuple(row[part] for part in parts if part in row)
                if total in row and found:
                    sums.append(Sum(row[total], found))
        yield from _findings(disclosure, "row_total", sums)


def code_levels(disclosure: Disclosure) -> Iterator[Finding]:
    """类 against 款, 款 against 项, and 合计 against 类, column by column."""
    for table in disclosure.document.tables:
        blocks: dict[tuple[str, ...], list[Fact]] = {}
        for facts in _columns(disclosure, table):
            blocks.setdefault(facts[0].columns, []).extend(facts)  # 302 goes on in a third block beside it
        sums = [found for facts in blocks.values() for found in _levels(facts)]
        yield from _findings(disclosure, "code_level", sums)


def _levels(facts: list[Fact]) -> Iterator[Sum]:
    coded = {fact.code: fact for fact in facts if fact.code}
    if len(coded) != sum(1 for fact in facts if fact.code):
        return  # a code twice: several units in one table
    for code, fact in coded.items():
        parts = tuple(coded[other] for other in coded if len(other) == len(code) + 2 and other.startswith(code))
        if parts:
            yield Sum(fact, parts)
    classes = tuple(fact for code, fact in coded.items() if len(code) == 3)
    total = next((fact for fact in facts if not fact.code and TOTAL.match(squash(fact.label))), None)
    if total and len({code[0] for code in coded if len(code) == 3}) == 1:  # not 301 and 501 side by side
        yield Sum(total, classes)


def numbered_rows(disclosure: Disclosure) -> Iterator[Finding]:
    """一、二、… against the 合计 below them, and 总计 against 合计 and what was carried over."""
    for table in disclosure.document.tables:
        columns = [facts for facts in _columns(disclosure, table) if not any(fact.code for fact in facts)]
        sums = [found for facts in columns for found in _running_totals(facts)]
        yield from _findings(disclosure, "numbered_rows", sums)


def known_rows(disclosure: Disclosure) -> Iterator[Finding]:
    """The parts of 三公, of vehicles and of assets in a column; 其中 rows may not exceed the row they belong to."""
    for table in disclosure.document.tables:
        for facts in _columns(disclosure, table):
            for whole, least in _PARTS.items():
                total = next((fact for fact in facts if fact.concept == whole), None)
                names = disclosure.concepts.parts(whole)
                parts = [fact for fact in facts if fact.concept in names]
                if total and whole == "assets" and _NUMBERED.match(squash(total.label)):
                    continue  # （二）固定资产 among other assets
                if total and whole == "assets":
                    parts = [
                        f
                        for f in facts
                        if f.locator != total.locator and len(f.path) == 1 and _NUMBERED.match(f.path[0])
                    ]
                distinct = len({part.concept or part.label for part in parts}) == len(parts)
                known = len(parts) >= least or (
                    parts and whole == "vehicles" and not _unknown_among(total, parts, facts)
                )
                if total and distinct and known:
                    yield from _findings(disclosure, "known_rows", [Sum(total, tuple(parts))])
            yield from _within(disclosure, facts)


def _unknown_among(total: Fact | None, parts: list[Fact], facts: list[Fact]) -> bool:
    """Whether a row of an unknown name stands between a total and the last of its parts: it may be a part as well."""
    if total is None:
        return False
    last = facts.index(parts[-1])
    return any(fact not in parts for fact in facts[facts.index(total) + 1 : last])


def _within(disclosure: Disclosure, facts: list[Fact]) -> Iterator[Finding]:
    """Rows under a row: together at most their parent (其中 may leave parts out, it cannot add any)."""
    by_path = {fact.path: fact for fact in facts if not fact.code}
    children: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts:
        if len(fact.path) > 1 and fact.path[:-1] in by_path and not fact.code:
            children.setdefault(fact.path[:-1], []).append(fact)
    if any(_LESS.match(squash(fact.label)) for fact in facts):
        return  # 减：累计折旧 is taken off
    for path, parts in children.items():
        found = Sum(by_path[path], tuple(parts))
        if found.missed > 0 and found.severity:
            yield from _findings(disclosure, "rows_within", [found])


def _columns(disclosure: Disclosure, table: Table) -> Iterator[list[Fact]]:
    """The money of each column, top down."""
    columns: dict[int | None, list[Fact]] = {}
    for fact in disclosure.cells_in(table):
        if is_money(fact) and fact.basis not in {"target", "plan", "change"} and fact.scope is None:
            columns.setdefault(fact.locator.column, []).append(fact)
    for column in sorted(columns, key=lambda at: at or 0):
        yield sorted(columns[column], key=lambda fact: fact.locator.row or 0)


def _summed_columns(columns: set[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """Total columns with the columns they sum: 合计 beside 基本支出 and 项目支出, 小计 inside 本年收入."""
    prefixes = {path[:depth] for path in columns for depth in range(len(path))}
    for prefix in sorted(prefixes):
        depth = len(prefix)
        here = [path for path in columns if path[:depth] == prefix]
        leaves = [path for path in here if len(path) == depth + 1]
        totals = [path for path in leaves if _TOTAL_COLUMN.match(squash(path[-1]))]
        groups = {path[: depth + 1] for path in here if len(path) > depth + 1}
        inner = [
            p for p in here if len(p) == depth + 2 and p[: depth + 1] in groups and _TOTAL_COLUMN.match(squash(p[-1]))
        ]
        parts = [path for path in leaves if path not in totals] + inner
        if len(totals) != 1 or len(inner) != len(groups) or not parts:
            continue
        names = [squash(path[depth]) for path in parts]
        if all(_FUND.search(name) for name in names) and not any(
            _WITHIN.match(name) or _OTHER_YEAR.search(name) for name in names
        ):
            yield totals[0], sorted(parts)


def _running_totals(facts: list[Fact]) -> Iterator[Sum]:
    first = facts[0]
    if TOTAL.match(squash(first.label)):
        parts = [fact for fact in facts[1:] if _ORDINAL.match(squash(fact.label)) and len(fact.path) == 1]
        if parts:
            yield Sum(first, tuple(parts))
        return
    rows: list[Fact] = []
    carried: list[Fact] = []
    subtotal: Fact | None = None
    unknown = False
    for fact in facts:
        label = squash(fact.label)
        if label.endswith("总计"):
            if subtotal is not None and not unknown:
                yield Sum(fact, (subtotal, *carried))
            elif rows and subtotal is None:
                yield Sum(fact, tuple(rows))
            return
        if label.endswith("合计") and subtotal is None and not _NUMBERED.match(label):
            if rows:
                yield Sum(fact, tuple(rows))
            subtotal = fact
        elif subtotal is None and _ORDINAL.match(label) and len(fact.path) == 1:
            rows.append(fact)
        elif subtotal is not None and _ORDINAL.match(label) and len(fact.path) == 1:
            # 八、上年结转 below 本年收入合计; by fund below 年初财政拨款结转和结余 it tells again what that holds
            if _CARRIED.search(label) or not carried:
                carried.append(fact)
        elif _CARRIED.search(label) and not _NUMBERED.match(label):
            carried.append(fact)
        elif subtotal is not None and len(fact.path) == 1:
            unknown = True  # 转移性收入 between 本年收入合计 and 收入总计


def _findings(disclosure: Disclosure, kind: str, sums: list[Sum]) -> Iterator[Finding]:
    """Findings of sums that should hold alike; none if most of them fail, for then the table is built otherwise."""
    failed = [found for found in sums if found.severity == "conflict"]
    if len(failed) > 1 and 2 * len(failed) > len(sums):
        return
    for found in sums:
        if found.severity:
            unit = unit_of(found.total)
            values = [amount_in(part, unit) or Decimal(0) for part in found.parts]
            message = (
                f"《{found.total.caption}》中{_row_and_column(found.total)}{stated(found.total)}，"
                f"与各分项之和（{sum_of(values, unit)}）相差{difference(found.missed, unit)}{because(found.severity)}。"
            )
            yield disclosure.finding(
                kind, found.severity, message, [disclosure.place(fact) for fact in (found.total, *found.parts)]
            )


def _row_and_column(fact: Fact) -> str:
    column = squash(fact.columns[-1]) if fact.columns else ""
    row = named(fact)
    return f"“{row}”" if not column or column == row or (TOTAL.match(row) and not column) else f"“{row}”的“{column}”"
