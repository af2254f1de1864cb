"""Token counts for sizing chunks, from a tiktoken encoding that is found on this machine and never fetched.

tiktoken's own loader downloads a missing rank file, deletes a cached one whose hash differs and copies local ones to
the temporary folder. So rank files are read here, and tiktoken is only given the ranks.
"""

import base64
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CaiwenError

if TYPE_CHECKING:
    from tiktoken import Encoding

ESTIMATED = "estimated"
_STRETCH = 100_000  # characters given to tiktoken at once; its recursion overflows on far longer ones

# How each encoding cuts text before merging bytes; the first two are tiktoken's own, Qwen's is that of dashscope.
_O200K = "|".join(
    (
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    )
)
_CL100K = (
    r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+"
    r"|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
)
_QWEN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)

_WIDE = re.compile(r"[\u2e80-\ufaff\ufe30-\uffef\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W\d_\u2e80-\ufaff\ufe30-\uffef\U00020000-\U0003ffff]+")
_SINGLE = re.compile(r"[^\w\s\u2e80-\ufaff\ufe30-\uffef\U00020000-\U0003ffff]|[0-9_]|\n+")


@dataclass(frozen=True, slots=True)
class _Known:
    """An encoding that tiktoken caches under the SHA-1 of its address."""

    name: str
    pattern: str
    sha256: str

    @property
    def cache_key(self) -> str:
        address = f"https://openaipublic.blob.core.windows.net/encodings/{self.name}.tiktoken"
        return hashlib.sha1(address.encode(), usedforsecurity=False).hexdigest()


# The first found is taken: o200k needs the fewest tokens for Chinese.
_KNOWN = (
    _Known("o200k_base", _O200K, "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"),
    _Known("cl100k_base", _CL100K, "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"),
)


@dataclass(frozen=True, slots=True)
class TokenCounter:
    """Counts with an encoding, or estimates where this machine holds none."""

    name: str
    encoding: "Encoding | None" = None

    @property
    def is_estimate(self) -> bool:
        return self.encoding is None

    def count(self, text: str) -> int:
        """Tokens of ``text``; what looks like a special token is counted as the plain text it is."""
        if self.encoding is None:
            return estimate_tokens(text)
        stretches = range(0, len(text), _STRETCH)
        return sum(len(self.encoding.encode_ordinary(text[at : at + _STRETCH])) for at in stretches)


def count_tokens(text: str, *, rank_file: Path | None = None) -> int:
    """Tokens of ``text`` in the encoding of this machine. Raises ``CaiwenError`` for a ``rank_file`` that is none."""
    return token_counter(rank_file).count(text)


def encoding_name(*, rank_file: Path | None = None) -> str:
    """The encoding that counts come from; ``"estimated"`` where they come from none."""
    return token_counter(rank_file).name


def token_counter(rank_file: Path | None = None) -> TokenCounter:
    """The first of: ``rank_file``, TIKTOKEN_CACHE_DIR, installed dashscope, installed litellm, an estimate."""
    return _token_counter(rank_file, os.environ.get("TIKTOKEN_CACHE_DIR") or None)


def estimate_tokens(text: str) -> int:
    """Tokens by kind of character: 1.6 wide ones, 4 letters, 1 digit or sign each (after Qwen on disclosures)."""
    wide = len(_WIDE.findall(text))
    words = sum(-(-len(word) // 4) for word in _WORD.findall(text))
    return -(-wide * 5 // 8) + words + len(_SINGLE.findall(text))


@cache
def _token_counter(rank_file: Path | None, cache_folder: str | None) -> TokenCounter:
    if rank_file is not None:
        return _configured(rank_file)
    for name, pattern, sha256, path in _installed(cache_folder):
        try:
            content = path.read_bytes()
            if sha256 in {None, hashlib.sha256(content).hexdigest()}:
                return _counter(name, pattern, content)
        except (OSError, ValueError):
            continue  # missing, or cut off: the next place may hold a whole one
    return TokenCounter(ESTIMATED)


def _configured(path: Path) -> TokenCounter:
    """A file by its hash or, where that is unknown, by its name; any other is cut as Qwen cuts."""
    try:
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        known = [k for k in _KNOWN if k.sha256 == digest] or [k for k in _KNOWN if path.name.startswith(k.name)]
        return _counter(known[0].name, known[0].pattern, content) if known else _counter(path.stem, _QWEN, content)
    except (OSError, ValueError) as problem:
        raise CaiwenError(
            f"{path}: cannot be used to count tokens ({problem}). "
            "Give a .tiktoken rank file (lines of base64 and rank), or none to take the one that is installed."
        ) from problem


def _installed(cache_folder: str | None) -> Iterator[tuple[str, str, str | None, Path]]:
    """Places to look in: name, pattern, the SHA-256 that must fit, path."""
    if cache_folder is not None:
        yield from _cached(Path(cache_folder))
    for folder in _package_folders("dashscope"):
        yield "qwen", _QWEN, None, folder / "resources" / "qwen.tiktoken"
    for folder in _package_folders("litellm"):
        yield from _cached(folder / "litellm_core_utils" / "tokenizers")


def _cached(folder: Path) -> Iterator[tuple[str, str, str, Path]]:
    for known in _KNOWN:
        yield known.name, known.pattern, known.sha256, folder / known.cache_key


def _package_folders(package: str) -> list[Path]:
    """Where a package lies, found without importing it: these two take seconds to import."""
    spec = find_spec(package)
    return [Path(folder) for folder in spec.submodule_search_locations or ()] if spec is not None else []


def _counter(name: str, pattern: str, content: bytes) -> TokenCounter:
    from tiktoken import Encoding

    return TokenCounter(name, Encoding(name, pat_str=pattern, mergeable_ranks=_ranks(content), special_tokens={}))


def _ranks(content: bytes) -> dict[bytes, int]:
    """Ranks of byte sequences. Raises ``ValueError`` where tiktoken would panic on them later."""
    ranks: dict[bytes, int] = {}
    for number, line in enumerate(content.splitlines(), start=1):
        try:
            token, rank = line.split()
            ranks[base64.b64decode(token, validate=True)] = int(rank)
        except ValueError as problem:
            raise ValueError(f"line {number} is not a base64 token and its rank") from problem
    if len(set(ranks.values())) < len(ranks) or not all(bytes([byte]) in ranks for byte in range(256)):
        raise ValueError("ranks are doubled, or single bytes have none")
    return ranks
