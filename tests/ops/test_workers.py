"""Workers as operators see them, from rows that Redis cannot lose."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from support import browser
from support.scans import make_scan
from webapp.extensions import db
from webapp.models import AuditEntry, Scan, WorkerHeartbeat
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import workers

pytestmark = pytest.mark.usefixtures("on_both_databases")


def post(client: FlaskClient, path: str, **options: Any) -> Any:
    return browser.post(client, path, page="/account", **options)


def beat(app: Flask, job: str | None = None, state: str = "idle") -> bool:
    told = workers.Beat(
        "w1", 7, "0.1", ("xenlixai_high",), state, job, jobs_done=12, memory=5_000_000
    )
    with app.app_context():
        return workers.beat(told)


def silence(app: Flask) -> None:
    @transactional
    def write() -> None:
        db.session.execute(update(WorkerHeartbeat).values(seen_at=db_now(-20)))

    with app.app_context():
        write()


def page(olga: FlaskClient) -> str:
    return olga.get("/ops/workers").get_data(as_text=True)


def test_without_a_worker_the_page_says_how_to_start_one(olga: FlaskClient) -> None:
    assert "python worker.py" in page(olga)


def test_a_worker_with_its_scan(app: Flask, olga: FlaskClient) -> None:
    make_scan(app, status="RUNNING", step="PARSE", progress=30)
    with app.app_context():
        scan_id = db.session.scalars(select(Scan.id)).one()
    beat(app, f"scan-{scan_id}-1")
    html = page(olga)
    for text in ("1 worker, 1 at work.", "PARSE, 30 %", "5.0 MB", "12 since"):
        assert text in html


def test_a_job_of_a_scan_that_is_gone_is_named(app: Flask, olga: FlaskClient) -> None:
    job = f"scan-{uuid.uuid4()}-1"
    beat(app, job)
    assert job in page(olga)


def test_drain_and_resume(app: Flask, olga: FlaskClient) -> None:
    assert beat(app) is False
    answer = post(olga, "/ops/workers/w1/drain", follow_redirects=True)
    assert "takes no other" in answer.get_data(as_text=True)
    assert beat(app) is True
    assert "draining" in page(olga)
    beat(app, state="drained")
    assert "drained" in page(olga)
    post(olga, "/ops/workers/w1/resume")
    assert beat(app) is False
    with app.app_context():
        actions = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))
        assert list(actions) == ["worker.drain", "worker.resume"]


def test_a_silent_worker_can_be_forgotten_and_a_living_one_not(
    app: Flask, olga: FlaskClient
) -> None:
    beat(app)
    assert post(olga, "/ops/workers/w1/forget").status_code == 409
    silence(app)
    assert "silent" in page(olga)
    post(olga, "/ops/workers/w1/forget")
    assert "python worker.py" in page(olga)


def test_a_worker_that_is_gone_is_404(olga: FlaskClient) -> None:
    for action in ("drain", "resume", "forget"):
        assert post(olga, f"/ops/workers/none/{action}").status_code == 404
