"""A changed text that remembers where every character of the old one went."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

Span = tuple[int, int]
Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """``text`` stands for ``old[start:end]``: the same characters, other ones, or (start == end) something new."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Draft:
    """The new text as pieces in their new order."""

    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def _places(self) -> list[tuple[int, Piece, int]]:
        """(old start, piece, new start) of every piece that stands for old characters, by old start."""
        at, places = 0, []
        for piece in self.pieces:
            if piece.end > piece.start:
                places.append((piece.start, piece, at))
            at += len(piece.text)
        return sorted(places, key=lambda place: place[0])

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _, _ in self._places]

    def moved(self, start: int, end: int) -> Span | None:
        """Where old characters stand now; ``None`` where they were taken out."""
        first, last = self._moved(start), self._moved(end - 1, last=True)
        return (first, last) if first is not None and last is not None else None

    def _moved(self, at: int, *, last: bool = False) -> int | None:
        found = bisect_right(self._starts, at) - 1
        if found < 0 or not self._places[found][1].start <= at < self._places[found][1].end:
            return None
        _, piece, new = self._places[found]
        if len(piece.text) != piece.end - piece.start:
            return new + len(piece.text) if last else new
        return new + at - piece.start + (1 if last else 0)

    def at(self, inserted: Piece) -> int:
        """Where an inserted piece stands now."""
        position = 0
        for piece in self.pieces:
            if piece is inserted:
                return position
            position += len(piece.text)
        raise ValueError(f"not in this draft: {inserted.text!r}")


def kept(old: str, start: int, end: int) -> Piece:
    return Piece(start, end, old[start:end])


def new(text: str) -> Piece:
    return Piece(0, 0, text)


def edited(old: str, edits: Iterable[Edit]) -> Draft:
    """The old text with spans replaced; of overlapping edits the first counts."""
    pieces, at = [], 0
    for start, end, text in sorted(edits):
        if start < at:
            continue
        pieces += [kept(old, at, start), Piece(start, end, text)]
        at = end
    return Draft((*pieces, kept(old, at, len(old))))


def rebuilt(old: str, regions: Iterable[tuple[int, int, list[Piece]]]) -> Draft:
    """The old text with whole regions replaced by pieces of it in another order."""
    pieces, at = [], 0
    for start, end, inside in sorted(regions, key=lambda region: region[0]):
        pieces += [kept(old, at, start), *inside]
        at = end
    return Draft((*pieces, kept(old, at, len(old))))
