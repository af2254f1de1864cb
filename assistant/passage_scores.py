"""How well passages answer a question: full text, vectors, likeness of words, headings and topics in one sum.

A passage is held against the question as it was asked and against the question with the words that documents print for it; the
mean of both counts. The weights were fitted on the tuning questions of `eval/questions/narrative` (docs/passages.md).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.topics import Topic, topics_of
from index.chunking import Chunk
from index.embedding import Embedder, Vectors
from index.word_likeness import Tokens, Wording, WordLikeness

_SENTENCES = re.compile(r"[^。；\n]+[。；]?")
_SHORTEST = 4
_KEPT = 4096  # chunks whose vectors are kept
_OPENING = "开头"  # what topics.toml calls the passage before the first heading

_FULL_TEXT = 0.2
_WHOLE = 0.65
_SENTENCE = 0.9
_LIKENESS = 0.85
_HEADING = 0.45
_TOPIC = 0.12
_BEGINNING = 0.3
_TABLE = -0.08  # figures of tables are looked up as facts; what is asked here is more often told in sentences

# All of a list is asked for: it is quoted from its beginning.
_WHOLE_LIST = re.compile(
    r"逐[条项一]|完整|全部|一共|总共有?哪|都有哪些|分别(?:是|有|为)|(?:哪|几|[二两三四五六七八九十]|\d)+(?:大|个)?(?:条|项|点|方面|部分)"
)


@dataclass(frozen=True, slots=True)
class Score:
    """What a passage is worth, and where its best sentence stands in the passage's text."""

    worth: float
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Side:
    """The question in one wording: its vector, its words, and the full-text scores of the passages found by it."""

    vector: Vectors
    wording: Wording
    full_text: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question ready to be held against passages: its wordings, the topics it names, and whether it wants all of a list."""

    sides: tuple[Side, ...]
    topics: tuple[Topic, ...]
    whole_list: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """A chunk as it is compared: vectors of the whole, of its headings and of its sentences with their places and tokens."""

    whole: Vectors
    heading: Vectors
    spans: tuple[tuple[int, int], ...]
    sentences: Vectors
    tokens: tuple[Tokens, ...]


class PassageScores:
    """Scores the passages of one index; what was read of a passage is kept."""

    def __init__(
        self,
        embedder: Embedder,
        likeness: WordLikeness,
        stored: Callable[[Sequence[str]], tuple[list[str], Vectors]],
    ) -> None:
        """``stored`` gives the vectors that the index holds of some chunks, with the ids of those that have one."""
        self._embedder = embedder
        self._likeness = likeness
        self._stored = stored
        self._known: dict[tuple[str, str], _Read] = {}

    def asked(self, wordings: Sequence[str], full_text: Sequence[Mapping[str, float]], question: str) -> Asked:
        """The question in its wordings, each with what the full text found by it; ``question`` is the text that names topics."""
        vectors = self._embedder.questions(wordings)
        sides = tuple(
            Side(vector, self._likeness.wording(words), _of_best(found))
            for words, vector, found in zip(wordings, vectors, full_text, strict=True)
        )
        return Asked(sides, topics_of(question), bool(_WHOLE_LIST.search(question)))

    def score(self, chunk: Chunk, asked: Asked, *, begins: bool = False) -> Score:
        """The score of one passage; ``begins``: it is the first under its headings."""
        read = self._of(chunk)
        vector = asked.sides[0].vector
        cosines = np.round(read.sentences @ vector, 6)
        best = int(np.argmax(cosines))
        suited = suits(chunk, asked.topics)
        worth = sum(self._worth(chunk, read, side) for side in asked.sides) / len(asked.sides)
        worth += _HEADING * (read.heading @ vector).item() + _TOPIC * suited
        worth += _BEGINNING * (begins and suited > 0 and asked.whole_list) + _TABLE * (chunk.table is not None)
        return Score(round(worth, 6), read.spans[best])

    def whole(self, chunk: Chunk) -> Vectors:
        """The vector of a passage's text."""
        return self._of(chunk).whole

    def _worth(self, chunk: Chunk, read: _Read, side: Side) -> float:
        whole: float = (read.whole @ side.vector).item()
        sentence: float = (read.sentences @ side.vector).max().item()
        likeness = max(side.wording.of(tokens) for tokens in read.tokens)
        full_text = side.full_text.get(chunk.id, 0.0)
        return _FULL_TEXT * full_text + _WHOLE * whole + _SENTENCE * sentence + _LIKENESS * likeness

    def read(self, chunks: Sequence[Chunk]) -> None:
        """Make passages ready to be scored; those not known yet are embedded in one go, for a large model's sake."""
        new = [chunk for chunk in chunks if (chunk.id, chunk.text) not in self._known]
        if not new:
            return
        held, vectors = self._stored([chunk.id for chunk in new])
        whole = dict(zip(held, vectors, strict=True))
        spans = {chunk.id: _sentences(chunk.text) for chunk in new}
        texts = [headings_of(chunk) for chunk in new]
        texts += [chunk.text[start:end] for chunk in new for start, end in spans[chunk.id]]
        texts += [chunk.text for chunk in new if chunk.id not in whole]
        texts = list(dict.fromkeys(texts))
        made = dict(zip(texts, self._embedder.passages(texts), strict=True))
        for chunk in new:
            sentences = [chunk.text[start:end] for start, end in spans[chunk.id]]
            self._known[chunk.id, chunk.text] = _Read(
                whole[chunk.id] if chunk.id in whole else made[chunk.text],
                made[headings_of(chunk)],
                spans[chunk.id],
                np.stack([made[sentence] for sentence in sentences]),
                tuple(self._likeness.tokens(sentence) for sentence in sentences),
            )
        for key in list(self._known)[: max(len(self._known) - _KEPT, 0)]:
            self._known.pop(key, None)

    def _of(self, chunk: Chunk) -> _Read:
        if (chunk.id, chunk.text) not in self._known:
            self.read([chunk])
        return self._known[chunk.id, chunk.text]


def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    spans = (match.span() for match in _SENTENCES.finditer(text) if len(match.group().strip()) >= _SHORTEST)
    return tuple(spans) or ((0, len(text)),)


def headings_of(chunk: Chunk) -> str:
    """The headings above a passage, with the caption of a table."""
    caption = chunk.text.partition(" | ")[0].split("\n")[1:-1] if chunk.table is not None else ()
    return " ".join((*chunk.section, *caption)) or _OPENING


def suits(chunk: Chunk, topics: Sequence[Topic]) -> int:
    """The weight of the topic that a passage's headings are about, the heaviest of several; 0 for none."""
    headings = headings_of(chunk)
    return max((topic.weight for topic in topics if topic.headings.search(headings)), default=0)


def _of_best(scores: Mapping[str, float]) -> Mapping[str, float]:
    """Scores as shares of the best one."""
    best = max(scores.values(), default=0.0)
    return {number: score / best for number, score in scores.items()} if best > 0 else {}
