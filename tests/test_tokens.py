"""Tokens are counted without a network: which encoding is found where, and what is done without one."""

import base64
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import tiktoken_ext.openai_public as public  # type: ignore[import-untyped]

from index import tokens
from index.errors import CaiwenError
from index.tokens import ESTIMATED, count_tokens, encoding_name, estimate_tokens, token_counter

ROOT = Path(__file__).resolve().parent.parent


def rank_file(*merges: str) -> bytes:
    """All single bytes, then each merge with every beginning of it."""
    ranks = [bytes([byte]) for byte in range(256)]
    for merge in merges:
        content = merge.encode()
        ranks += [content[:end] for end in range(2, len(content) + 1)]
    return b"".join(base64.b64encode(token) + b" %d\n" % rank for rank, token in enumerate(ranks))


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing found earlier is remembered, and no folder of this machine is named."""
    monkeypatch.delenv("TIKTOKEN_CACHE_DIR", raising=False)
    tokens._token_counter.cache_clear()
    yield
    tokens._token_counter.cache_clear()


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """A rank file in every place: configured, tiktoken's folder, and packages that must not be imported."""
    for name in ("cache", "dashscope/resources", "litellm/litellm_core_utils/tokenizers"):
        (tmp_path / name).mkdir(parents=True)
    for package in ("dashscope", "litellm"):
        (tmp_path / package / "__init__.py").write_text("raise RuntimeError('imported')")
    o200k, cl100k = (
        tokens._Known(f"{name}_base", tokens._QWEN, hashlib.sha256(rank_file(name)).hexdigest())
        for name in ("o200k", "cl100k")
    )
    monkeypatch.setattr(tokens, "_KNOWN", (o200k, cl100k))
    found = {
        "mine": tmp_path / "mine.tiktoken",
        "o200k_base": tmp_path / "cache" / o200k.cache_key,
        "cl100k_base": tmp_path / "cache" / cl100k.cache_key,
        "qwen": tmp_path / "dashscope" / "resources" / "qwen.tiktoken",
        "litellm": tmp_path / "litellm" / "litellm_core_utils" / "tokenizers" / cl100k.cache_key,
    }
    words = {"o200k_base": "o200k", "cl100k_base": "cl100k", "litellm": "cl100k"}
    for name, path in found.items():
        path.write_bytes(rank_file(words.get(name, "预算")))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path / "cache"))
    return found


def test_the_first_place_that_holds_an_encoding_is_taken(places: dict[str, Path]) -> None:
    assert encoding_name(rank_file=places["mine"]) == "mine"
    for place, name in (
        ("o200k_base", "o200k_base"),
        ("cl100k_base", "cl100k_base"),
        ("qwen", "qwen"),
        ("litellm", "cl100k_base"),
    ):
        tokens._token_counter.cache_clear()
        assert encoding_name() == name
        places[place].unlink()
    tokens._token_counter.cache_clear()
    assert encoding_name() == ESTIMATED


@pytest.mark.parametrize("content", [rank_file("o200k")[:-20], rank_file("预算"), b""])
def test_a_cached_file_that_is_another_is_passed_over_and_left_alone(places: dict[str, Path], content: bytes) -> None:
    """Cut off while it was loaded, or of another version: its hash differs."""
    places["o200k_base"].write_bytes(content)
    assert encoding_name() == "cl100k_base"
    assert places["o200k_base"].read_bytes() == content


def test_a_broken_file_of_dashscope_is_passed_over(places: dict[str, Path]) -> None:
    places["o200k_base"].unlink()
    places["cl100k_base"].unlink()
    places["qwen"].write_text("version https://git-lfs.github.com/spec/v1\n")
    assert encoding_name() == "cl100k_base"


def test_a_configured_file_counts_with_its_own_merges(tmp_path: Path) -> None:
    path = tmp_path / "house.tiktoken"
    path.write_bytes(rank_file("预算"))
    assert count_tokens("预算", rank_file=path) == 1
    assert count_tokens("决", rank_file=path) == 3  # bytes that merge with nothing


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "No such file"),
        (b"", "single bytes have none"),
        (rank_file()[:-5], "line 256"),
        (b"not a rank file\n", "line 1"),
        (rank_file() + b"5LmZ 7\n", "doubled"),
    ],
)
def test_a_configured_file_that_is_none_is_an_error(tmp_path: Path, content: bytes | None, problem: str) -> None:
    path = tmp_path / "house.tiktoken"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CaiwenError, match=re.escape(problem)) as raised:
        count_tokens("预算", rank_file=path)
    assert str(path) in str(raised.value)


