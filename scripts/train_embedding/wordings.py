"""Words and questions of one meaning: the project's lexicons and the questions of ``data/``."""

import random
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from pathlib import Path

from scripts.train_embedding.sentence_pairs import Match

DATA = Path(__file__).parent / "data"
_LEXICONS = Path(__file__).parents[2] / "index" / "data"
_SHORTEST = 2  # a single character is replaced nowhere: 钱 stands inside too many words
_PAIRS_OF_A_GROUP = 60
_FORMAL_ENDING = re.compile(r"[（(].*?[）)]|[“”\"]")


@dataclass(frozen=True)
class Wordings:
    """Groups of words of one meaning, frames of questions, and questions with the passages that answer them."""

    groups: tuple[tuple[str, ...], ...]
    frames: tuple[str, ...]
    headings: tuple[tuple[str, ...], ...]
    questions: tuple[tuple[str, ...], ...]

    @cached_property
    def others(self) -> dict[str, tuple[str, ...]]:
        """Each word, and those that may stand in its place."""
        found: dict[str, list[str]] = defaultdict(list)
        for group in self.groups:
            for word in group:
                found[word] += [other for other in group if other != word]
        return {word: tuple(dict.fromkeys(others)) for word, others in found.items()}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = sorted((word for word in self.others if len(word) >= _SHORTEST), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, words)))

    def said_otherwise(self, text: str, chance: random.Random, share: float = 0.7) -> str:
        """The text with that share of its known words replaced by others of their meaning."""

        def other(match: re.Match[str]) -> str:
            return chance.choice(self.others[match[0]]) if chance.random() < share else match[0]

        return self._pattern.sub(other, text)

    def known_words(self, text: str) -> list[str]:
        return self._pattern.findall(text)

    def terms(self) -> list[str]:
        """All words that the vocabulary has to know."""
        return [word for group in self.groups for word in group]

    def matches(self, chance: random.Random) -> list[Match]:
        """Words of a group for each other, all words of a group together for one, and questions for their passages."""
        found = []
        for number, group in enumerate(self.groups):
            pairs = list(permutations(group, 2))
            chance.shuffle(pairs)
            found += [Match(one, other, group=f"group {number}") for one, other in pairs[:_PAIRS_OF_A_GROUP]]
        return found

    def asked(self, chance: random.Random, times: int) -> list[Match]:
        """Questions of ``data/questions.toml`` with their passages, as they stand and with words replaced."""
        found = []
        for passage, *questions in self.questions:
            for question in questions:
                found.append(Match(question, passage, group=passage))
                for _ in range(times):
                    reworded = self.said_otherwise(question, chance, 0.4)
                    found.append(Match(reworded, self.said_otherwise(passage, chance, 0.3), group=passage))
        return found


def read_wordings() -> Wordings:
    groups = _lines(_LEXICONS / "wordings.toml", "groups", None)
    groups += _lexicon_groups()
    file = DATA / "questions.toml"
    frames = tuple(line for (line,) in _lines(file, "frames", "|"))
    questions = tuple(_lines(file, "passages", "|"))
    return Wordings(tuple(groups), frames, tuple(_lines(file, "headings", "|")), questions)


def _lines(file: Path, key: str, separator: str | None) -> list[tuple[str, ...]]:
    text: str = tomllib.loads(file.read_text(encoding="utf-8"))[key]
    rows = [tuple(dict.fromkeys(part.strip() for part in line.split(separator))) for line in text.splitlines()]
    return [row for row in rows if row and row[0]]


def _lexicon_groups() -> list[tuple[str, ...]]:
    concepts = tomllib.loads((_LEXICONS / "concepts.toml").read_text(encoding="utf-8"))
    groups = [(row["name"], *row.get("printed", ()), *row.get("asked", ())) for row in concepts.values()]
    groups += [(row["name"], row["gloss"]) for row in concepts.values() if "gloss" in row]
    groups += [tuple(group) for group in tomllib.loads((_LEXICONS / "synonyms.toml").read_text("utf-8"))["groups"]]
    for name in ("functional.toml", "economic.toml"):
        codes: dict[str, list[str]] = tomllib.loads((_LEXICONS / name).read_text(encoding="utf-8"))
        groups += [_short_forms(names) for names in codes.values()]
    plain = [tuple(dict.fromkeys(_FORMAL_ENDING.sub("", word) for word in group)) for group in groups]
    return sorted({group for group in plain if len(group) > 1})


def _short_forms(names: list[str]) -> tuple[str, ...]:
    """A classification's names and the same without 支出 (spending) at their ends."""
    return tuple(dict.fromkeys(form for name in names for form in (name, name.removesuffix("支出"))))
