"""A final account in the wording of several provinces: funds, accounts, totals and reasons, asked directly and in conversation."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from tests.asking import library, said

TITLE = "蔚县文化和旅游局2023年度部门决算公开"
BODY = """
一、收入支出决算总体情况
2023年度收入总计、支出总计均为520.00万元。与2022年度相比，收、支总计各增加40.00万元，增长8.33%。
本年收入500.00万元，较2022年度增加30.00万元，增长6.38%。
本年支出510.00万元，其中：基本支出300.00万元，项目支出210.00万元。
二、一般公共预算财政拨款支出决算情况
一般公共预算财政拨款支出年初预算为400.00万元，支出决算为450.00万元，完成年初预算的112.50%。
三、一般公共预算财政拨款基本支出决算情况
一般公共预算财政拨款基本支出290.00万元，其中：人员经费240.00万元，公用经费50.00万元。
四、“三公”经费支出决算情况
2023年度“三公”经费财政拨款支出预算为20.00万元，支出决算为18.00万元，完成预算的90.00%。较2022年度增加3.00万元，增长20.00%。支出决算数小于预算数的主要原因是严控接待；较2022年度增加的主要原因是更新公务用车1辆。
（一）因公出国（境）费支出决算为0万元，预算为0万元，与2022年度持平。
（二）公务用车购置及运行费支出决算为14.00万元，其中公务用车运行费支出9.00万元，比2022年度增加1.00万元，增长12.50%，主要原因是维修增加。部门开支财政拨款的公务用车保有量为4辆。
（三）公务接待费支出决算为4.00万元，完成预算的80.00%。
五、政府性基金预算财政拨款支出决算情况
年初结转和结余2.00万元，本年收入30.00万元，本年支出25.00万元，年末结转和结余7.00万元。本年支出与2022年度相比减少5.00万元，下降16.67%。
六、机关运行经费
2023年度机关运行经费支出60.00万元，较2022年度减少4.00万元，下降6.25%。主要原因是压减办公费。
七、绩效
一般公共预算项目4个，涉及资金150.00万元；政府性基金预算项目1个，涉及资金20.00万元。
收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
本年收入合计\t500.00\t本年支出合计\t510.00
年初结转和结余\t20.00\t年末结转和结余\t10.00
收入总计\t520.00\t支出总计\t520.00
支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
\t合计\t510.00\t300.00\t210.00
2070104\t图书馆\t120.00\t90.00\t30.00
2070109\t群众文化\t80.00\t\t80.00
项目支出绩效自评汇总表
单位：万元
序号\t项目名称\t全年执行数\t自评等次
1\t免费开放\t60.00\t优
2\t文艺演出\t50.00\t良
3\t文物保护\t40.00\t优
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("culture"), BODY, title=TITLE)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("本年支出合计和收入总计各是多少", ["510.00万元", "520.00万元"]),
        ("收入总计和本年支出合计分别多少", ["520.00万元", "510.00万元"]),
        ("收入总计比上年增加多少", ["增加40.00万元"]),  # 收、支总计各增加40.00; 30.00 is that of 本年收入
        ("本年收入比上年增加多少", ["增加30.00万元"]),
        ("财政拨款支出比上年增减多少", ["not_disclosed"]),  # −5.00 is that of one fund
        ("一般公共预算财政拨款支出年初预算是多少", ["400.00万元"]),
        ("三公经费比上年增加多少", ["增加3.00万元"]),
        ("三公经费完成预算的百分之几", ["90.00%"]),
        ("三公经费预算执行率", ["90.00%"]),
        ("公务接待费完成预算的百分之几", ["80.00%"]),
        ("公务用车购置及运行费比上年增加多少", ["not_disclosed"]),  # 1.00 is that of 运行费
        ("公务用车运行费比上年增加多少", ["增加1.00万元"]),
        ("公务用车保有量是多少", ["4辆"]),
        ("图书馆（项）支出多少", ["120.00万元"]),  # and no 项目支出
        ("群众文化（项）支出合计多少", ["80.00万元"]),
        ("政府性基金年初预算是多少", ["not_disclosed"]),  # 1个 is no amount
        ("人员经费和公用经费之和等于基本支出吗", ["290万元", "0万元", "290.00万元", "240.00万元", "50.00万元"]),
    ],
)
def test_figures(assistant: Assistant, question: str, figures: list[str]) -> None:
    assert said(assistant.ask(question)) == figures


