"""Words that documents print for what a question says in other words (index/data/wordings.toml)."""

import re
import tomllib
from functools import cache
from importlib.resources import files

_SHORTEST = 2  # a single character stands inside too many words
_PRINTED = 3  # the first words of a group are those of documents


def printed_words(question: str) -> tuple[str, ...]:
    """For each known word of a folded question the printed ones of its meaning that the question does not say."""
    pattern, groups = _wordings()
    said = dict.fromkeys(match.group(1) for match in pattern.finditer(question))
    found = [word for each in said for group in groups[each] for word in group]
    return tuple(word for word in dict.fromkeys(found) if word not in question)


@cache
def _wordings() -> tuple[re.Pattern[str], dict[str, list[tuple[str, ...]]]]:
    content = tomllib.loads((files("index") / "data" / "wordings.toml").read_text(encoding="utf-8"))
    groups: dict[str, list[tuple[str, ...]]] = {}
    for line in content["groups"].splitlines():
        words = line.split()
        for word in words:
            if len(word) >= _SHORTEST:
                groups.setdefault(word, []).append(tuple(words[:_PRINTED]))
    longest_first = sorted(groups, key=len, reverse=True)
    return re.compile(f"(?=({'|'.join(map(re.escape, longest_first))}))"), groups
