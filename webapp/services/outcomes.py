"""What an attempt leaves behind: progress, teaser, report, retry, error.

Every write is fenced by the attempt (``leases.write``) and raises ``LeaseLost`` where
another attempt, a cancel or an end came between: nothing is stored then.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select

from webapp.domain.measures import Measure
from webapp.domain.report import ReportBody
from webapp.domain.status import (
    PROGRESS_AT_END,
    PROGRESS_AT_TEASER,
    ScanStatus,
    Step,
)
from webapp.domain.tries import RETRY_INTERVALS
from webapp.extensions import db
from webapp.models import DeadLetter, Report, Scan
from webapp.models.clock import db_now
from webapp.services import attempts, external_calls, measurements
from webapp.services.alerts import watching
from webapp.services.attempts import Outcome
from webapp.services.expiry import seconds_kept
from webapp.services.leases import Claim, recorded, write
from webapp.services.sites import page_ends
from webapp.services.webhooks.events import Event, announce

#: A traceback in a dead letter is cut to this many characters.
TRACEBACK_CHARACTERS = 20_000


@recorded
def record_progress(claim: Claim, step: Step, progress: int) -> None:
    """Show where the attempt is; the runner never goes back within one."""
    write(claim, step=step, progress=progress)
    if claim.trail.notes:
        attempts.save(claim.scan_id, claim.attempt, claim.trail)


def end_attempt(claim: Claim, outcome: Outcome, **told: str | None) -> None:
    """Within a fenced transaction: how this attempt ended."""
    claim.trail.begin_step(None)
    attempts.save(claim.scan_id, claim.attempt, claim.trail)
    attempts.end(claim.scan_id, claim.attempt, outcome, **told)


@recorded
def record_teaser(claim: Claim, body: ReportBody) -> bool:
    """Store the first half. True: there is a user, go on with the second half. The
    row's user counts, not the job's argument: the scan may have been claimed meanwhile.
    """
    store(claim, body)
    user_id = write(
        claim,
        status=ScanStatus.TEASER_READY,
        step=Step.GENERATE,
        progress=PROGRESS_AT_TEASER,
        final_url=body["final_url"][:2048],
        page_title=body["page"]["title"][:300],
        score=body["score"],
        teaser_at=db_now(),
        error_code=None,
        error_message=None,
    )
    if user_id is None:
        close_visitor_scan(claim)
        end_attempt(claim, Outcome.TEASER)
        return False
    announce(Event.TEASER_READY, claim.scan_id, hearer(user_id, claim.site_scan_id))
    claim.trail.begin_second_half()
    attempts.save(claim.scan_id, claim.attempt, claim.trail)
    return True


def close_visitor_scan(claim: Claim) -> None:
    """A visitor's scan ends with its teaser (it is no open row, so no fence)."""
    scan = db.session.get_one(Scan, claim.scan_id, populate_existing=True)
    scan.progress = PROGRESS_AT_END
    close(scan)


@recorded
def record_full(claim: Claim, body: ReportBody) -> None:
    """Store the whole report, without what the second half worked on: FULL_READY."""
    store(claim, {name: part for name, part in body.items() if name != "held"})
    write(
        claim,
        status=ScanStatus.FULL_READY,
        step=Step.GENERATE,
        progress=PROGRESS_AT_END,
        score=body["score"],  # PageSpeed's checks have joined
        error_code=None,
        error_message=None,
        lease_until=None,
        lease_holder=None,
        finished_at=db_now(),
        expires_at=db_now(seconds_kept(has_user=True)),
    )
    end_attempt(claim, Outcome.FULL)
    external_calls.note(body)
    scan = db.session.get_one(Scan, claim.scan_id, populate_existing=True)
    note_end(scan)
    page_ends.take_in(scan, body)
    announce(Event.FULL_READY, scan.id, hearer(scan.user_id, scan.site_scan_id))
    watching.page_ended(scan)


def note_end(scan: Scan) -> None:
    """Within a transaction: a scan came to an end, and how long it took in all."""
    took = 0.0
    if scan.finished_at is not None:
        took = max(0.0, (scan.finished_at - scan.created_at).total_seconds())
    measurements.note(Measure.SCAN, scan.status, took)


