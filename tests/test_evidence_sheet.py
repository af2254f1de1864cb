"""An answer as a sheet to keep: what it says, that it was re-read, and that nothing in it runs."""

import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from docx import Document

from assistant.assistant import Assistant
from assistant.evidence_files import as_file
from assistant.evidence_sheet import sheet_of
from tests.asking import library
from tests.serving import fetch, serving

TEXT = (
    "馆陶县人民政府办公室2021年部门预算信息公开\n四、“三公”经费预算情况\n"
    "2021年“三公”经费预算5万元，其中：公务接待费2万元，公务用车运行维护费3万元。"
)
NOW = datetime(2026, 11, 23, tzinfo=UTC)
SHARE = "馆陶县政府办2021年公务接待费占三公经费的比例是多少"


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    return library(tmp_path, TEXT)


def cells(content: bytes) -> list[list[str]]:
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert page is not None
    return [[str(cell) for cell in row if cell is not None] for row in page.iter_rows(values_only=True)]


def test_figures_formula_and_places(assistant: Assistant) -> None:
    sheet = sheet_of(assistant.ask(SHARE), assistant.library, NOW)
    figures, sources = (rows for _, rows in sheet.tables)
    assert [row[:8] for row in figures[1:]] == [
        ("结果", "公务接待费占“三公”经费预算", "馆陶县人民政府办公室", "2021", "计算得出", Decimal(40), "%", ""),
        ("依据", "公务接待费", "馆陶县人民政府办公室", "2021", "预算", Decimal(2), "万元", "2万元"),
        ("依据", "“三公”经费预算", "馆陶县人民政府办公室", "2021", "预算", Decimal(5), "万元", "5万元"),
    ]
    assert figures[1][8] == "[1] ÷ [2] × 100 = 2 ÷ 5 × 100"
    assert [row[-1] for row in (*figures[1:], *sources[1:])] == ["复算一致", *["与原文一致"] * 4]
    assert sheet.name == "核对单_馆陶县人民政府办公室_2021_20261123"
    assert ("生成时间", "2026-11-23 08:00 (UTC+8)") in sheet.about
    assert [row[4] for row in sources[1:]] == [
        "2021年“三公”经费预算5万元，其中：公务接待费2万元",
        "2021年“三公”经费预算5万元",
    ]
    (document,) = assistant.library.documents
    assert {row[6] for row in sources[1:]} == {document.content_hash}


def test_a_figure_that_no_longer_stands_there_is_said_so(assistant: Assistant) -> None:
    answer = assistant.ask("馆陶县政府办2021年三公经费")
    changed = answer.figures[0].model_copy(update={"value": "6", "printed": "6万元"})
    sheet = sheet_of(answer.model_copy(update={"figures": [changed]}), assistant.library, NOW)
    assert sheet.tables[0][1][1][-1].startswith("不一致")


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_both_formats_say_the_same(assistant: Assistant, form: str) -> None:
    sheet = sheet_of(assistant.ask(SHARE), assistant.library, NOW)
    content = as_file(sheet, form)  # type: ignore[arg-type]
    if form == "xlsx":
        told = "\n".join("\t".join(row) for row in cells(content))
    else:
        page = Document(io.BytesIO(content))
        rows = ["\t".join(cell.text for cell in row.cells) for table in page.tables for row in table.rows]
        told = "\n".join([*(paragraph.text for paragraph in page.paragraphs), *rows])
    for part in ("预决算数字核对单", SHARE, "40", "[1] ÷ [2] × 100", "2021年“三公”经费预算5万元", "与原文一致"):
        assert part in told


def test_what_a_spreadsheet_would_run_is_a_text(assistant: Assistant) -> None:
    hostile = '=HYPERLINK("https://elsewhere.example","x")\x00\ud800'
    content = as_file(
        sheet_of(assistant.ask("馆陶三公经费").model_copy(update={"question": hostile}), assistant.library, NOW), "xlsx"
    )
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert page is not None
    assert (page["B3"].value, page["B3"].data_type) == ('=HYPERLINK("https://elsewhere.example","x")', "s")
    as_file(
        sheet_of(assistant.ask("馆陶三公经费").model_copy(update={"question": hostile}), assistant.library, NOW), "docx"
    )


@pytest.mark.integration
def test_over_http_the_answer_is_asked_again(assistant: Assistant, tmp_path: Path) -> None:
    with serving(assistant, tmp_path) as address:
        turns = ["馆陶县政府办2021年三公经费预算是多少", "那公务接待费呢"]
        reply = fetch(f"{address}/v1/evidence", {"turns": turns, "format": "xlsx"})
        name = quote(f"核对单_馆陶县人民政府办公室_2021_{datetime.now(UTC) + timedelta(hours=8):%Y%m%d}.xlsx")
        assert reply.headers["content-disposition"].endswith(f"filename*=UTF-8''{name}")
        told = cells(reply.content)
        assert ["问题", "那公务接待费呢"] in told
        assert any("2021年“三公”经费预算5万元，其中：公务接待费2万元" in row for row in told)
        english = fetch(f"{address}/v1/evidence", {"turns": turns[:1], "language": "en"})
        assert cells(english.content)[0] == ["Evidence sheet"]
        assert fetch(f"{address}/v1/evidence", {"turns": []}).status == 422
        assert fetch(f"{address}/v1/evidence", {"turns": turns, "format": "pdf"}).status == 422
