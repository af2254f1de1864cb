"""Text to words for the full-text index: rjieba's words with the field's own terms, and pairs of neighbouring characters.

Words carry meaning, pairs find what the dictionary cuts otherwise (三公 | 经费 against 三公经费) or does not know at all.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from index.cleaning import normalise
from index.concepts import Concepts

if TYPE_CHECKING:
    import rjieba

_HAN_RUN = re.compile(r"[㐀-鿿]+")
_WORD = re.compile(r"[0-9A-Za-z㐀-鿿]")
# Particles and words of asking: they stand in nearly every question and say nothing of a passage.
_EMPTY = frozenset(
    "的 了 是 在 和 与 及 或 等 对 为 被 把 从 到 由 于 以 也 都 就 还 又 将 并 其 之 所 这 那 此 该 各 每 个 上 下 中 里 "
    "有 没有 吗 呢 吧 啊 什么 哪些 哪个 哪 怎么 怎样 如何 多少 几 谁 为什么 为何 请 请问 一下 问 想 知道 告诉 我 你 "
    "我们 你们 他们 它 它们 要 会 能 可以".split()
)
_LONGEST_TERM = 8
_FREQUENT = 1000  # how often a term counts as seen, against the words of the dictionary


@cache
def _segmenter() -> "rjieba.Jieba":
    """rjieba with the printed names of budget items and of their synonyms."""
    import rjieba  # loads its dictionary: a look-up does not wait for it

    segmenter = rjieba.Jieba()
    names = {
        name for concept in Concepts.load().by_id.values() for name in (concept.name, *concept.printed, *concept.asked)
    }
    for name in sorted(names):
        if 1 < len(name) <= _LONGEST_TERM and _HAN_RUN.fullmatch(name):
            segmenter.add_word(name, _FREQUENT, "n")
    return segmenter


def words_of(text: str) -> list[str]:
    """The words of a text in order, folded and lower case, without punctuation and empty words; a long word also by its parts."""
    found = _segmenter().cut_for_search(normalise(text).lower())
    return [word for word in found if _WORD.search(word) and word not in _EMPTY]


def pairs_of(text: str) -> list[str]:
    """Neighbouring characters of each run of Chinese characters; a run of one stands for itself."""
    return [pair for run in _HAN_RUN.findall(normalise(text)) for pair in _pairs(run)]


def _pairs(run: str) -> Iterable[str]:
    return (run[at : at + 2] for at in range(max(len(run) - 1, 1)))
