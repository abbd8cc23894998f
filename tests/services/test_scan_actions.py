"""What starting again means: like a submission, and with nothing left of before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from webapp.domain.status import ScanStatus
from webapp.exceptions import Unavailable
from webapp.extensions import db
from webapp.models import Report, Scan
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import scan_actions
from webapp.services.actors import Actor

MakeScan = Callable[..., Scan]
VISITOR = Actor(visitor_hash="v" * 64, address_hash="a" * 64)


@pytest.fixture
def environ(environ: dict[str, str]) -> dict[str, str]:
    return {**environ, "LIMIT_ANONYMOUS_PER_HOUR": "2", "QUEUE_CAP": "3"}


def failed(make_scan: MakeScan, **columns: object) -> Scan:
    return make_scan(
        **{
            "url": "https://example.com/",
            "visitor_hash": VISITOR.visitor_hash,
            "status": ScanStatus.ERROR_CRAWL,
            "finished_at": db_now(),
            **columns,
        }
    )


@transactional
def store_report(scan: Scan) -> None:
    db.session.add(Report(scan_id=scan.id, attempt=1, body={}, stored_at=db_now()))


def test_nothing_is_left_of_what_was_found_before(make_scan: MakeScan) -> None:
    scan = failed(
        make_scan,
        status=ScanStatus.CANCELED,
        score=77,
        page_title="Old",
        final_url="https://example.com/old",
        started_at=db_now(-50),
        teaser_at=db_now(-40),
    )
    store_report(scan)
    scan_actions.retry(scan, VISITOR)
    row = db.session.get_one(Scan, scan.id, populate_existing=True)
    assert row.status == ScanStatus.QUEUED
    found = (row.score, row.page_title, row.final_url, row.started_at, row.teaser_at)
    assert found == (None,) * 5
    assert db.session.get(Report, scan.id) is None


def test_it_counts_against_the_senders_limit(make_scan: MakeScan) -> None:
    scans = [failed(make_scan) for _ in range(3)]
    for scan in scans[:2]:
        scan_actions.retry(scan, VISITOR)
    with pytest.raises(Unavailable) as caught:
        scan_actions.retry(scans[2], VISITOR)
    assert (caught.value.code, caught.value.status) == ("rate_limited", 429)


def test_it_counts_against_the_cap(make_scan: MakeScan) -> None:
    for _ in range(3):
        make_scan()
    with pytest.raises(Unavailable) as caught:
        scan_actions.retry(failed(make_scan), VISITOR)
    assert (caught.value.code, caught.value.status) == ("queue_full", 503)
