"""CPU time of figure questions with and without thousands of other disclosures beside theirs, in one process, ask by ask in turn.

Run: python -m eval.benchmarks.ask_large DISCLOSURES FOLDER [COUNT]

DISCLOSURES: a folder of the disclosures asked about. FOLDER keeps both indexes, which are brought up to date first; the large one
has COUNT synthetic disclosures (2000) beside the same documents. Every question of `eval/questions` with a figure is asked once of
each library, by turns first of the one or the other: what the first answer of a pair leaves in caches serves the second.
"""

import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from assistant.assistant import Assistant
from assistant.contract import Answer
from eval.benchmarks import synthetic
from eval.cases import cases_in
from index.build import ingest

QUESTIONS = Path(__file__).parent.parent / "questions"
WARMED_BY = 10  # every tenth question is asked beforehand, and not measured
TARGETS = (10, 20)  # milliseconds, median: alone, beside the others


def questions(documents: Path) -> list[str]:
    """Questions about the documents of a folder, by their file names, that must be answered with a figure."""
    names = {path.name for path in documents.iterdir()}
    found = []
    for case in cases_in(QUESTIONS, ("direct", "table")):
        if case.expect.figures and {place.file for place in case.expect.cites} <= names:
            found.append(case.turns[0])
    return found


def indexes(documents: Path, folder: Path, count: int) -> tuple[Path, Path]:
    """Both indexes, made where they are not; the synthetic disclosures are written once."""
    others = folder / f"synthetic-{count}"
    if not others.exists():
        synthetic.write(others, count)
    small, large = folder / "small", folder / f"large-{count}"
    ingest([documents], small)
    ingest([documents, others], large)
    return small, large


def asked(assistant: Assistant, question: str) -> tuple[float, Answer]:
    """CPU milliseconds of one answer, and the answer."""
    started = time.process_time()
    answer = assistant.ask(question)
    return (time.process_time() - started) * 1000, answer


@dataclass
class Times:
    """CPU milliseconds of the questions asked of one library: of all, and of those the other had not been asked before."""

    all: list[float] = field(default_factory=list)
    new: list[float] = field(default_factory=list)

    def shown(self, name: str, target: int) -> str:
        """Medians, 95th percentile and the longest."""
        return (
            f"{name:12} median {median(self.all):6.1f} ms (target {target}), of questions new to the process "
            f"{median(self.new):6.1f}; 95th percentile {quantiles(self.all, n=20)[-1]:6.1f}, most {max(self.all):6.1f}"
        )


def paired(
    assistants: tuple[Assistant, Assistant], wanted: list[str]
) -> tuple[Times, Times, list[tuple[str, str, str]]]:
    """Times of both libraries; and each question that they answer otherwise, with both answers."""
    times, changed = (Times(), Times()), []
    for at, question in enumerate(wanted):
        answers = {}
        for which in (0, 1) if at % 2 else (1, 0):
            spent, answers[which] = asked(assistants[which], question)
            times[which].all.append(spent)
            if len(answers) == 1:
                times[which].new.append(spent)
        if (answers[0].status, answers[0].text) != (answers[1].status, answers[1].text):
            changed.append((question, answers[0].text, answers[1].text))
    return *times, changed


def main(arguments: list[str]) -> int:
    """Prints the times of the first answers, then of all others, and what the other documents changed."""
    if not 2 <= len(arguments) <= 3:
        print(__doc__, file=sys.stderr)
        return 2
    documents, folder = Path(arguments[0]), Path(arguments[1])
    count = int(arguments[2]) if len(arguments) == 3 else synthetic.COUNT
    wanted = questions(documents)
    if not wanted:
        print(f"{documents} holds no file that eval/questions asks about", file=sys.stderr)
        return 1
    small, large = map(Assistant.open, indexes(documents, folder, count))
    for name, assistant in (("alone", small), (f"with {count}", large)):
        print(f"first answer, {name}: {asked(assistant, wanted[0])[0]:.0f} ms")
        for question in wanted[::WARMED_BY]:
            assistant.ask(question)
    measured = [question for at, question in enumerate(wanted) if at % WARMED_BY]
    alone, beside, changed = paired((small, large), measured)
    print(f"{len(measured)} questions, each asked once of each library")
    print(alone.shown("alone", TARGETS[0]))
    print(beside.shown(f"with {count}", TARGETS[1]))
    print(f"ratio of the medians {median(beside.all) / median(alone.all):.2f}; {len(changed)} answered otherwise")
    for question, one, other in changed:
        print(f"  {question}\n    alone: {one}\n    beside: {other}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
