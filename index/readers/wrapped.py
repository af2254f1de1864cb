"""Lines of plain text that the width of a page broke, as text taken out of a PDF has them."""

import re
import unicodedata
from collections.abc import Sequence

from index.cleaning import normalise
from index.sections import numbering

_WIDEST = 110  # in half-width characters: a longer line is a paragraph of its own
_NARROWEST = 40
_FULL = 0.8
_ENOUGH = 5
_ENDS = re.compile(r"[。；：;:!！?？|]\s*$")
_PROSE = re.compile(r"[，、。；,;]")
_PAGE_NUMBER = re.compile(r"\s*+[-—–]?\s*+\d{1,3}\s*+[-—–]?\s*+")


def wrapped_lines(lines: Sequence[str]) -> list[bool]:
    """For each line whether its paragraph goes on in the next one; all false where a text is not broken by width.

    A text is taken for broken when no line is longer than a page is wide and several that fill the width break off
    inside a sentence. A page number between two such lines belongs to neither.
    """
    widths = [_width(line) for line in lines]
    filled = sorted(width for width in widths if width)
    none = [False] * len(lines)
    if not filled or filled[-1] > _WIDEST:
        return none
    full = filled[int(len(filled) * 0.9)] * _FULL
    broken = [_NARROWEST <= full <= width and not _ENDS.search(line) for line, width in zip(lines, widths, strict=True)]
    prose = [line for line, breaks in zip(lines, broken, strict=True) if breaks and "\t" not in line]
    if len(prose) < _ENOUGH or sum(bool(_PROSE.search(line)) for line in prose) * 5 < len(prose) * 3:
        return none
    return [
        at + 1 < len(lines) and (breaks or _between(broken, lines, at)) and not _begins(lines[at + 1])
        for at, breaks in enumerate(broken)
    ]


def _between(broken: list[bool], lines: Sequence[str], at: int) -> bool:
    """Whether a line is the number of a page inside a paragraph."""
    return at > 0 and broken[at - 1] and _PAGE_NUMBER.fullmatch(lines[at]) is not None


def _begins(line: str) -> bool:
    """Whether a line begins a paragraph of its own: an empty one, a numbered one, a table."""
    text = normalise(line).strip()
    return not text or "|" in line or "\t" in line or numbering(text) is not None


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line.strip())
