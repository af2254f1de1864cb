"""Resident memory of a service under steady load."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import linear_regression, median

from eval.benchmarks.load.client import Client, Phase, Requests
from eval.benchmarks.load.outcomes import Summary
from eval.benchmarks.load.services import HOST, Service

EVERY = 10.0  # seconds
FLAT = 0.05  # the last quarter may lie above the first by so much of it
_LEAST = 4


@dataclass(frozen=True)
class Memory:
    """MiB at the start and every ten seconds; requests in all, and those that were not answered."""

    rate: float
    samples: tuple[float, ...]
    sent: int
    not_answered: int

    @property
    def quarters(self) -> tuple[float, float]:
        """The medians of the first and the last quarter."""
        part = max(1, len(self.samples) // 4)
        return median(self.samples[:part]), median(self.samples[-part:])

    @property
    def slope(self) -> float:
        """MiB an hour behind the first quarter, in which caches fill."""
        return slope(self.samples[len(self.samples) // 4 :])

    @property
    def growth(self) -> float:
        """By how much of itself the first quarter is exceeded by the last."""
        first, last = self.quarters
        return last / first - 1

    def shown(self) -> str:
        """One line."""
        first, last = self.quarters
        return (
            f"at {self.rate:.0f} a second for {(len(self.samples) - 1) * EVERY / 60:.1f} min: start {self.samples[0]:.0f}, "
            f"first quarter {first:.1f}, last quarter {last:.1f} MiB ({self.growth:+.1%}), {self.slope:+.1f} MiB/hour "
            f"behind the first quarter; {self.sent} sent, {self.not_answered} not answered"
        )


async def memory(service: Service, requests: Requests, rate: float, minutes: float) -> Memory:
    """Load at one rate, with a sample every ten seconds."""
    client = Client(HOST, service.port)
    samples, sent, not_answered = [service.rss()], 0, 0
    for _ in range(max(_LEAST, round(minutes * 60 / EVERY))):
        told = Summary.of(await client.open_loop([Phase(rate, EVERY)], requests), EVERY)
        sent, not_answered = sent + told.sent, not_answered + told.sent - told.by_status.get(200, 0)
        samples.append(service.rss())
    client.close()
    return Memory(rate, tuple(samples), sent, not_answered)


def slope(samples: Sequence[float]) -> float:
    """MiB an hour of samples that are ten seconds apart."""
    if len(samples) < 2:
        return 0.0
    hours = [at * EVERY / 3600 for at in range(len(samples))]
    return linear_regression(hours, samples).slope
