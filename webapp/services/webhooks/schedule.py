"""When a delivery is tried again.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#deliverability-and-reliability
"""

from __future__ import annotations

import random

MINUTE, HOUR = 60, 3600
#: Seconds after each try that failed: three days and a quarter in all.
WAITS = (
    *(5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR),
    *(10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR),
)
#: So that those that failed together do not all come back together.
JITTER = 0.1


def wait_after(tries: int, retry_after: float | None) -> float | None:
    """Seconds after so many tries that failed, at least those that the receiver asked
    for; None: it is given up."""
    if tries > len(WAITS):
        return None
    wait = WAITS[tries - 1] * random.uniform(1, 1 + JITTER)  # noqa: S311 (jitter)
    return max(wait, retry_after or 0)
