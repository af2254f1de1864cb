"""Clean views of source text that remember where every character stood.

``clean`` drops what is no text (bookmarks, field codes, markdown residue, zero-width characters, pinyin behind each
character) and keeps offsets. ``normalise`` folds widths, variants and traditional characters one character to one
character, so that offsets stay valid.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from opencc import OpenCC

_RESIDUE = re.compile(
    r"\[bookmark:[^\]\n]{0,80}\]"
    r"|\{ ?(?:TC|TOC|PAGEREF|HYPERLINK|REF|PAGE|SEQ)\b[^{}\n]{0,200}\}"
    r"|\*\*|[\u200b-\u200f\u2060\ufeff\u00ad]"
    r"|^[ \t]*-[ \t]+(?=\d)|^#{1,6}[ \t]+"
    # 萬(wàn)元: portals that write traditional characters put the reading of the changed ones behind them
    r"|(?<=[\u4e00-\u9fff])[(（](?=[a-z]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]",
    re.MULTILINE,
)

_SPACED = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:[ \u3000][\u4e00-\u9fff]){2,}(?![\u4e00-\u9fff])"
)  # 同 比 增 加
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_BREAK = re.compile(r"[ \t]*\r?\n(?:[ \t]*[-—–]?[ \t]*\d{1,3}[ \t]*[-—–]?[ \t]*\r?\n)?[ \t]*")


def _simplified() -> dict[int, int]:
    """Traditional characters to simplified ones, without those that simplified text uses as well (乾县, but 後 and 於)."""
    everyday = {char for char in map(chr, range(0x4E00, 0xA000)) if _in_simplified_text(char)} - set("後於徵")
    traditional = [char for char in map(chr, range(0x4E00, 0xA000)) if char not in everyday]
    folded = OpenCC("t2s").convert("\n".join(traditional)).split("\n")
    return {ord(a): ord(b) for a, b in zip(traditional, folded, strict=True) if a != b and b in everyday}


def _in_simplified_text(char: str) -> bool:
    """Whether GB 2312, the characters of simplified text, has it."""
    return bool(char.encode("gb2312", errors="ignore"))


_FOLDED = _simplified() | {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLDED.update(
    {
        ord(printed): ord(folded)
        for printed, folded in {
            "\u3000": " ",
            "\u00a0": " ",
            "\u2002": " ",
            "\u2003": " ",
            "\t": " ",
            "\n": " ",
            "\r": " ",
            "(": "（",
            ")": "）",
            ",": ",",
            ";": "；",
            ":": "：",
            "?": "？",
            "!": "！",
            "﹪": "%",
            "≦": "≤",
            "≧": "≥",
            "⩽": "≤",
            "⩾": "≥",
            "﹤": "<",
            "﹥": ">",
            "—": "-",
            "–": "-",
            "－": "-",
            "−": "-",
            "～": "~",
            "“": '"',
            "”": '"',
            "„": '"',
            "「": '"',
            "」": '"',
            "『": '"',
            "』": '"',
            "‘": "'",
            "’": "'",
            "〈": "<",
            "〉": ">",
            "●": "·",
        }.items()
    }
)
for _kept in "，；：（）？！":
    _FOLDED[ord(_kept)] = ord(_kept)  # Chinese punctuation stays: its ASCII twins fold onto it
# 1，073.26: a wide comma separates thousands only where nothing else can be meant.
_WIDE_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}[.,，]\d)|(?<=\d)，(?=0\d\d(?!\d))")
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text without residue; ``offsets[i]`` is the source offset of ``text[i]``."""

    text: str
    offsets: tuple[int, ...]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that ``text[start:end]`` was read from (end exclusive)."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def part(self, start: int, end: int) -> "CleanText":
        return CleanText(self.text[start:end], self.offsets[start:end])


def clean(source: str, start: int, end: int, *, wrapped: bool = False) -> CleanText:
    """The readable characters of ``source[start:end]``, outer white space cut off; of ``wrapped`` text also the breaks."""
    raw = source[start:end]
    kept: list[int] = []
    last = 0
    for dropped, end_of_dropped in _dropped(raw, wrapped=wrapped):
        kept.extend(range(last, dropped))
        last = max(last, end_of_dropped)
    kept.extend(range(last, len(raw)))
    while kept and raw[kept[0]].isspace():
        kept.pop(0)
    while kept and raw[kept[-1]].isspace():
        kept.pop()
    return CleanText("".join(raw[i] for i in kept), tuple(start + i for i in kept))


def _dropped(raw: str, *, wrapped: bool) -> list[tuple[int, int]]:
    """What is no text: residue, blanks between the characters of a word, and of wrapped text its breaks and other blanks."""
    spans = [match.span() for match in _RESIDUE.finditer(raw)]
    for match in _SPACED.finditer(raw):
        spans += [(at, at + 1) for at in range(match.start(), match.end()) if raw[at] in " \u3000"]
    for pattern in (_BREAK, _BLANK) if wrapped else ():
        spans += [match.span() for match in pattern.finditer(raw)]
    return sorted(spans)


def residue_spans(source: str) -> list[tuple[int, int]]:
    """Spans that ``clean`` drops anywhere in the source."""
    return [match.span() for match in _RESIDUE.finditer(source)]


@lru_cache(maxsize=256)
def normalise(text: str) -> str:
    """Fold full-width, quote, dash, bracket and traditional variants; the result has the same length as ``text``.

    Of the last texts it is remembered: each figure of a paragraph is read against all of it.
    """
    folded = text.translate(_FOLDED)
    folded = _WIDE_THOUSANDS.sub(",", folded)
    return _COMMA.sub("，", folded)


@lru_cache(maxsize=64)
def with_marks(text: str) -> str:
    """A whole text with its punctuation folded and its lines kept, as long as ``text``; of the last ones it is remembered."""
    folded = normalise(text)
    return "".join(a if a in "\n\t\r" else b for a, b in zip(text, folded, strict=True))


def squash(text: str) -> str:
    """The text as a key: folded and without any white space."""
    return "".join(normalise(text).split())
