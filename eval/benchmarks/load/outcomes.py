"""What became of the requests of a run: each by itself, and all of them counted."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

SHED = (429, 503)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One request. Seconds; ``latency`` counts from the time it was due, ``late`` is how long after that the client came to it.

    ``status`` is 0 where no answer came, and ``fault`` then says why: connect, closed, malformed or hung.
    """

    scheduled: float
    late: float
    latency: float
    status: int = 0
    retry_after: bool = False
    fault: str = ""

    @property
    def answered(self) -> bool:
        """Whether the answer came that was asked for."""
        return self.status == 200


@dataclass(frozen=True)
class Summary:
    """All requests of a run; latencies are those of the answered ones in milliseconds, ``None`` where there is none.

    ``rate`` is answers a second within the run, ``late_p99`` how far behind its own schedule the client was.
    """

    sent: int
    by_status: dict[int, int]
    faults: dict[str, int]
    shed: int
    shed_without_retry_after: int
    rate: float
    p50: float | None
    p99: float | None
    most: float | None
    late_p99: float | None

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], seconds: float) -> "Summary":
        """The summary of the requests that were due within so many seconds."""
        answered = [each for each in outcomes if each.answered]
        latencies = sorted(each.latency for each in answered)
        shed = [each for each in outcomes if each.status in SHED]
        in_time = sum(each.scheduled + each.latency <= seconds for each in answered)
        return cls(
            sent=len(outcomes),
            by_status=dict(sorted(Counter(each.status for each in outcomes if each.status).items())),
            faults=dict(sorted(Counter(each.fault for each in outcomes if each.fault).items())),
            shed=len(shed),
            shed_without_retry_after=sum(not each.retry_after for each in shed),
            rate=in_time / seconds,
            p50=_milliseconds(latencies, 0.5),
            p99=_milliseconds(latencies, 0.99),
            most=_milliseconds(latencies, 1),
            late_p99=_milliseconds(sorted(each.late for each in outcomes), 0.99),
        )

    @property
    def failed(self) -> int:
        """Requests that hung, broke or were answered with an error that is no shedding."""
        refused = sum(count for status, count in self.by_status.items() if status != 200 and status not in SHED)
        return refused + sum(self.faults.values())

    def shown(self) -> str:
        """One line."""
        statuses = ", ".join(f"{count} x {status}" for status, count in self.by_status.items()) or "no answer"
        faults = "".join(f", {count} {fault}" for fault, count in self.faults.items())
        p50, p99, most = (shown_milliseconds(each) for each in (self.p50, self.p99, self.most))
        return f"{self.sent} sent: {statuses}{faults}; p50 {p50}, p99 {p99}, most {most} ms"


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """The smallest of the ordered values that so large a share of them does not exceed."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else None


def shown_milliseconds(value: float | None) -> str:
    """Milliseconds in figures, or a dash where nothing was answered."""
    return "-" if value is None else f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def _milliseconds(ordered: Sequence[float], share: float) -> float | None:
    value = percentile(ordered, share)
    return None if value is None else round(value * 1000, 2)
