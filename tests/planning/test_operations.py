"""The words of operations in a folded question: which are spotted, what is left, and what must stay a plain look-up."""

from decimal import Decimal

import pytest

from assistant.planning.frame import Frame
from assistant.planning.operations import spot
from assistant.planning.plan import Limit
from assistant.planning.question import fold


def spotted(question: str) -> Frame:
    return spot(fold(question))


def left(question: str) -> list[str]:
    """The words that name the figures, without those of the operation."""
    return spotted(question).text.split()


@pytest.mark.parametrize(
    ("question", "figure", "sides"),
    [
        ("馆陶县公务接待费占三公经费的比例", "share", ("馆陶县公务接待费", "三公经费")),
        ("馆陶县三公经费占支出预算的百分之几", "share", ("馆陶县三公经费", "支出预算")),
        ("馆陶县三公经费占整个支出预算百分之多少", "share", ("馆陶县三公经费", "支出预算")),
        ("馆陶县人员经费占比", "share", ("馆陶县人员经费",)),
        ("馆陶县支出预算里项目支出的占比", "share", ("项目支出", "馆陶县支出预算")),
        ("馆陶县支出预算中，人员经费占多少", "share", ("人员经费", "馆陶县支出预算")),
        ("馆陶县三公经费是公务接待费的几倍", "times", ("馆陶县三公经费", "公务接待费")),
        ("馆陶县项目支出相当于基本支出的多少倍", "times", ("馆陶县项目支出", "基本支出")),
        ("馆陶县运维费除以公车辆数等于多少", "per_unit", ("馆陶县运维费", "公车辆数")),
    ],
)
def test_quotients_of_two_sides(question: str, figure: str, sides: tuple[str, ...]) -> None:
    """The part first, then the whole, in whatever order they are said."""
    frame = spotted(question)
    assert (frame.operation, frame.figure, frame.sides) == ("lookup", figure, sides)


def test_a_part_named_inside_its_whole() -> None:
    assert spotted("馆陶县支出预算中，人员经费占多少").within
    assert not spotted("馆陶县人员经费占支出预算多少").within


@pytest.mark.parametrize(
    ("question", "operation", "sides", "ascending"),
    [
        ("馆陶县支出预算减去项目支出还剩多少", "subtract", ("馆陶县支出预算", "项目支出"), False),
        ("馆陶县支出预算扣除人员经费后是多少", "exclude", ("馆陶县支出预算 是多少", "人员经费"), False),
        ("馆陶县三公经费比鹿泉区多多少", "compare", ("馆陶县三公经费", "鹿泉区"), False),
        ("馆陶县项目支出比基本支出少多少", "compare", ("馆陶县项目支出", "基本支出"), True),
        ("馆陶县三公经费是否超过鹿泉区", "compare", ("馆陶县三公经费", "鹿泉区"), False),
        ("馆陶县基本支出和项目支出加起来是否等于支出预算", "check", ("馆陶县基本支出和项目支出", "支出预算"), False),
    ],
)
def test_two_figures_held_against_each_other(
    question: str, operation: str, sides: tuple[str, ...], ascending: bool
) -> None:
    frame = spotted(question)
    assert (frame.operation, frame.figure, frame.sides, frame.ascending) == (operation, "printed", sides, ascending)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("馆陶县三公经费的增长率是多少", ["馆陶县三公经费的", "是多少"]),
        ("馆陶县三公经费同比下降百分之几", ["馆陶县三公经费"]),
        ("馆陶县三公经费降幅多大", ["馆陶县三公经费", "多大"]),
        ("馆陶县项目支出增加了几成", ["馆陶县项目支出"]),
    ],
)
def test_growth(question: str, words: list[str]) -> None:
    frame = spotted(question)
    assert (frame.operation, frame.figure, frame.text.split()) == ("lookup", "growth", words)


@pytest.mark.parametrize(
    ("question", "counted", "words"),
    [
        ("馆陶县公务用车平均每辆多少钱", "辆", ["馆陶县公务用车", "多少钱"]),
        ("馆陶县平均每辆价值多少", "辆", ["馆陶县车辆", "价值多少"]),  # cars are meant, though 辆 alone tells it
        ("馆陶县人均公用经费", "人", ["馆陶县", "公用经费"]),
        ("馆陶县每月公用经费多少", "月", ["馆陶县", "公用经费多少"]),
    ],
)
def test_an_amount_for_each_one(question: str, counted: str, words: list[str]) -> None:
    frame = spotted(question)
    assert (frame.figure, frame.row_kind, frame.text.split()) == ("per_unit", counted, words)


