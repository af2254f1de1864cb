"""Units of a department: their rows are theirs, are asked for by their names, listed and added, and never given for the department."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from tests.asking import library, said

TITLE = "蔚县教育局2022年部门预算公开"
BODY = """
一、单位构成
表1 部门收入总表
单位：万元
单位代码\t单位名称\t合计\t一般公共预算\t财政专户管理资金
\t合计\t800.00\t740.00\t60.00
301001\t蔚县教育局本级\t300.00\t300.00\t
301002\t蔚县第一中学\t400.00\t340.00\t60.00
301003\t蔚县第一中学东校区\t100.00\t100.00\t
表2 部门支出总表
单位：万元
类\t款\t项\t单位代码\t单位名称（科目）\t合计\t基本支出\t项目支出
\t\t\t\t合计\t800.00\t600.00\t200.00
\t\t\t301001\t蔚县教育局本级\t300.00\t200.00\t100.00
205\t01\t01\t301001\t行政运行\t260.00\t180.00\t80.00
221\t02\t01\t301001\t住房公积金\t40.00\t20.00\t20.00
\t\t\t301002\t蔚县第一中学\t400.00\t300.00\t100.00
205\t02\t04\t301002\t高中教育\t370.00\t270.00\t100.00
221\t02\t01\t301002\t住房公积金\t30.00\t30.00\t
\t\t\t301003\t蔚县第一中学东校区\t100.00\t100.00\t
221\t02\t01\t301003\t住房公积金\t100.00\t100.00\t
表3 人员情况表
单位名称\t编制人数
蔚县教育局本级\t20
蔚县第一中学\t80
蔚县第一中学东校区\t25
二、其他说明
2022年机关运行经费50万元，其中：蔚县教育局本级30万元，蔚县第一中学20万元。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("units"), BODY, title=TITLE)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("蔚县教育局第一中学项目支出多少", ["100.00万元"]),
        ("蔚县第一中学2022年项目支出", ["100.00万元"]),  # the department is known by its unit
        ("蔚县教育局第一中学东校区基本支出", ["100.00万元"]),
        ("蔚县教育局本级项目支出", ["100.00万元"]),
        ("蔚县教育局第一中学住房公积金", ["30.00万元"]),
        ("蔚县教育局2022年项目支出", ["200.00万元"]),
        ("蔚县教育局2022年行政运行", ["260.00万元"]),
        ("蔚县教育局第一中学财政专户管理资金", ["60.00万元"]),
        ("蔚县教育局第一中学东校区财政专户管理资金", ["blank"]),  # and not the department's 60.00
        ("蔚县教育局第一中学机关运行经费", ["20万元"]),
        ("蔚县教育局第一中学支出", ["400.00万元"]),
        ("蔚县教育局机关运行经费", ["50万元"]),
    ],
)
def test_whose_a_figure_is(assistant: Assistant, question: str, figures: list[str]) -> None:
    assert said(assistant.ask(question)) == figures


def test_a_unit_is_named_in_the_answer(assistant: Assistant) -> None:
    assert "蔚县第一中学的2210201 住房公积金" in assistant.ask("蔚县教育局第一中学住房公积金").text


def test_a_code_on_every_row_is_not_filled_down(assistant: Assistant) -> None:
    """The row of a unit has no code of its own, and takes none from the row above."""
    assert "2210201" not in assistant.ask("蔚县教育局第一中学东校区项目支出").text


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("蔚县教育局各单位项目支出分别是多少", ["100.00万元", "100.00万元", "3个"]),
        ("蔚县教育局各单位编制人数合计", ["125"]),
        ("蔚县教育局编制人数合计多少", ["125"]),  # a column without a total
        ("蔚县教育局各单位收入合计", ["800万元"]),
        ("蔚县教育局各单位机关运行经费", ["30万元", "20万元", "2个"]),
        (
            "各单位项目支出分别是多少",
            ["100.00万元", "100.00万元", "3个"],
        ),  # the one body of the library has units of its own
    ],
)
def test_the_units_together(assistant: Assistant, question: str, figures: list[str]) -> None:
    assert said(assistant.ask(question)) == figures


def test_those_that_have_something(assistant: Assistant) -> None:
    answer = assistant.ask("蔚县教育局有财政专户管理资金的单位有几个")
    assert said(answer) == ["60.00万元", "1个"]
    assert "（全部3个中）共1个" in answer.text


def test_the_highest_of_the_units(assistant: Assistant) -> None:
    assert assistant.ask("编制人数最多的是哪个单位").text.startswith("最高的是蔚县教育局2022年蔚县第一中学，为80")
    assert assistant.ask("蔚县教育局哪个单位基本支出最多").text.startswith(
        "最高的是蔚县教育局2022年蔚县第一中学，为300.00万元"
    )


def test_checks_do_not_hold_units_against_the_department(assistant: Assistant) -> None:
    (row,) = assistant.library.documents
    assert [finding.kind for finding in assistant.library.holding(row).findings] == []


def test_the_rows_of_a_unit_in_a_list(tmp_path: Path) -> None:
    body = """
项目支出表
单位：万元
项目名称\t项目单位\t合计
合计\t\t60.00
校舍维修\t蔚县教育局本级\t30.00
课后服务\t蔚县第一中学\t20.00
住宿费安排\t蔚县第一中学\t10.00
"""
    answer = library(tmp_path, body, title=TITLE).ask("蔚县教育局第一中学有哪些项目，各多少")
    assert said(answer) == ["20.00万元", "10.00万元", "2个"]


