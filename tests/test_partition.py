"""One question to single ones: by the bodies and by the items that it names."""

import pytest

from assistant.partition import item_partitions, pieces_of, single_bodies
from assistant.planning.plan import QueryPlan
from assistant.planning.planning import plan

GUANTAO = "馆陶县人民政府办公室"
WEIXIAN = "蔚县人民政府办公室"


def planned(question: str) -> QueryPlan:
    return plan(question, (GUANTAO, WEIXIAN))


def names(query: QueryPlan) -> list[str]:
    return [entity.name for entity in query.entities]


def readings(question: str) -> list[list[str]]:
    """The readings of a question, the likeliest first, each as the words of its items."""
    return [[" ".join(single.content.split()) for single in singles] for singles in item_partitions(planned(question))]


@pytest.mark.parametrize(
    ("question", "bodies"),
    [
        ("馆陶县和蔚县的三公经费", [[GUANTAO], [WEIXIAN]]),
        ("蔚县与馆陶县的三公经费", [[WEIXIAN], [GUANTAO]]),
        ("馆陶县的三公经费", [[GUANTAO]]),
        ("三公经费", [[]]),
        ("政府办的三公经费", [[GUANTAO, WEIXIAN]]),  # one body that fits two: to be asked back, not answered twice
    ],
)
def test_bodies(question: str, bodies: list[list[str]]) -> None:
    assert [names(single) for single in single_bodies(planned(question))] == bodies


def test_a_plan_of_one_body_is_that_plan() -> None:
    query = planned("馆陶县的三公经费")
    assert single_bodies(query) == [query]


def test_the_sides_of_a_share_go_with_their_body() -> None:
    first, second = single_bodies(planned("蔚县和馆陶县的公务接待费占三公经费的比例"))
    assert [names(first), *map(names, first.parts)] == [[WEIXIAN]] * 3
    assert [names(second), *map(names, second.parts)] == [[GUANTAO]] * 3
    assert not any(query.each_named for query in (first, second, *first.parts, *second.parts))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("馆陶县三公经费", [["三公经费"]]),
        # several budget items are several first
        ("馆陶县三公经费和会议费", [["三公经费", "会议费"], ["三公经费和会议费"]]),
        ("馆陶县三公经费，会议费", [["三公经费", "会议费"], ["三公经费，会议费"]]),
        # other words may be one printed name, and are one first
        ("馆陶县会议费和别的东西", [["会议费和别的东西"], ["会议费 东西", "别的东西"], ["会议费", "别的东西"]]),
        # a joint inside an item's name or a title joins nothing
        ("馆陶县公务用车购置及运行维护费", [["公务用车购置及运行维护费"]]),
        ("馆陶县《甲和乙》编纂费", [["《甲和乙》编纂费"]]),
        # more than six pieces are no list of items
        ("馆陶县甲、乙、丙、丁、戊、己、庚", [["甲、乙、丙、丁、戊、己、庚"]]),
    ],
)
def test_items(question: str, expected: list[list[str]]) -> None:
    assert readings(question) == expected


def test_neighbours_may_be_one_name() -> None:
    assert readings("馆陶县建设、维护和管理费") == [
        ["建设、维护和管理费"],
        ["建设", "维护", "管理费"],
        ["建设", "维护和管理费"],
        ["建设、维护", "管理费"],
        ["建设 管理费", "维护 管理费"],
    ]


def test_a_clause_behind_the_list_is_said_of_all() -> None:
    expected = ["大街保洁 成本高低", "小巷照明 项目，成本高低"]
    assert expected in readings("馆陶县大街保洁和小巷照明这两个项目，成本高低")


def test_a_measure_behind_the_last_is_said_of_all() -> None:
    assert readings("馆陶县打印机、复印机的单价")[1] == ["打印机 的单价", "复印机的单价"]


def test_words_in_front_say_where_the_items_stand() -> None:
    assert readings("馆陶县行政运行科目里，基本支出和项目支出")[1] == [
        "行政运行科目里，基本支出",
        "行政运行科目里， 项目支出",
    ]


def test_each_reading_keeps_the_items_it_names() -> None:
    (first, second), whole = item_partitions(planned("馆陶县三公经费和会议费"))
    assert [mention.concepts[0] for mention in first.concepts] == ["san_gong"]
    assert [mention.concepts for mention in second.concepts] == [whole[0].concepts[1].concepts]
    assert (names(first), names(second)) == ([GUANTAO], [GUANTAO])


def test_pieces_are_spans_of_the_content() -> None:
    query = planned("馆陶县三公经费、会议费")
    assert [query.content[start:end].strip() for start, end in pieces_of(query)] == ["三公经费", "会议费"]
    assert pieces_of(planned("馆陶县和蔚县")) == []
