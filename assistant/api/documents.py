"""The source view: a document as a page with a cited place marked, and its text."""

import re
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, PlainTextResponse

from assistant.api.library_routes import document_of
from assistant.api.problems import PROBLEMS
from assistant.api.schemas import Identifier
from assistant.api.source_view import Source, page
from assistant.assistant import Assistant

_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
_PAGE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}


def document_routes(assistant: Assistant) -> APIRouter:
    """The pages of an assistant's documents."""
    routes = APIRouter(tags=["documents"], responses=PROBLEMS)

    @routes.get("/documents/{document_id}", response_class=HTMLResponse)
    def document(
        document_id: Identifier, at: Annotated[str | None, Query(pattern=rf"^{_AT.pattern}$")] = None
    ) -> HTMLResponse:
        """A document with the characters ``at`` (start-end) marked; ``#at`` in the address opens it there."""
        row, store = document_of(assistant, document_id), assistant.store
        tables = store.tables(row.id)
        source = Source(
            row=row,
            text=store.text(row.id),
            sections=store.sections(row.id),
            tables=tables,
            cells={table.number: store.cells(row.id, table.number) for table in tables},
            findings=store.findings(row.id),
        )
        place = _AT.fullmatch(at) if at else None
        return HTMLResponse(page(source, (int(place[1]), int(place[2])) if place else None), headers=_PAGE)

    @routes.get("/documents/{document_id}/text", response_class=PlainTextResponse)
    def text(document_id: Identifier) -> PlainTextResponse:
        """The text of a document as it was read; the places of citations count its characters."""
        row = document_of(assistant, document_id)
        return PlainTextResponse(
            assistant.store.text(row.id), headers={"Content-Disposition": f'attachment; filename="{row.id}.txt"'}
        )

    return routes
