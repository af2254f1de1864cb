"""Words of a question blanked in place, so that the offsets of the others stay."""

import re
from collections.abc import Iterable


def spaces(match: re.Match[str]) -> str:
    """As many spaces as a match has characters."""
    return " " * len(match.group())


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with some spans blanked."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
