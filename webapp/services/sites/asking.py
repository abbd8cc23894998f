"""The leader looks after site scans: what a death left undone goes on."""

from __future__ import annotations

import uuid

from redis.exceptions import RedisError
from sqlalchemy import select, update

from webapp import queues
from webapp.domain.queue_names import LOW
from webapp.domain.site_status import SiteStatus
from webapp.extensions import db
from webapp.models import SiteScan
from webapp.models.clock import db_now, is_over
from webapp.models.transactions import transactional
from webapp.queues.job import DISCOVER_SITE, JUDGE_SITE
from webapp.services.current import settings
from webapp.services.sites import ends, feeding, page_ends
from webapp.services.sites.claims import is_free
from webapp.services.sites.rows import locked

#: After so long it is looked for whether the job waits still, or is lost.
ASK_SECONDS = 30
#: Which job is there for which status.
JOBS = {SiteStatus.DISCOVERING: DISCOVER_SITE, SiteStatus.JUDGING: JUDGE_SITE}


def look_after() -> int:
    """How many scans of pages and jobs were sent. Raises ``RedisError`` where Redis
    does not take a job: the leader tries again."""
    scanning = SiteScan.status == SiteStatus.SCANNING
    open_ones = SiteScan.finished_at.is_(None)
    number = 0
    for site_id in db.session.scalars(
        select(SiteScan.id).where(open_ones, scanning)
    ).all():
        settle(site_id)
        number += feeding.feed(site_id)
    has_job = SiteScan.status.in_(list(JOBS))
    waiting = open_ones & has_job & is_free() & is_over(SiteScan.asked_until)
    for site_id in db.session.scalars(select(SiteScan.id).where(waiting)).all():
        number += ask(site_id)
    return number


@transactional
def settle(site_id: uuid.UUID) -> None:
    page_ends.settle(site_id)
    site = locked(site_id)
    if site is not None:
        ends.judge_if_through(site)
        db.session.flush()


def ask(site_id: uuid.UUID) -> bool:
    """Have its job done, if none is asked for; whether one was sent."""
    asked = note_asked(site_id)
    if asked is None:
        return False
    status, attempt = asked
    job_id = f"site-{site_id}-{attempt}-{status.lower()}"
    if queues.find_waiting(settings(), [job_id]):
        return False
    sent = queues.enqueue(
        settings(),
        LOW,
        JOBS[SiteStatus(status)],
        job_id=job_id,
        description=f"site {site_id}",
        site_id=str(site_id),
    )
    if not sent:
        raise RedisError("a job for a site scan was not enqueued; it is tried again")
    return True


@transactional
def note_asked(site_id: uuid.UUID) -> tuple[str, int] | None:
    """None where somebody asked for it meanwhile."""
    mine = (SiteScan.id == site_id) & is_free() & is_over(SiteScan.asked_until)
    statement = (
        update(SiteScan)
        .where(mine, SiteScan.status.in_(list(JOBS)))
        .values(asked_until=db_now(ASK_SECONDS))
        .execution_options(synchronize_session=False)
        .returning(SiteScan.status, SiteScan.attempt)
    )
    row = db.session.execute(statement).one_or_none()
    return (row.status, row.attempt) if row else None
