"""The date of an ``unavailable_after`` directive.

Google reads RFC 822, RFC 850 and ISO 8601, and ignores a date that it cannot read.
https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s*", re.I)
DASHED = re.compile(r"(\d{1,2})-([a-z]{3,9})-(\d{2,4})", re.I)
HAS_TIME = re.compile(r"\d:\d")


def parse_expiry(text: str) -> datetime | None:
    """The moment, in UTC where no zone is named; None where it cannot be read."""
    text = WEEKDAY.sub("", text.strip(), count=1)
    return parse_iso(text) or parse_rfc(text)


def is_past(text: str) -> bool:
    """Whether it is a date that can be read, and over."""
    moment = parse_expiry(text)
    return moment is not None and moment < datetime.now(UTC)


def parse_iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def parse_rfc(text: str) -> datetime | None:
    """``25 Jun 2010 15:00:00 PST``, ``25-Jun-10``, ``Jun 25 2010``."""
    text = DASHED.sub(r"\1 \2 \3", text)
    found = parsedate_tz(text if HAS_TIME.search(text) else f"{text} 00:00:00")
    if found is None:
        return None
    try:
        zone = timezone(timedelta(seconds=found[9] or 0))
        return datetime(*found[:6], tzinfo=zone)
    except (ValueError, OverflowError):
        return None
