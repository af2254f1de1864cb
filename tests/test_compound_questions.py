"""Questions of several halves: what stands behind 其中, sums held against totals, what is left out, budget beside final account."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from tests.asking import library, said

BODY = """
二、部门预算安排情况
2022年支出预算888.25万元，其中基本支出653.74万元，项目支出234.51万元，比上年减少9.75万元，主要是设备少。
“三公”经费预算26.40万元，其中公务用车购置及运维费18.90万元，公务接待费7.50万元。“三公”经费比上年减少3.60万元。
三、附表
部门支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
201\t一般公共服务支出\t749.48\t594.97\t154.51
2010301\t行政运行\t594.97\t514.97\t80.00
2010302\t一般行政管理事务\t88.71\t\t88.71
2010350\t事业运行\t65.80\t65.80\t
221\t住房保障支出\t138.77\t58.77\t80.00
"""
FINAL = "蔚县人民政府办公室2022年度部门决算公开情况说明"
NEXT = "蔚县人民政府办公室2023年部门预算信息公开情况说明"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("compound"), BODY)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("行政运行多少，其中项目支出多少", ["594.97万元", "80.00万元"]),
        ("一般公共服务支出多少，其中基本支出多少", ["749.48万元", "594.97万元"]),
        ("行政运行里基本支出多还是项目支出多", ["434.97万元", "514.97万元", "80.00万元"]),
        ("支出多少，其中项目支出多少", ["888.25万元", "234.51万元"]),
        ("一般公共服务支出里行政运行之外还有多少", ["154.51万元"]),
    ],
)
def test_a_part_of_what_stands_before_it(assistant: Assistant, question: str, expected: list[str]) -> None:
    assert said(assistant.ask(f"蔚县政府办2022年{question}")) == expected


def test_a_column_left_blank_is_not_the_whole_departments(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县政府办2022年一般行政管理事务多少，其中基本支出多少")
    assert said(answer) == ["88.71万元"]
    assert "空白" in answer.text


@pytest.mark.parametrize(
    ("question", "verdicts"),
    [
        ("三公26.4万元中公务用车18.9万元，对吗", "是的 蔚县"),
        ("行政运行594.97万元，其中项目支出80万元，对吗", "是的 蔚县"),
        ("基本支出234.51万元、项目支出653.74万元，对吗", "并非234.51万元 并非653.74万元"),  # one for the other
        ("行政运行项目支出80万元、基本支出514.97万元，对吗", "是的 蔚县"),
        ("三公减少3.6万元，去年是30万元，对吗", "是的 蔚县 其中"),
        ("三公减少3.6万元，去年是3.6万元，对吗", "是的 并非3.6万元"),
        ("三公26.4万元，比上年减少26.4万元，对吗", "是的 并非26.4万元"),
        ("三公减少到3.6万元了吗", "并非3.6万元"),
        ("行政运行594.97万元，其中项目支出90万元，对吗", "并非90万元 蔚县"),
        ("行政运行是80万元吗", "并非80万元"),  # the figure of another column
        ("总支出是653.74万元吗", "并非653.74万元"),
        ("三公经费下降12%对吗", "是的"),
        ("三公经费下降13%对吗", "并非13%"),
        ("三公经费增加了12%对吗", "并非增加，而是减少"),
        ("基本支出加项目支出等于总支出吗", "一致"),
        ("公务用车购置及运维费加公务接待费等于三公经费吗", "一致"),
        ("基本支出加公务接待费等于总支出吗", "不一致"),
    ],
)
def test_verdicts(assistant: Assistant, question: str, verdicts: str) -> None:
    lines = assistant.ask(f"蔚县政府办2022年{question}").text.splitlines()
    expected = verdicts.split()
    assert len(lines) >= len(expected)
    assert [line[: len(verdict)] for line, verdict in zip(lines, expected, strict=False)] == expected


def test_what_is_left_beside_a_row(assistant: Assistant) -> None:
    text = assistant.ask("蔚县政府办2022年三公经费除公务接待费还有哪些").text
    assert "公务用车购置及运维费" in text
    assert "7.50" not in text


def test_the_total_of_the_rows_just_listed(assistant: Assistant) -> None:
    turns = ["蔚县政府办2022年项级科目里最大的两项", "合计多少"]
    assert said(assistant.converse(turns)[-1]) == ["683.68万元"]


def test_the_change_after_the_year_before(assistant: Assistant) -> None:
    turns = ["蔚县政府办2022年三公经费", "上年呢", "减少了多少"]
    assert said(assistant.converse(turns)[-1]) == ["减少3.60万元"]


def test_the_account_of_the_year_and_the_budget_that_repeats_it(tmp_path: Path) -> None:
    final = f"{FINAL}\n“三公”经费支出决算表\n单位：万元\n项目\t预算数\t决算数\n公务接待费\t9.50\t7.83\n公务用车运行维护费\t24.00\t20.64\n"
    budget = f"{NEXT}\n“三公”经费支出预算表\n单位：万元\n项目\t2022年预算数\t2023年预算数\n公务接待费\t9.50\t8.60\n"
    assistant = library(tmp_path, final, budget)
    assert said(assistant.ask("蔚县政府办2022年公务接待费多少")) == ["7.83万元"]
    assert said(assistant.ask("蔚县政府办2022年公务接待费预算数和决算数")) == ["9.50万元", "7.83万元"]
    assert said(assistant.ask("蔚县政府办2022年公务接待费超过预算了吗")) == ["1.67万元", "9.50万元", "7.83万元"]
    assert said(assistant.ask("蔚县政府办2023年公务接待费多少")) == ["8.60万元"]
    text = assistant.ask("蔚县政府办2023年公务接待费比2022年增加多少").text
    assert "公务接待费预算：8.60" in text
    assert "公务接待费决算：7.83" in text


def test_a_change_asked_after_a_share(assistant: Assistant) -> None:
    turns = ["蔚县政府办2022年支出多少", "项目支出呢", "占比", "比上年呢"]
    answer = assistant.converse(turns)[-1]
    assert said(answer) == ["减少9.75万元"]  # and not the share again


def test_what_the_money_is_mainly_for_has_not_all_of_it(tmp_path: Path) -> None:
    body = "二、预算\n2022年支出预算90.00万元，其中项目支出40.00万元，主要为电子政务外网、办公系统维护等。\n"
    assistant = library(tmp_path, body)
    assert assistant.ask("蔚县政府办2022年电子政务外网项目支出多少").status != "answered"
    assert said(assistant.ask("蔚县政府办2022年项目支出多少")) == ["40.00万元"]


def test_running_costs_beside_the_purchase_are_those_of_the_cars(tmp_path: Path) -> None:
    body = "二、预算\n机关运行经费612万元。\n“三公”经费26万元，其中公务用车购置费10万元，公务用车运行维护费8万元，公务接待费8万元。\n"
    assert said(library(tmp_path, body).ask("蔚县政府办公务用车购置费和运行费合计多少"))[0] == "18万元"


def test_rows_without_money(tmp_path: Path) -> None:
    body = (
        "固定资产占用情况表\n单位：万元\n项目\t数量\t价值\n房屋\t0\t0.00\n车辆\t4\t153.65\n其他固定资产\t20\t194.06\n"
    )
    text = library(tmp_path, body).ask("蔚县政府办2022年固定资产表里哪些价值是0").text
    assert "房屋" in text
    assert "车辆" not in text


def test_equal_figures_are_called_so(tmp_path: Path) -> None:
    body = "二、预算\n机关运行经费12.00万元。\n“三公”经费预算12.00万元。\n"
    text = library(tmp_path, body).ask("蔚县政府办机关运行经费和三公经费哪个多").text
    assert "相同" in text
    assert "高于" not in text


def test_a_half_that_is_not_answered_is_not_passed_over(tmp_path: Path) -> None:
    body = "政府采购预算表\n单位：万元\n采购物品名称\t数量\t单价\t金额\n台式计算机\t5\t0.50\t2.50\n"
    assistant = library(tmp_path, body)
    text = assistant.ask("蔚县政府办2022年采购几台计算机，单价多少，共多少钱").text
    assert "只答了其中一部分" in text
    assert "只答了其中一部分" not in assistant.ask("蔚县政府办2022年计算机单价多少").text


CLAUSES = """
二、支出
2022年支出预算500.00万元，其中：基本支出300.00万元，项目支出200.00万元。
三、“三公”经费
2022年“三公”经费预算12.00万元，其中：因公出国（境）费2.00万元，公务接待费10.00万元。
"""


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("因公出国费是多少，要去哪些国家", ["2.00万元"]),  # what is printed does not fall with what is not
        ("三公经费安排多少，怎么使用", ["12.00万元"]),
        ("项目支出是多少，占支出预算的多少", ["200.00万元", "40%"]),
        ("要去哪些国家，因公出国费是多少", ["not_disclosed"]),
    ],
)
def test_a_clause_that_is_answered_stands_beside_one_that_is_not(
    tmp_path: Path, question: str, figures: list[str]
) -> None:
    answer = library(tmp_path, CLAUSES).ask(question)
    assert said(answer) == figures
    assert (
        len(figures) > 1
        or answer.status != "answered"
        or "没有找到" in answer.text
        or "只答了其中一部分" in answer.text
    )


ASSETS = """
二、部门预算安排情况
“三公”经费预算26.40万元，比上年减少3.60万元，主要原因是压减公务用车费用。
下属事业单位：信息中心、接待中心。
三、国有资产信息
固定资产情况表
单位：万元
项目\t数量\t价值
办公用房（平方米）\t5,000\t528.30
车辆（辆）\t8\t120.50
"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("办公用房面积多大，价值多少", ["5000平方米", "528.30万元"]),
        ("有几辆车，值多少钱", ["8辆", "120.50万元"]),
        ("三公经费预算多少，比上年减少多少", ["26.40万元", "减少3.60万元"]),
        ("三公经费多少，为什么减少", ["26.40万元", "减少3.60万元"]),
        ("车辆价值多少，三公经费呢", ["120.50万元", "26.40万元"]),
    ],
)
def test_every_clause_that_asks_is_answered(tmp_path: Path, question: str, expected: list[str]) -> None:
    assert said(library(tmp_path, ASSETS).ask(f"蔚县政府办2022年{question}")) == expected


