"""What is asked: the figure questions about an index, as they stand, or made distinct each time."""

import json
import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from eval.benchmarks.load.client import Requests, post
from eval.cases import KINDS, cases_in

QUESTIONS = Path(__file__).parent.parent.parent / "questions"
_MARKS = "？?"
_PLACES = 16
_LONGEST = 500


def figure_questions(files: Iterable[str], kinds: Sequence[str] = KINDS) -> list[str]:
    """Single questions that must be answered with a figure, from documents of these file names only."""
    names = set(files)
    return [
        case.turns[0]
        for case in cases_in(QUESTIONS, kinds)
        if case.expect.status == "answered" and case.expect.figures and len(case.turns) == 1 and not case.files
        if case.expect.cites and {place.file for place in case.expect.cites} <= names
    ]


def distinct(question: str, serial: int) -> str:
    """The same question in other bytes: its serial number in question marks, wide and narrow, behind it."""
    marks = "".join(_MARKS[serial >> place & 1] for place in range(_PLACES))
    return question[: _LONGEST - _PLACES] + marks


def repeated_requests(host: str, questions: Sequence[str]) -> Requests:
    """Questions drawn at random from a fixed set, as the visitors of a portal ask the same again and again."""
    chance = random.Random(0)
    ready = [_request(host, question) for question in questions]
    return lambda: chance.choice(ready)


def distinct_requests(host: str, questions: Sequence[str]) -> Requests:
    """The same questions, of which none is asked twice in the same characters."""
    chance, serial = random.Random(0), 0

    def request() -> bytes:
        nonlocal serial
        serial += 1
        return _request(host, distinct(chance.choice(questions), serial))

    return request


def _request(host: str, question: str) -> bytes:
    return post(host, "/v1/ask", json.dumps({"question": question}, ensure_ascii=False).encode())


Source = Callable[[str, Sequence[str]], Requests]
