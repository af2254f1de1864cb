"""Answers in the terminal: text, numbered citations and warnings, pleasant with rich and plain without a terminal."""

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from assistant.contract import Answer, Citation

_STATUS_STYLE = {"answered": "bold", "not_found": "yellow", "clarify": "cyan"}


def print_answer(answer: Answer, console: Console) -> None:
    """Write an answer to a console: what is said, where it stands, what contradicts it."""
    parts: list[Text | Padding | Grid] = [Text(answer.text, style=_STATUS_STYLE[answer.status])]
    if answer.citations:
        parts.append(Padding(_citations(answer), (1, 0, 0, 0)))
    for warning in answer.warnings:
        parts.append(Text(f"⚠ {warning.marked}", style="yellow"))
    if answer.interpretation.assumed:
        parts.append(Text("（" + "；".join(answer.interpretation.assumed) + "）", style="dim"))
    if answer.suggestions:
        parts.append(Text("可以这样问：" + "；".join(answer.suggestions), style="dim"))
    console.print(Group(*parts))


def _citations(answer: Answer) -> Grid:
    grid = Grid.grid(padding=(0, 1))
    grid.add_column(justify="right", style="cyan", no_wrap=True)
    grid.add_column(overflow="fold")
    for citation in answer.citations:
        grid.add_row(f"[{citation.number}]", Text.assemble((place(citation), "dim"), "\n“", citation.quote, "”"))
    return grid


def place(citation: Citation) -> str:
    """Where a citation stands, in one line: file, section, table, row and column."""
    return " › ".join(part for part in (citation.file, citation.within) if part)
