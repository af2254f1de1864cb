"""Percentages against the figures that they are said of, and numbers of cars against their kinds."""

import pytest

from tests.checks.inline import findings_in, told

SHARES = (
    "二、支出\n2021年支出5,125.21万元，主要用于以下方面：社会保障和就业（类）支出202.03万元，占3.9%；"
    "卫生健康（类）支出76.34万元，占{share}%；农林水（类）支出4,639.97万元，占90.5%；住房保障（类）支出96.87万元，占1.9%。\n"
)


def test_a_share_against_the_whole_that_the_others_are_of() -> None:
    assert told(SHARES.format(share="1.5"), "printed_share") == []
    assert told(SHARES.format(share="1.4"), "printed_share") == []  # made to add to 100
    (finding,) = findings_in(SHARES.format(share="1.9"))
    assert (finding.kind, finding.severity) == ("printed_share", "conflict")
    assert finding.message == "卫生健康（类）支出76.34万元为支出5,125.21万元的1.49%，文中却称占1.9%。"


def test_two_shares_of_the_figure_that_lists_them() -> None:
    body = "二、支出\n2021年支出合计672.15万元，其中：基本支出668.12万元，占99.40%；项目支出4.03万元，占{share}。\n"
    assert told(body.format(share="0.60%"), "printed_share") == []
    assert told(body.format(share="6%"), "printed_share") == [("conflict", ["4.03万元", "6%", "672.15万元"])]


def test_one_share_alone_tells_no_whole() -> None:
    body = "二、支出\n2021年支出5,125.21万元，其中卫生健康支出76.34万元，占1.9%。\n"
    assert told(body, "printed_share") == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("机关运行经费92.46万元，比上年减少4.20万元，下降4.3%。", []),
        ("机关运行经费92.46万元，比上年减少4.20万元，增长4.3%。", [("conflict", ["4.20万元", "4.3%"])]),
        ("机关运行经费92.46万元，比上年减少0万元，增长0%。", []),
    ],
)
def test_an_amount_and_a_rate_that_go_opposite_ways(body: str, expected: list[tuple[str, list[str]]]) -> None:
    assert told(f"三、机关运行经费\n{body}\n", "way_of_change") == expected


def test_a_rate_within_what_rounding_leaves_open_and_one_beyond_it() -> None:
    body = "二、收入\n2021年收入预算22.59万元，比上年增加20.63万元，增长{}%。\n"
    assert told(body.format("1,055.4"), "rate_of_change") == []  # of 1.95 to 1.97
    assert [severity for severity, _ in told(body.format("1,095.4"), "rate_of_change")] == ["conflict"]


@pytest.mark.parametrize(
    ("rate", "expected"), [("6.7", []), ("6.6", []), ("6.3", [("conflict", ["22,223.90万元", "1,397.60万元", "6.3%"])])]
)
def test_a_rate_against_the_change_and_the_figure(rate: str, expected: list[tuple[str, list[str]]]) -> None:
    body = f"二、收入\n2021年收入预算22,223.90万元，比上年增加1,397.60万元，增长{rate}%，主要原因是外包经费增加。\n"
    assert told(body, "rate_of_change") == expected


@pytest.mark.parametrize(
    ("total", "other", "expected"),
    [
        (10, "、其他用车1辆", []),
        (11, "、其他用车1辆", [("conflict", ["11辆", "0辆", "4辆", "5辆", "1辆"])]),
        (11, "", []),  # kinds that are not told may be the rest
    ],
)
def test_cars_against_their_kinds(total: int, other: str, expected: list[tuple[str, list[str]]]) -> None:
    body = f"四、国有资产\n截至2020年12月31日，共有车辆{total}辆，其中：领导用车0辆、应急保障用车4辆、执法执勤用车5辆{other}。\n"
    assert told(body, "parts_and_total") == expected


@pytest.mark.parametrize(
    ("rate", "expected"),
    [("14.51", []), ("14.5", []), ("17.51", [("conflict", ["231.17万元", "33.55万元", "17.51%"])])],
)
def test_a_rate_against_the_level_that_its_sentence_counts_from(
    rate: str, expected: list[tuple[str, list[str]]]
) -> None:
    body = f"二、支出\n2021年基本支出264.72万元。比2020年预算231.17万元增加33.55万元，增长{rate}%。\n"
    assert told(body, "rate_of_change") == expected
