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
from index.fact_rows import DocumentRow, FactFilter
from index.facts import Fact

_MOST = 1000
_STREAMS: dict[str, dict[str, object]] = {"text/csv": {}, "application/jsonl": {}}
_HARMLESS = re.compile(r"[-+－＋]?[\d.,]+[%％]?|=|－+")  # numbers, a comparison, blank cells
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # wide signs too: spreadsheets of East Asia may read them alike


def fact_routes() -> APIRouter:
    """The route that lists the facts of the library."""
    routes = APIRouter(prefix="/v1", tags=["library"], responses=PROBLEMS)

    @routes.get("/facts", response_model=Facts, responses={200: {"content": _STREAMS, "description": "The facts"}})
    def facts(
        view: Viewing,
        document_id: Annotated[list[Identifier] | None, Query()] = None,
        entity: Annotated[str | None, Query(max_length=100, examples=["馆陶县"])] = None,
        period: Annotated[int | None, Query(ge=1949, le=2100, examples=[2021])] = None,
        concept: Annotated[Identifier | None, Query(examples=["san_gong", "2013102"])] = None,
        basis: Annotated[Identifier | None, Query(examples=["budget", "final"])] = None,
        label: Annotated[str | None, Query(max_length=100, examples=["接待"])] = None,
        stated: Annotated[bool, Query(description="Without blank cells")] = False,
        offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
        limit: Annotated[int, Query(ge=1, le=_MOST)] = 100,
        format: Annotated[Literal["json", "jsonl", "csv"], Query()] = "json",
    ) -> Facts | Response:
        """Facts in the order of the documents, by what they are of; as CSV or lines of JSON all that fit, else a page of them."""
        wanted = FactFilter(entity=entity, period=period, concept=concept, basis=basis, label=label, stated=stated)
        documents = [row for row in view.library.documents if not document_id or row.id in document_id]
        if format == "json":
            return _page(view, documents, wanted, offset, limit)
        fitting = (fact for row in documents for fact in view.store.fitting_facts(row.id, wanted))
        kind, lines = ("text/csv", _csv(fitting)) if format == "csv" else ("application/jsonl", _jsonl(fitting))
        return StreamingResponse(
            lines,
            media_type=f"{kind}; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="facts.{format}"'},
        )

    return routes


def facts_of(view: View, wanted: FactFilter, limit: int) -> Facts:
    """The first facts of a library that fit."""
    return _page(view, view.library.documents, wanted, 0, limit)


def _page(view: View, documents: Sequence[DocumentRow], wanted: FactFilter, offset: int, limit: int) -> Facts:
    """The facts from ``offset`` on, of the documents in which they stand and no others."""
    counts = view.store.fact_counts(wanted)
    found: list[Fact] = []
    passed = 0
    for row in documents:
        count = counts.get(row.id, 0)
        if count and passed + count > offset and len(found) < limit:
            fitting = view.store.fitting_facts(row.id, wanted)
            found += fitting[max(0, offset - passed) :][: limit - len(found)]
        passed += count
    return Facts(total=passed, facts=[_out(fact) for fact in found])


def _out(fact: Fact) -> FactOut:
    return FactOut.model_validate(FactRecord(fact).as_json())


def _jsonl(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        yield f"{_out(fact).model_dump_json()}\n"


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