@pytest.mark.parametrize(
    ("question", "operation", "over", "ascending", "words"),
    [
        ("平均三公经费是多少", "average", "", False, ["三公经费是多少"]),
        ("馆陶和鹿泉三公经费相差多少", "difference", "", False, ["馆陶和鹿泉三公经费", "多少"]),
        ("馆陶县和鹿泉区三公经费差多少", "difference", "", False, ["馆陶县和鹿泉区三公经费", "多少"]),
        ("馆陶县三公经费和会议费一共多少", "sum", "", False, ["馆陶县三公经费和会议费", "多少"]),
        ("馆陶县三公经费和会议费合计多少", "sum", "", False, ["馆陶县三公经费和会议费", "多少"]),
        ("馆陶县三公经费加上会议费总共多少", "sum", "", False, ["馆陶县三公经费加上会议费", "多少"]),
        ("馆陶县和鹿泉区谁的三公经费多", "compare", "", False, ["馆陶县和鹿泉区", "三公经费"]),
        ("馆陶县和鹿泉区的三公经费哪个更少", "compare", "", True, ["馆陶县和鹿泉区的三公经费"]),
        ("三公经费排名", "rank", "", False, ["三公经费"]),
        ("各单位平均三公经费", "average", "entities", False, ["三公经费"]),
        ("各单位三公经费从高到低排列", "rank", "entities", False, ["三公经费"]),
        ("各单位三公经费从低到高排名", "rank", "entities", True, ["三公经费"]),
        ("哪家单位三公经费最高", "maximum", "entities", False, ["三公经费"]),
        ("哪个单位的三公经费最少", "minimum", "entities", False, ["三公经费"]),
        ("三公经费最高的是哪家", "maximum", "entities", False, ["三公经费"]),
    ],
)
def test_several_figures(question: str, operation: str, over: str, ascending: bool, words: list[str]) -> None:
    frame = spotted(question)
    assert (frame.operation, frame.figure, frame.sides) == (operation, "printed", ())
    assert (frame.over, frame.ascending, frame.text.split()) == (over, ascending, words)


@pytest.mark.parametrize(
    ("question", "operation", "row_kind", "words"),
    [
        ("馆陶县哪个项目金额最大", "maximum", "projects", ["馆陶县", "项目金额"]),
        ("馆陶县最少的项目是什么", "minimum", "projects", ["馆陶县", "项目"]),
        ("馆陶县最贵的采购物品", "maximum", "procurement", ["馆陶县", "采购物品"]),
        ("馆陶县有哪些下属单位", "list", "units", ["馆陶县", "下属单位"]),
        ("馆陶县有几个下属单位", "count", "units", ["馆陶县", "下属单位"]),
        ("馆陶县绩效指标有哪些", "list", "indicators", ["馆陶县绩效指标"]),
        ("馆陶县买了哪些东西", "list", "procurement", ["馆陶县买了", "东西"]),
        ("馆陶县采购什么东西", "list", "procurement", ["馆陶县", "东西"]),
        ("馆陶县三公经费包括哪些", "list", "parts", ["馆陶县三公经费包括"]),
        ("馆陶县支出由哪些部分构成", "list", "parts", ["馆陶县支出由", "部分构成"]),
    ],
)
def test_rows_of_a_list(question: str, operation: str, row_kind: str, words: list[str]) -> None:
    frame = spotted(question)
    assert (frame.operation, frame.over, frame.row_kind) == (operation, "rows", row_kind)
    assert frame.text.split() == words


def test_the_first_few() -> None:
    frame = spotted("馆陶县金额最大的前五个项目")
    assert (frame.operation, frame.over, frame.row_kind, frame.count) == ("rank", "rows", "projects", 5)
    assert spotted("各单位三公经费最高的前十二名").count == 12


