"""Build the sample disclosures of ``eval/corpus``, one office and one file format each, from ``scripts/corpus/*.toml``.

    python scripts/build_corpus.py [TARGET]

Needs nothing but Python. The packages of Word and Excel are written here part by part, stored without compression and
with one fixed date, so a second run writes the same bytes on any machine.

A sample is a list of blocks. ``text`` holds one paragraph a line. ``rows`` holds one table row a line, cells separated
by ``|``: ``<`` goes on from the cell to its left, ``^`` from the cell above, ``⏎`` breaks the line. ``above`` and
``note`` are lines around a table, ``breaks`` the body rows after which a page ends, ``header`` the rows repeated then.
"""

import io
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

SOURCES = Path(__file__).parent / "corpus"
TARGET = Path(__file__).parents[1] / "eval" / "corpus"

STAMP = (2021, 3, 1, 9, 0, 0)

OOXML = "http://schemas.openxmlformats.org"
W = f"{OOXML}/wordprocessingml/2006/main"
S = f"{OOXML}/spreadsheetml/2006/main"
R = f"{OOXML}/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(%?)")
BUILT_IN_FORMATS = {"General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a file states it. ``covered``: a cell above goes on here."""

    text: str
    rowspan: int
    colspan: int
    covered: bool


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs, or one table with its caption and the lines around it."""

    text: tuple[str, ...] = ()
    caption: str = ""
    above: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""
    header: int = 0
    breaks: tuple[int, ...] = ()
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    blocks: tuple[Block, ...]
    format: str
    suffix: str
    header: str = ""
    footnote: str = ""

    @property
    def title(self) -> str:
        return next(line for block in self.blocks for line in block.text)


def main(target: Path) -> None:
    writers = {"cells": cells_text, "rows": rows_text, "docx": docx, "html": html, "xlsx": xlsx}
    target.mkdir(parents=True, exist_ok=True)
    for source in sorted(SOURCES.glob("*.toml")):
        sample = read_sample(source)
        (target / f"{source.stem}.{sample.suffix}").write_bytes(writers[sample.format](sample))


def read_sample(source: Path) -> Sample:
    stated = tomllib.loads(source.read_text(encoding="utf-8"))
    blocks = []
    for block in stated.pop("block"):
        rows = tuple(tuple(cell.strip() for cell in row.split("|")) for row in _lines(block.pop("rows", "")))
        if len({len(row) for row in rows}) > 1:
            raise SystemExit(f"{source}: rows of different width: {[(len(row), row[0]) for row in rows]}")
        for name in ("above", "breaks"):
            block[name] = tuple(block.get(name, ()))
        blocks.append(Block(**{**block, "text": tuple(_lines(block.get("text", ""))), "rows": rows}))
    return Sample(tuple(blocks), **stated)


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def cells_of(rows: tuple[tuple[str, ...], ...]) -> list[list[Cell]]:
    """The cells that stand in each row, with their spans; covered places are cells of their own row."""
    table = []
    for r, row in enumerate(rows):
        found = []
        for c, text in enumerate(row):
            if text == "<":
                continue
            colspan, rowspan = 1, 1
            while c + colspan < len(row) and row[c + colspan] == "<":
                colspan += 1
            while r + rowspan < len(rows) and rows[r + rowspan][c] == "^":
                rowspan += 1
            covered = text == "^"
            found.append(Cell("" if covered else text.replace("⏎", "\n"), rowspan, colspan, covered))
        table.append(found)
    return table


def cells_text(sample: Sample) -> bytes:
    """One cell a line behind a TAB, rows parted by empty lines; of a horizontal merge only the first cell is left."""
    lines: list[str] = []
    for block in sample.blocks:
        lines += [*block.text, *([block.caption] if block.caption else [])]
        for row in cells_of(block.rows):
            lines += [*(f"\t{cell.text}" for cell in row), ""]
        if block.rows:
            lines.append("")
    return "\n".join(lines).encode()


def rows_text(sample: Sample) -> bytes:
    """One row a line, cells parted by TABs, merged places blank; paragraphs and tables parted by empty lines."""
    parts: list[str] = []
    for block in sample.blocks:
        parts += [*block.text, *([block.caption] if block.caption else [])]
        for page in _pages(block):
            parts += [*block.above, "\n".join(page)]
        parts += [block.note] if block.note else []
    return ("\n\n".join(parts) + "\n").encode()


def _pages(block: Block) -> Iterator[list[str]]:
    """The rows of a table page by page, its header on every page."""
    rows = ["\t".join("" if cell in {"<", "^"} else cell for cell in row) for row in block.rows]
    head, body = rows[: block.header], rows[block.header :]
    starts = (0, *block.breaks)
    for start, end in zip(starts, (*block.breaks, len(body)), strict=True):
        if head or body:
            yield [*head, *body[start:end]]


def html(sample: Sample) -> bytes:
    """A page of a government portal, as a browser saves it: the article inside the site, encoded as it declares."""
    content: list[str] = []
    for block in sample.blocks:
        for line in block.text:
            if line != sample.title:
                strong = bool(re.match(r"[一二三四五六七八九]、", line))
                content.append(f"<p><strong>{escape(line)}</strong></p>" if strong else f"<p>　　{escape(line)}</p>")
        if block.rows:
            content.append(f'<p align="center">{escape(block.caption)}</p>')
            content += ['<table cellspacing="0" cellpadding="0">', *map(_html_row, cells_of(block.rows)), "</table>"]
    return _filled("portal.html", title=sample.title, content="\n".join(content)).encode("gb2312")


def _html_row(row: list[Cell]) -> str:
    cells = []
    for cell in row:
        if cell.covered:
            continue
        spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
        spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
        text = escape(cell.text).replace("\n", "<br />") or "&nbsp;"
        cells.append(f"<td{spans}>{text}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def docx(sample: Sample) -> bytes:
    """A Word document whose section numbers exist only in its numbering part."""
    body: list[str] = []
    for block in sample.blocks:
        body += [_word_paragraph(line) for line in block.text]
        if block.rows:
            body += [_paragraph(_run(block.caption), '<w:jc w:val="center"/>')] if block.caption else []
            body += [_word_table(block.rows), "<w:p/>"]
    kinds = ["styles", "numbering", "footnotes", "header", "footer"]
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    )
    inner = f"<w:body>{''.join(body)}{section}</w:body>"
    files = {
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}">{inner}</w:document>',
        "word/_rels/document.xml.rels": _relationships((kind, f"{kind}.xml") for kind in kinds),
    }
    types = {"word/document.xml": f"{WORD_TYPE}.document.main+xml"}
    for kind in kinds:
        files[f"word/{kind}.xml"] = _filled(f"word/{kind}.xml", header=sample.header, footnote=sample.footnote)
        types[f"word/{kind}.xml"] = f"{WORD_TYPE}.{kind}+xml"
    return _package(sample.title, "word/document.xml", files, types)


def _filled(name: str, **texts: str) -> str:
    """A file beside the samples with its {{places}} filled in; text is escaped, ``content`` is markup already."""
    page = (SOURCES / name).read_text(encoding="utf-8")
    for place, text in texts.items():
        page = page.replace(f"{{{{{place}}}}}", text if place == "content" else escape(text))
    return page


def _word_paragraph(line: str) -> str:
    marks, _, words = line.partition(" ")
    level = len(marks) if marks and set(marks) == {"#"} else 0
    if not level:
        return _paragraph(_runs(line))
    # The first level is numbered by its style, the others by themselves, as documents in the field are.
    own = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>'
    return _paragraph(_runs(words), '<w:pStyle w:val="Heading1"/>' if level == 1 else own)


def _runs(text: str) -> str:
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="1"/></w:r>'
    return mark.join(_run(part) for part in text.split("[^]"))


def _run(text: str) -> str:
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{'<w:br/>'.join(lines)}</w:r>" if text else ""


def _paragraph(runs: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def _word_table(rows: tuple[tuple[str, ...], ...]) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join('<w:gridCol w:w="1100"/>' for _ in rows[0])
    body = []
    for row in cells_of(rows):
        cells = []
        for cell in row:
            merge = "<w:vMerge/>" if cell.covered else '<w:vMerge w:val="restart"/>' if cell.rowspan > 1 else ""
            span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
            cells.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_paragraph(_run(cell.text))}</w:tc>")
        body.append(f"<w:tr>{''.join(cells)}</w:tr>")
    borders = f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr>"
    return f"<w:tbl>{borders}<w:tblGrid>{grid}</w:tblGrid>{''.join(body)}</w:tbl>"


def xlsx(sample: Sample) -> bytes:
    """A workbook: a sheet for every block, figures as numbers with a number format, merged titles and headers."""
    formats: list[str] = ["General"]
    files: dict[str, str] = {}
    names = [block.sheet for block in sample.blocks]
    for number, block in enumerate(sample.blocks, 1):
        rows = block.rows or tuple((line, *["<"] * 7) for line in block.text)
        files[f"xl/worksheets/sheet{number}.xml"] = _sheet(rows, formats)
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(names, 1)
    )
    files["xl/workbook.xml"] = f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{sheets}</sheets></workbook>'
    files["xl/styles.xml"] = _sheet_styles(formats)
    types = {f"xl/worksheets/sheet{number}.xml": f"{SHEET_TYPE}.worksheet+xml" for number in range(1, len(names) + 1)}
    types |= {"xl/workbook.xml": f"{SHEET_TYPE}.sheet.main+xml", "xl/styles.xml": f"{SHEET_TYPE}.styles+xml"}
    links = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(names) + 1)]
    files["xl/_rels/workbook.xml.rels"] = _relationships([*links, ("styles", "styles.xml")])
    return _package(sample.title, "xl/workbook.xml", files, types)


def _sheet(rows: tuple[tuple[str, ...], ...], formats: list[str]) -> str:
    """One worksheet; ``formats`` collects the number formats of the workbook, a style each."""
    lines: list[str] = []
    merges: list[str] = []
    for r, (row, stated) in enumerate(zip(rows, cells_of(rows), strict=True), 1):
        starts = [c for c, text in enumerate(row) if text != "<"]
        for c, cell in zip(starts, stated, strict=True):
            if not cell.covered and (cell.rowspan > 1 or cell.colspan > 1):
                merges.append(f"{_place(r, c)}:{_place(r + cell.rowspan - 1, c + cell.colspan - 1)}")
        cells = "".join(_sheet_cell(_place(r, c), text, formats) for c, text in enumerate(row))
        lines.append(f'<row r="{r}">{cells}</row>')
    merged = "".join(f'<mergeCell ref="{merge}"/>' for merge in merges)
    merged = f'<mergeCells count="{len(merges)}">{merged}</mergeCells>' if merges else ""
    return (
        f'<worksheet xmlns="{S}"><cols><col min="1" max="1" width="32" customWidth="1"/></cols>'
        f"<sheetData>{''.join(lines)}</sheetData>{merged}</worksheet>"
    )


def _place(row: int, column: int) -> str:
    return f"{chr(ord('A') + column)}{row}"


def _sheet_cell(place: str, text: str, formats: list[str]) -> str:
    number = NUMBER.fullmatch(text)
    if number is None:
        if text in {"", "<", "^"}:
            return f'<c r="{place}" s="0"/>'
        return f'<c r="{place}" s="0" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
    digits, percent = number.group(1) or "", number.group(2)
    code = ("#,##0" if "," in text else "0") + ("." + "0" * len(digits) if digits else "") + percent
    if code not in formats:
        formats.append(code)
    value = Decimal(text.rstrip("%").replace(",", "")) / (100 if percent else 1)
    return f'<c r="{place}" s="{formats.index(code)}"><v>{value.normalize():f}</v></c>'


def _sheet_styles(formats: list[str]) -> str:
    own = [code for code in formats if code not in BUILT_IN_FORMATS]
    ids = BUILT_IN_FORMATS | {code: 164 + number for number, code in enumerate(own)}
    defined = "".join(f'<numFmt numFmtId="{ids[code]}" formatCode="{code}"/>' for code in own)
    defined = f'<numFmts count="{len(own)}">{defined}</numFmts>' if own else ""
    styles = "".join(
        f'<xf numFmtId="{ids[code]}" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/>'
        for code in formats
    )
    thin = "".join(f'<{side} style="thin"/>' for side in ("left", "right", "top", "bottom"))
    return (
        f'<styleSheet xmlns="{S}">{defined}'
        '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
        f'<borders count="2"><border><left/><right/><top/><bottom/></border><border>{thin}</border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(formats)}">{styles}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _relationships(links: Iterable[tuple[str, str]]) -> str:
    entries = []
    for number, (kind, target) in enumerate(links, 1):
        base = f"{OOXML}/package/2006/relationships/metadata" if kind == "core-properties" else R
        entries.append(f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"/>')
    return f'<Relationships xmlns="{OOXML}/package/2006/relationships">{"".join(entries)}</Relationships>'


def _package(title: str, main_part: str, files: dict[str, str], types: dict[str, str]) -> bytes:
    """The zip archive of an Office file, its content types first."""
    types = {**types, "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml"}
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    content_types = (
        f'<Types xmlns="{OOXML}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    root = _relationships([("officeDocument", main_part), ("core-properties", "docProps/core.xml")])
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as package:
        everything = {
            "[Content_Types].xml": content_types,
            "_rels/.rels": root,
            "docProps/core.xml": _filled("core.xml", title=title),
            **files,
        }
        for name, inner in everything.items():
            entry = zipfile.ZipInfo(name, STAMP)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            package.writestr(entry, DECLARATION + inner)
    return archive.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
