"""How long a backlog lasts: at the pace of the time in which there was work."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.scans import make_scan
from webapp.domain.measures import Measure
from webapp.extensions import db
from webapp.models import MeasurementBucket
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import workers
from webapp.services.measurements import MINUTE
from webapp.services.operations import flow
from webapp.services.operations.backlog import Pace, pace_of

NOW = datetime(2026, 11, 28, 12, 0, 30, tzinfo=UTC)
QUEUE = "xenlixai_queue"
FIVE = timedelta(minutes=5)


def ago(minutes: float) -> datetime:
    return NOW.replace(second=0) - timedelta(minutes=minutes)


def taken(*minutes: int) -> dict[datetime, int]:
    """Ten scans were taken in each of these minutes."""
    return {ago(minute): 10 for minute in minutes}


def test_a_young_installation_is_not_measured_by_the_whole_hour() -> None:
    found = pace_of(taken(3, 2, 1, 0), ago(0), NOW, FIVE)
    assert (found.taken, found.minutes) == (40, 3.5)
    assert found.minutes_for(80) == pytest.approx(7)


def test_an_hour_of_work_is_an_hour() -> None:
    found = pace_of(taken(*range(60)), ago(1), NOW, FIVE)
    assert (found.taken, found.minutes) == (600, 59.5)


def test_an_idle_hour_before_the_burst_does_not_count() -> None:
    """One minute of work long ago, and the two and a half of the burst."""
    found = pace_of(taken(50, 2, 1, 0), ago(0), NOW, FIVE)
    assert (found.taken, found.minutes) == (40, 3.5)


def test_a_short_gap_is_work_on_a_slow_page() -> None:
    found = pace_of(taken(9, 5, 0), ago(1), NOW, FIVE)
    assert (found.taken, found.minutes) == (30, 9.5)


def test_a_scan_may_take_as_long_as_is_set() -> None:
    found = pace_of(taken(30, 20, 10), ago(1), NOW, timedelta(minutes=30))
    assert (found.taken, found.minutes) == (30, 30.5)


def test_what_waits_since_an_idle_time_is_measured_from_then() -> None:
    found = pace_of(taken(40), ago(3), NOW, FIVE)
    assert (found.taken, found.minutes) == (10, 4.5)


def test_a_standstill_counts_in_full() -> None:
    """Nothing was taken any more, though it could have been."""
    found = pace_of(taken(40), ago(42), NOW, FIVE)
    assert found.minutes == 40.5


def test_nothing_taken_does_not_shrink() -> None:
    found = pace_of({}, ago(5), NOW, FIVE)
    assert found.is_known
    assert found.minutes_for(3) is None


@pytest.mark.parametrize(("minutes", "is_known"), [(1.9, False), (2.0, True)])
def test_too_little_to_tell(minutes: float, is_known: bool) -> None:
    assert Pace(10, minutes).is_known is is_known


def test_nothing_waits_and_nothing_was_taken() -> None:
    assert not pace_of({}, None, NOW, FIVE).is_known


@transactional
def store(starts_at: datetime, number: int) -> None:
    db.session.add(
        MeasurementBucket(
            period=MINUTE,
            starts_at=starts_at,
            name=Measure.WAIT,
            label=QUEUE,
            number=number,
            seconds=1.0,
            histogram={"10": number},
        )
    )


def cell(olga: FlaskClient) -> str:
    html = olga.get("/ops/").get_data(as_text=True)
    row = html[html.index(f"<code>{QUEUE}</code>") :]
    found = re.search(r'data-label="Backlog"[^>]*>([^<]*)<', row)
    assert found
    return found[1].strip()


@pytest.mark.usefixtures("on_both_databases")
class TestPage:
    def serve(self, app: Flask) -> None:
        with app.app_context():
            workers.beat(workers.Beat("w1", 1, "0", (QUEUE,), "idle", None))

    def test_the_first_minutes(self, app: Flask, olga: FlaskClient) -> None:
        assert cell(olga) == "–"
        for _ in range(6):
            make_scan(app, due_at=db_now(-5))
        assert cell(olga) == "stands still"
        self.serve(app)
        assert cell(olga) == "too early to tell"

    def test_at_the_pace_of_some_minutes(self, app: Flask, olga: FlaskClient) -> None:
        """The whole hour would make two hours of it."""
        self.serve(app)
        for _ in range(6):
            make_scan(app, due_at=db_now(-5))
        with app.app_context():
            minute = flow.look().now.replace(second=0, microsecond=0)
            store(minute - timedelta(minutes=3), 3)
        assert cell(olga) in ("6 minutes", "7 minutes", "8 minutes")

    def test_what_nobody_takes_does_not_shrink(
        self, app: Flask, olga: FlaskClient
    ) -> None:
        self.serve(app)
        make_scan(app, due_at=db_now(-200))
        assert cell(olga) == "does not shrink"