def test_what_is_not_found_behind_a_question_about_several_bodies_names_none_of_them(tmp_path: Path) -> None:
    body = "三、“三公”经费\n“三公”经费预算{}万元。\n"
    titles = ("蔚县民政局2022年部门预算公开", "阳原县民政局2022年部门预算公开")
    bodies = (f"{title}\n{body.format(amount)}" for title, amount in zip(titles, (26, 12), strict=True))
    answer = library(tmp_path, *bodies).ask("2022年三公经费最少的是哪个单位，少多少")
    assert "没有找到" not in answer.text
    assert "只答了其中一部分" in answer.text


VISITS = """
八、“三公”经费支出情况
公务接待费支出5.43万元，比上年减少0.50万元。国内公务接待61批次、488人次；外事接待0批次、0人次。
"""


def test_visits_and_guests_in_one_question(tmp_path: Path) -> None:
    assistant = library(tmp_path, VISITS)
    assert said(assistant.ask("接待了多少批次多少人")) == ["61批次", "488人次"]
    assert said(assistant.ask("公务接待费平均每人次多少钱")) == ["0.0111万元"]


def test_a_number_of_visits_is_shared_out_as_no_money(tmp_path: Path) -> None:
    turns = ["公务接待费多少", "接待了多少批次多少人", "平均每人次多少钱"]
    last = library(tmp_path, VISITS).converse(turns)[-1]
    assert "0.13" not in last.text


