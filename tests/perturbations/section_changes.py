"""Perturbations of sections: numbered otherwise, and in another order."""

import re
from collections.abc import Callable, Iterator
from random import Random

from tests.perturbations.base import Base
from tests.perturbations.draft import Draft, Piece, edited, kept, new
from tests.perturbations.judging import Change, Variant
from tests.perturbations.prose_changes import named, to_ask

NUMERALS = "一二三四五六七八九十"
_HEADING = re.compile(rf"^([ \t]*)([{NUMERALS}]{{1,2}})、(?=\s?[^\n。；]{{4,40}}$)", re.MULTILINE)
SMALL_HEADING = re.compile(
    r"^(?:[123]、|（[一二三]）)(?=(?:收入|支出|比上年|与上年|较上年)[^\n。]{0,10}$)", re.MULTILINE
)


def main_headings(base: Base) -> list[tuple[int, int, str]]:
    """(start, end of the numeral, numeral) of the headings 一、 to 九、 that are sections of the document itself."""
    starts = {section.start for section in base.document.sections if len(section.path) <= 2}
    found = []
    for match in _HEADING.finditer(base.text):
        section_here = any(match.start() <= start <= match.start(2) for start in starts)
        if section_here and len(match.group(2)) == 1:
            found.append((match.start(2), match.end(2), match.group(2)))
    return found


def headings(base: Base, rng: Random) -> Iterator[Variant]:
    """Sections numbered otherwise: shifted, with a gap, with a double, in another style."""
    marks = main_headings(base)
    shifts: dict[str, Callable[[int], int]] = {
        "one higher": lambda n: n + 1,
        "two higher after the third": lambda n: n + (2 if n > 2 else 0),
        "the fourth missing": lambda n: n + (1 if n > 2 else 0),
        "the third double": lambda n: n - (1 if n > 2 else 0),
    }
    small = [(m.start(), m.end()) for m in SMALL_HEADING.finditer(base.text)]
    edits = {
        what: [(start, end, NUMERALS[min(by(NUMERALS.index(n)), 9)]) for start, end, n in marks]
        for what, by in shifts.items()
    }
    edits["第一部分 for 一、"] = [(start, end + 1, f"第{n}部分 ") for start, end, n in marks]
    edits["1. for 一、"] = [(start, end + 1, f"{NUMERALS.index(n) + 1}.") for start, end, n in marks]
    edits["（一） for 1、"] = [(start, end, f"（{NUMERALS[i]}）") for i, (start, end) in enumerate(small)]
    edits["(1) for 1、"] = [(start, end, f"({i + 1})") for i, (start, end) in enumerate(small)]
    edits["1. for 1、"] = [(start, end, f"{i + 1}.") for i, (start, end) in enumerate(small)]
    for number, what in enumerate(edits, base.number):
        if edits[what]:
            asks = [to_ask(base, fact) for fact in named(base, rng, 0 if number % 4 else 1)]
            yield Variant(base, edited(base.text, edits[what]), (Change("sections", what, asks=tuple(asks)),))


def section_order(base: Base, rng: Random) -> Iterator[Variant]:
    """Whole sections in another order, numbered anew."""
    marks = main_headings(base)
    by_numeral = {numeral: start for start, _, numeral in marks}
    starts = [by_numeral[n] for n in NUMERALS if n in by_numeral]
    if starts != sorted(starts) or len(starts) < 6:
        return
    text = base.text
    starts = [text.rfind("\n", 0, start) + 1 for start in starts]
    spans = list(zip(starts, [*starts[1:], len(text)], strict=True))
    inner = list(range(1, len(spans)))
    while inner == sorted(inner):
        rng.shuffle(inner)
    pieces = [kept(text, 0, starts[0])]
    for place, section in enumerate([0, *inner]):
        start, end = spans[section]
        at, until = next((m[0], m[1]) for m in marks if start <= m[0] < end)
        pieces += [kept(text, start, at), Piece(at, until, NUMERALS[place]), kept(text, until, end), new("\n\n")]
    asks = [to_ask(base, fact) for fact in named(base, rng, 2)]
    what = f"order 1{''.join(str(i + 1) for i in inner)}"
    yield Variant(base, Draft(tuple(pieces)), (Change("section order", what, asks=tuple(asks)),))
