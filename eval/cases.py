"""Evaluation cases: what is asked, what must come out, and where the documents show it. One JSON object a line."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

KINDS = (
    "direct",
    "table",
    "computed",
    "compare",
    "list",
    "narrative-with-figure",
    "narrative",
    "unanswerable",
    "ambiguous",
    "follow-up",
    "contradiction",
    "adversarial",
    "language",
)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ExpectedFigure(_Frozen):
    """A figure that the answer must assert; a ``unit`` of ``None`` accepts any.

    ``compute`` is an arithmetic expression over printed numbers that gives a figure which is printed nowhere.
    """

    value: str
    unit: str | None = None
    comparator: str = "="
    direction: str | None = None
    compute: str | None = None


class Place(_Frozen):
    """Where a document shows it: words verbatim, or a cell by its table and labels."""

    file: str
    quote: str | None = None
    section: str | None = None
    table: str | None = None
    row: list[str] = Field(default_factory=list)
    column: list[str] = Field(default_factory=list)


class Expect(_Frozen):
    """What must come out of the last turn.

    ``compute`` gives the first figure, ``items`` must be named in this order;
    ``alternatives`` are other outcomes that are as good.
    """

    status: Literal["answered", "not_found", "clarify"]
    reason: list[str] = Field(default_factory=list)
    figures: list[ExpectedFigure] = Field(default_factory=list)
    compute: str | None = None
    cites: list[Place] = Field(default_factory=list)
    items: list[str] = Field(default_factory=list)
    contains: list[str] = Field(default_factory=list)
    absent: list[str] = Field(default_factory=list)
    text: str | None = None
    warning: bool = False
    alternatives: list["Expect"] = Field(default_factory=list)


class Case(_Frozen):
    """One question or conversation with its expectation; ``files`` narrows the library to some documents."""

    id: str
    language: str = "zh"
    kind: Literal[
        "direct",
        "table",
        "computed",
        "compare",
        "list",
        "narrative-with-figure",
        "narrative",
        "unanswerable",
        "ambiguous",
        "follow-up",
        "contradiction",
        "adversarial",
        "language",
    ]
    difficulty: int = 1
    turns: list[str] = Field(min_length=1)
    files: list[str] = Field(default_factory=list)
    expect: Expect
    note: str = ""


def cases_of(path: Path) -> Iterator[Case]:
    """The cases of a JSONL file. Raises ``ValueError`` with file and line for one out of shape."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                yield Case.model_validate(json.loads(line))
            except ValueError as error:
                raise ValueError(f"{path} line {number}: {error}") from error


def cases_in(folder: Path, kinds: Iterable[str] = KINDS) -> list[Case]:
    """The cases of some kinds in all files of a folder, by file name."""
    wanted = set(kinds)
    return [case for path in sorted(folder.rglob("*.jsonl")) for case in cases_of(path) if case.kind in wanted]
