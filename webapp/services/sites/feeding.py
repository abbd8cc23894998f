"""The next pages of a site become scans, a few at a time.

More would wait for nothing: one request at a time goes to a registrable domain. A site
whose requests need no gap gets some for each worker: it takes one after another, as
``deliveries.go_on`` says, and none is ever idle.
"""

from __future__ import annotations

import uuid

from sqlalchemy import func, select

from webapp.domain.measures import Measure
from webapp.domain.queue_names import LOW
from webapp.domain.site_status import PageState, SiteStatus
from webapp.domain.status import ScanStatus
from webapp.exceptions import Unavailable
from webapp.extensions import db
from webapp.models import Scan, SitePage, SiteScan
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import line, measurements, politeness, submission_limits, workers
from webapp.services.sites.rows import locked

#: One is worked on while the next is fetched.
WITH_GAP = 2
OF_WORKER = 4


def feed(site_id: uuid.UUID) -> int:
    """Make and send as many scans as there is room for; how many."""
    number, to_send = make(site_id)
    line.send(to_send)
    return number


@transactional
def make(site_id: uuid.UUID) -> tuple[int, list[Scan]]:
    """How many, and what is to be sent."""
    site = locked(site_id)
    if site is None or site.status != SiteStatus.SCANNING or site.paused_at:
        return 0, []
    of_site = SitePage.site_scan_id == site.id
    is_open = of_site & (SitePage.state == PageState.OPEN)
    number = db.session.scalar(
        select(func.count()).select_from(SitePage).where(is_open)
    )
    free = window(site) - (number or 0)
    if free <= 0 or not has_room(free):
        return 0, []
    waiting = of_site & (SitePage.state == PageState.FOUND)
    chosen = select(SitePage).where(waiting).order_by(SitePage.id).limit(free)
    return insert(site, list(db.session.scalars(chosen)))


def window(site: SiteScan) -> int:
    if politeness.domain_of(site.start_url) is not None:
        return WITH_GAP
    return OF_WORKER * max(1, workers.count_alive())


def has_room(number: int) -> bool:
    try:
        submission_limits.check_cap(number)
    except Unavailable:
        return False  # the leader asks again
    return True


def insert(site: SiteScan, pages: list[SitePage]) -> tuple[int, list[Scan]]:
    now = db.session.scalars(select(db_now())).one()
    sender = f"user {site.user_id}"
    scans = [
        Scan(
            url=page.url,
            queries=[],
            user_id=site.user_id,
            site_scan_id=site.id,
            sender=sender,
            status=ScanStatus.QUEUED,
            queue=LOW,
            created_at=now,
            enqueued_at=now,
            due_at=now,
        )
        for page in pages
    ]
    to_send = line.join(scans, sender, LOW)
    db.session.add_all(scans)
    db.session.flush()
    for page, scan in zip(pages, scans, strict=True):
        page.scan_id, page.state = scan.id, PageState.OPEN
    if scans:
        measurements.note(Measure.ACCEPTED, LOW, number=len(scans))
    db.session.flush()
    return len(scans), to_send
