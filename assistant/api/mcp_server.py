"""The assistant as tools of the Model Context Protocol, over streamable HTTP or standard input and output."""

from typing import Annotated, Any, Literal, NoReturn

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from mcp.types import INVALID_PARAMS, CallToolResult, InputRequiredResult, ToolAnnotations
from pydantic import Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from assistant.api.fact_routes import facts_of
from assistant.api.journal import Journal
from assistant.api.library_routes import summaries
from assistant.api.problems import request_id_of
from assistant.api.schemas import LONGEST_QUESTION, DocumentSummary, Facts, Identifier, Scope
from assistant.api.view import Desk, View, view_of_request
from assistant.contract import Answer
from index.fact_rows import FactFilter

PATH = "/mcp"
_INSTRUCTIONS = (
    "Answers questions about Chinese local-government budget disclosures with the exact printed figure and its place. "
    "Repeat figures as they are printed, with their citations; where an answer declines, say so."
)
_READS_ONLY = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_LONGEST_PASSAGE = 4000
_AROUND = 200


class _Tools(MCPServer):
    """The server, with errors that repeat nothing of a call and failures that are written down."""

    def __init__(self, journal: Journal) -> None:
        super().__init__("caiwen", title="Caiwen 财问", instructions=_INSTRUCTIONS, log_level="ERROR")
        self._journal = journal

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context | None = None
    ) -> CallToolResult | InputRequiredResult:
        try:
            return await super().call_tool(name, arguments, context)
        except UnexpectedToolError as error:
            if isinstance(error.__cause__, HTTPException):
                raise ToolError(error.__cause__.detail) from None
            request = context.request_context.request if context is not None else None
            request_id = request_id_of(request) if isinstance(request, Request) else ""
            self._journal.failed(request_id, error)
            raise ToolError("The service could not answer; the request id tells its staff more.") from None
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                faults = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.__cause__.errors())
                raise ToolError("; ".join(faults)) from None
            raise ToolError("There is no such tool.") from None

    async def get_prompt(self, name: str, arguments: object = None, context: Context | None = None) -> NoReturn:
        raise MCPError(INVALID_PARAMS, "There is no such prompt.")

    async def read_resource(self, uri: object, context: Context | None = None) -> NoReturn:
        raise MCPError(INVALID_PARAMS, "There is no such resource.")


def mcp_server(desk: Desk) -> MCPServer:
    """A server with the tools ask, find_facts, list_documents and read_passage: over HTTP for whoever asks, else for its host."""
    server = _Tools(desk.journal)

    def viewed(context: Context) -> View:
        request = context.request_context.request
        return view_of_request(request) if isinstance(request, Request) else View(desk)

    @server.tool(annotations=_READS_ONLY)
    def ask(
        context: Context,
        question: Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)],
        document_ids: Annotated[list[Identifier] | None, Field(max_length=100)] = None,
        language: Literal["zh", "en"] | None = None,
    ) -> Answer:
        """Answer a question about budget disclosures: the figure as printed, its citations, and warnings of contradictions."""
        return viewed(context).ask(question, Scope(document_ids=document_ids or []), language=language)

    @server.tool(annotations=_READS_ONLY)
    def find_facts(
        context: Context,
        entity: Annotated[str | None, Field(max_length=100)] = None,
        period: Annotated[int | None, Field(ge=1949, le=2100)] = None,
        concept: Identifier | None = None,
        label: Annotated[str | None, Field(max_length=100)] = None,
        limit: Annotated[int, Field(ge=1, le=100)] = 20,
    ) -> Facts:
        """List figures as documents print them, by body, year, budget item (san_gong, reception, 2013101) or words of a label."""
        wanted = FactFilter(entity=entity, period=period, concept=concept, label=label)
        return facts_of(viewed(context), wanted, limit)

    @server.tool(annotations=_READS_ONLY)
    def list_documents(context: Context) -> list[DocumentSummary]:
        """List the documents of the library."""
        return summaries(viewed(context))

    @server.tool(annotations=_READS_ONLY)
    def read_passage(
        context: Context,
        document_id: Identifier,
        start: Annotated[int, Field(ge=0)],
        end: Annotated[int, Field(ge=0)],
    ) -> str:
        """Read the text of a document around the characters that a citation names, at most 4,000 of them."""
        view = viewed(context)
        text = view.store.text(view.document(document_id).id)
        first = max(0, start - _AROUND)
        return text[first : min(max(end, start) + _AROUND, first + _LONGEST_PASSAGE)]

    return server


def mcp_routes(server: MCPServer) -> list[BaseRoute]:
    """The routes of a server over HTTP, which keeps no session: any process may answer any request.

    Hosts and origins are not checked here: the service reads only, and it is the proxy in front that knows its names.
    """
    app = server.streamable_http_app(
        streamable_http_path=PATH,
        stateless_http=True,
        json_response=True,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    # A GET would be held open for messages that never come, and take the place of a question as long as it is.
    return [Route(PATH, route.endpoint, methods=["POST"]) for route in app.routes if isinstance(route, Route)]
