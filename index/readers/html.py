"""Web pages (.html, and HTML that is named .doc or .xls): the article without its site, tables with their spans."""

import re

from lxml import etree

from index.document import Source
from index.errors import UnreadableFile
from index.readers.html_chrome import article, flat_text
from index.readers.html_encoding import decode
from index.readers.html_flow import Flow, Text
from index.readers.html_tables import read_table
from index.readers.writer import SourceWriter

_ATTACHMENT = re.compile(r"\.(?:docx?|xlsx?|pdf|zip|rar|wps|et|ofd)(?:[?#]|$)", re.I)
_SITE_SUFFIX = re.compile(r"\s*(?:[_|]|--| [-–—] ).*$", re.S)
_NAMES_A_DISCLOSURE = re.compile(r"预算|决算|預算|決算|公开|公開|三公")


def read(file: str, content: bytes) -> Source:
    """Source of one web page."""
    text, notes = decode(content)
    return read_pages(file, [text], "html", notes)


def read_pages(file: str, pages: list[str], format: str, notes: tuple[str, ...]) -> Source:
    """Source of pages that belong together, one after another (the sheets of a workbook saved as MHTML)."""
    reading = _Reading()
    for page in pages:
        reading.page(_parsed(file, page))
    return reading.writer.source(format, (*notes, *reading.notes))


def _parsed(file: str, page: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    root = etree.fromstring(page.encode("utf-8", errors="replace") or b" ", parser)
    # The parser drops the rest of a page at its limits and says so only here.
    if root is None or any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise UnreadableFile(
            file,
            "its HTML is damaged, or nested too deeply to be read whole",
            "Open it in a browser or in Word, save it as .docx and ingest it again",
        )
    return root


class _Reading:
    def __init__(self) -> None:
        self.writer = SourceWriter()
        self.notes: list[str] = []

    def page(self, root: etree._Element) -> None:
        titles = _page_titles(root)
        self._note_attachments(root)
        main = article(root, self.notes)
        heading = next((text for text in map(flat_text, root.iter("h1")) if text), "")
        titles = ([(heading, "<h1>")] if heading else []) + titles
        if titles and _squashed(titles[0][0]) not in _squashed(flat_text(main)):
            self.writer.paragraph(titles[0][0], level=1)
            self.notes.append(f"title taken from {titles[0][1]} of the page")
        self._story(main)
        pictures = sum(1 for _ in main.iter("img"))
        frames = sum(1 for _ in main.iter("iframe", "frame"))
        if pictures:
            self.notes.append(f"{pictures} picture(s) not read")
        if frames:
            self.notes.append(f"{frames} frame(s) of other pages not read")

    def _story(self, element: etree._Element) -> None:
        if element.tag == "table":
            self._table(element)
            return
        flow = Flow()
        for piece in flow.pieces(element):
            self._piece(piece)
        self._note_struck(flow.struck)

    def _piece(self, piece: Text | etree._Element) -> None:
        if not isinstance(piece, Text):
            self._table(piece)
        elif piece.level is not None:
            self.writer.paragraph(piece.text, level=piece.level)
        else:
            # Pages break their paragraphs by <br> as often as by <p>.
            for line in piece.text.split("\n"):
                self.writer.paragraph(line)

    def _table(self, element: etree._Element) -> None:
        table = read_table(element)
        self._note_struck(table.struck)
        for piece in table.loose:
            self._piece(piece)
        if table.is_layout:
            for row in table.rows:
                for cell in row:
                    for piece in cell.pieces:
                        self._piece(piece)
            return
        self.writer.table(table.printed())
        for nested in table.nested:
            self._table(nested)

    def _note_struck(self, count: int) -> None:
        if count:
            self.notes.append("struck-out text left out")

    def _note_attachments(self, root: etree._Element) -> None:
        targets = [str(link.get("href")) for link in root.iter("a") if _ATTACHMENT.search(link.get("href") or "")]
        names = list(dict.fromkeys(target.rpartition("/")[2] for target in targets))
        if names:
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            self.notes.append(f"attachments not read: {', '.join(names[:5])}{more}")


def _page_titles(root: etree._Element) -> list[tuple[str, str]]:
    """Titles the head of the page states, the article's own first; the <title> of an Office file says nothing."""
    metas = {(meta.get("name") or "").lower(): meta.get("content") or "" for meta in root.iter("meta")}
    titles = [(metas.get("articletitle", ""), "<meta name=ArticleTitle>")]
    stated = next((flat_text(title) for title in root.iter("title")), "")
    if "microsoft" not in metas.get("generator", "").lower() and _NAMES_A_DISCLOSURE.search(stated):
        titles.append((_SITE_SUFFIX.sub("", stated), "<title>"))
    return [(text.strip(), where) for text, where in titles if text.strip()]


def _squashed(text: str) -> str:
    return "".join(text.split())