def test_without_any_encoding_counts_are_estimates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "find_spec", lambda package: None)
    assert encoding_name() == "estimated"
    assert token_counter().is_estimate
    assert count_tokens("一般公共预算") == 4  # six characters at 1.6


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("收入预算", 3), ("2013102", 7), ("12.5万元", 4 + 2), ("budget of 2021", 2 + 1 + 4), ("一\n\n二", 2 + 1)],
)
def test_estimate(text: str, expected: int) -> None:
    assert estimate_tokens(text) == expected


def test_estimate_is_near_the_count(disclosures: Path) -> None:
    for path in sorted(disclosures.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert estimate_tokens(text) == pytest.approx(count_tokens(text), rel=0.1), path.name


def test_qwen_of_the_base_install() -> None:
    """dashscope is a dependency for its rank file alone: Qwen has a token for 预算 and one for each digit."""
    assert encoding_name() == "qwen"
    assert not token_counter().is_estimate
    assert count_tokens("预算") == 1
    assert count_tokens("1555.72") == 7
    assert count_tokens("") == 0


def test_special_tokens_in_a_document_are_text() -> None:
    assert count_tokens("<|endoftext|>") > 1
    assert count_tokens("<|im_start|>") > 1


def test_a_very_long_line_is_counted() -> None:
    assert count_tokens("预算" * 150_000) == 150_000


def test_cut_patterns_are_those_of_their_makers(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def load(address: str, expected_hash: str) -> dict[bytes, int]:
        asked.append(f"{hashlib.sha1(address.encode(), usedforsecurity=False).hexdigest()} {expected_hash}")
        return {}

    monkeypatch.setattr(public, "load_tiktoken_bpe", load)
    assert [known.pattern for known in tokens._KNOWN] == [
        public.o200k_base()["pat_str"],
        public.cl100k_base()["pat_str"],
    ]
    assert asked == [f"{known.cache_key} {known.sha256}" for known in tokens._KNOWN]
    spec = find_spec("dashscope")
    assert spec is not None
    assert spec.submodule_search_locations
    maker = Path(spec.submodule_search_locations[0]) / "tokenizers" / "qwen_tokenizer.py"
    assert tokens._QWEN in maker.read_text(encoding="utf-8")


OFFLINE = """
import sys, tempfile
from pathlib import Path

def refuse(event, arguments):
    if event.startswith("socket."):
        raise RuntimeError(f"{event} {arguments}")

sys.addaudithook(refuse)
from index.tokens import count_tokens, encoding_name
print(encoding_name(), count_tokens("一般公共预算收入1555.72万元"))
print(*sorted({"dashscope", "litellm", "requests", "torch"} & set(sys.modules)))
print(*(path.name for path in Path(tempfile.gettempdir()).iterdir()))
"""


@pytest.mark.parametrize("cache", [None, "empty"])
def test_no_socket_no_heavy_import_and_nothing_written(tmp_path: Path, cache: str | None) -> None:
    """Where tiktoken would download or copy; an empty TIKTOKEN_CACHE_DIR is where it would go to the network."""
    (tmp_path / "temporary").mkdir()
    (tmp_path / "empty").mkdir()
    environment = {"PATH": "", "TMPDIR": str(tmp_path / "temporary"), "PYTHONPATH": str(ROOT)}
    if cache is not None:
        environment["TIKTOKEN_CACHE_DIR"] = str(tmp_path / cache)
    run = subprocess.run(
        [sys.executable, "-c", OFFLINE], env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    counted, imported, written = run.stdout.split("\n")[:3]
    assert counted == f"qwen {count_tokens('一般公共预算收入1555.72万元')}"
    assert imported == ""
    assert written == ""
    assert not list((tmp_path / "empty").iterdir())