PROJECTS = """
一、部门支出预算
2022年部门支出总预算900.00万元，其中：基本支出500.00万元，项目支出400.00万元。
1.“一般行政管理”科目150.00万元，其中：项目支出150.00万元。
2.“农田建设”科目250.00万元，其中：项目支出250.00万元。
3.“病虫害控制”科目60.00万元，其中：项目支出60.00万元。
4.“执法监管”科目70.00万元，其中：项目支出70.00万元。
2022年局本级（行政单位）机关运行经费预算98.70万元，比2021年预算减少4.50万元。
各预算单位人员情况
单位名称\t编制数
蔚县农业局（本级）\t46
蔚县农技中心\t52
项目支出预算表
单位：万元
单位名称\t项目名称\t科目编码\t预算数
蔚县农业局（本级）\t糖料生产\t2130122\t380.00
蔚县农技中心\t农机补贴\t2130122\t20.00
"""


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("项目支出多少", ["400.00万元"]),  # of all, and not two projects of one class
        ("项目支出合计多少", ["400.00万元"]),
        ("机关运行经费多少", ["98.70万元"]),  # and no number of posts
        ("机关运行经费比上年减少多少", ["减少4.50万元"]),
        ("住房公积金多少", ["not_disclosed"]),
    ],
)
def test_rows_of_projects_and_posts_answer_for_no_item(tmp_path: Path, question: str, figures: list[str]) -> None:
    assistant = library(tmp_path, PROJECTS, title="蔚县农业局2022年部门预算公开")
    assert said(assistant.ask(question)) == figures


HEALTH = """
一、部门支出
部门支出预算分单位表
单位：万元
单位名称\t支出合计\t基本支出\t项目支出
合计\t900.00\t700.00\t200.00
蔚县卫生健康局本级\t400.00\t300.00\t100.00
蔚县疾病预防控制中心\t387.00\t338.00\t49.00
蔚县妇幼保健院\t113.00\t62.00\t51.00
部门预算项目支出表
单位：万元
单位名称\t科目编码\t项目名称\t合计
蔚县卫生健康局本级\t2100102\t爱国卫生\t100.00
蔚县疾病预防控制中心\t2100401\t疫苗冷链\t20.00
蔚县疾病预防控制中心\t2100409\t结核病防治\t29.00
蔚县妇幼保健院\t2100403\t设备更新\t51.00
"""


def test_a_unit_by_its_shortened_name_through_a_conversation(tmp_path: Path) -> None:
    assistant = library(tmp_path, HEALTH, title="蔚县卫生健康局2022年部门预算公开")
    spent, basic, projects, all_of_it = assistant.converse(
        ["疾控中心支出预算多少", "基本支出呢", "有哪些项目", "全部门的基本支出呢"]
    )
    assert said(spent) == ["387.00万元"]
    assert said(basic) == ["338.00万元"]
    assert "疫苗冷链" in projects.text
    assert "爱国卫生" not in projects.text
    assert said(all_of_it) == ["700.00万元"]


def test_which_units_behind_an_item_are_those_of_the_department(tmp_path: Path) -> None:
    assistant = library(
        tmp_path,
        HEALTH,
        "蔚县教育局2022年部门预算公开\n二、支出\n2022年支出预算70万元，其中：项目支出30万元。",
        title="蔚县卫生健康局2022年部门预算公开",
    )
    last = assistant.converse(["蔚县卫生健康局项目支出多少", "哪个单位最多"])[-1]
    assert "教育局" not in last.text


def test_units_asked_about_in_a_later_sentence_are_those_of_the_body_named(tmp_path: Path) -> None:
    assistant = library(
        tmp_path,
        HEALTH,
        "蔚县教育局2022年部门预算公开\n二、支出\n2022年支出预算70万元，其中：项目支出30万元。",
        title="蔚县卫生健康局2022年部门预算公开",
    )
    answer = assistant.ask("蔚县卫生健康局支出预算多少？各单位项目支出分别是多少？")
    assert "教育局" not in answer.text
    assert {"100.00万元", "49.00万元", "51.00万元"} <= set(said(answer))


def test_it_behind_a_ranking_is_not_the_whole(tmp_path: Path) -> None:
    assistant = library(tmp_path, HEALTH, title="蔚县卫生健康局2022年部门预算公开")
    last = assistant.converse(["金额最小的项目是哪个", "它的支出预算多少"])[-1]
    assert "900.00" not in last.text


def test_no_unit_is_taken_for_another_by_its_short_name(tmp_path: Path) -> None:
    body = """
一、部门支出
部门支出预算分单位表
单位：万元
单位名称\t支出合计
合计\t60.00
蔚县第一执法大队\t10.00
蔚县第十一执法大队\t20.00
蔚县中心医院\t30.00
"""
    assistant = library(tmp_path, body, title="蔚县卫生健康局2022年部门预算公开")
    assert said(assistant.ask("第一执法大队支出多少")) == ["10.00万元"]
    assert said(assistant.ask("中医院支出多少")) == ["not_disclosed"]
    assert said(assistant.ask("第二执法大队支出多少")) == ["not_disclosed"]
