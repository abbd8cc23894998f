"""Each measurement counts once, in its minute, its hour and for good."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import insert, select, text

from webapp.domain.measures import BOUNDS, Measure, add, bound_index, quantile
from webapp.extensions import db
from webapp.models import Measurement, MeasurementBucket
from webapp.models.transactions import transactional
from webapp.services import measurements
from webapp.services.measurements import EPOCH

postgresql_alone = pytest.mark.parametrize(
    "on_both_databases", ["postgresql"], indirect=True
)


@transactional
def note(number: int = 1, seconds: float | None = None, label: str = "CRAWL") -> None:
    for _ in range(number):
        measurements.note(Measure.STEP, label, seconds)


@transactional
def note_at(*moments: datetime) -> None:
    for moment in moments:
        row = Measurement(name=Measure.FETCH, label="ok", at=moment)
        db.session.add(row)


def buckets(period: str) -> dict[tuple[datetime, str], int]:
    db.session.rollback()
    chosen = select(MeasurementBucket).where(MeasurementBucket.period == period)
    return {
        (row.starts_at.astimezone(UTC), row.label): row.number
        for row in db.session.scalars(chosen)
    }


def total() -> int:
    return sum(buckets("total").values())


def test_a_moment_falls_into_its_minute_and_hour(app_context: Flask) -> None:
    start = datetime(2026, 11, 28, 10, 59, tzinfo=UTC)
    seconds = (0, 59.999, 60, 120)
    note_at(*(start + timedelta(seconds=number) for number in seconds))
    assert measurements.sum_up() == 4
    later = [start + timedelta(minutes=number) for number in (1, 2)]
    assert buckets("minute") == dict(
        zip([(at, "ok") for at in (start, *later)], (2, 1, 1), strict=True)
    )
    hours = [start.replace(minute=0), later[0]]
    assert buckets("hour") == {(hours[0], "ok"): 2, (hours[1], "ok"): 2}
    assert buckets("total") == {(EPOCH, "ok"): 4}
    read = measurements.read_numbers("minute", later[0], [Measure.FETCH])
    assert [row.starts_at.astimezone(UTC) for row in read] == later


def test_what_comes_later_is_added(app_context: Flask) -> None:
    note(2, 0.02)
    note(1)
    measurements.sum_up()
    note(3, 5.5)
    note(1, 0.02, label="x" * 80)
    assert measurements.sum_up() == 4
    assert measurements.sum_up() == 0
    rows = {row.label: row for row in measurements.totals()}
    assert rows["x" * 60].number == 1
    row = rows["CRAWL"]
    assert (row.number, row.seconds) == (6, pytest.approx(0.04 + 16.5))
    assert row.histogram == {str(bound_index(0.02)): 2, str(bound_index(5.5)): 3}


def test_more_than_one_batch(
    app_context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measurements, "BATCH", 3)
    note(7)
    assert measurements.sum_up() == 7
    assert total() == 7


def test_a_leader_that_dies_halfway_loses_nothing_and_counts_nothing(
    app_context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(sums: object) -> None:
        raise KeyboardInterrupt

    note(4)
    with monkeypatch.context() as patched:
        patched.setattr(measurements, "store", die)
        with pytest.raises(KeyboardInterrupt):
            measurements.sum_up()
    assert total() == 0
    assert measurements.sum_up() == 4
    assert total() == 4


@contextmanager
def another_leader(app: Flask) -> Iterator[Callable[[], Any]]:
    """Starts ``sum_up`` in a thread of its own, as often as it is called."""

    def run() -> int:
        with app.app_context():
            return measurements.sum_up()

    with ThreadPoolExecutor(4) as pool:
        yield lambda: pool.submit(run)


def test_two_leaders_for_a_moment(
    app_context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first has read the bucket when more is noted and the second comes."""
    has_read, may_store = threading.Event(), threading.Event()
    store = measurements.store

    def store_late(sums: Any) -> None:
        if not has_read.is_set():
            has_read.set()
            assert may_store.wait(20)
        store(sums)

    monkeypatch.setattr(measurements, "store", store_late)
    note(1)
    with another_leader(app_context) as start:
        first = start()
        assert has_read.wait(20)
        # In SQLite nobody else writes until the first is done, so it must go on.
        threading.Timer(0.5, may_store.set).start()
        note(2)
        second = start()
        assert first.result(30) + second.result(30) == 3
    assert total() == 3


def test_many_leaders_and_notes_all_the_time(
    app_context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measurements, "BATCH", 5)
    moved = 0
    with another_leader(app_context) as start:
        for _ in range(15):
            note(6, 0.5)
            leaders = [start() for _ in range(3)]
            moved += sum(leader.result(30) for leader in leaders)
    moved += measurements.sum_up()
    assert (moved, total()) == (90, 90)


@postgresql_alone
def test_a_note_that_commits_late_is_not_lost(app_context: Flask) -> None:
    """SQLite, with one writer at a time, knows no such note."""
    with db.engine.connect() as connection:
        values = {"name": "fetch", "label": "late", "at": EPOCH, "number": 1}
        connection.execute(insert(Measurement).values(values))
        note(2)  # has higher numbers
        assert measurements.sum_up() == 2
        connection.commit()
    assert measurements.sum_up() == 1
    assert total() == 3


@postgresql_alone
@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Europe/Berlin"])
def test_buckets_do_not_depend_on_the_servers_zone(
    app_context: Flask, zone: str
) -> None:
    """In Berlin both moments are called half past two; in Kolkata an hour begins when
    half of one in UTC is over."""
    database = db.engine.url.database
    with db.engine.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {database} SET timezone = '{zone}'"))
        connection.commit()
    db.session.remove()
    db.engine.dispose()
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    note_at(first, first + timedelta(hours=1))
    measurements.sum_up()
    hour = first.replace(minute=0)
    hours = {(hour, "ok"): 1, (hour + timedelta(hours=1), "ok"): 1}
    assert buckets("hour") == hours


def histogram(values: list[float]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        add(counts, {str(bound_index(value)): 1})
    return counts


@pytest.mark.parametrize("share", [0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 1.0])
def test_quantiles_are_within_one_bound_of_numpys(share: float) -> None:
    random = np.random.default_rng(int(share * 100))
    for size in (1, 2, 3, 10, 100, 1000):
        for values in (
            list(random.lognormal(0.5, 2, size).clip(0, BOUNDS[-1])),
            list(random.choice(BOUNDS, size)),
            [0.0] * size,
        ):
            exact = float(np.quantile(values, share, method="inverted_cdf"))
            found = quantile(histogram(values), share)
            assert found is not None
            assert abs(bound_index(found) - bound_index(exact)) <= 1


def test_quantiles_of_many() -> None:
    values = list(np.random.default_rng(7).lognormal(0.5, 1.2, 20_000))
    for share in (0.5, 0.9, 0.95, 0.99):
        found = quantile(histogram(values), share)
        assert found == pytest.approx(float(np.quantile(values, share)), rel=0.1)


def test_quantiles_at_the_edges() -> None:
    assert quantile({}, 0.5) is None
    assert quantile({"3": 0}, 0.5) is None
    beyond = str(bound_index(BOUNDS[-1] + 1))
    assert quantile({beyond: 4}, 0.5) == BOUNDS[-1]
    assert all(bound_index(bound) == index for index, bound in enumerate(BOUNDS))
