"""Each test shows the cells of a workbook and the blocks read from it."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO

import openpyxl
import pytest
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from index.document import Source
from index.errors import UnreadableFile
from index.readers.number_format import shown_moment, shown_number
from index.readers.xlsx import read

Outline = Callable[[Source], list[object]]


def workbook(cells: dict[str, object], *merges: str) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "收支总表"
    for place, value in cells.items():
        sheet[place] = value  # type: ignore[assignment]
    for merge in merges:
        sheet.merge_cells(merge)
    return book, sheet


def saved(book: openpyxl.Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def rewritten(content: bytes, part: str, old: str, new: str) -> bytes:
    """The package with one part edited, for what openpyxl cannot write."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            copy.writestr(name, text)
    return target.getvalue()


# Ranges and spans


def test_a_sheet_as_it_stands(outline: Outline) -> None:
    book, _ = workbook(
        {
            "B2": "部门收支总表",
            "B3": "编制单位：馆陶县政府办", "D3": "单位：万元",
            "B4": "科目", "C4": "预算数",
            "C5": "小计", "D5": "其中：财政拨款",
            "B6": "办公费", "C6": 1.2, "D6": None,
            "B7": "电费", "C7": 3, "D7": "——",
        },
        "B2:D2", "B4:B5", "C4:D4",
    )  # fmt: skip
    source = read("a.xlsx", saved(book))
    assert outline(source) == [
        [
            [("部门收支总表", 1, 3)],
            ["编制单位：馆陶县政府办", "", "单位：万元"],
            [("科目", 2, 1), ("预算数", 1, 2)],
            ["小计", "其中：财政拨款"],
            ["办公费", "1.2", ""],
            ["电费", "3", "——"],
        ]
    ]
    assert source.blocks[0].sheet == "收支总表"
    assert source.notes == ()


def test_ranges_apart_are_tables_apart(outline: Outline) -> None:
    book, _ = workbook(
        {
            "A1": "甲", "B1": 1, "D1": "丙", "E1": 3,
            "A2": "乙", "B2": 2, "D2": "丁", "E2": 4,
            "A4": "注：本表以万元为单位。",
            "A6": "戊", "B6": 5,
        }
    )  # fmt: skip
    source = read("a.xlsx", saved(book))
    assert outline(source) == [
        [["甲", "1"], ["乙", "2"]],
        [["丙", "3"], ["丁", "4"]],
        "注：本表以万元为单位。",
        [["戊", "5"]],
    ]
    assert {block.sheet for block in source.blocks} == {"收支总表"}


def test_a_label_keeps_its_figures_over_a_blank_column(outline: Outline) -> None:
    book, _ = workbook({"A1": "办公费", "C1": 1.2, "A2": "电费", "C2": 3})
    assert outline(read("a.xlsx", saved(book))) == [[["办公费", "", "1.2"], ["电费", "", "3"]]]


def test_figures_without_labels_of_their_own_stay_with_the_labels_before_them(outline: Outline) -> None:
    book, _ = workbook({"A1": "1", "B1": "办公费", "D1": 1.2, "E1": 3, "A2": "2", "B2": "电费", "D2": 4, "E2": 5})
    assert outline(read("a.xlsx", saved(book))) == [[["1", "办公费", "", "1.2", "3"], ["2", "电费", "", "4", "5"]]]


def test_bordered_blanks_hold_a_table_together_and_blank_edges_are_cut(outline: Outline) -> None:
    book, sheet = workbook({"A1": "科目", "B1": "预算数", "A3": "合计", "B3": 0}, "A1:A1", "D1:F9")
    line = Side(style="thin")
    for row in sheet["A1:C6"]:
        for cell in row:
            cell.border = Border(left=line, top=line)
    assert outline(read("a.xlsx", saved(book))) == [[["科目", "预算数"], ["", ""], ["合计", "0"]]]


def test_merges_are_cut_at_the_edge_of_their_table(outline: Outline) -> None:
    book, _ = workbook({"A1": "总表", "A2": "办公费", "B2": 1, "A3": "合计"}, "A1:H1", "A3:A9")
    assert outline(read("a.xlsx", saved(book))) == [[[("总表", 1, 2)], ["办公费", "1"], ["合计", ""]]]


