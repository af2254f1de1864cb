"""Findings themselves: stable ids, known severities, places that can be read again."""

import pytest

from index.document import Locator
from index.findings import Place, make_finding
from tests.checks.inline import findings_in

VEHICLES = (
    "四、“三公”经费\n2021年“三公”经费预算安排57万元，其中因公出国（境）费0万元；公务用车购置及运维费47万元"
    "（其中：公务用车购置费0万元，公务用车运维费57万元）；公务接待费10万元。\n"
)


def test_the_same_text_gives_the_same_findings() -> None:
    assert findings_in(VEHICLES) == findings_in(VEHICLES)


def test_ids_tell_kind_and_places() -> None:
    (finding,) = findings_in(VEHICLES)
    assert finding.id.startswith(f"{finding.document}/parts_and_total/")
    assert [place.fact is not None for place in finding.places] == [True, True, True]
    assert [place.label for place in finding.places] == ["公务用车购置及运维费", "公务用车购置费", "公务用车运维费"]


def test_a_finding_needs_a_place_and_a_known_severity() -> None:
    place = Place(Locator("d", 0, 0, 1), "x", None, "")
    assert make_finding("d", "kind", "slip", "…", [place]).severity == "slip"
    with pytest.raises(ValueError, match="severities"):
        make_finding("d", "kind", "error", "…", [place])
    with pytest.raises(ValueError, match="0 places"):
        make_finding("d", "kind", "slip", "…", [])
