"""Rows asked for by what changed in them, from the columns that print it."""

import pytest

from assistant.assistant import Assistant
from tests.asking import library

BODY = """
支出预算总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t700.00\t500.00\t200.00
2130301\t行政运行\t420.00\t420.00\t
2130305\t水利工程建设\t200.00\t\t200.00
2130314\t防汛\t80.00\t80.00\t
一般公共预算支出预算表
单位：万元
科目编码\t科目名称\t2021年预算数\t2022年预算数\t比2021年增减额\t比2021年增减%
\t合计\t610.00\t640.00\t30.00\t4.92
2130301\t行政运行\t400.00\t420.00\t20.00\t5.00
2130302\t一般行政管理事务\t60.00\t30.00\t-30.00\t-50.00
2130305\t水利工程建设\t50.00\t110.00\t60.00\t120.00
2130311\t水资源节约管理\t40.00\t20.00\t-20.00\t-50.00
2130314\t防汛\t60.00\t60.00\t0.00\t0.00
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("changes"), BODY, title="蔚县水利局2022年部门预算公开")


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("哪些科目2022年比2021年减少？", ["一般行政管理事务：减少30.00万元", "水资源节约管理：减少20.00万元"]),
        ("比上年增加的科目有哪些", ["行政运行：增加20.00万元", "水利工程建设：增加60.00万元"]),
        ("有哪些科目与上年持平", ["防汛：0.00万元"]),
        ("增幅超过10%的科目有哪些", ["水利工程建设：增加120.00%"]),
        ("降幅超过10%的科目有哪些", ["一般行政管理事务：减少50.00%", "水资源节约管理：减少50.00%"]),
    ],
)
def test_rows_that_changed_so(assistant: Assistant, question: str, items: list[str]) -> None:
    lines = assistant.ask(question).text.splitlines()
    assert [line.partition(". ")[2].partition("[")[0] for line in lines if line[0].isdigit()] == items


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("哪个科目增加额最大", "蔚县水利局2022年水利工程建设，为增加60.00万元"),
        ("减少最多的科目是哪个", "蔚县水利局2022年一般行政管理事务，为减少30.00万元"),
        ("增幅最大的科目是哪个", "蔚县水利局2022年水利工程建设增减率，为增长120.00%"),
        ("金额最大的科目是哪个", "蔚县水利局2022年行政运行，为420.00万元"),
    ],
)
def test_the_row_that_changed_most(assistant: Assistant, question: str, told: str) -> None:
    assert told in assistant.ask(question).text.splitlines()[0]


@pytest.mark.parametrize("question", ["哪些项目比上年减少", "决算与年初预算持平的科目有哪些"])
def test_the_amounts_of_the_year_are_no_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"
