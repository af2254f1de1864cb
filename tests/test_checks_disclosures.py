"""Findings of the five real disclosures: every contradiction that a reader saw and rules can see, and no other."""

from collections import Counter
from pathlib import Path

import pytest

from index.checks import find
from index.findings import Finding
from tests.conftest import parsed

# (kind, the figures or words that the places quote, as far as they tell the finding apart)
CONFLICTS = {
    "000": [
        ("office_and_project", ["2", "74"]),
        ("purchases_without_budget", ["0万元", "0万元", "60", "60", "1"]),
    ],
    "001": [
        ("parts_and_total", ["47万元", "0万元", "57万元"]),
        ("project_amount", ["150万元", "150.57万元"]),
        ("purchases_without_budget", ["无政府采购", "0万元", "22万元", "22万元", "6", "4组"]),
    ],
    "002": [("planned_without_budget", ["0万元", "52万元"])],
    "003": [("change_and_parts", ["7.01万元", "109.3万元", "115.97万元"])],
    "004": [
        ("indicator_twice", ["1.8", "1.08"]),
        ("indicator_twice", ["3", "2"]),
        ("indicator_twice", ["98", "100"]),
        ("purchases_without_budget", ["0.00万元", "0.00万元", "10 个", "3 台", "1 台", "10", "3"]),
        ("text_and_indicator", ["1000份", "100"]),
        ("text_and_indicator", ["50%", "90"]),
        ("text_and_indicator", ["5 万元", "4.5"]),
        ("text_and_indicator", ["5次", "5"]),
        ("text_and_indicator", ["70%", "80"]),
        ("text_and_indicator", ["95%以上", "98"]),
        ("text_and_indicator", ["不少于 12 篇", "121"]),
        ("text_and_indicator", ["不少于 3 次", "3"]),
        ("text_and_indicator", ["不少于 5 次", "5"]),
    ],
}
ROUNDING = {
    "001": [("project_amount", ["8万元", "8.1032万元"])],
    "004": [
        ("code_level", ["121.78", "21.45"]),
        ("code_level", ["121.783", "21.45"]),
        ("code_level", ["653.74", "506.80"]),
        ("row_total", ["121.783", "121.78"]),
    ],
}
GAPS = {
    "000": [("table_cut_off", ["部门政府采购预算"])],
    "002": [("missing_table", ["详见政府采购预算表"])],
    "003": [("blank_cell", [""]), ("blank_cell", [""]), ("empty_section", ["第二部分  专项资金绩效目标"])],
    "004": [("blank_cell", [""])],
}
SLIPS = {
    "000": {"indicator_unit": 2},
    "001": {"part_named_like_whole": 1, "cumulative_plan": 3, "indicator_unit": 2, "indicator_without_unit": 6},
    "002": {"missing_unit": 1, "grades_reversed": 1},
    "003": {"indicator_direction": 1, "template_words": 1},
    "004": {
        "placeholder": 2,
        "stale_year": 2,
        "repeated_words": 2,
        "indicator_unit": 4,
        "indicator_value": 1,
        "indicator_direction": 21,
        "vehicles_without_assets": 1,
    },
}
NAMES = sorted(SLIPS)


def findings_of(disclosures: Path, name: str) -> list[Finding]:
    path = next(path for path in sorted(disclosures.glob("*.txt")) if path.name.startswith(name))
    return list(find(*parsed(path)))


def shown(disclosures: Path, name: str, severity: str, length: int) -> list[tuple[str, list[str]]]:
    found = [finding for finding in findings_of(disclosures, name) if finding.severity == severity]
    return sorted((finding.kind, [place.quote for place in finding.places][:length]) for finding in found)


@pytest.mark.parametrize("name", NAMES)
def test_conflicts(disclosures: Path, name: str) -> None:
    assert shown(disclosures, name, "conflict", 9) == sorted(CONFLICTS.get(name, []))


@pytest.mark.parametrize("name", NAMES)
def test_rounding(disclosures: Path, name: str) -> None:
    assert shown(disclosures, name, "rounding", 2) == sorted(ROUNDING.get(name, []))


@pytest.mark.parametrize("name", NAMES)
def test_gaps(disclosures: Path, name: str) -> None:
    assert shown(disclosures, name, "gap", 9) == sorted(GAPS.get(name, []))


@pytest.mark.parametrize("name", NAMES)
def test_slips(disclosures: Path, name: str) -> None:
    slips = [finding for finding in findings_of(disclosures, name) if finding.severity == "slip"]
    assert Counter(finding.kind for finding in slips) == SLIPS[name]


@pytest.mark.parametrize("name", NAMES)
def test_places_can_be_read_again(disclosures: Path, name: str) -> None:
    path = next(path for path in sorted(disclosures.glob("*.txt")) if path.name.startswith(name))
    document, extraction = parsed(path)
    facts = {fact.id for fact in extraction.facts}
    found = find(document, extraction)
    assert len({finding.id for finding in found}) == len(found)
    for finding in found:
        assert finding.message.endswith("。")
        for place in finding.places:
            assert document.quote(place.locator.start, place.locator.end) == place.quote
            assert place.fact is None or place.fact in facts


def test_there_are_more_than_thirty(disclosures: Path) -> None:
    assert sum(len(findings_of(disclosures, name)) for name in NAMES) > 30


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("001", "公务用车购置及运维费47万元，与其中项之和（0+57=57万元）相差10万元。"),
        ("002", "政府采购预算0万元，但本年度拟购置固定资产52万元，并称已列入政府采购预算。"),
        ("002", "“三公”经费“减少0.92”后面没有写金额单位。"),
        ("004", "指标“满意率”的指标值为“≥985”，没有百分号，且大于100。"),
    ],
)
def test_messages(disclosures: Path, name: str, message: str) -> None:
    assert message in [finding.message for finding in findings_of(disclosures, name)]
