"""How long a server asks us to wait (RFC 9110, 10.2.3)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from webapp.domain.fetched_page import FetchedPage

LONGEST_SECONDS = 3600.0


def retry_after_seconds(page: FetchedPage) -> float | None:
    return parse_retry_after(page.header("Retry-After") or "")


def parse_retry_after(text: str) -> float | None:
    """Seconds from now, at most an hour; None where nothing usable was sent."""
    value = text.strip()
    if re.fullmatch(r"[0-9]{1,20}", value):
        return min(float(value), LONGEST_SECONDS)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    seconds = (moment - datetime.now(UTC)).total_seconds()
    return min(max(0.0, seconds), LONGEST_SECONDS)
