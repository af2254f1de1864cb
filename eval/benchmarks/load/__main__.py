"""The HTTP service under load, beside a trivial FastAPI endpoint in the same run: capacity, latency, overload, memory.

Run: python -m eval.benchmarks.load INDEX [--minutes 30] [--seconds 10] [--kinds direct,table] [--report FILE.json]

Repeated questions are drawn from a fixed set; distinct ones never come twice in the same characters, so that no cache of answers
can hit. The service is `caiwen serve` with the settings of the environment: all requests come from one address, so a limit for
each address has to be lifted (CAIWEN_SERVICE__...) where capacity is to be measured. Exits 1 where a target is missed.
"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

from eval.benchmarks.load.capacity import Capacity, capacity, ratio
from eval.benchmarks.load.client import Client, Phase
from eval.benchmarks.load.memory import FLAT, Memory, memory
from eval.benchmarks.load.outcomes import Summary, shown_milliseconds
from eval.benchmarks.load.overload import WATCHED, Overload, overload
from eval.benchmarks.load.questions import Source, distinct_requests, figure_questions, repeated_requests
from eval.benchmarks.load.services import HOST, Service, served, trivial
from eval.cases import KINDS
from index.fact_store import FactStore

RATIO = 0.40  # of the trivial endpoint's capacity
HELD = "repeated"  # what portals are asked: the same questions again and again
STEADY = 100.0  # requests a second
P99 = 250.0  # milliseconds
RECOVERS = 10.0  # seconds
BEHIND = 50.0  # milliseconds behind its schedule at which the client, not the service, is what was measured
ROUNDS = 2
SOURCES: dict[str, Source] = {"repeated": repeated_requests, "distinct": distinct_requests}


@dataclass
class Report:
    """Everything that was measured, as it comes; ``missed`` names the targets that were not met."""

    questions: int = 0
    trivial: list[Capacity] = field(default_factory=list)
    ours: dict[str, list[Capacity]] = field(default_factory=lambda: {name: [] for name in SOURCES})
    ratios: dict[str, float] = field(default_factory=dict)
    steady: dict[str, Summary] = field(default_factory=dict)
    overload: Overload | None = None
    memory: Memory | None = None
    missed: list[str] = field(default_factory=list)

    @property
    def known(self) -> float:
        """The capacity for distinct questions, or what was answered never idle where no rate was kept up with."""
        found = self.ours["distinct"]
        return median(each.rate for each in found) or median(each.saturated for each in found)

    def hold(self, kept: bool, target: str) -> None:
        """Notes a target that was missed."""
        if not kept:
            self.missed.append(target)


def answerable(service: Service, index: Path, kinds: Sequence[str]) -> list[str]:
    """The figure questions about an index that the service answers, each of them asked once."""
    store = FactStore.open(index)
    wanted = figure_questions((row.file for row in store.documents()), kinds)
    return [question for question in wanted if service.status(question) == "answered"]


async def measure_capacity(
    report: Report, ours: Service, yardstick: Service, questions: Sequence[str], seconds: float
) -> None:
    """By turns the trivial endpoint and the service, with repeated and with distinct questions."""
    sources = {name: source(HOST, questions) for name, source in SOURCES.items()}
    print(f"capacity (answered >= 95 % of what is offered, p99 below 1 s), {ROUNDS} rounds by turns")
    for _ in range(ROUNDS):
        report.trivial.append(await capacity(yardstick, repeated_requests(HOST, questions), seconds))
        print(f"  trivial endpoint    {report.trivial[-1].shown()}", flush=True)
        for name, requests in sources.items():
            report.ours[name].append(await capacity(ours, requests, seconds))
            print(f"  {name} questions  {report.ours[name][-1].shown()}", flush=True)
    for name, found in report.ours.items():
        report.ratios[name] = ratio(found, report.trivial)
        held = name == HELD
        target = f"target {RATIO:.0%}" if held else "no target: each is worked out anew"
        print(f"  {name} questions: {report.ratios[name]:.1%} of the trivial endpoint ({target})")
        kept = report.ratios[name] >= RATIO or not held
        report.hold(kept, f"{name} questions reach {report.ratios[name]:.1%}, not {RATIO:.0%}")


async def measure_steady(report: Report, ours: Service, questions: Sequence[str], seconds: float) -> None:
    """A hundred requests a second."""
    print(f"steady, {STEADY:.0f} requests a second for {seconds:g} s (target p99 below {P99:.0f} ms)")
    for name, source in SOURCES.items():
        client = Client(HOST, ours.port)
        outcomes = await client.open_loop([Phase(STEADY, seconds)], source(HOST, questions))
        client.close()
        told = report.steady[name] = Summary.of(outcomes, seconds)
        print(f"  {name} questions  {told.shown()}", flush=True)
        kept = told.p99 is not None and told.p99 < P99 and told.by_status.get(200) == told.sent
        report.hold(
            kept, f"steady, {name}: p99 {shown_milliseconds(told.p99)} ms, not all within {P99:.0f} and answered"
        )


async def measure_overload(report: Report, ours: Service, questions: Sequence[str], seconds: float) -> None:
    """Three times the capacity for distinct questions, which no cache answers, then a quarter of it."""
    known = report.known
    print(f"overload, distinct questions, three times capacity for {seconds:g} s, then a quarter for {WATCHED:.0f} s")
    found = report.overload = await overload(ours, distinct_requests(HOST, questions), known, seconds, P99)
    print(*(f"  {line}" for line in found.shown()), sep="\n", flush=True)
    during, recovered = found.during, found.recovered_after
    report.hold(during.shed > 0, "overload: nothing is shed")
    report.hold(not during.shed_without_retry_after, f"overload: {during.shed_without_retry_after} without Retry-After")
    report.hold(not during.failed, f"overload: {during.failed} hung or failed")
    report.hold(recovered is not None and recovered <= RECOVERS, f"overload: not recovered within {RECOVERS:.0f} s")


async def measure_memory(report: Report, fresh: Service, questions: Sequence[str], minutes: float) -> None:
    """Half the capacity for distinct questions, of a process that has only been asked each question once."""
    found = report.memory = await memory(fresh, distinct_requests(HOST, questions), report.known / 2, minutes)
    print(f"memory (target: last quarter at most {FLAT:.0%} above the first)\n  {found.shown()}", flush=True)
    report.hold(found.growth <= FLAT, f"memory: grows by {found.growth:.1%}")


def behind(report: Report) -> list[str]:
    """What the client was too slow for; a rate behind its own schedule is the client's and not the service's."""
    told = {"trivial endpoint": [each.at_rate for each in report.trivial]}
    told |= {f"{name} questions": [each.at_rate for each in found] for name, found in report.ours.items()}
    told["overload"] = [report.overload.during] if report.overload else []
    return [
        f"client up to {each.late_p99:.0f} ms behind its schedule (p99): {name}"
        for name, summaries in told.items()
        for each in summaries
        if each and each.late_p99 is not None and each.late_p99 > BEHIND
    ]


def options_of(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.benchmarks.load", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("index", type=Path, help="the folder of an index of the sample disclosures")
    parser.add_argument("--minutes", type=float, default=30, help="load for the memory figure; 0 leaves it out")
    parser.add_argument("--seconds", type=float, default=10, help="length of the other runs")
    parser.add_argument("--kinds", default=",".join(KINDS), help="kinds of cases that questions are taken from")
    parser.add_argument("--report", type=Path, metavar="FILE.json", help="where everything is written as JSON")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Print the tables, write the report, and list the targets that were missed."""
    options = options_of(arguments)
    report = Report()
    with served(options.index) as ours, trivial() as yardstick:
        questions = answerable(ours, options.index, options.kinds.split(","))
        if not questions:
            print(f"{options.index}: no figure question of eval/questions is answered from it", file=sys.stderr)
            return 1
        report.questions = len(questions)
        print(f"{len(questions)} figure questions; {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}")
        asyncio.run(measure_capacity(report, ours, yardstick, questions, options.seconds))
        asyncio.run(measure_steady(report, ours, questions, options.seconds))
        asyncio.run(measure_overload(report, ours, questions, options.seconds))
    if options.minutes:
        with served(options.index) as fresh:
            answerable(fresh, options.index, options.kinds.split(","))
            asyncio.run(measure_memory(report, fresh, questions, options.minutes))
    print(*behind(report), sep="\n", end="\n" if behind(report) else "")
    print(*(f"missed: {target}" for target in report.missed), sep="\n") if report.missed else print("all targets met")
    if options.report:
        options.report.write_text(json.dumps(asdict(report), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
