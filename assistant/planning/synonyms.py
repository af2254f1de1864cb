"""Everyday words put into the form that documents print, the same on the question's and the label's side."""

import tomllib
from functools import cache, lru_cache
from importlib.resources import files


@lru_cache(maxsize=65_536)
def canonical(text: str) -> str:
    """The text with every synonym in the first form of its group, quotes gone."""
    text = text.replace('"', "")
    for first, others in _groups():
        for other in others:
            if other in text and first not in text:
                text = text.replace(other, first)
    return text


@cache
def _groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = tomllib.loads((files("index") / "data" / "synonyms.toml").read_text(encoding="utf-8"))
    return tuple((group[0], tuple(sorted(group[1:], key=len, reverse=True))) for group in table["groups"])