def store(claim: Claim, body: Mapping[str, Any]) -> None:
    """One report a scan, from the highest attempt; the fenced write follows it in the
    same transaction and undoes it where the lease was lost."""
    db.session.execute(delete(Report).where(Report.scan_id == claim.scan_id))
    db.session.add(
        Report(
            scan_id=claim.scan_id,
            attempt=claim.attempt,
            body=dict(body),
            stored_at=db_now(),
        )
    )
    db.session.flush()


def load_report(scan_id: uuid.UUID) -> dict[str, Any] | None:
    """The stored ``ReportBody``, or None."""
    body: dict[str, Any] | None = db.session.scalar(
        select(Report.body).where(Report.scan_id == scan_id)
    )
    return body


@recorded
def record_retry(
    claim: Claim,
    code: str,
    message: str,
    retry_after: float | None,
    traceback: str | None = None,
) -> None:
    """A try failed and another follows: wait ``max(interval, Retry-After)`` seconds."""
    interval = RETRY_INTERVALS[min(claim.tries, len(RETRY_INTERVALS)) - 1]
    wait = max(interval, min(retry_after or 0, 3600))
    write(
        claim,
        not_before=db_now(wait),
        due_at=db_now(wait),
        lease_until=None,
        lease_holder=None,
        error_code=code,
        error_message=message,
        **({} if claim.has_teaser else {"status": ScanStatus.QUEUED}),
    )
    end_attempt(claim, Outcome.RETRY, code=code, message=message, traceback=traceback)
    measurements.note(Measure.ERROR, code)


@recorded
def record_deferral(claim: Claim, code: str, message: str, wait: float) -> Scan:
    """The scan comes back in ``wait`` seconds, in a new delivery; no try is used up."""
    write(
        claim,
        status=ScanStatus.QUEUED,
        tries=Scan.tries - 1,
        not_before=db_now(wait),
        due_at=db_now(wait),
        delivery=Scan.delivery + 1,
        enqueues=1,
        enqueued_at=db_now(),
        lease_until=None,
        lease_holder=None,
        error_code=code,
        error_message=message,
    )
    end_attempt(claim, Outcome.DEFERRED, code=code, message=message)
    return db.session.get_one(Scan, claim.scan_id, populate_existing=True)


@recorded
def record_error(
    claim: Claim, status: ScanStatus, code: str, message: str, traceback: str = ""
) -> None:
    """End the scan in an error. With a traceback it leaves a dead letter as well."""
    write(claim, error_code=code)
    scan = db.session.get_one(Scan, claim.scan_id, populate_existing=True)
    end_in_error(scan, status, code, message)
    end_attempt(
        claim, Outcome.ERROR, code=code, message=message, traceback=traceback or None
    )
    if traceback:
        bury(scan, code, message, traceback)


def end_in_error(scan: Scan, status: ScanStatus, code: str, message: str) -> None:
    """Within a transaction: the scan is over, and why."""
    scan.status = status
    scan.error_code = code
    scan.error_message = message
    measurements.note(Measure.ERROR, code)
    close(scan)
    page_ends.take_in(scan, None)
    announce(Event.FAILED, scan.id, hearer(scan.user_id, scan.site_scan_id))
    watching.page_ended(scan)


def hearer(
    user_id: uuid.UUID | None, site_scan_id: uuid.UUID | None
) -> uuid.UUID | None:
    """Who is told of a scan: of a site's pages nobody, one by one."""
    return None if site_scan_id else user_id


def close(scan: Scan) -> None:
    """Within a transaction: no attempt holds it any more, and its time runs."""
    ttl = seconds_kept(has_user=scan.user_id is not None)
    now = db.session.scalar(select(db_now()))
    scan.lease_until = scan.lease_holder = scan.not_before = None
    scan.finished_at = now
    scan.expires_at = db.session.scalar(select(db_now(ttl)))
    note_end(scan)


def bury(scan: Scan, code: str, message: str, traceback: str) -> None:
    """Within a transaction: keep what a person needs to judge a given-up scan."""
    measurements.note(Measure.DEAD_LETTER, code)
    db.session.add(
        DeadLetter(
            scan_id=scan.id,
            code=code,
            message=message,
            traceback=traceback[-TRACEBACK_CHARACTERS:],
            tries=scan.tries,
            attempt=scan.attempt,
            created_at=db_now(),
        )
    )
