"""Answers as evidence sheets (核对单) to keep with one's papers."""

from datetime import UTC, datetime
from urllib.parse import quote

from fastapi import APIRouter, Response

from assistant.api.problems import PROBLEMS
from assistant.api.schemas import EvidenceRequest
from assistant.api.view import Viewing
from assistant.evidence_files import as_file
from assistant.evidence_sheet import sheet_of

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

        def made() -> tuple[str, bytes]:
            scopes = wanted.scopes or [wanted.scope] * len(wanted.turns)
            answer = view.converse(list(zip(wanted.turns, scopes, strict=True)), language=wanted.language)
            sheet = sheet_of(answer, view.library, datetime.now(UTC))
            return sheet.name, as_file(sheet, wanted.format)

        name, content = await view.in_thread(made)
        told = f"attachment; filename=\"evidence.{wanted.format}\"; filename*=UTF-8''{quote(name, safe='')}.{wanted.format}"
        headers = {"Content-Disposition": told}
        return Response(content, media_type=_KINDS[wanted.format], headers=headers)

    return routes
