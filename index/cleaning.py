"""Clean views of source text that remember where every character stood.

``clean`` drops what is no text (bookmarks, field codes, markdown residue, zero-width characters) and keeps offsets.
``normalise`` folds widths and variants one character to one character, so that offsets stay valid.
"""

import re
from dataclasses import dataclass

_RESIDUE = re.compile(
    r"\[bookmark:[^\]\n]{0,80}\]"
    r"|\{ ?(?:TC|TOC|PAGEREF|HYPERLINK|REF|PAGE|SEQ)\b[^{}\n]{0,200}\}"
    r"|\*\*|[\u200b-\u200f\u2060\ufeff\u00ad]"
    r"|^[ \t]*-[ \t]+(?=\d)|^#{1,6}[ \t]+",
    re.MULTILINE,
)

_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
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


def clean(source: str, start: int, end: int) -> CleanText:
    """The readable characters of ``source[start:end]``, outer white space cut off."""
    raw = source[start:end]
    kept: list[int] = []
    last = 0
    for match in _RESIDUE.finditer(raw):
        kept.extend(range(last, match.start()))
        last = match.end()
    kept.extend(range(last, len(raw)))
    while kept and raw[kept[0]].isspace():
        kept.pop(0)
    while kept and raw[kept[-1]].isspace():
        kept.pop()
    return CleanText("".join(raw[i] for i in kept), tuple(start + i for i in kept))


def residue_spans(source: str) -> list[tuple[int, int]]:
    """Spans that ``clean`` drops anywhere in the source."""
    return [match.span() for match in _RESIDUE.finditer(source)]


def normalise(text: str) -> str:
    """Fold full-width, quote, dash and bracket variants; the result has the same length as ``text``."""
    folded = text.translate(_FOLDED)
    folded = _WIDE_THOUSANDS.sub(",", folded)
    return _COMMA.sub("，", folded)


def squash(text: str) -> str:
    """The text as a key: folded and without any white space."""
    return "".join(normalise(text).split())
