"""Rows as they stand (cells parted by ``|``), and the bands, columns and spans found in them."""

import pytest

from index.grid import is_form_row, split_bands
from index.grid_rows import Band, GridCell, GridRow, header_like, is_meta, meta_rows, number_like


def row(text: str) -> GridRow:
    return tuple(GridCell(cell, 0, 0) for cell in text.split("|"))


def rows(text: str) -> list[GridRow]:
    return [row(line) for line in text.strip("\n").split("\n")]


def bands(text: str, *, merged_missing: bool) -> list[Band]:
    return split_bands(rows(text), 0, spans_known=False, merged_missing=merged_missing)


def spans(band: Band, number: int = 0) -> list[tuple[str, int, int]]:
    """Text, column and width of the cells of one row of a band."""
    return [(cell.text, cell.column, cell.colspan) for cell in band.rows[number]]


@pytest.mark.parametrize(
    ("text", "meta"),
    [
        ("单位：万元", True),
        ("单位:元", True),
        ("金额单位：万元", True),
        ("编制部门：青石县财政局", True),
        ("预算年度：2021", True),
        ("部门：青石县财政局", True),
        ("202 中共石家庄市鹿泉区委办公室", True),
        ("[202]青石县财政局", True),
        ("截止时间：2020年12月31日", True),
        ("公开01表", True),
        ("第3页", True),
        ("部门预算收支总表", False),
        ("2021年部门预算收支总表", False),
        ("单位性质", False),
        ("部门职责", False),
        ("1.完成率", False),
    ],
)
def test_lines_about_a_table_and_lines_in_it(text: str, meta: bool) -> None:
    assert is_meta(text) is meta


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("部门预算收支总表\n单位：万元\n项目|预算数\n收入|5", 2),
        ("编制部门：财政局|||单位：元\n项目|预算数|项目|预算数\n收入|5|支出|5", 1),
        ("项目|预算数\n收入|5", 0),
        ("合计\n项目|预算数", 0),
        ("||\n项目|预算数|备注\n收入|5|", 1),
        ("单位：万元", 0),
    ],
)
def test_rows_above_the_header(text: str, count: int) -> None:
    """A table that holds nothing else keeps its only row."""
    assert meta_rows(rows(text)) == count


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("888.25", True),
        ("12,345,678", True),
        ("≥95%", True),
        ("不少于12次", True),
        ("约5万元", True),
        ("95%以上", True),
        ("（5）", True),
        ("-0.40", True),
        ("", False),
        ("——", False),
        ("3月底", False),
        ("2020年", False),
        ("第一季度", False),
        ("2021年12月31日", False),
        ("5-10", False),
        ("目标1", False),
        ("会议5次", False),
    ],
)
def test_what_is_a_figure(text: str, figure: bool) -> None:
    assert number_like(text) is figure


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("项目|预算数", True),
        ("|科目编码|科目名称|", True),
        ("产出指标|5", False),
        ("收入|——", False),
        ("目标1|目标2", False),
        ("绩效目标|保障机关正常运行。", False),
        ("绩效目标|围绕全县经济社会发展大局做好各项工作促进县域经济持续健康发展", False),
        ("||", False),
    ],
)
def test_what_can_be_a_header(text: str, header: bool) -> None:
    assert header_like(row(text)) is header


@pytest.mark.parametrize(
    ("text", "collapsed", "form"),
    [
        ("绩效目标|围绕全县经济社会发展大局做好各项工作促进县域经济持续健康发展", True, True),
        ("资金用途|", True, True),
        ("公务接待费|1.20", True, False),
        ("项目编码|434-0303-YXN-8943|项目名称|网络维护", True, True),
        ("项目|预算数|项目|预算数", True, False),
        ("绩效目标|保障政务网络全年正常运行|||", False, True),
        ("201|一般公共服务支出及其他||", False, False),
    ],
)
def test_rows_of_a_form(text: str, collapsed: bool, form: bool) -> None:
    assert is_form_row(row(text), collapsed=collapsed) is form


