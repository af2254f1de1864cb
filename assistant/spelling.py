"""Misspelt questions: characters typed twice, words that sound alike, a character left out or swapped, set right where one reading
is clearly nearest.

Nothing is corrected before the question has been declined as it stands, and every correction is told in the answer.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from assistant.library import Library
from assistant.planning.question import fold
from index.cleaning import squash
from index.concepts import Concepts
from index.regions import Gazetteer

_SOUNDS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"))
_LEAST_SOUND = 3
_LEAST_SLIP = 5
_LONGEST = 14
_OFFICES = ("人民政府办公室", "政府办公室", "区委办公室", "县委办公室", "市委办公室", "办公室", "政府办")
_MOST_LABELS = 4000
# Short words of nearly every question, so that a slip in them is heard too.
_COMMON = (
    "预算",
    "决算",
    "支出",
    "收入",
    "单价",
    "数量",
    "金额",
    "价值",
    "指标",
    "指标值",
    "目标值",
    "合计",
    "总额",
    "项目",
    "经费",
    "年度",
    "面积",
    "车辆",
    "上年",
    "安排",
    "办公室",
    "人民政府",
    "基本支出",
    "项目支出",
    "预算数",
    "采购",
    "资产",
    "比上年",
    "增加",
    "减少",
    "多少",
)
_REDUPLICATED = frozenset(
    [
        "看看",
        "问问",
        "谢谢",
        "查查",
        "算算",
        "说说",
        "讲讲",
        "想想",
        "常常",
        "刚刚",
        "人人",
        "天天",
        "年年",
        "月月",
        "多多",
        "高高",
        "大大",
        "好好",
        "慢慢",
        "一一",
        "吃吃",
        "喝喝",
        "比比",
        "找找",
        "试试",
        "等等",
    ]
)


@dataclass(frozen=True, slots=True)
class Correction:
    """A question set right, with what was replaced by what."""

    text: str
    said: str
    meant: str


class Spelling:
    """The words that a library knows, by sound and by length."""

    def __init__(self, words: Iterable[str], places: Iterable[str]) -> None:
        self.words = frozenset(words)
        self.places = frozenset(places)
        self._by_sound: dict[tuple[str, ...], set[str]] = {}
        for word in (*self.words, *self.places):
            self._by_sound.setdefault(_sound(word), set()).add(word)
        self._long = sorted(word for word in self.words if len(word) >= _LEAST_SLIP)

    @classmethod
    def of(cls, library: Library) -> "Spelling":
        """The items and labels of a library and the places of its bodies."""
        words = {form for form in _item_forms() if len(form) >= _LEAST_SOUND}
        words.update(library.entities)
        for row in library.documents[:64]:
            labels = library.holding(row).labels.split("\n")
            words.update(label for label in labels if _LEAST_SOUND <= len(label) <= _LONGEST and label.isalpha())
            if len(words) > _MOST_LABELS:
                break
        codes = {code for entity in library.regions for code in entity.codes}
        stems = {stem for code in codes for stem in Gazetteer.load().names_of(code)}
        return cls(words | set(_OFFICES) | set(_COMMON), stems)

    def undoubled(self, question: str) -> Correction | None:
        """The question without characters typed twice (运运维费), where no known word has them twice; else ``None``."""
        text, said = fold(question), []
        at = 0
        while at < len(text) - 1:
            pair = text[at : at + 2]
            twice = pair[0] == pair[1] and "一" <= pair[0] <= "鿿" and pair not in _REDUPLICATED
            twice = twice and text[max(at - 1, 0) : at + 2] != "加上上"  # 加上上年结转
            if twice and not any(pair in word for word in self.words):
                said.append(pair)
                text = text[:at] + text[at + 1 :]
            else:
                at += 1
        return Correction(text, "、".join(said), "、".join(pair[0] for pair in said)) if said else None

    def corrections(self, question: str) -> Iterator[Correction]:
        """Readings of a question with one slip set right, the likeliest first."""
        text = fold(question)
        heard = list(self._by_ear(text))
        together = _together(text, heard)
        if together is not None:
            yield together
        yield from heard
        yield from self._slips(text)

    def _by_ear(self, text: str) -> Iterator[Correction]:
        """Runs that sound like one known word and are none themselves."""
        known = self._known_in(text)
        sounds = [_sound(char)[0] if "一" <= char <= "鿿" else "" for char in text]
        for length in range(_LONGEST, 1, -1):
            for at in range(len(text) - length + 1):
                run, heard = text[at : at + length], tuple(sounds[at : at + length])
                if "" in heard or run in self.words or run in self.places:
                    continue
                if _crosses(known, at, at + length):
                    continue
                meant = {word for word in self._by_sound.get(heard, ()) if _alike(run, word, word in self.places)}
                if len(meant) == 1 and not _is_place(run):
                    word = meant.pop()
                    yield Correction(text[:at] + word + text[at + length :], run, word)

    def _slips(self, text: str) -> Iterator[Correction]:
        """Runs one slip away from one known word: a character left out, added or swapped with its neighbour."""
        known = self._known_in(text)
        for word in self._long:
            if word in text:
                continue
            for length in (len(word) - 1, len(word), len(word) + 1):
                for at in range(len(text) - length + 1):
                    if text[at] != word[0] or text[at + length - 1] != word[-1]:
                        continue
                    run = text[at : at + length]
                    if OSA.distance(run, word, score_cutoff=1) != 1:
                        continue
                    if run in self.words or run in self.places or _crosses(known, at, at + length):
                        continue
                    swapped = length == len(word) and sorted(run) == sorted(word)
                    if (length != len(word) or swapped) and not self._knows_within(run, word):
                        yield Correction(text[:at] + word + text[at + length :], run, word)

    def _known_in(self, text: str) -> list[tuple[int, int]]:
        """Where words that are known stand in a text."""
        return [
            (match.start(), match.end())
            for word in self.words
            if len(word) >= _LEAST_SOUND and word in text
            for match in re.finditer(re.escape(word), text)
        ]

    def _knows_within(self, run: str, word: str) -> bool:
        """Whether another known word is as near to a run."""
        return any(
            other != word and abs(len(other) - len(run)) <= 1 and OSA.distance(run, other, score_cutoff=1) <= 1
            for other in self._long
        )


def _crosses(known: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a known word stands across an edge of a run, so that the run is no word of its own."""
    return any(a < start < b <= end or start <= a < end < b or (a < start and end < b) for a, b in known)


