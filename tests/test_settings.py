"""All settings: the command line, the environment, caiwen.toml, the defaults, in this order; a fault names its key."""

import traceback
from pathlib import Path

import pytest

from assistant.index_folder import index_folder
from assistant.settings import Settings, read_settings
from index.errors import SettingsInvalid

FILE = """
index = "from-file"

[embedding]
model = "BAAI/bge-small-zh-v1.5"
query_prompt = "为这个句子生成表示以用于检索相关文章："
batch_size = 8

[reranker]
model = "BAAI/bge-reranker-base"
"""


@pytest.fixture(autouse=True)
def _bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CAIWEN_INDEX", raising=False)


def file(text: str) -> None:
    Path("caiwen.toml").write_text(text, encoding="utf-8")


def test_defaults() -> None:
    settings = read_settings()
    assert settings == Settings()
    assert (settings.embedding.model, settings.embedding.query_prompt) == ("built-in", None)
    assert settings.reranker.model is None


def test_file() -> None:
    file(FILE)
    settings = read_settings()
    assert settings.embedding.model == "BAAI/bge-small-zh-v1.5"
    assert settings.embedding.query_prompt == "为这个句子生成表示以用于检索相关文章："
    assert settings.embedding.passage_prompt is None
    assert (settings.embedding.batch_size, settings.reranker.batch_size) == (8, 32)
    assert settings.reranker.model == "BAAI/bge-reranker-base"


def test_environment_before_file_key_by_key(monkeypatch: pytest.MonkeyPatch) -> None:
    file(FILE)
    monkeypatch.setenv("CAIWEN_EMBEDDING__MODEL", "Qwen/Qwen3-Embedding-0.6B")
    monkeypatch.setenv("CAIWEN_EMBEDDING__DEVICE", "cuda")
    embedding = read_settings().embedding
    assert (embedding.model, embedding.device, embedding.batch_size) == ("Qwen/Qwen3-Embedding-0.6B", "cuda", 8)


@pytest.mark.parametrize("variable", [None, "", "from-environment"])
@pytest.mark.parametrize("text", [None, "# nothing\n", FILE])
@pytest.mark.parametrize("given", [None, Path("given")])
def test_the_index_folder_is_the_same_read_either_way(
    monkeypatch: pytest.MonkeyPatch, variable: str | None, text: str | None, given: Path | None
) -> None:
    if variable is not None:
        monkeypatch.setenv("CAIWEN_INDEX", variable)
    if text is not None:
        file(text)
    assert read_settings(given).index == index_folder(given)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('embedding.batch_size = "many"', r"embedding\.batch_size \(CAIWEN_EMBEDDING__BATCH_SIZE\) is 'many'"),
        ("reranker.batch_size = 0", r"reranker\.batch_size \(CAIWEN_RERANKER__BATCH_SIZE\) is 0"),
        ('embedding.modle = "x"', r"there is no setting embedding\.modle"),
        ('indx = "x"', r"there is no setting indx"),
        ("embedding = ", r"caiwen\.toml"),
    ],
)
def test_a_fault_in_the_file_is_told_with_its_key(text: str, told: str) -> None:
    file(text)
    with pytest.raises(SettingsInvalid, match=rf"{told}.*docs/settings\.md$"):
        read_settings()


def test_a_variable_that_is_misspelt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAIWEN_EMBEDDING__MODLE", "x")
    with pytest.raises(SettingsInvalid, match=r"CAIWEN_EMBEDDING__MODLE"):
        read_settings()


SECRET = "sk-0123456789abcdef"


def test_wording_is_off() -> None:
    wording = read_settings().wording
    assert (wording.enabled, wording.read_questions, wording.provider, wording.temperature) == (
        False,
        False,
        "openai",
        0,
    )


def test_the_key_of_the_language_model_shows_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAIWEN_WORDING__API_KEY", SECRET)
    settings = read_settings()
    assert settings.wording.api_key is not None
    assert settings.wording.api_key.get_secret_value() == SECRET
    assert SECRET not in f"{settings!r} {settings} {settings.model_dump_json()}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f'wording = "{SECRET}"', r"^wording \(CAIWEN_WORDING\): "),
        (f'wording.api_key = ["{SECRET}"]', r"^wording\.api_key \(CAIWEN_WORDING__API_KEY\): "),
        (f'wording.apikey = "{SECRET}"', r"^there is no setting wording\.apikey"),
        (f'[wording]\nenabled = true\napi_key = "{SECRET}"', r"^wording \(CAIWEN_WORDING\): .*wording\.model"),
        (
            f'wording.base_url = "https://me:{SECRET}@example.org/v1"',
            r"^wording\.base_url \(CAIWEN_WORDING__BASE_URL\): ",
        ),
        (f'[wording]\napi_key = "{SECRET}"\ntimeout = -1', r"^wording\.timeout \(CAIWEN_WORDING__TIMEOUT\) is -1"),
    ],
)
def test_a_fault_beside_the_key_does_not_tell_it(text: str, told: str) -> None:
    file(text)
    with pytest.raises(SettingsInvalid, match=told) as caught:
        read_settings()
    assert SECRET not in "".join(traceback.format_exception(caught.value))
