"""What the commands share: their options, what they open, and how they fail. Heavy libraries load inside."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from assistant.index_folder import index_folder
from index.errors import CaiwenError

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.embedding import Embedder

IndexOption = Annotated[
    Path | None, typer.Option("--index", help="Folder of the index (default: CAIWEN_INDEX or .caiwen).")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def fail(error: CaiwenError) -> NoReturn:
    """End the program with what an error says and its exit code."""
    typer.echo(f"caiwen: {error}", err=True)
    raise typer.Exit(error.exit_code)


def index_and_model(index: Path | None) -> "tuple[Path, Embedder]":
    """The index folder and the embedding model of its passages, as they are set."""
    from assistant.models import embedder_of
    from assistant.settings import read_settings

    settings = read_settings(index)
    return settings.index, embedder_of(settings.embedding)


def open_assistant(index: Path | None) -> "Assistant":
    """The assistant over the index, with the models that are set; where none is, it starts without reading the settings."""
    from assistant.assistant import Assistant
    from assistant.index_folder import says_something_of

    if not any(map(says_something_of, ("embedding", "reranker", "wording"))):
        return Assistant.open(index_folder(index))
    from assistant.models import reading_of, search_of, wording_of
    from assistant.settings import read_settings

    settings = read_settings(index)
    return Assistant.open(
        settings.index,
        lambda store: search_of(store, settings),
        wording=wording_of(settings.wording),
        reading=reading_of(settings.wording),
    )


def print_json(value: object) -> None:
    """Print a value as JSON for people, with Chinese as it is."""
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
