"""The flow of a web page: text as a browser breaks it into paragraphs, and the tables between."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from index.readers.numerals import numeral
from index.readers.writer import printable, subscript, superscript

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul".split()
)
STRUCK = frozenset({"del", "s", "strike"})

_BREAK = "\x1e"
_SPACES = re.compile(r"[ \t\r\n\f]+")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
_NUMBERED = re.compile(r"\s*(?:[（(]?[\d一二三四五六七八九十]+[、.．）)]|第[\d一二三四五六七八九十]+[章节条部])")
_NUMBER_STYLES = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "decimal": "decimal",
    "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter", "upper-latin": "upperLetter", "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting", "simp-chinese-informal": "chineseCounting", "none": "none",
    "trad-chinese-informal": "chineseCounting", "cjk-decimal": "ideographDigital",
    "cjk-heavenly-stem": "ideographTraditional",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; its lines are separated by line breaks."""

    text: str
    level: int | None = None


@dataclass(slots=True)
class _List:
    style: str
    number: int


class Flow:
    """Pieces of an element in reading order: ``Text`` and ``<table>`` elements, which are left to the caller."""

    def __init__(self) -> None:
        self.struck = 0
        self._buffer: list[str] = []
        self._label = ""
        self._lists: list[_List] = []
        self._shifts: list[Callable[[str], str]] = []
        self._preformatted = 0

    def pieces(self, root: etree._Element) -> Iterator[Text | etree._Element]:
        """Walk without recursion; the element's own tail is not part of it."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if tag in BLOCKS and element is not root:
                    yield from self._flush(self._level(element))
                if (tag == "table" and element is not root) or tag in STRUCK:
                    if tag == "table":
                        yield element
                    self.struck += tag in STRUCK
                    walk.skip_subtree()
                    continue
                self._open(element)
                self._add(element.text)
            else:
                if tag in BLOCKS or element is root:
                    yield from self._flush(self._level(element, itself=True))
                if tag not in STRUCK and (tag != "table" or element is root):
                    self._close(element)
                if element is not root:
                    self._add(element.tail)

    def _open(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "br":
            self._buffer.append(_BREAK)
        elif tag == "pre":
            self._preformatted += 1
        elif tag in {"sup", "sub"}:
            self._shifts.append(superscript if tag == "sup" else subscript)
        elif tag in {"ol", "ul"}:
            self._lists.append(_List(_list_style(element) if tag == "ol" else "bullet", _integer(element, "start", 1)))
        elif tag == "li" and self._lists:
            self._start_entry(element)

    def _close(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "pre":
            self._preformatted -= 1
        elif tag in {"sup", "sub"}:
            self._shifts.pop()
        elif tag in {"ol", "ul"}:
            self._lists.pop()
        elif tag == "li":
            self._label = ""

    def _start_entry(self, entry: etree._Element) -> None:
        current = self._lists[-1]
        number = _integer(entry, "value", current.number)
        current.number = number + 1
        own = _LIST_STYLE.search(entry.get("style") or "")
        style = _NUMBER_STYLES.get(own.group(1), current.style) if own else current.style
        printed = numeral(number, style) or ""
        gap = "、" if style in {"chineseCounting", "ideographDigital", "ideographTraditional"} else ". "
        self._label = printed + gap if printed else ""

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._shifts:
            text = self._shifts[-1](text)
        self._buffer.append(text.replace("\r\n", "\n").replace("\n", _BREAK) if self._preformatted else text)

    def _flush(self, level: int | None) -> Iterator[Text]:
        text = unwrapped("".join(self._buffer))
        self._buffer = []
        if not text:
            return
        if self._label and not _NUMBERED.match(text):
            text = self._label + text
        self._label = ""
        yield Text(text, level)

    @staticmethod
    def _level(element: etree._Element, *, itself: bool = False) -> int | None:
        """Level of the heading that the text so far stands in: the element itself at its end, else one above it."""
        heading = element if itself else element.getparent()
        while heading is not None and heading.tag not in {"td", "th", "body"}:
            if re.fullmatch(r"h[1-6]", heading.tag):
                return int(heading.tag[1])
            heading = heading.getparent()
        return None


def unwrapped(text: str) -> str:
    """Source line breaks undone as browsers do: gone between Chinese characters, a space elsewhere; <br> stays."""
    joined = _SPACES.sub(lambda match: _joint(text, match), text)
    lines = (line.strip() for line in joined.split(_BREAK))
    return printable("\n".join(line for line in lines if line))


def _joint(text: str, match: re.Match[str]) -> str:
    if "\n" not in match.group() and "\r" not in match.group():
        return " "
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    widths = [unicodedata.east_asian_width(side) if side else "" for side in (before, after)]
    # Quotation marks are of ambiguous width, and wide beside a Chinese character.
    chinese = all(width in {"W", "F", "A"} for width in widths) and widths != ["A", "A"]
    return "" if chinese else " "


def _list_style(element: etree._Element) -> str:
    stated = _LIST_STYLE.search(element.get("style") or "")
    named = stated.group(1).lower() if stated else element.get("type") or "1"
    return _NUMBER_STYLES.get(named, "decimal")


def _integer(element: etree._Element, name: str, default: int) -> int:
    stated = element.get(name) or ""
    return int(stated) if re.fullmatch(r"-?\d{1,6}", stated) else default
