"""Which place answers a question, and how far up a way of searching finds it: the same rule for every way.

A hit is a passage that overlaps the first quote of a case, or of one of its alternatives, wherever the document prints it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.library import Library
from assistant.passage_question import passage_question
from assistant.planning.planning import plan
from eval.cases import Case

DEEP = 20
Span = tuple[str, int, int]  # document, first character, the one after the last
# Asked words, the whole question, the documents to search (all where there are none): the passages found, best first.
Way = Callable[[str, str, Sequence[str]], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the bodies named and without, the documents it is about, and the places that answer it."""

    question: str
    whole: str
    words: str
    documents: tuple[str, ...]
    wanted: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Recall at 1, recall at 5 and the mean reciprocal rank, each from 0 to 1."""

    first: float
    five: float
    mean: float


def spans_of(case: Case, texts: Mapping[str, tuple[str, str]]) -> list[Span]:
    """Where the words stand that a case wants quoted: document, start and end; ``texts`` are id and text by file."""
    found = []
    for expect in (case.expect, *case.expect.alternatives):
        for place in expect.cites[:1]:
            document, text = texts[place.file]
            kept = [at for at, char in enumerate(text) if not char.isspace()]
            bare, quote = "".join(text[at] for at in kept), "".join((place.quote or "").split())
            start = bare.find(quote)
            while quote and start >= 0:
                found.append((document, kept[start], kept[start + len(quote) - 1] + 1))
                start = bare.find(quote, start + 1)
    return found


def rank_of(passages: Sequence[Span], wanted: Sequence[Span]) -> int | None:
    """The place of the first passage that overlaps one of the wanted spans, from 1."""
    for rank, (document, start, end) in enumerate(passages, start=1):
        if any(document == d and start < last and first < end for d, first, last in wanted):
            return rank
    return None


def questions_of(cases: Sequence[Case], library: Library, texts: Mapping[str, tuple[str, str]]) -> list[Asked]:
    """The answered cases as they are asked, routed to the documents of the bodies that they name."""
    asked = []
    for case in cases:
        if case.expect.status == "answered":
            question = case.turns[-1]
            query = plan(question, library.entities, library.appears, library.shares)
            documents = tuple(row.id for row in library.of_entities(entity.name for entity in query.entities))
            passage = passage_question(question, library.entities, library.appears)
            asked.append(Asked(question, passage.whole, passage.words, documents, tuple(spans_of(case, texts))))
    return asked


def ranks_of(questions: Sequence[Asked], way: Way, *, routed: bool) -> list[int | None]:
    """For each question the place of the first hit among the passages that a way finds."""
    return [
        rank_of(
            way(asked.words if routed else asked.question, asked.whole, asked.documents if routed else ()),
            asked.wanted,
        )
        for asked in questions
    ]


def scores_of(ranks: Sequence[int | None]) -> Scores:
    """What the ranks of all questions come to."""
    count = max(len(ranks), 1)
    first, five = (sum(rank is not None and rank <= k for rank in ranks) / count for k in (1, 5))
    return Scores(first, five, sum(1 / rank for rank in ranks if rank) / count)
