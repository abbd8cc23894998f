"""When a schedule runs: at both changes of daylight saving, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from cronsim import CronSimError
from hypothesis import given
from hypothesis import strategies as st

from webapp.exceptions import Refused
from webapp.services.schedules import timing
from webapp.services.schedules.timing import LAST_DAY, Often, Timing, next_run

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
LORD_HOWE, TROLL = "Australia/Lord_Howe", "Antarctica/Troll"


@pytest.fixture
def each_database() -> None:
    """Nothing here asks one: once is enough."""


def from_there(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


#: Zone, expression, from when on (local time); what follows, with what it is off UTC.
CHANGES = """
# Berlin leaves out 2 to 3 o'clock on 29 March 2026.
Europe/Berlin | 30 2 * * * | 2026-03-28 00:00 | 28 02:30 +1, 29 03:00 +2, 30 02:30 +2
Europe/Berlin | 0 2 * * * | 2026-03-29 00:00 | 29 03:00 +2, 30 02:00 +2
Europe/Berlin | 0 2,3 * * * | 2026-03-29 00:00 | 29 03:00 +2, 30 02:00 +2
Europe/Berlin | 0 */2 * * * | 2026-03-29 00:00 | 29 03:00 +2, 29 04:00 +2
Europe/Berlin | 15 * * * * | 2026-03-29 01:00 | 29 01:15 +1, 29 03:15 +2, 29 04:15 +2
Europe/Berlin | 15 0-23 * * * | 2026-03-29 01:00 | 29 01:15 +1, 29 03:15 +2
# It has 2 to 3 o'clock twice on 25 October 2026.
Europe/Berlin | 30 2 * * * | 2026-10-25 00:00 | 25 02:30 +2, 26 02:30 +1
Europe/Berlin | 30 */2 * * * | 2026-10-25 00:00 | 25 00:30 +2, 25 02:30 +2, 25 04:30 +1
Europe/Berlin | 15 * * * * | 2026-10-25 01:30 | 25 02:15 +2, 25 02:15 +1, 25 03:15 +1
America/New_York | 30 2 * * * | 2026-03-08 00:00 | 08 03:00 -4, 09 02:30 -4
America/New_York | 30 1 * * * | 2026-11-01 00:00 | 01 01:30 -4, 02 01:30 -5
America/New_York | 0 * * * * | 2026-11-01 00:30 | 01 01:00 -4, 01 01:00 -5, 01 02:00 -5
# Lord Howe leaves out 2:00 to 2:30 on 4 October; 1:30 to 2:00 is twice on 5 April.
Australia/Lord_Howe | 15 2 * * * | 2026-10-04 00:00 | 04 02:30 +11, 05 02:15 +11
Australia/Lord_Howe | 30 2 * * * | 2026-10-04 00:00 | 04 02:30 +11, 05 02:30 +11
Australia/Lord_Howe | 45 1 * * * | 2026-04-05 00:00 | 05 01:45 +11, 06 01:45 +10.5
Australia/Lord_Howe | 15 * * * * | 2026-10-04 01:00 | 04 01:15 +10.5, 04 03:15 +11
Australia/Lord_Howe | 45 * * * * | 2026-04-05 01:00 | 05 01:45 +11, 05 02:45 +10.5
# Troll has two hours twice, from 1 to 3 o'clock; Havana changes at midnight.
Antarctica/Troll | 30 1-3 * * * | 2026-10-25 02:00 | 25 02:30 +2, 25 03:30 +0
Antarctica/Troll | 30 * * * * | 2026-10-25 02:00 | 25 02:30 +2, 25 01:30 +0, 25 02:30 +0
Antarctica/Troll | 30 1,2 * * * | 2026-03-29 00:00 | 29 03:00 +2, 30 01:30 +2
America/Havana | 0 0 * * * | 2026-03-07 12:00 | 08 01:00 -4, 09 00:00 -4
America/Havana | 30 0 * * * | 2026-10-31 12:00 | 01 00:30 -4, 02 00:30 -5
"""


def shown(moment: datetime, zone: str) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    offset = local.utcoffset()
    assert offset is not None
    return f"{local:%d %H:%M} {offset / timedelta(hours=1):+g}"


@pytest.mark.parametrize(
    "case", [line for line in CHANGES.splitlines() if line[:1] not in ("", "#")]
)
def test_over_a_change(case: str) -> None:
    zone, expression, after, expected = case.split(" | ")
    chosen = Timing(Often.CRON, zone, expression=expression)
    moment: datetime | None = from_there(after, zone)
    for each in expected.split(", "):
        assert moment is not None
        moment = next_run(chosen, moment)
        assert moment is not None
        assert shown(moment, zone) == each


def test_from_within_the_second_pass_of_an_hour() -> None:
    """Its first pass was the time; in the second nothing of it is due again."""
    chosen = Timing(Often.DAILY, BERLIN, minute=30, hour=2)
    second = datetime(2026, 10, 25, 1, 5, tzinfo=UTC)  # 02:05 in Berlin, again
    assert next_run(chosen, second) == from_there("2026-10-26 02:30", BERLIN)


@pytest.mark.parametrize("zone", [BERLIN, NEW_YORK, LORD_HOWE, TROLL, "Asia/Kolkata"])
@pytest.mark.parametrize("expression", ["30 2 * * *", "45 * * * *", "0 */3 * * *"])
def test_from_any_moment_it_is_the_next_of_the_same_runs(
    zone: str, expression: str
) -> None:
    chosen = Timing(Often.CRON, zone, expression=expression)
    for start in (datetime(2026, month, 1, tzinfo=UTC) for month in (3, 4, 10)):
        runs, moment = [], start
        while moment < start + timedelta(days=31):
            found = next_run(chosen, moment)
            assert found is not None
            runs.append(found)
            moment = found
        for before, after in pairwise(runs):
            for part in (1, 2, 3):
                within = before + (after - before) * part / 4
                assert next_run(chosen, within) == after


@pytest.mark.parametrize(
    ("chosen", "cron", "words"),
    [
        (Timing(Often.HOURLY), "0 * * * *", "every hour"),
        (Timing(Often.HOURLY, minute=5), "5 * * * *", "every hour, 5 minutes past"),
        (Timing(Often.DAILY, minute=5, hour=9), "5 9 * * *", "every day at 09:05"),
        (Timing(Often.WEEKLY, hour=9, weekday=7), "0 9 * * 7", "every Sunday at 09:00"),
        (
            Timing(Often.MONTHLY, day=28),
            "0 0 28 * *",
            "on day 28 of every month at 00:00",
        ),
        (
            Timing(Often.MONTHLY, day=LAST_DAY),
            "0 0 L * *",
            "on the last day of every month at 00:00",
        ),
        (
            Timing(Often.CRON, expression="0 9 * * 1-5"),
            "0 9 * * 1-5",
            "at 09:00 on Monday through Friday",
        ),
    ],
)
def test_as_a_cron_expression_and_back(chosen: Timing, cron: str, words: str) -> None:
    timing.check(chosen)
    assert chosen.cron == cron
    assert timing.from_cron(chosen.kind.value, cron, chosen.zone) == chosen
    assert timing.in_words(chosen) == words


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        (Timing(Often.DAILY, "Europe/Atlantis"), "bad_zone"),
        (Timing(Often.DAILY, "../../etc/passwd"), "bad_zone"),
        (Timing(Often.DAILY, ""), "bad_zone"),
        (Timing(Often.DAILY, hour=24), "bad_time"),
        (Timing(Often.HOURLY, minute=60), "bad_time"),
        (Timing(Often.WEEKLY, weekday=0), "bad_time"),
        (Timing(Often.MONTHLY, day=30), "bad_time"),
        (Timing(Often.CRON), "bad_expression"),
        (Timing(Often.CRON, expression="@daily"), "bad_expression"),
        (Timing(Often.CRON, expression="0 0 9 * * *"), "bad_expression"),
        (Timing(Often.CRON, expression="0 25 * * *"), "bad_expression"),
        (
            Timing(Often.CRON, expression="0 9 * * 1," + "1," * 50 + "1"),
            "bad_expression",
        ),
        (Timing(Often.CRON, expression="* 9 * * *"), "too_often"),
        (Timing(Often.CRON, expression="*/30 * * * *"), "too_often"),
        (Timing(Often.CRON, expression="0,1 0 1 1 *"), "too_often"),
        (Timing(Often.CRON, expression="0 0 31 2 *"), "bad_expression"),
        (Timing(Often.CRON, expression="0 0 */20 * 1L"), "never"),
    ],
)
def test_what_is_refused(chosen: Timing, code: str) -> None:
    with pytest.raises(Refused) as refused:
        timing.check(chosen)
    assert refused.value.code == code


def test_the_sentence_names_the_field() -> None:
    with pytest.raises(Refused, match="day of month cannot be read"):
        timing.check(Timing(Often.CRON, expression="0 0 32 * *"))


def test_once_an_hour_however_it_is_spelled() -> None:
    for minute in ("5", "5-5", "5,5", "*/60", "05"):
        chosen = Timing(Often.CRON, expression=f"{minute} * * * *")
        timing.check(chosen)
        found = next_run(chosen, datetime(2026, 1, 1, 0, 10, tzinfo=UTC))
        assert found is not None
        assert found.hour == 1


@given(st.text("0123456789*,-/#LWMONJAFE²٣ ", max_size=30))
def test_whatever_is_typed_is_taken_or_refused(text: str) -> None:
    chosen = Timing(Often.CRON, BERLIN, expression=text)
    try:
        found = next_run(chosen, datetime(2026, 1, 1, tzinfo=UTC))
    except Refused:
        return
    except CronSimError as error:  # pragma: no cover
        pytest.fail(f"{text!r}: {error}")
    assert found is not None
    assert timing.in_words(chosen)
