"""What attempts leave behind."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, cast

import pytest
from sqlalchemy import func, select

from webapp.domain.report import ReportBody
from webapp.domain.status import ScanStatus
from webapp.exceptions import LeaseLost
from webapp.extensions import db
from webapp.models import DeadLetter, Report, Scan
from webapp.services import leases, outcomes
from webapp.services.leases import Claim

MakeScan = Callable[..., Scan]


def body(title: str = "A page") -> ReportBody:
    page: dict[str, Any] = {"title": title}
    return cast("ReportBody", {"final_url": "http://x/", "score": 7, "page": page})


def claimed(scan: Scan) -> Claim:
    claim = leases.claim(scan.id, None, "w/1")
    assert claim is not None
    return claim


def reload(scan: Scan) -> Scan:
    db.session.rollback()
    return db.session.get_one(Scan, scan.id, populate_existing=True)


def test_a_visitors_scan_ends_with_its_teaser(make_scan: MakeScan) -> None:
    scan = make_scan()
    assert outcomes.record_teaser(claimed(scan), body()) is False
    row = reload(scan)
    assert (row.status, row.progress) == (ScanStatus.TEASER_READY, 100)
    assert row.lease_until is None
    assert row.expires_at is not None
    assert row.finished_at is not None
    assert (row.expires_at - row.finished_at).total_seconds() == pytest.approx(
        86400, abs=5
    )


def test_a_users_scan_goes_on_to_the_full_report(
    make_scan: MakeScan, make_owner: Callable[[], uuid.UUID]
) -> None:
    scan = make_scan(user_id=make_owner())
    claim = claimed(scan)
    assert outcomes.record_teaser(claim, body()) is True
    assert reload(scan).progress == 80
    assert reload(scan).is_open
    outcomes.record_full(claim, body("Whole"))
    row = reload(scan)
    assert (row.status, row.progress, row.score) == (ScanStatus.FULL_READY, 100, 7)
    stored = db.session.scalars(select(Report).where(Report.scan_id == scan.id)).one()
    assert stored.body["page"]["title"] == "Whole"


def test_a_scan_claimed_meanwhile_gets_its_second_half(
    make_scan: MakeScan, make_owner: Callable[[], uuid.UUID]
) -> None:
    """The row's user counts, not the job's argument."""
    from sqlalchemy import update

    from webapp.models.transactions import transactional

    scan = make_scan()
    claim = claimed(scan)
    owner = make_owner()
    set_owner = update(Scan).where(Scan.id == scan.id).values(user_id=owner)
    transactional(lambda: db.session.execute(set_owner))()
    assert outcomes.record_teaser(claim, body()) is True


def test_a_stale_attempt_stores_nothing(make_scan: MakeScan) -> None:
    scan = make_scan()
    stale = claimed(scan)
    leases.free(scan.id, "w/1", counts_as_try=True)
    fresh = claimed(scan)
    outcomes.record_teaser(fresh, body("fresh"))
    with pytest.raises(LeaseLost):
        outcomes.record_teaser(stale, body("stale"))
    db.session.rollback()
    stored = db.session.scalars(select(Report).where(Report.scan_id == scan.id)).one()
    assert (stored.attempt, stored.body["page"]["title"]) == (2, "fresh")


def test_a_failed_try_waits_for_the_longer_of_interval_and_retry_after(
    make_scan: MakeScan,
) -> None:
    for retry_after, wait in ((None, 10), (3.0, 10), (120.0, 120), (9e9, 3600)):
        scan = make_scan()
        before = reload(scan).created_at
        outcomes.record_retry(claimed(scan), "http_503", "Busy.", retry_after)
        row = reload(scan)
        assert row.status == ScanStatus.QUEUED
        assert row.is_waiting_to_retry
        assert row.not_before is not None
        waited = (row.not_before - before).total_seconds() - 60
        assert waited == pytest.approx(wait, abs=5)


def test_out_of_tries_leaves_a_dead_letter(make_scan: MakeScan) -> None:
    scan = make_scan(tries=3)
    claim = claimed(scan)
    outcomes.record_error(
        claim, ScanStatus.ERROR_ANALYZE, "internal_error", "Broken.", "Traceback …"
    )
    row = reload(scan)
    assert (row.status, row.error_code) == ("ERROR_ANALYZE", "internal_error")
    letter = db.session.scalars(select(DeadLetter)).one()
    assert (letter.tries, letter.traceback) == (4, "Traceback …")


def test_a_permanent_failure_leaves_no_dead_letter(make_scan: MakeScan) -> None:
    scan = make_scan()
    outcomes.record_error(claimed(scan), ScanStatus.ERROR_CRAWL, "http_404", "Gone.")
    assert reload(scan).status == "ERROR_CRAWL"
    assert db.session.scalar(select(func.count()).select_from(DeadLetter)) == 0


def test_characters_that_no_database_takes_are_replaced(make_scan: MakeScan) -> None:
    scan = make_scan()
    outcomes.record_teaser(claimed(scan), body("a\0b\ud800c"))
    assert reload(scan).page_title == "a\ufffdb\ufffdc"
    stored = outcomes.load_report(scan.id)
    assert stored is not None
    assert stored["page"]["title"] == "a\ufffdb\ufffdc"


def test_so_are_those_of_an_error(make_scan: MakeScan) -> None:
    scan = make_scan()
    outcomes.record_error(claimed(scan), ScanStatus.ERROR_CRAWL, "x", "a\0b", "c\0d")
    assert reload(scan).error_message == "a\ufffdb"


def test_a_full_report_has_the_last_score_and_nothing_that_was_only_worked_on(
    make_scan: MakeScan, make_owner: Callable[[], uuid.UUID]
) -> None:
    scan = make_scan(user_id=make_owner())
    claim = claimed(scan)
    held = {"text": "x", "passages": []}
    outcomes.record_teaser(claim, cast("ReportBody", {**body(), "held": held}))
    whole = {**body("Whole"), "held": held, "score": 9}
    outcomes.record_full(claim, cast("ReportBody", whole))
    assert reload(scan).score == 9
    stored = outcomes.load_report(scan.id)
    assert stored is not None
    assert (stored["score"], "held" in stored) == (9, False)
