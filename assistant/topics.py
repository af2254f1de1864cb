"""What sections are about, and how people ask for them: the headings that suit a question."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_SURE, _LIKELY = 4, 1


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of sections. ``weight`` says how much a matching heading counts; a sure topic is answered nowhere else."""

    headings: re.Pattern[str]
    asked: re.Pattern[str]
    weight: int


def topics_of(question: str) -> tuple[Topic, ...]:
    """The topics of a folded question; none where it names none."""
    return tuple(topic for topic in _topics() if topic.asked.search(question))


@cache
def _topics() -> tuple[Topic, ...]:
    content = (files("assistant") / "data" / "topics.toml").read_text(encoding="utf-8")
    return tuple(
        Topic(
            re.compile(topic["headings"]),
            re.compile(topic["asked"], re.IGNORECASE),
            _SURE if topic.get("sure") else _LIKELY,
        )
        for topic in tomllib.loads(content).values()
    )
