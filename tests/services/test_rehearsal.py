"""A worker's rehearsal: it leaves nothing behind, and a scan finds its SQL ready."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from support.scans import report_body
from webapp.domain.status import Step
from webapp.extensions import Base, db
from webapp.models import Scan
from webapp.services import leases, outcomes, rehearsal

MakeScan = Callable[..., Scan]


def test_nothing_is_kept(app_context: Flask) -> None:
    rehearsal.rehearse()
    rows = {
        table.name: db.session.scalar(select(func.count()).select_from(table))
        for table in Base.metadata.sorted_tables
    }
    assert set(rows.values()) == {0}


def test_a_database_that_fails_ends_no_worker(
    app_context: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    db.drop_all()
    rehearsal.rehearse()
    assert "begins without a rehearsal" in caplog.text


@contextmanager
def compiled() -> Iterator[list[str]]:
    """Statements that had to be made anew, rather than found ready."""
    found: list[str] = []

    def look(_c: object, _cursor: object, statement: str, _p: object, context: object,
             _many: object) -> None:  # fmt: skip
        if context.cache_hit.name == "CACHE_MISS":  # type: ignore[attr-defined]
            found.append(statement)

    event.listen(db.engine, "before_cursor_execute", look)
    yield found
    event.remove(db.engine, "before_cursor_execute", look)


@pytest.mark.usefixtures("app_context")
def test_a_scan_finds_its_statements_ready(make_scan: MakeScan) -> None:
    scan = make_scan()
    body = report_body()
    rehearsal.rehearse()
    with compiled() as anew:
        claim = leases.claim(scan.id, scan.delivery, "w/1")
        assert claim is not None
        for step in Step:
            claim.trail.begin_step(step)
            outcomes.record_progress(claim, step, 5)
        outcomes.record_teaser(claim, body)
    # A visitor's scan ends otherwise than the rehearsed one, in a handful of them.
    begun = [
        each for each in anew if each.startswith(("UPDATE scans SET status", "INS"))
    ]
    assert begun == []
    assert len(anew) <= 6
