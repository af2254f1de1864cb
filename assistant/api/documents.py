"""The source view: a document as a page with a cited place marked, and its text."""

import re
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse

from assistant.api.problems import PROBLEMS
from assistant.api.schemas import Identifier
from assistant.api.source_view import Source, page
from assistant.api.view import Viewing

_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
_ANY_FILE = "application/octet-stream"
_PART = 256 * 1024  # bytes that wait for a reader at a time
_PAGE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}


def document_routes() -> APIRouter:
    """The pages and files of documents."""
    routes = APIRouter(tags=["documents"], responses=PROBLEMS)

    @routes.get("/documents/{document_id}", response_class=HTMLResponse)
    def document(
        view: Viewing, document_id: Identifier, at: Annotated[str | None, Query(pattern=rf"^{_AT.pattern}$")] = None
    ) -> HTMLResponse:
        """A document with the characters ``at`` (start-end) marked; ``#at`` in the address opens it there."""
        row, store = view.document(document_id), view.store
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
    def text(view: Viewing, document_id: Identifier) -> PlainTextResponse:
        """The text of a document as it was read; the places of citations count its characters."""
        row = view.document(document_id)
        return PlainTextResponse(
            view.store.text(row.id), headers={"Content-Disposition": f'attachment; filename="{row.id}.txt"'}
        )

    @routes.get(
        "/documents/{document_id}/original",
        response_class=Response,
        responses={200: {"content": {_ANY_FILE: {}}, "description": "The file"}},
    )
    def original(view: Viewing, document_id: Identifier) -> Response:
        """The file that a document was read from, byte for byte."""
        row = view.document(document_id)
        size = view.store.original_size(row.id)
        if size is None:
            raise HTTPException(404, "The file was not kept.")
        name = quote(row.file, safe="")
        disposition = f"attachment; filename*=UTF-8''{name}"  # always saved, never shown: it is a stranger's
        headers = {"Content-Disposition": disposition, "Content-Length": str(size)}
        parts = (view.store.original_part(row.id, start, _PART) for start in range(0, size, _PART))
        return StreamingResponse(parts, media_type=_ANY_FILE, headers=headers)

    return routes
