"""Runs of a schedule as rows, for what reads them: nothing is scanned."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import Scan, Schedule, ScheduleRun
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.alerts import raising
from webapp.services.alerts.news import Kind
from webapp.services.schedules import running
from webapp.services.schedules.runs import Reason

BLOCKED = "The site's robots.txt forbids this page to crawlers."


@transactional
def add_scan(schedule: Schedule, **columns: Any) -> Scan:
    """Of a page, at its end with a report."""
    values = {
        "url": schedule.url,
        "user_id": schedule.user_id,
        "queue": "xenlixai_low",
        "status": "FULL_READY",
        "score": 80,
        "created_at": db_now(),
        "enqueued_at": db_now(),
        "finished_at": db_now(),
    }
    scan = Scan(**(values | columns))
    db.session.add(scan)
    db.session.flush()
    return scan


@transactional
def add_run(schedule: Schedule, hours: float, **columns: Any) -> ScheduleRun:
    """So many hours ago, at its time."""
    begun = now() - timedelta(hours=hours)
    values = {"reason": Reason.DUE, "planned_at": begun, "created_at": begun}
    run = ScheduleRun(schedule_id=schedule.id, **(values | columns))
    db.session.add(run)
    db.session.flush()
    return run


@transactional
def add_one_of_each(schedule: Schedule) -> None:
    """Newest first: running, ready and worse, failed, left out, ready, canceled,
    deleted, and one of which little is known."""
    first = add_scan(schedule, score=91)
    worse = add_scan(schedule, score=74)
    failed = {"error_code": "blocked_by_robots", "error_message": BLOCKED}
    told: list[dict[str, Any]] = [
        {"scan_id": add_scan(schedule, status="RUNNING", finished_at=None).id},
        {"scan_id": worse.id, "before_scan_id": first.id},
        {"scan_id": add_scan(schedule, status="ERROR_CRAWL", score=None, **failed).id},
        {"error_code": "still_running", "error_message": running.STILL_OPEN},
        {"scan_id": first.id},
        {"scan_id": add_scan(schedule, status="CANCELED", score=None).id},
        {"scan_id": uuid.uuid4()},
        {"scan_id": uuid.uuid4(), "reason": None, "planned_at": None},
    ]
    told[0] |= {"reason": Reason.RUN_NOW, "planned_at": None}
    told[1] |= {"reason": Reason.CATCH_UP, "planned_at": now() - timedelta(hours=9)}
    for hours, columns in enumerate(told):
        add_run(schedule, hours, **columns)
    found = {"before": 91, "after": 74}
    raising.raise_alert(schedule, worse, Kind.SCORE, found, first)


def now() -> datetime:
    return db.session.scalars(select(db_now())).one()
