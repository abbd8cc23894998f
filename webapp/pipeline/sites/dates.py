"""Addresses of calendars: those that end in a date, or ask for one."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

YEAR = r"((?:19|20|21)\d\d)"
MONTH = (
    r"(?:0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january"
    r"|february|march|april|june|july|august|september|october|november|december)"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
#: A year alone may be anything's number.
FORMS = (
    rf"{YEAR}[-/._]{MONTH}(?:[-/._]{DAY})?",
    rf"{YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
    rf"(?:{DAY}[-/._])?{MONTH}[-/._]{YEAR}",
    rf"{YEAR}[-/]?(?:w|week[-/]?)\d\d?",
)
AT_END = re.compile(rf"(?<![\w-])(?:{'|'.join(FORMS)})/?\Z", re.I)
WHOLE = re.compile(rf"(?:{'|'.join(FORMS)})(?:T[\d:.Z+-]*)?", re.I)
YEAR_KEY = re.compile(r"(?:.*[-_\[.])?(?:year|yr|y|jahr|annee|ano|anno)\]?", re.I)
ONLY_YEAR = re.compile(YEAR)


def year_of(url: str) -> int | None:
    """The year of the date that the address is about, None where it is about none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    found = AT_END.search(parts.path)
    for key, value in parse_qsl(parts.query):
        if found is None:
            found = WHOLE.fullmatch(value)
        if found is None and YEAR_KEY.fullmatch(key):
            found = ONLY_YEAR.fullmatch(value)
    return None if found is None else next(int(year) for year in found.groups() if year)
