"""How long who met a limit has to wait."""

from __future__ import annotations

import time

from webapp.extensions import limiter


def seconds_to_wait() -> int:
    """Until the limit that this request met lets the next one in; one at least."""
    breached = limiter.current_limit
    if breached is None:
        return 60
    # The limiter rounds the end up to a whole second, which can be past the window's.
    left = min(round(breached.reset_at - time.time()), breached.limit.get_expiry())
    return max(1, left)
