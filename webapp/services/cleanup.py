"""Delete what expired, in batches, never an open row."""

from __future__ import annotations

import logging
from datetime import timedelta

from sqlalchemy import delete, select

from webapp.extensions import db
from webapp.models import (
    CronSlot,
    DomainSlot,
    IdempotencyKey,
    ModelAnswer,
    ModelBill,
    ModelDay,
    ModelEndpoint,
    PasswordReset,
    Scan,
    Submission,
    WorkerHeartbeat,
)
from webapp.models.clock import db_now
from webapp.models.scan import is_open
from webapp.models.transactions import transactional
from webapp.services import sign_ins

log = logging.getLogger(__name__)

BATCH = 500
#: A worker that died without a word is forgotten after this long.
FORGET_WORKERS = timedelta(days=1)
FORGET_SLOTS = timedelta(days=30)
FORGET_KEYS = timedelta(days=1)
FORGET_SUBMISSIONS = timedelta(hours=1)
FORGET_DOMAINS = timedelta(days=1)
FORGET_RESETS = timedelta(days=1)
#: Answers of a model are used for a week; what they cost is kept for a quarter.
FORGET_ANSWERS = timedelta(days=7)
FORGET_BILLS = timedelta(days=90)
FORGET_ENDPOINTS = timedelta(days=1)


def delete_expired() -> int:
    """Delete expired scans (reports and dead letters go with them); how many."""
    deleted = 0
    while batch := delete_batch():
        deleted += batch
    forget_old_rows()
    sign_ins.delete_expired()
    log.info("cleanup: %d expired scans deleted", deleted)
    return deleted


@transactional
def delete_batch() -> int:
    expired = select(Scan.id).where(Scan.expires_at < db_now(), ~is_open()).limit(BATCH)
    ids = list(db.session.scalars(expired))
    if not ids:
        return 0
    # Asked again: a scan may have been claimed or retried since.
    still = Scan.expires_at < db_now()
    statement = delete(Scan).where(Scan.id.in_(ids), still, ~is_open())
    gone = db.session.execute(
        statement.returning(Scan.id).execution_options(synchronize_session=False)
    )
    return len(gone.all())


@transactional
def forget_old_rows() -> None:
    for column, age in (
        (WorkerHeartbeat.seen_at, FORGET_WORKERS),
        (CronSlot.created_at, FORGET_SLOTS),
        (IdempotencyKey.created_at, FORGET_KEYS),
        (Submission.created_at, FORGET_SUBMISSIONS),
        (DomainSlot.free_at, FORGET_DOMAINS),
        (PasswordReset.created_at, FORGET_RESETS),
        (ModelAnswer.created_at, FORGET_ANSWERS),
        (ModelBill.created_at, FORGET_BILLS),
        (ModelDay.created_at, FORGET_BILLS),
        (ModelEndpoint.rests_until, FORGET_ENDPOINTS),
    ):
        old = column < db_now(-age.total_seconds())
        statement = delete(column.class_).where(old)
        db.session.execute(statement.execution_options(synchronize_session=False))
