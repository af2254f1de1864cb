"""A disclosure as the checks see it: its facts by place and meaning, and the words for figures in messages."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from index.amount import AREA, MONEY, convert, decimal_text
from index.cleaning import normalise, squash
from index.concepts import Concepts
from index.document import Document, Locator, Section, Sentence, Table
from index.extraction import Extraction
from index.facts import Fact
from index.findings import Finding, Place, make_finding, place_of_fact, place_of_span

GLOSSARY = re.compile(r"名词解释|名词说明|专业名词|术语")
PERFORMANCE = re.compile(r"绩效")
_BARE = re.compile(r"[≥≤<>=]{0,2}-?[\d.,]+")
_OTHER_BASE = re.compile(r"年初|全年|调整|中期|(?<!案件)执行|追加前")
_FUND_BUDGETS = re.compile(
    r"预算稳定调节基金|一般公共预算|政府性基金预算|国有资本经营预算|公共财政预算|基金预算|财政预算"
)
_NO_LEVEL = frozenset({"change", "target", "previous"})
_TERMS_SHOWN = 10


@dataclass(frozen=True)
class Disclosure:
    """One document with what was read from it. Money compares in 元, areas in 平方米, all else in its own unit."""

    document: Document
    extraction: Extraction
    concepts: Concepts

    @cached_property
    def amounts(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.extraction.facts if fact.amount is not None)

    @cached_property
    def prose(self) -> tuple[Fact, ...]:
        """Figures of running text, not of table cells."""
        return tuple(fact for fact in self.amounts if fact.locator.table is None)

    @cached_property
    def office_prose(self) -> tuple[Fact, ...]:
        """Figures of running text about the office's own money: no targets, no definitions of terms."""
        return tuple(
            fact
            for fact in self.prose
            if fact.measure == "money"
            and not self._of_another(fact)
            and not any(PERFORMANCE.search(part) or GLOSSARY.search(part) for part in fact.section)
        )

    def _of_another(self, fact: Fact) -> bool:
        """Whether a figure stands under the heading of another body, which its own sentence does not name."""
        sentence = squash(self.document.source.text[slice(*fact.context)])
        return fact.scope is not None and squash(fact.scope) not in sentence

    @cached_property
    def levels(self) -> tuple[Fact, ...]:
        """The office's own amounts of the year (and stocks and plans): no change, no previous year, no second base.

        Bases stay apart (domain section 7): 年初预算 and 执行数 are not the budget, a budget is not the final account.
        """
        final = self.extraction.publisher.family == "final"
        found = []
        for fact in self.office_prose:
            before = self.words_before(fact)
            budget_in_final = final and "预算" in _FUND_BUDGETS.sub("", before)
            if fact.basis not in _NO_LEVEL and not _OTHER_BASE.search(before) and not budget_in_final:
                found.append(fact)
        return tuple(found)

    @cached_property
    def cells(self) -> tuple[Fact, ...]:
        """Figures that are a table cell of their own (not those inside a text cell)."""
        return tuple(fact for fact in self.amounts if fact.locator.table is not None and not fact.prose)

    @cached_property
    def _facts_by_table(self) -> dict[int, list[Fact]]:
        found: dict[int, list[Fact]] = {}
        for fact in self.extraction.facts:
            if fact.locator.table is not None:
                found.setdefault(fact.locator.table, []).append(fact)
        return found

    def facts_in(self, table: Table) -> list[Fact]:
        """All facts of a table: figures, texts and blanks."""
        return self._facts_by_table.get(table.number, [])

    def cells_in(self, table: Table) -> list[Fact]:
        return [fact for fact in self.facts_in(table) if fact.amount is not None and not fact.prose]

    def sentence_of(self, fact: Fact) -> Sentence | None:
        """The sentence a prose figure stands in."""
        if fact.locator.table is not None:
            return None
        at = bisect_right(self._sentence_starts, fact.locator.start) - 1
        return self.document.sentences[at] if at >= 0 else None

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.document.sentences]

    def chapter_of(self, section: int) -> Section:
        """The section just below the title that contains a section."""
        at = self.document.sections[section]
        while at.parent:
            at = self.document.sections[at.parent]
        return at

    def words_before(self, fact: Fact) -> str:
        """The clause in front of a prose figure, as printed: labels drop words such as 本年 that matter here."""
        text = self.document.source.text[max(0, fact.locator.start - 24) : fact.locator.start]
        return re.split(r"[，。；：,;:（(\n]", text)[-1]

    def place(self, fact: Fact) -> Place:
        return place_of_fact(self.document, fact)

    def span(self, section: int, start: int, end: int, label: str) -> Place:
        return place_of_span(self.document, Locator(self.document.id, section, start, end), start, end, label)

    def finding(self, kind: str, severity: str, message: str, places: Sequence[Place]) -> Finding:
        return make_finding(self.document.id, kind, severity, message, places)


def amount_in(fact: Fact, unit: str | None) -> Decimal | None:
    """The value of a fact in a unit; ``None`` where it has no amount or another dimension."""
    if fact.amount is None:
        return None
    if fact.amount.unit == unit:
        return fact.amount.value
    if fact.amount.unit is None or unit is None:
        return None
    for table in (MONEY, AREA):
        if fact.amount.unit in table and unit in table:
            return convert(fact.amount.value, fact.amount.unit, unit)
    return None


def signed(fact: Fact, unit: str | None) -> Decimal | None:
    """The value of a change with its direction: a decrease is negative."""
    value = amount_in(fact, unit)
    return -value if value is not None and fact.direction == "减少" else value


def is_money(fact: Fact) -> bool:
    """Whether a figure is in 元, 万元 or 亿元; a bare number is not."""
    return fact.measure == "money"


def unit_of(fact: Fact) -> str | None:
    """The unit a figure is given in; ``None`` for bare numbers, texts and blanks."""
    return fact.amount.unit if fact.amount else None


def plain(value: Decimal) -> str:
    """A value without trailing zeros, for messages."""
    return decimal_text(value.normalize()) if value else "0"


def stated(fact: Fact) -> str:
    """A figure as printed, with its unit where that stands elsewhere: ``12.5`` in a table becomes 12.5万元."""
    if fact.amount is None:
        return fact.value_text
    printed = squash(fact.amount.printed)
    if fact.prose:
        printed = "".join(fact.amount.printed.split())
    return printed + (fact.amount.unit or "") if _BARE.fullmatch(normalise(printed)) else printed


def shown(text: str) -> str:
    """Words as printed, without white space."""
    return "".join(text.split())


def named(fact: Fact) -> str:
    """The label of a fact for a message: without numbering and 其中; a code stays in front of its name."""
    label = re.sub(r"^(?:其中[:：]?|[一二三四五六七八九十]+、|\d{1,2}[、.．])+", "", shown(fact.label))
    return f"{fact.code}{label}" if fact.code else label


def difference(value: Decimal, unit: str | None) -> str:
    """By how much two figures miss each other, for messages."""
    return f"{plain(abs(value))}{unit or ''}"


def sum_of(values: Iterable[Decimal], unit: str | None) -> str:
    """The sum as a clerk would write it: 0+5=5万元, or -10+16=6万元."""
    terms = list(values)
    total = f"={plain(sum(terms, Decimal(0)))}{unit or ''}"
    if len(terms) == 1:
        return total.removeprefix("=")
    shown = "".join(f"{'' if term < 0 or not i else '+'}{plain(term)}" for i, term in enumerate(terms[:_TERMS_SHOWN]))
    return shown + (f"+…（共{len(terms)}项）" if len(terms) > _TERMS_SHOWN else "") + total
