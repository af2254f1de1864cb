"""The highest rate at which a service keeps up, found from what it does when it is never idle."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from eval.benchmarks.load.client import Client, Phase, Requests
from eval.benchmarks.load.outcomes import Summary
from eval.benchmarks.load.services import HOST, Service

KEEPS_UP = 0.95  # answers within the run, of those offered
KEEPS_UP_P99 = 1000  # milliseconds
_CALLERS = 16
_STEP = 1.06
_MOST_STEPS = 12


@dataclass(frozen=True)
class Capacity:
    """Answers a second that were kept up with (0 where none was), and those of a service that is never idle.

    ``cpu`` is the service's processor time in milliseconds per answer: it does not suffer from others on the same machine.
    """

    rate: float
    saturated: float
    cpu: float
    at_rate: Summary | None

    def shown(self) -> str:
        """One line."""
        told = f"; {self.at_rate.shown()}" if self.at_rate else ""
        return f"{self.rate:6.0f} a second (never idle {self.saturated:.0f}, {self.cpu:.2f} ms CPU each){told}"


async def capacity(service: Service, requests: Requests, seconds: float) -> Capacity:
    """The capacity of a service for these requests; each step lasts half of ``seconds``."""
    client = Client(HOST, service.port)
    before = service.cpu_seconds()
    outcomes = await client.closed_loop(_CALLERS, seconds / 2, requests)
    answers = sum(each.answered for each in outcomes)
    cpu = (service.cpu_seconds() - before) * 1000 / max(answers, 1)
    saturated = Summary.of(outcomes, seconds / 2).rate
    kept = await _highest(client, requests, saturated, seconds / 2)
    client.close()
    return Capacity(kept[0] if kept else 0.0, saturated, cpu, kept[1] if kept else None)


async def _highest(client: Client, requests: Requests, rate: float, seconds: float) -> tuple[float, Summary] | None:
    """Upwards from a rate that is kept up with, or downwards to one, in small steps."""
    kept: tuple[float, Summary] | None = None
    falling = False
    for _ in range(_MOST_STEPS):
        told = Summary.of(await client.open_loop([Phase(rate, seconds)], requests), seconds)
        if keeps_up(told, seconds):
            kept = rate, told
            if falling:
                break
            rate *= _STEP
        elif kept:
            break
        else:
            falling, rate = True, rate / _STEP
    return kept


def keeps_up(told: Summary, seconds: float) -> bool:
    """Whether what was offered was answered while it was offered, and nobody waited long."""
    return told.rate * seconds >= KEEPS_UP * told.sent and told.p99 is not None and told.p99 < KEEPS_UP_P99


def ratio(ours: Sequence[Capacity], yardstick: Sequence[Capacity]) -> float:
    """The median of our capacity over the yardstick's in the same round; a yardstick of nothing counts as missed."""
    return median(one.rate / other.rate if other.rate else 0.0 for one, other in zip(ours, yardstick, strict=True))
