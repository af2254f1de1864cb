"""The tokenizer: a Unigram model over words and characters, which cuts text as jieba's most probable path does.

jieba cuts by word frequencies alone (apart from its guess at unknown names), and so does a Unigram model that is given
the words and their frequencies. A word that is not in the vocabulary falls apart into shorter words or characters.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import jieba
import rjieba
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

UNKNOWN = "[UNK]"
LONGEST_WORD = 6
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_COMMON_HAN = 20  # a character of dict.txt with this frequency is in the vocabulary whether seen or not
_MARKS = "0123456789abcdefghijklmnopqrstuvwxyz，。、；：？！“”‘’（）《》%％+-*/=.,:;?!()[]<>\"'&@#~·—…"


def cut_words(text: str) -> list[str]:
    """Words of a text by rjieba, with the shorter words inside long ones."""
    words: list[str] = rjieba.cut_for_search(text.lower())
    return words


@cache
def general_frequencies() -> dict[str, int]:
    """Words of jieba's dictionary (MIT) with their frequencies."""
    with (Path(jieba.__file__).parent / "dict.txt").open(encoding="utf-8") as file:
        return {word: int(count) for word, count, _ in (line.split(" ") for line in file)}


def choose_words(
    texts: Iterable[str], favoured: Iterable[str], terms: Iterable[str], *, size: int, favour: int = 20
) -> list[str]:
    """At most ``size`` tokens: characters, terms, then the words most frequent in the texts.

    A word of the ``favoured`` texts counts ``favour`` times; ``terms`` are in whatever their frequency.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(cut_words(text))
    for text in favoured:
        counts.update({word: favour * count for word, count in Counter(cut_words(text)).items()})
    known = general_frequencies()
    characters = {character for word in counts for character in word if _HAN.fullmatch(character)}
    characters |= {word for word, count in known.items() if len(word) == 1 and count >= _COMMON_HAN}
    characters |= _gb2312() | set(_MARKS)
    wanted = {word for term in terms for word in cut_words(term) if _is_word(word)}
    frequent = [word for word, count in counts.most_common() if _is_word(word) and count > 2 and word not in wanted]
    room = size - len(characters) - len(wanted) - 1
    if room < 0:
        raise ValueError(f"size is {size}: characters and terms alone are {size - room}")
    return sorted(characters) + sorted(wanted) + frequent[:room]


def _gb2312() -> set[str]:
    """The 6,763 characters of GB 2312, which nearly all simplified text keeps to."""
    codes = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return set(b"".join(codes).decode("gb2312", errors="ignore"))


def _is_word(word: str) -> bool:
    return 1 < len(word) <= LONGEST_WORD and bool(_HAN.fullmatch(word) or (word.isascii() and word.isalpha()))


def build_tokenizer(words: list[str], texts: Iterable[str]) -> Tokenizer:
    """A tokenizer whose ids are the places of the words, after ``[UNK]`` at 0."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(rjieba.cut(text.lower()))
    known = general_frequencies()
    scale = sum(known.values()) / max(sum(counts.values()), 1)
    weights = [known.get(word, 0) + scale * counts[word] + 1 for word in words]
    total = math.log(sum(weights))
    pieces = [(UNKNOWN, -30.0)]
    pieces += [(word, math.log(weight) - total) for word, weight in zip(words, weights, strict=True)]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"\s+|[，。、；：？！,;:?!“”\"（）()《》]"), "removed")
    return tokenizer
