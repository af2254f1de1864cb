"""The documents of the library over HTTP."""

from fastapi import APIRouter, HTTPException

from assistant.api.problems import PROBLEMS
from assistant.api.schemas import DocumentDetail, DocumentSummary, FindingOfDocument, Identifier, Place, TableSummary
from assistant.assistant import Assistant
from assistant.evidence import place_url
from index.fact_rows import DocumentRow


def library_routes(assistant: Assistant) -> APIRouter:
    """The routes that list the documents of an assistant's library."""
    routes = APIRouter(prefix="/v1", tags=["library"], responses=PROBLEMS)

    @routes.get("/documents")
    def documents() -> list[DocumentSummary]:
        """All documents of the library."""
        return [DocumentSummary.of(row) for row in assistant.library.documents]

    @routes.get("/documents/{document_id}")
    def document(document_id: Identifier) -> DocumentDetail:
        """One document with its sections, tables and findings."""
        return _detail(assistant, document_of(assistant, document_id))

    return routes


def document_of(assistant: Assistant, document_id: str) -> DocumentRow:
    """The document of an id. Raises ``HTTPException`` (404) where the library holds none."""
    row = next((row for row in assistant.library.documents if row.id == document_id), None)
    if row is None:
        raise HTTPException(404, "There is no such document.")
    return row


def _detail(assistant: Assistant, row: DocumentRow) -> DocumentDetail:
    holding = assistant.library.holding(row)
    return DocumentDetail(
        **DocumentSummary.of(row).model_dump(),
        sections=[" › ".join(section.path) for section in assistant.store.sections(row.id) if section.path],
        tables=[
            TableSummary(
                number=table.number, caption=table.caption, rows=table.rows, columns=table.columns, unit=table.unit
            )
            for table in holding.tables
        ],
        findings=[
            FindingOfDocument(
                kind=finding.kind,
                severity=finding.severity,
                message=finding.message,
                places=[
                    Place(start=start, end=end, quote=quote, url=place_url(row.id, start, end))
                    for start, end, quote in finding.places
                ],
            )
            for finding in holding.findings
        ],
        counts=row.counts,
        notes=list(row.notes),
    )
