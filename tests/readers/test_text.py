"""Text dumps in their two table dialects: what stands in the file, and the blocks read from it."""

from collections.abc import Callable

import pytest

from index.document import RawTable, Source
from index.errors import UnreadableFile
from index.readers.text import decode, read

Outline = Callable[[Source], list[object]]


def source_of(text: str) -> Source:
    return read("公开.txt", text.encode())


def test_cells_one_a_line_behind_a_tab_and_rows_parted_by_an_empty_line(outline: Outline) -> None:
    source = source_of("""一、机构
\t单位名称
\t单位性质
\t单位规格

\t青石县财政局
\t行政
\t正科级

\t青石县会计中心
\t事业
\t
二、收入
""")
    assert outline(source) == [
        "一、机构",
        [["单位名称", "单位性质", "单位规格"], ["青石县财政局", "行政", "正科级"], ["青石县会计中心", "事业", ""]],
        "二、收入",
    ]


def test_one_row_a_line_with_tabs_between_the_cells(outline: Outline) -> None:
    source = source_of("""部门预算收支总表
序号\t收入\t\t支出\t
\t项 目\t预算数\t项 目\t预算数
1\t一、一般公共预算拨款收入\t888.25\t一、一般公共服务支出\t749.48
2\t二、政府性基金预算拨款收入\t\t二、外交支出\t

第二部分 说明
""")
    assert outline(source) == [
        "部门预算收支总表",
        [
            ["序号", "收入", "", "支出", ""],
            ["", "项 目", "预算数", "项 目", "预算数"],
            ["1", "一、一般公共预算拨款收入", "888.25", "一、一般公共服务支出", "749.48"],
            ["2", "二、政府性基金预算拨款收入", "", "二、外交支出", ""],
        ],
        "第二部分 说明",
    ]


def test_the_dialects_lose_merged_cells_in_different_ways() -> None:
    cells, rows = source_of("\t甲\n\t乙\n\n\t1\n\t2\n"), source_of("甲\t乙\n1\t2\n")
    (cells_table,), (rows_table,) = cells.blocks, rows.blocks
    assert isinstance(cells_table, RawTable)
    assert isinstance(rows_table, RawTable)
    assert (cells_table.merged_missing, rows_table.merged_missing) == (True, False)
    assert not cells_table.spans_known
    assert not rows_table.spans_known


def test_a_cell_goes_on_in_the_next_line(outline: Outline) -> None:
    source = source_of("""\t项目
\t资金用途

\t宣传费
\t1.购买宣传品。
2.印制横幅。
3.其他。

\t水电费
\t机关
用电
""")
    assert outline(source) == [
        [["项目", "资金用途"], ["宣传费", "1.购买宣传品。\n2.印制横幅。\n3.其他。"], ["水电费", "机关\n用电"]]
    ]


def test_an_empty_line_inside_a_row_is_mended_by_the_width_of_the_rows_around_it(outline: Outline) -> None:
    source = source_of("""\t单位名称
\t单位性质
\t单位规格

\t财政局
\t行政

\t正科级

\t会计中心
\t事业
\t股级
""")
    assert outline(source) == [
        [["单位名称", "单位性质", "单位规格"], ["财政局", "行政", "正科级"], ["会计中心", "事业", "股级"]]
    ]


def test_an_empty_line_inside_the_last_row(outline: Outline) -> None:
    source = source_of("\t名称\n\t性质\n\t规格\n\n\t财政局\n\t行政\n\t正科级\n\n\t会计中心\n\n\t事业\n\t股级\n")
    assert outline(source) == [[["名称", "性质", "规格"], ["财政局", "行政", "正科级"], ["会计中心", "事业", "股级"]]]


