"""Which new addresses of a site are scanned, and why others are not."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from webapp.domain.robots_txt import RobotsTxt
from webapp.domain.site_plan import SitePlan
from webapp.domain.site_status import FoundBy
from webapp.pipeline.sites.patterns import Patterns
from webapp.pipeline.sites.traps import Traps

TOO_DEEP, PATTERN, ROBOTS = "too_deep", "pattern", "blocked_by_robots"

#: A person named these: they are asked for, and told why not where that fails.
ASKED_FOR = frozenset({FoundBy.START, FoundBy.LIST})


@dataclass
class Admission:
    """``robots`` are known by origin, and are asked until ``robots_until`` of
    ``time.monotonic``; ``traps`` counts what was let in before."""

    plan: SitePlan
    robots: Mapping[str, RobotsTxt]
    user_agent: str
    traps: Traps
    robots_until: float = float("inf")

    def __post_init__(self) -> None:
        self.patterns = Patterns(self.plan.include, self.plan.exclude)

    def reason_to_skip(self, url: str, found_by: FoundBy, depth: int) -> str:
        """A code, empty for what is scanned. ``depth`` is in clicks from the start."""
        if found_by in ASKED_FOR:
            return ""
        if depth > self.plan.max_depth:
            return TOO_DEEP
        if not self.patterns.allows(url):
            return PATTERN
        if self.is_kept_out(url):
            return ROBOTS
        return self.traps.trap_of(url)

    def is_kept_out(self, url: str) -> bool:
        """By a robots.txt that is known, as far as there is time."""
        if time.monotonic() > self.robots_until:
            return False
        return any(
            url.startswith(f"{origin}/") and not robots.allows(url, self.user_agent)
            for origin, robots in self.robots.items()
        )
