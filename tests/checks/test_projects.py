"""Projects: amounts of the text against their forms, and all of them against project spending."""

import pytest

from tests.checks.inline import findings_in, told

PROJECT = """
二、支出说明
2021年支出预算1350万元，其中基本支出700万元，项目支出650万元，包括：1.网络安全改造{told}万元；2.其他专项{rest}万元。
五、绩效预算信息
部门职责-工作活动绩效目标
1、{name}项目

项目编码\t434-0303\t项目名称\t{name}项目
资金规模及资金用途\t预算数150.57万元。其中：财政资金150.57万元，其他资金0万元。
"""


def project(told: str, name: str = "网络安全改造", rest: str = "500") -> str:
    return PROJECT.format(told=told, name=name, rest=rest)


@pytest.mark.parametrize(
    ("amount", "rest", "expected"),
    [
        ("150.57", "499.43", []),
        ("150", "500", ["conflict"]),
        ("151", "499", ["rounding"]),
        ("150.6", "499.4", ["rounding"]),
    ],
)
def test_project_in_text_and_form(amount: str, rest: str, expected: list[str]) -> None:
    assert [severity for severity, _ in told(project(amount, rest=rest), "project_amount")] == expected


def test_names_of_other_projects_are_not_matched() -> None:
    assert told(project("150", name="网站安全监测"), "project_amount") == []


def test_words_in_another_order_are_one_project() -> None:
    body = project("150").replace("网络安全改造150", "开展安全网络改造150")
    assert [severity for severity, _ in told(body, "project_amount")] == ["conflict"]


def test_projects_cannot_cost_more_than_project_spending() -> None:
    body = project("150.57", rest="499.43").replace("项目支出650万元", "项目支出100万元")
    assert told(body, "projects_above_spending") == [("conflict", ["100万元", "150.57万元"])]
    assert told(project("150.57", rest="499.43"), "projects_above_spending") == []
    assert findings_in(project("150.57", rest="499.43")) == []


TARGETS = """
三、支出情况
2021年支出预算300.00万元，其中：基本支出100.00万元，项目支出{spending}万元。
项目支出绩效目标表
单位：万元
项目名称\t预算金额\t一级指标\t三级指标\t指标值
河道建设\t150.00\t产出指标\t建成长度\t≥38公里
河道建设\t150.00\t产出指标\t验收合格率\t100%
河道管护\t50.00\t产出指标\t管护条数\t24条
"""


def test_a_budget_printed_in_every_row_of_its_targets_counts_once() -> None:
    assert "projects_above_spending" not in {f.kind for f in findings_in(TARGETS.format(spending="200.00"))}
    assert "projects_above_spending" in {f.kind for f in findings_in(TARGETS.format(spending="150.00"))}


LISTED = """
二、支出说明
2021年项目支出120万元，其中：矿山地质环境监测{text}万元。

项目支出绩效目标表
单位：万元
单位名称\t项目名称\t资金总额
青石县政府办本级\t矿山地质环境监测\t125.00
"""


def test_a_project_of_the_text_in_a_list_of_projects() -> None:
    assert told(LISTED.format(text="125"), "project_amount") == []
    assert told(LISTED.format(text="120"), "project_amount") == [("conflict", ["120万元", "125.00"])]


def test_a_project_of_two_units_is_in_no_contradiction() -> None:
    body = LISTED.format(text="165") + "青石县档案馆\t矿山地质环境监测\t40.00\n"
    assert told(body, "project_amount") == []
