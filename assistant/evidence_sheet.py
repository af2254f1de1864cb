"""An answer as an evidence sheet (核对单): its figures, formulas and places, each re-read from the stored source, as .xlsx or .docx."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from assistant.contract import Answer, Citation, Figure
from assistant.library import Library
from assistant.verification import Verdict, verify
from index.fact_store import PUBLIC

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

Format = Literal["xlsx", "docx"]
Cell = str | Decimal
_BEIJING = timezone(timedelta(hours=8))
_MARK = re.compile(r"\[(\d+)\]")
_WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "title": "预决算数字核对单",
        "file": "核对单",
        "question": "问题",
        "answer": "回答",
        "taken": "理解",
        "warning": "提示",
        "made": "生成时间",
        "figures": "数字",
        "sources": "出处",
        "checked": "核对",
        "holds": "与原文一致",
        "recomputed": "复算一致",
        "fails": "不一致",
        "collection": "资料集",
        "rounded": "四舍五入保留{}位小数",
        "counted": "逐项计数",
        "signatures": ("经办人：", "复核人：", "日期："),
        "note": "每个数字和每处引文均已从保存的原文重新读取，算式已重新计算。",
    },
    "en": {
        "title": "Evidence sheet",
        "file": "evidence",
        "question": "Question",
        "answer": "Answer",
        "taken": "Understood as",
        "warning": "Note",
        "made": "Made at",
        "figures": "Figures",
        "sources": "Sources",
        "checked": "Checked",
        "holds": "as in the source",
        "recomputed": "recalculated, the same",
        "fails": "differs",
        "collection": "collection",
        "rounded": "rounded half up to {} decimals",
        "counted": "counted one by one",
        "signatures": ("Prepared by: ", "Checked by: ", "Date: "),
        "note": "Every figure and quote was read again from the stored source, every formula calculated anew.",
    },
}
_FIGURE_HEAD = {
    "zh": ("作用", "项目", "单位名称", "年度", "口径", "数值", "计量单位", "原文", "算式", "出处", "核对"),
    "en": ("Role", "Item", "Body", "Year", "Basis", "Value", "Unit", "As printed", "Formula", "Sources", "Checked"),
}
_SOURCE_HEAD = {
    "zh": ("编号", "文件", "标题", "位置", "引文", "起止字符", "文件校验（SHA-256）", "核对"),
    "en": ("No.", "File", "Title", "Place", "Quote", "Characters", "SHA-256 of the file", "Checked"),
}
_ROLES = {"zh": {"result": "结果", "operand": "依据", "context": "参考"}, "en": {}}
_BASES = {
    "zh": {
        "budget": "预算",
        "final": "决算",
        "previous": "上年",
        "change": "增减",
        "target": "绩效目标",
        "plan": "计划",
        "stock": "存量",
        "derived": "计算得出",
    },
    "en": {},
}
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class EvidenceSheet:
    """What the sheet says, before it has a format: its file's name, rows of a head, two tables with their header rows."""

    title: str
    note: str
    name: str
    about: tuple[tuple[str, str], ...]
    tables: tuple[tuple[str, tuple[tuple[Cell, ...], ...]], ...]
    signatures: tuple[str, ...]


def sheet_of(answer: Answer, library: Library, made: datetime) -> EvidenceSheet:
    """The sheet of an answer; ``made`` is the time it bears. What does not hold any more is said so in its row."""
    words = _WORDS[answer.language]
    verdicts = verify(answer, library)
    sources, figures = verdicts[: len(answer.citations)], verdicts[len(answer.citations) :]
    about = [(words["question"], answer.question), (words["answer"], answer.text)]
    if answer.interpretation.taken:
        about.append((words["taken"], answer.interpretation.taken))
    about += [(words["warning"], warning.marked) for warning in answer.warnings]
    about.append((words["made"], f"{made.astimezone(_BEIJING):%Y-%m-%d %H:%M} (UTC+8)"))
    rows = [_figure(figure, verdict, answer) for figure, verdict in zip(answer.figures, figures, strict=False)]
    places = [
        _source(citation, verdict, answer.language, library)
        for citation, verdict in zip(answer.citations, sources, strict=True)
    ]
    return EvidenceSheet(
        title=words["title"],
        note=str(words["note"]),
        name=_name(answer, made),
        about=tuple(about),
        tables=(
            (words["figures"], (_FIGURE_HEAD[answer.language], *rows)),
            (words["sources"], (_SOURCE_HEAD[answer.language], *places)),
        ),
        signatures=tuple(words["signatures"]),
    )


def as_file(sheet: EvidenceSheet, form: Format) -> bytes:
    """The sheet as the bytes of a file."""
    return _xlsx(sheet) if form == "xlsx" else _docx(sheet)


def _name(answer: Answer, made: datetime) -> str:
    """核对单_馆陶县人民政府办公室_2021_20261123: what the sheet is of, where that is one thing."""
    results = [figure for figure in answer.figures if figure.role == "result"] or answer.figures
    entities, periods = {figure.entity for figure in results}, {figure.period for figure in results}
    parts = [str(_WORDS[answer.language]["file"])]
    parts += [next(iter(entities))] if len(entities) == 1 else []
    parts += [str(next(iter(periods)))] if len(periods) == 1 else []
    parts.append(f"{made.astimezone(_BEIJING):%Y%m%d}")
    return "_".join(re.sub(r"[^\w()（）-]", "", part) for part in parts if part and part != "None")


def _figure(figure: Figure, verdict: Verdict, answer: Answer) -> tuple[Cell, ...]:
    language = answer.language
    return (
        _ROLES[language].get(figure.role, figure.role),
        figure.label,
        figure.entity,
        str(figure.period or ""),
        _BASES[language].get(figure.basis, figure.basis),
        Decimal(figure.value) if figure.comparator == "=" else f"{figure.comparator}{figure.value}",
        figure.unit or "",
        figure.printed,
        _formula(figure, answer) if figure.formula else "",
        "".join(f"[{number}]" for number in figure.citations),
        _told(verdict, language, "recomputed" if figure.derived else "holds"),
    )


def _formula(figure: Figure, answer: Answer) -> str:
    """The formula over the numbers of the sources, the same with their figures, and how it was rounded."""
    words, formula = _WORDS[answer.language], str(figure.formula)
    if formula.startswith("count:"):
        return str(words["counted"])
    values = {number: each.value for each in answer.figures if not each.derived for number in each.citations[:1]}
    numbers = {int(number) for number in _MARK.findall(formula)}
    parts = [formula]
    if numbers <= set(values):
        parts.append(_MARK.sub(lambda mark: values[int(mark[1])], formula))
    decimals = (figure.rounding or "").removeprefix("half_up:")
    rounded = f" ({str(words['rounded']).format(decimals)})" if decimals else ""
    return " = ".join(parts) + rounded


def _source(citation: Citation, verdict: Verdict, language: str, library: Library) -> tuple[Cell, ...]:
    row = library.document(citation.document_id)
    other = row is not None and row.collection != PUBLIC
    return (
        f"[{citation.number}]",
        f"{citation.file} ({_WORDS[language]['collection']}: {row.collection})" if row and other else citation.file,
        citation.title,
        citation.within,
        citation.quote,
        f"{citation.start}–{citation.end}",
        row.content_hash if row else "",
        _told(verdict, language, "holds"),
    )


def _told(verdict: Verdict, language: str, held: str) -> str:
    words = _WORDS[language]
    return str(words[held]) if verdict.holds else f"{words['fails']}: {verdict.why}"


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
