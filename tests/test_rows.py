"""Documents to the rows of their lists: tables, project tables, parts of an item, classifications, numbered lines."""

from pathlib import Path

import pytest

from assistant import project_rows, rows
from assistant.library import Holding, Library
from assistant.rows import RowSet
from tests.asking import library

BODY = """
一、部门职责与机构设置
（一）部门职责
1、起草公文，办理来文。
2、筹备会议；督办议定事项。
3、值守应急。
（二）机构设置
内设机构：综合科、信息科、督查科。
部门机构设置情况
单位名称\t单位性质\t单位规格
蔚县人民政府办公室本级\t行政\t正科级
蔚县电子政务中心\t事业\t
蔚县政府机关事务中心\t事业\t副科级
二、部门预算安排的总体情况
2022年支出预算888.25万元，其中基本支出653.74万元，项目支出234.51万元，包括网络维护经费150万元、公文系统经费84.51万元。
支出总表
单位：万元
科目编码\t科目名称\t合计
201\t一般公共服务支出\t800.00
20103\t政府办公厅（室）及相关机构事务\t800.00
2010301\t行政运行\t500.00
2010302\t一般行政管理事务\t300.00
基本支出表
单位：万元
科目编码\t科目名称\t合计
301\t工资福利支出\t400.00
30101\t基本工资\t250.00
30102\t津贴补贴\t150.00
302\t商品和服务支出\t100.00
30201\t办公费\t100.00
五、绩效预算信息
1、网络维护经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
产出指标\t质量指标\t网络正常运转率\t正常运转时间占比\t≥98%
满意度指标\t服务对象满意度指标\t群众满意度\t群众满意度\t≥90%
2、公文系统经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
产出指标\t数量指标\t公文系统套数\t建成的公文系统\t1套
3、部门整体绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
产出指标\t数量指标\t会议次数\t全年会议\t≥12次
六、政府采购预算情况
部门政府采购预算
单位：万元
采购物品名称\t计量单位\t数量\t单价\t合计
合计\t\t\t\t4.50
台式计算机\t台\t5\t0.50\t2.50
打印机\t台\t10\t0.20\t2.00
七、国有资产信息
部门固定资产占用情况表
项目\t数量\t价值（万元）
资产总额\t\t1,300.00
1、房屋（平方米）\t2400\t1,200.00
其中：办公用房（平方米）\t2000\t1,000.00
2、车辆（台、辆）\t7\t100.00
"""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library(tmp_path_factory.mktemp("rows"), BODY).library


@pytest.fixture(scope="module")
def holding(held: Library) -> Holding:
    return held.holding(held.documents[0])


def names(found: RowSet | None) -> list[str]:
    assert found is not None
    return [row.name for row in found.rows]


def printed(found: RowSet | None, holding: Holding) -> list[str]:
    """The words of the document at the places of the rows."""
    assert found is not None
    return [holding.text[slice(*row.span)] for row in found.rows]


@pytest.mark.parametrize(
    ("kind", "title", "unit", "expected"),
    [
        (
            "units",
            "部门机构设置情况",
            "个",
            ["蔚县人民政府办公室本级", "蔚县电子政务中心", "蔚县政府机关事务中心"],
        ),
        ("procurement", "部门政府采购预算", "项", ["合计", "台式计算机", "打印机"]),
        ("assets", "部门固定资产占用情况表", "项", ["资产总额", "房屋", "办公用房", "车辆"]),
    ],
)
def test_the_table_of_a_kind(holding: Holding, kind: str, title: str, unit: str, expected: list[str]) -> None:
    """Numbers, units of measure and 其中 are no part of a name."""
    found = rows.captioned(holding, kind)
    assert found is not None
    assert (found.title, found.unit) == (title, unit)
    assert names(found) == expected


def test_totals_and_parts_are_marked(holding: Holding) -> None:
    bought, assets = rows.captioned(holding, "procurement"), rows.captioned(holding, "assets")
    assert bought is not None
    assert assets is not None
    assert [row.is_total for row in bought.rows] == [True, False, False]
    assert [(row.is_total, row.is_part) for row in assets.rows] == [
        (True, False),
        (False, False),
        (False, True),
        (False, False),
    ]


def test_a_row_has_its_place_its_figures_and_its_texts(holding: Holding) -> None:
    units, assets = rows.captioned(holding, "units"), rows.captioned(holding, "assets")
    assert units is not None
    assert assets is not None
    assert [row.texts for row in units.rows] == [("行政", "正科级"), ("事业",), ("事业", "副科级")]
    assert printed(units, holding) == names(units)
    assert [fact.value_text for fact in assets.rows[1].facts] == ["2400", "1,200.00"]
    start = assets.rows[1].span[0]
    assert holding.text[start:].startswith("1、房屋")


