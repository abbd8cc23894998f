"""How long an ended scan is kept."""

from __future__ import annotations

from webapp.services.current import settings


def seconds_kept(*, has_user: bool) -> int:
    """A user's is history, a visitor's is not."""
    return settings().scan_history_ttl if has_user else settings().scan_job_ttl
