"""What is measured while scans run: names, what their label says, and histograms.

A measurement is a name, a label, and a number of events, with seconds where it has a
duration. Sums of them are kept in buckets of time; a bucket's histogram is sparse:
``{"<index of the bound>": count}``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from enum import StrEnum


class Measure(StrEnum):
    """The label's meaning stands behind each."""

    ACCEPTED = "accepted"  # queue: scans accepted, or put back by a person
    WAIT = "wait"  # queue: from when a scan was due to its claim
    STEP = "step"  # step, or FULL for what follows the teaser
    JOB = "job"  # outcome of an attempt, from claim to end
    SCAN = "scan"  # status a scan ended in, from its submission
    ERROR = "error"  # code of an error, of a try or final
    FETCH = "fetch"  # "ok" or the code of a failed fetch
    EXTERNAL = "external"  # "<service> <outcome>" of a call to a foreign service
    LEASE_LOST = "lease_lost"  # why
    REPAIR = "repair"  # what the reconciler did
    DEAD_LETTER = "dead_letter"  # code
    WEBHOOK = "webhook"  # "delivered" or "failed", each try
    SITE = "site"  # status a site scan ended in, from its start


#: The step's label of the second half.
FULL = "FULL"

#: Upper bounds in seconds: Renard's series R10 from 10 ms to 2 h and more (ISO 3);
#: each is about 1.26 times the one before (1.28 at most), and so far off a quantile
#: may be.
R10 = (1.0, 1.25, 1.6, 2.0, 2.5, 3.15, 4.0, 5.0, 6.3, 8.0)
BOUNDS = tuple(round(value * 10**power, 6) for power in range(-2, 4) for value in R10)


def bound_index(seconds: float) -> int:
    """Which bound a duration falls under; ``len(BOUNDS)`` is beyond the last."""
    return bisect_left(BOUNDS, seconds)


def add(into: dict[str, int], counts: Mapping[str, int]) -> None:
    """Add one sparse histogram to another, in place."""
    for index, count in counts.items():
        into[index] = into.get(index, 0) + count


def quantile(counts: Mapping[str, int], share: float) -> float | None:
    """Seconds below which ``share`` (0–1) of the events lie; None where there are none.

    Linear within the bucket, as Prometheus' ``histogram_quantile``:
    https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile
    """
    total = sum(counts.values())
    if not total:
        return None
    rank, seen = share * total, 0
    for index in sorted(map(int, counts)):
        count = counts[str(index)]
        if seen + count >= rank:
            low = BOUNDS[index - 1] if index else 0.0
            high = BOUNDS[index] if index < len(BOUNDS) else low
            return low + (high - low) * (rank - seen) / count
        seen += count
    return None
