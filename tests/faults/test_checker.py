"""The checker itself: each planted violation is caught, and a good run has none."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from faults import journal
from faults.checker import Evidence, check
from faults.journal import ScanRow, Write
from faults.load import Accepted
from webapp.extensions import db

GOOD_SCAN = ScanRow("a", "FULL_READY", 1, True, None, 1, 9.0, 0)
ACCEPTED = Accepted("a", 1.0, "quick", has_user=True)


def write(**changes: Any) -> Write:
    usual = Write(
        at=2.0,
        public_id="a",
        what="scan",
        status_before="RUNNING",
        status="RUNNING",
        attempt_before=1,
        attempt=1,
        progress_before=5,
        progress=5,
        delivery_before=1,
        delivery=1,
        stored_attempt=None,
    )
    return dataclasses.replace(usual, **changes)


TEASER = write(what="report", stored_attempt=1)
TO_TEASER = write(status="TEASER_READY", progress=80)
TO_FULL = write(
    status_before="TEASER_READY",
    status="FULL_READY",
    progress_before=80,
    progress=100,
)
GOOD = Evidence(
    accepted=[ACCEPTED],
    scans=[GOOD_SCAN],
    writes=[write(attempt_before=0), TEASER, TO_TEASER, TEASER, TO_FULL],
    answers=Counter({202: 1}),
)


def violated(**changes: Any) -> list[str]:
    evidence = dataclasses.replace(GOOD, **changes)
    return sorted({violation.invariant for violation in check(evidence)})


def scan(**changes: Any) -> dict[str, Any]:
    return {"scans": [dataclasses.replace(GOOD_SCAN, **changes)]}


def more(*writes: Write) -> dict[str, Any]:
    return {"writes": [*GOOD.writes, *writes]}


BACK_AND_AGAIN = (
    write(status_before="FULL_READY", status="RUNNING", delivery=2),
    write(status="FULL_READY", delivery_before=2, delivery=2),
)


def test_a_good_run_violates_nothing() -> None:
    assert check(GOOD) == []


@pytest.mark.parametrize(
    ("planted", "invariants"),
    [
        pytest.param({"scans": []}, ["I5"], id="lost row"),
        pytest.param(scan(status="RUNNING"), ["I1"], id="never ended"),
        pytest.param(scan(status="TEASER_READY"), ["I1"], id="half done"),
        pytest.param(
            scan(status="ERROR_CRAWL", error_code="timeout"), ["I1"], id="wrong end"
        ),
        pytest.param(scan(stored_attempt=None), ["I2"], id="no result"),
        pytest.param(scan(attempt=2), ["I2"], id="result of an earlier attempt"),
        pytest.param(more(*BACK_AND_AGAIN), ["I2"], id="stored twice"),
        pytest.param({"writes": []}, ["I2"], id="never stored"),
        pytest.param(
            more(write(what="report", attempt=2, stored_attempt=1)),
            ["I3"],
            id="stale report",
        ),
        pytest.param(
            more(write(attempt_before=2, attempt=1)), ["I3"], id="fence goes back"
        ),
        pytest.param(
            more(write(status_before="CANCELED", status="RUNNING")),
            ["I3"],
            id="goes on after cancel",
        ),
        pytest.param(
            more(write(status_before="ERROR_CRAWL", status="TEASER_READY")),
            ["I3"],
            id="a result after the error",
        ),
        pytest.param(
            more(write(progress_before=50, progress=40)), ["I7"], id="progress back"
        ),
        pytest.param({"answers": Counter({202: 1, 500: 2})}, ["I5"], id="500"),
        pytest.param({"refused": 1}, ["I5"], id="never taken"),
        pytest.param({"left_over": {"queue x": 1}}, ["I6"], id="job left"),
        pytest.param({"orphans": [4711]}, ["I6"], id="orphan"),
    ],
)
def test_what_is_planted_is_caught(
    planted: dict[str, Any], invariants: list[str]
) -> None:
    assert violated(**planted) == invariants


def test_what_was_read_and_expired_is_not_lost() -> None:
    expected = {"quick": "gone"}
    assert violated(scans=[], expected=expected) == []
    assert violated(scans=[], writes=[], expected=expected) == ["I5"]


def test_what_a_fault_may_cause_is_allowed() -> None:
    answers = Counter({202: 1, 503: 3})
    assert violated(answers=answers) == ["I5"]
    assert violated(answers=answers, statuses=frozenset({503})) == []


@pytest.fixture
def engine(on_both_databases: None, app: Flask) -> Engine:
    with app.app_context():
        made = db.engine
    journal.begin(made)
    return made


INSERT = """INSERT INTO scans (id, public_id, url, user_id, status, progress, queue,
    attempt, tries, delivery, enqueues, created_at, enqueued_at)
    VALUES (:id, 'a', 'http://x/', NULL, 'RUNNING', 5, 'q', 2, 1, 1, 0,
    CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)"""
REPORT = """INSERT INTO reports (scan_id, attempt, body, stored_at)
    VALUES (:id, 1, '{}', CURRENT_TIMESTAMP)"""


def test_the_journal_sees_every_write_on_both_databases(engine: Engine) -> None:
    """A stale attempt that forgets the fence: stored, and then hidden by the next."""
    scan_id = "00000000000000000000000000000001"
    with engine.begin() as connection:
        connection.execute(text(INSERT), {"id": scan_id})
        connection.execute(text(REPORT), {"id": scan_id})
        connection.execute(text("UPDATE scans SET progress = 80"))
        connection.execute(text("UPDATE scans SET progress = 30"))
        connection.execute(text("UPDATE scans SET status = 'TEASER_READY'"))
        connection.execute(text("UPDATE reports SET attempt = 2"))
    evidence = Evidence(
        accepted=[Accepted("a", 1.0, "quick", has_user=False)],
        scans=journal.read_scans(engine),
        writes=journal.read(engine),
    )
    found = sorted(violation.invariant for violation in check(evidence))
    assert found == ["I3", "I7"]
    assert [one.what for one in evidence.writes] == ["report", *["scan"] * 3]


def test_results_lie_where_nothing_is_committed() -> None:
    from faults.__main__ import RESULTS

    ignored = Path(".gitignore").read_text().split()
    assert RESULTS.parent.name == "var"
    assert "var/" in ignored or "/var/" in ignored
