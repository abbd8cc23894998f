"""Addresses that a site makes without end: calendars, session ids, filters, loops.

What was let in is counted by two names of an address, ``shape_of`` and
``path_shape_of``, which a database can keep and count.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from webapp.pipeline.sites.dates import year_of
from webapp.pipeline.sites.sessions import has_session

MOST_SEGMENTS, MOST_SAME_SEGMENTS, MOST_PARAMETERS = 15, 2, 6
#: Pages of one calendar; and years that one may lie ahead, or behind after a few pages.
MOST_DATED, MOST_DATED_LONG_AGO, MOST_YEARS = 150, 30, 3
#: Different queries of one path. Sites that name each page by one or two parameters
#: have as many as they have pages.
MOST_QUERIES, MOST_SHORT_QUERIES, SHORT = 200, 2000, 2
CHARACTERS = 16

NUMBER = re.compile(r"\d+")


class Trap(StrEnum):
    """Why an address is not asked for."""

    DEEP = "trap_path_depth"
    LOOP = "trap_path_loop"
    PARAMETERS = "trap_parameters"
    SESSION = "trap_session_id"
    CALENDAR = "trap_calendar"
    QUERIES = "trap_endless_queries"


class Traps:
    """``shapes`` and ``paths`` say how many addresses of these names were let in."""

    def __init__(
        self, shapes: Mapping[str, int], paths: Mapping[str, int], today: date
    ) -> None:
        self.shapes = Counter(shapes)
        self.paths = Counter(paths)
        self.today = today

    def trap_of(self, url: str) -> str:
        """A ``Trap``, or empty."""
        parts = urlsplit(url)
        return by_itself(parts) or self.by_number(url, parts)

    def let_in(self, url: str) -> None:
        self.shapes[shape_of(url)] += 1
        self.paths[path_shape_of(url)] += 1

    def by_number(self, url: str, parts: SplitResult) -> str:
        year = year_of(url)
        if year is not None and self.is_too_far(year, self.shapes[shape_of(url)]):
            return Trap.CALENDAR
        if parts.query:
            is_short = len(parameters(parts.query)) <= SHORT
            most = MOST_SHORT_QUERIES if is_short else MOST_QUERIES
            if self.paths[path_shape_of(url)] >= most:
                return Trap.QUERIES
        return ""

    def is_too_far(self, year: int, number: int) -> bool:
        if year > self.today.year + MOST_YEARS:
            return True
        is_old = year < self.today.year - MOST_YEARS
        return number >= (MOST_DATED_LONG_AGO if is_old else MOST_DATED)


def by_itself(parts: SplitResult) -> str:
    """What is seen without knowing the others."""
    segments = [segment for segment in parts.path.split("/") if segment]
    keys = parameters(parts.query)
    if len(segments) > MOST_SEGMENTS:
        return Trap.DEEP
    if has_loop(segments):
        return Trap.LOOP
    if len(keys) > MOST_PARAMETERS:
        return Trap.PARAMETERS
    if has_session(parts.geturl()):
        return Trap.SESSION
    return ""


def has_loop(segments: list[str]) -> bool:
    """One name too often, or two names twice in a row. Numbers may be equal by
    chance."""
    names = [name for name in segments if not name.isdigit()]
    if any(count > MOST_SAME_SEGMENTS for count in Counter(names).values()):
        return True
    pairs = zip(segments, segments[1:], segments[2:], segments[3:], strict=False)
    return any(
        (a, b) == (c, d) and not (a + b).isdigit() and a != b for a, b, c, d in pairs
    )


def parameters(query: str) -> list[str]:
    return [pair for pair in query.split("&") if pair]


def shape_of(url: str) -> str:
    """The same for addresses that differ in numbers alone."""
    path, _, query = url.partition("?")
    ordered = "&".join(sorted(parameters(query)))
    return name_of(NUMBER.sub("#", f"{path}?{ordered}"))


def path_shape_of(url: str) -> str:
    """The same for addresses that differ in their query alone."""
    return name_of(url.partition("?")[0])


def name_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:CHARACTERS]