def test_a_blank_place_beside_a_header_is_part_of_it_where_the_row_below_is_filled() -> None:
    (band,) = bands(
        """
序号|收入||支出||备注
|项目|预算数|项目|预算数|
1|事业收入|5|其他支出|5|
""",
        merged_missing=False,
    )
    assert band.headers == 2
    assert spans(band, 0) == [("序号", 0, 1), ("收入", 1, 2), ("支出", 3, 2), ("备注", 5, 1)]
    assert spans(band, 1)[1:3] == [("项目", 1, 1), ("预算数", 2, 1)]


def test_a_header_over_missing_cells_spans_what_is_filled_below() -> None:
    (band,) = bands(
        """
职责活动|年度预算数|绩效指标|评价标准
|||优|良|中|差
政务保障|50.5|完成率|100%|≥90%|≥80%|<80%
""",
        merged_missing=True,
    )
    assert (band.width, band.headers) == (7, 2)
    assert spans(band) == [("职责活动", 0, 1), ("年度预算数", 1, 1), ("绩效指标", 2, 1), ("评价标准", 3, 4)]
    assert band.doubts == []


def test_merged_headers_at_both_ends() -> None:
    (band,) = bands(
        """
政府采购项目来源|采购物品名称|计量单位|数量|单价|政府采购金额
项目名称|预算资金|||||总计|一般公共预算拨款|基金预算拨款
办公费|94.09|台式计算机|个|5|0.50|2.50|2.50|
""",
        merged_missing=True,
    )
    assert [cell for cell in spans(band) if cell[2] > 1] == [("政府采购项目来源", 0, 2), ("政府采购金额", 6, 3)]
    assert [cell.column for cell in band.rows[0]] == [0, 2, 3, 4, 5, 6]


def test_one_header_over_a_value_and_its_unit() -> None:
    (band,) = bands(
        "三级指标|描述|指标值|依据\n会议次数|召开会议|≥12|次|计划\n合格率|合格比例|100|%|计划", merged_missing=True
    )
    assert (band.width, band.headers) == (5, 1)
    assert spans(band) == [("三级指标", 0, 1), ("描述", 1, 1), ("指标值", 2, 2), ("依据", 4, 1)]


def test_three_levels_of_headers() -> None:
    (band,) = bands(
        """
项目||||支出||
科目编码|||科目名称|合计|基本支出|项目支出
类|款|项||||
201|03|01|行政运行|9|6|3
""",
        merged_missing=False,
    )
    assert band.headers == 3
    assert spans(band, 0)[:2] == [("项目", 0, 4), ("支出", 4, 3)]
    assert spans(band, 1)[0] == ("科目编码", 0, 3)


def test_the_bands_of_a_project_form() -> None:
    found = bands(
        """
项目编码|434-0303-YXN-8943|项目名称|网络改造
资金规模及资金用途|预算数150.57万元。其中：财政资金150.57万元，其他资金0万元。
资金支出计划（%）|3月底|6月底|12月底
|25|50|100
一级指标|二级指标|三级指标|描述|指标值
产出指标|数量指标|设备数量|采购设备|≥60台
|质量指标|合格率|验收合格|≥95%
""",
        merged_missing=True,
    )
    assert [(band.numbers, band.is_form, band.headers) for band in found] == [
        ([0], True, 0),
        ([1], True, 0),
        ([2, 3], False, 1),
        ([4, 5, 6], False, 1),
    ]


def test_a_row_of_another_width_is_doubted_and_left_without_columns() -> None:
    """Better no column than the neighbour's: a figure without its column is not asserted."""
    (band,) = bands("名称|数量|单价|金额\n计算机|5|0.5|2.5\n打印机|2|0.4\n桌椅|1|0.1|0.1", merged_missing=False)
    assert band.doubts == ["a row has 3 cells, the table 4 columns"]
    assert [cell.column for cell in band.rows[2]] == [-1, -1, -1]
    assert [cell.column for cell in band.rows[3]] == [0, 1, 2, 3]
