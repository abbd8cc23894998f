"""Which new addresses of a site are scanned, and why others are not."""

from __future__ import annotations

import time
import uuid
from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from webapp.domain.site_plan import SitePlan
from webapp.domain.site_status import FoundBy
from webapp.extensions import db
from webapp.models import SitePage, SiteScan
from webapp.pipeline.sites import (
    Patterns,
    Traps,
    path_shape_of,
    shape_of,
    year_of,
)
from webapp.services.current import settings
from webapp.services.sites import known_robots

TOO_DEEP = "too_deep"
ROBOTS = "blocked_by_robots"
PATTERN = "pattern"

#: For robots.txt, of all addresses that are added at once.
ROBOTS_SECONDS = 0.25
#: A person named these: they are asked for, and told why not where that fails.
ASKED_FOR = frozenset({FoundBy.START, FoundBy.LIST})


class Admission:
    """For new addresses that were found in one place, ``depth`` clicks away."""

    def __init__(
        self,
        site: SiteScan,
        plan: SitePlan,
        found_by: FoundBy,
        depth: int,
        urls: Collection[str],
    ) -> None:
        self.site = site
        self.plan = plan
        self.found_by = found_by
        self.depth = depth
        self.is_asked_for = found_by in ASKED_FOR
        self.patterns = Patterns(plan.include, plan.exclude)
        self.robots = known_robots.from_json(site.robots)
        self.user_agent = settings().user_agent
        self.traps = load_traps(site.id, urls)
        self.until = time.monotonic() + ROBOTS_SECONDS

    def reason_to_skip(self, url: str) -> str:
        """A code, empty for what is scanned, which is remembered."""
        if self.is_asked_for:
            return ""
        if self.depth > self.plan.max_depth:
            return TOO_DEEP
        if not self.patterns.allows(url):
            return PATTERN
        if self.is_kept_out(url):
            return ROBOTS
        return self.traps.trap_of(url)

    def is_kept_out(self, url: str) -> bool:
        """By a robots.txt that is known, as far as there is time: others wait for the
        rows that are held, and a long robots.txt takes its time. What is let in is held
        against it again before it is asked for."""
        if time.monotonic() > self.until:
            return False
        return any(
            url.startswith(f"{origin}/") and not robots.allows(url, self.user_agent)
            for origin, robots in self.robots.items()
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
