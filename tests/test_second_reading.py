"""What a sentence may say against a figure that was read in it, and what then becomes of the figure."""

from pathlib import Path

import pytest

from index.amount import Amount
from index.document import Locator
from index.facts import Fact
from index.second_reading import contradiction
from tests.asking import library, said


def fact(label: str, period: int | None, basis: str, measure: str = "money") -> Fact:
    """A figure of prose, as the grammar of clauses may have read it."""
    return Fact(
        id="document/s1/1-2",
        document="document",
        kind="amount",
        label=label,
        path=(label,),
        columns=(),
        caption="",
        section=(),
        entity="青石县审计局",
        period=period,
        basis=basis,
        measure=measure,
        locator=Locator("document", 1, 1, 2),
        amount=Amount(1, "万元", "1万元"),
        prose=True,
    )


@pytest.mark.parametrize(
    ("ahead", "read", "gainsaid"),
    [
        # another year
        ("2012年根据计划，安排出国（境）经费预算", fact("出国（境）经费预算", 2011, "budget"), "year"),
        ("2012年根据计划，安排出国（境）经费预算", fact("出国（境）经费预算", 2012, "budget"), None),
        ("2018 年社保基金收入71.6亿元，支出", fact("支出", 2019, "budget"), "year"),
        ("2021年收入总计", fact("收入总计", 2021, "final"), None),
        ("公务接待费比2020年", fact("公务接待费", 2021, "budget"), None),
        ("与2020年相比，公务接待费", fact("公务接待费", 2021, "budget"), None),
        ("2020年度相比，公务接待费", fact("公务接待费", 2021, "budget"), None),
        ("调入资金1万元（2018年结存的增值收入）、利润收入", fact("利润收入", 2020, "final"), None),
        ("增加的原因是2019年人员少；公务接待费", fact("公务接待费", 2021, "budget"), None),
        ("2017年报刊订阅16万元；会议费", fact("会议费", 2018, "budget"), "year"),
        ("1、2017年报刊订阅16万元；会议费", fact("会议费", 2018, "budget"), "year"),
        ("公务接待费4万元；2、2017年报刊订阅16万元；3、会议费", fact("会议费", 2018, "budget"), None),
        ("2021年公务接待费", fact("公务接待费", None, "budget"), None),
        # the other account
        ("中央级一般公共预算收入当月完成", fact("中央级一般公共预算收入", 2021, "budget"), "account"),
        ("公务接待费支出决算为", fact("公务接待费", 2021, "budget"), "account"),
        ("公务接待费预算数为", fact("公务接待费", 2021, "final"), "account"),
        ("公务接待费支出决算为", fact("公务接待费", 2021, "final"), None),
        ("一般公共预算支出", fact("一般公共预算支出", 2021, "final"), None),
        ("决算数5万元，完成预算", fact("公务接待费", 2021, "budget"), None),
        ("完成年度收入计划", fact("收入", 2021, "budget"), None),
        ("2021年我镇预计完成税收收入", fact("税收收入", 2021, "budget"), None),
        # part of a year
        ("截至5月底，支出合计为", fact("5月支出", 2020, "final"), "months"),
        ("5月，支出合计为", fact("5月支出", 2020, "final"), None),
        # the mark of a note, a rank
        ("一般公共预算支出[", fact("一般公共预算支出", 2021, "final", "none"), "mark"),
        ("在全州列第", fact("在全州列第", 2022, "final", "count"), "mark"),
        # a percentage under the name of an amount
        ("完成一般公共预算收入  ", fact("一般公共预算收入", 2021, "budget", "percent"), "rate"),
        ("税收占财政收入的比重为", fact("税收占财政收入的比重", 2021, "final", "percent"), None),
        ("收入为人大批准预算的", fact("为人大批准预算", 2021, "final", "percent"), None),
        # an item that the reason in front of the figure does not name
        ("收支减少7万元，主要原因是当年有", fact("收支", 2021, "final"), "reason"),
        ("减少的原因是会议费减至", fact("会议费", 2021, "final"), None),
    ],
)
def test_what_a_sentence_says_against_a_figure(ahead: str, read: Fact, gainsaid: str | None) -> None:
    assert contradiction(read, ahead) == gainsaid


ANNOUNCED = """
青石县审计局2011年“三公”经费公开
据本局7月11日消息，本局11日在网站公布：2010年因公出国（境）费、公务用车购置及运行费和公务接待费的财政拨款决算数24.88万元。
2011年会议费决算3万元。
"""


def test_a_gainsaid_figure_is_not_told_and_its_number_counts_as_unread(tmp_path: Path) -> None:
    assistant = library(tmp_path, ANNOUNCED)
    declined = assistant.ask("青石县审计局2011年公务接待费的财政拨款决算多少")
    assert said(declined) == ["not_disclosed"]
    assert "另有1个数字未能可靠识别" in declined.text
    assert said(assistant.ask("青石县审计局2011年会议费决算多少")) == ["3万元"]
