"""Site scans are deleted in small steps. One that is being deleted is expired: nobody
sees it, and the regular cleanup goes on where this was interrupted.
"""

from __future__ import annotations

import uuid

from sqlalchemy import select, update

from webapp.extensions import db
from webapp.models import Scan, SitePage, SiteScan
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.small_steps import SCANS, delete_chosen

#: Of one transaction: each takes some dozen findings along.
PAGES = 200


@transactional
def expire(site_id: uuid.UUID) -> None:
    ended = (SiteScan.id == site_id) & SiteScan.finished_at.is_not(None)
    statement = update(SiteScan).where(ended).values(expires_at=db_now(-1))
    db.session.execute(statement.execution_options(synchronize_session=False))


def delete_batch(limit: int) -> int:
    """For the cleanup: some rows of an expired site scan; how many."""
    expired = SiteScan.finished_at.is_not(None) & (SiteScan.expires_at < db_now())
    site_id = db.session.scalar(select(SiteScan.id).where(expired).limit(1))
    return delete_some(site_id, limit) if site_id else 0


@transactional
def delete_some(site_id: uuid.UUID, limit: int = PAGES) -> int:
    """Pages first: they would have to forget each scan otherwise. The row of the site
    scan is the last to go, so that what is left of it is found again."""
    pages = select(SitePage.id).where(SitePage.site_scan_id == site_id)
    scans = select(Scan.id).where(Scan.site_scan_id == site_id)
    return (
        delete_chosen(SitePage, pages.limit(limit))
        or delete_chosen(Scan, scans.limit(min(limit, SCANS)))
        or delete_chosen(SiteScan, select(SiteScan.id).filter_by(id=site_id))
    )
