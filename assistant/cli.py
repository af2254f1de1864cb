"""The command line. Heavy libraries load inside the commands that need them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.command_line import IndexOption, JsonOption, fail, index_and_model, open_assistant, print_json
from assistant.index_folder import index_folder
from assistant.service_commands import add_service_commands
from index.errors import CaiwenError

if TYPE_CHECKING:
    from index.build import FileReport

app = typer.Typer(
    name="caiwen",
    help="财问: ask Chinese local-government budget disclosures; every figure with its place.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
add_service_commands(app)
_PARTLY = 3
_USAGE = 2


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    index: IndexOption = None,
    collection: Annotated[
        str | None, typer.Option(help="Collection that the files belong to (default: where they are, new ones public).")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Read disclosures into the index; unchanged files are skipped. Exit code 3: some files could not be read."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from index.build import ingest as build

    console = Console(stderr=True)
    try:
        folder, model = index_and_model(index)
        with Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        ) as progress:
            task = progress.add_task("…", total=None)
            reports = build(
                paths,
                folder,
                collection=collection,
                embedder=model,
                progress=lambda file: progress.update(task, description=file),
            )
    except CaiwenError as error:
        fail(error)
    if as_json:
        print_json([_report_record(report) for report in reports])
    else:
        _print_reports(reports)
    failed = [report for report in reports if report.status == "failed"]
    for report in failed:
        typer.echo(f"caiwen: {report.problem}", err=True)
    if failed:
        raise typer.Exit(_PARTLY)


def _report_record(report: "FileReport") -> dict[str, Any]:
    import dataclasses

    return dataclasses.asdict(report)


def _print_reports(reports: "list[FileReport]") -> None:
    """Two lines a document: what happened to it, and its ledger."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for report in reports:
        style = {"failed": "red", "unchanged": "dim", "gone": "yellow", "duplicate": "yellow"}.get(
            report.status, "green"
        )
        console.print(f"[{style}]{report.status:9}[/] {report.file}  {report.entity} {report.period or ''}".rstrip())
        for note in report.notes:
            console.print(f"          {note}", style="dim", markup=False)
        if report.counts:
            total, unparsed = sum(report.counts.values()), report.counts.get("unparsed", 0)
            kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(report.counts.items()))
            accounted = f"{(total - unparsed) / total:.1%}" if total else "none"
            console.print(f"          {total} numbers, {accounted} accounted for: {kinds}", style="dim", markup=False)
            if report.status != "unchanged":
                console.print(f"          {report.findings} findings", style="dim", markup=False)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question in plain words.")],
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question with the printed figure and its place."""
    try:
        answer = open_assistant(index).ask(question)
    except CaiwenError as error:
        fail(error)
    if as_json:
        typer.echo(answer.model_dump_json(indent=2))
        return
    from rich.console import Console

    from assistant.rendering import print_answer

    print_answer(answer, Console(highlight=False))


@app.command()
def batch(
    questions: Annotated[
        Path, typer.Argument(help='JSON lines: {"id", "turns": [...], "files": [...]?}; - for standard input.')
    ],
    index: IndexOption = None,
) -> None:
    """Answer many questions: JSON lines in, JSON lines out ({"id", "answers": [...]})."""
    import json

    try:
        assistant = open_assistant(index)
    except CaiwenError as error:
        fail(error)
    if str(questions) != "-" and not questions.is_file():
        typer.echo(
            f"caiwen: {questions}: there is no such file. Give a file of JSON lines, or - for standard input.", err=True
        )
        raise typer.Exit(_USAGE)
    lines = sys.stdin.read() if str(questions) == "-" else questions.read_text(encoding="utf-8")
    for number, line in enumerate(lines.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            turns = record.get("turns") or [record["question"]]
            if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
                raise ValueError("turns")
        except (ValueError, KeyError, AttributeError):
            typer.echo(f'caiwen: {questions} line {number}: expected {{"id": …, "turns": [question, …]}}', err=True)
            raise typer.Exit(_USAGE) from None
        answers = [
            answer.model_dump(mode="json") for answer in assistant.converse(turns, files=record.get("files") or ())
        ]
        typer.echo(json.dumps({"id": record.get("id"), "answers": answers}, ensure_ascii=False))


@app.command()
def verify(
    answer: Annotated[Path, typer.Argument(help="An answer as JSON (caiwen ask --json); - for standard input.")],
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check an answer against the index: quotes re-read, figures found again, formulas calculated anew. Exit code 1: one fails."""
    from assistant.assistant import Assistant
    from assistant.contract import Answer
    from assistant.verification import verify as check

    try:
        content = sys.stdin.read() if str(answer) == "-" else answer.read_text(encoding="utf-8")
        stated = Answer.model_validate_json(content)
    except (OSError, ValueError) as error:
        typer.echo(f"caiwen: {answer}: {error}", err=True)
        raise typer.Exit(_USAGE) from None
    try:
        verdicts = check(stated, Assistant.open(index_folder(index)).library)
    except CaiwenError as error:
        fail(error)
    if as_json:
        import dataclasses

        print_json([dataclasses.asdict(verdict) for verdict in verdicts])
    else:
        for verdict in verdicts:
            typer.echo(f"{'ok ' if verdict.holds else 'NO '} {verdict.what}{f'  {verdict.why}' if verdict.why else ''}")
    if not all(verdict.holds for verdict in verdicts):
        raise typer.Exit(1)