def test_a_stray_cell_far_away_costs_nothing(outline: Outline) -> None:
    book, _ = workbook({"A1": "甲", "B1": 1, "XFD1": "远", "A1048576": "底"})
    assert outline(read("a.xlsx", saved(book))) == [[["甲", "1"]], "远", "底"]


def test_prose_in_a_column_is_paragraphs(outline: Outline) -> None:
    book, _ = workbook({"A1": "编制说明", "A2": "一、2021年预算1.2万元。", "A3": "二、无"})
    assert outline(read("a.xlsx", saved(book))) == ["编制说明", "一、2021年预算1.2万元。", "二、无"]


def test_sheets_follow_each_other_and_hidden_parts_are_noted(outline: Outline) -> None:
    book, sheet = workbook({"A1": "甲", "B1": 1, "C1": 2, "A2": "乙", "B2": 3, "C2": 4})
    sheet.row_dimensions[2].hidden = True
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions.group("B", "C", hidden=True)
    book.create_sheet("空表")
    other = book.create_sheet("藏")
    other.append(["丙", 5])
    other.sheet_state = "hidden"
    source = read("a.xlsx", saved(book))
    assert outline(source) == [[["甲", "1", "2"], ["乙", "3", "4"]], [["丙", "5"]]]
    assert [block.sheet for block in source.blocks] == ["收支总表", "藏"]
    assert source.notes == (
        "sheet 收支总表: hidden row(s) 2 were read",
        "sheet 收支总表: hidden column(s) B, C were read",
        "sheet 藏 is hidden in the file, and was read",
    )


# Values


def test_cells_show_what_the_sheet_shows(outline: Outline) -> None:
    shown = {
        "26.40": (26.4, "0.00"),
        "1,234,567.50": (1234567.5, "#,##0.00"),
        "12.5%": (0.125, "0.0%"),
        "0.3": (0.1 + 0.2, "General"),
        "2021-03-01": (date(2021, 3, 1), "m/d/yyyy"),
        "2021年3月": (datetime(2021, 3, 1), 'yyyy"年"m"月"'),
        "TRUE": (True, "General"),
        "甲\n乙": ("甲_x000D_\n乙", "General"),
        "030201": ("030201", "@"),
        "#DIV/0!": ("#DIV/0!", "General"),
    }
    book, sheet = workbook({})
    for column, (value, code) in enumerate(shown.values(), start=1):
        cell = sheet.cell(1, column)
        cell.value, cell.number_format = value, code  # type: ignore[assignment]
    assert outline(read("a.xlsx", saved(book))) == [[list(shown)]]


def test_dates_of_chinese_excel_are_no_figures(outline: Outline) -> None:
    """Format 31 (yyyy"年"m"月"d"日") is built into Chinese Excel and stands in no file."""
    book, sheet = workbook({"A1": "日期", "B1": 44256})
    sheet["B1"].number_format = "0.00"
    content = rewritten(saved(book), "xl/styles.xml", 'numFmtId="2"', 'numFmtId="31"')
    assert outline(read("a.xlsx", content)) == [[["日期", "2021年3月1日"]]]


def test_zeros_the_sheet_hides_are_blank_and_noted(outline: Outline) -> None:
    book, sheet = workbook({"A1": "甲", "B1": 0, "C1": 1})
    sheet.sheet_view.showZeros = False
    source = read("a.xlsx", saved(book))
    assert outline(source) == [[["甲", "", "1"]]]
    assert source.notes == ("sheet 收支总表: 1 zero(s) left blank, as the sheet shows them",)


