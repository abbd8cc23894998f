"""The reconciler against a real Valkey: each way in which RQ loses a job."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from rq import Queue
from rq.job import JobStatus
from rq.job_lifecycle import record_job_failure
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from support.burst import work_off
from support.valkey import Valkey
from webapp import queues
from webapp.domain.status import ScanStatus
from webapp.domain.tries import MAX_TRIES
from webapp.extensions import db
from webapp.models import DeadLetter, Scan
from webapp.models.clock import db_now
from webapp.services import dispatch, leases
from webapp.services.reconciler import Pass, Reconciler

MakeScan = Callable[..., Scan]


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    environ["REDIS_URL"] = valkey.url
    return environ


def reload(scan: Scan) -> Scan:
    db.session.rollback()
    return db.session.get_one(Scan, scan.id, populate_existing=True)


def default_queue(valkey: Valkey) -> Queue:
    return queues.get_queue("xenlixai_queue", valkey.client)


def test_a_job_in_its_queue_is_left_alone(make_scan: MakeScan, valkey: Valkey) -> None:
    scan = make_scan()
    dispatch.dispatch(scan)
    reconciler = Reconciler()
    assert [reconciler.run() for _ in range(3)] == [Pass()] * 3
    assert default_queue(valkey).job_ids == [f"scan-{scan.id}-1"]


def test_a_scan_whose_enqueue_was_lost_is_enqueued_in_the_second_pass(
    make_scan: MakeScan, valkey: Valkey
) -> None:
    scan = make_scan()
    reconciler = Reconciler()
    assert reconciler.run() == Pass()
    assert reconciler.run() == Pass(enqueued=1)
    assert default_queue(valkey).job_ids == [f"scan-{scan.id}-2"]
    assert reload(scan).enqueues == 2


def test_a_job_hash_that_is_in_no_list_counts_as_lost(
    make_scan: MakeScan, valkey: Valkey
) -> None:
    """A worker of several queues, killed right after its pop, leaves this behind."""
    scan = make_scan()
    dispatch.dispatch(scan)
    valkey.client.lpop("rq:queue:xenlixai_queue")
    reconciler = Reconciler()
    reconciler.run()
    assert reconciler.run() == Pass(enqueued=1)


def test_an_emptied_redis_loses_no_scan(make_scan: MakeScan, valkey: Valkey) -> None:
    scans = [make_scan() for _ in range(5)]
    for scan in scans:
        dispatch.dispatch(scan)
    valkey.client.flushall()
    reconciler = Reconciler()
    reconciler.run()
    assert reconciler.run() == Pass(enqueued=5)


def test_a_redis_outage_is_waited_out(make_scan: MakeScan, valkey: Valkey) -> None:
    make_scan()
    valkey.kill()
    reconciler = Reconciler()
    assert reconciler.run() == Pass()
    valkey.start()
    reconciler.run()
    assert reconciler.run() == Pass(enqueued=1)


def test_an_expired_lease_is_taken_back_in_the_same_pass(
    make_scan: MakeScan, valkey: Valkey
) -> None:
    scan = make_scan()
    leases.claim(scan.id, 1, "w/1")
    leases.free(scan.id, "w/1", counts_as_try=True)
    assert Reconciler().run() == Pass(taken_back=1)
    row = reload(scan)
    assert (row.status, row.delivery) == (ScanStatus.QUEUED, 2)
    assert default_queue(valkey).job_ids == [f"scan-{scan.id}-2"]


def test_a_live_lease_is_left_alone(make_scan: MakeScan) -> None:
    leases.claim(make_scan().id, 1, "w/1")
    reconciler = Reconciler()
    assert [reconciler.run() for _ in range(2)] == [Pass()] * 2


def test_an_expired_lease_out_of_tries_ends_with_a_dead_letter(
    make_scan: MakeScan,
) -> None:
    scan = make_scan(tries=3)
    leases.claim(scan.id, 1, "w/1")
    leases.free(scan.id, "w/1", counts_as_try=True)
    assert Reconciler().run() == Pass(buried=1)
    row = reload(scan)
    assert (row.status, row.error_code) == ("ERROR_CRAWL", "worker_lost")
    assert db.session.scalars(select(DeadLetter)).one().code == "worker_lost"


def test_a_users_teaser_keeps_its_status_when_its_horse_died(
    make_scan: MakeScan, make_owner: Callable[[], uuid.UUID]
) -> None:
    scan = make_scan(
        status="TEASER_READY", user_id=make_owner(), teaser_at=db_now(), progress=80
    )
    leases.claim(scan.id, 1, "w/1")
    leases.free(scan.id, "w/1", counts_as_try=True)
    assert Reconciler().run() == Pass(taken_back=1)
    assert reload(scan).status == ScanStatus.TEASER_READY


def test_a_refused_job_becomes_a_dead_letter_with_rqs_traceback(
    make_scan: MakeScan, valkey: Valkey
) -> None:
    scan = make_scan()
    queue = default_queue(valkey)
    queue.enqueue("os.system", "true", job_id=f"scan-{scan.id}-1")
    work_off(queue)
    assert Reconciler().run() == Pass(buried=1)
    letter = db.session.scalars(select(DeadLetter)).one()
    assert letter.code == "job_refused"
    assert "ForbiddenFunction" in letter.traceback


def test_a_scan_never_delivered_is_given_up_in_the_end(
    make_scan: MakeScan, valkey: Valkey
) -> None:
    scan = make_scan(enqueues=8)
    reconciler = Reconciler()
    reconciler.run()
    assert reconciler.run() == Pass(buried=1)
    assert reload(scan).error_code == "not_delivered"


def test_a_redis_that_takes_no_writes_gives_no_scan_up(
    make_scan: MakeScan, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.services.reconciler.SETTLE_SECONDS", -1)
    scans = [make_scan() for _ in range(3)]
    reconciler = Reconciler()
    valkey.client.config_set("maxmemory", "1")
    assert {reconciler.run() for _ in range(30)} == {Pass()}
    assert {reload(scan).enqueues for scan in scans} == {1}
    valkey.client.config_set("maxmemory", "0")
    assert sum(reconciler.run().enqueued for _ in range(3)) == 3


def test_a_database_that_was_away_at_each_delivery_gives_no_scan_up(
    make_scan: MakeScan, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("UPDATE", {}, Exception("no answer"))

    scan = make_scan(tries=MAX_TRIES - 1)  # so that RQ has no retries left
    dispatch.dispatch(scan)
    queue = default_queue(valkey)
    job = queue.fetch_job(f"scan-{scan.id}-1")
    assert job is not None
    job.retries_left = 0
    job.save()
    monkeypatch.setattr(leases, "claim", away)
    work_off(queue)
    assert job.get_status() == JobStatus.FAILED
    assert Reconciler().run() == Pass(enqueued=1)
    assert reload(scan).status == ScanStatus.QUEUED


@pytest.mark.parametrize(
    "reason",
    [
        "Work-horse terminated unexpectedly; waitpid returned 9 (signal 9); ",
        "Moved to FailedJobRegistry, due to AbandonedJobError, at 2026-11-29 12:00:00",
    ],
)
def test_a_job_whose_horse_died_before_each_claim_is_delivered_again(
    make_scan: MakeScan, valkey: Valkey, reason: str
) -> None:
    """RQ gives it up, out of retries: that says nothing against the job."""
    scan = make_scan(tries=MAX_TRIES - 1)
    dispatch.dispatch(scan)
    queue = default_queue(valkey)
    job = queue.fetch_job(f"scan-{scan.id}-1")
    assert job is not None
    with valkey.client.pipeline() as pipeline:
        queue.remove(job, pipeline=pipeline)
        record_job_failure(job, reason, pipeline)
        pipeline.execute()
    assert Reconciler().run() == Pass(enqueued=1)
    assert reload(scan).status == ScanStatus.QUEUED


def test_one_pass_mends_so_many_and_the_next_goes_on(
    make_scan: MakeScan, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.services.reconciler.BATCH", 2)
    for _ in range(5):
        make_scan()
    reconciler = Reconciler()
    mended = [reconciler.run().enqueued for _ in range(4)]
    assert mended == [0, 2, 2, 1]


def test_a_waiting_retry_is_left_until_its_time(make_scan: MakeScan) -> None:
    make_scan(not_before=db_now(60))
    reconciler = Reconciler()
    assert [reconciler.run() for _ in range(2)] == [Pass()] * 2
