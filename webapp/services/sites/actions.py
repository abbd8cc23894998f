"""What a person does to a site scan: pause, resume, cancel, scan again, delete."""

from __future__ import annotations

import uuid
from dataclasses import replace

from sqlalchemy import select

from webapp.domain.site_plan import SitePlan, SiteSource
from webapp.domain.site_status import FoundBy, SiteStatus
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import Scan, SitePage, SiteScan, User
from webapp.models.clock import db_now
from webapp.models.scan import is_open
from webapp.models.transactions import transactional
from webapp.services import dispatch, scan_actions
from webapp.services.sites import ends, removal, starting
from webapp.services.sites.rows import locked, plan_of
from webapp.services.sites.starting import Asked
from webapp.services.small_steps import delete_all


@transactional
def pause(site_id: uuid.UUID) -> bool:
    """Pages that are being scanned come to their end; no other is begun. Whether it is
    paused now."""
    site = locked(site_id)
    if site is None or not site.is_open:
        return False
    if site.paused_at is None:
        site.paused_at = db_now()
        db.session.flush()
    return True


@transactional
def resume(site_id: uuid.UUID) -> bool:
    """The leader sends the next pages within some seconds. Whether it goes on now."""
    site = locked(site_id)
    if site is None or not site.is_open:
        return False
    site.paused_at = None
    db.session.flush()
    return True


def cancel(site_id: uuid.UUID) -> bool:
    """It ends at once, and with it the scans of its pages that have not begun. False
    where it was at its end already."""
    if not set_canceled(site_id):
        return False
    mine = (Scan.site_scan_id == site_id) & is_open()
    for scan in db.session.scalars(select(Scan).where(mine)).all():
        job_id = dispatch.job_id(scan.id, scan.delivery)
        if scan_actions.set_canceled(scan):
            dispatch.withdraw(job_id)
    return True


@transactional
def set_canceled(site_id: uuid.UUID) -> bool:
    site = locked(site_id)
    if site is None or not site.is_open:
        return False
    ends.end(site, SiteStatus.CANCELED)
    return True


def again(user: User, site: SiteScan) -> Asked:
    """The same once more. Raises as ``starting.start``."""
    return starting.ask(user, whole_plan(site))


def whole_plan(site: SiteScan) -> SitePlan:
    """With the list, which is kept as pages."""
    plan = plan_of(site)
    if plan.source != SiteSource.LIST:
        return plan
    mine = (SitePage.site_scan_id == site.id) & (SitePage.found_by == FoundBy.LIST)
    urls = db.session.scalars(select(SitePage.url).where(mine).order_by(SitePage.id))
    return replace(plan, urls=tuple(urls))


def remove(site: SiteScan) -> bool:
    """Delete it with its pages, their scans and their reports, for good; False where
    the cleanup has some of them left to do. Raises ``Refused`` while it is open."""
    if site.is_open:
        raise Refused("still_open", "Cancel the site scan before deleting it.", 409)
    removal.expire(site.id)
    return delete_all(removal.delete_some, site.id)
