"""Documents taken in and taken out over HTTP, by whoever has an admin key."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request

from assistant.api.problems import PROBLEMS
from assistant.api.schemas import Identifier, Ingested
from assistant.api.view import AdminViewing
from index.build import forget_document, ingest_upload
from index.embedding import Embedder
from index.errors import IndexLocked
from index.fact_store import PUBLIC

_LONGEST_NAME = 200
_ANY_FILE = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}


async def _content(request: Request) -> bytes:
    return await request.body()


def upload_routes(folder: Path, embedder: Embedder) -> APIRouter:
    """The routes that change the index in a folder."""
    routes = APIRouter(prefix="/v1", tags=["administration"], responses={**PROBLEMS, 409: PROBLEMS[403]})

    @routes.post("/documents", status_code=201, openapi_extra={"requestBody": _ANY_FILE})
    def upload(
        view: AdminViewing,
        content: Annotated[bytes, Depends(_content)],
        name: Annotated[str, Query(min_length=1, max_length=_LONGEST_NAME)],
        collection: Annotated[Identifier, Query()] = PUBLIC,
    ) -> Ingested:
        """Read a file, which is the body, into the index; one of its name in its collection is replaced."""
        if not view.visitor.reads(collection):
            raise HTTPException(404, "There is no such collection.")
        try:
            report = ingest_upload(name, content, folder, collection=collection, embedder=embedder)
        except IndexLocked:
            raise HTTPException(409, "Somebody else is writing to the index; try again.") from None
        if report.status == "failed":
            raise HTTPException(422, report.problem.removeprefix(f"{report.file}: "))  # the name is the sender's
        row = view.document(report.document)
        view.changed("uploaded", document=row.id, status=report.status, collection=collection)
        return Ingested(
            file=report.file,
            status=report.status,
            document_id=row.id,
            entity=row.entity,
            period=row.period,
            findings=len(view.store.findings(row.id)),
            notes=list(report.notes),
        )

    @routes.delete("/documents/{document_id}", status_code=204)
    def delete(view: AdminViewing, document_id: Identifier) -> None:
        """Take a document out of the index, with everything that was read from it."""
        row = view.document(document_id)
        try:
            forget_document(row.id, folder, embedder=embedder)
        except IndexLocked:
            raise HTTPException(409, "Somebody else is writing to the index; try again.") from None
        view.changed("deleted", document=row.id)

    return routes
