"""Several rankings of the same things as one, by their ranks alone: what several ways of searching find stands before what one finds.

Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009), with their constant.
"""

from collections.abc import Sequence

_CONSTANT = 60


def fused(rankings: Sequence[Sequence[str]]) -> list[str]:
    """All ids of some rankings, each best first, by the sum of 1 / (60 + rank); ties by id."""
    worth: dict[str, float] = {}
    for ranking in rankings:
        for rank, number in enumerate(ranking, start=1):
            worth[number] = worth.get(number, 0.0) + 1 / (_CONSTANT + rank)
    return sorted(worth, key=lambda number: (-round(worth[number], 9), number))
