"""What /metrics says, from rows that are there, on both databases."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from support.prometheus import DASHBOARD, DEPLOY, documented, expressions, names, values
from support.scans import make_letter, make_scan
from support.valkey import Valkey
from webapp.domain.measures import BOUNDS, Measure
from webapp.extensions import db
from webapp.models import DeadLetter
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import measurements, workers
from webapp.services.attempts import Outcome
from webapp.services.operations.metrics.counted import SHOWN

NAME = re.compile(r"\bxenlixai_\w+")
EVENTS = (0.01, 0.011, 0.025, 0.9, 2500.0, 2501.0, 99999.0)


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    environ["REDIS_URL"] = valkey.url
    environ["METRICS_ALLOWED_NETWORKS"] = "127.0.0.0/8"
    return environ


def scrape(client: FlaskClient) -> str:
    answer = client.get("/metrics")
    assert answer.status_code == 200, answer.text
    return answer.text


@transactional
def note_events() -> None:
    for seconds in EVENTS:
        measurements.note(Measure.JOB, Outcome.TEASER, seconds)
    measurements.note(Measure.EXTERNAL, "pagespeed ok")
    measurements.note(Measure.ERROR, 'odd "code"\n\\')
    measurements.note(Measure.REPAIR, "enqueued", number=5)


@pytest.mark.usefixtures("on_both_databases")
class TestSeries:
    def test_all_are_documented_and_no_others(self, client: FlaskClient) -> None:
        client.get("/healthz")
        found = names(scrape(client))
        assert found == set(documented())
        assert len(found) > 25

    def test_events_are_counted_below_each_bound(
        self, app: Flask, client: FlaskClient
    ) -> None:
        with app.app_context():
            note_events()
            measurements.sum_up()
        found = values(scrape(client))
        name = "xenlixai_background_job_duration_seconds"
        for bound in SHOWN:
            below = sum(event <= bound for event in EVENTS)
            assert found[f"{name}_bucket", (str(bound), "teaser")] == below, bound
        assert found[f"{name}_bucket", ("+Inf", "teaser")] == len(EVENTS)
        assert found[f"{name}_count", ("teaser",)] == len(EVENTS)
        assert found[f"{name}_sum", ("teaser",)] == pytest.approx(sum(EVENTS))
        assert found["xenlixai_background_jobs_total", ("teaser",)] == len(EVENTS)
        assert found["xenlixai_background_jobs_total", ("killed",)] == 0
        assert found["xenlixai_external_calls_total", ("ok", "pagespeed")] == 1
        assert found["xenlixai_reconciler_repairs_total", ("enqueued",)] == 5
        assert found["xenlixai_errors_total", ('odd "code"\n\\',)] == 1

    def test_a_letter_is_counted_until_it_is_dealt_with(
        self, app: Flask, client: FlaskClient
    ) -> None:
        make_letter(app)
        with app.app_context():
            measurements.sum_up()
        found = values(scrape(client))
        assert found["xenlixai_dead_letters_open", ()] == 1
        assert found["xenlixai_dead_letters_total", ("worker_lost",)] == 1
        with app.app_context():
            transactional(db.session.execute)(delete(DeadLetter))
        found = values(scrape(client))
        assert found["xenlixai_dead_letters_open", ()] == 0
        assert found["xenlixai_dead_letters_total", ("worker_lost",)] == 1

    def test_what_waits_and_what_runs(
        self, app: Flask, client: FlaskClient, valkey: Valkey
    ) -> None:
        for seconds in (-90, -30, 60):
            make_scan(app, due_at=db_now(seconds))
        make_scan(app, status="RUNNING", queue="xenlixai_high")
        make_scan(app, status="FULL_READY", finished_at=db_now())
        valkey.client.rpush("rq:queue:xenlixai_low", "a", "b", "c")
        found = values(scrape(client))
        queue = ("xenlixai_queue",)
        assert found["xenlixai_scans_waiting", queue] == 2
        assert found["xenlixai_scans_delayed", queue] == 1
        assert 90 <= found["xenlixai_oldest_waiting_seconds", queue] < 120
        assert found["xenlixai_oldest_waiting_seconds", ("xenlixai_low",)] == 0
        assert found["xenlixai_scans_running", ()] == 1
        assert found["xenlixai_job_queue_size", ("xenlixai_low",)] == 3

    def test_workers_and_the_queues_they_serve(
        self, app: Flask, client: FlaskClient
    ) -> None:
        beat = workers.Beat(
            name="w1",
            pid=1,
            version="1",
            queues=("xenlixai_queue", "xenlixai_low"),
            state="WorkerStatus.BUSY",
            current_job=None,
            memory=123_000,
        )
        with app.app_context():
            workers.beat(beat)
        found = values(scrape(client))
        assert found["xenlixai_workers", ("busy",)] == 1
        assert found["xenlixai_workers", ("idle",)] == 0
        assert found["xenlixai_worker_memory_bytes", ("w1",)] == 123_000
        assert found["xenlixai_queue_workers", ("xenlixai_low",)] == 1
        assert found["xenlixai_queue_workers", ("xenlixai_high",)] == 0

    def test_redis_away_the_rest_is_told(
        self, client: FlaskClient, valkey: Valkey
    ) -> None:
        assert values(scrape(client))["xenlixai_redis_up", ()] == 1
        valkey.kill()
        text = scrape(client)
        assert values(text)["xenlixai_redis_up", ()] == 0
        assert "xenlixai_scans_waiting" in names(text)
        assert "xenlixai_job_queue_size" not in names(text)

    def test_database_away_is_503(self, app: Flask, client: FlaskClient) -> None:
        with app.app_context(), db.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE scans RENAME TO gone")
        answer = client.get("/metrics")
        assert answer.status_code == 503
        assert answer.get_json()["error"]["code"] == "database"


def test_shown_bounds_are_measured_ones() -> None:
    assert set(SHOWN) <= set(BOUNDS)


def test_requests_are_counted_by_rule_never_by_path(client: FlaskClient) -> None:
    before = values(scrape(client))
    client.get("/scans/one-that-is-not-there")
    client.get("/nowhere/at/all")
    client.open("/healthz", method="BREW")
    after = values(scrape(client))
    name = "xenlixai_http_requests_total"
    for labels in (
        ("GET", "/scans/<string:public_id>", "404"),
        ("GET", "none", "404"),
        ("other", "none", "405"),
        ("GET", "/metrics", "200"),
    ):
        assert after[name, labels] == before.get((name, labels), 0) + 1, labels
    timed = "xenlixai_http_request_duration_seconds_count"
    key = (timed, ("/scans/<string:public_id>",))
    assert after[key] == before.get(key, 0) + 1
    assert not [key for key in after if "one-that-is-not-there" in key[1]]


@pytest.mark.parametrize(
    ("accepted", "told"),
    [
        ("", "text/plain; version=0.0.4; charset=utf-8"),
        ("text/html", "text/plain; version=0.0.4; charset=utf-8"),
        (
            "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5",
            "application/openmetrics-text; version=1.0.0; charset=utf-8",
        ),
    ],
)
def test_the_format_is_what_was_asked_for(
    client: FlaskClient, accepted: str, told: str
) -> None:
    answer = client.get("/metrics", headers={"Accept": accepted})
    assert answer.content_type.startswith(told)
    assert answer.text.endswith("# EOF\n") == told.startswith("application")


def known(client: FlaskClient) -> set[str]:
    """Every name that an expression may use."""
    client.get("/healthz")
    told = names(scrape(client))
    ends = ("_bucket", "_sum", "_count")
    parts = {name + end for name in told if name.endswith("_seconds") for end in ends}
    return told | parts


def test_the_dashboard_asks_for_what_there_is(client: FlaskClient) -> None:
    asked = {name for text in expressions() for name in NAME.findall(text)}
    assert asked <= known(client)
    assert len(asked) > 25, "nearly every series is shown"
    variables = {one["name"] for one in DASHBOARD["templating"]["list"]}
    assert variables == {"datasource", "job"}


def test_the_alerts_ask_for_what_there_is(client: FlaskClient) -> None:
    asked = set(NAME.findall((DEPLOY / "xenlixai.rules.yml").read_text()))
    # The names of queues, which are values there, begin alike.
    given = re.compile(r"'(xenlixai_\w+)\{")
    tried = set(given.findall((DEPLOY / "xenlixai.tests.yml").read_text()))
    assert asked | tried <= known(client)
    assert tried >= {"xenlixai_redis_up", "xenlixai_dead_letters_total"}
