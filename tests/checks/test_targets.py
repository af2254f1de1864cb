"""Targets told twice."""

import pytest

from tests.checks.inline import indicator_table, told

TEXT = (
    "五、绩效预算信息\n第一部分 部门整体绩效目标\n（一）巡查经费\n绩效指标：{sentence}。\n第二部分 预算项目绩效目标\n"
)


def both(sentence: str, *rows: str, name: str = "1、巡查经费绩效目标表") -> str:
    table = indicator_table(*rows, name=name).removeprefix("五、预算绩效信息\n")
    return TEXT.format(sentence=sentence) + table


@pytest.mark.parametrize(
    ("sentence", "row", "quotes"),
    [
        ("制作证件1000份", "计划制作证件|计划制作证件|100份", ["1000份", "100"]),
        ("统计调查参会人员到场率95%以上", "到会率|参会人员到场率|≤98%", ["95%以上", "98"]),
        ("重要信息共享率70%", "信息共享率|重要信息共享的程度|≥80%", ["70%", "80"]),
        ("建设内网平台覆盖率50%", "建设内网覆盖率|内网覆盖范围|≥90%", ["50%", "90"]),
        ("组织宣传活动5次", "宣传活动次数|组织宣传活动次数|≤5%", ["5次", "5"]),
        ("组织对外联络不少于3次", "对外联络次数|对外宣传次数|≤3次", ["不少于3次", "3"]),
    ],
)
def test_text_and_indicator_differ(sentence: str, row: str, quotes: list[str]) -> None:
    assert told(both(sentence, row), "text_and_indicator") == [("conflict", quotes)]


@pytest.mark.parametrize(
    ("sentence", "row"),
    [
        ("制作证件1000份", "计划制作证件|计划制作证件|≥1000份"),
        ("制作宣传册1000份", "制作宣传册|制作宣传册|≤1000册"),
        ("制作证件1000份", "制作横幅|制作横幅|100条"),
        ("内网平台覆盖率50%", "外网平台覆盖率|外网平台覆盖率|≥90%"),
        ("每月刊登稿件10篇", "刊登稿件数|全年刊登稿件数|≥120篇"),
        ("培训10人次", "培训次数|培训次数|≥2次"),
        ("服务对象满意度95%", "满意度|满意度|≥90%"),
    ],
)
def test_agreeing_and_unlike_targets(sentence: str, row: str) -> None:
    assert told(both(sentence, row), "text_and_indicator") == []


def test_another_projects_table_is_not_compared() -> None:
    body = both("制作证件1000份", "计划制作证件|计划制作证件|100份", name="1、会议经费绩效目标表")
    assert told(body, "text_and_indicator") == []


def objective(goal: str, *rows: str) -> str:
    head, table = indicator_table(*rows).split("一级指标", 1)
    return f"{head}绩效目标\t{goal}\t\t\t\t\n一级指标{table}"


@pytest.mark.parametrize(
    ("goal", "row", "quotes"),
    [
        (
            "1. 按照上级通知精神保障视频调度系统正常运转，互联互通后期每年服务费5万元",
            "服务费成本|服务费成本|4.5万元",
            ["5万元", "4.5"],
        ),
        (
            "1. 订阅以党报党刊和行业刊物为重点的报刊，宣传本县形象 2. 每季度不少于12篇稿件",
            "季发稿件数|季发稿件数|≥121篇",
            ["不少于12篇", "121"],
        ),
    ],
)
def test_objective_and_indicator_differ(goal: str, row: str, quotes: list[str]) -> None:
    assert told(objective(goal, row), "text_and_indicator") == [("conflict", quotes)]


@pytest.mark.parametrize(
    ("goal", "row"),
    [
        ("1. 按照上级通知精神保障视频调度系统正常运转，互联互通后期每年服务费5万元", "服务费成本|服务费成本|≤5万元"),
        (
            "1. 订阅以党报党刊和行业刊物为重点的报刊，宣传本县形象 2. 每季度不少于12篇稿件",
            "全年稿件数|全年稿件数|≥48篇",
        ),
        ("1. 按照上级通知精神保障视频调度系统正常运转，一次性设备购置费5万元", "服务费成本|服务费成本|4.5万元"),
    ],
)
def test_objective_and_indicator_agree(goal: str, row: str) -> None:
    assert told(objective(goal, row), "text_and_indicator") == []


def test_two_rows_for_one_measure() -> None:
    body = indicator_table("运行保障成本|运行保障成本|≤1.8万元", "运行成本|运行成本|1.08万元")
    assert told(body, "indicator_twice") == [("conflict", ["1.8", "1.08"])]
    body = indicator_table("完成率|走访企业家数量|≥3家", "实际参会企业数|实际走访企业数|≥2家")
    assert told(body, "indicator_twice") == [("conflict", ["3", "2"])]
    body = indicator_table("巡查次数|全年巡查次数|≥12次", "巡查次数|巡查次数|≤10次")
    assert told(body, "indicator_twice") == [("conflict", ["12", "10"])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("运行成本|运行成本|≤1.8万元", "印刷成本|印刷成本|1.08万元"),
        ("完成率|巡查任务完成率|≥95%", "完成率|整改任务完成率|≥90%"),
        ("第一期培训人数|第一期培训人数|50人", "第二期培训人数|第二期培训人数|30人"),
        ("巡查次数|巡查次数|≥3次", "巡查次数|巡查次数|3次"),
        ("学生满意度|学生满意度|≥90%", "家长满意度|家长满意度|≥85%"),
        ("人均培训成本|人均培训成本|≤0.08万元", "培训成本|培训成本|≤8万元"),
    ],
)
def test_two_rows_for_two_measures(one: str, other: str) -> None:
    assert told(indicator_table(one, other), "indicator_twice") == []


OFFICE = """
五、绩效预算信息
（四）部门整体支出绩效指标
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据
产出指标\t数量指标\t发放人员数量\t发放补贴人员数量\t{whole}\t计划
产出指标\t质量指标\t发放合格率\t发放合格率\t≥95%\t计划

第二部分 资金绩效目标
1.补贴经费绩效目标表
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据
产出指标\t数量指标\t发放人员数量\t发放补贴人员数量\t{part}\t计划
产出指标\t质量指标\t发放合格率\t发放合格率\t=100%\t计划
"""


@pytest.mark.parametrize(
    ("whole", "part", "expected"), [("≤2人", "≤74人", 1), ("≤80人", "≤74人", 0), ("≥2人", "≥74人", 0)]
)
def test_one_project_beyond_the_whole_office(whole: str, part: str, expected: int) -> None:
    assert len(told(OFFICE.format(whole=whole, part=part), "office_and_project")) == expected
