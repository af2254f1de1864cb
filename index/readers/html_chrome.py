"""What a web page wraps around its article: menus, footers, share buttons, hidden parts. Tables with figures stay.

Every rule that goes by name or by density of links is a guess, so none of them may remove a table that holds a figure
or a longer text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

Notes = list[str]

MIN_PROSE = 200
MIN_LINKS = 3
LINK_DENSITY = 0.7
# Below this share of the text, a container with an article's name is only a part of the article.
MAIN_SHARE = 0.8
MAX_CHROME_SHARE = 0.5

_NEVER_TEXT = (
    "script", "style", "noscript", "template", "svg", "canvas", "object", "embed", "video", "audio", "button", "select",
    "textarea", "input", "datalist", "map", "head", "xml", "noframes", "rp", "rt",
)  # fmt: skip
_CHROME_TAGS = frozenset({"nav", "footer", "aside"})
_CHROME_TAGS_IF_SHORT = frozenset({"header", "form"})
_CHROME_WORDS = frozenset(
    "nav navbar navi navigation menu submenu breadcrumb breadcrumbs crumb crumbs footer foot copyright share sharing "
    "bshare bdsharebuttonbox print dayin sidebar recommend recommended tuijian related xiangguan relevant toolbar "
    "pager pagination search login banner topbar qrcode ewm friendlink friendlinks weizhi dqwz advert ads fontsize "
    "closewin logo comments".split()
)
_CHROME_ENDINGS = ("nav", "menu", "navbar", "breadcrumb", "footer", "sidebar")
# print-content and share-article are names of articles.
_ARTICLE_WORDS = frozenset("content article main body text con title zoom".split())
_MAIN_NAMES = frozenset(
    "zoom fontzoom trs_editor trs_editor_view trs_ueditor view ucap-content article article-content article_content "
    "articlecontent content_main pages_content xxgk-content xxgk_content news_content newscontent con_txt textcontent "
    "text-content vsb_content v_news_content wp_articlecontent entry-content mainbody detail-content "
    "printcontent".split()
)
_TABLE_PARTS = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot", "caption", "col", "colgroup"})
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
_FIGURE = re.compile(r"[≥≤><＞＜＝=约]?\s*+[-−－+]?\s*+[¥￥]?\s*+\d[\d,，]*(?:[.．]\d+)?\s*[%％‰]?[^\d\s]{0,4}")
_MAX_FIGURE = 30


@dataclass(slots=True)
class _Measure:
    text: int = 0
    linked: int = 0
    links: int = 0

    def add(self, other: "_Measure") -> None:
        self.text += other.text
        self.linked += other.linked
        self.links += other.links


def article(root: etree._Element, notes: Notes) -> etree._Element:
    """Strip the page in place and return the element that holds its article (the body, where none is recognised)."""
    _remove_all(root.iter(*_NEVER_TEXT))
    figures = _with_figures(root)
    hidden = [element for element in root.iter() if _is_hidden(element)]
    if any(element in figures for element in hidden):
        notes.append("a hidden table with figures left out")
    _remove_all(iter(hidden))
    figures = _with_figures(root)
    _strip_chrome(root, figures)
    body = root.find("body")
    return _main(root if body is None else body, figures)


def _strip_chrome(root: etree._Element, figures: set[etree._Element]) -> None:
    measures = _measure(root)
    whole = measures[root].text - measures[root].linked
    # Removing anything inside a data table would move its figures to other columns.
    tables = {element for element in root.iter("table") if element in figures and element.find(".//table") is None}
    chrome = []
    for element in root.iter():
        if (
            element in figures
            or element.tag in {"html", "body"}
            or next(element.iterancestors("table"), None) in tables
        ):
            continue
        measure = measures[element]
        # A wrapper named has-sidebar can hold the whole of a short page.
        short = measure.text - measure.linked < min(MIN_PROSE, MAX_CHROME_SHARE * whole)
        linked = measure.links >= MIN_LINKS and measure.linked >= LINK_DENSITY * measure.text
        if (
            element.tag in _CHROME_TAGS
            or (short and _is_named_chrome(element))
            or (linked and element.tag not in _TABLE_PARTS)
        ):
            chrome.append(element)
    _remove_all(iter(chrome))


def _main(body: etree._Element, figures: set[etree._Element]) -> etree._Element:
    """The smallest container with an article's name that holds every table with figures and most of the text."""
    measures = _measure(body)
    whole = measures[body].text - measures[body].linked
    tables = [element for element in body.iter("table") if element in figures]
    best = body
    for element in body.iter():
        names = {name.lower() for name in (element.get("id") or "", *(element.get("class") or "").split())}
        if element.tag not in {"article", "main"} and element.get("role") != "main" and not names & _MAIN_NAMES:
            continue
        measure = measures[element]
        if measure.text - measure.linked < MAIN_SHARE * whole or measure.text > measures[best].text:
            continue
        inside = set(element.iter("table"))
        if all(table in inside for table in tables):
            best = element
    return best


def _with_figures(root: etree._Element) -> set[etree._Element]:
    """Elements that are, or contain, a table cell with nothing but a figure that is no link."""
    marked: set[etree._Element] = set()
    for cell in root.iter("td", "th"):
        text = flat_text(cell)
        if not is_figure(text) or _all_linked(cell, text):
            continue
        element: etree._Element | None = cell
        while element is not None and element not in marked:
            marked.add(element)
            element = element.getparent()
    return marked


def _all_linked(cell: etree._Element, text: str) -> bool:
    return "".join(flat_text(link) for link in cell.iter("a") if _leads_away(link)) == text


def _leads_away(link: etree._Element) -> bool:
    return bool(link.get("href")) and not str(link.get("href")).startswith("#")


def _measure(root: etree._Element) -> dict[etree._Element, _Measure]:
    """Characters, linked characters and links of every element, in one pass."""
    measures: dict[etree._Element, _Measure] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        measure = _Measure(text=len("".join((element.text or "").split())))
        for child in element:
            measure.add(measures[child])
            measure.text += len("".join((child.tail or "").split()))
        if element.tag == "a" and _leads_away(element):
            measure.links, measure.linked = 1, measure.text
        measures[element] = measure
    return measures


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def flat_text(element: etree._Element) -> str:
    """All text of an element on one line."""
    return " ".join("".join(str(text) for text in element.itertext()).split())


def is_figure(text: str) -> bool:
    """Whether a cell's text is nothing but a figure, with at most a comparator and a short unit."""
    return len(text) <= _MAX_FIGURE and _FIGURE.fullmatch(text) is not None


def _is_named_chrome(element: etree._Element) -> bool:
    if element.tag in _TABLE_PARTS:
        return False
    if element.tag in _CHROME_TAGS_IF_SHORT:
        return element.tag == "form" or not _inside_article(element)
    named = f"{element.get('id') or ''} {element.get('class') or ''}"
    words = {word.lower() for word in _WORDS.findall(named)}
    if words & {"print", "share"} and words & _ARTICLE_WORDS:
        return False
    return bool(words & _CHROME_WORDS) or any(word.endswith(_CHROME_ENDINGS) for word in words)


def _inside_article(element: etree._Element) -> bool:
    return any(ancestor.tag in {"article", "main"} for ancestor in element.iterancestors())


def _remove_all(elements: Iterator[etree._Element]) -> None:
    for element in list(elements):
        parent = element.getparent()
        if parent is None:
            continue
        previous = element.getprevious()
        if element.tail and previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        elif element.tail:
            parent.text = (parent.text or "") + element.tail
        parent.remove(element)
