"""What the page's host answers beside the page: a few small requests after it.

They keep to the visit's rules: robots.txt of each host, the guest's turn, the scan's
number of requests. None of them is worth a failed scan, so what goes wrong with one is
written into its answer.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from webapp.domain.fetched_page import FetchedPage
from webapp.domain.robots_txt import RobotsTxt
from webapp.domain.site_facts import Answer, SiteFacts
from webapp.exceptions import FetchFailed, UrlRefused
from webapp.pipeline.crawl.deadline import Deadline
from webapp.pipeline.crawl.fetch import Fetch
from webapp.pipeline.crawl.policy import FetchPolicy
from webapp.pipeline.crawl.site_addresses import (
    http_variant,
    sitemap_address,
    www_variant,
)
from webapp.pipeline.crawl.url import Url, canonical_url
from webapp.pipeline.crawl.visit import MAX_REQUESTS, Visit

#: Seconds for all of them together, and for one.
ALL_SECONDS = 10.0
ONE_SECONDS = 5.0
#: With less time than this left a request is not begun.
LEAST_SECONDS = 0.25

NO_REQUESTS = f"It was not asked for: a scan makes at most {MAX_REQUESTS} requests."
NO_TIME = "It was not asked for: the answers before it took too long."
WITH_ITS_OWN = "It was not asked for: this page was scanned as one of its site."
SLOW_DOWN = "It was not asked for: the server had asked for fewer requests."


@dataclass(frozen=True, slots=True)
class Cap:
    """Bytes on the wire and after decoding."""

    wire: int
    decoded: int


LLMS = Cap(512 * 1024, 512 * 1024)
SITEMAP = Cap(2_000_000, 5_000_000)
FAVICON = Cap(256 * 1024, 256 * 1024)
OTHERS = Cap(200 * 1024, 200 * 1024)


class LedToPage(Exception):
    """A redirect leads to the page, which is known already."""


def probe_site(
    visit: Visit, fetched: FetchedPage, robots: RobotsTxt, policy: FetchPolicy
) -> SiteFacts:
    """Ask in the order of worth until requests or time are used up.

    Takes at most about ``ALL_SECONDS``. Raises only what the visit's guest does.
    """
    page = canonical_url(fetched.final_url, policy.allowed_networks)
    probes = Probes(visit, fetched, policy)
    origin = page.origin
    llms = probes.ask(f"{origin}/llms.txt", LLMS)
    sitemap = probes.ask(sitemap_address(page, robots, policy), SITEMAP)
    favicon = probes.ask(f"{origin}/favicon.ico", FAVICON)
    http = probes.ask_variant(http_variant(page))
    www = probes.ask_variant(www_variant(page))
    missing = probes.ask(f"{origin}/{secrets.token_hex(12)}-not-found", OTHERS)
    return SiteFacts(robots, (sitemap,), llms, favicon, http, www, missing)


def unasked_site(fetched: FetchedPage, robots: RobotsTxt) -> SiteFacts:
    """For a page of a site scan: what its host answers beside it is asked for once,
    with a scan of its own."""
    page = fetched.final_url

    def unasked(path: str) -> Answer:
        return Answer(urljoin(page, path), problem="not_asked", note=WITH_ITS_OWN)

    return SiteFacts(
        robots,
        (unasked("/sitemap.xml"),),
        llms=unasked("/llms.txt"),
        favicon=unasked("/favicon.ico"),
        missing_page=unasked("/not-found"),
    )


class Probes:
    """The requests beside one page, and their clock."""

    def __init__(self, visit: Visit, fetched: FetchedPage, policy: FetchPolicy) -> None:
        self.visit = visit
        self.fetched = fetched
        self.policy = policy
        self.ends_at = time.monotonic() + ALL_SECONDS
        self.is_unwelcome = False

    def ask_variant(self, variant: Url | None) -> Answer | None:
        """Another spelling of the page's own address; None where there is none."""
        if variant is None:
            return None
        url = str(variant)
        for number, hop in enumerate(self.fetched.redirects):
            if hop.url == url:  # the way to the page led through it
                known = replace(self.fetched, redirects=self.fetched.redirects[number:])
                return answer_of(url, known, OTHERS)
        return self.ask(url, OTHERS)

    def ask(self, url: str, cap: Cap) -> Answer:
        """Its answer, or why there is none."""
        if reason := self.reason_not_to(url):
            return Answer(url, problem="not_asked", note=reason)
        try:
            found = self.fetch(url, cap)
        except (UrlRefused, FetchFailed) as error:
            is_left_out = error.code == "too_many_requests"
            code, note = error.code, error.message
            if is_left_out:
                code, note = "not_asked", NO_REQUESTS
            return Answer(url, problem=code, note=note)
        self.is_unwelcome = self.is_unwelcome or found.status == 429
        return answer_of(url, found, cap)

    def reason_not_to(self, url: str) -> str:
        if self.is_unwelcome:
            return SLOW_DOWN
        if self.left() < LEAST_SECONDS:
            return NO_TIME
        origin = canonical_url(url, self.policy.allowed_networks).origin
        needed = 1 if origin in self.visit.robots else 2
        return NO_REQUESTS if self.visit.requests + needed > MAX_REQUESTS else ""

    def fetch(self, url: str, cap: Cap) -> FetchedPage:
        bounds = replace(
            self.bounds(),
            max_wire_bytes=cap.wire,
            max_decoded_bytes=cap.decoded,
            accepted_types=frozenset(),
        )
        with Deadline(bounds.total_seconds) as deadline:
            request = Fetch(bounds, deadline, self.before_hop)
            try:
                return request.run(url)
            except LedToPage:
                return replace(self.fetched, redirects=tuple(request.redirects))

    def before_hop(self, target: Url) -> None:
        # A site that sends all that it lacks to its start page costs no more requests.
        if str(target) == self.fetched.final_url:
            raise LedToPage
        self.visit.check_hop(target, self.bounds())

    def bounds(self) -> FetchPolicy:
        seconds = min(self.policy.total_seconds, ONE_SECONDS, self.left())
        return replace(self.policy, total_seconds=seconds)

    def left(self) -> float:
        """Seconds, never negative: a timer takes no such number."""
        return max(0.0, self.ends_at - time.monotonic())


def answer_of(url: str, found: FetchedPage, cap: Cap) -> Answer:
    return Answer(
        url,
        found.status,
        found.final_url,
        found.content_type,
        found.headers,
        found.body[: cap.decoded],
        is_cut=found.truncated or len(found.body) > cap.decoded,
        redirects=found.redirects,
    )
