"""Automatic numbers of a .docx, which stand nowhere in its text: 一、 （二） 1.1, counted as Word counts them."""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from index.readers.docx_styles import ParagraphNumber, Styles, W, attribute, number_of, switch
from index.readers.numerals import numeral

_PLACEHOLDER = re.compile(r"%([1-9])")
_NO_GAP_AFTER = re.compile(r"[、．。）】〉》：，)]$")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    paragraph_style: str | None = None


@dataclass(slots=True)
class _List:
    """One ``w:num``: its levels with its own overrides; ``counters`` belongs to the abstract definition, shared."""

    levels: dict[int, _Level]
    counters: dict[int, int]
    overrides: dict[int, int] = field(default_factory=dict)
    used: bool = False


class Numbering:
    """``numbering.xml`` with its counters; ``label`` must be asked once per numbered paragraph, in reading order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self.unknown_styles: set[str] = set()
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if root is None:
            return
        abstract = {str(attribute(found, "abstractNumId")): found for found in root.findall(f"{W}abstractNum")}
        pointers = {
            str(attribute(found, "numId")): str(attribute(found.find(f"{W}abstractNumId")))
            for found in root.findall(f"{W}num")
        }
        for found in root.findall(f"{W}num"):
            name = _resolve(str(attribute(found.find(f"{W}abstractNumId"))), abstract, pointers, styles)
            self._lists[str(attribute(found, "numId"))] = self._read_list(found, name, abstract.get(name))

    def label(self, number: ParagraphNumber, style: str | None) -> str:
        """The number printed before the next paragraph of a list, with its gap; empty for bullets and unknown lists."""
        counted = self._lists.get(number.list_id)
        if counted is None:
            return ""
        level = self._level(counted, number, style)
        if level not in counted.levels:
            return ""
        self._count(counted, level)
        return self._printed(counted, level)

    def _read_list(self, found: etree._Element, name: str, definition: etree._Element | None) -> _List:
        levels = {} if definition is None else dict(map(_read_level, definition.findall(f"{W}lvl")))
        overrides: dict[int, int] = {}
        for override in found.findall(f"{W}lvlOverride"):
            level = number_of(override, "ilvl")
            if level is None:
                continue
            for own in override.findall(f"{W}lvl"):
                levels[level] = _read_level(own)[1]
            start = number_of(override.find(f"{W}startOverride"))
            if start is not None:
                overrides[level] = start
                levels[level] = replace(levels.get(level, _Level()), start=start)
        return _List(levels, self._counters.setdefault(name, {}), overrides)

    @staticmethod
    def _level(counted: _List, number: ParagraphNumber, style: str | None) -> int:
        if style is not None:
            for level, definition in counted.levels.items():
                if definition.paragraph_style == style:
                    return level
        return number.level or 0

    @staticmethod
    def _count(counted: _List, level: int) -> None:
        if not counted.used:
            counted.used = True
            for overridden in counted.overrides:
                counted.counters.pop(overridden, None)
        current = counted.counters.get(level)
        counted.counters[level] = counted.levels[level].start if current is None else current + 1
        for deeper in range(level + 1, _LEVELS):
            definition = counted.levels.get(deeper, _Level())
            restarts_after = deeper if definition.restart is None else definition.restart
            if level < restarts_after:
                counted.counters.pop(deeper, None)

    def _printed(self, counted: _List, level: int) -> str:
        definition = counted.levels[level]
        if definition.style == "bullet":
            return ""

        def place(match: re.Match[str]) -> str:
            named = int(match.group(1)) - 1
            other = counted.levels.get(named, _Level())
            # A level above that has not been counted yet prints its first number.
            return self._numeral(
                counted.counters.get(named, other.start), "decimal" if definition.legal else other.style
            )

        text = _PLACEHOLDER.sub(place, definition.text)
        if not text.strip():
            return ""
        if definition.suffix == "nothing" or (definition.suffix == "tab" and _NO_GAP_AFTER.search(text)):
            return text
        return text + " "

    def _numeral(self, number: int, style: str) -> str:
        printed = numeral(number, style)
        if printed is None:
            self.unknown_styles.add(style)
            return str(number)
        return printed


def _read_level(found: etree._Element) -> tuple[int, _Level]:
    style = found.find(f"{W}numFmt")
    if style is None:
        # Word wraps newer formats in mc:AlternateContent; the last choice is the one for every reader.
        style = next(iter(reversed(list(found.iter(f"{W}numFmt")))), None)
    level = _Level(
        start=number_of(found.find(f"{W}start")) or 0,
        style=attribute(style) or "decimal",
        text=attribute(found.find(f"{W}lvlText")) or "",
        suffix=attribute(found.find(f"{W}suff")) or "tab",
        restart=number_of(found.find(f"{W}lvlRestart")),
        legal=switch(found, "isLgl") is True,
        paragraph_style=attribute(found.find(f"{W}pStyle")),
    )
    return number_of(found, "ilvl") or 0, level


def _resolve(name: str, abstract: dict[str, etree._Element], pointers: dict[str, str], styles: Styles) -> str:
    """Follow ``numStyleLink`` to the definition that holds the levels."""
    for _ in range(_LEVELS):
        definition = abstract.get(name)
        link = attribute(None if definition is None else definition.find(f"{W}numStyleLink"))
        linked = styles.list_of(link) if link is not None else None
        if linked is None or linked not in pointers:
            return name
        name = pointers[linked]
    return name
