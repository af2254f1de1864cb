"""Answers as evidence sheets (核对单) to keep with one's papers."""

from fastapi import APIRouter, Response

from assistant.api.problems import PROBLEMS
from assistant.api.schemas import EvidenceRequest
from assistant.api.service_store import now
from assistant.api.view import Viewing
from assistant.evidence_sheet import as_file, sheet_of

_KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def evidence_routes() -> APIRouter:
    """The route that makes evidence sheets."""
    routes = APIRouter(prefix="/v1", tags=["questions"], responses=PROBLEMS)

    @routes.post(
        "/evidence",
        response_class=Response,
        responses={200: {"content": {kind: {} for kind in _KINDS.values()}, "description": "The sheet"}},
    )
    async def evidence(view: Viewing, wanted: EvidenceRequest) -> Response:
        """The answer to the last of some questions as a sheet: asked again here, so that nobody else's words are on it."""

        def made() -> bytes:
            answer = view.converse(wanted.turns, document_ids=view.in_scope(wanted), language=wanted.language)
            return as_file(sheet_of(answer, view.library, now()), wanted.format)

        content = await view.in_thread(made)
        headers = {"Content-Disposition": f'attachment; filename="evidence.{wanted.format}"'}
        return Response(content, media_type=_KINDS[wanted.format], headers=headers)

    return routes
