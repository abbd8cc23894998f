"""The row of a site scan, held for as long as a transaction changes what it counts."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from webapp.domain.site_plan import SitePlan, from_json
from webapp.extensions import db
from webapp.models import SiteScan


def locked(site_id: uuid.UUID) -> SiteScan | None:
    """Within a transaction: the row, which others that change it wait for."""
    chosen = select(SiteScan).where(SiteScan.id == site_id).with_for_update()
    found: SiteScan | None = db.session.scalar(
        chosen.execution_options(populate_existing=True)
    )
    return found


def plan_of(site: SiteScan) -> SitePlan:
    return from_json(site.plan)
