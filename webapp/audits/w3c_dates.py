"""Dates as sitemaps have them. https://www.w3.org/TR/NOTE-datetime"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

SHAPE = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
    r"(?:[Zz]|[+-]\d{2}:?\d{2})?)?)?)?"
)


@lru_cache(maxsize=4096)
def read_date(text: str) -> date | None:
    """The day, its month's or year's first where no more is said; None where the text
    is no such date."""
    match = SHAPE.fullmatch(text.strip()[:40])
    if not match:
        return None
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
