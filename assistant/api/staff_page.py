"""The staff page: one HTML file, its modules and its style sheet, all of the service itself."""

from importlib.resources import files

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, Response

from assistant.api.problems import PROBLEMS

_KINDS = {"js": "text/javascript", "css": "text/css", "txt": "text/plain"}
_FOLDER = files("assistant") / "api" / "static" / "staff"
_FILES = {
    file.name: _KINDS[file.name.rpartition(".")[2]]
    for file in sorted(_FOLDER.iterdir(), key=lambda file: file.name)
    if file.name.rpartition(".")[2] in _KINDS
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"}


def staff_page_routes() -> APIRouter:
    """The routes of the staff page; what it shows comes from the routes under /v1, by the rights of who has signed in."""
    routes = APIRouter(tags=["staff page"], responses=PROBLEMS)

    @routes.get("/", response_class=HTMLResponse)
    def page() -> HTMLResponse:
        """The staff page."""
        return HTMLResponse((_FOLDER / "index.html").read_bytes(), headers=_HEADERS)

    @routes.get(
        "/staff/{name}",
        response_class=Response,
        responses={200: {"content": {kind: {} for kind in _KINDS.values()}, "description": "The file"}},
    )
    def file(name: str) -> Response:
        """A module, style sheet or licence of the staff page."""
        if name not in _FILES:
            raise HTTPException(404, "There is no such file.")
        return Response((_FOLDER / name).read_bytes(), media_type=_FILES[name], headers=_HEADERS)

    return routes