@app.command()
def chat(index: IndexOption = None) -> None:
    """Ask question after question in one conversation; an empty line ends it."""
    from rich.console import Console

    from assistant.rendering import print_answer

    console = Console(highlight=False)
    try:
        assistant = open_assistant(index)
    except CaiwenError as error:
        fail(error)
    while True:
        try:
            question = console.input("[bold]? [/]").strip()
        except EOFError:
            return
        if not question:
            return
        print_answer(assistant.ask(question, conversation_id="chat"), console)


@app.command()
def facts(
    document: Annotated[str, typer.Argument(help="File name or document id.")],
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the facts of a document."""
    from assistant import listing

    _list(listing.facts, document, index, as_json)


@app.command()
def show(
    document: Annotated[str, typer.Argument(help="File name or document id.")],
    index: IndexOption = None,
    table: Annotated[int | None, typer.Option("--table", help="One table, by its number.")] = None,
    unparsed: Annotated[bool, typer.Option("--unparsed", help="Only the numbers that were not accounted for.")] = False,
) -> None:
    """Show how a document was parsed: sections, tables with roles and labels, the ledger."""
    from assistant import listing

    try:
        listing.show(index_folder(index), document, table=table, unparsed=unparsed)
    except CaiwenError as error:
        fail(error)


@app.command()
def findings(
    document: Annotated[str | None, typer.Argument(help="File name or document id; all documents without.")] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
    hints: Annotated[bool, typer.Option("--hints", help="Also figures that differ by rounding alone.")] = False,
) -> None:
    """List contradictions, slips and gaps inside the documents, with both places; all of them with --json."""
    from functools import partial

    from assistant import listing

    _list(partial(listing.findings, hints=hints or as_json), document, index, as_json)


@app.command()
def forget(
    document: Annotated[str, typer.Argument(help="File name, path or document id.")], index: IndexOption = None
) -> None:
    """Take a document out of the index."""
    from index.build import forget as take_out

    try:
        folder, model = index_and_model(index)
        found = take_out(document, folder, embedder=model)
    except CaiwenError as error:
        fail(error)
    typer.echo(f"{document}: {'taken out' if found else 'not in the index'}")
    if not found:
        raise typer.Exit(1)


@app.command()
def doctor(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Check that full text and vectors agree with the store. Exit code 1: they do not (caiwen reindex makes them anew)."""
    import dataclasses

    from index.build import diagnose

    try:
        folder, model = index_and_model(index)
        health = diagnose(folder, embedder=model)
    except CaiwenError as error:
        fail(error)
    if as_json:
        print_json(dataclasses.asdict(health) | {"sound": health.sound})
    else:
        typer.echo(f"{health.chunks} passages, model {health.model}")
        for name in ("of_other_model", "without_words", "without_vector", "superfluous", "strayed"):
            found = getattr(health, name)
            typer.echo(f"{'ok' if not found else 'NO'} {name.replace('_', ' ')}: {len(found)}")
    if not health.sound:
        typer.echo("caiwen: they do not agree; caiwen reindex makes full text and vectors anew", err=True)
        raise typer.Exit(1)


@app.command()
def reindex(index: IndexOption = None) -> None:
    """Make full text and vectors anew from the store; no document is read again."""
    from index.build import reindex as rebuild

    try:
        folder, model = index_and_model(index)
        number = rebuild(folder, embedder=model)
    except CaiwenError as error:
        fail(error)
    typer.echo(f"{number} documents")


def _list(listing: Any, document: str | None, index: Path | None, as_json: bool) -> None:
    try:
        records = listing(index_folder(index), document)
    except CaiwenError as error:
        fail(error)
    if as_json:
        print_json([record.as_json() for record in records])
        return
    for record in records:
        typer.echo(record.as_line())


if __name__ == "__main__":
    app()
