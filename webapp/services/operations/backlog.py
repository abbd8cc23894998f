"""How fast a queue gets through, measured over the time in which there was work.

A whole hour would make a young installation, or a burst after a quiet time, look slower
than it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from webapp.domain.measures import Measure
from webapp.services import measurements
from webapp.services.current import settings
from webapp.services.measurements import MINUTE
from webapp.services.operations.flow import Flow

WINDOW = timedelta(hours=1)
ONE = timedelta(minutes=1)
#: Over less, the minute that a burst begins in makes too much of a difference.
ENOUGH_MINUTES = 2


@dataclass(frozen=True)
class Pace:
    """So many scans were taken in so many minutes with work."""

    taken: int
    minutes: float

    @property
    def is_known(self) -> bool:
        return self.minutes >= ENOUGH_MINUTES

    def minutes_for(self, waiting: int) -> float | None:
        """Until so many are through; None: never, since nothing is taken."""
        return waiting * self.minutes / self.taken if self.taken else None


def paces(flow: Flow) -> dict[str, Pace]:
    """By queue, of the last hour."""
    taken: dict[str, dict[datetime, int]] = defaultdict(dict)
    rows = measurements.read_numbers(MINUTE, flow.now - WINDOW, (Measure.WAIT,))
    for start, _, label, number in rows:
        taken[label][start] = number
    longest = timedelta(seconds=settings().scan_job_timeout)
    return {
        queue.name: pace_of(taken[queue.name], queue.oldest_due, flow.now, longest)
        for queue in flow.queues
    }


def pace_of(
    taken: Mapping[datetime, int],
    oldest_due: datetime | None,
    now: datetime,
    longest: timedelta,
) -> Pace:
    """``taken`` are numbers by the minute that they were taken in; ``oldest_due`` is
    since when the one waits that waits longest. A worker may be at one scan for
    ``longest``: a longer gap between two that were taken is time without work."""
    starts = sorted(taken)
    worked = timedelta()
    for start, following in pairwise(starts):
        gap = following - start
        worked += gap if gap <= longest else ONE
    worked += until_now(starts, oldest_due, now, longest)
    return Pace(sum(taken.values()), worked / ONE)


def until_now(
    starts: list[datetime],
    oldest_due: datetime | None,
    now: datetime,
    longest: timedelta,
) -> timedelta:
    """Time with work from the last minute in which a scan was taken."""
    waited = now - oldest_due if oldest_due else timedelta()
    if not starts:
        return waited
    gap = now - starts[-1]
    if gap <= longest:
        return gap
    return min(gap, ONE + waited)
