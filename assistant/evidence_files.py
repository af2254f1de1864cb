"""Evidence sheets as files of spreadsheet and word processor."""

import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from assistant.evidence_sheet import Cell, EvidenceSheet

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

Format = Literal["xlsx", "docx"]
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_file(sheet: EvidenceSheet, form: Format) -> bytes:
    """The sheet as the bytes of a file."""
    return _xlsx(sheet) if form == "xlsx" else _docx(sheet)


def _xlsx(sheet: EvidenceSheet) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet.title[:31]
    line = Side(style="thin", color="9AA5B1")
    grid, band = Border(left=line, right=line, top=line, bottom=line), PatternFill("solid", fgColor="E8EDF3")
    wrapped = Alignment(wrap_text=True, vertical="top")

    def put(row: int, column: int, content: Cell, *, bold: bool = False) -> None:
        cell = page.cell(row, column)
        if isinstance(content, Decimal):
            decimals = -int(content.as_tuple().exponent)
            cell.value, cell.number_format = content, f"#,##0.{'0' * decimals}" if decimals > 0 else "#,##0"
        else:
            cell.value, cell.data_type = _clean(content), "s"  # a text, also where a document begins one with =
        cell.alignment, cell.font = wrapped, Font(bold=bold)

    put(1, 1, sheet.title)
    page.cell(1, 1).font, page.cell(1, 1).alignment = Font(bold=True, size=16), Alignment(wrap_text=False)
    at = 3
    widest = max(len(rows[0]) for _, rows in sheet.tables)
    for name, text in sheet.about:
        put(at, 1, name, bold=True)
        put(at, 2, text)
        page.merge_cells(start_row=at, start_column=2, end_row=at, end_column=widest)
        page.row_dimensions[at].height = 16 * max(1, -(-len(text) // 70) + text.count("\n"))
        at += 1
    for name, rows in sheet.tables:
        at += 1
        put(at, 1, name, bold=True)
        for number, row in enumerate(rows):
            at += 1
            for column, content in enumerate(row, start=1):
                put(at, column, content, bold=number == 0)
                page.cell(at, column).border = grid
                if number == 0:
                    page.cell(at, column).fill = band
        at += 1
    put(at + 1, 1, sheet.note)
    page.cell(at + 1, 1).alignment = Alignment(wrap_text=False)
    for number, signature in enumerate(sheet.signatures):
        put(at + 3, 2 + 2 * number, signature)
    if page.oddFooter is not None:
        page.oddFooter.center.text = "&P / &N"
    for column, width in enumerate((10, 24, 26, 24, 26, 16, 22, 18, 24, 10, 16)[:widest], start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight = "landscape", 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _docx(sheet: EvidenceSheet) -> bytes:
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Pt

    page = Document()
    section = page.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    normal = page.styles["Normal"]
    normal.font.name, normal.font.size = "SimSun", Pt(10)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    page.add_heading(_clean(sheet.title), level=1)
    for name, text in sheet.about:
        line = page.add_paragraph()
        line.add_run(f"{name}　").bold = True
        line.add_run(_clean(text))
    for name, rows in sheet.tables:
        page.add_heading(name, level=2)
        _docx_table(page, rows)
    page.add_paragraph(sheet.note)
    page.add_paragraph("　　　　　　　　".join(sheet.signatures))
    buffer = io.BytesIO()
    page.save(buffer)
    return buffer.getvalue()


def _docx_table(page: "DocxDocument", rows: Sequence[Iterable[Cell]]) -> None:
    from docx.shared import Pt

    table = page.add_table(rows=0, cols=len(tuple(rows[0])), style="Table Grid")
    for number, row in enumerate(rows):
        for cell, content in zip(table.add_row().cells, row, strict=True):
            run = cell.paragraphs[0].add_run(_clean(str(content)))
            run.bold, run.font.size = number == 0, Pt(8)


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
