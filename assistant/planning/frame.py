"""The frame of a question: what is to be done with the figures, and the question without the words that say so."""

import re
from dataclasses import dataclass, replace

from assistant.planning import operation_words as said
from assistant.planning.plan import Limit
from assistant.planning.text import spaces


@dataclass(frozen=True, slots=True)
class Frame:
    """A question without the words of its operation; ``sides`` are the texts of a two-sided question, whole one first."""

    text: str
    operation: str = "lookup"
    figure: str = "printed"
    sides: tuple[str, ...] = ()
    within: bool = False
    quoted: tuple[str, ...] = ()
    over: str = ""
    among: str = ""
    row_kind: str = ""
    count: int | None = None
    nth: int | None = None
    placed: bool = False
    direction: str | None = None
    excluded: str = ""
    unchanged: bool = False
    ascending: bool = False
    limit: Limit | None = None


def with_rows(frame: Frame, text: str) -> Frame:
    """Over rows where no body is asked for: 最大的项目, 哪样东西最贵."""
    if frame.over == "entities":
        return replace(frame, text=text)
    kind = said.row_kind(text)
    return replace(frame, over="rows", row_kind=kind, text=without(without(text, said.WHICH), said.ROW_ASKED))


def without(text: str, pattern: re.Pattern[str]) -> str:
    """A text with the words of a pattern blanked."""
    return pattern.sub(spaces, text)
