"""Regular upkeep."""

from __future__ import annotations

from webapp.services import cleanup


def cleanup_expired_jobs() -> int:
    """Delete scans whose time is over, with all that hangs on them; how many."""
    return cleanup.delete_expired()
