"""Changes of one item that are printed more than once."""

import pytest

from tests.checks.inline import findings_in, told

TWICE = (
    "二、部门收支总体情况\n支出预算3555.75万元。支出预算较2020年减少180.69万元，主要是基本支出预算减少182.79万元。\n"
    "三、一般公共预算情况\n一般公共预算财政拨款支出3540.25万元，其中：基本支出3540.25万元，比2020年{again}。\n"
)


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ("减少182.79万元", []),
        ("增加182.79万元", [("conflict", ["182.79万元", "182.79万元"])]),
        ("减少150.00万元", []),  # of one fund; the other change is of all money
    ],
)
def test_a_change_printed_as_increase_and_as_decrease(again: str, expected: list[tuple[str, list[str]]]) -> None:
    assert told(TWICE.format(again=again), "same_change") == expected


def test_a_change_of_one_item_with_two_amounts() -> None:
    body = (
        "二、部门收支总体情况\n2021年收入预算328.45万元，较2020年增加10.96万元。\n"
        "2021年部门收入预算328.45万元，与2020年收入预算相比增加8.24万元。\n"
    )
    (finding,) = findings_in(body)
    assert (finding.kind, finding.severity) == ("same_change", "conflict")
    assert [place.quote for place in finding.places] == ["10.96万元", "8.24万元"]


def test_changes_against_different_years_or_accounts_stay_apart() -> None:
    body = (
        "二、部门收支总体情况\n2021年收入预算328.45万元，较2020年预算增加10.96万元。\n"
        "2021年收入预算328.45万元，较2019年预算增加8.24万元，较2020年决算增加7.10万元。\n"
    )
    assert told(body, "same_change") == []


def test_a_change_that_gives_the_reason_of_another_is_not_a_second_one() -> None:
    body = "二、支出\n2021年基本支出预算800万元，较2020年增加399.45万元，主要是津贴补贴等基本支出共计增加336.1万元。\n"
    assert told(body, "same_change") == []
