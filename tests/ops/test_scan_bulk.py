"""What is done to all scans of a filter leaves each row as the single way leaves it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, select

from support.valkey import Valkey
from webapp.domain.status import ScanStatus
from webapp.exceptions import Unavailable
from webapp.extensions import db
from webapp.models import (
    AuditEntry,
    DeadLetter,
    DomainSlot,
    Measurement,
    Report,
    Scan,
    ScanAttempt,
    User,
)
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.queues import get_queue
from webapp.services import dispatch, line, scan_actions
from webapp.services.audit_log import Operator
from webapp.services.operations import scan_bulk
from webapp.services.operations.scan_bulk import Done, Note
from webapp.services.operations.scan_counts import CANCEL, DISCARD, RETRY, count
from webapp.services.operations.scan_search import ScanFilter

pytestmark = pytest.mark.usefixtures("on_both_databases")

NOTE = Note(Operator(uuid.UUID(int=7), "olga@example.com"), "scan.test", "all scans")
Make = Callable[..., uuid.UUID]


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    return {**environ, "REDIS_URL": valkey.url, "QUEUE_CAP": "3"}


@pytest.fixture
def make(app_context: Flask) -> Make:
    """A committed scan that began and did not end; ``with_all``: what hangs on it."""

    @transactional
    def add(*, with_all: bool = True, **columns: Any) -> uuid.UUID:
        values = {
            "url": "http://x.example/a",
            "final_url": "http://x.example/b",
            "queue": "xenlixai_queue",
            "sender": "user 1",
            "status": ScanStatus.RUNNING,
            "attempt": 2,
            "tries": 2,
            "delivery": 3,
            "step": "PARSE",
            "progress": 30,
            "lease_until": db_now(20),
            "lease_holder": "worker/1",
            "created_at": db_now(-60),
            "enqueued_at": db_now(-60),
            "started_at": db_now(-50),
            **columns,
        }
        scan = Scan(**values)
        db.session.add(scan)
        db.session.flush()
        if with_all:
            hang_on(scan)
        return scan.id

    return add


def hang_on(scan: Scan) -> None:
    own: dict[str, Any] = {"scan_id": scan.id, "attempt": scan.attempt}
    db.session.add(Report(body={}, stored_at=db_now(), **own))
    letter = {"code": "x", "message": "", "tries": 4, "created_at": db_now()}
    db.session.add(DeadLetter(**letter, **own))
    attempt = {"holder": "worker/1", "queue": scan.queue, "started_at": db_now(-9)}
    db.session.add(ScanAttempt(**attempt, **own))
    times = {"free_at": db_now(60), "promised_until": db_now()}
    db.session.add(DomainSlot(domain=str(scan.id), scan_id=scan.id, **times))


def ended(status: str = ScanStatus.ERROR_ANALYZE) -> dict[str, Any]:
    return {
        "status": status,
        "lease_until": None,
        "lease_holder": None,
        "error_code": "internal_error",
        "error_message": "X",
        "finished_at": db_now(-5),
        "expires_at": db_now(500),
        "teaser_at": db_now(-9),
        "page_title": "T",
        "score": 4,
    }


def row(scan_id: uuid.UUID) -> dict[str, Any]:
    scan = db.session.get_one(Scan, scan_id, populate_existing=True)
    names = {column.key for column in inspect(Scan).column_attrs}
    return {name: getattr(scan, name) for name in names - {"id", "public_id"}}


def assert_alike(bulk: dict[str, Any], single: dict[str, Any]) -> None:
    for name, value in single.items():
        if isinstance(value, datetime):
            assert abs((bulk.pop(name) - value).total_seconds()) < 30, name
        else:
            assert bulk.pop(name) == value, name
    assert not bulk


def of_scan(model: Any, scan_id: uuid.UUID) -> int:
    found = select(model.attempt).where(model.scan_id == scan_id)
    return len(db.session.scalars(found).all())


def noted() -> list[tuple[str, str, int]]:
    rows = db.session.scalars(select(Measurement).order_by(Measurement.id))
    return [(each.name, each.label, each.number) for each in rows]


def test_retry_leaves_what_a_single_retry_leaves(make: Make) -> None:
    one, first, second = (make(**ended()) for _ in range(3))
    assert scan_actions.restart(db.session.get_one(Scan, one))
    assert scan_bulk.act(RETRY, [Scan.id.in_([first, second])], NOTE) == Done(2, 2)
    for scan_id in (first, second):
        assert_alike(row(scan_id), row(one) | {"is_held": True})
        for model in (Report, DeadLetter):
            assert of_scan(model, scan_id) == of_scan(model, one) == 0
        assert of_scan(ScanAttempt, scan_id) == 1
    assert noted() == [
        ("accepted", "xenlixai_queue", 1),
        ("accepted", "xenlixai_queue", 2),
    ]


@pytest.mark.parametrize("has_user", [True, False])
def test_cancel_leaves_what_a_single_cancel_leaves(make: Make, has_user: bool) -> None:
    owner = {"user_id": make_user()} if has_user else {}
    one, first, second = (make(**owner) for _ in range(3))
    assert scan_actions.set_canceled(db.session.get_one(Scan, one))
    assert scan_bulk.act(CANCEL, [Scan.id.in_([first, second])], NOTE) == Done(2, 2)
    for scan_id in (first, second):
        assert_alike(row(scan_id), row(one))
        assert attempt_of(scan_id) == attempt_of(one) == ("canceled", True)
        assert slot_of(scan_id) == slot_of(one) is None
        assert of_scan(Report, scan_id) == of_scan(Report, one) == 1
    assert sorted(noted()[2:]) == [("job", "canceled", 2), ("scan", "CANCELED", 2)]


@transactional
def make_user() -> uuid.UUID:
    db.session.add(user := User(email="a@example.com", password_hash="-"))
    db.session.flush()
    return user.id


def attempt_of(scan_id: uuid.UUID) -> tuple[str | None, bool]:
    found = db.session.get_one(ScanAttempt, (scan_id, 2), populate_existing=True)
    return found.outcome, found.ended_at is not None


def slot_of(scan_id: uuid.UUID) -> uuid.UUID | None:
    return db.session.get_one(DomainSlot, str(scan_id), populate_existing=True).scan_id


def test_discard_takes_all_with_it_and_no_open_scan(make: Make) -> None:
    over, goes_on = make(**ended(ScanStatus.FULL_READY)), make()
    assert scan_bulk.act(DISCARD, [], NOTE) == Done(1, 1)
    assert db.session.get(Scan, over, populate_existing=True) is None
    assert row(goes_on)["status"] == "RUNNING"
    for model in (Report, DeadLetter, ScanAttempt):
        assert (of_scan(model, over), of_scan(model, goes_on)) == (0, 1)


def test_each_action_leaves_alone_what_it_is_not_for(make: Make) -> None:
    scans = [make(**ended(ScanStatus.FULL_READY)), make(), make(**ended())]
    counts = count(ScanFilter())
    assert (counts.all, counts.retry, counts.cancel, counts.discard) == (3, 1, 1, 2)
    assert count(ScanFilter(host="x.example")) == counts
    before = [row(scan_id) for scan_id in scans]
    assert scan_bulk.act(RETRY, [Scan.id.in_(scans[:2])], NOTE) == Done(0, 0)
    assert scan_bulk.act(CANCEL, [Scan.id.in_(scans[::2])], NOTE) == Done(0, 0)
    assert scan_bulk.act(DISCARD, [Scan.id == scans[1]], NOTE) == Done(0, 0)
    assert [row(scan_id) for scan_id in scans] == before
    assert db.session.scalars(select(AuditEntry)).all() == []


def test_a_press_takes_so_many_and_tells_what_is_left(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_bulk, "PRESS", 4)
    monkeypatch.setattr(scan_bulk, "BATCH", 2)
    for _ in range(5):
        make(with_all=False)
    numbers = [scan_bulk.act(CANCEL, [], NOTE) for _ in range(3)]
    assert numbers == [Done(4, 5), Done(1, 1), Done(0, 0)]
    entries = db.session.scalars(select(AuditEntry))
    assert [entry.number for entry in entries] == [2, 2, 1]


@pytest.mark.parametrize(
    ("columns", "sender"),
    [
        ({"sender": "user 1"}, "user 1"),
        ({"sender": None, "visitor_hash": "f" * 64}, f"visitor {'f' * 64}"),
        ({"sender": None}, "operator"),
    ],
)
def test_what_is_put_back_takes_turns(
    make: Make, columns: dict[str, Any], sender: str
) -> None:
    scan_id = make(**ended(), **columns)
    scan_bulk.act(RETRY, [], NOTE)
    assert row(scan_id)["sender"] == sender
    line.look_after()
    assert row(scan_id)["is_held"] is False


def test_as_many_are_put_back_as_there_is_room_for(make: Make) -> None:
    make(with_all=False)
    for _ in range(3):
        make(with_all=False, **ended())
    assert count(ScanFilter()).room == 2
    assert scan_bulk.act(RETRY, [], NOTE) == Done(2, 3)
    with pytest.raises(Unavailable, match="QUEUE_CAP"):
        scan_bulk.act(RETRY, [], NOTE)


def test_jobs_of_running_scans_are_withdrawn_at_once(
    make: Make, valkey: Valkey
) -> None:
    runs, waits = make(), make(status=ScanStatus.QUEUED, lease_until=None)
    for scan_id in (runs, waits):
        assert dispatch.dispatch(db.session.get_one(Scan, scan_id))
    assert scan_bulk.act(CANCEL, [], NOTE) == Done(2, 2)
    # A worker will find that the other one is stale.
    assert get_queue("xenlixai_queue", valkey.client).job_ids == [f"scan-{waits}-3"]
