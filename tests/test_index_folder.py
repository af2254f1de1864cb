"""Where the index is: the option, the environment, caiwen.toml, the default, in this order."""

from pathlib import Path

import pytest

from assistant.index_folder import index_folder, says_something_of
from index.errors import SettingsInvalid


@pytest.fixture(autouse=True)
def _bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CAIWEN_INDEX", raising=False)


def test_default() -> None:
    assert index_folder(None) == Path(".caiwen")


def test_file(tmp_path: Path) -> None:
    (tmp_path / "caiwen.toml").write_text('index = "from-file"\n', encoding="utf-8")
    assert index_folder(None) == Path("from-file")


def test_file_that_says_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "caiwen.toml").write_text("# nothing\n", encoding="utf-8")
    assert index_folder(None) == Path(".caiwen")


def test_environment_before_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "caiwen.toml").write_text('index = "from-file"\n', encoding="utf-8")
    monkeypatch.setenv("CAIWEN_INDEX", "from-environment")
    assert index_folder(None) == Path("from-environment")


def test_option_before_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "caiwen.toml").write_text('index = "from-file"\n', encoding="utf-8")
    monkeypatch.setenv("CAIWEN_INDEX", "from-environment")
    assert index_folder(Path("given")) == Path("given")


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAIWEN_INDEX", "")
    assert index_folder(None) == Path(".caiwen")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "caiwen.toml").write_text("index = \n", encoding="utf-8")
    with pytest.raises(SettingsInvalid, match=r"^caiwen\.toml: .*line 1"):
        index_folder(None)


@pytest.mark.parametrize("text", ["[wording]\nenabled = true\n", "wording.model = 'qwen'\n", "[wording]\n"])
def test_a_setting_that_the_file_has(tmp_path: Path, text: str) -> None:
    (tmp_path / "caiwen.toml").write_text(text, encoding="utf-8")
    assert says_something_of("wording")
    assert not says_something_of("reranker")


@pytest.mark.parametrize("name", ["CAIWEN_WORDING", "CAIWEN_WORDING__ENABLED", "caiwen_wording__model"])
def test_a_setting_that_the_environment_has(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert not says_something_of("wording")
    monkeypatch.setenv(name, "{}")
    assert says_something_of("wording")
