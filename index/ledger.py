"""The account of every numeric token of a document: a fact, or why it is none, or unparsed."""

import re
from collections import Counter
from dataclasses import dataclass

from index.amount import NUMBER_PATTERN
from index.cleaning import normalise, residue_spans
from index.document import Document
from index.extraction import Extraction
from index.sections import numbering

_TOKEN = re.compile(NUMBER_PATTERN)
_SHORT_TEXT = 60  # a text cell up to this length is itself a fact, kept and shown whole
KINDS = (
    "fact",
    "year",
    "date",
    "range",
    "ordinal",
    "code",
    "name",
    "label",
    "header",
    "contents",
    "meta",
    "residue",
    "text",
    "heading",
    "unparsed",
)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One numeric token: where it stands and how it was accounted for."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """All numeric tokens of a document, in order."""

    entries: tuple[LedgerEntry, ...]

    @property
    def counts(self) -> Counter[str]:
        return Counter(entry.kind for entry in self.entries)

    @property
    def unparsed(self) -> tuple[LedgerEntry, ...]:
        return tuple(entry for entry in self.entries if entry.kind == "unparsed")

    @property
    def accounted(self) -> float:
        """Share of tokens that are accounted for, 0 to 1."""
        return 1 - len(self.unparsed) / len(self.entries) if self.entries else 1.0


def build_ledger(document: Document, extraction: Extraction) -> Ledger:
    """Account for every number of the stored text."""
    text = document.source.text
    spans: list[tuple[int, int, str]] = []
    spans += [(fact.locator.start, fact.locator.end, "fact") for fact in extraction.facts if fact.kind == "amount"]
    spans += [(other.start, other.end, other.kind) for other in extraction.others if other.kind != "unparsed"]
    spans += [(start, end, "residue") for start, end in residue_spans(text)]
    spans += list(document.set_aside)
    spans += _heading_spans(document)
    coarse = _table_spans(document)
    entries = []
    by_start = sorted(spans)
    for match in _TOKEN.finditer(normalise(text)):
        kind = (
            _kind_at(by_start, match.start(), match.end()) or _kind_at(coarse, match.start(), match.end()) or "unparsed"
        )
        entries.append(LedgerEntry(match.start(), match.end(), kind))
    return Ledger(tuple(entries))


def _kind_at(spans: list[tuple[int, int, str]], start: int, end: int) -> str | None:
    order = {kind: i for i, kind in enumerate(KINDS)}
    kinds = [kind for first, last, kind in spans if first < end and start < last]
    return min(kinds, key=lambda kind: order.get(kind, 99)) if kinds else None


def _heading_spans(document: Document) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    for section in document.sections[1:]:
        number = numbering(normalise(section.title))
        at = document.source.text.find(section.title[:1], section.start)
        if number:
            spans.append((at, at + number.length, "ordinal"))
    for sentence in document.sentences:
        number = numbering(normalise(sentence.text))
        if number:
            spans.append((sentence.start, sentence.offsets[number.length - 1] + 1, "ordinal"))
    return spans


def _table_spans(document: Document) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    for table in document.tables:
        if table.caption_span:
            spans.append((*table.caption_span, "heading"))
        for cell in table.cells:
            if cell.role == "value":
                if any(word in "".join(cell.column_labels + cell.row_labels) for word in ("编码", "目录序号", "代码")):
                    spans.append((cell.start, cell.end, "code"))
                elif len(cell.text) <= _SHORT_TEXT:
                    spans.append((cell.start, cell.end, "text"))
                continue
            kind = {"ordinal": "ordinal", "meta": "meta", "header": "header", "label": "label"}.get(cell.role)
            if kind == "label" and re.fullmatch(r"[A-Z]?\d{3,12}", cell.text):
                kind = "code"
            if kind:
                spans.append((cell.start, cell.end, kind))
    return spans
