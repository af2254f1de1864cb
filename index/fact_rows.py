"""Rows of the store and what they stand for: documents, tables and findings as listed, facts to rows and back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from index.amount import Amount, decimal_text
from index.chunking import Chunk
from index.document import Cell, Locator, Table
from index.facts import Fact

FACT_COLUMNS = (
    "id, document, kind, label, path, columns, caption, section_path, entity, period, basis, measure, concept, code, direction, base, "
    'scope, comparator, value, unit, printed, text, prose, section, start, "end", table_number, "row", "column", context_start, '
    "context_end, unit_start, unit_end"
)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as the store lists it; ``counts`` are the ledger's, ``collection`` is what its readers are named by."""

    id: str
    file: str
    path: str
    content_hash: str
    title: str
    entity: str
    period: int | None
    family: str
    format: str
    notes: tuple[str, ...]
    counts: dict[str, int]
    collection: str


@dataclass(frozen=True, slots=True)
class FactFilter:
    """What facts are of: whole values, but for parts of the body's name (``entity``) and of a label; ``None`` for any."""

    entity: str | None = None
    period: int | None = None
    concept: str | None = None
    basis: str | None = None
    label: str | None = None
    stated: bool = False  # only what states something: no blank cells

    @property
    def where(self) -> tuple[str, list[object]]:
        """The condition in SQL, and its values."""
        label = as_json(self.label)[1:-1] if self.label is not None else None  # labels are stored as JSON
        given = (
            ("instr(entity, ?)", self.entity),
            ("period = ?", self.period),
            ("concept = ?", self.concept),
            ("basis = ?", self.basis),
            ("instr(path, ?)", label),
        )
        wanted = [(condition, value) for condition, value in given if value is not None]
        conditions = ["1", *(condition for condition, _ in wanted)]
        if self.stated:
            conditions.append("(value IS NOT NULL OR ifnull(text, '') <> '')")
        return " AND ".join(conditions), [value for _, value in wanted]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A table as the store lists it, without its cells."""

    document: str
    number: int
    caption: str
    section: int
    rows: int
    columns: int
    unit: str | None
    date: str | None
    note: str | None
    note_span: tuple[int, int] | None
    caption_span: tuple[int, int] | None
    is_empty: bool
    start: int
    end: int
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding with the source spans of its places: (start, end, quote)."""

    id: str
    document: str
    kind: str
    severity: str
    message: str
    places: tuple[tuple[int, int, str], ...]


def as_json(value: object) -> str:
    """Compact JSON with Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def fact_row(fact: Fact) -> tuple[object, ...]:
    """A fact as a row of ``facts``, in the order of ``FACT_COLUMNS``."""
    amount, place = fact.amount, fact.locator
    return (
        fact.id,
        fact.document,
        fact.kind,
        fact.label,
        as_json(fact.path),
        as_json(fact.columns),
        fact.caption,
        as_json(fact.section),
        fact.entity,
        fact.period,
        fact.basis,
        fact.measure,
        fact.concept,
        fact.code,
        fact.direction,
        fact.base,
        fact.scope,
        fact.comparator,
        decimal_text(amount.value) if amount else None,
        amount.unit if amount else None,
        amount.printed if amount else None,
        fact.text,
        fact.prose,
        place.section,
        place.start,
        place.end,
        place.table,
        place.row,
        place.column,
        *fact.context,
        *(fact.unit_span or (None, None)),
    )


def fact_of(row: tuple[Any, ...]) -> Fact:
    """The fact of a row."""
    amount = Amount(Decimal(row[18]), row[19], row[20]) if row[18] is not None else None
    return Fact(
        id=row[0],
        document=row[1],
        kind=row[2],
        label=row[3],
        path=tuple(json.loads(row[4])),
        columns=tuple(json.loads(row[5])),
        caption=row[6],
        section=tuple(json.loads(row[7])),
        entity=row[8],
        period=row[9],
        basis=row[10],
        measure=row[11],
        concept=row[12],
        code=row[13],
        direction=row[14],
        base=row[15],
        scope=row[16],
        comparator=row[17],
        amount=amount,
        text=row[21],
        prose=bool(row[22]),
        locator=Locator(row[1], row[23], row[24], row[25], row[26], row[27], row[28]),
        context=(row[29], row[30]),
        unit_span=(row[31], row[32]) if row[31] is not None else None,
    )


def table_row(document: str, table: Table) -> tuple[object, ...]:
    """A table as a row of ``tables``."""
    return (
        document,
        table.number,
        table.caption,
        table.section,
        table.rows,
        table.columns,
        table.start,
        table.end,
        table.unit,
        table.date,
        table.note,
        *(table.note_span or (None, None)),
        table.is_empty,
        as_json(table.headers),
        table.page,
        table.sheet,
        as_json(table.doubts),
        *(table.caption_span or (None, None)),
    )


def cell_row(document: str, table: int, cell: Cell) -> tuple[object, ...]:
    """A cell as a row of ``cells``."""
    place = (document, table, cell.row, cell.column, cell.start, cell.end, cell.rowspan, cell.colspan)
    return (*place, cell.role, cell.text, as_json(cell.row_labels), as_json(cell.column_labels))


def document_row(row: tuple[Any, ...]) -> DocumentRow:
    """A row of ``documents`` as listed."""
    return DocumentRow(
        id=row[0],
        file=row[1],
        path=row[2],
        content_hash=row[3],
        title=row[4],
        entity=row[5],
        period=row[6],
        family=row[7],
        format=row[8],
        notes=tuple(json.loads(row[9])),
        counts=json.loads(row[10]),
        collection=row[11],
    )


def table_of(row: tuple[Any, ...]) -> TableRow:
    """A table as listed, from the columns of ``FactStore.tables``."""
    return TableRow(
        document=row[0],
        number=row[1],
        caption=row[2],
        section=row[3],
        rows=row[4],
        columns=row[5],
        unit=row[6],
        date=row[7],
        note=row[8],
        note_span=(row[9], row[10]) if row[9] is not None else None,
        caption_span=(row[11], row[12]) if row[11] is not None else None,
        is_empty=bool(row[13]),
        start=row[14],
        end=row[15],
        headers=tuple(json.loads(row[16])),
    )


def cell_of(row: tuple[Any, ...]) -> Cell:
    """A cell, from the columns of ``FactStore.cells``."""
    return Cell(
        row=row[0],
        column=row[1],
        text=row[2],
        start=row[3],
        end=row[4],
        rowspan=row[5],
        colspan=row[6],
        role=row[7],
        row_labels=tuple(json.loads(row[8])),
        column_labels=tuple(json.loads(row[9])),
    )


def finding_of(row: tuple[Any, ...]) -> StoredFinding:
    """A finding with its places, from a row of ``findings``."""
    places = tuple((place[0], place[1], place[2]) for place in json.loads(row[5]))
    return StoredFinding(id=row[0], document=row[1], kind=row[2], severity=row[3], message=row[4], places=places)


def chunk_of(row: Sequence[Any]) -> Chunk:
    """A row of ``chunks`` as a chunk."""
    number, document, kind, section, text, tokens, start, end, table, rows, page, sheet = row
    return Chunk(
        id=number,
        document=document,
        kind=kind,
        section=tuple(json.loads(section)),
        text=text,
        tokens=tokens,
        start=start,
        end=end,
        table=table,
        rows=tuple(json.loads(rows)) if rows else None,
        page=page,
        sheet=sheet,
    )
