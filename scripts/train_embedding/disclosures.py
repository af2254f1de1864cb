"""Passages of disclosures, and questions made for them: from headings, from their words, from what stands beside them."""

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from index.document import Document
from index.errors import UnreadableFile
from index.parsing import parse_document
from index.readers.reading import read_file
from scripts.train_embedding.sentence_pairs import Match
from scripts.train_embedding.vocabulary import cut_words
from scripts.train_embedding.wordings import Wordings

_SHORTEST_PASSAGE = 10
_LONGEST_PASSAGE = 300
_TITLE_SAID, _TITLE_AHEAD = 0.25, 0.4
_ORDINAL = re.compile(r"^[\s（(]*(?:第?[一二三四五六七八九十]+(?:部分)?|\d{1,2})[）)、.．\s]+")
_HAN_WORD = re.compile(r"^[\u4e00-\u9fff]{2,6}$")
_OFFICES = (
    "政府办",
    "政府办公室",
    "人民政府办公室",
    "县委办",
    "财政局",
    "教育局",
    "发改局",
    "卫健局",
    "民政局",
    "镇政府",
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or the text of a table cell, with the titles it stands under."""

    document: str
    path: tuple[str, ...]
    text: str


def read_passages(folders: Iterable[Path]) -> list[Passage]:
    """Passages of all disclosures of the folders, in their order; files that no reader reads are passed over."""
    found: list[Passage] = []
    for path in (path for folder in folders for path in sorted(folder.iterdir()) if path.is_file()):
        try:
            found += _passages_of(parse_document(read_file(path), path.name))
        except UnreadableFile as error:
            print(f"passed over: {error}")
    return found


def _passages_of(document: Document) -> list[Passage]:
    found = []
    for (section, _), sentences in groupby(document.sentences, key=lambda it: (it.section, it.paragraph)):
        text = "".join(sentence.text for sentence in sentences)
        found.append(Passage(document.file, document.section_path(section)[1:], text))
    for table in document.tables:
        path = (*document.section_path(table.section)[1:], table.caption)
        for cell in table.cells:
            if cell.role in ("value", "label"):
                found.append(Passage(document.file, (*path, *cell.row_labels, *cell.column_labels), cell.text))
    return [passage for passage in found if len(passage.text) >= _SHORTEST_PASSAGE]


def heading_matches(passages: list[Passage], wordings: Wordings, chance: random.Random, times: int) -> list[Match]:
    """The titles above a passage, and what people ask under such titles, for the passage."""
    found = []
    for passage in passages:
        group = f"{passage.document} {passage.path}"
        for _ in range(times):
            title = _ORDINAL.sub("", chance.choice(passage.path)) if passage.path else ""
            known = [row[1:] for row in wordings.headings if any(row[0] in title for title in passage.path)]
            asked = chance.choice(known[-1]) if known and chance.random() < 0.6 else title
            if asked:
                question = _with_office(wordings.said_otherwise(asked, chance, 0.5), chance)
                found.append(Match(question, passage.text[:_LONGEST_PASSAGE], group=group))
    return found


def word_matches(passages: list[Passage], wordings: Wordings, chance: random.Random, times: int) -> list[Match]:
    """Questions of a few words of a passage, most of them replaced; the passage beside it is the look-alike.

    Sometimes the title is said too, and sometimes it stands before the passage, as it does in a chunk.
    """
    spread = Counter(word for passage in passages for word in set(cut_words(passage.text)))
    found = []
    for before, passage in pairwise([passages[-1], *passages]):
        beside = before.text if before.text != passage.text and before.path == passage.path else ""
        title = _ORDINAL.sub("", passage.path[-1]) if passage.path else ""
        for _ in range(times):
            question = _question(passage.text, wordings, spread, chance)
            if not question:
                continue
            if title and chance.random() < _TITLE_SAID:
                question = wordings.said_otherwise(title, chance, 0.5) + question
            ahead = f"{title} " if chance.random() < _TITLE_AHEAD else ""
            text, look_alike = ahead + passage.text[:_LONGEST_PASSAGE], beside and ahead + beside[:_LONGEST_PASSAGE]
            found.append(Match(_with_office(question, chance), text, look_alike, group=passage.text))
    return found


def neighbour_matches(passages: list[Passage]) -> list[Match]:
    """Passages that follow each other under one title."""
    return [
        Match(one.text[:_LONGEST_PASSAGE], other.text[:_LONGEST_PASSAGE], group=f"{one.document} {one.path}")
        for one, other in pairwise(passages)
        if one.path == other.path and one.document == other.document and one.text != other.text
    ]


def reworded_matches(passages: list[Passage], wordings: Wordings, chance: random.Random, times: int) -> list[Match]:
    """Sentences and the same in other words."""
    found = []
    for passage in passages:
        for sentence in (part for part in re.split("[。；]", passage.text) if _SHORTEST_PASSAGE <= len(part) < 80):
            for _ in range(times):
                other = wordings.said_otherwise(sentence, chance, 0.8)
                if other != sentence:
                    found.append(Match(other, sentence, group=sentence))
    return found


def _question(text: str, wordings: Wordings, spread: Counter[str], chance: random.Random) -> str:
    """Two to four words near each other, the rarer ones more often, each known one most often said otherwise."""
    start = chance.randrange(max(len(text) - 40, 1))
    near = text[start : start + 60]
    words = [word for word in cut_words(near) if _HAN_WORD.match(word)] + wordings.known_words(near)
    if not words:
        return ""
    weights = [1 / spread[word] ** 0.5 if spread[word] else 0.5 for word in words]
    drawn = dict.fromkeys(chance.choices(words, weights, k=chance.randint(2, 4)))
    said = [
        chance.choice(wordings.others[word]) if word in wordings.others and chance.random() < 0.8 else word
        for word in drawn
    ]
    return chance.choice(wordings.frames).format(words="".join(said))


def _with_office(question: str, chance: random.Random) -> str:
    """Sometimes with an invented office before the question, so that training finds it to say little."""
    if chance.random() < 0.5:
        return question
    place = chance.choice("东西南北长平安新永广") + chance.choice("阳安州城山河乐泉陶水") + chance.choice("县区市")
    return place + chance.choice(_OFFICES) + chance.choice(("", "的", "2021年", "，")) + question
