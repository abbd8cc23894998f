"""The record of each attempt: what operators read of a scan's way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from support.scans import report_body
from webapp.domain.measures import Measure
from webapp.domain.status import ScanStatus, Step
from webapp.exceptions import LeaseLost
from webapp.extensions import db
from webapp.models import Measurement, Scan, ScanAttempt, WorkerHeartbeat
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import attempts, leases, outcomes, scan_actions, workers
from webapp.services.actors import Actor
from webapp.services.leases import Claim
from webapp.services.reconciler import Reconciler

MakeScan = Callable[..., Scan]


def claimed(scan: Scan, holder: str = "w1/77") -> Claim:
    found = leases.claim(scan.id, scan.delivery, holder)
    assert found is not None
    return found


def latest(scan: Scan) -> ScanAttempt:
    db.session.rollback()
    return attempts.of_scan(scan.id)[-1]


def noted(name: Measure) -> list[tuple[str, int]]:
    chosen = select(Measurement.label, Measurement.number)
    rows = db.session.execute(chosen.where(Measurement.name == name)).all()
    return sorted((label, number) for label, number in rows)


def test_a_claim_begins_an_attempt_and_tells_the_wait(make_scan: MakeScan) -> None:
    claimed(make_scan(due_at=db_now(-30)))
    row = db.session.scalars(select(ScanAttempt)).one()
    assert (row.attempt, row.holder, row.outcome) == (1, "w1/77", None)
    wait = db.session.scalars(select(Measurement)).one()
    assert (wait.name, wait.label) == (Measure.WAIT, "xenlixai_queue")
    assert wait.seconds == pytest.approx(30, abs=5)


def test_steps_are_kept_with_their_durations(make_scan: MakeScan) -> None:
    scan = make_scan()
    claim = claimed(scan)
    for step in (Step.CRAWL, Step.PARSE):
        claim.trail.begin_step(step)
        outcomes.record_progress(claim, step, 5)
    assert [each["step"] for each in latest(scan).steps] == ["CRAWL"]
    assert noted(Measure.STEP) == [("CRAWL", 1)]
    assert noted(Measure.FETCH) == [("ok", 1)]


def test_a_teaser_ends_a_visitors_attempt(make_scan: MakeScan) -> None:
    scan = make_scan()
    claim = claimed(scan)
    claim.trail.begin_step(Step.GENERATE)
    outcomes.record_teaser(claim, report_body())
    row = latest(scan)
    assert (row.outcome, row.code) == ("teaser", None)
    assert row.ended_at is not None
    assert noted(Measure.JOB) == [("teaser", 1)]
    assert noted(Measure.SCAN) == [("TEASER_READY", 1)]


def test_each_step_is_noted_once(make_scan: MakeScan) -> None:
    """What one write told is not told by the next."""
    scan = make_scan()
    claim = claimed(scan)
    for step in Step:
        claim.trail.begin_step(step)
        outcomes.record_progress(claim, step, 5)
    outcomes.record_teaser(claim, report_body())
    assert noted(Measure.STEP) == [(step.value, 1) for step in sorted(Step)]


def test_a_failed_try_keeps_its_reason_and_traceback(make_scan: MakeScan) -> None:
    scan = make_scan()
    outcomes.record_retry(claimed(scan), "timeout", "Too slow.", None, "Traceback x")
    row = latest(scan)
    assert (row.outcome, row.code, row.message) == ("retry", "timeout", "Too slow.")
    assert row.traceback == "Traceback x"
    assert noted(Measure.ERROR) == [("timeout", 1)]


def test_a_lost_lease_ends_its_attempt_once(make_scan: MakeScan) -> None:
    scan = make_scan()
    claimed(scan)
    expire(scan)
    Reconciler().run()
    Reconciler().run()
    assert latest(scan).outcome == "lost"
    assert noted(Measure.JOB) == [("lost", 1)]


def test_a_killed_horse_is_killed_rather_than_lost(make_scan: MakeScan) -> None:
    scan = make_scan()
    claimed(scan)
    assert leases.free(scan.id, "w1/77", counts_as_try=True)
    Reconciler().run()
    assert latest(scan).outcome == "killed"
    assert noted(Measure.LEASE_LOST) == [("killed", 1)]


def test_a_cancel_ends_the_attempt_that_goes_on(make_scan: MakeScan) -> None:
    scan = make_scan(visitor_hash="v")
    claimed(scan)
    scan_actions.cancel(scan, Actor(visitor_hash="v"))
    assert latest(scan).outcome == "canceled"
    assert noted(Measure.SCAN) == [("CANCELED", 1)]


def test_a_lost_attempt_writes_nothing_more(make_scan: MakeScan) -> None:
    """The fence holds for the record as well."""
    scan = make_scan()
    claim = claimed(scan)
    expire(scan)
    Reconciler().run()
    claim.trail.begin_step(Step.CRAWL)
    claim.trail.begin_step(Step.PARSE)
    with pytest.raises(LeaseLost):
        outcomes.record_progress(claim, Step.PARSE, 30)
    assert latest(scan).steps == []
    assert noted(Measure.STEP) == []


def test_a_page_that_is_not_there_is_no_failure_of_the_worker(
    make_scan: MakeScan,
) -> None:
    workers.beat(workers.Beat("w1", 1, "0", ("xenlixai_queue",), "busy", None))
    status = ScanStatus.ERROR_CRAWL
    outcomes.record_error(claimed(make_scan()), status, "http_404", "Not there.")
    row = db.session.get_one(WorkerHeartbeat, "w1", populate_existing=True)
    assert row.last_failure is None


def test_the_worker_remembers_its_latest_failure(make_scan: MakeScan) -> None:
    workers.beat(workers.Beat("w1", 1, "0", ("xenlixai_queue",), "busy", None))
    scan = make_scan()
    outcomes.record_retry(claimed(scan), "internal_error", "Broken.", None, "x")
    row = db.session.get_one(WorkerHeartbeat, "w1", populate_existing=True)
    assert row.last_failure == f"scan {scan.id}: internal_error"
    assert row.last_failure_at is not None


@transactional
def expire(scan: Scan) -> None:
    db.session.get_one(Scan, scan.id).lease_until = db_now(-1)


def test_a_transaction_that_is_run_again_loses_no_note(
    make_scan: MakeScan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a deadlock of PostgreSQL's."""
    scan = make_scan()
    claim = claimed(scan)
    claim.trail.begin_step(Step.GENERATE)
    ended = outcomes.close_visitor_scan
    failures = [OperationalError("x", {}, Deadlock())]

    def fail_once(claim: Claim) -> None:
        if failures:
            raise failures.pop()
        ended(claim)

    monkeypatch.setattr(outcomes, "close_visitor_scan", fail_once)
    outcomes.record_teaser(claim, report_body())
    assert noted(Measure.STEP) == [("GENERATE", 1)]
    assert [each["step"] for each in latest(scan).steps] == ["GENERATE"]


class Deadlock(Exception):
    sqlstate = "40P01"
