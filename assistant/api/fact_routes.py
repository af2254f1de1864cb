"""Facts over HTTP: as JSON a page at a time, or as a table for spreadsheets."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from assistant.api.problems import PROBLEMS
from assistant.api.schemas import FactOut, Facts, Identifier
from assistant.api.view import View, Viewing
from assistant.listing import FactRecord
from index.facts import Fact

_MOST = 1000
_HARMLESS = re.compile(r"[-+－＋]?[\d.,]+[%％]?|=|－+")  # numbers, a comparison, blank cells
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # wide signs too: spreadsheets of East Asia may read them alike


def fact_routes() -> APIRouter:
    """The route that lists the facts of the library."""
    routes = APIRouter(prefix="/v1", tags=["library"], responses=PROBLEMS)

    @routes.get(
        "/facts", response_model=Facts, responses={200: {"content": {"text/csv": {}}, "description": "JSON or CSV"}}
    )
    def facts(
        view: Viewing,
        document_id: Annotated[list[Identifier] | None, Query()] = None,
        entity: Annotated[str | None, Query(max_length=100)] = None,
        period: Annotated[int | None, Query(ge=1949, le=2100)] = None,
        concept: Annotated[Identifier | None, Query()] = None,
        basis: Annotated[Identifier | None, Query()] = None,
        label: Annotated[str | None, Query(max_length=100)] = None,
        offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
        limit: Annotated[int, Query(ge=1, le=_MOST)] = 100,
        format: Annotated[Literal["json", "csv"], Query()] = "json",
    ) -> Facts | Response:
        """Facts in the order of the documents, by what they are of; as CSV all that fit, without ``offset`` and ``limit``."""
        fitting = _fitting(view, document_id, entity, period, concept, basis, label)
        if format == "csv":
            return StreamingResponse(
                _csv(fitting),
                media_type="text/csv; charset=utf-8",
                headers={"Content-Disposition": 'attachment; filename="facts.csv"'},
            )
        return _page(fitting, offset, limit)

    return routes


def facts_of(
    view: View,
    *,
    entity: str | None = None,
    period: int | None = None,
    concept: str | None = None,
    label: str | None = None,
    limit: int = _MOST,
) -> Facts:
    """The first facts of a library that are of a body, year, budget item or label."""
    return _page(_fitting(view, None, entity, period, concept, None, label), 0, limit)


def _page(facts: Iterable[Fact], offset: int, limit: int) -> Facts:
    found = list(facts)
    return Facts(total=len(found), facts=[_out(fact) for fact in found[offset : offset + limit]])


def _fitting(
    view: View,
    document_ids: Sequence[str] | None,
    entity: str | None,
    period: int | None,
    concept: str | None,
    basis: str | None,
    label: str | None,
) -> Iterator[Fact]:
    """The facts that fit everything that is named, in the order of the documents."""
    for row in view.library.documents:
        if document_ids and row.id not in document_ids:
            continue
        for fact in view.store.facts([row.id]):
            if (
                (entity is None or entity in fact.entity)
                and (period is None or fact.period == period)
                and (concept is None or fact.concept == concept)
                and (basis is None or fact.basis == basis)
                and (label is None or label in "/".join(fact.path))
            ):
                yield fact


def _out(fact: Fact) -> FactOut:
    return FactOut.model_validate(FactRecord(fact).as_json())


def _csv(facts: Iterable[Fact]) -> Iterator[str]:
    """Lines of a CSV with a byte order mark, without which spreadsheets take Chinese for another encoding."""
    yield "\ufeff" + _line(list(FactOut.model_fields))
    for fact in facts:
        told = _out(fact).model_dump()
        yield _line([spreadsheet_cell(value) for value in told.values()])


def spreadsheet_cell(value: object) -> str:
    """A value as a cell; a text that a spreadsheet would run as a formula begins with an apostrophe, a number or = alone does not."""
    text = " / ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not _HARMLESS.fullmatch(text) else text


def _line(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
