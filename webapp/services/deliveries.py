"""From a delivered job to the scans that it runs; the tasks call this alone."""

from __future__ import annotations

import logging
import os
import threading
import time
import uuid

from rq.job import Job
from rq.results import Result
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from webapp.domain.tries import RETRY_INTERVALS
from webapp.exceptions import NotClaimed
from webapp.extensions import db
from webapp.models import Scan
from webapp.models.clock import db_now
from webapp.services import execution, leases, line, politeness, scan_actions
from webapp.services.dispatch import dispatch, parse_job_id
from webapp.services.leases import Claim
from webapp.services.sites import feeding

log = logging.getLogger(__name__)

#: No other page is begun after so long: others wait for the worker, and a stopped one
#: has little more than this to come to an end.
SECONDS = 3.0
#: Pages looked at for one to claim: other horses take them too.
SEVERAL = 8

#: Set where the worker was told to end: the page at work is this horse's last.
no_more_pages = threading.Event()


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
    word = run_and_feed(found, job)
    go_on(found, job)
    return word


def run_and_feed(claim: Claim, job: Job) -> str:
    """Run it; before, the sender's next scan may go, and after, the site's."""
    line.send_next(claim.sender, claim.queue)
    try:
        return execution.run(claim, job)
    finally:
        send_next_page(claim)


def go_on(claim: Claim, job: Job) -> None:
    """More pages of the same site by the same work horse, which is warm: a fork for
    each would cost more than the page. Where a gap is kept there is nothing to fetch
    yet."""
    site_id = claim.site_scan_id
    if site_id is None or politeness.domain_of(claim.url) is not None:
        return
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and not no_more_pages.is_set():
        page = claim_page(site_id, job)
        if page is None:
            return
        try:
            run_and_feed(page, job)
        except execution.ScanTryFailed as failed:
            log.info("%s", failed)
            send_again(page)
            return


def claim_page(site_id: uuid.UUID, job: Job) -> Claim | None:
    """A page that waits without a job, if nobody is quicker."""
    held = Scan.is_held.is_(True) & Scan.finished_at.is_(None)
    mine = (Scan.site_scan_id == site_id) & held
    chosen = select(Scan.id, Scan.delivery).where(mine).order_by(Scan.due_at)
    holder = horse_name(job.worker_name or "", os.getpid())
    for row in db.session.execute(chosen.limit(SEVERAL)).all():
        if found := leases.claim(row.id, row.delivery, holder):
            return found
    return None


def send_again(claim: Claim) -> None:
    """RQ retries only the page that it knows of."""
    scan = db.session.get(Scan, claim.scan_id, populate_existing=True)
    if scan is not None and scan.is_waiting_to_retry and scan.not_before is not None:
        now = db.session.scalars(select(db_now())).one()
        dispatch(scan, max(0.0, (scan.not_before - now).total_seconds()))


def send_next_page(claim: Claim) -> None:
    """Of the same site; the leader does it where this fails."""
    if claim.site_scan_id is None:
        return
    try:
        feeding.feed(claim.site_scan_id)
    except SQLAlchemyError as error:
        reason = type(error).__name__
        log.warning("site %s: no other page was sent: %s", claim.site_scan_id, reason)
        db.session.rollback()


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
