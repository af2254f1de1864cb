"""What a question says itself, and what it takes from another where it says nothing."""

from dataclasses import replace

import pytest

from assistant.planning.carrying import completed, free_words, says_item, says_place
from assistant.planning.plan import QueryPlan
from assistant.planning.planning import plan

GUANTAO = "馆陶县人民政府办公室"
WEIXIAN = "蔚县人民政府办公室"


def planned(question: str) -> QueryPlan:
    return plan(question, (GUANTAO, WEIXIAN))


def slots(query: QueryPlan) -> tuple[list[str], tuple[int, ...], list[str]]:
    """Bodies, years and the words of the item."""
    return [entity.name for entity in query.entities], query.periods, query.content.split()


@pytest.mark.parametrize(
    ("question", "item", "place"),
    [
        ("馆陶县三公经费", True, True),
        ("三公经费", True, False),
        ("馆陶县2010301", True, True),  # a code
        ("台式计算机", True, False),  # no budget item, but words that a table may print
        ("馆陶县支出", True, True),
        ("馆陶县的预算是多少", True, True),  # the total
        ("公务接待费占三公经费多少", True, False),  # two sides
        ("馆陶县", False, True),
        ("那蔚县呢", False, True),
        ("正定县呢", False, True),  # a place that the library does not hold is named all the same
        ("请问是多少万元", False, False),
        ("为什么", False, False),
        ("换算成元", False, False),
        ("2020年呢", False, False),
    ],
)
def test_what_is_said(question: str, item: bool, place: bool) -> None:
    query = planned(question)
    assert (says_item(query), says_place(query)) == (item, place)


def test_free_words() -> None:
    assert free_words("请问  打印机的 预算金额，是多少？") == "打印机"
    assert free_words("预算数和总额是多少（万元）") == ""


@pytest.mark.parametrize(
    ("question", "other", "done"),
    [
        ("蔚县呢", "馆陶县2021年三公经费", ([WEIXIAN], (2021,), ["三公经费"])),
        ("三公经费", "馆陶县2021年会议费", ([GUANTAO], (2021,), ["三公经费"])),
        ("2020年呢", "馆陶县2021年会议费", ([GUANTAO], (2020,), ["会议费"])),
        ("蔚县培训费", "馆陶县2021年会议费", ([WEIXIAN], (2021,), ["培训费"])),
        ("蔚县2022年培训费", "馆陶县2021年会议费", ([WEIXIAN], (2022,), ["培训费"])),
        ("三公经费", "会议费", ([], (), ["三公经费"])),
    ],
)
def test_only_what_is_unsaid_is_taken(question: str, other: str, done: tuple[list[str], tuple[int, ...], str]) -> None:
    assert slots(completed(planned(question), planned(other))) == done


def test_a_body_taken_is_asked_back_no_more() -> None:
    alone = planned("三公经费")
    assert (alone.missing, alone.named) == ("entity", False)
    done = completed(alone, planned("馆陶县会议费"))
    assert (done.missing, done.named) == (None, True)


def test_a_place_that_is_not_held_is_taken_too() -> None:
    """Never the figure of another body."""
    done = completed(planned("三公经费"), planned("正定县会议费"))
    assert (done.entities, done.unknown_place, done.missing) == ((), "正定县", None)


def test_what_is_asked_of_the_item_stays() -> None:
    done = completed(planned("比上年呢"), planned("馆陶县2021年会议费多少元"))
    assert (done.basis, done.unit, slots(done)) == ("change", "元", ([GUANTAO], (2021,), ["会议费"]))
    assert completed(planned("换算成元"), planned("馆陶县会议费几万元")).unit == "元"
    assert completed(planned("为什么减少"), planned("馆陶县会议费")).operation == "explain"


def test_a_year_end_comes_with_its_year() -> None:
    done = completed(planned("蔚县呢"), planned("馆陶县2020年末固定资产"))
    assert (done.periods, done.year_end) == ((2020,), True)


def test_both_sides_are_completed() -> None:
    part, whole = completed(planned("公务接待费占三公经费多少"), planned("馆陶县2021年会议费")).parts
    assert slots(part) == ([GUANTAO], (2021,), ["公务接待费"])
    assert slots(whole) == ([GUANTAO], (2021,), ["三公经费"])


def test_a_full_plan_stays_as_it_is() -> None:
    full = replace(planned("蔚县2022年培训费是多少元"), plain=None)
    assert completed(full, planned("馆陶县2021年会议费几万元")) == full
