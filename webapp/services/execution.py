"""One attempt at a claimed scan: the pipeline, and what becomes of it."""

from __future__ import annotations

import logging
import traceback as tracebacks
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from rq.job import Job
from sqlalchemy import select

from webapp import logs
from webapp.domain.measures import Measure
from webapp.domain.report import ReportBody
from webapp.domain.status import ScanStatus, step_error
from webapp.domain.tries import MAX_TRIES
from webapp.exceptions import (
    AnalysisFailed,
    DomainBusy,
    FetchFailed,
    JobTimedOut,
    LeaseLost,
    UrlRefused,
)
from webapp.extensions import db
from webapp.models import Scan
from webapp.pipeline import full_report, runner
from webapp.pipeline.runner import Crawled, ScanOptions
from webapp.pipeline.stopwatch import OnProgress
from webapp.services import (
    leases,
    outcomes,
    politeness,
    second_half,
)
from webapp.services.dispatch import dispatch
from webapp.services.leases import Claim
from webapp.services.renewal import Renewal
from webapp.services.scan_options import scan_options
from webapp.services.scan_progress import Progress
from webapp.services.sites import page_scans

log = logging.getLogger(__name__)

#: Which error a scan ends in.
ENDS = {
    UrlRefused: ScanStatus.ERROR_VALIDATION,
    FetchFailed: ScanStatus.ERROR_CRAWL,
    AnalysisFailed: ScanStatus.ERROR_ANALYZE,
}


class ScanTryFailed(Exception):
    """A failed try, told to RQ; names only the scan and the code, no page's text."""


def run(claim: Claim, job: Job) -> str:
    """Run a claimed scan; gives a word on how it went. Raises ``ScanTryFailed``."""
    with told(claim, job), leases.renewed(claim) as renewal:
        try:
            return work(claim, renewal, job)
        except LeaseLost:
            log.warning("scan %s: lease lost, nothing stored", claim.scan_id)
            return "lease lost: nothing stored"


@contextmanager
def told(claim: Claim, job: Job) -> Iterator[None]:
    """Each line of the log says which scan it is about, and the attempt keeps it."""
    worker = job.worker_name or ""
    named = {"scan_id": str(claim.scan_id), "attempt": claim.attempt, "worker": worker}
    with logs.bound(**named), logs.recording() as recorder:
        claim.trail.log_lines = lambda: recorder.lines
        log.info("try %d begins", claim.tries)
        yield


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
    site_id = claim.site_scan_id
    options = page_scans.options(site_id) if site_id else scan_options()
    on_progress = Progress(claim, renewal)
    stored = outcomes.load_report(claim.scan_id) if claim.has_teaser else None
    if stored is None:
        with politeness.turn(claim.url, claim.scan_id) as turn:
            crawled = crawl(claim, options, on_progress, turn)
        body = runner.run_teaser(crawled, options, on_progress)
        if not outcomes.record_teaser(claim, body):
            return "teaser ready"
    else:
        body = cast("ReportBody", stored)
        claim.trail.begin_second_half()
    half = page_scans.second_half() if site_id else second_half.of_claim(claim)
    full = full_report.run_full(body, half, on_progress)
    outcomes.record_full(claim, full)
    return "full report ready"


def crawl(
    claim: Claim, options: ScanOptions, on_progress: OnProgress, turn: politeness.Turn
) -> Crawled:
    if claim.site_scan_id is None:
        return runner.crawl_page(claim.url, options, on_progress, turn)
    wanted = (claim.site_scan_id, claim.url)
    return page_scans.crawl(*wanted, options, on_progress, turn)


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
