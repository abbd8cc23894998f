"""Rates, durations and errors over an hour, a day or a week, from stored buckets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Row

from webapp.domain.measures import FULL, Measure, add, quantile
from webapp.domain.queue_names import QUEUES
from webapp.domain.status import ERRORS, Step
from webapp.services import measurements
from webapp.services.measurements import HOUR, MINUTE

#: By the name in the address: which buckets, how many, and how long each is.
WINDOWS = {
    "1h": (MINUTE, 60, timedelta(minutes=1)),
    "24h": (HOUR, 24, timedelta(hours=1)),
    "7d": (HOUR, 168, timedelta(hours=1)),
}
DEFAULT_WINDOW = "1h"
COUNTED = (Measure.ACCEPTED, Measure.WAIT, Measure.SCAN, Measure.ERROR)
TIMED = (Measure.WAIT, Measure.STEP)
STEPS = (*Step, FULL)


Histogram = dict[str, int]


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
    numbers: dict[tuple[str, str], int]
    bars: list[Bar]
    waits: list[Duration] = field(default_factory=list)
    steps: list[Duration] = field(default_factory=list)

    def number(self, name: Measure, label: str) -> int:
        return self.numbers.get((name, label), 0)

    def all_of(self, name: Measure) -> dict[str, int]:
        """Numbers by label, the largest first."""
        found = {key[1]: n for key, n in self.numbers.items() if key[0] == name}
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
    sums = measurements.read_sums(period, first, COUNTED)
    numbers = {(name, label): number for name, label, number in sums}
    histograms: dict[tuple[str, str], Histogram] = defaultdict(dict)
    for name, label, counts in measurements.read_durations(period, first, TIMED):
        add(histograms[name, label], counts)
    minutes = (now - first).total_seconds() / 60
    found = Figures(window, max(minutes, 1.0), numbers, [])
    ends = measurements.read_numbers(period, first, (Measure.SCAN,))
    found.bars = bars_of(ends, first, number, length)
    found.waits = [duration(histograms, Measure.WAIT, name) for name in QUEUES]
    found.steps = [duration(histograms, Measure.STEP, step) for step in STEPS]
    return found


def floor(now: datetime, period: str) -> datetime:
    start = now.replace(second=0, microsecond=0)
    return start if period == MINUTE else start.replace(minute=0)


def bars_of(
    rows: Sequence[Row[datetime, str, str, int]],
    first: datetime,
    number: int,
    length: timedelta,
) -> list[Bar]:
    good: dict[datetime, int] = defaultdict(int)
    bad: dict[datetime, int] = defaultdict(int)
    for start, _, label, counted in rows:
        (bad if label in ERRORS else good)[start] += counted
    starts = [first + place * length for place in range(number)]
    return [Bar(start, good[start], bad[start]) for start in starts]


def duration(
    histograms: Mapping[tuple[str, str], Histogram], name: Measure, label: str
) -> Duration:
    counts = histograms.get((name, label), {})
    p50, p95 = (quantile(counts, share) for share in (0.5, 0.95))
    return Duration(label, sum(counts.values()), p50, p95)
