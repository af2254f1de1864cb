"""Errors as RFC 9457 problem details: what is wrong and under which request, never what was sent, a path, a version or a trace."""

import sqlite3
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"
_WHOLE = "body"
_STATUSES = (400, 401, 403, 404, 408, 413, 422, 429, 503)
_OPENAI = ("/v1/models", "/v1/chat/")  # whose clients know errors in OpenAI's form only


class Fault(BaseModel):
    """A field of a request and what is wrong with it."""

    field: str
    message: str


class Problem(BaseModel):
    """A problem detail; ``request_id`` is in the log as well, ``faults`` are those of a request that was not understood."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    request_id: str = ""
    faults: list[Fault] = Field(default_factory=list)


def refusal(request: Request, status: int, detail: str, faults: list[Fault] | None = None) -> JSONResponse:
    """The response of a problem, in the form that the clients of a route read."""
    if request.url.path.startswith(_OPENAI):
        kind = "invalid_request_error" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "server_error"
        told = "; ".join((detail, *(f"{fault.field}: {fault.message}" for fault in faults or [])))
        return JSONResponse({"error": {"message": told, "type": kind, "param": None, "code": None}}, status)
    return problem(status, detail, request_id_of(request), faults)


def failure(request: Request) -> JSONResponse:
    """The response where the program failed; the journal has the trace under the id of the request."""
    return refusal(request, 500, "The service could not answer; the request id tells its staff more.")


def problem(status: int, detail: str, request_id: str, faults: list[Fault] | None = None) -> JSONResponse:
    """The response of a problem."""
    body = Problem(
        title=HTTPStatus(status).phrase, status=status, detail=detail, request_id=request_id, faults=faults or []
    )
    return JSONResponse(body.model_dump(), status, media_type=MEDIA_TYPE)


def request_id_of(request: Request) -> str:
    """The id that the guard gave a request."""
    return str(request.scope.get("state", {}).get("request_id", ""))


def answer_with_problems(service: FastAPI) -> None:
    """Let a service answer every error with a problem detail."""

    @service.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> JSONResponse:
        response = refusal(request, error.status_code, str(error.detail))
        response.headers.update(error.headers or {})
        return response

    @service.exception_handler(RequestValidationError)
    async def not_understood(request: Request, error: RequestValidationError) -> JSONResponse:
        faults = [Fault(field=_field(each), message=_message(each)) for each in error.errors()]
        return refusal(request, 422, "The request does not have the form that the route takes.", faults)

    @service.exception_handler(sqlite3.OperationalError)
    async def busy(request: Request, error: sqlite3.OperationalError) -> JSONResponse:
        if error.sqlite_errorname != "SQLITE_BUSY":
            raise error
        response = refusal(request, 503, "Somebody else is writing; try again.")
        response.headers["Retry-After"] = "1"
        return response


def _field(error: dict[str, object]) -> str:
    """The name of a field of the route's own; a key that only the request has is not repeated."""
    where = error["loc"]
    named = [str(part) for part in where] if isinstance(where, tuple) else []
    if error["type"] == "extra_forbidden":
        named = named[:-1]
    return ".".join(named[1:]) or _WHOLE


def _message(error: dict[str, object]) -> str:
    return "Unknown field" if error["type"] == "extra_forbidden" else str(error["msg"])


def _schema() -> dict[str, object]:
    """The schema of a problem whole: a response may not refer to parts that the description does not have."""
    schema = Problem.model_json_schema()
    schema["properties"]["faults"]["items"] = schema.pop("$defs")["Fault"]
    return schema


def _described(content: dict[str, object]) -> dict[int | str, dict[str, object]]:
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in _STATUSES}


PROBLEMS = _described({MEDIA_TYPE: {"schema": _schema()}})
OPENAI_ERRORS = _described({"application/json": {}, MEDIA_TYPE: {}})  # a body that is too large has no form yet