def test_formulas_without_a_stored_value_are_blank_and_named(outline: Outline) -> None:
    book, _ = workbook({"A1": "合计", "B1": "=SUM(C1:D1)", "C1": 1, "D1": "=C1*2", "E1": '=""'})
    content = rewritten(saved(book), "xl/worksheets/sheet1.xml", "<f>C1*2</f><v></v>", "<f>C1*2</f><v>2</v>")
    content = rewritten(content, "xl/worksheets/sheet1.xml", '<c r="E1">', '<c r="E1" t="str">')
    source = read("a.xlsx", content)
    assert outline(source) == [[["合计", "", "1", "2"]]]
    assert source.notes == (
        "sheet 收支总表: formula without a stored value, left blank: B1; "
        "open the file in Excel or WPS, save it and ingest it again",
    )


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (26.4, "0.00", "26.40"),
        (1.005, "0.00", "1.01"),
        (2.5, "0", "3"),
        (-2.5, "0", "-3"),
        (1234.5, "#,##0", "1,235"),
        (1234567, "#,##0.00", "1,234,567.00"),
        (0.5, "#.##", ".5"),
        (5, "#.##", "5."),
        (0, "#", ""),
        (0.1234, "0.00%", "12.34%"),
        (12345678, "#,##0,", "12,346"),
        (12345678, '0.00,,"百万"', "12.35百万"),
        (1.2, '0.0"万元"', "1.2万元"),
        (1.2, "0.0\\元", "1.2元"),
        (-1234.5, "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        (-1.5, "0.0;[Red]-0.0", "-1.5"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (-3, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-3.00"),
        (0, "0.00;-0.00;;@", ""),
        (1234, "[$¥-804]#,##0.00", "¥1,234.00"),
        (150, "[>=100]0;0.00", "150"),
        (15, "[>=100]0;0.00", "15.00"),
        (-15, "[<0]-0.0;0", "-15.0"),
        (-15, "[<100]0.0;0", "-15.0"),
        (12345, "000-000", "012-345"),
        (30201, "000000", "030201"),
        (12345, "0.00E+00", "1.23E+04"),
        (5, 'General"件"', "5件"),
        (0.5, "# ?/?", "0.5"),
        (0.1 + 0.2, "General", "0.3"),
        (112.4 - 100.1, "General", "12.3"),
        (26.0, "General", "26"),
        (123456789012, "General", "123456789012"),
        (123456789.12, "General", "123456789.12"),
        (123456789.1200002, "General", "123456789.12"),
        (100 / 3, "General", "33.333333333"),
        (0.0001, "General", "0.0001"),
        (-0.5, "General", "-0.5"),
        (0, "General", "0"),
    ],
)
def test_number_formats(value: float, code: str, shown: str) -> None:
    assert shown_number(value, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (datetime(2021, 3, 1), "mm-dd-yy", "2021-03-01"),
        (datetime(2021, 3, 1, 9, 30), "yyyy/m/d h:mm", "2021-03-01 09:30"),
        (datetime(2021, 3, 1), '[$-804]yyyy"年"m"月"d"日";@', "2021年3月1日"),
        (datetime(2021, 12, 31), '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二一年十二月三十一日"),
        (datetime(2021, 3, 1, 9, 5), 'yyyy"年"mm"月"dd"日" h"时"mm"分"', "2021年03月01日 9时05分"),
        (time(9, 30), "h:mm", "09:30"),
        (timedelta(hours=26, minutes=5), "[h]:mm", "26:05:00"),
    ],
)
def test_dates(value: datetime | time | timedelta, code: str, shown: str) -> None:
    assert shown_moment(value, code) == shown


# Limits


def test_merges_of_whole_columns_are_refused() -> None:
    book, _ = workbook({"A1": "甲", "B1": 1}, "C1:D1")
    content = rewritten(saved(book), "xl/worksheets/sheet1.xml", 'ref="C1:D1"', 'ref="C1:XFD1048576"')
    with pytest.raises(UnreadableFile, match=r"a\.xlsx: it merges or links whole columns"):
        read("a.xlsx", content)


def test_a_dtd_is_refused_before_anything_is_expanded() -> None:
    book, _ = workbook({"A1": "甲"})
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet '
    with pytest.raises(UnreadableFile, match="declares a DTD"):
        read("a.xlsx", rewritten(saved(book), "xl/worksheets/sheet1.xml", "<worksheet ", bomb))
