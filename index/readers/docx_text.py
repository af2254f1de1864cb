"""The text of one .docx paragraph as it prints: field results, kept insertions, no deletions, no hidden text."""

from dataclasses import dataclass

from lxml import etree

from index.readers.docx_styles import Styles, W, attribute, number_of, switch
from index.readers.writer import subscript, superscript

_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_PASSED_OVER = frozenset({"pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "rt", "txbxContent"})
_CHARACTERS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_KNOWN_NAMESPACES = frozenset({"wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "a14", "v"})
_PICTURES = frozenset({"blip", "imagedata", "chart", "OLEObject", "relIds"})

# Characters that w:sym takes from a font of its own: signs of comparison and ticked boxes are all that figures need.
_SYMBOLS = {
    ("symbol", 0xB3): "≥", ("symbol", 0xA3): "≤", ("symbol", 0xB4): "×", ("symbol", 0xB1): "±", ("symbol", 0xB8): "÷",
    ("symbol", 0xB9): "≠", ("symbol", 0xBB): "≈", ("symbol", 0xB0): "°", ("symbol", 0xB7): "·", ("symbol", 0x2D): "-",
    ("wingdings", 0xFE): "☑", ("wingdings", 0xFD): "☒", ("wingdings", 0xA8): "□", ("wingdings", 0x6F): "□",
    ("wingdings", 0xFC): "✓", ("wingdings", 0xFB): "✗", ("wingdings 2", 0x52): "☑", ("wingdings 2", 0x53): "☒",
    ("wingdings 2", 0xA3): "□", ("wingdings 2", 0x50): "✓", ("wingdings 2", 0x4F): "✗",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A paragraph's text, the text boxes anchored in it, and what was left out of it."""

    text: str
    boxes: tuple[etree._Element, ...] = ()
    hidden: str = ""
    struck: str = ""
    pictures: int = 0
    unknown_symbols: int = 0


def local_name(element: etree._Element) -> str:
    """The tag without its namespace; empty for comments and processing instructions."""
    tag: object = element.tag  # a function for comments, whatever the stubs say
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def chosen(element: etree._Element) -> etree._Element:
    """The one branch of ``mc:AlternateContent`` to read; any other element is itself."""
    if element.tag != _ALTERNATE or not len(element):
        return element
    for branch in element:
        required = (branch.get("Requires") or "").split()
        if local_name(branch) == "Choice" and _KNOWN_NAMESPACES.issuperset(required):
            return branch
    return element[-1]


def paragraph_text(paragraph: etree._Element, styles: Styles) -> PrintedText:
    """Read one ``w:p``."""
    reading = _Reading(paragraph, styles)
    reading.walk(paragraph)
    return PrintedText(
        "".join(reading.text),
        tuple(reading.boxes),
        "".join(reading.hidden).strip(),
        "".join(reading.struck).strip(),
        reading.pictures,
        reading.unknown_symbols,
    )


class _Reading:
    def __init__(self, paragraph: etree._Element, styles: Styles) -> None:
        self._paragraph = paragraph
        self._styles = styles
        # One entry per open field: whether its code is being passed over. A field left open ends with the paragraph,
        # so that a damaged one cannot swallow the rest of the document.
        self._fields: list[bool] = []
        self.text: list[str] = []
        self.boxes: list[etree._Element] = []
        self.hidden: list[str] = []
        self.struck: list[str] = []
        self.pictures = 0
        self.unknown_symbols = 0

    def walk(self, element: etree._Element, shift: str | None = None) -> None:
        for child in element:
            child = chosen(child)
            name = local_name(child)
            if name == "r":
                self._run(child, shift)
            elif name in {"sup", "sub"}:
                self.walk(child, {"sup": "superscript", "sub": "subscript"}[name])
            elif name == "den":
                self.text.append("/")
                self.walk(child, shift)
            elif name and name not in _PASSED_OVER:
                self.walk(child, shift)

    def _run(self, run: etree._Element, shift: str | None) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None:
            shift = attribute(properties.find(f"{W}vertAlign")) or shift
        target = self.text
        if self._styles.is_hidden(run, self._paragraph):
            target = self.hidden
        elif switch(properties, "strike") or switch(properties, "dstrike"):
            target = self.struck
        for child in run:
            self._piece(chosen(child), target, shift)

    def _piece(self, piece: etree._Element, target: list[str], shift: str | None) -> None:
        name = local_name(piece)
        if name == "fldChar":
            self._field(attribute(piece, "fldCharType"))
        elif any(self._fields):
            return
        elif name == "t":
            text = piece.text or ""
            target.append(
                superscript(text) if shift == "superscript" else subscript(text) if shift == "subscript" else text
            )
        elif name in _CHARACTERS:
            target.append(_CHARACTERS[name])
        elif name == "sym":
            target.append(self._symbol(piece))
        elif name == "ruby":
            self.walk(piece, shift)
        elif name in {"Choice", "Fallback"}:
            for child in piece:
                self._piece(child, target, shift)
        elif name in {"drawing", "pict", "object"}:
            self._drawing(piece)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _symbol(self, piece: etree._Element) -> str:
        code = int(attribute(piece, "char") or "0", 16)
        font = (attribute(piece, "font") or "").lower()
        found = _SYMBOLS.get((font, code & 0xFF))
        if found is not None:
            return found
        if not 0xF000 <= code <= 0xF0FF and code:
            return chr(code)
        self.unknown_symbols += 1
        return "\N{REPLACEMENT CHARACTER}"

    def _drawing(self, drawing: etree._Element) -> None:
        """Outermost text boxes are read by the caller; text boxes within them are found there."""
        waiting = list(reversed([chosen(child) for child in drawing]))
        while waiting:
            element = waiting.pop()
            name = local_name(element)
            if name == "txbxContent":
                self.boxes.append(element)
                continue
            if name in _PICTURES:
                self.pictures += 1
            waiting.extend(reversed([chosen(child) for child in element]))


def paragraph_mark(paragraph: etree._Element) -> etree._Element | None:
    """Properties of the paragraph mark, which can be deleted or hidden like a character."""
    return paragraph.find(f"{W}pPr/{W}rPr")


def grid_number(properties: etree._Element | None, name: str) -> int:
    """A count of grid columns such as ``w:gridBefore``, 0 where absent."""
    return max(0, number_of(None if properties is None else properties.find(W + name)) or 0)
