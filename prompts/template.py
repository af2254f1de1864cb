"""Prompt templates: one file each, with its version in front, filled in with exactly the values that it names."""

import re
from functools import cache
from pathlib import Path
from string import Template

_FOLDER = Path(__file__).parent
_FRONT = re.compile(r"---\nversion: (\d+)\n---\n")


class PromptInvalid(Exception):
    """A prompt cannot be made: there is no such template, it has no version, or its values do not fit."""


def load(name: str, **values: str) -> str:
    """The prompt of a template, filled in. Raises ``PromptInvalid`` for a value that is missing or that it does not name.

    A value is put in as it is: what looks like a placeholder inside one stays text.
    """
    template = Template(_read(name)[1])
    wanted = set(template.get_identifiers())
    missing, unknown = sorted(wanted - set(values)), sorted(set(values) - wanted)
    if missing:
        raise PromptInvalid(f"prompts/{name}.md: no value for {', '.join(missing)}")
    if unknown:
        raise PromptInvalid(f"prompts/{name}.md has no place for {', '.join(unknown)}; it names {sorted(wanted)}")
    return template.substitute(values)


def version(name: str) -> int:
    """The version of a template, which changes with its words."""
    return _read(name)[0]


@cache
def _read(name: str) -> tuple[int, str]:
    """Version and body of a template."""
    path = _FOLDER / f"{name}.md"
    if not path.is_file():
        raise PromptInvalid(f"there is no prompts/{name}.md")
    text = path.read_text(encoding="utf-8")
    front = _FRONT.match(text)
    if front is None:
        raise PromptInvalid(f"prompts/{name}.md does not begin with ---, version: NUMBER, ---")
    return int(front[1]), text[front.end() :]
