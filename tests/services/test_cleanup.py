"""What expired goes with all that hangs on it; what is open stays."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from webapp.extensions import db
from webapp.models import DeadLetter, Report, Scan, WorkerHeartbeat
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import cleanup

MakeScan = Callable[..., Scan]


def left() -> set[uuid.UUID]:
    db.session.rollback()
    return set(db.session.scalars(select(Scan.id)))


@transactional
def hang_on(scan: Scan) -> None:
    now = db_now()
    db.session.add(Report(scan_id=scan.id, attempt=1, body={}, stored_at=now))
    db.session.add(
        DeadLetter(
            scan_id=scan.id,
            code="http_500",
            message="Gone.",
            tries=4,
            attempt=4,
            created_at=now,
        )
    )
    db.session.flush()


def test_what_expired_goes_and_what_is_open_stays(make_scan: MakeScan) -> None:
    past, future = db_now(-5), db_now(3600)
    gone = [
        make_scan(status=status, expires_at=past)
        for status in ("TEASER_READY", "FULL_READY", "ERROR_CRAWL", "CANCELED")
    ]
    hang_on(gone[0])
    kept = {
        make_scan(status="FULL_READY", expires_at=future).id,
        make_scan(status="QUEUED", expires_at=past).id,
        make_scan(status="RUNNING", expires_at=past).id,
    }
    assert cleanup.delete_expired() == len(gone)
    assert left() == kept
    for model in (Report, DeadLetter):
        assert db.session.scalar(select(func.count()).select_from(model)) == 0


def test_a_users_teaser_is_open(
    make_scan: MakeScan, make_owner: Callable[[], uuid.UUID]
) -> None:
    scan = make_scan(status="TEASER_READY", expires_at=db_now(-5), user_id=make_owner())
    assert cleanup.delete_expired() == 0
    assert left() == {scan.id}


def test_many_go_in_batches(
    make_scan: MakeScan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cleanup, "BATCH", 2)
    for _ in range(5):
        make_scan(status="CANCELED", expires_at=db_now(-5))
    assert cleanup.delete_expired() == 5


def test_a_worker_not_seen_for_a_day_is_forgotten(make_scan: MakeScan) -> None:
    @transactional
    def add(name: str, age: int) -> None:
        seen = db_now(-age)
        db.session.add(
            WorkerHeartbeat(
                name=name,
                host="a",
                pid=1,
                version="1",
                queues="xenlixai_queue",
                state="idle",
                started_at=seen,
                seen_at=seen,
            )
        )
        db.session.flush()

    add("old", 90_000)
    add("new", 60)
    cleanup.delete_expired()
    assert list(db.session.scalars(select(WorkerHeartbeat.name))) == ["new"]
