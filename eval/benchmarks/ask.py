"""CPU time of a figure question: `caiwen ask` in fresh processes, and asked of a warm assistant.

Run: python -m eval.benchmarks.ask INDEX [QUESTION]
"""

import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

QUESTION = "馆陶县政府办2021年三公经费预算是多少"
PROCESSES = 5
WARM_ASKS = 20


def fresh_seconds(index: Path, question: str) -> float:
    """User and system seconds of one `caiwen ask`, from start to end of its process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", "from assistant.cli import app; app()", "ask", question, "--index", str(index)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def warm_seconds(index: Path, question: str) -> list[float]:
    """CPU seconds of the same question asked again and again of one assistant, the first (cold) one left out."""
    from assistant.assistant import Assistant

    assistant = Assistant.open(index)
    assistant.ask(question)
    spent = []
    for _ in range(WARM_ASKS):
        started = time.process_time()
        assistant.ask(question)
        spent.append(time.process_time() - started)
    return spent


def main(arguments: list[str]) -> int:
    """Prints both medians."""
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    index, question = Path(arguments[0]), arguments[1] if len(arguments) == 2 else QUESTION
    fresh = [fresh_seconds(index, question) for _ in range(PROCESSES)]
    warm = warm_seconds(index, question)
    print(f"question: {question}")
    print(f"fresh process: {median(fresh):.3f} s CPU (median of {PROCESSES}, {min(fresh):.3f} to {max(fresh):.3f})")
    print(f"warm, in process: {median(warm) * 1000:.1f} ms CPU (median of {WARM_ASKS}, up to {max(warm) * 1000:.1f})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
