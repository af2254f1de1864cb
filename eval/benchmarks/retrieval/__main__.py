"""How often the passage that answers is found, as one table.

Full text, vectors and both, each with the documents of the body that the question names and in the whole library; beside them
LangChain's plain recipe and jieba with BM25, over the same questions and by the same rule (``hits``).
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from assistant.library import Library
from eval.benchmarks import look_alikes
from eval.benchmarks.retrieval.baselines import baselines
from eval.benchmarks.retrieval.hits import Scores, Way, questions_of, ranks_of, scores_of
from eval.benchmarks.retrieval.ways import own_ways
from eval.cases import Case, cases_in
from index.build import ingest
from index.embedding import built_in
from index.fact_store import FactStore
from index.passages import Passages

ROUTING = ((True, "body named"), (False, "whole library"))
Row = Scores | str


def measured(cases: Sequence[Case], sources: Sequence[Path], folder: Path) -> dict[str, Row]:
    """Every way over one index of the sources, by the name of its row."""
    ingest(sources, folder)
    store = FactStore.open(folder)
    library, passages = Library.of(store), Passages.open(folder, built_in())
    texts = {row.file: (row.id, store.text(row.id)) for row in library.documents}
    questions = questions_of(cases, library, texts)
    ways: dict[str, Way | str] = {**own_ways(store, passages), **baselines(dict(texts.values()), folder / "baseline")}
    rows: dict[str, Row] = {}
    for name, way in ways.items():
        for routed, told in ROUTING:
            row = way if isinstance(way, str) else scores_of(ranks_of(questions, way, routed=routed))
            rows[f"{name}, {told}"] = row
    return rows


def table(columns: dict[str, dict[str, Row]]) -> list[str]:
    """Markdown: a row for each way, three figures for each library."""
    lines = ["| | " + " | ".join(f"{name}: top 1 | top 5 | MRR" for name in columns) + " |"]
    lines.append("| --- |" + " --- |" * (3 * len(columns)))
    for name in next(iter(columns.values())):
        cells = [cell for rows in columns.values() for cell in _cells(rows[name])]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def _cells(row: Row) -> tuple[str, str, str]:
    if isinstance(row, str):
        return row, "", ""
    return f"{row.first:.1%}", f"{row.five:.1%}", f"{row.mean:.3f}"


def main(arguments: Sequence[str]) -> int:
    """Index the disclosures, alone and beside others, each in a folder of its own, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m eval.benchmarks.retrieval", description=__doc__)
    parser.add_argument("disclosures", type=Path, help="the folder of the disclosures that are asked about")
    parser.add_argument("questions", type=Path, help="a folder of narrative cases")
    parser.add_argument("--beside", type=int, default=0, metavar="N", help="again, with N synthetic disclosures beside")
    options = parser.parse_args(arguments)
    cases = [case for case in cases_in(options.questions) if case.expect.status == "answered"]
    columns: dict[str, dict[str, Row]] = {}
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        columns["alone"] = measured(cases, [options.disclosures], folder / "alone")
        if options.beside:
            look_alikes.write(folder / "look_alikes", options.beside)
            sources = [options.disclosures, folder / "look_alikes"]
            columns[f"beside {options.beside}"] = measured(cases, sources, folder / "beside")
    print(f"{len(cases)} questions\n", *table(columns), sep="\n")
    print(f"{time.perf_counter() - started:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
