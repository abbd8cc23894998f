"""The operators' first page, on real rows."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.browser import sign_in
from support.scans import make_scan
from support.valkey import Valkey
from webapp.domain.measures import Measure
from webapp.extensions import db
from webapp.models import User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import duties, leadership, measurements, workers
from webapp.services.operations import figures, flow, overview

pytestmark = pytest.mark.usefixtures("on_both_databases")


@pytest.fixture
def served(app: Flask) -> None:
    """A worker and a leading scheduler."""
    with app.app_context():
        queues = ("xenlixai_high", "xenlixai_queue")
        workers.beat(workers.Beat("w1", 1, "0", queues, "idle", None))
        leadership.lead("here/1")


def text_of(client: FlaskClient, path: str = "/ops/") -> str:
    html = client.get(path).get_data(as_text=True)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.usefixtures("served")
def test_all_is_well(olga: FlaskClient) -> None:
    assert "All is well: nothing waits, 1 worker ready." in text_of(olga)


@pytest.mark.usefixtures("served")
def test_a_retry_is_told_of(app: Flask, olga: FlaskClient) -> None:
    make_scan(app, due_at=db_now(55), not_before=db_now(55))
    found = text_of(olga)
    said = re.search(r"nothing waits now, 1 scan is due in (\d+) s, 1 worker", found)
    assert said
    assert 0 < int(said[1]) <= 55


@pytest.mark.usefixtures("served")
def test_a_queue_without_a_worker_is_told(app: Flask, olga: FlaskClient) -> None:
    for _ in range(2):
        make_scan(app, queue="xenlixai_low", due_at=db_now(-90))
    text = "2 scans wait in xenlixai_low, the oldest for over 1 minute"
    assert f"{text}: no worker serves xenlixai_low." in text_of(olga)


@pytest.mark.usefixtures("served")
def test_redis_away_is_told_and_the_rest_shown(
    app: Flask, olga: FlaskClient, valkey: Valkey
) -> None:
    make_scan(app)
    olga.get("/ops/")
    valkey.stop()
    text = text_of(olga, "/ops/now")
    assert "Redis does not answer" in text
    assert "xenlixai_queue 1 0 0" in text


@pytest.mark.usefixtures("served")
def test_a_redis_that_takes_nothing_is_told(olga: FlaskClient, valkey: Valkey) -> None:
    valkey.client.set("rq:suspended", 1)
    valkey.client.config_set("maxmemory", "100kb")
    text = text_of(olga)
    assert "RQ is suspended: no worker takes a job." in text
    assert "Redis is full (maxmemory): it takes no jobs." in text


@pytest.mark.usefixtures("served")
def test_a_duty_that_fails_is_told(app: Flask, olga: FlaskClient) -> None:
    with app.app_context():
        diary = duties.Diary("here/1")
        with pytest.raises(ZeroDivisionError), diary.watch("reconcile"):
            _ = 1 / 0
        diary.write()
    assert "What the scheduler does fails (reconcile)" in text_of(olga)


def test_counts_are_of_open_rows(app: Flask) -> None:
    make_scan(app, status="QUEUED", due_at=db_now(-5))
    make_scan(app, status="QUEUED", due_at=db_now(60), not_before=db_now(60))
    make_scan(app, status="RUNNING", lease_until=db_now(-1))
    make_scan(app, status="ERROR_CRAWL", finished_at=db_now())
    with app.app_context():
        found = flow.look()
        queue = found.names["xenlixai_queue"]
        assert (queue.waiting, queue.later, queue.running) == (1, 1, 1)
        assert 4 < (found.oldest_age(queue) or 0) < 60
        assert 0 < (found.next_in or 0) <= 60
        assert (found.overdue_leases, found.open_scans) == (1, 3)


def test_figures_come_from_what_was_noted(app: Flask) -> None:
    with app.app_context():
        note(Measure.WAIT, "xenlixai_queue", 2.0)
        note(Measure.STEP, "CRAWL", 0.5)
        note(Measure.SCAN, "ERROR_CRAWL", 3.0)
        note(Measure.ERROR, "http_404")
        measurements.sum_up()
        for window in figures.WINDOWS:
            found = overview.look(window).figures
            assert (found.ended, found.ended_in_error) == (1, 1)
            assert found.all_of(Measure.ERROR) == {"http_404": 1}
            crawl = next(step for step in found.steps if step.label == "CRAWL")
            assert crawl.number == 1
            assert crawl.p50 == pytest.approx(0.5, rel=0.25)
            assert sum(bar.bad for bar in found.bars) == 1


def test_a_window_begins_at_a_bucket(app: Flask) -> None:
    with app.app_context():
        found = figures.look("24h", flow.look().now)
        assert len(found.bars) == 24
        lengths = {
            later.starts_at - earlier.starts_at
            for earlier, later in zip(found.bars, found.bars[1:], strict=False)
        }
        assert lengths == {timedelta(hours=1)}


@pytest.mark.parametrize("window", ["1h", "24h", "7d", "nonsense"])
def test_each_window_is_a_page(olga: FlaskClient, window: str) -> None:
    answer = olga.get(f"/ops/?window={window}")
    assert answer.status_code == 200
    assert 'hx-trigger="every 2s"' in answer.get_data(as_text=True)


def test_visitors_and_users_are_kept_out(client: FlaskClient, alice: User) -> None:
    assert client.get("/ops/").status_code == 303
    sign_in(client, alice)
    assert client.get("/ops/").status_code == 403


@transactional
def note(name: Measure, label: str, seconds: float | None = None) -> None:
    measurements.note(name, label, seconds)
    db.session.flush()
