"""Disclosures without a fault, in the wording and layouts of other provinces: every finding here would be a false warning."""

from pathlib import Path

import pytest

from index.checks import find
from index.extraction import extract
from index.findings import Finding
from tests.checks.inline import parsed_text

CLEAN = sorted((Path(__file__).parent / "clean").glob("*.txt"))


def findings_of(text: str) -> list[Finding]:
    document = parsed_text(text)
    return list(find(document, extract(document)))


def test_the_clean_disclosures_are_found() -> None:
    assert len(CLEAN) >= 5


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_a_clean_disclosure_has_no_finding(path: Path) -> None:
    assert [finding.message for finding in findings_of(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("name", "printed", "wrong", "kind"),
    [
        ("budget_in_prose_and_yuan", "71422000", "71322000", "numbered_rows"),
        ("budget_in_prose_and_yuan", "预算支出总额为8156.32", "预算支出总额为8256.32", "same_item"),
        ("budget_in_prose_and_yuan", "公务接待费3万元", "公务接待费4万元", "parts_and_total"),
        ("budget_with_targets", "全年巡查不少于120次", "全年巡查不少于150次", "text_and_indicator"),
        ("budget_with_targets", "项目支出增加50.00", "项目支出增加80.00", "change_and_parts"),
        ("budget_by_function", "民政管理事务\t30000000", "民政管理事务\t30500000", "code_level"),
        ("budget_by_function", "20\t0.50\t10.00", "20\t0.55\t10.00", "quantity_and_price"),
        ("budget_by_function", "政府采购预算总额200.00", "政府采购预算总额210.00", "procurement_total"),
        ("final_account", "基本支出1500.12", "基本支出1600.12", "parts_and_total"),
    ],
)
def test_one_wrong_figure_is_found(name: str, printed: str, wrong: str, kind: str) -> None:
    path = next(path for path in CLEAN if path.stem == name)
    text = path.read_text(encoding="utf-8")
    assert text.count(printed) == 1
    found = findings_of(text.replace(printed, wrong))
    assert kind in {finding.kind for finding in found if finding.severity == "conflict"}
