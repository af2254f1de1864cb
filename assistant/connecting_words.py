"""Words that carry nothing and ways to say one thing (``assistant/data/connecting_words.toml``)."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_BASE = r"(?:上年度?|上一年度?|(?:19|20)[0-9]{2}年度?)(?:年初)?(?:预算数?|决算数?|执行数?|完成数)?"


@dataclass(frozen=True, slots=True)
class Connecting:
    """The words of one language; the file says what each list is."""

    empty: tuple[str, ...]
    kept: tuple[str, ...]
    frame: tuple[str, ...]
    frame_by: dict[str, list[str]]
    in_front: tuple[str, ...]
    same: tuple[tuple[re.Pattern[str], str], ...]
    ways: dict[str, str]
    joined: dict[str, str]

    def empty_for(self, text: str) -> tuple[str, ...]:
        """The words that may be added to this text or left out of it."""
        framing = (word for word in self.frame if any(by in text for by in (word, *self.frame_by.get(word, []))))
        return (*self.empty, *framing)


@cache
def connecting_words(language: str) -> Connecting:
    """The words of a language, ``zh`` or ``en``."""
    read = tomllib.loads((files("assistant") / "data" / "connecting_words.toml").read_text(encoding="utf-8"))
    words = read[language]
    return Connecting(
        tuple(words["empty"]),
        tuple(words["kept"]),
        tuple(words["frame"]),
        words["frame_by"],
        tuple(words["in_front"]),
        tuple((re.compile(same["from"].replace("BASE", _BASE)), same["to"]) for same in read["same"]),
        _by_form(read["ways"]),
        _by_form(read["joined"]),
    )


def _by_form(forms: dict[str, list[str]]) -> dict[str, str]:
    """Each form with the word that it is read as."""
    return {form: word for word, each in forms.items() for form in each}
