"""A disclosure: its text, and each of its figures that an independent reading bears out."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from index.amount import decimal_text
from index.cleaning import squash
from index.document import Document
from index.extraction import Extraction
from index.facts import Fact
from tests.conftest import DISCLOSURES, parsed
from tests.test_corpus import CORPUS, FACTS
from tests.test_disclosures import READINGS, matches, reading

SAMPLES = ("guantao-2021.txt", "luquan-2021.txt")


@dataclass(frozen=True)
class Base:
    """An unchanged document. ``figures`` are its facts that the reading states too, ``by_hand`` its entries."""

    number: int
    name: str
    document: Document
    extraction: Extraction
    figures: tuple[Fact, ...]
    by_hand: dict[str, dict[str, Any]]

    @cached_property
    def text(self) -> str:
        return self.document.source.text

    @property
    def entity(self) -> str:
        return self.extraction.publisher.entity

    @property
    def period(self) -> int:
        assert self.extraction.publisher.period is not None
        return self.extraction.publisher.period

    @cached_property
    def prose(self) -> list[Fact]:
        """Money figures of the running text."""
        return [
            fact
            for fact in self.figures
            if fact.prose and fact.locator.table is None and fact.amount is not None and fact.measure == "money"
        ]

    def cells(self, table: int | None = None) -> list[Fact]:
        """Figures and texts that are cells of a table."""
        return [
            fact
            for fact in self.figures
            if not fact.prose and fact.locator.table is not None and table in {None, fact.locator.table}
        ]


def real_documents() -> list[Base]:
    return [_read_by_hand(number, path) for number, path in enumerate(READINGS)]


def sample_documents() -> list[Base]:
    return [_sample(number, name) for number, name in enumerate(SAMPLES)]


def _read_by_hand(number: int, path: Path) -> Base:
    """Facts pinned by ``tests/readings``: by quote and value in prose, by table, labels, column and text in cells."""
    expected = reading(path)
    document, extraction = parsed(DISCLOSURES / expected["file"])
    pinned: dict[str, tuple[Fact, dict[str, Any]]] = {}
    for figure in expected["figure"]:
        fact = _figure(document, extraction, figure, pinned)
        if fact:
            pinned[fact.id] = (fact, figure)
    for place, table in enumerate(expected["table"]):
        inside = [fact for fact in extraction.facts if fact.locator.table == place]
        for entry in (*table["numbers"], *table.get("texts", [])):
            found = [fact for fact in inside if fact.id not in pinned and fact.kind != "blank" and matches(entry, fact)]
            if found:
                pinned[found[0].id] = (found[0], {"cell": entry})
    return _base(number, path.stem, document, extraction, pinned)


def _figure(document: Document, extraction: Extraction, figure: dict[str, Any], taken: dict[str, Any]) -> Fact | None:
    text, quote = document.source.text, figure["quote"]
    places = [at for at in range(len(text)) if text.startswith(quote, at)]
    for fact in extraction.facts:
        amount = fact.amount
        if (
            amount is not None
            and fact.prose
            and fact.id not in taken
            and decimal_text(amount.value) == figure["value"]
            and (amount.unit or "") == figure["unit"]
            and any(at <= fact.locator.start < at + len(quote) for at in places)
        ):
            return fact
    return None


def _sample(number: int, name: str) -> Base:
    """Facts pinned by the list that people wrote for the sample (``tests/test_corpus.py``)."""
    document, extraction = parsed(CORPUS / name)
    pinned: dict[str, tuple[Fact, dict[str, Any]]] = {}
    for line in FACTS[name].strip().splitlines():
        where, labels, column, _, value = (part.strip() for part in line.split("|"))
        if value == "blank":
            continue
        for fact in extraction.facts:
            path = [squash(label) for label in fact.path]
            if (
                fact.id not in pinned
                and squash(value) in {squash(fact.direction or "") + squash(fact.value_text), squash(_with_unit(fact))}
                and (squash(fact.caption) == squash(where))
                and all(squash(label) in path for label in labels.split(" / "))
                and (not column or squash("/".join(fact.columns)).startswith(squash(column)))
            ):
                pinned[fact.id] = (fact, {"cell": [labels, column, value]})
                break
    return _base(number, name, document, extraction, pinned)


def _with_unit(fact: Fact) -> str:
    return f"{fact.amount.printed}{fact.amount.unit or ''}" if fact.amount else ""


def _base(
    number: int, name: str, document: Document, extraction: Extraction, pinned: dict[str, tuple[Fact, dict[str, Any]]]
) -> Base:
    facts = sorted((fact for fact, _ in pinned.values()), key=lambda fact: fact.locator.start)
    return Base(number, name, document, extraction, tuple(facts), {fact.id: entry for fact, entry in pinned.values()})
