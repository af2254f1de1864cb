"""Texts of every source to token ids: what the training loop is fed with."""

import random
from collections.abc import Iterable, Sequence

from tokenizers import Tokenizer

from scripts.train_embedding.disclosures import (
    Passage,
    heading_matches,
    neighbour_matches,
    reworded_matches,
    word_matches,
)
from scripts.train_embedding.sentence_pairs import Match, Pair, matches_of
from scripts.train_embedding.training import EncodedMatch, EncodedPair, Pool
from scripts.train_embedding.wordings import Wordings

# Rows of a batch and weight in the loss, by where the matches come from.
_ROWS = {
    "pairs": 512, "words": 384, "questions": 192, "headings": 192, "reworded": 192, "wordings": 256, "neighbours": 96,
}  # fmt: skip
_WEIGHTS = {"neighbours": 0.3, "headings": 0.7}
_TIMES = {"words": 40, "headings": 12, "reworded": 6, "questions": 8}  # how often each passage or question is used


def match_pools(
    tokenizer: Tokenizer, pairs: dict[str, list[Pair]], passages: list[Passage], wordings: Wordings, seed: int
) -> list[Pool]:
    """All matches by kind; the passages of ``data/questions.toml`` are asked for like those of disclosures."""
    chance = random.Random(seed)
    written = [Passage("questions.toml", (), passage) for passage, *_ in wordings.questions]
    every = passages + written
    kinds = {
        "pairs": matches_of(pairs),
        "words": word_matches(every, wordings, chance, _TIMES["words"]),
        "headings": heading_matches(passages, wordings, chance, _TIMES["headings"]),
        "neighbours": neighbour_matches(passages),
        "reworded": reworded_matches(every, wordings, chance, _TIMES["reworded"]),
        "wordings": wordings.matches(chance),
        "questions": wordings.asked(chance, _TIMES["questions"]),
    }
    return [
        Pool(kind, encode_matches(tokenizer, matches), _ROWS[kind], _WEIGHTS.get(kind, 1.0))
        for kind, matches in kinds.items()
        if matches
    ]


def graded_pools(tokenizer: Tokenizer, pairs: dict[str, list[Pair]]) -> dict[str, list[EncodedPair]]:
    """Labelled pairs in three kinds, whose labels cannot be compared: scores, inference, same or not."""
    kinds: dict[str, list[EncodedPair]] = {}
    for source, rows in pairs.items():
        kind = "scores" if source.startswith("stsb") else "inference" if "nli" in source else "same or not"
        first, second = ids_of(tokenizer, [row.first for row in rows]), ids_of(tokenizer, [row.second for row in rows])
        encoded = zip(first, second, rows, strict=True)
        kinds.setdefault(kind, []).extend(
            EncodedPair(one, two, row.likeness) for one, two, row in encoded if one and two
        )
    return kinds


def encode_matches(tokenizer: Tokenizer, matches: Sequence[Match]) -> list[EncodedMatch]:
    """Matches as token ids; those with a text of no token are left out."""
    numbers: dict[str, int] = {}
    groups = [numbers.setdefault(match.group or match.text, len(numbers)) for match in matches]
    texts = ids_of(tokenizer, [match.text for match in matches])
    same = ids_of(tokenizer, [match.same for match in matches])
    others = ids_of(tokenizer, [match.other for match in matches])
    rows = zip(texts, same, others, groups, strict=True)
    return [EncodedMatch(*row) for row in rows if row[0] and row[1]]


def ids_of(tokenizer: Tokenizer, texts: Iterable[str]) -> list[list[int]]:
    return [encoding.ids for encoding in tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]
