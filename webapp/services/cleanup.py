"""Delete what expired, never an open row.

In small transactions with a rest after each: SQLite has one writer at a time, and who
waits for its turn looks for a gap ten times a second.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, delete, inspect, select, tuple_

from webapp.extensions import db
from webapp.models import (
    AuditEntry,
    CronSlot,
    DomainSlot,
    IdempotencyKey,
    MeasurementBucket,
    ModelAnswer,
    ModelBill,
    ModelDay,
    ModelEndpoint,
    PasswordReset,
    Scan,
    Submission,
    WebhookDelivery,
    WorkerHeartbeat,
)
from webapp.models.clock import db_now
from webapp.models.scan import is_open
from webapp.models.transactions import transactional
from webapp.services import account_removal, duties, sign_ins
from webapp.services.current import settings
from webapp.services.sites import removal

log = logging.getLogger(__name__)

NAME = "cleanup"
#: Scans of one transaction: each takes a report along, some milliseconds of work, in
#: which SQLite lets nobody else write.
BATCH, SQLITE_BATCH = 500, 25
#: Rows of one transaction that take nothing along.
ROWS = 2000
#: Between two transactions of SQLite, so that others get their turn.
REST_SECONDS = 0.12
#: Of the job's time, after which the next run goes on.
SHARE_OF_TIME = 0.5
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
FORGET_AUDIT = timedelta(days=400)
FORGET_DELIVERIES = timedelta(days=30)
#: Sums of measurements: of minutes for a day's pictures, of hours for a quarter's.
FORGET_BUCKETS = (("minute", timedelta(days=2)), ("hour", timedelta(days=90)))

#: What is forgotten, by which of its times.
OLD = (
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
    (AuditEntry.at, FORGET_AUDIT),
    (WebhookDelivery.created_at, FORGET_DELIVERIES),
)


def delete_expired() -> int:
    """The regular task: delete expired scans (reports, dead letters and attempts go
    with them) and old rows; how many scans."""
    with duties.recorded(NAME) as run:
        until = time.monotonic() + SHARE_OF_TIME * settings().scan_job_timeout
        batch = SQLITE_BATCH if settings().is_sqlite else BATCH
        # Sites first: their pages would have to forget each scan otherwise.
        rows = drain(removal.delete_batch, batch, until)
        scans = drain(delete_batch, batch, until)
        rows += sum(drain(forget, ROWS, until) for forget in forgets())
        rows += sign_ins.delete_expired()
        of_accounts = drain(account_removal.delete_batch, batch, until)
        run.message = f"deleted: {scans} scans, {rows} other rows"
        if of_accounts:
            run.message += f", {of_accounts} rows of deleted accounts"
        if time.monotonic() > until:
            run.message += "; the next run goes on"
        log.info("cleanup: %s", run.message)
    return scans


def drain(delete_some: Callable[[int], int], limit: int, until: float) -> int:
    """Batch after batch until nothing is left, or time is over; how many rows."""
    deleted = 0
    while time.monotonic() <= until and (number := delete_some(limit)):
        deleted += number
        if number >= limit and settings().is_sqlite:
            time.sleep(REST_SECONDS)
    return deleted


@transactional
def delete_batch(limit: int) -> int:
    expired = select(Scan.id).where(Scan.expires_at < db_now(), ~is_open()).limit(limit)
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


def forgets() -> Iterator[Callable[[int], int]]:
    """For each kind of old rows, what deletes a batch of them."""
    for column, age in OLD:
        old = column < db_now(-age.total_seconds())
        yield partial(forget_batch, column.class_, old)
    for period, age in FORGET_BUCKETS:
        old = MeasurementBucket.starts_at < db_now(-age.total_seconds())
        is_old = (MeasurementBucket.period == period) & old
        yield partial(forget_batch, MeasurementBucket, is_old)


@transactional
def forget_batch(model: Any, old: ColumnElement[bool], limit: int) -> int:
    columns = inspect(model).primary_key
    chosen = select(*columns).where(old).limit(limit)
    # Asked again, since a row may be in use anew by now.
    statement = delete(model).where(tuple_(*columns).in_(chosen), old)
    gone = db.session.execute(
        statement.returning(columns[0]).execution_options(synchronize_session=False)
    )
    return len(gone.all())