DONE = """
四、“三公”经费支出决算情况
2022年度“三公”经费支出全年预算为12.00万元，支出决算为9.79万元，完成全年预算的81.58%，较上年减少1.21万元。
五、结转结余
年末结转和结余54.70万元，其中：年末财政拨款结转和结余45.50万元。
部门收入总表
单位：万元
科目编码\t科目名称\t合计\t一般公共预算\t单位资金
2100302\t乡镇卫生院\t610.37\t490.37\t120.00
\t合计\t846.87\t610.37\t236.50
部门支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出
2100302\t乡镇卫生院\t610.37\t548.37
"""


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("三公经费花了多少，完成预算的百分之几", ["9.79万元", "81.58%"]),
        ("2022年末结转和结余多少？其中财政拨款的多少？", ["54.70万元", "45.50万元"]),
        ("乡镇卫生院支出多少，其中单位资金多少", ["610.37万元", "120.00万元"]),  # and not the 236.50 of all
        ("三公经费比上年减少多少，为什么减少", ["减少1.21万元"]),  # the reason is not printed
    ],
)
def test_the_second_half_is_of_the_first(tmp_path: Path, question: str, figures: list[str]) -> None:
    assert said(library(tmp_path, DONE, title="蔚县卫生健康局2022年度部门决算公开").ask(question)) == figures
