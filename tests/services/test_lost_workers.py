"""What is told of a scan whose last try lost its worker: no more than is known."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from support.valkey import Valkey
from webapp.extensions import db
from webapp.models import DeadLetter, Scan
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import leases, outcomes
from webapp.services.reconciler import Pass, Reconciler

MakeScan = Callable[..., Scan]
TIMEOUT = "The server did not answer in time."


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    environ["REDIS_URL"] = valkey.url
    return environ


def lose_last_try(scan: Scan) -> tuple[Scan, DeadLetter]:
    assert leases.claim(scan.id, scan.delivery, "w/1")
    leases.free(scan.id, "w/1", counts_as_try=True)
    assert Reconciler().run() == Pass(buried=1)
    row = db.session.get_one(Scan, scan.id, populate_existing=True)
    return row, db.session.scalars(select(DeadLetter)).one()


def test_three_timeouts_and_a_lost_worker_are_told_as_such(
    make_scan: MakeScan,
) -> None:
    scan = make_scan(tries=2)
    claim = leases.claim(scan.id, scan.delivery, "w/1")
    assert claim
    outcomes.record_retry(claim, "timeout", TIMEOUT, None)
    make_due(scan)
    row, letter = lose_last_try(scan)
    assert row.error_code == "worker_lost"
    assert row.error_message == (
        "The last of 4 tries was broken off on our side, and the scan was given up. "
        f"A try before it ended so: {TIMEOUT}"
    )
    assert letter.message == row.error_message
    assert "each try" not in letter.traceback
    assert "timeout" in letter.traceback


@transactional
def make_due(scan: Scan) -> None:
    row = db.session.get_one(Scan, scan.id, populate_existing=True)
    row.not_before = db_now(-1)


def test_where_nothing_else_is_known_it_was_lost_each_time(
    make_scan: MakeScan,
) -> None:
    """A try that failed otherwise would have left its reason."""
    row, letter = lose_last_try(make_scan(tries=3))
    assert row.error_message == (
        "The scan was broken off on our side in each of its 4 tries and was given up."
    )
    assert letter.traceback == "The work horse of each of the 4 tries was lost."


def test_after_a_teaser_the_tries_before_it_are_not_known(make_scan: MakeScan) -> None:
    """Storing the teaser clears what failed before."""
    row, letter = lose_last_try(make_scan(tries=3, teaser_at=db_now(-30)))
    assert row.error_message == (
        "The last of 4 tries was broken off on our side, and the scan was given up."
    )
    assert "each" not in letter.traceback


def test_waiting_for_its_turn_was_no_failure(make_scan: MakeScan) -> None:
    busy = {"error_code": "domain_busy", "error_message": "One at a time."}
    row, letter = lose_last_try(make_scan(tries=3, **busy))
    assert row.error_message == (
        "The last of 4 tries was broken off on our side, and the scan was given up."
    )
    assert "domain_busy" not in letter.traceback
