"""The commands of the service: serving, tools for agents, and keys."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.command_line import IndexOption, JsonOption, fail, open_assistant, print_json
from assistant.index_folder import index_folder
from index.errors import CaiwenError

if TYPE_CHECKING:
    from assistant.api.keys import Keys

_GRACE = 30  # seconds that requests in progress are given when the service is told to end
keys = typer.Typer(help="Make, list and revoke API keys (docs/operating.md).", no_args_is_help=True)


def add_service_commands(app: typer.Typer) -> None:
    """Put these commands among the others of a command line."""
    app.command()(serve)
    app.command()(mcp)
    app.add_typer(keys, name="keys")


def serve(
    index: IndexOption = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
) -> None:
    """Serve the index over HTTP: answers, documents with their cited places, facts (docs/operating.md)."""
    import uvicorn

    from assistant.api.connection import Connection
    from assistant.api.service import create_app
    from assistant.models import embedder_of
    from assistant.settings import read_settings

    try:
        settings = read_settings(index)
        service = create_app(
            open_assistant(index), settings.index, settings.service, embedder=embedder_of(settings.embedding)
        )
    except CaiwenError as error:
        fail(error)
    typer.echo(f"http://{host}:{port} serves {settings.index}; Ctrl+C ends it")
    uvicorn.run(
        service,
        host=host,
        port=port,
        http=Connection,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # believed of the named proxies alone, by a layer of the service
        timeout_graceful_shutdown=_GRACE,
    )


def mcp(index: IndexOption = None) -> None:
    """Offer the index as tools of the Model Context Protocol on standard input and output (docs/operating.md)."""
    from assistant.api.journal import Journal
    from assistant.api.mcp_server import mcp_server
    from assistant.api.view import Desk

    try:
        server = mcp_server(Desk(open_assistant(index), Journal()))
    except CaiwenError as error:
        fail(error)
    server.run("stdio")


@keys.command("add")
def add_key(
    name: Annotated[str, typer.Argument(help="Whose key it is, as lists and logs show it.")],
    scope: Annotated[Literal["reader", "staff", "admin"], typer.Option(help="What it opens.")] = "reader",
    collection: Annotated[
        list[str] | None, typer.Option(help="Collection that it opens; may be given several times (default: all).")
    ] = None,
    days: Annotated[int | None, typer.Option(min=1, help="Days until it expires (default: never).")] = None,
    index: IndexOption = None,
) -> None:
    """Make a key and print it: it is kept as a hash and cannot be shown again."""
    key, secret = _keys(index).add(name, scope, collection or None, days)
    typer.echo(secret)
    typer.echo(f"{key.id}  {name}, {scope}: keep it now, it is not shown again", err=True)


@keys.command("list")
def list_keys(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """List the keys: id, scope, collections, when made, when expiring, name."""
    found = _keys(index).all()
    if as_json:
        print_json(
            [
                {
                    "id": key.id,
                    "name": key.name,
                    "scope": key.scope,
                    "collections": sorted(key.collections) if key.collections is not None else None,
                    "made": key.made,
                    "expires": key.expires,
                }
                for key in found
            ]
        )
        return
    for key in found:
        opened = ", ".join(sorted(key.collections)) if key.collections is not None else "all collections"
        typer.echo(f"{key.id}  {key.scope:6}  {opened}  made {key.made}  expires {key.expires or 'never'}  {key.name}")


@keys.command("revoke")
def revoke_key(key_id: Annotated[str, typer.Argument(help="Id of the key.")], index: IndexOption = None) -> None:
    """Take a key away at once, with its sessions and kept conversations."""
    found = _keys(index).revoke(key_id)
    typer.echo(f"{key_id}: {'revoked' if found else 'there is no such key'}")
    if not found:
        raise typer.Exit(1)


def _keys(index: IndexOption) -> "Keys":
    """The keys of the service over an index."""
    from assistant.api.keys import Keys
    from assistant.api.service_store import ServiceStore
    from index.fact_store import FactStore

    folder = index_folder(index)
    try:
        FactStore.open(folder).close()  # no keys for what is no index
        return Keys(ServiceStore(folder))
    except CaiwenError as error:
        fail(error)
