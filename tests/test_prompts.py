"""Prompt templates: each has a version and takes exactly the values that it names."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import prompts
from prompts import PromptInvalid, load, template, version

FOLDER = Path(prompts.__file__).parent
VALUES = {
    "wording.zh": {"answer": "…", "quotes": "…"},
    "wording.en": {"answer": "…", "quotes": "…"},
    "reading": {"question": "…", "items": "…"},
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of templates of its own."""
    monkeypatch.setattr(template, "_FOLDER", tmp_path)
    template._read.cache_clear()
    yield tmp_path
    template._read.cache_clear()


def test_every_template_is_listed_here() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(VALUES)


@pytest.mark.parametrize("name", sorted(VALUES))
def test_a_template_is_filled_in(name: str) -> None:
    text = load(name, **VALUES[name])
    assert "$" not in text
    assert not text.startswith("---")
    assert version(name) >= 1


@pytest.mark.parametrize("name", sorted(VALUES))
def test_a_missing_value_is_refused(name: str) -> None:
    with pytest.raises(PromptInvalid, match=f"prompts/{name}.md: no value for "):
        load(name)


def test_a_value_that_the_template_does_not_name_is_refused() -> None:
    with pytest.raises(PromptInvalid, match="has no place for answer; it names \\['items', 'question'\\]"):
        load("reading", question="…", items="…", answer="…")


def test_a_template_that_is_not_there() -> None:
    with pytest.raises(PromptInvalid, match=r"there is no prompts/translation\.md"):
        load("translation")


def test_a_placeholder_inside_a_value_stays_text() -> None:
    assert "$answer $$ {question}" in load("reading", question="$answer $$ {question}", items="…")


@pytest.mark.parametrize("text", ["$question\n", "---\nversion: new\n---\n$question\n", "---\nversion: 1\n$question\n"])
def test_a_template_without_a_version_is_refused(folder: Path, text: str) -> None:
    (folder / "reading.md").write_text(text, encoding="utf-8")
    with pytest.raises(PromptInvalid, match="does not begin with"):
        load("reading", question="…")
