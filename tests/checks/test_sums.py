"""Parts against totals in running text."""

import pytest

from tests.checks.inline import findings_in, told

THREE_PUBLIC = (
    "四、“三公”经费\n2021年“三公”经费预算安排{total}万元，其中因公出国（境）费0万元；公务用车购置及运维费{cars}万元"
    "（其中：公务用车购置费0万元，公务用车运维费{running}万元）；公务接待费10万元。\n"
)
SPENDING = (
    "二、支出说明\n2021年支出预算{total}万元，其中基本支出{basic}万元，包括人员经费{people}万元和日常公用经费{public}万元；"
    "项目支出{project}万元。\n"
)


def three_public(total: str, cars: str, running: str) -> str:
    return THREE_PUBLIC.format(total=total, cars=cars, running=running)


def spending(total: str, basic: str, people: str, public: str, project: str) -> str:
    return SPENDING.format(total=total, basic=basic, people=people, public=public, project=project)


def test_vehicles_are_purchase_and_running() -> None:
    assert told(three_public("57", "47", "57"), "parts_and_total") == [("conflict", ["47万元", "0万元", "57万元"])]


def test_the_message_quotes_both_figures_and_the_difference() -> None:
    (finding,) = findings_in(three_public("57", "47", "57"))
    assert finding.message == "公务用车购置及运维费47万元，与其中项之和（0+57=57万元）相差10万元。"


def test_three_public_items_that_add_up() -> None:
    assert findings_in(three_public("57", "47", "47")) == []


def test_three_public_total() -> None:
    assert told(three_public("67", "47", "47"), "parts_and_total")[0][1][0] == "67万元"


def test_basic_spending_and_all_spending() -> None:
    assert findings_in(spending("765.14", "507.4", "413.31", "94.09", "257.74")) == []
    found = told(spending("765.14", "507.4", "413.31", "94.99", "257.74"), "parts_and_total")
    assert found == [("conflict", ["507.4万元", "413.31万元", "94.99万元"])]
    found = told(spending("775.14", "507.4", "413.31", "94.09", "257.74"), "parts_and_total")
    assert found == [("conflict", ["775.14万元", "507.4万元", "257.74万元"])]


def test_a_cent_lost_by_rounding_is_a_hint() -> None:
    found = told(spending("765.15", "507.41", "413.31", "94.10", "257.74"), "parts_and_total")
    assert found == []
    found = told(spending("765.14", "507.41", "413.31", "94.09", "257.74"), "parts_and_total")
    assert [severity for severity, _ in found] == ["rounding", "rounding"]


def test_parts_in_another_unit() -> None:
    body = "二、支出说明\n2021年支出预算100万元，其中基本支出600000元，项目支出{project}元。\n"
    assert findings_in(body.format(project="400000")) == []
    assert told(body.format(project="500000"), "parts_and_total") == [("conflict", ["100万元", "600000元", "500000元"])]


def test_income_parts() -> None:
    body = "二、收入说明\n2021年预算收入{total}万元，其中：一般公共预算收入692.60万元，基金预算收入72.54万元，其他收入0万元。\n"
    assert findings_in(body.format(total="765.14")) == []
    assert len(told(body.format(total="766.14"), "parts_and_total")) == 1


def test_an_incomplete_list_is_no_contradiction() -> None:
    assert (
        findings_in("二、支出说明\n项目支出715万元，主要包括：网络改造150万元、大气治理30万元、人防宣传8万元等。\n")
        == []
    )
    assert findings_in("二、支出说明\n2021年支出预算715万元，其中基本支出300万元。\n") == []


def test_a_complete_list_must_add_up() -> None:
    body = "二、支出说明\n项目支出{total}万元，包括：1.网络改造150万元；2.大气治理30万元；3.人防宣传8万元。\n"
    assert findings_in(body.format(total="188")) == []
    (found,) = told(body.format(total="288"), "parts_and_total")
    assert found == ("conflict", ["288万元", "150万元", "30万元", "8万元"])


def test_a_list_larger_than_its_total() -> None:
    body = "二、支出说明\n项目支出100.00万元，其中：网络改造80.00万元，大气治理30.00万元等。\n"
    assert len(told(body, "parts_and_total")) == 1


def test_budget_and_final_account_of_one_paragraph_stay_apart() -> None:
    body = (
        "七、“三公”经费支出决算情况说明\n“三公”经费支出预算为20万元，支出决算为15.50万元，完成预算的77.50%。"
        "其中：因公出国（境）费支出决算为0万元；公务用车购置及运行费支出决算为12.30万元；公务接待费支出决算为3.20万元。\n"
    )
    assert findings_in(body, title="青石县农业农村局2021年度部门决算") == []


@pytest.mark.parametrize(("personnel", "count"), [("1268.45", 0), ("1286.45", 1)])
def test_basic_expenditure_of_one_fund_against_its_own_parts(personnel: str, count: int) -> None:
    body = (
        f"五、基本支出\n2021年一般公共预算财政拨款基本支出1421.20万元，其中：人员经费{personnel}万元，主要包括基本工资、津贴补贴等；"
        "公用经费152.75万元，主要包括办公费、印刷费。\n"
    )
    assert len(told(body, "parts_and_total")) == count


def test_a_total_listed_with_what_is_carried_over() -> None:
    body = (
        "（二）支出总计{total}万元，包括：\n1.基本支出1538.33万元。\n2.项目支出3190.36万元。\n"
        "3.结余分配0万元。\n4.年末结转和结余147.10万元，占支出总计的3.02%。\n"
    )
    title = "青石县人民政府办公室2022年度部门决算"
    assert told(body.format(total="4875.79"), "parts_and_total", title=title) == []
    assert told(body.format(total="4885.79"), "parts_and_total", title=title) != []


def test_a_part_above_its_whole() -> None:
    body = "二、收支说明\n2021年财政拨款收入预算{total}万元，比2020年增加16.16万元。其中：一般公共预算财政拨款收入1093.01万元。\n"
    assert told(body.format(total="1100"), "parts_and_total") == []
    assert told(body.format(total="985.64"), "parts_and_total") == [("conflict", ["985.64万元", "1093.01万元"])]


def test_the_total_that_closes_a_list_is_no_part() -> None:
    body = "二、收支说明\n加上转移性收入38.18亿元，其中：税收返还收入0.46亿元、转移支付收入37.72亿元，收入合计43.43亿元。\n"
    assert told(body, "parts_and_total") == []


@pytest.mark.parametrize(("word", "findings"), [("剔除", 0), ("补充", 1)])
def test_what_is_taken_off_is_no_part(word: str, findings: int) -> None:
    text = (
        f"二、收入\n全区收入51亿元。其中：一般公共预算收入17亿元，{word}上划市级收入7亿元，区本级一般公共预算收入10亿元，"
        "上级补助收入33亿元，新增债券收入1亿元。\n"
    )
    assert len(findings_in(text)) == findings
