"""One scan's visit to a site: robots.txt is obeyed, and requests are few.

They go one after another, at most ``MAX_REQUESTS`` of them for a page. Every hop of a
redirect is held against the robots.txt of its own scheme, host and port before it is
asked for.
https://www.rfc-editor.org/rfc/rfc9309
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Protocol

from webapp.domain.fetched_page import FetchedPage
from webapp.domain.robots_txt import RobotsTxt
from webapp.exceptions import FetchFailed
from webapp.pipeline.crawl.fetch import fetch
from webapp.pipeline.crawl.policy import FetchPolicy
from webapp.pipeline.crawl.robots import fetch_robots
from webapp.pipeline.crawl.url import Url, canonical_url

MAX_REQUESTS = 10
#: Longest Crawl-delay that is kept, in seconds.
MAX_CRAWL_DELAY = 10.0
NONE_KNOWN: Mapping[str, RobotsTxt] = MappingProxyType({})


class Guest(Protocol):
    """Whoever visits, and so knows of more than this scan."""

    def enter(self, url: str) -> None:
        """Before each request; what it raises ends the visit."""

    def keep(self, url: str, seconds: float) -> None:
        """This URL's site asks for so many seconds between two visits."""


class LedToKnownRobots(Exception):
    """A redirect leads to a robots.txt that was read before."""

    def __init__(self, robots: RobotsTxt) -> None:
        super().__init__(robots.url)
        self.robots = robots


class Visit:
    """``fetch_page`` for the page, ``robots_of`` for what its site asks of robots.

    ``robots`` are those that are known already, by origin.
    """

    def __init__(
        self,
        policy: FetchPolicy,
        guest: Guest | None = None,
        robots: Mapping[str, RobotsTxt] = NONE_KNOWN,
        most_requests: int = MAX_REQUESTS,
    ) -> None:
        self.policy = policy
        self.guest = guest
        self.most_requests = most_requests
        self.requests = 0
        self.robots = dict(robots)
        self.kept: set[str] = set()

    def fetch_page(self, url: str) -> FetchedPage:
        """The answer behind this URL. Raises what ``fetch`` and ``robots_of`` do, and
        ``FetchFailed`` (blocked_by_robots, too_many_requests)."""
        return fetch(url, self.policy, self.check_hop)

    def robots_of(self, url: str) -> RobotsTxt:
        """The robots.txt of this URL's origin, asked for once.

        Raises ``FetchFailed`` where it cannot be had for now: a server that does not
        answer for it may not be asked for a page either.
        """
        return self.robots_at(canonical_url(url, self.policy.allowed_networks))

    def robots_at(self, target: Url, policy: FetchPolicy | None = None) -> RobotsTxt:
        if target.origin not in self.robots:
            robots = self.ask_for_robots(target, policy or self.policy)
            self.robots[target.origin] = robots
            self.keep_delay(target)
        return self.robots[target.origin]

    def keep_delay(self, target: Url) -> None:
        """Tell the guest once what gap the site asks for, after the first request to
        it: before, it is none of the guest's."""
        if self.guest and target.origin not in self.kept:
            self.kept.add(target.origin)
            delay = self.robots[target.origin].crawl_delay(self.policy.user_agent)
            self.guest.keep(str(target), min(delay, MAX_CRAWL_DELAY))

    def ask_for_robots(self, target: Url, policy: FetchPolicy) -> RobotsTxt:
        """Fetch it. A redirect to one that was read before is not followed: its rules
        hold for this origin as well (RFC 9309, 2.3.1.2)."""
        known = {
            f"{origin}/robots.txt": robots for origin, robots in self.robots.items()
        }

        def before_hop(hop: Url) -> None:
            if str(hop) in known:
                raise LedToKnownRobots(known[str(hop)])
            self.begin(hop)

        try:
            return fetch_robots(target, policy, before_hop)
        except LedToKnownRobots as found:
            robots = found.robots
            url = f"{target.origin}/robots.txt"
            return replace(robots, url=url, redirects=robots.redirects + 1)

    def check_hop(self, target: Url, policy: FetchPolicy | None = None) -> None:
        """Before each request but those for robots.txt: count it, and obey robots.txt.
        ``policy`` bounds the fetch of a robots.txt that is not known yet."""
        robots = self.robots_at(target, policy)
        self.begin(target)
        self.keep_delay(target)
        if not robots.allows(str(target), self.policy.user_agent):
            raise FetchFailed(
                "blocked_by_robots",
                f"{robots.url} asks robots to stay away from this address. If the site "
                "is yours, allow our crawler there.",
            )

    def begin(self, target: Url) -> None:
        """Before each request at all."""
        self.requests += 1
        if self.requests > self.most_requests:
            sentence = f"The page would take more than {self.most_requests} requests."
            raise FetchFailed("too_many_requests", sentence)
        if self.guest:
            self.guest.enter(str(target))
