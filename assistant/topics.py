"""What sections are about, and how people ask for them: the headings that suit a question."""

import re
import tomllib
from functools import cache
from importlib.resources import files


def headings_for(question: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of the headings under which a folded question is likely to be answered; none where it names no topic."""
    return tuple(headings for headings, asked in _topics() if asked.search(question))


@cache
def _topics() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    content = (files("assistant") / "data" / "topics.toml").read_text(encoding="utf-8")
    return tuple(
        (re.compile(topic["headings"]), re.compile(topic["asked"], re.IGNORECASE))
        for topic in tomllib.loads(content).values()
    )
