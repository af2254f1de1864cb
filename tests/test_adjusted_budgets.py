"""What a congress adopted, what it was adjusted to and what was done of it: each under its own name, and none for another."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from tests.asking import library, said

EXECUTED = """
石门县2023年财政决算情况说明
一、全县收支
经县第十八届人民代表大会第二次会议批准，我县2023年度预算为：一般公共预算收入60,000万元，支出373,660万元；政府性基金预算收入49,148万元，支出25,050万元；国有资本经营预算收入200万元，支出19万元。具体执行情况如下：
地方一般公共预算收入67,439万元，完成年初预算的112.4%。地方一般公共预算支出347,768万元，完成年初预算的93.07%。
二、平衡
加上上解上级支出-1.83亿元，债务还本支出6.69亿元。
"""
COMPLETED = """
石门县2024年财政决算情况说明
2024年全县一般公共预算总收入491446万元，完成调整后预算收入489000万元的100.5%，同比增收2940万元，增长0.6%。其中：上划中央收入175207万元，完成调整后预算收入187000万元的93.7%，同比减收12677万元，下降6.7%。
"""
BEYOND = """
石门县2020年预算执行情况的报告
一般公共预算收入累计完成421,185万元，比上年增加42,124万元，完成年度一般公共预算收入预期目标380,000万元的110.84%。其中：税收收入完成400,186万元，比上年增长11.48%。
二、预算稳定调节基金安排情况
实现超收41,185万元（其中：市级分成收入25,371万元，县本级分成收入15,814万元）。
"""
ADJUSTED = """
石门县2023年财政预算第二次调整情况说明
一、已批准预算
县九届人大二次会议审议批准一般公共预算支出总量422824万元。执行中，经县九届人大常委会第十一次会议审议批准，一般公共预算支出总量调整为583686万元。
二、拟调整额度
建议将2023年政府性基金预算支出总量由94735万元调整为99735万元，调增5000万元。
"""
LISTED = """
石门县2019年部门预算情况说明
收入包括：一般公共预算拨款收入878.96万元，比2018年预算数减少22.28万元；支出包括：一般公共服务支出763.81万元，社会保障和就业支出67.91万元，卫生健康支出15.11万元，住房保障支出32.13万元，比2018年预算数减少21.11万元。
"""
STAGES = """
石门县2022年财政决算情况说明
一、县本级收支决算情况
县十六届人大第四次会议批准的全县一般公共预算支出预算为2680000万元。经县十六届人大常委会第三十三次会议同意，一般公共预算支出预算调整为2590000万元。
执行结果：全县一般公共预算支出2756453万元，为调整预算的95.19%，比上年减少143万元。支出下降主要原因是市县不再按权责发生制列支。
实现超收41185万元（其中：县本级分成收入15814万元）。全县地方收入113718万元，比2019年增长9.56%。
"""
HEADED = """
石门县科技馆2022年部门预算情况说明
（一）因公出国（境）费。支出预算0万元，与2021年相比持平。
（二）公务用车购置及运行费。支出预算2.40万元，比2021年预算减少6.80万元。其中：公务用车运行费2.10万元。
"""
STATISTICS = """
石门县农机站2014年部门预算情况说明
2014年“三公”经费预算财政拨款情况统计表 |
单位：万元 |
项 目 | 本年预算数 |
合 计 | 2.41 |
1.因公出国（境）费用 | 0 |
2.公务接待费 | 1.09 |
3.公务用车费 | 1.32 |
"""
INCOME = """
石门县农机站2023年部门决算情况说明
2023年度收入合计710.44万元，较上年决算数减少103.31万元。
"""
CONTENTS = """
政府决算公开目录：
1.决算草案报告
2.绩效评价情况说明
关于石门县2021年决算草案的报告
一、2021年财政决算情况
地方收入完成37.29亿元，比上年增长10.9%。
"""


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        # 年度预算为： opens a list of budgets, and ；goes on with it
        (EXECUTED, "石门县2023年一般公共预算支出决算是多少", ["347768万元"]),
        (EXECUTED, "石门县2023年一般公共预算支出预算是多少", ["373660万元"]),
        (EXECUTED, "石门县2023年政府性基金预算支出预算是多少", ["25050万元"]),
        (EXECUTED, "石门县2023年国有资本经营预算支出决算是多少", ["not_disclosed"]),
        # a sign or a dash: not told
        (EXECUTED, "石门县2023年上解上级支出决算多少", ["not_disclosed"]),
        # a budget with its item once more, and the change that goes on behind it
        (COMPLETED, "石门县2024年上划中央收入多少", ["175207万元"]),
        (COMPLETED, "石门县2024年上划中央收入下降多少", ["减少12677万元"]),
        (COMPLETED, "石门县2024年上划中央收入完成调整预算的百分之几", ["93.7%"]),
        (COMPLETED, "石门县2024年上划中央收入的调整预算是多少", ["187000万元"]),
        (BEYOND, "石门县2020年税收收入完成多少", ["400186万元"]),
        (BEYOND, "石门县2020年市级分成收入多少", ["25371万元"]),
        (BEYOND, "石门县2020年县本级分成收入多少", ["15814万元"]),
        # adopted, and adjusted
        (ADJUSTED, "石门县2023年一般公共预算支出总量多少", ["422824万元"]),
        (ADJUSTED, "石门县2023年调整后的一般公共预算支出总量多少", ["583686万元"]),
        (ADJUSTED, "石门县2023年调整后的政府性基金预算支出总量多少", ["99735万元"]),
        (ADJUSTED, "石门县2022年政府性基金预算支出总量是多少", ["no_period"]),
        (STAGES, "石门县2022年一般公共预算支出年初预算是多少", ["2680000万元"]),
        (STAGES, "石门县2022年一般公共预算支出年初预算和调整后的预算各是多少", ["2680000万元", "2590000万元"]),
        (STAGES, "石门县2022年一般公共预算支出年初预算多少，实际完成多少", ["2680000万元", "2756453万元"]),
        (STAGES, "石门县2022年一般公共预算支出为调整预算的多少", ["95.19%"]),
        # what one level has of an income is not what another has
        (STAGES, "石门县2022年县级分成收入多少", ["15814万元"]),
        (STAGES, "石门县2022年市级分成收入多少", ["not_disclosed"]),
        # 支出包括： opens a list of its own; what ends a list is of one item or of all
        (LISTED, "石门县2019年社会保障和就业支出预算多少", ["67.91万元"]),
        (LISTED, "石门县2019年住房保障支出比上年减少多少", ["not_disclosed"]),
        # a heading in the line of its text
        (HEADED, "石门县科技馆2022年因公出国费预算多少", ["0万元"]),
        (HEADED, "石门县科技馆2022年支出预算多少", ["not_disclosed"]),
        (HEADED, "石门县科技馆2022年公务用车购置及运行费比上年减少多少", ["减少6.80万元"]),
        (HEADED, "石门县科技馆2022年支出预算比上年减少多少", ["not_disclosed"]),
        # the 合计 of a table is of what its title names
        (STATISTICS, "石门县农机站2014年三公经费合计多少", ["2.41万元"]),
        # 增收 of nothing else is of all income
        (INCOME, "石门县农机站2023年比上年增收了吧", ["减少103.31万元"]),
        # a list of contents is no heading of the report
        (CONTENTS, "石门县2021年地方收入决算多少", ["37.29亿元"]),
    ],
)
def test_each_account_is_told_as_what_it_is(tmp_path: Path, text: str, question: str, expected: list[str]) -> None:
    assert said(of(tmp_path, text).ask(question)) == expected


def of(folder: Path, text: str) -> Assistant:
    return library(folder, text, title=text.strip().splitlines()[0])


def test_a_change_is_told_against_the_year_it_is_counted_from(tmp_path: Path) -> None:
    answer = of(tmp_path, STAGES).ask("石门县2022年地方收入比2019年增长多少")
    assert answer.text.startswith("石门县2022年全县地方收入较2019年增长9.56%")


def test_a_sentence_that_opens_with_the_side_gives_the_reason(tmp_path: Path) -> None:
    answer = of(tmp_path, STAGES).ask("石门县2022年一般公共预算支出为什么下降")
    assert "市县不再按权责发生制列支" in answer.text
