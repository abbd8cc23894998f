"""One delivery of a scan, from claim to its outcome; the tasks call this alone."""

from __future__ import annotations

import logging
import os
import time
import traceback as tracebacks
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from rq.job import Job
from rq.results import Result
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from webapp import logs
from webapp.domain.measures import Measure
from webapp.domain.report import ReportBody
from webapp.domain.status import ScanStatus, Step, step_error
from webapp.domain.tries import MAX_TRIES, RETRY_INTERVALS
from webapp.exceptions import (
    AnalysisFailed,
    DomainBusy,
    FetchFailed,
    JobTimedOut,
    LeaseLost,
    NotClaimed,
    UrlRefused,
)
from webapp.extensions import db
from webapp.models import Scan
from webapp.pipeline import full_report, runner
from webapp.services import (
    leases,
    line,
    outcomes,
    politeness,
    scan_actions,
    second_half,
)
from webapp.services.dispatch import dispatch, parse_job_id
from webapp.services.leases import Claim, Renewal
from webapp.services.scan_options import scan_options

log = logging.getLogger(__name__)

#: Progress within a step is written at most this often.
PROGRESS_SECONDS = 1.0
#: Which error a scan ends in.
ENDS = {
    UrlRefused: ScanStatus.ERROR_VALIDATION,
    FetchFailed: ScanStatus.ERROR_CRAWL,
    AnalysisFailed: ScanStatus.ERROR_ANALYZE,
}


class ScanTryFailed(Exception):
    """A failed try, told to RQ; names only the scan and the code, no page's text."""


def execute(job: Job, scan_id: uuid.UUID) -> str:
    """Run the scan that this delivery is about; gives a word on how it went.

    Raises ``ScanTryFailed`` where a try failed that RQ should record: it retries the
    job, or, out of tries, keeps it in its failed registry; ``NotClaimed`` where the
    database was away.
    """
    try:
        found = take(job, scan_id)
    except SQLAlchemyError as error:
        log.warning("scan %s: %s", scan_id, str(error).splitlines()[0])
        raise NotClaimed(scan_id) from None
    if found is None:
        return "skipped: nothing to do for this delivery"
    send_next(found)
    with told(found, job), leases.renewed(found) as renewal:
        try:
            return work(found, renewal, job)
        except LeaseLost:
            log.warning("scan %s: lease lost, nothing stored", found.scan_id)
            return "lease lost: nothing stored"


def send_next(claim: Claim) -> None:
    """The sender's next scan may go. Where that fails this one goes on, and the leader
    sends the other."""
    try:
        line.let_go(claim.sender, claim.queue)
    except SQLAlchemyError as error:
        reason = type(error).__name__
        log.warning("scan %s: no other was sent: %s", claim.scan_id, reason)
        db.session.rollback()


@contextmanager
def told(claim: Claim, job: Job) -> Iterator[None]:
    """Each line of the log says which scan it is about, and the attempt keeps it."""
    worker = job.worker_name or ""
    named = {"scan_id": str(claim.scan_id), "attempt": claim.attempt, "worker": worker}
    with logs.bound(**named), logs.recording() as recorder:
        claim.trail.log_lines = lambda: recorder.lines
        log.info("try %d begins", claim.tries)
        yield


def take(job: Job, scan_id: uuid.UUID) -> Claim | None:
    """Claim the scan of this delivery, or None: it is done, stale, early or taken.

    A job of another name than ours carries no number, so it may claim any open row.
    """
    named = parse_job_id(job.id)
    delivery = named[1] if named and named[0] == scan_id else None
    holder = horse_name(job.worker_name or "", os.getpid())
    found = leases.claim(scan_id, delivery, holder)
    if found is None and delivery is not None and is_requeue(job):
        scan_actions.revive(scan_id, delivery)
        # RQ keeps the count of the failed run; a person's requeue starts anew.
        job.retries_left = len(RETRY_INTERVALS)
        job.retry_intervals = list(RETRY_INTERVALS)
        found = leases.claim(scan_id, delivery, holder)
    return found


def horse_name(worker_name: str, pid: int) -> str:
    """Who holds a lease: one work horse of one worker."""
    return f"{worker_name}/{pid}"


