"""When a schedule runs: hourly to monthly, or by a cron expression, in a time zone.

Daylight saving, the rule: a local time that does not exist runs once, at the first
moment after the gap; one that exists twice runs once, at its first. What runs at every
hour follows the hours that pass instead: a time that does not exist is left out, and
one that exists twice, an hour apart, runs twice. (Where clocks change by half an hour,
the step over the change is half an hour longer or shorter.) A day that a month does not
have is left out; the last day has a name of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from itertools import islice
from zoneinfo import ZoneInfo, available_timezones

from cronsim import CronSim, CronSimError

from webapp.exceptions import Refused

#: Of days of the month the last one, whichever it is; the others end at 28, so that
#: no month is left out.
LAST_DAY = 31
DAYS = (*range(1, 29), LAST_DAY)
MAX_EXPRESSION = 100
FIELDS = "minute, hour, day of the month, month, day of the week"
WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
#: Clocks are set back by at most so much (Antarctica/Troll: two hours), and so many
#: times of every hour reach beyond it on either side.
MOST_REPEATED, ENOUGH = timedelta(hours=3), 10
#: Files of some systems, and no zone that anybody lives in.
NO_ZONES = {"localtime", "Factory"}


class Often(StrEnum):
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    CRON = "cron"


@dataclass(frozen=True, slots=True)
class Timing:
    """Of the numbers those hold that its kind asks for. ``weekday``: 1 is Monday;
    ``expression``: for ``Often.CRON``, five fields as in Debian's cron."""

    kind: Often
    zone: str = "UTC"
    minute: int = 0
    hour: int = 0
    weekday: int = 1
    day: int = 1
    expression: str = ""

    @property
    def cron(self) -> str:
        """The same as a cron expression."""
        if self.kind == Often.CRON:
            return " ".join(self.expression.split())
        day = "L" if self.day == LAST_DAY else self.day
        time = f"{self.minute} {self.hour}"
        return {
            Often.HOURLY: f"{self.minute} * * * *",
            Often.DAILY: f"{time} * * *",
            Often.WEEKLY: f"{time} * * {self.weekday}",
            Often.MONTHLY: f"{time} {day} * *",
        }[self.kind]


def from_cron(kind: str, expression: str, zone: str) -> Timing:
    """What ``Timing.cron`` was made of."""
    often = Often(kind)
    if often == Often.CRON:
        return Timing(often, zone, expression=expression)
    minute, hour, day, _, weekday = expression.split()
    return Timing(
        often,
        zone,
        minute=int(minute),
        hour=0 if hour == "*" else int(hour),
        weekday=1 if weekday == "*" else int(weekday),
        day={"*": 1, "L": LAST_DAY}.get(day) or int(day),
    )


def check(timing: Timing) -> None:
    """Raises ``Refused``: bad_zone, bad_time, bad_expression, too_often, never."""
    if timing.zone not in zones():
        sentence = "Choose a time zone by its name, such as Europe/Berlin."
        raise Refused("bad_zone", sentence)
    if not are_in_range(timing):
        raise Refused("bad_time", "There is no such time: look at minute, hour, day.")
    if len(read(timing.cron).minutes) > 1:
        sentence = "It would run more than once an hour: give one minute, such as 0."
        raise Refused("too_often", sentence)
    if next(read(timing.cron), None) is None:
        raise Refused("never", "It would never run: there is no such day.")


@cache
def zones() -> frozenset[str]:
    """The names of all time zones."""
    return frozenset(available_timezones() - NO_ZONES)


def are_in_range(timing: Timing) -> bool:
    return (
        timing.minute in range(60)
        and timing.hour in range(24)
        and timing.weekday in range(1, 8)
        and timing.day in DAYS
    )


def read(expression: str) -> CronSim:
    """Raises ``Refused`` (bad_expression) for what is none."""
    if len(expression) > MAX_EXPRESSION or len(expression.split()) != 5:
        sentence = f"A cron expression has five fields: {FIELDS}."
        raise Refused("bad_expression", sentence)
    try:
        return CronSim(expression, datetime(2000, 1, 1))  # noqa: DTZ001 (local time)
    except CronSimError as error:
        field = str(error).removeprefix("Bad ").replace("-", " ")
        sentence = f"This cron expression’s {field} cannot be read, or never comes."
        raise Refused("bad_expression", sentence) from None


def next_run(timing: Timing, after: datetime) -> datetime | None:
    """The first moment after ``after``, in UTC; None where there is none for 50 years.

    Raises ``Refused`` as ``check`` does.
    """
    check(timing)
    zone = ZoneInfo(timing.zone)
    # Local times without a zone, so that CronSim's own rule, Debian's, stays out of it.
    # An hour that is there twice may lie behind them.
    begin = after.astimezone(zone).replace(tzinfo=None) - MOST_REPEATED
    times = CronSim(timing.cron, begin)
    if len(times.hours) < 24:
        return next((at for time in times if (at := once(time, zone)) > after), None)
    found = (at for time in islice(times, ENOUGH) for at in passes(time, zone))
    return min((at for at in found if at > after), default=None)


def passes(local: datetime, zone: ZoneInfo) -> list[datetime]:
    """When clocks show it: never, once, or twice with an hour or more between."""
    first, second = both(local, zone)
    if second < first:
        return []
    return [first, second] if second - first >= HOUR else [first]


def once(local: datetime, zone: ZoneInfo) -> datetime:
    """When clocks show it for the first time, or would have."""
    first, second = both(local, zone)
    if second >= first:
        return first
    moment = second  # before the gap, which ends at a whole minute
    while moment.astimezone(zone).replace(tzinfo=None) < local:
        moment += MINUTE
    return moment


def both(local: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """As before a change and as after it; the second is the earlier one in a gap.
    https://peps.python.org/pep-0495/"""
    at = local.replace(tzinfo=zone)
    return at.astimezone(UTC), at.replace(fold=1).astimezone(UTC)


def in_words(timing: Timing) -> str:
    """``every Monday at 09:00``, without the zone."""
    time = f"{timing.hour:02}:{timing.minute:02}"
    if timing.kind == Often.CRON:
        words: str = read(timing.cron).explain()
        return words[0].lower() + words[1:]
    if timing.kind == Often.HOURLY:
        return (
            f"every hour, {timing.minute} minutes past"
            if timing.minute
            else "every hour"
        )
    if timing.kind == Often.DAILY:
        return f"every day at {time}"
    if timing.kind == Often.WEEKLY:
        return f"every {WEEKDAYS[timing.weekday - 1]} at {time}"
    day = "the last day" if timing.day == LAST_DAY else f"day {timing.day}"
    return f"on {day} of every month at {time}"
