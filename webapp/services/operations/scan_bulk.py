"""What an operator does to all scans of a filter.

It is one conditional UPDATE or DELETE for each ``BATCH`` rows, at most ``PRESS`` rows a
press, and a row is left as ``scan_actions`` leaves a single one. Nothing is sent to
Redis for them: jobs of rows that were changed exit quietly, and scans put back are
held, so that their senders take turns (``line``).
"""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Result,
    case,
    delete,
    func,
    literal,
    select,
    update,
)

from webapp import queues
from webapp.domain.measures import Measure
from webapp.domain.status import ScanStatus
from webapp.exceptions import Unavailable
from webapp.extensions import db
from webapp.models import DeadLetter, DomainSlot, Report, Scan, ScanAttempt
from webapp.models.clock import db_now
from webapp.models.scan import is_open
from webapp.models.transactions import transactional
from webapp.services import (
    audit_log,
    dispatch,
    measurements,
    politeness,
)
from webapp.services.attempts import Outcome
from webapp.services.audit_log import Operator
from webapp.services.current import settings
from webapp.services.expiry import seconds_kept
from webapp.services.operations.scan_counts import (
    CANCEL,
    DISCARD,
    RETRY,
    can_be,
    room,
)
from webapp.services.scan_actions import anew, canceled

#: Rows that one press changes, and rows of one transaction: on SQLite nobody else can
#: write meanwhile, so it must be much shorter than others wait (5 s).
PRESS = 10_000
BATCH = 2000
#: Work horses that are told to stop; the others stop at their next write.
MOST_STOPPED = 100

Conditions = list[ColumnElement[bool]]

__all__ = [
    "CANCEL",
    "DISCARD",
    "PRESS",
    "RETRY",
    "Conditions",
    "Done",
    "Note",
    "act",
    "write",
]


@dataclass(frozen=True)
class Note:
    """Who acts on what, for the audit log."""

    by: Operator
    action: str
    target: str


@dataclass(frozen=True)
class Done:
    """So many rows of so many were changed; the others want another press."""

    number: int
    total: int


def act(action: str, chosen: Conditions, note: Note) -> Done:
    """One press. Raises ``Unavailable`` where none can be retried for want of room."""
    number, running = press(action, chosen, note)
    stop(running[:MOST_STOPPED])
    if number == 0 and action == RETRY and room() == 0:
        sentence = "As many scans are open as may be (QUEUE_CAP): nothing was changed."
        raise Unavailable("queue_full", sentence, retry_after=60)
    counted = select(func.count()).select_from(Scan)
    left = db.session.scalar(counted.where(*chosen, can_be(action))) or 0
    return Done(number, number + left)


def press(action: str, chosen: Conditions, note: Note) -> tuple[int, list[str]]:
    """Batch after batch; how many rows, and the jobs of those that ran."""
    number, running = 0, []
    change = {RETRY: retry, CANCEL: cancel, DISCARD: discard}[action]
    while number < PRESS:
        changed, jobs = change(chosen, note)
        number += changed
        running += jobs
        if changed < BATCH:
            break
    return number, running


def ids_of(
    chosen: Conditions, condition: ColumnElement[bool], limit: int
) -> list[uuid.UUID]:
    ids = select(Scan.id).where(*chosen, condition).limit(limit)
    return list(db.session.scalars(ids))


@transactional
def retry(chosen: Conditions, note: Note) -> tuple[int, list[str]]:
    """As ``scan_actions.restart``, but held; how many, as far as there is room."""
    free = room()
    ids = ids_of(chosen, can_be(RETRY), BATCH if free is None else min(free, BATCH))
    statement = (
        update(Scan)
        .where(Scan.id.in_(ids), can_be(RETRY))
        .values(
            sender=func.coalesce(Scan.sender, sender_of_old()),
            delivery=Scan.delivery + 1,
            **anew(is_held=True),
        )
        .returning(Scan.id, Scan.queue)
    )
    rows = write(statement).all()
    changed = [row.id for row in rows]
    for queue, number in Counter(row.queue for row in rows).items():
        measurements.note(Measure.ACCEPTED, queue, number=number)
    for model in (Report, DeadLetter):
        write(delete(model).where(model.scan_id.in_(changed)))
    return recorded(note, len(changed)), []


def sender_of_old() -> ColumnElement[str]:
    """A row of an older release knows no sender, and without one it takes no turn."""
    of_visitor = literal("visitor ") + Scan.visitor_hash
    return case((Scan.visitor_hash.is_not(None), of_visitor), else_="operator")


@transactional
def cancel(chosen: Conditions, note: Note) -> tuple[int, list[str]]:
    """As ``scan_actions.set_canceled``; how many, and the jobs of those that ran."""
    picked = select(Scan.id, Scan.delivery, Scan.lease_until.is_not(None).label("runs"))
    open_rows = db.session.execute(picked.where(*chosen, is_open()).limit(BATCH)).all()
    statement = (
        update(Scan)
        .where(Scan.id.in_([row.id for row in open_rows]), is_open())
        .values(**canceled(expiry()))
        .returning(Scan.id)
    )
    changed = {row.id for row in write(statement)}
    end_attempts(changed)
    if changed:
        measurements.note(Measure.SCAN, ScanStatus.CANCELED, number=len(changed))
    mine = [row for row in open_rows if row.runs and row.id in changed]
    jobs = [dispatch.job_id(row.id, row.delivery) for row in mine]
    return recorded(note, len(changed)), jobs


def expiry() -> ColumnElement[datetime]:
    of_user, of_visitor = (
        db_now(seconds_kept(has_user=has_user)) for has_user in (True, False)
    )
    return case((Scan.user_id.is_not(None), of_user), else_=of_visitor)


def end_attempts(scan_ids: set[uuid.UUID]) -> None:
    """The attempts that went on are over, and the sites that they fetched from free."""
    goes_on = ScanAttempt.scan_id.in_(scan_ids) & ScanAttempt.ended_at.is_(None)
    statement = update(ScanAttempt).where(goes_on)
    statement = statement.values(ended_at=db_now(), outcome=Outcome.CANCELED)
    ended = write(statement.returning(ScanAttempt.scan_id)).all()
    if ended:
        measurements.note(Measure.JOB, Outcome.CANCELED, number=len(ended))
    politeness.set_free(DomainSlot.scan_id.in_(scan_ids), settings().target_gap)


@transactional
def discard(chosen: Conditions, note: Note) -> tuple[int, list[str]]:
    """As ``scan_actions.remove``: reports, attempts and dead letters go with them."""
    ids = ids_of(chosen, can_be(DISCARD), BATCH)
    statement = delete(Scan).where(Scan.id.in_(ids), can_be(DISCARD))
    return recorded(note, len(write(statement.returning(Scan.id)).all())), []


def recorded(note: Note, number: int) -> int:
    if number:
        audit_log.record(note.by, note.action, note.target, number=number)
    return number


def stop(job_ids: list[str]) -> None:
    """Tell work horses of canceled scans, best effort."""
    if job_ids and queues.is_reachable(queues.connect(settings(), fail_fast=True)):
        for job_id in job_ids:
            dispatch.withdraw(job_id)


def write(statement: Executable) -> Result[Any]:
    """Beside the session, which holds none of these rows."""
    unsynchronized = {"synchronize_session": False}
    return db.session.execute(statement, execution_options=unsynchronized)