def test_short_rows_that_do_not_add_up_to_the_width_stay_rows(outline: Outline) -> None:
    """A header under merged cells and a title row are narrower than the rows around them."""
    source = source_of("\t政府采购预算\n\n\t名称\n\t数量\n\t单价\n\n\t计算机\n\t5\n\t0.5\n")
    assert outline(source) == [[["政府采购预算"], ["名称", "数量", "单价"], ["计算机", "5", "0.5"]]]


@pytest.mark.parametrize("heading", ["二、收入说明", "第二部分绩效目标", "十一、其他需要说明的事项"])
def test_a_heading_straight_after_the_last_cell_is_no_part_of_it(outline: Outline, heading: str) -> None:
    source = source_of(f"\t名称\n\t数量\n\n\t计算机\n\t5\n{heading}\n预算收入100万元。\n")
    assert outline(source) == [[["名称", "数量"], ["计算机", "5"]], heading, "预算收入100万元。"]


def test_prose_after_an_empty_line_ends_the_table(outline: Outline) -> None:
    source = source_of("\t名称\n\t数量\n\n\t计算机\n\t5\n\n注：本表单位为万元。\n")
    assert outline(source) == [[["名称", "数量"], ["计算机", "5"]], "注：本表单位为万元。"]


def test_rows_stay_rows_however_many_lines_are_empty_between_them(outline: Outline) -> None:
    source = source_of("\t名称\n\t数量\n\n\n  \n\t计算机\n\t5\n\n\n")
    assert outline(source) == [[["名称", "数量"], ["计算机", "5"]]]


def test_both_dialects_in_one_file(outline: Outline) -> None:
    source = source_of("\t名称\n\t数量\n\n\t计算机\n\t5\n\n三公经费表\n项目\t预算数\n公务接待费\t1.20\n")
    assert outline(source) == [
        [["名称", "数量"], ["计算机", "5"]],
        "三公经费表",
        [["项目", "预算数"], ["公务接待费", "1.20"]],
    ]


def test_a_table_of_nothing_is_no_table(outline: Outline) -> None:
    assert outline(source_of("说明\n\t\n\t\n\n\t\n\n完\n")) == ["说明", "完"]


def test_carriage_returns_and_page_breaks_are_no_part_of_lines(outline: Outline) -> None:
    source = source_of("一、收入\r\n项目\t预算数\r\n事业收入\t5\r\n\f二、支出\r\n")
    assert outline(source)[:2] == ["一、收入", [["项目", "预算数"], ["事业收入", "5"]]]
    assert source.text == "一、收入\r\n项目\t预算数\r\n事业收入\t5\r\n\f二、支出\r\n"


def test_every_cell_is_read_at_its_place() -> None:
    source = source_of("标题\n\t名称\n\t金额\n\n\t办公费\n\t1,200.50\n")
    table = source.blocks[1]
    assert isinstance(table, RawTable)
    assert [(cell.start, source.text[cell.start : cell.end]) for row in table.rows for cell in row] == [
        (4, "名称"),
        (8, "金额"),
        (13, "办公费"),
        (18, "1,200.50"),
    ]
    assert source.text[table.start : table.end] == "名称\n\t金额\n\n\t办公费\n\t1,200.50"


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        ("预算1.2万元".encode(), ()),
        ("预算1.2万元".encode("utf-8-sig"), ()),
        ("预算1.2万元".encode("utf-16"), ()),
        ("预算1.2万元".encode("gb18030"), ("encoding: read as GB18030",)),
        ("预算1.2万元".encode("gbk"), ("encoding: read as GB18030",)),
    ],
)
def test_encodings(content: bytes, notes: tuple[str, ...]) -> None:
    assert decode("公开.txt", content) == ("预算1.2万元", notes)


def test_bytes_of_no_encoding_are_refused_with_advice() -> None:
    with pytest.raises(UnreadableFile) as refused:
        decode("公开.txt", b"\xff\xff\x00\x81\x00\xfe" * 40)
    assert str(refused.value) == ("公开.txt: its text encoding is not recognised. Save it as UTF-8 and ingest it again")
