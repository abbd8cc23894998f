"""Rates, durations and errors over an hour, a day or a week, from stored buckets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from webapp.domain.measures import FULL, Measure, quantile
from webapp.domain.queue_names import QUEUES
from webapp.domain.status import ERRORS, Step
from webapp.models import MeasurementBucket
from webapp.services import measurements
from webapp.services.measurements import HOUR, MINUTE, Sums

#: By the name in the address: which buckets, how many, and how long each is.
WINDOWS = {
    "1h": (MINUTE, 60, timedelta(minutes=1)),
    "24h": (HOUR, 24, timedelta(hours=1)),
    "7d": (HOUR, 168, timedelta(hours=1)),
}
DEFAULT_WINDOW = "1h"
SHOWN = (
    Measure.ACCEPTED,
    Measure.WAIT,
    Measure.STEP,
    Measure.JOB,
    Measure.SCAN,
    Measure.ERROR,
)
STEPS = (*Step, FULL)


@dataclass(frozen=True)
class Duration:
    """Of so many events; seconds, None where there were none."""

    label: str
    number: int
    p50: float | None
    p95: float | None


@dataclass(frozen=True)
class Bar:
    """What ended within one bucket."""

    starts_at: datetime
    good: int
    bad: int


@dataclass
class Figures:
    """One window. Rates are per minute."""

    window: str
    minutes: float
    sums: dict[tuple[str, str], Sums]
    bars: list[Bar]
    waits: list[Duration] = field(default_factory=list)
    steps: list[Duration] = field(default_factory=list)

    def number(self, name: Measure, label: str) -> int:
        found = self.sums.get((name, label))
        return found.number if found else 0

    def all_of(self, name: Measure) -> dict[str, int]:
        """Numbers by label, the largest first."""
        found = {k[1]: s.number for k, s in self.sums.items() if k[0] == name}
        return dict(sorted(found.items(), key=lambda item: -item[1]))

    def rate(self, name: Measure, label: str) -> float:
        return self.number(name, label) / self.minutes

    @property
    def ended(self) -> int:
        return sum(self.all_of(Measure.SCAN).values())

    @property
    def ended_in_error(self) -> int:
        return sum(self.number(Measure.SCAN, status) for status in ERRORS)

    @property
    def tallest(self) -> int:
        return max((bar.good + bar.bad for bar in self.bars), default=0)


def look(window: str, now: datetime) -> Figures:
    """What happened in a window of ``WINDOWS`` that ends now."""
    period, number, length = WINDOWS[window]
    first = floor(now, period) - (number - 1) * length
    rows = measurements.read(period, first, SHOWN)
    sums: dict[tuple[str, str], Sums] = defaultdict(Sums)
    for row in rows:
        sums[row.name, row.label].take(Sums(row.number, row.seconds, row.histogram))
    minutes = (now - first).total_seconds() / 60
    bars = bars_of(rows, first, number, length)
    found = Figures(window, max(minutes, 1.0), dict(sums), bars)
    found.waits = [duration(found, Measure.WAIT, name) for name in QUEUES]
    found.steps = [duration(found, Measure.STEP, step) for step in STEPS]
    return found


def floor(now: datetime, period: str) -> datetime:
    start = now.replace(second=0, microsecond=0)
    return start if period == MINUTE else start.replace(minute=0)


def bars_of(
    rows: list[MeasurementBucket], first: datetime, number: int, length: timedelta
) -> list[Bar]:
    good: dict[datetime, int] = defaultdict(int)
    bad: dict[datetime, int] = defaultdict(int)
    for row in rows:
        if row.name == Measure.SCAN:
            (bad if row.label in ERRORS else good)[row.starts_at] += row.number
    starts = [first + place * length for place in range(number)]
    return [Bar(start, good[start], bad[start]) for start in starts]


def duration(found: Figures, name: Measure, label: str) -> Duration:
    sums = found.sums.get((name, label), Sums())
    p50, p95 = (quantile(sums.histogram, share) for share in (0.5, 0.95))
    return Duration(label, sums.number, p50, p95)
