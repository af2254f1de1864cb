"""Questions to plans: what is asked of whom, for when, in what unit."""

import pytest

from assistant.planning.items import spot_concepts
from assistant.planning.plan import QueryPlan
from assistant.planning.planning import plan

LIBRARY = ("馆陶县人民政府办公室", "石家庄市长安区人民政府办公室", "中共石家庄市鹿泉区委办公室")


def planned(question: str) -> QueryPlan:
    return plan(question, LIBRARY)


def concepts(question: str) -> list[tuple[str, ...]]:
    return [mention.concepts for mention in planned(question).concepts]


def test_a_plain_question() -> None:
    query = planned("馆陶县政府办2021年三公经费预算是多少元")
    assert [entity.name for entity in query.entities] == ["馆陶县人民政府办公室"]
    assert (query.periods, query.unit, query.measure, query.basis) == ((2021,), "元", "money", "budget")
    assert (query.operation, query.missing, query.direction) == ("lookup", None, None)
    assert query.content.split() == ["三公经费预算"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("馆陶三公经费", [("san_gong",)]),
        ("馆陶招待费", [("reception",)]),
        ("馆陶人头费", [("personnel",)]),
        ("馆陶办公开支", [("public_funds",)]),
        ("馆陶出国费", [("abroad",)]),
        ("馆陶养车", [("vehicle_running",)]),
        ("馆陶公车的运维费", [("vehicle_running",)]),
        ("馆陶政府采购中的货物", [("procurement_goods",)]),
        ("馆陶买车花多少钱", [("vehicle_purchase",)]),
        ("馆陶公车多少钱", [("vehicles", "cars", "official_cars")]),
        ("馆陶项目支出和基本支出", [("project",), ("basic",)]),
        ("馆陶县政府办的狗粮", []),
    ],
)
def test_items_by_printed_form_and_alias(question: str, found: list[tuple[str, ...]]) -> None:
    assert concepts(question) == found


def test_the_longest_form_wins() -> None:
    assert [(m.start, m.end) for m in spot_concepts("公务用车购置及运行维护费")] == [(0, 12)]


def test_budget_alone_is_the_total_and_said_so() -> None:
    query = planned("馆陶2021年预算多少")
    assert query.concepts[0].concepts == ("budget_total", "expenditure", "income")
    assert query.assumed == ("项目：“预算”指预算总额", "单位：该地在库中只有馆陶县人民政府办公室")


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("馆陶2021年三公经费", (2021,)),
        ("馆陶二〇二一年三公经费", (2021,)),
        ("馆陶21年三公经费", (2021,)),
        ("馆陶2021年度三公经费", (2021,)),
        ("馆陶2021三公经费", (2021,)),
        ("馆陶三公经费", ()),
        ("馆陶2021年三公经费比2020年少了多少", (2021,)),
        ("馆陶三公经费比2020年少了多少", ()),
        ("《馆陶年鉴2021卷》编纂出版经费的错误率", ()),
        ("鹿泉2013102科目", ()),
    ],
)
def test_years(question: str, years: tuple[int, ...]) -> None:
    """A year that is only compared with, one inside a title and one inside a code are not asked for."""
    assert planned(question).periods == years


@pytest.mark.parametrize(
    ("question", "basis", "direction"),
    [
        ("馆陶三公经费预算", "budget", None),
        ("馆陶三公经费", None, None),
        ("馆陶三公经费比2020年减少多少", "change", "减少"),
        ("馆陶三公经费较上年增加多少", "change", "增加"),
        ("馆陶三公经费比去年多了还是少了", "change", None),
        ("馆陶三公经费决算", "final", None),
        ("馆陶三公经费实际花了多少", "final", None),
        ("馆陶三公经费执行数", "final", None),
        ("馆陶上年三公经费", "previous", None),
        ("By how much did project expenditure of 馆陶县政府办 rise compared with 2020?", "change", "增加"),
    ],
)
def test_basis(question: str, basis: str | None, direction: str | None) -> None:
    query = planned(question)
    assert (query.basis, query.direction) == (basis, direction)


@pytest.mark.parametrize(
    ("question", "measure", "unit"),
    [
        ("馆陶三公经费多少元", "money", "元"),
        ("馆陶三公经费多少万元", "money", "万元"),
        ("馆陶三公经费几亿元", "money", "亿元"),
        ("馆陶三公经费多少钱", "money", None),
        ("馆陶三公经费是多少", None, None),
        ("馆陶有几辆车", "count", "辆"),
        ("馆陶房屋面积", "area", None),
        ("馆陶单价20万元以上的设备", None, None),
    ],
)
def test_units(question: str, measure: str | None, unit: str | None) -> None:
    query = planned(question)
    assert (query.measure, query.unit) == (measure, unit)


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("鹿泉2013102科目预算多少元", ("2013102",)),
        ("鹿泉30201", ("30201",)),
        ("鹿泉201类", ("201",)),
        ("馆陶目录序号A02010104", ("A02010104",)),
        ("馆陶2021年三公经费302万元", ()),
        ("馆陶买了300台电脑", ()),
    ],
)
def test_codes(question: str, codes: tuple[str, ...]) -> None:
    assert planned(question).codes == codes


def test_why() -> None:
    assert planned("馆陶三公经费为什么减少").operation == "explain"


@pytest.mark.parametrize(
    ("question", "content"),
    [
        ("请问一下馆陶县政府办三公经费是多少呢？谢谢", "三公经费"),
        ("麻烦帮我查一下，馆陶的招待费一共安排了多少钱", "， 的招待费 安排了"),
        ("馆陶县政府办户均三公经费", "户均三公经费"),
        ("How much did 馆陶 budget for 三公 in 2021?", "预算 三公"),
    ],
)
def test_what_must_be_found_in_labels(question: str, content: str) -> None:
    """Courtesy, asking words and the English frame go; what narrows the item stays."""
    assert planned(question).content.split() == content.split()


def test_what_is_missing() -> None:
    assert planned("三公经费是多少").missing == "entity"
    query = planned("正定县2021年三公经费")
    assert (query.missing, query.unknown_place, query.entities) == (None, "正定县", ())
