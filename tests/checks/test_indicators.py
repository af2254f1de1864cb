"""Indicators that cannot be meant as written."""

import pytest

from tests.checks.inline import findings_in, indicator_table, told


@pytest.mark.parametrize(
    "row",
    [
        "及时发放率|及时发放资金占应发总资金的比率|≥6年",
        "使用年限|替代设备使用年限|≥90%",
        "完成率|完成项目在所有项目中的比例|=100台",
        "参会人次|代表参会人次|≥98%",
        "资金的使用效率|资金的使用效率|7.5万元",
    ],
)
def test_unit_that_does_not_fit(row: str) -> None:
    assert [severity for severity, _ in told(indicator_table(row), "indicator_unit")] == ["slip"]


@pytest.mark.parametrize(
    "row",
    [
        "及时发放率|及时发放资金占应发总资金的比率|≥95%",
        "使用年限|替代设备使用年限|≥6年",
        "完成率|走访企业数量|≥3家",
        "任务完成数量|完成任务占全部任务的比例|≥95%",
        "保障时间|正常运转时间占全部时间的比例|≥98%",
        "检修频率|检修频率|≥4次",
        "PM2.5|PM2.5下降|≥10%",
        "死亡率|万车死亡率|≤2人",
    ],
)
def test_unit_that_fits(row: str) -> None:
    assert told(indicator_table(row), "indicator_unit") == []


@pytest.mark.parametrize(
    ("row", "kinds"),
    [
        ("满意率|满意率|≥985", ["indicator_value"]),
        ("合格率|合格率|≥985%", ["indicator_value"]),
        ("长期使用性|长期使用性|≥90", ["indicator_without_unit"]),
        ("空气质量指数|空气质量指数|≤90", []),
        ("产值增长率|产值增长率|≥120%", []),
        ("合格率|合格率|≥98.5%", []),
    ],
)
def test_values_without_unit_or_too_large(row: str, kinds: list[str]) -> None:
    assert [finding.kind for finding in findings_in(indicator_table(row))] == kinds


def test_a_unit_in_a_column_of_its_own() -> None:
    body = """
五、绩效目标
一、巡查经费绩效目标表
一级指标\t二级指标\t三级指标\t指标值\t确定依据\t计量单位
产出指标\t数量指标\t巡查次数\t≥200\t计划\t次
产出指标\t质量指标\t巡查合格率\t≥95%\t计划\t%
"""
    assert told(body, "indicator_without_unit") == []


@pytest.mark.parametrize(
    "row",
    [
        "到会率|参会人员到会率|≤98%",
        "满意度|服务对象满意度|≤98%",
        "提高效率|提高各项工作效率|≤50%",
        "故障率|信息系统故障发生率|≥20%",
        "投诉次数|群众投诉次数|≥3次",
        "人均管理成本|人均管理成本|≥100元",
        "经费控制数|经费控制数|≥7.5万元",
        "问题发生|问题事件发生|≥0%",
    ],
)
def test_direction_that_cannot_be_meant(row: str) -> None:
    assert [severity for severity, _ in told(indicator_table(row), "indicator_direction")] == ["slip"]


@pytest.mark.parametrize(
    "row",
    [
        "到会率|参会人员到会率|≥98%",
        "预算执行率|预算执行率|≤100%",
        "费用增长率|管理费用增长率|≤3%",
        "故障减少率|故障减少率|≥5%",
        "投诉处理数量|处理投诉数量|≥10件",
        "无故障率|设备无故障率|≥95%",
        "节约成本|节约成本|≥2万元",
        "成本节约率|成本节约率|≥5%",
        "发放人数|发放人数|≤74人",
        "故障排查时效|故障排查处理时效|≤2小时",
    ],
)
def test_direction_that_is_meant(row: str) -> None:
    assert told(indicator_table(row), "indicator_direction") == []


GRADES = """
五、绩效预算信息
部门职责-工作活动绩效目标
单位：万元
职责活动\t年度预算数\t绩效目标\t绩效指标\t评价标准\t\t\t
\t\t\t\t优\t良\t中\t差
一、法制宣传\t10.00\t做好宣传\t\t\t\t\t
1、法制宣传教育\t10.00\t做好宣传\t{name}\t{best}\t80%\t60%\t{worst}
"""


@pytest.mark.parametrize(
    ("name", "best", "worst", "expected"),
    [
        ("查询错误率", "90%", "50%", 1),
        ("查询错误率", "5%", "50%", 0),
        ("群众满意度", "50%", "90%", 1),
        ("群众满意度", "90%", "50%", 0),
        ("规范运营情况，非法集资案率", "90%", "50%", 0),
    ],
)
def test_graded_standards(name: str, best: str, worst: str, expected: int) -> None:
    assert len(told(GRADES.format(name=name, best=best, worst=worst), "grades_reversed")) == expected


PLAN = [
    ["项目编码", "434-1005", "项目名称", "网络改造"],
    ["资金用途", "1.因人员增加需购置办公用品。2.因房屋年久失修无法正常使用进行屋顶修理。"],
    ["资金支出计划（{kind}）", "3月底", "6月底", "10月底", "12月底"],
    ["", "{steps}"],
    ["绩效目标", "目标1", "屋顶修理"],
]


def plan(kind: str, steps: str) -> str:
    """A project form in the dialect of one cell per line."""
    rows = "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in PLAN)
    rows = rows.format(kind=kind, steps=steps.replace(" ", "\n\t"))
    return f"五、绩效预算信息\n1、网络改造经费\n\n{rows}\n"


@pytest.mark.parametrize(
    ("kind", "steps", "expected"),
    [
        ("累计进度%", "100.00 0.00 0.00 0.00", 1),
        ("累计进度%", "0.00 0.00 0.00 0.00", 1),
        ("累计进度%", "10.00 30.00 30.00 100.00", 0),
        ("%", "50.00 20.00 20.00 10.00", 0),
    ],
)
def test_cumulative_plan(kind: str, steps: str, expected: int) -> None:
    assert len(told(plan(kind, steps), "cumulative_plan")) == expected
