"""A final account held against the year's own budget: how much it missed it by, its rate and its reason, in two provinces' wording."""

import pytest

from assistant.assistant import Assistant
from tests.asking import library, said

TITLE = "蔚县城市管理局2023年度部门决算公开"
BODY = """
一、一般公共预算财政拨款支出决算情况
2023年度财政拨款支出400.00万元，其中：基本支出300.00万元，项目支出100.00万元。2023年度财政拨款支出完成年初预算的99.15%，其中：基本支出完成年初预算的106.64%，项目支出完成年初预算的83.10%。
(1)社会保障和就业支出(类)行政事业单位养老支出(款)行政单位离退休(项)。年初预算为58.20万元，支出决算为63.44万元，完成年初预算的109.00%，决算数大于年初预算数的主要原因是离休补贴提高。
(10)农林水支出(类)水利(款)水利执法监督(项)。年初预算为40.00万元，支出决算为35.00万元，完成年初预算的87.50%。决算数小于年初预算数的主要原因是活动减少。
(11)教育支出9.86万元，较年初预算数减少4.64万元，下降32.0%，主要原因是培训减少。
二、“三公”经费
公务接待费3.28万元，主要用于接待上级检查。费用支出较年初预算数减少2.72万元，下降45.3%，主要原因是厉行节约。较上年支出数减少0.87万元，下降21.0%，主要原因是批次减少。
公务车购置费35.96万元，主要用于购置执法用车2辆。费用支出较年初预算数减少0.04万元，主要原因是集中采购。
支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
2080501\t行政单位离退休\t63.44\t63.44\t
2130309\t水利执法监督\t35.00\t\t35.00
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return library(tmp_path_factory.mktemp("own"), BODY, title=TITLE)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("行政单位离退休年初预算多少", ["58.20万元"]),
        ("行政单位离退休完成年初预算的百分之几", ["109.00%"]),
        ("水利执法监督完成年初预算的多少", ["87.50%"]),
        ("项目支出完成年初预算的多少", ["83.10%"]),
        ("财政拨款支出完成年初预算的多少", ["99.15%"]),
        ("教育支出决算比年初预算少多少", ["减少4.64万元"]),
        ("教育支出较年初预算数减少多少", ["减少4.64万元"]),
        ("教育支出比上年减少多少", ["not_disclosed"]),  # the change against the budget is none against the year before
        ("公务接待费比上年减少多少", ["减少0.87万元"]),
        ("公务用车购置费决算多少", ["35.96万元"]),
        ("公务用车购置费比年初预算少多少", ["减少0.04万元"]),
    ],
)
def test_figures(assistant: Assistant, question: str, figures: list[str]) -> None:
    assert said(assistant.ask(question)) == figures


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("行政单位离退休决算为什么比年初预算多", "离休补贴提高"),
        ("行政单位离退休为什么超预算", "离休补贴提高"),
        ("水利执法监督为什么没完成预算", "活动减少"),
        ("公务接待费为什么比年初预算少", "厉行节约"),
        ("公务接待费为什么比上年少", "批次减少"),
    ],
)
def test_reasons(assistant: Assistant, question: str, reason: str) -> None:
    text = assistant.ask(question).text
    assert reason in text
    assert not any(
        other in text for other in {"离休补贴提高", "活动减少", "厉行节约", "批次减少", "培训减少"} - {reason}
    )


def test_in_conversation(assistant: Assistant) -> None:
    first, missed, why = assistant.converse(["水利执法监督花了多少", "比年初预算少多少", "为什么"])
    assert said(first) == ["35.00万元"]
    assert "相差5万元" in missed.text
    assert "活动减少" in why.text


def test_whether_it_went_over(assistant: Assistant) -> None:
    text = assistant.ask("行政单位离退休超年初预算了吗").text
    assert "相差5.24万元" in text
    assert "决算高于" in text


BOTH = """
二、“三公”经费
公务用车运行维护费支出年初预算7.50万元，支出决算6.88万元。公务用车运行维护费支出较预算减少0.62万元，降低8.3%；较上年增加0.12万元，增长1.8%。
"""


@pytest.mark.parametrize(
    ("turns", "figures"),
    [
        (["公务用车运行维护费比预算少多少"], ["0.62万元", "6.88万元", "7.50万元"]),
        (["公务用车运行维护费比上年增加多少"], ["增加0.12万元"]),
        (["公务用车运行维护费比上年增长百分之几"], ["增加1.8%"]),
        (["公务用车运行维护费多少", "上年呢"], ["6.76万元"]),
        # The year before is not worked out from the budget and the account's change.
        (["公务用车运行维护费多少", "预算是多少", "上年呢"], ["not_disclosed"]),
    ],
)
def test_two_bases_in_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, turns: list[str], figures: list[str]
) -> None:
    assistant = library(tmp_path_factory.mktemp("both"), BOTH, title=TITLE)
    assert said(assistant.converse(turns)[-1]) == figures
