"""Claim, fence, renewal, giving back."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import update

from support.stack import wait_for
from webapp.domain.status import ScanStatus, Step
from webapp.exceptions import LeaseLost
from webapp.extensions import db
from webapp.models import Scan
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import leases, outcomes

MakeScan = Callable[..., Scan]


@transactional
def change(scan: Scan, **values: object) -> None:
    db.session.execute(update(Scan).where(Scan.id == scan.id).values(**values))


def reload(scan: Scan) -> Scan:
    db.session.rollback()
    return db.session.get_one(Scan, scan.id, populate_existing=True)


def test_a_claim_takes_a_waiting_scan(make_scan: MakeScan) -> None:
    scan = make_scan()
    claim = leases.claim(scan.id, 1, "w/1")
    assert claim is not None
    assert (claim.attempt, claim.tries, claim.has_teaser) == (1, 1, False)
    row = reload(scan)
    assert row.status == ScanStatus.RUNNING
    assert row.lease_until is not None
    assert row.enqueues == 0


def test_a_second_claim_finds_the_lease_taken(make_scan: MakeScan) -> None:
    scan = make_scan()
    assert leases.claim(scan.id, 1, "w/1")
    assert leases.claim(scan.id, 1, "w/2") is None


def test_one_of_many_claims_at_once_wins(app: Flask, make_scan: MakeScan) -> None:
    scan_id, won = make_scan().id, []

    def claim(number: int) -> None:
        with app.app_context():
            if leases.claim(scan_id, 1, f"w/{number}"):
                won.append(number)

    threads = [threading.Thread(target=claim, args=[n]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(won) == 1


def test_a_delivery_with_another_number_takes_nothing(make_scan: MakeScan) -> None:
    assert leases.claim(make_scan(delivery=3).id, 2, "w/1") is None


def test_a_job_without_a_number_may_claim(make_scan: MakeScan) -> None:
    assert leases.claim(make_scan(delivery=3).id, None, "w/1")


@pytest.mark.parametrize(
    "status",
    ["FULL_READY", "CANCELED", "ERROR_CRAWL", "ERROR_VALIDATION", "TEASER_READY"],
)
def test_an_ended_scan_is_not_claimed(make_scan: MakeScan, status: str) -> None:
    assert leases.claim(make_scan(status=status).id, 1, "w/1") is None


def test_a_users_teaser_is_claimed_and_keeps_its_status(
    make_scan: MakeScan, make_owner: Callable[[], uuid.UUID]
) -> None:
    scan = make_scan(
        status="TEASER_READY", user_id=make_owner(), teaser_at=db_now(), progress=80
    )
    claim = leases.claim(scan.id, 1, "w/1")
    assert claim is not None
    assert claim.has_teaser
    assert (reload(scan).status, reload(scan).progress) == ("TEASER_READY", 80)


def test_a_scan_is_not_claimed_before_its_time(make_scan: MakeScan) -> None:
    scan = make_scan(not_before=db_now(30))
    assert leases.claim(scan.id, 1, "w/1") is None
    change(scan, not_before=db_now(-1))
    assert leases.claim(scan.id, 1, "w/1")


def test_an_expired_lease_can_be_claimed_and_the_old_attempt_writes_nothing(
    make_scan: MakeScan,
) -> None:
    scan = make_scan()
    first = leases.claim(scan.id, 1, "w/1")
    assert first is not None
    change(scan, lease_until=db_now(-1))
    second = leases.claim(scan.id, 1, "w/2")
    assert second is not None
    assert second.attempt == 2
    with pytest.raises(LeaseLost):
        outcomes.record_progress(first, Step.PARSE, 30)
    outcomes.record_progress(second, Step.CRAWL, 10)
    assert (reload(scan).step, reload(scan).progress) == ("CRAWL", 10)


def test_a_freed_lease_costs_a_try_unless_we_stopped_the_horse(
    make_scan: MakeScan,
) -> None:
    for counts, tries in ((True, 1), (False, 0)):
        scan = make_scan()
        leases.claim(scan.id, 1, "w/1")
        assert leases.free(scan.id, "w/1", counts_as_try=counts)
        assert not leases.free(scan.id, "w/1", counts_as_try=counts)
        row = reload(scan)
        assert row.tries == tries
        assert row.lease_until is not None


def test_another_horses_lease_is_not_freed(make_scan: MakeScan) -> None:
    scan = make_scan()
    leases.claim(scan.id, 1, "w/1")
    assert not leases.free(scan.id, "w/2", counts_as_try=True)


def test_the_lease_is_renewed_while_the_work_goes_on(
    environ: dict[str, str], request: pytest.FixtureRequest
) -> None:
    environ["SCAN_LEASE_SECONDS"] = "1"
    make_scan: MakeScan = request.getfixturevalue("make_scan")
    scan = make_scan()
    claim = leases.claim(scan.id, 1, "w/1")
    assert claim is not None
    before = reload(scan).lease_until
    assert before is not None
    with leases.renewed(claim) as renewal:
        wait_for(lambda: reload(scan).lease_until > before, "a renewal")  # type: ignore[operator]
        change(scan, attempt=9)
        wait_for(lambda: renewal.is_lost, "the loss is noticed")
    assert not renewal.thread.is_alive()


def test_what_was_given_back_is_not_written_any_more(make_scan: MakeScan) -> None:
    """A renewal that waited for the row while the try's end was stored."""
    scan = make_scan()
    claim = leases.claim(scan.id, 1, "w/1")
    assert claim is not None
    outcomes.record_retry(claim, "timeout", "Too slow.", None)
    with pytest.raises(LeaseLost):
        leases.write(claim, lease_until=db_now(30))
    with pytest.raises(LeaseLost):
        outcomes.record_progress(claim, Step.PARSE, 30)
    row = reload(scan)
    assert (row.status, row.lease_until) == (ScanStatus.QUEUED, None)
