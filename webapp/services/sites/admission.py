"""What decides about new addresses of a site, from its rows."""

from __future__ import annotations

import time
import uuid
from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from webapp.extensions import db
from webapp.models import SitePage, SiteScan
from webapp.pipeline.sites import (
    Admission,
    Traps,
    path_shape_of,
    shape_of,
    year_of,
)
from webapp.services.current import settings
from webapp.services.sites import known_robots
from webapp.services.sites.rows import plan_of

#: For robots.txt, of all addresses that are added at once: others wait for the rows
#: that are held, and a long robots.txt takes its time. What is let in is held against
#: it again before it is asked for.
ROBOTS_SECONDS = 0.25


def admission_to(site: SiteScan, urls: Collection[str]) -> Admission:
    """For these new addresses."""
    return Admission(
        plan_of(site),
        known_robots.from_json(site.robots),
        settings().user_agent,
        load_traps(site.id, urls),
        time.monotonic() + ROBOTS_SECONDS,
    )


def load_traps(site_id: uuid.UUID, urls: Collection[str]) -> Traps:
    """With the numbers of those addresses that a trap may be made of."""
    shapes = {shape_of(url) for url in urls if year_of(url) is not None}
    paths = {path_shape_of(url) for url in urls if "?" in url}
    today = datetime.now(UTC).date()
    return Traps(
        count(site_id, SitePage.shape, shapes),
        count(site_id, SitePage.path_shape, paths),
        today,
    )


def count(
    site_id: uuid.UUID, column: InstrumentedAttribute[str], names: Collection[str]
) -> dict[str, int]:
    if not names:
        return {}
    mine = (SitePage.site_scan_id == site_id) & column.in_(names)
    chosen = select(column, func.count()).where(mine).group_by(column)
    return {row[0]: row[1] for row in db.session.execute(chosen)}
