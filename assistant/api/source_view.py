"""A document as a page: its paragraphs, its tables as tables, and the cited place marked, from the stored parse alone.

Every text of a document is escaped; the page runs no script, so that it works where scripts are blocked and nothing in a file can run.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from assistant.evidence import place_url
from index.document import Cell, Section
from index.fact_rows import DocumentRow, StoredFinding, TableRow

_FAMILIES = {"budget": "预算", "final": "决算"}
_SEVERITIES = {"conflict": "矛盾", "slip": "笔误", "gap": "缺漏", "rounding": "尾差"}
_LOWEST_HEADING = 6
_MOST_LED_TO = 20  # cited cells of a table whose headers are marked; a citation names one


@dataclass(frozen=True, slots=True)
class Source:
    """What a page is made of: the document as stored, and the cells of each of its tables by number."""

    row: DocumentRow
    text: str
    sections: Sequence[Section]
    tables: Sequence[TableRow]
    cells: dict[int, Sequence[Cell]]
    findings: Sequence[StoredFinding]


def page(source: Source, at: tuple[int, int] | None) -> str:
    """The page of a document, with the characters ``at`` marked where they stand; the first of them is the element ``at``."""
    row = source.row
    about = " · ".join(
        part
        for part in (row.entity, f"{row.period}年" if row.period else "", _FAMILIES.get(row.family, ""), row.file)
        if part
    )
    body = "".join(_blocks(source, _Mark(at)))
    return (
        '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(row.title)}</title><link rel="stylesheet" href="/static/source.css"></head><body>'
        f'<header><p class="about">{escape(about)}</p><p class="title">{escape(row.title)}</p>'
        f'<p class="links"><a href="/documents/{row.id}/original" download>下载原件</a> '
        f'<a href="/documents/{row.id}/text" download>下载文本</a></p></header>'
        f"{_findings(source)}<main>{body}</main></body></html>"
    )


class _Mark:
    """The marked characters; the first element that holds any of them is where the page opens."""

    def __init__(self, at: tuple[int, int] | None) -> None:
        self._at = at
        self._opened = False

    def within(self, start: int, end: int) -> tuple[int, int] | None:
        """The marked part of some characters."""
        if self._at is None:
            return None
        if start == end == self._at[0] == self._at[1]:
            return self._at  # a blank cell
        first, last = max(start, self._at[0]), min(end, self._at[1])
        return (first, last) if first < last else None

    def anchor(self) -> str:
        """The id of the first element that is marked, and nothing for those behind it."""
        opened, self._opened = self._opened, True
        return "" if opened else ' id="at"'


def _blocks(source: Source, mark: _Mark) -> Iterable[str]:
    headings = {section.start: section.level for section in source.sections if section.path}
    tables = sorted(source.tables, key=lambda table: table.start)
    at, upcoming = 0, 0
    while at < len(source.text):
        while upcoming < len(tables) and tables[upcoming].end <= at:
            upcoming += 1
        table = tables[upcoming] if upcoming < len(tables) else None
        if table is not None and table.start <= at:
            yield _table(table, source.cells[table.number], mark)
            at = table.end
            continue
        stop = source.text.find("\n", at)
        stop = len(source.text) if stop < 0 else stop
        stop = min(stop, table.start) if table is not None else stop
        if source.text[at:stop].strip():
            yield _paragraph(source.text, at, stop, headings.get(at), mark)
        at = max(stop, at + 1) if stop == at else stop + (stop < len(source.text) and source.text[stop] == "\n")


def _paragraph(text: str, start: int, end: int, level: int | None, mark: _Mark) -> str:
    tag = "p" if level is None else f"h{min(level + 1, _LOWEST_HEADING)}"
    return f"<{tag}>{_marked(text, start, end, mark)}</{tag}>"


def _marked(text: str, start: int, end: int, mark: _Mark) -> str:
    part = mark.within(start, end)
    if part is None:
        return escape(text[start:end])
    first, last = part
    return f"{escape(text[start:first])}<mark{mark.anchor()}>{escape(text[first:last])}</mark>{escape(text[last:end])}"


def _table(table: TableRow, cells: Sequence[Cell], mark: _Mark) -> str:
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    cited = [cell for cell in cells if mark.within(cell.start, cell.end)][:_MOST_LED_TO]
    taken: set[tuple[int, int]] = set()
    at = {(cell.row, cell.column): cell for cell in cells}
    rows = []
    for row in range(table.rows):
        parts = []
        for column in range(table.columns):
            cell = at.get((row, column))
            if (row, column) in taken:
                continue
            parts.append(_cell(cell, mark, _leads_to(cell, cited)) if cell else "<td></td>")
            taken |= _covered(cell) if cell else set()
        rows.append(f"<tr>{''.join(parts)}</tr>")
    return f'<div class="table"><table>{caption}{"".join(rows)}</table></div>'


def _covered(cell: Cell) -> set[tuple[int, int]]:
    """The places of the grid that a cell takes."""
    return {
        (row, column)
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    }


def _leads_to(cell: Cell, cited: Sequence[Cell]) -> bool:
    """Whether a header stands over a cited cell, or a label in front of it."""
    return any(
        (cell.role == "header" and cell.column <= each.column < cell.column + cell.colspan)
        or (cell.role == "label" and cell.row <= each.row < cell.row + cell.rowspan)
        for each in cited
        if each is not cell
    )


def _cell(cell: Cell, mark: _Mark, leads: bool) -> str:
    tag, scope = {"header": ("th", ' scope="col"'), "label": ("th", ' scope="row"')}.get(cell.role, ("td", ""))
    columns = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    rows = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    told = f'{mark.anchor()} class="at"' if mark.within(cell.start, cell.end) else ' class="leads"' if leads else ""
    return f"<{tag}{scope}{columns}{rows}{told}>{escape(cell.text)}</{tag}>"


def _findings(source: Source) -> str:
    if not source.findings:
        return ""
    items = "".join(
        f"<li><strong>{_SEVERITIES.get(finding.severity, finding.severity)}</strong> {escape(finding.message)} "
        + " ".join(
            f'<a href="{place_url(source.row.id, start, end)}">{escape(" ".join(quote.split()) or "空白处")}</a>'
            for start, end, quote in finding.places
        )
        + "</li>"
        for finding in source.findings
    )
    return f"<details><summary>文件自身的问题：{len(source.findings)}处</summary><ol>{items}</ol></details>"
