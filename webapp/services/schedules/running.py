"""Scans begin by schedule: each time once, whatever dies, and late rather than never.

A schedule moves on to its next time in the transaction that makes the scan's row. After
an outage it runs once, however many times were missed, and then at its next time. A
time is used up also where no scan can begin; the schedule and its run say why.
"""

from __future__ import annotations

import time
import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from webapp.domain.queue_names import LOW
from webapp.exceptions import Refused, Unavailable
from webapp.extensions import db
from webapp.models import Scan, Schedule, SiteScan, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import line, submissions
from webapp.services.actors import Actor
from webapp.services.schedules import book, history, runs, timing
from webapp.services.sites import starting

#: The leader has other duties and a lease to keep: the rest waits for its next pass.
PASS_SECONDS = 2.0
MOST_AT_A_TIME = 1000
STILL_OPEN = "The scan before was still running, so this one was left out."


def run_due() -> int:
    """Begin what is due, oldest first; how many scans began.

    A schedule that fails in an unforeseen way holds up none of the others; its error is
    raised at the end.
    """
    until = time.monotonic() + PASS_SECONDS
    number, can_send, failures = 0, True, list[Exception]()
    for schedule_id in find_due():
        if time.monotonic() > until:
            break
        try:
            scans = run(schedule_id)
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001 (raised below)
            failures.append(error)
            continue
        if scans is not None:
            number += 1
            can_send = can_send and line.send(scans)
    if failures:
        raise failures[0]
    return number


def find_due() -> list[uuid.UUID]:
    due = select(Schedule.id).join(User, User.id == Schedule.user_id)
    due = due.where(Schedule.next_at <= db_now(), ~User.is_disabled)
    return list(
        db.session.scalars(due.order_by(Schedule.next_at).limit(MOST_AT_A_TIME))
    )


@transactional
def run(schedule_id: uuid.UUID) -> list[Scan] | None:
    """Use up the present time of a schedule; the scans that are to be sent, or None
    where none began."""
    found = select(Schedule).where(Schedule.id == schedule_id).with_for_update()
    found = found.execution_options(populate_existing=True)
    schedule = db.session.scalars(found).one_or_none()
    now = db.session.scalars(select(db_now())).one()
    if schedule is None or schedule.next_at is None or schedule.next_at > now:
        return None  # deleted, paused, or run by another leader meanwhile
    planned_at = schedule.next_at
    try:
        schedule.next_at = timing.next_run(book.timing_of(schedule), now)
    except Refused as error:  # a time zone that is not known any more
        schedule.next_at, schedule.paused_at = None, now
        leave_out(schedule, error, planned_at, now)
        return None
    try:
        with db.session.begin_nested():
            return begin(schedule, now, planned_at)
    except (Refused, Unavailable) as error:
        leave_out(schedule, error, planned_at, now)
        return None


def leave_out(
    schedule: Schedule,
    error: Refused | Unavailable,
    planned_at: datetime,
    now: datetime,
) -> None:
    schedule.last_problem = error.message
    runs.note_left_out(schedule, error, planned_at, now)


def begin(
    schedule: Schedule, now: datetime, planned_at: datetime | None = None
) -> list[Scan]:
    """Within a transaction: the scans that are to be sent; a site's own are not yet.
    Without a planned time it is beside the schedule's times."""
    if is_running(schedule):
        raise Refused("still_running", STILL_OPEN, status=409)
    user = db.session.get_one(User, schedule.user_id)
    scans: list[Scan] = []
    if plan := book.plan_of(schedule):
        schedule.last_scan_id = starting.start(user, plan).id
    else:
        accepted = submissions.accept(
            [schedule.url],
            Actor(user=user),
            queries=[],
            is_forced=True,
            key="",
            queue=LOW,
        )
        scans, schedule.last_scan_id = accepted.to_send, accepted.new[0].id
    schedule.last_at, schedule.last_problem = now, ""
    runs.note_begun(schedule, schedule.last_scan_id, planned_at, now)
    return scans


def is_running(schedule: Schedule) -> bool:
    return any(scan.is_open for scan in last_scans([schedule]).values())


def last_scans(schedules: list[Schedule]) -> dict[uuid.UUID, Scan | SiteScan]:
    """By schedule the one that began last, where it was not deleted since."""
    scans = history.scans_by_id(found.last_scan_id for found in schedules)
    return {
        found.id: scans[found.last_scan_id]
        for found in schedules
        if found.last_scan_id in scans
    }


def run_now(schedule: Schedule) -> None:
    """A scan beside the schedule's times, also where it is paused. Raises ``Refused``
    (409: one is running) and ``Unavailable`` as a submission does."""
    line.send(begin_now(schedule))


@transactional
def begin_now(schedule: Schedule) -> list[Scan]:
    return begin(schedule, book.lock(schedule))
