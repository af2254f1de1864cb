"""Synthetic disclosures that look like the real ones: read as such, the same on every run, and never of a body that is asked about."""

from pathlib import Path

from eval.benchmarks.look_alikes import write
from eval.benchmarks.synthetic import LEFT_OUT
from index.build import ingest
from index.fact_store import FactStore

COUNT = 12


def written(folder: Path, count: int) -> list[str]:
    write(folder, count)
    return [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]


def test_the_same_on_every_run_and_for_every_count(tmp_path: Path) -> None:
    assert written(tmp_path / "one", COUNT)[:5] == written(tmp_path / "other", 5)


def test_bodies_of_different_places_and_kinds(tmp_path: Path) -> None:
    titles = [text.partition("\n")[0] for text in written(tmp_path, 200)]
    assert len(set(titles)) == 200
    assert not [title for title in titles if any(name in title for name in LEFT_OUT)]
    assert {
        kind for kind in ("政府办公室", "委办公室", "财政局", "民政局") if any(kind in title for title in titles)
    } == {
        "政府办公室",
        "委办公室",
        "财政局",
        "民政局",
    }


def test_no_slot_of_a_template_is_left_open(tmp_path: Path) -> None:
    assert not [text for text in written(tmp_path, 60) if "{" in text or "}" in text]


def test_they_are_read_as_disclosures(tmp_path: Path) -> None:
    """Every one has its body and year, its nine sections, and tables of units and of indicators."""
    write(tmp_path / "documents", COUNT)
    assert {report.status for report in ingest([tmp_path / "documents"], tmp_path / "index")} == {"added"}
    store = FactStore.open(tmp_path / "index")
    rows = store.documents()
    assert len({row.entity for row in rows}) == COUNT
    for row in rows:
        assert row.entity in row.title
        assert str(row.period) in row.title
        tops = [section.title for section in store.sections(row.id) if section.title[:2] in ("一、", "五、", "九、")]
        assert len(tops) >= 3
        assert len(store.tables(row.id)) >= 3