@pytest.mark.parametrize(
    ("question", "operation", "over", "limit"),
    [
        ("哪些单位三公经费超过50万元", "filter", "entities", Limit(">", Decimal(50), "万元", "超过50万元")),
        ("三公经费不到20万元的单位有哪些", "filter", "entities", Limit("<", Decimal(20), "万元", "不到20万元")),
        (
            "馆陶县预算资金超过1,200.5万元的项目有几个",
            "count",
            "rows",
            Limit(">", Decimal("1200.5"), "万元", "超过1,200.5万元"),
        ),
        ("馆陶县哪些项目在100万元以上", "filter", "rows", Limit("≥", Decimal(100), "万元", "在100万元以上")),
        ("馆陶县哪些项目在5亿元以下", "filter", "rows", Limit("≤", Decimal(5), "亿元", "在5亿元以下")),
        ("馆陶县哪些项目不低于十万元", "filter", "rows", Limit("≥", Decimal(10), "万元", "不低于十万元")),
        ("馆陶县十万元以上的项目有哪些", "filter", "rows", Limit("≥", Decimal(10), "万元", "十万元以上")),
        ("哪些单位因公出国费为0", "filter", "entities", Limit("=", Decimal(0), None, "为0")),
        ("哪些单位因公出国费不为零", "filter", "entities", Limit(">", Decimal(0), None, "不为零")),
        # which side of an amount one figure lies on, and no list
        ("馆陶县三公经费有没有超过50万元", "lookup", "", Limit(">", Decimal(50), "万元", "超过50万元")),
        ("馆陶县三公经费超没超过50万元", "lookup", "", Limit(">", Decimal(50), "万元", "超过50万元")),
        ("馆陶县三公经费没有超过50万元吧", "lookup", "", Limit("≤", Decimal(50), "万元", "没有超过50万元")),
        ("馆陶县三公经费不到一个亿吧", "lookup", "", Limit("<", Decimal(1), "亿元", "不到一个亿")),
        ("馆陶县三公经费超过3万没有", "lookup", "", Limit(">", Decimal(3), "万元", "超过3万")),
        ("馆陶县车辆是不是达到了8辆", "lookup", "", Limit("≥", Decimal(8), "辆", "达到了8辆")),
    ],
)
def test_limits(question: str, operation: str, over: str, limit: Limit) -> None:
    frame = spotted(question)
    assert (frame.operation, frame.over, frame.limit) == (operation, over, limit)
    assert limit.words not in frame.text


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("什么是三公经费", "三公经费"),
        ("请问什么叫机关运行经费？", "机关运行经费"),
        ("三公经费是什么意思", "三公经费"),
        ("机关运行经费的定义", "机关运行经费"),
        ("青石县财政局什么是机关运行经费", "青石县财政局 机关运行经费"),
    ],
)
def test_definitions(question: str, item: str) -> None:
    assert spotted(question) == Frame(item, operation="define")


def test_what_is_the_largest_is_no_definition() -> None:
    assert spotted("青石县财政局什么是最大的支出").operation == "maximum"


def test_figures_quoted_against_each_other() -> None:
    frame = spotted("馆陶县2021年三公经费到底是20万元还是30.5万元")
    assert (frame.operation, frame.quoted) == ("check", ("20万元", "30.5万元"))
    assert left("馆陶县2021年三公经费到底是20万元还是30.5万元") == ["馆陶县2021年三公经费"]


@pytest.mark.parametrize(
    "question",
    [
        "馆陶县政府办2021年三公经费预算是多少元",
        "馆陶县三公经费是多少",
        "馆陶县三公经费比上年减少多少",
        "馆陶县三公经费比2020年少了多少",
        "馆陶县三公经费较上年增加多少",
        "馆陶县三公经费有没有超过上年",
        "馆陶县项目支出增加了多少",
        "馆陶县三公经费为什么减少",
        "馆陶县差旅费是多少",  # 差
        "馆陶县占地面积",  # 占
        "馆陶县政府办占用的固定资产",
        "馆陶县人员编制核定数",
        "馆陶县单价20万元以上的设备",  # a name that is printed so
        "馆陶县单价20万元以上的设备价值",
        "馆陶县本年支出合计",  # a name that is printed so
        "馆陶县本年收入合计是多少",
        "馆陶县有几辆车",
        "馆陶县买了几台电脑",
        "馆陶县群众满意度要达到多少",
        "馆陶县故障率不超过多少",
        "馆陶县各项收入分别是多少",
        "馆陶县电子政务中心的单位性质是什么",
        "馆陶县公开时间是什么时候",
    ],
)
def test_a_plain_look_up_stays_one(question: str) -> None:
    assert spotted(question) == Frame(fold(question))
