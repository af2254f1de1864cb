"""What a .docx says about paragraphs through its styles: outline level, numbering, hidden text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    """A ``w:`` attribute of an element that may be absent."""
    return None if element is None else element.get(W + name)


def number_of(element: etree._Element | None, name: str = "val") -> int | None:
    """A ``w:`` attribute as an integer; None where it is absent or no integer."""
    text = attribute(element, name)
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else None


def switch(properties: etree._Element | None, name: str) -> bool | None:
    """An on/off property such as ``w:vanish``; None where it is not stated."""
    element = None if properties is None else properties.find(W + name)
    return None if element is None else (attribute(element) or "1").lower() not in _OFF


@dataclass(frozen=True, slots=True)
class ParagraphNumber:
    """The list a paragraph counts in: ``w:numId`` and the level from 0."""

    list_id: str
    level: int | None


class Styles:
    """``styles.xml``; every question follows ``basedOn`` until a style answers."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {str(attribute(style, "styleId")): style for style in found}
        self._default = next(
            (
                str(attribute(s, "styleId"))
                for s in found
                if s.get(f"{W}type") == "paragraph" and s.get(f"{W}default") in ("1", "true")
            ),
            None,
        )

    def outline_level(self, paragraph: etree._Element) -> int | None:
        """Heading level from 1, as the paragraph or its style states it (9 in the file is body text)."""
        direct = number_of(paragraph.find(f"{W}pPr/{W}outlineLvl"))
        if direct is not None:
            return direct + 1 if 0 <= direct < 9 else None
        for style in self._chain(self._style_of(paragraph)):
            stated = number_of(style.find(f"{W}pPr/{W}outlineLvl"))
            if stated is not None:
                return stated + 1 if 0 <= stated < 9 else None
            heading = _HEADING.fullmatch(attribute(style.find(f"{W}name")) or "")
            if heading:
                return int(heading.group(1))
        return None

    def number(self, paragraph: etree._Element) -> tuple[ParagraphNumber, str | None] | None:
        """List of a paragraph and, where a style put it there, that style's id."""
        direct = paragraph.find(f"{W}pPr/{W}numPr")
        direct_level = number_of(None if direct is None else direct.find(f"{W}ilvl"))
        direct_list = attribute(None if direct is None else direct.find(f"{W}numId"))
        if direct_list is not None:
            return (ParagraphNumber(direct_list, direct_level), None) if direct_list != "0" else None
        level = direct_level
        for style in self._chain(self._style_of(paragraph)):
            numbered = style.find(f"{W}pPr/{W}numPr")
            if numbered is None:
                continue
            level = number_of(numbered.find(f"{W}ilvl")) if level is None else level
            list_id = attribute(numbered.find(f"{W}numId"))
            if list_id is not None:
                return (ParagraphNumber(list_id, level), attribute(style, "styleId")) if list_id != "0" else None
        return None

    def list_of(self, style: str) -> str | None:
        """``w:numId`` that a numbering style stands for."""
        found = self._styles.get(style)
        return attribute(None if found is None else found.find(f"{W}pPr/{W}numPr/{W}numId"))

    def is_hidden(self, run: etree._Element, paragraph: etree._Element) -> bool:
        """Whether a run is hidden text: by itself, by its character style, else by the paragraph's style."""
        properties = run.find(f"{W}rPr")
        direct = switch(properties, "vanish")
        if direct is not None:
            return direct
        named = attribute(None if properties is None else properties.find(f"{W}rStyle"))
        for chain in (self._chain(named), self._chain(self._style_of(paragraph))):
            for style in chain:
                stated = switch(style.find(f"{W}rPr"), "vanish")
                if stated is not None:
                    return stated
        return False

    def _style_of(self, paragraph: etree._Element) -> str | None:
        named = attribute(paragraph.find(f"{W}pPr/{W}pStyle"))
        return named if named in self._styles else self._default

    def _chain(self, name: str | None) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while name is not None and name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = attribute(self._styles[name].find(f"{W}basedOn"))
