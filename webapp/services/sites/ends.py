"""How a site scan comes to its end, or to the judging before it."""

from __future__ import annotations

from sqlalchemy import select

from webapp.domain.measures import Measure
from webapp.domain.site_status import SiteStatus
from webapp.extensions import db
from webapp.models import SiteScan
from webapp.models.clock import db_now
from webapp.services import measurements
from webapp.services.alerts import watching
from webapp.services.expiry import seconds_kept
from webapp.services.webhooks.events import Event, announce_site


def judge_if_through(site: SiteScan) -> None:
    """Within the transaction that holds the row: with no page left it is judged next.
    Only one transaction can see the last page end, so this happens once."""
    if site.status == SiteStatus.SCANNING and site.left == 0:
        site.status = SiteStatus.JUDGING
        site.tries = 0
        site.asked_until = None


def end(site: SiteScan, status: SiteStatus, code: str = "", message: str = "") -> None:
    """Within the transaction that holds the row."""
    site.status = status
    site.error_code, site.error_message = code or None, message or None
    site.lease_until = site.asked_until = site.paused_at = None
    site.finished_at = db.session.scalars(select(db_now())).one()
    site.expires_at = db.session.scalar(select(db_now(seconds_kept(has_user=True))))
    took = max(0.0, (site.finished_at - site.created_at).total_seconds())
    measurements.note(Measure.SITE, status, took)
    db.session.flush()
    if status != SiteStatus.CANCELED:
        announce_site(Event.SITE_FINISHED, site)
    watching.site_ended(site)
