"""What hangs on an account, and goes with it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, true

from webapp.extensions import db
from webapp.models import ApiToken, Scan, Schedule, SiteScan, User, WebhookEndpoint


@dataclass(frozen=True)
class Belongings:
    """What goes with an account."""

    scans: int
    sites: int
    schedules: int
    tokens: int
    webhooks: int


def of_user(user: User) -> Belongings:
    """Scans of a site's pages are the site scan's."""
    own = {Scan: Scan.site_scan_id.is_(None)}
    numbers = [
        select(func.count())
        .where(model.user_id == user.id, own.get(model, true()))
        .scalar_subquery()
        for model in (Scan, SiteScan, Schedule, ApiToken, WebhookEndpoint)
    ]
    return Belongings(*db.session.execute(select(*numbers)).one())
