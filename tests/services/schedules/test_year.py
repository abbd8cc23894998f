"""A simulated year in several time zones gives exactly the runs of the rule.

What is expected is found here by walking through every five minutes of the year.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from webapp.services.schedules.timing import LAST_DAY, Often, Timing, next_run

STEP = timedelta(minutes=5)
BEGIN, END = (datetime(year, 1, 1, tzinfo=UTC) for year in (2026, 2027))
Matches = Callable[[datetime], bool]


def last_day(local: datetime) -> bool:
    return (local + timedelta(days=1)).day == 1


#: What each is, and whether a local time is one of its own.
TIMINGS: list[tuple[Timing, Matches]] = [
    (Timing(Often.HOURLY, minute=20), lambda at: at.minute == 20),
    (
        Timing(Often.DAILY, minute=30, hour=2),
        lambda at: (at.hour, at.minute) == (2, 30),
    ),
    (
        Timing(Often.WEEKLY, minute=10, hour=1, weekday=7),
        lambda at: (at.isoweekday(), at.hour, at.minute) == (7, 1, 10),
    ),
    (
        Timing(Often.MONTHLY, minute=55, hour=23, day=LAST_DAY),
        lambda at: last_day(at) and (at.hour, at.minute) == (23, 55),
    ),
    (
        Timing(Often.CRON, expression="15 */2 * * *"),
        lambda at: at.hour % 2 == 0 and at.minute == 15,
    ),
    (
        Timing(Often.CRON, expression="0 1-3 * MAR,OCT,NOV MON-WED,7"),
        lambda at: (
            at.month in (3, 10, 11)
            and at.isoweekday() in (1, 2, 3, 7)
            and at.hour in (1, 2, 3)
            and at.minute == 0
        ),
    ),
]


@pytest.fixture
def each_database() -> None:
    """Nothing here asks one: once is enough."""


@cache
def walk(zone: str) -> list[tuple[datetime, datetime]]:
    """Each step of the year, and what clocks show there."""
    there = ZoneInfo(zone)
    moments = (BEGIN + number * STEP for number in range((END - BEGIN) // STEP))
    return [(at, at.astimezone(there).replace(tzinfo=None)) for at in moments]


def expected(zone: str, matches: Matches, *, is_hourly: bool) -> list[datetime]:
    found: list[datetime] = []
    latest = walk(zone)[0][1] - STEP
    for moment, local in walk(zone):
        is_due = is_hourly and matches(local)
        # Those that clocks show now for the first time: none, one, or a gap.
        while latest < local:
            latest += STEP
            is_due = is_due or (matches(latest) and not is_hourly)
        if is_due:
            found.append(moment)
    return found


@pytest.mark.parametrize(
    "zone",
    ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"],
)
def test_a_year(zone: str) -> None:
    for timing, matches in TIMINGS:
        there = replace(timing, zone=zone)
        runs = []
        moment = next_run(there, BEGIN - STEP)
        while moment is not None and moment < END:
            runs.append(moment)
            moment = next_run(there, moment)
        is_hourly = timing.kind == Often.HOURLY
        assert runs == expected(zone, matches, is_hourly=is_hourly), timing


def test_so_many_runs_a_year() -> None:
    """The walk itself is right: known counts."""
    hourly, daily = (TIMINGS[place][1] for place in (0, 1))
    assert len(expected("Europe/Berlin", hourly, is_hourly=True)) == 365 * 24
    assert len(expected("Europe/Berlin", daily, is_hourly=False)) == 365
    assert len(expected("Asia/Kolkata", daily, is_hourly=False)) == 365