def test_projects_are_the_tables_of_their_targets(holding: Holding) -> None:
    """The table for the whole office is no project."""
    found = project_rows.projects(holding)
    assert names(found) == ["网络维护经费", "公文系统经费"]
    assert printed(found, holding) == ["1、网络维护经费绩效目标表", "2、公文系统经费绩效目标表"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("网络维护经费有哪些指标", ["网络正常运转率", "群众满意度"]),
        ("公文系统经费绩效目标表的指标", ["公文系统套数"]),
    ],
)
def test_indicators_of_the_project_named(holding: Holding, asked: str, expected: list[str]) -> None:
    assert names(rows.indicators(holding, asked)) == expected


def test_indicators_of_no_project(holding: Holding) -> None:
    assert rows.indicators(holding, "扶贫资金有哪些指标") is None


def test_an_indicator_carries_its_value_and_its_levels(holding: Holding) -> None:
    found = rows.indicators(holding, "网络维护经费")
    assert found is not None
    assert [row.facts[0].value_text for row in found.rows] == ["≥98%", "≥90%"]
    assert found.rows[1].texts == ("满意度指标", "服务对象满意度指标")


def test_parts_of_an_item_in_the_order_of_the_sentence(holding: Holding) -> None:
    assert names(rows.parts_of(holding, ("expenditure",), "")) == ["基本支出", "项目支出"]
    projects = rows.parts_of(holding, (), "项目支出")
    assert names(projects) == ["网络维护经费", "公文系统经费"]
    assert projects is not None
    assert [row.facts[0].value_text for row in projects.rows] == ["150万元", "84.51万元"]
    assert rows.parts_of(holding, ("san_gong",), "“三公”经费") is None


@pytest.mark.parametrize(
    ("economic", "codes"),
    [
        (True, ["301", "30101", "30102", "302", "30201"]),
        (False, ["201", "20103", "2010301", "2010302"]),
    ],
)
def test_economic_and_functional_classes_are_kept_apart(holding: Holding, economic: bool, codes: list[str]) -> None:
    found = rows.classified(holding, economic)
    assert found is not None
    assert [row.code for row in found.rows] == codes


def test_numbered_lines_of_a_section(held: Library, holding: Holding) -> None:
    """A line is cited to its first full stop or semicolon."""
    found = rows.section_lines(holding, held, "duties", "有哪些职责")
    assert found is not None
    assert (found.title, found.unit) == ("部门职责", "条")
    assert names(found) == ["起草公文，办理来文", "筹备会议", "值守应急"]
    assert printed(found, holding) == ["1、起草公文，办理来文", "2、筹备会议", "3、值守应急"]


def test_a_section_that_is_not_there(held: Library, holding: Holding) -> None:
    assert rows.section_lines(holding, held, "measures", "有哪些保障措施") is None


def test_what_a_sentence_lists_behind_a_colon(held: Library, holding: Holding) -> None:
    found = rows.enumerated(holding, held, "内设机构")
    assert names(found) == printed(found, holding) == ["综合科", "信息科", "督查科"]
    assert rows.enumerated(holding, held, "直属单位") is None


def test_one_project_table_makes_no_list_of_projects(tmp_path: Path) -> None:
    body = """
五、绩效预算信息
1、网络维护经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值
产出指标\t质量指标\t网络正常运转率\t正常运转时间占比\t≥98%
"""
    found = library(tmp_path, body).library
    assert project_rows.projects(found.holding(found.documents[0])) is None


def test_activities_of_a_table_of_duties(tmp_path: Path) -> None:
    body = """
五、绩效预算信息
部门职责—工作活动绩效目标
单位：万元
职责活动\t年度预算数\t内容描述
一、综合服务\t60.00\t办文办会
二、后勤保障\t40.00\t车辆房屋
"""
    held = library(tmp_path, body).library
    holding = held.holding(held.documents[0])
    found = project_rows.activities(holding)
    assert names(found) == ["综合服务", "后勤保障"]
    assert found is not None
    assert [row.facts[0].value_text for row in found.rows] == ["60.00", "40.00"]
    assert project_rows.projects(holding) == found


def test_an_empty_table_is_no_list(tmp_path: Path) -> None:
    body = "六、政府采购预算情况\n部门政府采购预算\n单位：万元\n采购物品名称\t数量\t合计\n\t\t\n注：本部门无政府采购预算，以空表列示。"
    found = library(tmp_path, body).library
    assert rows.captioned(found.holding(found.documents[0]), "procurement") is None


def test_projects_with_their_money_and_their_indicators_in_one_row(tmp_path: Path) -> None:
    body = """
五、附表
项目支出绩效目标表
单位：万元
项目名称\t实施单位\t预算金额\t绩效目标\t数量指标
小型水库除险加固\t局本级\t520.00\t消除病险水库安全隐患\t除险加固8座
河长制工作\t局本级\t76.50\t推进河长制落实\t巡河4800次
合计\t\t596.50\t\t
"""
    found = library(tmp_path, body).library
    assert names(project_rows.project_table(found.holding(found.documents[0]))) == ["小型水库除险加固", "河长制工作"]
