"""A row for each run of a schedule, written with what it tells of or not at all."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select

from webapp.exceptions import Refused, Unavailable
from webapp.extensions import db
from webapp.models import Schedule, ScheduleRun
from webapp.models.clock import db_now

#: A run that begins later than this after its time was caught up: the leader looks
#: every few seconds, and somebody else leads within half a minute.
LATE_SECONDS = 300
#: A run is forgotten when it is older than this and so many have followed: an hourly
#: schedule keeps a quarter of a year, a monthly one all that anybody will look for.
KEPT_SECONDS, KEPT = 90 * 86400, 100


class Reason(StrEnum):
    """Why a run began, or was to begin."""

    DUE = "due"
    CATCH_UP = "catch_up"
    RUN_NOW = "run_now"


def reason_of(planned_at: datetime | None, now: datetime) -> Reason:
    if planned_at is None:
        return Reason.RUN_NOW
    is_late = now - planned_at > timedelta(seconds=LATE_SECONDS)
    return Reason.CATCH_UP if is_late else Reason.DUE


def note_begun(
    schedule: Schedule, scan_id: uuid.UUID, planned_at: datetime | None, now: datetime
) -> None:
    """Within the transaction that begins the scan and holds the schedule."""
    # Its runs do not overlap: when this one ends, that is the last one with a score.
    before = schedule.good_scan_id
    note(schedule, planned_at, now, scan_id=scan_id, before_scan_id=before)


def note_left_out(
    schedule: Schedule,
    error: Refused | Unavailable,
    planned_at: datetime,
    now: datetime,
) -> None:
    """Within the transaction that uses up the time."""
    why = {"error_code": error.code, "error_message": error.message}
    note(schedule, planned_at, now, **why)


def note(
    schedule: Schedule, planned_at: datetime | None, now: datetime, **told: object
) -> None:
    forget_old(schedule)
    run = ScheduleRun(
        schedule_id=schedule.id,
        reason=reason_of(planned_at, now),
        planned_at=planned_at,
        created_at=now,
        **told,
    )
    db.session.add(run)
    db.session.flush()


def forget_old(schedule: Schedule) -> None:
    """Here rather than in the cleanup: no schedule has ever more rows than it may, and
    one that rests keeps those that it has."""
    mine = ScheduleRun.schedule_id == schedule.id
    newest = select(ScheduleRun.created_at).where(mine)
    newest = newest.order_by(ScheduleRun.created_at.desc())
    # With the row that is about to be written so many have followed.
    last_kept = newest.offset(KEPT - 1).limit(1).scalar_subquery()
    is_old = ScheduleRun.created_at < db_now(-KEPT_SECONDS)
    statement = delete(ScheduleRun).where(
        mine, is_old, ScheduleRun.created_at <= last_kept
    )
    db.session.execute(statement.execution_options(synchronize_session=False))
