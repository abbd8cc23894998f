"""Site scans are deleted in small transactions: one may have 50,000 pages, and each of
them a report. SQLite lets nobody else write during a transaction.

One that is being deleted is expired: nobody sees it, and the regular cleanup goes on
where this was interrupted.
"""

from __future__ import annotations

import uuid

from sqlalchemy import delete, select, update

from webapp.extensions import db
from webapp.models import Scan, SitePage, SiteScan, User, WebhookDelivery
from webapp.models.clock import db_now
from webapp.models.transactions import transactional

#: Rows of one transaction: pages take some dozen findings along, scans a report.
PAGES, SCANS = 200, 50


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
    number = delete_chosen(SitePage, list(db.session.scalars(pages.limit(limit))))
    if number:
        return number
    scans = select(Scan.id).where(Scan.site_scan_id == site_id)
    few = scans.limit(min(limit, SCANS))
    return delete_chosen(Scan, list(db.session.scalars(few))) or delete_chosen(
        SiteScan, list(db.session.scalars(select(SiteScan.id).filter_by(id=site_id)))
    )


def delete_chosen(
    model: type[SitePage | Scan | SiteScan | User | WebhookDelivery], ids: list[object]
) -> int:
    if ids:
        statement = delete(model).where(model.id.in_(ids))
        db.session.execute(statement.execution_options(synchronize_session=False))
    return len(ids)