@pytest.mark.parametrize(
    ("turns", "figures"),
    [
        ("三公经费决算多少|预算呢", ["20.00万元"]),  # and not 预算为0万元 of the sentence about 因公出国
        ("三公经费多少|预算是多少", ["20.00万元"]),
        ("政府性基金收入多少|支出呢", ["25.00万元"]),
        ("政府性基金收入多少|支出呢|比上年呢", ["减少5.00万元"]),
        ("图书馆支出多少|项目支出呢", ["30.00万元"]),
        ("群众文化支出多少|基本支出呢", ["blank"]),
    ],
)
def test_follow_ups_keep_account_fund_and_row(assistant: Assistant, turns: str, figures: list[str]) -> None:
    assert said(assistant.converse(turns.split("|"))[-1]) == figures


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("三公经费为什么比上年增加", "较2022年度增加的主要原因是更新公务用车1辆"),
        ("机关运行经费为什么减少", "主要原因是压减办公费"),
        ("公务用车运行费为什么增加", "主要原因是维修增加"),
    ],
)
def test_the_reason_may_stand_in_the_next_sentence(assistant: Assistant, question: str, reason: str) -> None:
    assert reason in assistant.ask(question).text


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("哪些项目自评等次是优", ["免费开放", "文物保护"]),
        ("自评等次是良的项目列出来", ["文艺演出"]),
        ("政府性基金绩效自评项目有哪些", []),
    ],
)
def test_rows_by_their_grade_and_never_all_of_them(assistant: Assistant, question: str, items: list[str]) -> None:
    lines = assistant.ask(question).text.splitlines()
    assert [line.partition(". ")[2].partition("[")[0] for line in lines if line[0].isdigit()] == items


def test_a_final_account_is_not_said_to_be_missing(assistant: Assistant) -> None:
    text = assistant.ask("How much was spent on official receptions in 2023, and versus 2022?").text
    assert "no final account" not in text


STAFF = """
一、基本情况
年初在职职工125人，期间调入11人，年末在职职工135人。退休人员为51人。
二、“三公”经费
2023年度全镇“三公”经费支出合计40.14万元。2023年度全镇“三公”经费较上年减少2.97万元，下降6.89%，较年初预算数减少0.36万元。
三、收入
2023年收入总计1484.97万元，其中年初结转和结余0万元，较2022年减少236.31万元，减少100%。
收入总计中财政拨款收入213.24万元。
"""


@pytest.mark.parametrize(
    ("turns", "figures"),
    [
        (["年末在职职工多少人", "年初呢"], ["125人"]),
        (["年初在职职工多少人", "年末呢"], ["135人"]),
        (["年末在职职工多少人", "退休的呢"], ["51人"]),
        (["三公经费总共花了多少", "比年初预算呢"], ["减少0.36万元"]),
        (["三公经费比上年少多少", "比年初预算呢"], ["减少0.36万元"]),
        (["收入总计多少", "里面财政拨款是多少"], ["213.24万元"]),
        # no total falls by 100%
        (["年初结转和结余比上年减少多少"], ["减少236.31万元"]),
        (["收入总计比上年减少多少"], ["not_disclosed"]),
    ],
)
def test_the_other_end_of_the_year_the_own_budget_and_what_is_gone(
    tmp_path: Path, turns: list[str], figures: list[str]
) -> None:
    answers = library(tmp_path, STAFF, title="蔚县柏桥镇2023年度部门决算公开").converse(turns)
    assert said(answers[-1]) == figures
    assert answers[-1].warnings == []


@pytest.mark.parametrize(
    ("title", "body", "question", "text"),
    [
        # the name of a fund ends in 预算, and its figure is still one of the account
        (
            "蔚县公安局2020年度部门决算公开",
            "（二）收入决算情况说明\n本年收入合计2503万元；包括财政拨款收入2494万元（其中，一般公共预算2440万元，政府性基金预算54万元，国有资本经营预算0万元），占收入合计99.6%。\n",
            "蔚县公安局2020年财政拨款收入中政府性基金预算多少",
            "决算为54万元",
        ),
        (
            "蔚县2021年财政收支情况公开",
            "二、公共财政预算收支决算情况\n2021年全县公共财政预算收入43101万元，加上上级补助收入348499万元。\n",
            "蔚县2021年公共财政预算收入多少",
            "决算为43101万元",
        ),
    ],
)
def test_a_fund_called_a_budget_makes_no_account_one(
    tmp_path: Path, title: str, body: str, question: str, text: str
) -> None:
    assert text in library(tmp_path, f"{title}\n{body}").ask(question).text
