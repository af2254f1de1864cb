"""Every regular expression of the program comes to an end on texts that are made to hold it up.

Whoever writes a question or a file may repeat a character as often as a request or a line allows. An expression that tries every way to
split such a run never ends; one that tries each end of it for each beginning is slow, and no more. The alarm is long: it tells the two
apart on any machine.
"""

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from types import FrameType

import pytest

import assistant
import index

SECONDS = 10
RUNS = [
    "1",
    "20",
    "一",
    "年",
    "县",
    "族",
    "a",
    " ",
    "（",
    "、",
    "，",
    "%",
    "“",
    "万元",
    "1,",
    "0.",
    "、1",
    "（1",
    "1）",
    "单位",
    "预算",
    "收入",
]
TIMES = 240


def expressions() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The compiled patterns of all modules, by where they are kept; also those in tuples."""
    seen: set[str] = set()
    for package in (assistant, index):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name.endswith(("model_wording", "chat_model")):
                continue  # needs the extra `llm`
            for name, value in vars(importlib.import_module(found.name)).items():
                for pattern in _patterns(value):
                    if pattern.pattern not in seen:
                        seen.add(pattern.pattern)
                        yield f"{found.name}.{name}", pattern


def _patterns(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _patterns(each)


def ends(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a search comes to an end before the alarm."""

    def stop(signal_number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        pattern.search(text)
    except TimeoutError:
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return True


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarms on this system")
def test_every_expression_ends() -> None:
    found = list(expressions())
    assert len(found) > 900
    held_up = []
    for name, pattern in found:
        own = dict.fromkeys(re.findall(r"[一-鿿]{1,6}", pattern.pattern))
        runs = (run * (TIMES if len(run) < 3 else TIMES // 3) + "!" for run in (*RUNS, *list(own)[:12]))
        held_up += [(name, text[:6]) for text in runs if not ends(pattern, text)][:1]
    assert held_up == []


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarms on this system")
def test_an_expression_that_does_not_end_is_found() -> None:
    global SECONDS
    before, SECONDS = SECONDS, 1
    try:
        assert not ends(re.compile(r"(?:\d+个?)*单位"), "1" * 60)
    finally:
        SECONDS = before