def is_requeue(job: Job) -> bool:
    """Whether a person put a finally failed job back (RQ's own retries leave no
    failed result behind)."""
    latest = job.latest_result()
    return latest is not None and latest.type == Result.Type.FAILED


def work(claim: Claim, renewal: Renewal, job: Job) -> str:
    """The pipeline's outcome, written down. Raises ``ScanTryFailed``."""
    try:
        return run_pipeline(claim, renewal)
    except LeaseLost:
        raise
    except DomainBusy as error:
        return defer(claim, error)
    except (UrlRefused, AnalysisFailed) as error:
        return end(claim, error)
    except FetchFailed as error:
        claim.trail.note(Measure.FETCH, error.code)
        if not error.is_transient:
            return end(claim, error)
        failed = fail_try(claim, job, error.code, error.message, error.retry_after)
    except JobTimedOut:
        sentence = "The scan took longer than it may."
        failed = fail_try(claim, job, "job_timeout", sentence)
    except Exception:  # every other error costs a try and is told to RQ and the log
        log.exception("scan %s: attempt %d failed", claim.scan_id, claim.attempt)
        sentence = "Something went wrong on our side while scanning this page."
        failed = fail_try(claim, job, "internal_error", sentence)
    raise failed


def run_pipeline(claim: Claim, renewal: Renewal) -> str:
    options = scan_options()
    on_progress = Progress(claim, renewal)
    stored = outcomes.load_report(claim.scan_id) if claim.has_teaser else None
    if stored is None:
        with politeness.turn(claim.url, claim.scan_id) as turn:
            crawled = runner.crawl_page(claim.url, options, on_progress, turn)
        body = runner.run_teaser(crawled, options, on_progress)
        if not outcomes.record_teaser(claim, body):
            return "teaser ready"
    else:
        body = cast("ReportBody", stored)
        claim.trail.begin_second_half()
    full = full_report.run_full(body, second_half.of_claim(claim), on_progress)
    outcomes.record_full(claim, full)
    return "full report ready"


def defer(claim: Claim, error: DomainBusy) -> str:
    """The scan goes back to the queue until it is its turn."""
    scan = outcomes.record_deferral(claim, error.code, error.message, error.wait)
    dispatch(scan, error.wait)
    return "deferred: its domain is busy"


def end(claim: Claim, error: UrlRefused | FetchFailed | AnalysisFailed) -> str:
    """A permanent failure: the job is done, the scan has its error."""
    outcomes.record_error(claim, ENDS[type(error)], error.code, error.message)
    return f"ended: {error.code}"


def fail_try(
    claim: Claim,
    job: Job,
    code: str,
    message: str,
    retry_after: float | None = None,
) -> ScanTryFailed:
    """A failed try: wait for the next one, or, out of tries, bury the scan. Gives what
    RQ is to be told."""
    failed = ScanTryFailed(f"scan {claim.scan_id}: attempt {claim.attempt}: {code}")
    text = logs.redact(tracebacks.format_exc())
    db.session.rollback()
    if claim.tries < MAX_TRIES:
        outcomes.record_retry(claim, code, message, retry_after, text)
        return failed
    outcomes.record_error(claim, current_error(claim), code, message, text)
    # RQ may have retries left where tries were used up by lost workers.
    job.retries_left = 0
    return failed


def current_error(claim: Claim) -> ScanStatus:
    step = db.session.scalar(select(Scan.step).where(Scan.id == claim.scan_id))
    return step_error(step)


class Progress:
    """Writes progress: every new step, else once a second; never back."""

    def __init__(self, claim: Claim, renewal: Renewal) -> None:
        self.claim = claim
        self.renewal = renewal
        self.step: Step | None = None
        self.written_at = 0.0

    def __call__(self, step: Step, progress: int) -> None:
        if self.renewal.is_lost:
            raise LeaseLost
        now = time.monotonic()
        if step == self.step and now - self.written_at < PROGRESS_SECONDS:
            return
        if step != self.step and not self.claim.has_teaser:
            self.claim.trail.begin_step(step)
        outcomes.record_progress(self.claim, step, progress)
        self.step, self.written_at = step, now
