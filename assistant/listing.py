"""What the index holds, as lists: facts, findings, and how a document was parsed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import IndexMissing
from index.fact_rows import DocumentRow, StoredFinding
from index.fact_store import FactStore
from index.facts import Fact


@dataclass(frozen=True, slots=True)
class FactRecord:
    """A fact as a line or a JSON object."""

    fact: Fact

    def as_line(self) -> str:
        fact = self.fact
        where = f"《{fact.caption}》" if fact.locator.table is not None else " › ".join(fact.section)
        labels = " / ".join(part for part in (*fact.path, "/".join(fact.columns)) if part)
        value = fact.value_text.replace("\n", " ") if fact.kind != "blank" else "（空白）"
        unit = (
            fact.amount.unit if fact.amount and fact.amount.unit and fact.amount.unit not in fact.amount.printed else ""
        )
        tags = " ".join(str(tag) for tag in (fact.concept, fact.basis, fact.period, fact.direction, fact.base) if tag)
        return f"{value}{unit or ''}\t{labels}\t{where}\t{tags}\t{fact.locator.path}"

    def as_json(self) -> dict[str, Any]:
        fact = self.fact
        amount = fact.amount
        return {
            "id": fact.id,
            "document_id": fact.document,
            "kind": fact.kind,
            "label": fact.label,
            "path": list(fact.path),
            "columns": list(fact.columns),
            "table": fact.caption or None,
            "section": list(fact.section),
            "entity": fact.entity,
            "period": fact.period,
            "basis": fact.basis,
            "measure": fact.measure,
            "concept": fact.concept,
            "code": fact.code,
            "value": str(amount.value) if amount else None,
            "unit": amount.unit if amount else None,
            "printed": fact.value_text,
            "comparator": fact.comparator,
            "direction": fact.direction,
            "base": fact.base,
            "start": fact.locator.start,
            "end": fact.locator.end,
        }


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A finding as lines or a JSON object, with both places."""

    finding: StoredFinding
    file: str

    def as_line(self) -> str:
        places = "".join(
            f"\n    {self.file}:{start}-{end} “{' '.join(quote.split())}”" for start, end, quote in self.finding.places
        )
        return f"[{self.finding.severity}] {self.finding.kind}: {self.finding.message}{places}"

    def as_json(self) -> dict[str, Any]:
        finding = self.finding
        return {
            "id": finding.id,
            "document_id": finding.document,
            "file": self.file,
            "kind": finding.kind,
            "severity": finding.severity,
            "message": finding.message,
            "places": [{"start": start, "end": end, "quote": quote} for start, end, quote in finding.places],
        }


def facts(folder: Path, document: str | None) -> list[FactRecord]:
    """Facts of one document, in reading order. Raises ``IndexMissing`` where there is no such document."""
    store = FactStore.open(folder)
    return [FactRecord(fact) for fact in store.facts([row.id for row in _rows(store, document)])]


def findings(folder: Path, document: str | None, *, hints: bool = True) -> list[FindingRecord]:
    """Findings of one document, or of all; without ``hints`` those that rounding explains are left out."""
    store = FactStore.open(folder)
    found = [FindingRecord(each, row.file) for row in _rows(store, document) for each in store.findings(row.id)]
    return [record for record in found if hints or record.finding.severity != "rounding"]


def show(folder: Path, document: str, *, table: int | None, unparsed: bool) -> None:
    """Print a document's parse. Numbers that were not accounted for are read anew from the stored text."""
    from rich.console import Console

    console = Console(highlight=False)
    store = FactStore.open(folder)
    for row in _rows(store, document):
        counts = ", ".join(f"{kind} {count}" for kind, count in sorted(row.counts.items()))
        console.print(f"{row.file}  {row.title}\n  {row.entity} {row.period or ''} {row.family}\n  ledger: {counts}")
        if unparsed:
            text = store.text(row.id)
            for start, end in store.unparsed(row.id):
                before, after = text[max(0, start - 20) : start], text[end : end + 15]
                console.print(
                    f"  {start}: …{' '.join(before.split())}【{text[start:end]}】{' '.join(after.split())}…",
                    markup=False,
                )
            continue
        for t in store.tables(row.id):
            if table is not None and t.number != table:
                continue
            console.print(f"  table {t.number}: {t.caption}  {t.rows} x {t.columns}  {t.unit or ''}", markup=False)
            if table is None:
                continue
            for cell in store.cells(row.id, t.number):
                labels = " / ".join(cell.row_labels)
                columns = "/".join(cell.column_labels)
                console.print(
                    f"    {cell.row},{cell.column} {cell.role}: {cell.text}  | {labels} | {columns}", markup=False
                )


def _rows(store: FactStore, document: str | None) -> list[DocumentRow]:
    rows = store.documents()
    if document is None:
        return rows
    name = Path(document).name
    found = [
        row
        for row in rows
        if name in {row.file, Path(row.file).stem} or row.id == document or row.file.startswith(document)
    ]
    if not found:
        held = ", ".join(row.file for row in rows[:10])
        raise IndexMissing(f"{document} is not in the index. It holds: {held}")
    return found
