"""Word documents (.docx) as they print: body text in order, automatic numbers, tables with their merged cells.

Headers, footers, footnotes and comments live in parts of their own and are not body text. The XML is read here rather
than through python-docx, whose ``iter_inner_content`` passes over content controls; see also ``ooxml``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from index.document import Source
from index.errors import UnreadableFile
from index.readers.docx_numbering import Numbering
from index.readers.docx_styles import Styles, W, attribute, switch
from index.readers.docx_text import PrintedText, chosen, grid_number, local_name, paragraph_mark, paragraph_text
from index.readers.ooxml import Package
from index.readers.writer import SourceWriter, printable

MAX_SPAN = 1000

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "Choice", "Fallback"})


@dataclass(frozen=True, slots=True)
class _Printed:
    text: str
    level: int | None
    boxes: tuple[etree._Element, ...]


@dataclass(slots=True)
class _Cell:
    text: str
    rowspan: int = 1
    colspan: int = 1


def read(file: str, content: bytes) -> Source:
    """Source of a .docx. Raises ``UnreadableFile`` where it has no main document."""
    package = Package(file, content)
    main = package.related("", "officeDocument") or "word/document.xml"
    document = package.part(main)
    body = None if document is None else document.find(f"{W}body")
    if body is None:
        raise UnreadableFile(
            file, "it has no document body", "Open it in Word or WPS, save it as .docx and ingest it again"
        )
    styles = Styles(_part(package, main, "styles"))
    reading = _Reading(styles, Numbering(_part(package, main, "numbering"), styles))
    reading.story(body)
    return reading.source()


def _part(package: Package, main: str, kind: str) -> etree._Element | None:
    name = package.related(main, kind)
    return None if name is None else package.part(name)


class _Reading:
    """One pass over a document, in reading order: numbers are counted on the way."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._writer = SourceWriter()
        self._left_out: dict[str, list[str]] = {"hidden": [], "struck-out": [], "hidden in a merged cell": []}
        self._pictures = 0
        self._symbols = 0
        self._footnotes = 0
        self._embedded = 0

    def story(self, container: etree._Element) -> None:
        """Write the paragraphs and tables of a body or a text box."""
        for block in self._flow(container):
            if isinstance(block, _Printed):
                self._writer.paragraph(block.text, level=block.level)
                for box in block.boxes:
                    self.story(box)
            else:
                self._table(block)

    def source(self) -> Source:
        notes = [
            f"{kind} text left out: {len(texts)} place(s), the first “{texts[0][:20]}”"
            for kind, texts in self._left_out.items()
            if texts
        ]
        counts = (
            (self._footnotes, "footnote(s) or endnote(s) left out"),
            (self._pictures, "picture(s), chart(s) or embedded object(s) not read"),
            (self._embedded, "embedded document(s) not read"),
            (self._symbols, "symbol(s) of an unknown font shown as \N{REPLACEMENT CHARACTER}"),
        )
        notes += [f"{count} {what}" for count, what in counts if count]
        unknown = sorted(self._numbering.unknown_styles)
        notes += [f"automatic numbers of style {style} written as 1, 2, 3" for style in unknown]
        return self._writer.source("docx", notes)

    def _flow(self, container: etree._Element) -> Iterator[_Printed | etree._Element]:
        """Paragraphs and ``w:tbl`` elements. A paragraph whose mark was deleted goes on in the next one."""
        carried, carried_boxes = "", ()  # type: str, tuple[etree._Element, ...]
        for element in self._wrapped(container, {"p", "tbl"}):
            if local_name(element) == "tbl":
                yield element
                continue
            printed = paragraph_text(element, self._styles)
            self._remember(printed, element)
            mark = paragraph_mark(element)
            if mark is not None and mark.find(f"{W}del") is not None:
                carried, carried_boxes = carried + printed.text, (*carried_boxes, *printed.boxes)
                continue
            text, boxes = carried + printed.text, (*carried_boxes, *printed.boxes)
            carried, carried_boxes = "", ()
            invisible = not text.strip() and bool(printed.hidden or switch(mark, "vanish"))
            label = "" if invisible else self._label(element)
            yield _Printed(_joined(label, text), self._styles.outline_level(element), boxes)
        if carried or carried_boxes:
            yield _Printed(carried, None, carried_boxes)

    def _wrapped(self, container: etree._Element, names: set[str]) -> Iterator[etree._Element]:
        """Children of these names, also inside content controls, insertions and alternatives."""
        waiting = list(reversed(container))
        while waiting:
            element = chosen(waiting.pop())
            name = local_name(element)
            if name in names:
                yield element
            elif name == "altChunk":
                self._embedded += 1
            elif name in _WRAPPERS:
                waiting.extend(reversed(element))

    def _remember(self, printed: PrintedText, paragraph: etree._Element) -> None:
        if printed.hidden:
            self._left_out["hidden"].append(printed.hidden)
        if printed.struck:
            self._left_out["struck-out"].append(printed.struck)
        self._pictures += printed.pictures
        self._symbols += printed.unknown_symbols
        self._footnotes += sum(1 for _ in paragraph.iter(f"{W}footnoteReference", f"{W}endnoteReference"))

    def _label(self, paragraph: etree._Element) -> str:
        found = self._styles.number(paragraph)
        return "" if found is None else self._numbering.label(*found)

    def _table(self, table: etree._Element) -> None:
        """Write a table, then what stands inside its cells but is no cell text: nested tables and text boxes."""
        inner: list[etree._Element] = []
        self._writer.table(
            [(cell.text, cell.rowspan, cell.colspan) for cell in row] for row in self._rows(table, inner)
        )
        for element in inner:
            if local_name(element) == "tbl":
                self._table(element)
            else:
                self.story(element)

    def _rows(self, table: etree._Element, inner: list[etree._Element]) -> list[list[_Cell]]:
        rows: list[list[_Cell]] = []
        open_merges: dict[int, _Cell] = {}
        for element in self._wrapped(table, {"tr"}):
            properties = element.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            if switch(properties, "hidden"):
                self._left_out["hidden"].append(" ".join(text.text or "" for text in element.iter(f"{W}t")))
                continue
            row, open_merges = self._row(element, open_merges, inner)
            rows.append(row)
        return rows

    def _row(
        self, element: etree._Element, above: dict[int, _Cell], inner: list[etree._Element]
    ) -> tuple[list[_Cell], dict[int, _Cell]]:
        """Cells that start in a row, and the vertical merges open below it by their grid column."""
        properties = element.find(f"{W}trPr")
        column = grid_number(properties, "gridBefore")
        row = [_Cell("", colspan=column)] if column else []
        below: dict[int, _Cell] = {}
        for found, span in self._spans(element):
            merge = found.find(f"{W}tcPr/{W}vMerge")
            origin = above.get(column) if _continues(merge) else None
            held: list[etree._Element] = []
            text = self._cell_text(found, held)
            if origin is not None and origin.colspan == span:
                origin.rowspan += 1
                self._covered(text)
            else:
                origin = _Cell(text, colspan=span)
                row.append(origin)
                inner.extend(held)
            if merge is not None:
                below[column] = origin
            column += span
        after = grid_number(properties, "gridAfter")
        if after:
            row.append(_Cell("", colspan=after))
        return row, below

    def _spans(self, row: etree._Element) -> list[tuple[etree._Element, int]]:
        """Cells of a row with their width in grid columns; ``w:hMerge`` (the old way) widens the one before."""
        spans: list[tuple[etree._Element, int]] = []
        for cell in self._wrapped(row, {"tc"}):
            width = min(max(1, grid_number(cell.find(f"{W}tcPr"), "gridSpan")), MAX_SPAN)
            if spans and _continues(cell.find(f"{W}tcPr/{W}hMerge")):
                first, before = spans[-1]
                spans[-1] = (first, before + width)
                self._covered(self._cell_text(cell, []))
            else:
                spans.append((cell, width))
        return spans

    def _cell_text(self, cell: etree._Element, inner: list[etree._Element]) -> str:
        lines = []
        for block in self._flow(cell):
            if isinstance(block, _Printed):
                lines.append(printable(block.text))
                inner.extend(block.boxes)
            else:
                inner.append(block)
        return "\n".join(line for line in lines if line)

    def _covered(self, text: str) -> None:
        if text.strip():
            self._left_out["hidden in a merged cell"].append(text)


def _continues(merge: etree._Element | None) -> bool:
    """Whether a cell goes on with the merge of its neighbour; Word leaves the value out for "continue"."""
    return merge is not None and (attribute(merge) or "continue") == "continue"


def _joined(label: str, text: str) -> str:
    """Number and text; 1. before 2021年 keeps a gap, or it would read as 1.2021."""
    text = text.lstrip()
    glued = label[-1:].isdigit() or label[-1:] in {".", "．"}
    return f"{label} {text}" if glued and text[:1].isdigit() else label + text
