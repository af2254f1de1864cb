"""Every table and every prose figure of the five real disclosures, against readings made independently from the source.

A reading (``readings/NNN.toml``) pins each table's caption, size, unit, header paths and every figure with its row labels and
column path. Both directions count: a figure of the reading that is not found fails, and so does a figure found that the reading lacks.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.amount import decimal_text
from index.cleaning import squash
from index.document import Document, Table
from index.facts import Fact
from index.ledger import build_ledger
from tests.conftest import DISCLOSURES, parsed

READINGS = sorted((Path(__file__).parent / "readings").glob("*.toml"))
pytestmark = pytest.mark.usefixtures("disclosures")


def reading(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def cases() -> Iterator[Any]:
    for path in READINGS:
        for number, table in enumerate(reading(path)["table"]):
            yield pytest.param(path, number, id=f"{path.stem}-t{number}-{table['caption'][:16]}")


def is_figure(fact: Fact) -> bool:
    if fact.kind == "amount":
        return not fact.prose
    return fact.kind == "text" and any(char.isdigit() for char in fact.text or "") and len(fact.text or "") < 40


def column_fits(expected: str, fact: Fact) -> bool:
    path = squash("/".join(fact.columns))
    return path == squash(expected) or (squash(expected) == "指标值" and path.startswith("指标值"))


def matches(entry: list[str], fact: Fact) -> bool:
    labels, column, printed = entry
    path = [squash(label) for label in fact.path]
    return (
        squash(printed) == squash(fact.value_text)
        and column_fits(column, fact)
        and all(squash(label) in path for label in labels.split(" / ") if label)
    )


def section_fits(expected: str, document: Document, section: int) -> bool:
    return (
        not expected
        or squash(expected) in [squash(title) for title in document.section_path(section)]
        or not document.section_path(section)
    )


@pytest.mark.parametrize(("path", "number"), list(cases()))
def test_table(path: Path, number: int) -> None:
    expected = reading(path)["table"][number]
    document, extraction = parsed(DISCLOSURES / reading(path)["file"])
    table: Table = document.tables[number]
    assert squash(table.caption) == squash(expected["caption"])
    assert (table.rows, table.columns) == (expected["rows"], expected["columns"])
    assert (table.unit or "") == expected["unit"]
    distinct = [header for i, header in enumerate(table.headers) if not i or header != table.headers[i - 1]]
    distinct = [header for header in distinct if header not in {"指标值/值", "指标值/单位", "指标值/单位（文字描述）"}]
    assert [squash(h) for h in distinct] == [
        squash(h).replace("指标值/符号", "指标值") for h in expected["headers"]
    ] or [squash(h).replace("指标值/符号", "指标值") for h in distinct] == [squash(h) for h in expected["headers"]]
    figures = [fact for fact in extraction.facts if fact.locator.table == number and is_figure(fact)]
    left = list(figures)
    missing = []
    for entry in expected["numbers"]:
        found = next((fact for fact in left if matches(entry, fact)), None)
        if found is None:
            missing.append(entry)
        else:
            left.remove(found)
    texts = {squash(entry[2]) for entry in expected.get("texts", [])}
    extra = [
        (fact.path, fact.columns, fact.value_text)
        for fact in left
        if fact.kind == "amount" and squash(fact.value_text) not in texts
    ]
    assert not missing
    assert not extra


@pytest.mark.parametrize(("path", "number"), list(cases()))
def test_texts_and_blanks(path: Path, number: int) -> None:
    expected = reading(path)["table"][number]
    _, extraction = parsed(DISCLOSURES / reading(path)["file"])
    facts = [fact for fact in extraction.facts if fact.locator.table == number]
    texts = [fact for fact in facts if fact.kind == "text"]
    assert not [entry for entry in expected.get("texts", []) if not any(matches(entry, fact) for fact in texts)]
    blanks = [fact for fact in facts if fact.kind == "blank"]
    assert not [
        (labels, column)
        for labels, column in expected.get("blanks", [])
        if not any(matches([labels, column, ""], fact) for fact in blanks)
        and labels
        and not labels.startswith(("合", "小"))
    ]


@pytest.mark.parametrize("path", READINGS, ids=lambda path: path.stem)
def test_publisher_and_table_count(path: Path) -> None:
    expected = reading(path)
    document, extraction = parsed(DISCLOSURES / expected["file"])
    assert (extraction.publisher.entity, extraction.publisher.period) == (expected["entity"], expected["period"])
    assert len(document.tables) == len(expected["table"])


def figure_cases() -> Iterator[Any]:
    for path in READINGS:
        for number, figure in enumerate(reading(path)["figure"]):
            yield pytest.param(path, number, id=f"{path.stem}-{number}-{figure['printed']}")


def normal_parts(label: str) -> str:
    return squash(label).replace('"', "")


@pytest.mark.parametrize(("path", "number"), list(figure_cases()))
def test_prose_figure(path: Path, number: int) -> None:
    expected = reading(path)["figure"][number]
    document, extraction = parsed(DISCLOSURES / reading(path)["file"])
    text = document.source.text
    places = [at for at in range(len(text)) if text.startswith(expected["quote"], at)]
    assert places
    facts = [
        fact
        for fact in extraction.facts
        if fact.kind == "amount"
        and fact.amount is not None
        and any(at <= fact.locator.start < at + len(expected["quote"]) for at in places)
        and decimal_text(fact.amount.value) == expected["value"]
        and (fact.amount.unit or "") == expected["unit"]
    ]
    assert facts, expected["quote"]
    fact = facts[0]
    words = normal_parts("".join((*fact.path, *fact.columns, fact.label)))
    label = normal_parts(expected["label"])
    assert label in words or normal_parts(fact.label) in label or sum(c in words for c in label) >= 0.7 * len(label)
    assert fact.comparator == expected["comparator"]
    if expected["basis"] == "change":
        assert (fact.basis, fact.direction) == ("change", expected["direction"])
    if expected["basis"] == "previous":
        assert (fact.basis, fact.period) == ("previous", expected["period"])
    if expected["basis"] == "budget":
        assert (fact.basis, fact.period) in {
            ("budget", expected["period"]),
            ("plan", expected["period"]),
            ("target", expected["period"]),
        }
    if expected.get("parent"):
        assert any(
            normal_parts(expected["parent"])[:4] in normal_parts(part)
            or normal_parts(part) in normal_parts(expected["parent"])
            for part in fact.path[:-1]
        )


@pytest.mark.parametrize("path", READINGS, ids=lambda path: path.stem)
def test_ledger(path: Path) -> None:
    document, extraction = parsed(DISCLOSURES / reading(path)["file"])
    ledger = build_ledger(document, extraction)
    assert ledger.accounted >= 0.99
    text = document.source.text
    assert not [
        entry for entry in ledger.unparsed if text[entry.end : entry.end + 3].strip().startswith(("元", "万", "亿"))
    ]
