"""What Prometheus is told, from the database and Redis, the same by every web process.

Counters and histograms are the sums of ``services.measurements``, so they outlive every
process; gauges are counted when they are asked for.
"""

from __future__ import annotations

from prometheus_client.core import Metric

from webapp.services import measurements
from webapp.services.operations import flow
from webapp.services.operations.metrics import counted, state

__all__ = ["families"]


def families() -> list[Metric]:
    """Every series but the web's own. Raises what the database raises; where Redis is
    away, what it knows is left out."""
    totals = measurements.totals()
    return [*counted.families(totals), *state.families(flow.look())]
