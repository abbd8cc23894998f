"""What a person does to a scan: cancel, retry, scan again, claim, delete."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, update

from webapp.domain.measures import Measure
from webapp.domain.queue_names import HIGH
from webapp.domain.status import ERRORS, PROGRESS_AT_TEASER, RETRIABLE, ScanStatus
from webapp.extensions import db
from webapp.models import DeadLetter, Report, Scan
from webapp.models.clock import db_now
from webapp.models.scan import is_open
from webapp.models.transactions import read_anew, transactional
from webapp.services import (
    attempts,
    dispatch,
    measurements,
    outcomes,
    politeness,
    submission_limits,
    submissions,
)
from webapp.services.actors import Actor
from webapp.services.attempts import Outcome
from webapp.services.current import settings
from webapp.services.expiry import seconds_kept
from webapp.services.permissions import is_users, permissions, require, require_mine

#: What a scan that starts anew knows nothing of.
FOUND_BEFORE = (
    "step",
    "not_before",
    "error_code",
    "error_message",
    "final_url",
    "page_title",
    "score",
    "started_at",
    "teaser_at",
    "finished_at",
    "expires_at",
)


def cancel(scan: Scan, actor: Actor) -> None:
    """End a scan at once; what runs is stopped, what waits is taken off the queue."""
    require_mine(scan, actor)
    if scan.status == ScanStatus.CANCELED:
        return  # pressed twice
    require(permissions(scan, actor).cancel, "This scan cannot be canceled any more.")
    job_id = dispatch.job_id(scan.id, scan.delivery)
    if set_canceled(scan):
        dispatch.withdraw(job_id)
    read_anew(scan)


@transactional
def set_canceled(scan: Scan) -> bool:
    expires_at = db_now(seconds_kept(has_user=scan.user_id is not None))
    is_canceled = changed(scan, is_open(), **canceled(expires_at))
    if is_canceled:
        attempts.end(scan.id, scan.attempt - 1, Outcome.CANCELED)
        outcomes.note_end(scan)
        politeness.free_all(scan.id, settings().target_gap)  # its work horse cannot
    return is_canceled


def canceled(expires_at: ColumnElement[datetime]) -> dict[str, object]:
    """What a row says that was canceled now; its worker has lost it."""
    return {
        "status": ScanStatus.CANCELED,
        "attempt": Scan.attempt + 1,
        "lease_until": None,
        "not_before": None,
        "finished_at": db_now(),
        "expires_at": expires_at,
    }


def retry(scan: Scan, actor: Actor) -> None:
    """Scan again what ended in an error or was canceled; tries start anew."""
    require_mine(scan, actor)
    if scan.is_open:
        return  # pressed twice
    sentence = "Only a scan that failed or was canceled can be started again."
    require(permissions(scan, actor).retry, sentence)
    if set_queued(scan, actor):
        dispatch.dispatch(scan)


@transactional
def set_queued(scan: Scan, actor: Actor) -> bool:
    """It counts as a submission: raises ``Unavailable`` beyond the limits."""
    submission_limits.check_cap(1)
    submission_limits.count_in([scan.url], actor)
    return restart(scan)


@transactional
def restart(scan: Scan) -> bool:
    """Back to QUEUED under a new delivery, which the caller is to dispatch."""
    ended = Scan.status.in_(sorted(RETRIABLE))
    return start_anew(scan, ended, delivery=Scan.delivery + 1)


@transactional
def revive(scan_id: uuid.UUID, delivery: int) -> bool:
    """A person requeued the failed job of this delivery: its scan starts anew."""
    scan = db.session.get(Scan, scan_id)
    failed = and_(Scan.delivery == delivery, Scan.status.in_(ERRORS))
    return scan is not None and start_anew(scan, failed)


def again(scan: Scan, actor: Actor, key: str) -> Scan:
    """A new scan of the same page, for the same queries; the finished one stays. Of
    one form, which ``key`` names, pressed twice is one scan."""
    require_mine(scan, actor)
    sentence = "Only a scan that has its report can be made again."
    require(permissions(scan, actor).again, sentence)
    accepted = submissions.submit(
        [scan.url], actor, queries=scan.queries, is_forced=True, key=key
    )
    return accepted.scans[0]


def start_anew(scan: Scan, condition: ColumnElement[bool], **values: object) -> bool:
    """Back to QUEUED, with nothing left of what the scan found before."""
    is_changed = changed(scan, condition, **anew(is_held=False), **values)
    if is_changed:
        measurements.note(Measure.ACCEPTED, scan.queue)
        for model in (Report, DeadLetter):
            db.session.execute(delete(model).where(model.scan_id == scan.id))
    return is_changed


def anew(*, is_held: bool) -> dict[str, object]:
    """What a row says that waits as at its beginning; held, until its sender's turn."""
    return {
        "status": ScanStatus.QUEUED,
        "progress": 0,
        "tries": 0,
        "is_held": is_held,
        "enqueues": 1,
        "enqueued_at": db_now(),
        "due_at": db_now(),
        **dict.fromkeys(FOUND_BEFORE),
    }


def claim(scan: Scan, actor: Actor) -> None:
    """Make a visitor's teaser the user's own; its second half is then worked out."""
    if is_users(scan, actor):
        return  # pressed twice
    require_mine(scan, actor)
    allowed = permissions(scan, actor)
    require(allowed.claim, "This scan cannot be added to your account.")
    assert actor.user is not None  # noqa: S101 (permissions() says so)
    if set_claimed(scan, actor):
        dispatch.dispatch(scan)
    read_anew(scan)


@transactional
def set_claimed(scan: Scan, actor: Actor) -> bool:
    unclaimed = (Scan.user_id.is_(None)) & (Scan.status == ScanStatus.TEASER_READY)
    return changed(
        scan,
        unclaimed,
        user_id=actor.user.id if actor.user else None,
        sender=actor.key,
        queue=HIGH,
        progress=PROGRESS_AT_TEASER,
        tries=0,
        delivery=Scan.delivery + 1,
        enqueues=1,
        enqueued_at=db_now(),
        due_at=db_now(),
        finished_at=None,
        expires_at=None,
    )


@transactional
def remove(scan: Scan, actor: Actor) -> None:
    """Delete an ended scan with its report."""
    require_mine(scan, actor)
    require(permissions(scan, actor).delete, "Cancel the scan before deleting it.")
    db.session.execute(delete(Scan).where(Scan.id == scan.id, ~is_open()))


def changed(scan: Scan, condition: ColumnElement[bool], **values: object) -> bool:
    """One conditional UPDATE of this row; the caller's copy learns what was written."""
    statement = update(Scan).where(Scan.id == scan.id, condition).values(**values)
    result = db.session.execute(
        statement.execution_options(synchronize_session=False).returning(Scan.id)
    )
    found = result.scalar_one_or_none() is not None
    if found:
        read_anew(scan)
    return found
