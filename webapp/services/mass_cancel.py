"""Canceling very many scans: one UPDATE for each batch, and each row is left as
``scan_actions.set_canceled`` leaves a single one."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Executable, Result, case, select, update

from webapp import queues
from webapp.domain.measures import Measure
from webapp.domain.status import ScanStatus
from webapp.extensions import db
from webapp.models import DomainSlot, Scan, ScanAttempt
from webapp.models.clock import db_now
from webapp.models.scan import is_open
from webapp.models.transactions import transactional
from webapp.services import dispatch, measurements, politeness
from webapp.services.attempts import Outcome
from webapp.services.current import settings
from webapp.services.expiry import seconds_kept
from webapp.services.scan_actions import canceled

#: Rows of one transaction: on SQLite nobody else can write meanwhile, so it must be
#: much shorter than others wait (5 s).
BATCH = 2000
#: Work horses that are told to stop; the others stop at their next write.
MOST_STOPPED = 100


@transactional
def cancel_batch(
    chosen: list[ColumnElement[bool]], limit: int
) -> tuple[int, list[str]]:
    """Some of the open scans that are meant; how many, and the jobs of those that ran,
    to be stopped after the commit."""
    picked = select(Scan.id, Scan.delivery, Scan.lease_until.is_not(None).label("runs"))
    open_rows = db.session.execute(picked.where(*chosen, is_open()).limit(limit)).all()
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
    return len(changed), [dispatch.job_id(row.id, row.delivery) for row in mine]


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


def stop(job_ids: list[str]) -> None:
    """Tell work horses of canceled scans, best effort."""
    if job_ids and queues.is_reachable(queues.connect(settings(), fail_fast=True)):
        for job_id in job_ids[:MOST_STOPPED]:
            dispatch.withdraw(job_id)


def write(statement: Executable) -> Result[Any]:
    """Beside the session, which holds none of these rows."""
    unsynchronized = {"synchronize_session": False}
    return db.session.execute(statement, execution_options=unsynchronized)
