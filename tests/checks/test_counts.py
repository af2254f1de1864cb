"""A count told in the text and in the table of the three public expenses."""

import pytest

from tests.checks.inline import findings_in, told

BOTH = """
八、“三公”经费支出情况
2021年公务接待费支出6.34万元，全年国内公务接待{visits}批次，{guests}人次。年末公务用车保有量为{cars}辆。

“三公”经费相关统计数
项目\t统计数
公务用车购置数（辆）\t0
公务用车保有量（辆）\t3
国内公务接待批次（个）\t68
国内公务接待人次（人）\t612
"""


def test_the_same_counts_in_text_and_table() -> None:
    assert findings_in(BOTH.format(visits="68", guests="612", cars="3")) == []


@pytest.mark.parametrize(
    ("slip", "places"),
    [
        ({"visits": "58"}, ["58批次", "68"]),
        ({"guests": "621"}, ["621人次", "612"]),
        ({"cars": "4"}, ["4辆", "3"]),
    ],
)
def test_a_count_that_differs(slip: dict[str, str], places: list[str]) -> None:
    body = BOTH.format(**{"visits": "68", "guests": "612", "cars": "3"} | slip)
    assert told(body, "counts") == [("conflict", places)]
