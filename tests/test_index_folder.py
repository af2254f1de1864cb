"""Where the index is: the option, the environment, caiwen.toml, the default, in this order."""

from pathlib import Path

import pytest

from assistant.index_folder import index_folder
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