def _together(text: str, found: list[Correction]) -> Correction | None:
    """All slips of one question set right at once, where there are several and they do not overlap."""
    said = list(dict.fromkeys((each.said, each.meant) for each in found))
    if len(said) < 2:
        return None
    for run, word in said:
        text = text.replace(run, word)
    return Correction(text, "、".join(run for run, _ in said), "、".join(word for _, word in said))


def _alike(run: str, word: str, place: bool) -> bool:
    """Whether enough characters stand as they should: all but one, or all but two of a long word."""
    same = sum(a == b for a, b in zip(run, word, strict=True))
    if place:
        return same >= 1
    return same >= max(1, len(word) - 1 - (len(word) >= 6))


@cache
def _is_place(run: str) -> bool:
    return bool(Gazetteer.load().find(run))


@cache
def _sound(word: str) -> tuple[str, ...]:
    """How a word sounds, without tones and with the sounds that speakers confuse made one."""
    from pypinyin import lazy_pinyin

    heard = []
    for syllable in lazy_pinyin(word):
        for said, kept in _SOUNDS:
            syllable = syllable.replace(said, kept)
        heard.append(syllable)
    return tuple(heard)


@cache
def _item_forms() -> tuple[str, ...]:
    forms = {
        squash(form).replace('"', "")
        for concept in Concepts.load().by_id.values()
        for form in (concept.name, *concept.printed, *concept.asked)
    }
    return tuple(sorted(forms))
