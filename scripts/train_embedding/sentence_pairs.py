"""Sentence pairs with labels from the public sets of ``--pairs``; their texts are read for training and never stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

YARDSTICK = "stsb_dev.txt"  # kept out of training
_ENTAILMENT = {"entailment": 1.0, "neutral": 0.4, "contradiction": 0.0}
_HIGHEST_SCORE = 5.0
_PARAPHRASE = 0.75  # a labelled pair this alike is taken as two wordings of one meaning


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, how alike they are (0 to 1), and the file they come from."""

    first: str
    second: str
    likeness: float
    source: str


def read_pairs(folder: Path) -> dict[str, list[Pair]]:
    """Pairs by file name, the yardstick left out. Raises ``FileNotFoundError`` where the folder holds no pairs."""
    files = sorted(path for path in folder.glob("*.txt") if path.name != YARDSTICK)
    if not files:
        raise FileNotFoundError(f"{folder}: no *.txt with sentence pairs. Its README says what belongs there")
    return {path.stem: list(_pairs_of(path)) for path in files}


def read_yardstick(folder: Path) -> list[Pair]:
    return list(_pairs_of(folder / YARDSTICK))


def _pairs_of(path: Path) -> Iterator[Pair]:
    for line in path.read_text(encoding="utf-8").splitlines():
        first, second, label = line.split("\t")
        if label in _ENTAILMENT:
            likeness = _ENTAILMENT[label]
        elif path.stem.startswith("stsb"):
            likeness = float(label) / _HIGHEST_SCORE
        else:
            likeness = float(label)
        yield Pair(first, second, likeness, path.stem)


@dataclass(frozen=True, slots=True)
class Match:
    """A text, one that means the same, and where there is one a text that looks alike and does not.

    Matches of one ``group`` share their meaning and are never held against each other.
    """

    text: str
    same: str
    other: str = ""
    group: str = ""


def matches_of(pairs: dict[str, list[Pair]]) -> list[Match]:
    """Pairs of one meaning; the rejected partner of the same text, where there is one, is the look-alike."""
    matches = []
    for rows in pairs.values():
        rejected = {row.first: row.second for row in rows if row.likeness == 0.0}
        for row in rows:
            if row.likeness >= _PARAPHRASE and row.first != row.second:
                matches.append(Match(row.first, row.second, rejected.get(row.first, ""), row.first))
    return matches
