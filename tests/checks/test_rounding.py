"""What rounding can explain."""

from decimal import Decimal

import pytest

from index.checks.rounding import severity_of
from tests.checks.inline import told


def test_severity() -> None:
    assert severity_of(Decimal(0), Decimal(0)) is None
    assert severity_of(Decimal("0.01"), Decimal("0.015")) == "rounding"
    assert severity_of(Decimal("-0.02"), Decimal("0.015")) == "conflict"


@pytest.mark.parametrize(
    ("total", "parts", "severity"),
    [
        ("100.00", ("33.33", "66.66"), ["rounding"]),
        ("100.00", ("33.33", "66.60"), ["conflict"]),
        ("1629.17", ("1309.17", "320"), []),
        ("1629.17", ("1309.27", "320"), ["conflict"]),  # 320 is 320.00 with its zeros dropped
        ("100", ("33", "66"), ["rounding"]),
        ("0.3", ("0", "0"), ["conflict"]),  # a printed 0 is exact
    ],
)
def test_sums(total: str, parts: tuple[str, str], severity: list[str]) -> None:
    body = f"二、支出说明\n2021年支出预算{total}万元，其中基本支出{parts[0]}万元；项目支出{parts[1]}万元。\n"
    assert [found for found, _ in told(body, "parts_and_total")] == severity
