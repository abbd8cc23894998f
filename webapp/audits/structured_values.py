"""Values of structured data: ISO 8601 dates and durations, numbers, addresses.

https://schema.org/DateTime , https://schema.org/Duration , https://schema.org/price
"""

from __future__ import annotations

import re
from datetime import date, datetime

from webapp.audits.schema_org import currencies

NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?")
PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d\d))?|\d{4}-W\d\d(?:-\d)?|\d{4}-?\d{3}")
DATE_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d|\d{8})T(\d\d(?::?\d\d(?::?\d\d(?:[.,]\d{1,9})?)?)?)"
    r"(Z|[+-]\d\d(?::?\d\d)?)?"
)
TIME = re.compile(
    r"(?:[01]\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?"
)
PART = r"\d+(?:[.,]\d+)?"
DURATION = re.compile(
    rf"-?P(?=\d|T\d)(?:{PART}Y)?(?:{PART}M)?(?:{PART}W)?(?:{PART}D)?"
    rf"(?:T(?=\d)(?:{PART}H)?(?:{PART}M)?(?:{PART}S)?)?"
)
WEB = re.compile(r"https?://[^\s/]+", re.I)
LONGEST = 100


def number(value: object) -> float | None:
    """The number that a value is, with a point and without separators."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e300 else None
    text = value.strip() if isinstance(value, str) else ""
    return float(text) if len(text) < LONGEST and NUMBER.fullmatch(text) else None


def is_iso_date(text: str) -> bool:
    """A date, a month or year, or a date with a time."""
    if len(text) > LONGEST:
        return False
    parts = DATE_TIME.fullmatch(text)
    partial = PARTIAL_DATE.fullmatch(text)
    if partial:
        return partial[2] is None or 1 <= int(partial[2]) <= 12
    try:
        date.fromisoformat(parts[1] if parts else text)
        if parts:
            datetime.fromisoformat(f"2000-01-01T{parts[2].replace(',', '.')}")
    except ValueError:
        return bool(parts) and is_midnight(text)
    return True


def is_midnight(text: str) -> bool:
    """ISO 8601 knows the end of a day as 24:00, which Python does not."""
    return bool(re.match(r"\d{4}-\d\d-\d\dT24:00", text))


def is_iso_time(text: str) -> bool:
    return len(text) <= LONGEST and TIME.fullmatch(text) is not None


def is_iso_duration(text: str) -> bool:
    """``P1DT2H30M``."""
    return len(text) <= LONGEST and DURATION.fullmatch(text) is not None


def is_currency(text: str) -> bool:
    """A code of ISO 4217."""
    return text in currencies()


def is_absolute_url(text: str) -> bool:
    return WEB.match(text) is not None
