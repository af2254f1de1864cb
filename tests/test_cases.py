"""Evaluation cases from JSONL: every field as written, faults with file and line."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from eval.cases import KINDS, Case, Expect, ExpectedFigure, Place, cases_in, cases_of

LINE = """
{"id": "d-001", "kind": "table", "difficulty": 2, "turns": ["馆陶县办公用房面积", "价值呢"], "files": ["guantao-2021.txt"],
 "expect": {"status": "answered", "figures": [{"value": "120.5", "unit": "万元"}],
 "cites": [{"file": "guantao-2021.txt", "table": "固定资产", "row": ["房屋"], "column": ["价值"]}],
 "alternatives": [{"status": "clarify", "reason": ["ambiguous_item"]}]}}
""".replace("\n", "")
SHORTEST = '{"id": "d-002", "kind": "direct", "turns": ["问"], "expect": {"status": "not_found"}}'


def written(folder: Path, *lines: str) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def altered(**changes: object) -> str:
    return json.dumps(json.loads(SHORTEST) | changes, ensure_ascii=False)


def test_a_case_with_all_that_it_says(tmp_path: Path) -> None:
    (case,) = cases_of(written(tmp_path, LINE))
    assert case == Case(
        id="d-001",
        language="zh",
        kind="table",
        difficulty=2,
        turns=["馆陶县办公用房面积", "价值呢"],
        files=["guantao-2021.txt"],
        expect=Expect(
            status="answered",
            figures=[ExpectedFigure(value="120.5", unit="万元", comparator="=", direction=None)],
            cites=[Place(file="guantao-2021.txt", table="固定资产", row=["房屋"], column=["价值"])],
            alternatives=[Expect(status="clarify", reason=["ambiguous_item"])],
        ),
    )


def test_what_a_case_leaves_out(tmp_path: Path) -> None:
    (case,) = cases_of(written(tmp_path, SHORTEST))
    assert (case.language, case.difficulty, case.files, case.note) == ("zh", 1, [], "")
    assert case.expect.figures == case.expect.cites == case.expect.reason == case.expect.alternatives == []
    assert (case.expect.warning, case.expect.text, case.expect.compute) == (False, None, None)


def test_cases_in_the_order_of_the_file_and_blank_lines_between_them(tmp_path: Path) -> None:
    path = written(tmp_path, SHORTEST, "", "   ", LINE)
    assert [case.id for case in cases_of(path)] == ["d-002", "d-001"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "Expecting property name"),
        (altered(kind="guess"), "kind"),
        (altered(turns=[]), "turns"),
        (altered(answer="1"), "answer"),
        (altered(expect={"status": "maybe"}), "expect.status"),
        (altered(expect={"status": "answered", "figures": [{"value": 1.5}]}), "expect.figures.0.value"),
        (altered(expect={"status": "answered", "cites": [{"quote": "1万元"}]}), "expect.cites.0.file"),
        (altered(expect={"status": "answered", "cite": []}), "expect.cite"),
        ('{"id": "d-003", "kind": "direct", "turns": ["问"]}', "expect"),
    ],
)
def test_a_case_out_of_shape_is_named_by_file_and_line(tmp_path: Path, line: str, words: str) -> None:
    """Figures are strings: a float is no figure of a document."""
    path = written(tmp_path, SHORTEST, "", line)
    with pytest.raises(ValueError, match=r"cases\.jsonl line 3: (?s:.*)" + words.replace(".", r"\.")):
        list(cases_of(path))


def test_cases_before_a_fault_are_read(tmp_path: Path) -> None:
    cases = cases_of(written(tmp_path, SHORTEST, "{"))
    assert next(cases).id == "d-002"
    with pytest.raises(ValueError, match="line 2"):
        next(cases)


def test_a_case_cannot_be_changed() -> None:
    case = Case.model_validate_json(SHORTEST)
    with pytest.raises(ValidationError, match="frozen"):
        case.id = "d-009"  # type: ignore[misc]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_allowed(kind: str) -> None:
    assert Case.model_validate_json(altered(kind=kind)).kind == kind


def test_the_cases_of_a_folder_by_file_name(tmp_path: Path) -> None:
    """Files below the folder count; other files than JSONL do not."""
    (tmp_path / "b.jsonl").write_text(altered(id="x-1"), encoding="utf-8")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "z.jsonl").write_text(f"{altered(id='x-2')}\n{LINE}\n", encoding="utf-8")
    (tmp_path / "notes.json").write_text("{}", encoding="utf-8")
    assert [case.id for case in cases_in(tmp_path)] == ["x-2", "d-001", "x-1"]
    assert [case.id for case in cases_in(tmp_path, ["direct"])] == ["x-2", "x-1"]
    assert [case.id for case in cases_in(tmp_path, ["list"])] == []
