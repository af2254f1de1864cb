"""Income and spending, years and changes, operating funds."""

import pytest

from tests.checks.inline import findings_in, told

CHANGE = (
    "二、总体情况\n3、比上年增减情况\n2021年预算收支安排765.14万元，较2020年预算增加{total}万元，"
    "其中：基本支出减少109.3万元，主要为压减经费；项目支出增加{project}万元，主要为增加了网络运维项目。\n"
)


def test_change_against_its_parts() -> None:
    assert findings_in(CHANGE.format(total="6.67", project="115.97")) == []
    (finding,) = findings_in(CHANGE.format(total="7.01", project="115.97"))
    assert finding.kind == "change_and_parts"
    assert finding.message.endswith("增加7.01万元，与各部分增减之和（-109.3+115.97=6.67万元）相差0.34万元。")


def test_changes_by_fund_are_no_parts_beside_basic_and_project_expenditure() -> None:
    funds = (
        "二、总体情况\n2024年支出预算765.14万元，比上年增加6.67万元，其中：基本支出比上年减少109.3万元；项目支出比上年增加115.97万元。\n"
        "一般公共预算支出700万元，比上年增加5万元。政府性基金预算支出65.14万元，比上年增加1.67万元。\n"
    )
    assert told(funds, "change_and_parts") == []
    assert len(told(funds.replace("增加6.67", "增加7.67"), "change_and_parts")) == 1


def test_a_change_with_one_part_told_is_not_held_to_it() -> None:
    body = "二、总体情况\n2021年预算收支安排765.14万元，较2020年预算增加7.01万元，主要为项目支出增加115.97万元。\n"
    assert findings_in(body) == []


def test_parts_that_did_not_change_count_as_nothing() -> None:
    body = (
        "四、“三公”经费\n“三公”经费预算18.50万元，比2020年预算减少{total}万元。其中：因公出国（境）费0万元，与2020年预算持平。"
        "公务用车购置及运行费15.50万元，比2020年预算减少1万元。公务接待费3万元，比2020年预算减少0.50万元。\n"
    )
    assert told(body.format(total="1.50"), "change_and_parts") == []
    assert [severity for severity, _ in told(body.format(total="2.50"), "change_and_parts")] == ["conflict"]


@pytest.mark.parametrize(("before", "expected"), [("67", 0), ("77", 1)])
def test_this_year_is_last_year_and_the_change(before: str, expected: int) -> None:
    body = f"四、“三公”经费\n2021年“三公”经费预算安排57万元。相比去年“三公”经费{before}万元减少10万元。\n"
    assert len(told(body, "year_over_year")) == expected


def test_income_and_spending_of_a_budget() -> None:
    body = "二、总体情况\n1、收入说明\n2021年预算收入{income}万元。\n2、支出说明\n2021年支出预算1555.72万元。\n"
    assert findings_in(body.format(income="1555.72")) == []
    assert told(body.format(income="1565.72"), "income_and_spending") == [("conflict", ["1565.72万元", "1555.72万元"])]


@pytest.mark.parametrize(
    ("spending", "direction", "change", "expected"),
    [
        ("225.12", "减少", "90.80", []),
        ("225.12", "减少", "92.43", [("conflict", ["90.80万元", "92.43万元"])]),
        ("225.12", "增加", "90.80", [("conflict", ["90.80万元", "90.80万元"])]),
        ("223.49", "减少", "92.43", [("conflict", ["225.12万元", "223.49万元"])]),  # not equal this year either
    ],
)
def test_both_sides_of_a_budget_change_alike(
    spending: str, direction: str, change: str, expected: list[tuple[str, list[str]]]
) -> None:
    body = (
        "二、总体情况\n1、收入说明\n2021年收入预算225.12万元，收入较上年减少90.80万元。\n"
        f"2、支出说明\n2021年支出预算{spending}万元，支出较上年{direction}{change}万元。\n"
    )
    assert told(body, "income_and_spending") == expected


def test_income_and_spending_of_a_final_account_may_differ() -> None:
    body = "三、总体情况\n2021年度收入总计2404.16万元。2021年度支出总计2400.12万元。\n"
    assert findings_in(body, title="青石县农业农村局2021年度部门决算") == []


OPERATING = """
一、机构设置
部门机构设置情况
单位名称\t单位性质\t单位规格
青石县人民政府办公室\t行政\t正科级
青石县信息中心\t{kind}\t股级

二、总体情况
2021年支出预算300万元，其中基本支出200万元，包括人员经费100万元和日常公用经费100万元；项目支出100万元。
三、机关运行经费安排情况
2021年，我单位机关运行经费共计安排{running}万元。
"""


@pytest.mark.parametrize(
    ("kind", "running", "expected"),
    [("行政", "100", 0), ("行政", "90", 1), ("事业", "90", 0), ("事业", "110", 1)],
)
def test_operating_funds_are_public_funds(kind: str, running: str, expected: int) -> None:
    """Institutions (事业) have 公用经费 that is no 机关运行经费; more than 公用经费 it can never be."""
    assert len(told(OPERATING.format(kind=kind, running=running), "operating_funds")) == expected


@pytest.mark.parametrize(("change", "expected"), [("减少91.21", 0), ("增加16.16", 1)])
def test_this_year_and_last_of_an_item_that_no_list_knows(change: str, expected: int) -> None:
    body = f"二、收支说明\n2021年专户拨款收入预算985.64万元，比2020年专户拨款收入预算1076.85万元{change}万元。\n"
    assert len(told(body, "year_over_year")) == expected


def test_a_base_year_without_its_word() -> None:
    body = "二、支出说明\n支出预算较2020{way}18.23万元，主要是基本支出预算增加91.32万元，项目支出预算减少73.09万元。\n"
    assert told(body.format(way="增加"), "change_and_parts") == []
    assert [severity for severity, _ in told(body.format(way="减少"), "change_and_parts")] == ["conflict"]
