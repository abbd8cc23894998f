"""The reconciler and what should not be in Redis: wrong times, names, states."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from support.valkey import Valkey
from webapp.domain.status import ScanStatus
from webapp.extensions import db
from webapp.models import Scan
from webapp.services import dispatch
from webapp.services.reconciler import Pass, Reconciler

MakeScan = Callable[..., Scan]


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    environ["REDIS_URL"] = valkey.url
    return environ


@pytest.fixture
def moved(make_scan: MakeScan, valkey: Valkey) -> Scan:
    """A scan whose job is there and in no queue: the test puts it somewhere."""
    scan = make_scan()
    dispatch.dispatch(scan)
    valkey.client.delete("rq:queue:xenlixai_queue")
    return scan


def test_a_job_that_a_wrong_clock_put_off_is_not_waited_for(
    moved: Scan, valkey: Valkey
) -> None:
    """Its worker's clock was an hour ahead; by the database's the time has come."""
    job = dispatch.job_id(moved.id, moved.delivery)
    valkey.client.zadd("rq:scheduled:xenlixai_queue", {job: time.time() + 30})
    reconciler = Reconciler()
    assert [reconciler.run() for _ in range(2)] == [Pass()] * 2
    valkey.client.zadd("rq:scheduled:xenlixai_queue", {job: time.time() + 3600})
    reconciler.run()
    assert reconciler.run() == Pass(enqueued=1)


def test_names_that_are_no_text_hold_up_nothing(
    make_scan: MakeScan, valkey: Valkey
) -> None:
    client = valkey.client
    client.zadd("rq:wip:xenlixai_low", {b"\xff\xfe:x": time.time() + 3600})
    client.zadd("rq:scheduled:xenlixai_low", {b"\xff\xfe": 1})
    client.rpush("rq:queue:xenlixai_low", b"\xff\xfe")
    make_scan()
    reconciler = Reconciler()
    reconciler.run()
    assert reconciler.run() == Pass(enqueued=1)


def test_a_job_that_somebody_called_failed_is_delivered_again(
    moved: Scan, valkey: Valkey
) -> None:
    """RQ keeps a reason for each job that it gave up itself."""
    job = dispatch.job_id(moved.id, moved.delivery)
    valkey.client.zadd("rq:failed:xenlixai_queue", {job: 2**33})
    reconciler = Reconciler()
    assert reconciler.run() == Pass(enqueued=1)
    db.session.refresh(moved)
    assert moved.status == ScanStatus.QUEUED
