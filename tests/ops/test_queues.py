"""Pause, resume, clear and stop, as an operator presses them."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from support import browser
from support.scans import make_scan
from support.valkey import Valkey
from webapp import queues
from webapp.extensions import db
from webapp.models import AuditEntry, Scan
from webapp.models.clock import db_now
from webapp.services import pauses

pytestmark = pytest.mark.usefixtures("on_both_databases")
QUEUE = "xenlixai_low"


def post(client: FlaskClient, path: str, **options: Any) -> Any:
    return browser.post(client, path, page="/account", **options)


def audited(app: Flask) -> list[tuple[str, str, int]]:
    with app.app_context():
        rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.action, row.target, row.number) for row in rows]


def statuses(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(db.session.scalars(select(Scan.status)))


def test_pause_and_resume(app: Flask, olga: FlaskClient, valkey: Valkey) -> None:
    answer = post(olga, f"/ops/queues/{QUEUE}/pause", follow_redirects=True)
    assert "is paused: its scans wait" in answer.get_data(as_text=True)
    assert "Paused by olga@example.com" in answer.get_data(as_text=True)
    assert queues.read_paused(valkey.client) == {QUEUE}
    post(olga, f"/ops/queues/{QUEUE}/resume")
    assert queues.read_paused(valkey.client) == frozenset()
    assert audited(app) == [("queue.pause", QUEUE, 1), ("queue.resume", QUEUE, 1)]


def test_a_pause_without_redis_is_told_later(
    app: Flask, olga: FlaskClient, valkey: Valkey
) -> None:
    valkey.stop()
    answer = post(olga, f"/ops/queues/{QUEUE}/pause", follow_redirects=True)
    assert "workers learn of it once it does" in answer.get_data(as_text=True)
    valkey.start()
    with app.app_context():
        pauses.copy_to_redis()
    assert queues.read_paused(valkey.client) == {QUEUE}


def test_clear_cancels_what_waits_in_this_queue_alone(
    app: Flask, olga: FlaskClient, valkey: Valkey
) -> None:
    valkey.client.rpush(f"rq:queue:{QUEUE}", "kept")
    for _ in range(3):
        make_scan(app, queue=QUEUE, due_at=db_now())
    make_scan(app, queue=QUEUE, status="RUNNING", lease_until=db_now(30))
    make_scan(app, queue="xenlixai_high")
    page = olga.get("/ops/queues").get_data(as_text=True)
    assert "3 waiting scans are canceled" in page
    answer = post(olga, f"/ops/queues/{QUEUE}/clear", follow_redirects=True)
    assert "3 waiting scans of xenlixai_low canceled." in answer.get_data(as_text=True)
    assert statuses(app) == ["CANCELED"] * 3 + ["QUEUED", "RUNNING"]
    assert audited(app) == [("queue.clear", QUEUE, 3)]
    assert valkey.client.llen(f"rq:queue:{QUEUE}") == 1


def test_a_running_scan_is_stopped(app: Flask, olga: FlaskClient) -> None:
    make_scan(app, status="RUNNING", lease_until=db_now(30), lease_holder="w/1")
    with app.app_context():
        scan_id = db.session.scalars(select(Scan.id)).one()
    assert "http" in olga.get("/ops/queues").get_data(as_text=True)
    post(olga, f"/ops/queues/running/{scan_id}/stop")
    assert statuses(app) == ["CANCELED"]
    answer = post(olga, f"/ops/queues/running/{scan_id}/stop", follow_redirects=True)
    assert "It had ended already." in answer.get_data(as_text=True)


def test_a_queue_that_is_not_ours_is_unknown(olga: FlaskClient) -> None:
    for action in ("pause", "resume", "clear"):
        assert post(olga, f"/ops/queues/default/{action}").status_code == 404
