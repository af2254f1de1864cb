"""The documents of the library over HTTP: what there is, what it states, and where it contradicts itself."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from assistant.api.places import region_of
from assistant.api.problems import PROBLEMS
from assistant.api.schemas import (
    Coverage,
    CoverageRow,
    DocumentDetail,
    DocumentSummary,
    FindingInLibrary,
    FindingOfDocument,
    Findings,
    Identifier,
    Item,
    Place,
    TableSummary,
)
from assistant.api.view import View, Viewing
from assistant.evidence import place_url
from index.concepts import Concepts
from index.fact_rows import DocumentRow, StoredFinding

_MOST_FINDINGS = 1000
_GRAVITY = ("conflict", "slip", "gap", "rounding")


def library_routes() -> APIRouter:
    """The routes that tell what the library holds."""
    routes = APIRouter(prefix="/v1", tags=["library"], responses=PROBLEMS)

    @routes.get("/documents")
    def documents(view: Viewing) -> list[DocumentSummary]:
        """All documents of the library."""
        return summaries(view)

    @routes.get("/documents/{document_id}")
    def document(view: Viewing, document_id: Identifier) -> DocumentDetail:
        """One document with its sections, tables and findings."""
        return _detail(view, view.document(document_id))

    @routes.get("/coverage")
    def coverage(view: Viewing) -> Coverage:
        """Which document states which budget items for its own year: a row for each document."""
        return _coverage(view)

    @routes.get("/findings")
    def findings(
        view: Viewing,
        document_id: Annotated[Identifier | None, Query()] = None,
        entity: Annotated[str | None, Query(max_length=100)] = None,
        severity: Annotated[Literal["conflict", "slip", "gap", "rounding"] | None, Query()] = None,
        offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
        limit: Annotated[int, Query(ge=1, le=_MOST_FINDINGS)] = 200,
    ) -> Findings:
        """What the documents contradict, misprint or miss, the gravest first; of each gravity in the order of the documents."""
        rows = [view.document(document_id)] if document_id else view.library.documents
        found = [
            (row, finding)
            for row in rows
            if entity in {None, row.entity}
            for finding in view.store.findings(row.id)
            if severity in {None, finding.severity}
        ]
        found.sort(key=lambda each: _GRAVITY.index(each[1].severity))
        return Findings(
            total=len(found), findings=[_in_library(row, each) for row, each in found[offset : offset + limit]]
        )

    return routes


def summaries(view: View) -> list[DocumentSummary]:
    """The documents of a view, as they are listed."""
    counts = view.store.finding_counts()
    return [_summary(row, counts.get(row.id, 0)) for row in view.library.documents]


def _summary(row: DocumentRow, findings: int) -> DocumentSummary:
    return DocumentSummary(
        id=row.id,
        file=row.file,
        title=row.title,
        entity=row.entity,
        region=region_of(row.entity),
        period=row.period,
        family=row.family,
        format=row.format,
        collection=row.collection,
        finding_count=findings,
    )


def _coverage(view: View) -> Coverage:
    stated = view.store.concepts_stated()
    items = [concept for concept in Concepts.load().by_id.values() if not concept.id.isdigit()]  # no codes
    named = {concept.id for concept in items}
    findings = view.store.finding_counts()
    rows = [
        CoverageRow(
            entity=row.entity,
            region=region_of(row.entity),
            period=row.period,
            family=row.family,
            document_id=row.id,
            file=row.file,
            concepts=sorted(named & stated.get(row.id, frozenset())),
            finding_count=findings.get(row.id, 0),
        )
        for row in view.library.documents
    ]
    there = {concept for row in rows for concept in row.concepts}
    return Coverage(items=[Item(concept=each.id, name=each.name) for each in items if each.id in there], rows=rows)


def _in_library(row: DocumentRow, finding: StoredFinding) -> FindingInLibrary:
    return FindingInLibrary(
        document_id=row.id,
        entity=row.entity,
        period=row.period,
        file=row.file,
        **_finding(row, finding).model_dump(),
    )


def _finding(row: DocumentRow, finding: StoredFinding) -> FindingOfDocument:
    return FindingOfDocument(
        kind=finding.kind,
        severity=finding.severity,
        message=finding.message,
        places=[
            Place(start=start, end=end, quote=quote, url=place_url(row.id, start, end))
            for start, end, quote in finding.places
        ],
    )


def _detail(view: View, row: DocumentRow) -> DocumentDetail:
    holding = view.library.holding(row)
    return DocumentDetail(
        **_summary(row, len(holding.findings)).model_dump(),
        sections=[" › ".join(section.path) for section in view.store.sections(row.id) if section.path],
        tables=[
            TableSummary(
                number=table.number, caption=table.caption, rows=table.rows, columns=table.columns, unit=table.unit
            )
            for table in holding.tables
        ],
        findings=[_finding(row, finding) for finding in holding.findings],
        counts=row.counts,
        notes=list(row.notes),
    )
