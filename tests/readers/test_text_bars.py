"""Tables with upright bars, as web pages and markdown leave them in plain text: the lines, and the rows read from them."""

from collections.abc import Callable

from index.document import Source
from index.extraction import extract
from index.parsing import parse_document
from index.readers.text import read

Outline = Callable[[Source], list[object]]


def source_of(text: str) -> Source:
    return read("公开.txt", text.encode())


def figures(text: str) -> list[tuple[str, str]]:
    """Row label and figure of every fact of a table."""
    facts = extract(parse_document(source_of(f"青石县财政局2021年部门预算\n{text}"), "公开.txt")).facts
    return [(fact.label, fact.value_text) for fact in facts if fact.locator.table is not None]


def test_one_cell_a_line_with_the_bar_behind_it(outline: Outline) -> None:
    source = source_of("""三公经费预算表
单位:万元
项 目 |
预 算 数 |
合 计 |
11.77 |
因公出国(境)费 |
|
公务接待费 |
11.77 |
二、说明
""")
    assert outline(source) == [
        "三公经费预算表",
        "单位:万元",
        [["项 目", "预 算 数"], ["合 计", "11.77"], ["因公出国(境)费", ""], ["公务接待费", "11.77"]],
        "二、说明",
    ]


def test_bars_in_lines_of_their_own(outline: Outline) -> None:
    rows = [["项 目", "预 算 数"], ["合 计", "0.36"], ["公务接待费", "0.36"]]
    behind = "项 目\n|\n预 算 数\n|\n合 计\n|\n0.36\n|\n公务接待费\n|\n0.36\n|\n"
    around = "|\n项 目\n|\n预 算 数\n|\n|\n合 计\n|\n0.36\n|\n|\n公务接待费\n|\n0.36\n|\n"
    assert outline(source_of(f"一、表\n{behind}")) == ["一、表", rows]
    assert outline(source_of(f"一、表\n{around}")) == ["一、表", rows]


def test_a_row_a_line_with_bars_between_the_cells(outline: Outline) -> None:
    source = source_of("""| 项目 | 预算数 | 决算数 |
|---|---|---|
| 公务接待费 | 35.00 | 26.4 |
| 因公出国费 | | 0.00 |
""")
    assert outline(source) == [
        [["项目", "预算数", "决算数"], ["公务接待费", "35.00", "26.4"], ["因公出国费", "", "0.00"]]
    ]


def test_one_row_of_figures_below_their_names(outline: Outline) -> None:
    source = source_of("合计 |\n因公出国费 |\n公务接待费 |\n5.5 |\n0 |\n5.5 |\n")
    assert outline(source) == [[["合计", "因公出国费", "公务接待费"], ["5.5", "0", "5.5"]]]


def test_where_a_row_ends_cannot_be_told_there_is_no_table_and_no_figure() -> None:
    merged = "单位：万元\n合计 |\n出国费 |\n公务用车费 |\n接待费 |\n||\n小计 |\n购置费 |\n运行费 |\n|||\n79 |\n0 |\n75 |\n50 |\n25 |\n4 |\n"
    assert figures(f"一、表\n{merged}") == []
    unequal = "| 项目 | 预算数 | 决算数 |\n| 公务接待费 | 35.00 |\n| 出国费 | 1 | 2 |\n"
    assert figures(f"一、表\n{unequal}") == []


def test_the_figures_of_a_table_with_bars() -> None:
    table = "一、三公经费预算表\n单位：万元\n项目 |\n预算数 |\n因公出国费 |\n0 |\n公务接待费 |\n11.77 |\n"
    assert figures(table) == [("因公出国费", "0"), ("公务接待费", "11.77")]


def test_a_heading_over_several_columns_whose_span_is_lost_gives_no_table() -> None:
    table = """项目 | 预算数 | 决算数 | | | | |
合计 | 一般公共预算 | 政府性基金 | 合计 | 一般公共预算 | 政府性基金 | |
公务接待费 | 8 | 8 | 0 | 2.26 | 2.26 | 0 |
"""
    assert figures(f"一、表\n单位：万元\n{table}") == []


def test_rows_by_their_numbers(outline: Outline) -> None:
    lines = [
        "预算年度:2025 |",
        "单位:万元 | ||",
        "序号 |",
        "收入 |",
        "支出 | ||",
        "项 目 |",
        "预算数 |",
        "项 目 |",
        "预算数 | |",
    ]
    lines += ["栏次 |", "1 |", "2 |", "3 |", "4 |"]
    names = ["一、一般公共预算", "二、政府性基金", "三、事业收入", "", "本年收入合计", "收入总计"]
    amounts = ["675.82", "", "14.54", "", "690.36", "690.36"]
    spent = ["一、一般公共服务支出", "二、外交支出", "三、国防支出", "四、公共安全支出", "本年支出合计", "支出总计"]
    costs = ["516.39", "", "", "173.97", "690.36", "690.36"]
    for number, cells in enumerate(zip(names, amounts, spent, costs, strict=True), 1):
        lines += [f"{number} |", *(f"{cell} |" if cell else "|" for cell in cells)]
    source = source_of("\n".join(["一、收支总表", *lines]))
    (table,) = [block for block in outline(source) if isinstance(block, list)]
    assert table[:2] == [["预算年度:2025"], ["单位:万元"]]
    assert table[2] == ["序号", "项 目", "预算数", "项 目", "预算数"]
    assert table[3] == ["1", "一、一般公共预算", "675.82", "一、一般公共服务支出", "516.39"]
    assert table[6] == ["4", "", "", "四、公共安全支出", "173.97"]
    assert len(table) == 9


def test_a_unit_in_a_cell_in_front(outline: Outline) -> None:
    source = source_of("一、表\n|\n单位:万元 |\n项 目 |\n预算数 |\n合计 |\n120.00 |\n公务接待费 |\n14.00 |\n")
    assert outline(source)[1] == [["单位:万元"], ["项 目", "预算数"], ["合计", "120.00"], ["公务接待费", "14.00"]]


def test_the_last_figure_without_a_bar_behind_it(outline: Outline) -> None:
    source = source_of("一、表\n项目 |\n预算数 |\n公务接待费 |\n11.77 |\n出国费 |\n2.50\n二、说明\n")
    assert outline(source) == ["一、表", [["项目", "预算数"], ["公务接待费", "11.77"], ["出国费", "2.50"]], "二、说明"]
