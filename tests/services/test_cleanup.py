"""What expired goes with all that hangs on it; what is open stays."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from support.outcomes import count
from webapp.extensions import db
from webapp.models import (
    AuditEntry,
    DeadLetter,
    DomainSlot,
    DutyRun,
    MeasurementBucket,
    Report,
    Scan,
    ScanAttempt,
    WorkerHeartbeat,
)
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
    attempt = {"holder": "a/1", "queue": "xenlixai_queue", "started_at": now}
    for number in (1, 2):
        db.session.add(ScanAttempt(scan_id=scan.id, attempt=number, **attempt))
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
    for model in (Report, DeadLetter, ScanAttempt):
        assert count(model) == 0


def test_a_users_teaser_is_open(
    make_scan: MakeScan, make_owner: Callable[[], uuid.UUID]
) -> None:
    scan = make_scan(status="TEASER_READY", expires_at=db_now(-5), user_id=make_owner())
    assert cleanup.delete_expired() == 0
    assert left() == {scan.id}


def test_many_go_in_batches(
    make_scan: MakeScan, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BATCH", "SQLITE_BATCH"):
        monkeypatch.setattr(cleanup, name, 2)
    monkeypatch.setattr(cleanup, "REST_SECONDS", 0)
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


AUDIT = {
    "email": "olga@example.com",
    "address": "",
    "action": "scan.retry",
    "target": "",
    "number": 1,
    "detail": "",
}


@transactional
def act(days: int, number: int = 1) -> None:
    at = datetime.now(UTC) - timedelta(days=days)
    db.session.execute(insert(AuditEntry), [{"at": at, **AUDIT}] * number)


def test_the_audit_log_is_kept_for_more_than_a_year(app_context: Flask) -> None:
    act(days=401, number=3)
    act(days=399)
    cleanup.delete_expired()
    assert count(AuditEntry) == 1


def test_old_rows_go_in_batches(
    app_context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: list[float] = []
    monkeypatch.setattr(cleanup, "ROWS", 3)
    monkeypatch.setattr(cleanup.time, "sleep", rests.append)
    act(days=401, number=8)
    cleanup.delete_expired()
    assert count(AuditEntry) == 0
    # After each full batch, where others cannot write meanwhile.
    expected = 2 if db.engine.dialect.name == "sqlite" else 0
    assert rests == [cleanup.REST_SECONDS] * expected


def test_each_period_of_sums_has_an_age_of_its_own(app_context: Flask) -> None:
    @transactional
    def add(period: str, days: int) -> None:
        values = {
            "period": period,
            "starts_at": datetime.now(UTC) - timedelta(days=days),
            "name": "step",
            "label": "CRAWL",
            "number": 1,
            "seconds": 1.0,
            "histogram": {},
        }
        db.session.add(MeasurementBucket(**values))
        db.session.flush()

    for period, days in (("minute", 1), ("minute", 3), ("hour", 3), ("hour", 91)):
        add(period, days)
    add("total", 20_000)
    cleanup.delete_expired()
    kept = select(MeasurementBucket.period).order_by(MeasurementBucket.period)
    assert list(db.session.scalars(kept)) == ["hour", "minute", "total"]


@pytest.mark.parametrize("on_both_databases", ["postgresql"], indirect=True)
def test_a_site_that_is_in_use_again_is_not_forgotten(app_context: Flask) -> None:
    """PostgreSQL chooses the row, waits for who has it, and looks at it again."""

    @transactional
    def add() -> None:
        old = db_now(-90_000)
        db.session.add(DomainSlot(domain="a.example", free_at=old, promised_until=old))

    def forget() -> None:
        with app_context.app_context():
            cleanup.delete_expired()

    add()
    with db.engine.connect() as connection, ThreadPoolExecutor(1) as pool:
        connection.execute(update(DomainSlot).values(free_at=db_now(60)))
        done = pool.submit(forget)
        with pytest.raises(TimeoutError):
            done.result(0.5)
        connection.commit()
        done.result(20)
    assert count(DomainSlot) == 1


def test_what_is_left_when_time_is_over_goes_the_next_time(
    make_scan: MakeScan, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_scan(status="CANCELED", expires_at=db_now(-5))
    with monkeypatch.context() as patched:
        patched.setattr(cleanup, "SHARE_OF_TIME", -1)
        assert cleanup.delete_expired() == 0
    run = db.session.scalar(select(DutyRun))
    assert run is not None
    assert run.message.endswith("; the next run goes on")
    assert cleanup.delete_expired() == 1


@pytest.mark.parametrize("on_both_databases", ["sqlite"], indirect=True)
def test_others_write_meanwhile(
    app_context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waits for the lock of SQLite gets it in one of the rests."""
    monkeypatch.setattr(cleanup, "ROWS", 20)
    act(days=401, number=400)
    is_done = threading.Event()

    def clean() -> None:
        with app_context.app_context():
            cleanup.delete_expired()
        is_done.set()

    thread = threading.Thread(target=clean)
    thread.start()
    waits = []
    while not is_done.is_set():
        start = time.monotonic()
        act(days=1)
        waits.append(time.monotonic() - start)
        is_done.wait(0.05)
    thread.join()
    assert len(waits) > 5
    assert max(waits) < 2
    assert count(AuditEntry) == len(waits)
