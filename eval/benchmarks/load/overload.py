"""Three times what a service can do, and how soon it is itself again when the rate falls."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.benchmarks.load.client import Client, Phase, Requests
from eval.benchmarks.load.outcomes import Outcome, Summary, percentile
from eval.benchmarks.load.services import HOST, Service

TIMES = 3.0
AFTERWARDS = 0.25  # of capacity
WATCHED = 15.0  # seconds of recovery


@dataclass(frozen=True)
class Overload:
    """``recovered_after`` is in seconds from the fall of the rate, ``None`` where it was longer than was watched."""

    rate: float
    during: Summary
    afterwards: Summary
    recovered_after: float | None

    def shown(self) -> list[str]:
        """Three lines."""
        without = self.during.shed_without_retry_after
        recovered = (
            f"{self.recovered_after:.0f} s" if self.recovered_after is not None else f"not within {WATCHED:.0f} s"
        )
        return [
            f"at {self.rate:.0f} a second: {self.during.shown()}",
            f"  shed {self.during.shed} ({without} without Retry-After), failed in another way {self.during.failed}",
            f"recovered: {recovered}; {self.afterwards.shown()}",
        ]


async def overload(service: Service, requests: Requests, capacity: float, seconds: float, p99: float) -> Overload:
    """``p99`` in milliseconds is what a second of answers must be within for the service to count as itself again."""
    client = Client(HOST, service.port)
    phases = [Phase(TIMES * capacity, seconds), Phase(AFTERWARDS * capacity, WATCHED)]
    outcomes = await client.open_loop(phases, requests)
    client.close()
    during = [each for each in outcomes if each.scheduled < seconds]
    later = [each for each in outcomes if each.scheduled >= seconds]
    return Overload(
        rate=TIMES * capacity,
        during=Summary.of(during, seconds),
        afterwards=Summary.of(later, WATCHED),
        recovered_after=recovered_after(outcomes, since=seconds, p99=p99),
    )


def recovered_after(outcomes: Sequence[Outcome], *, since: float, p99: float) -> float | None:
    """The end of the last second, counted from ``since``, in which answers came late or something else came.

    Requests count when they end: one that is left over from before and is answered late is one who still waits.
    """
    seconds: dict[int, list[Outcome]] = {}
    for each in outcomes:
        if (ended := each.scheduled + each.latency) >= since:
            seconds.setdefault(int(ended - since), []).append(each)
    if not seconds:
        return None
    bad = [second for second, all_of_it in seconds.items() if not _is_well(all_of_it, p99)]
    if not bad:
        return 0.0
    return None if max(bad) == max(seconds) else max(bad) + 1.0


def _is_well(outcomes: Sequence[Outcome], p99: float) -> bool:
    slowest = percentile(sorted(each.latency for each in outcomes), 0.99)
    return all(each.answered for each in outcomes) and slowest is not None and slowest * 1000 < p99
