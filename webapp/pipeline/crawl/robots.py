"""robots.txt of the page's scheme, host and port (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from webapp.exceptions import FetchFailed, UrlRefused
from webapp.pipeline.crawl.fetch import fetch
from webapp.pipeline.crawl.policy import FetchPolicy
from webapp.pipeline.crawl.url import canonical_url

#: A crawler reads at least this much; what is beyond is ignored (RFC 9309, 2.5).
MAX_BYTES = 500 * 1024
MAX_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class RobotsTxt:
    """``absent`` (4xx) allows everything, ``unreachable`` (5xx, no answer) nothing."""

    url: str
    state: Literal["found", "absent", "unreachable"]
    status: int | None
    body: str
    note: str


def fetch_robots(page_url: str, policy: FetchPolicy) -> RobotsTxt:
    """Fetch it. Raises ``UrlRefused`` only where the page's own URL is refused."""
    url = canonical_url(page_url, policy.allowed_networks).origin + "/robots.txt"
    bounds = replace(
        policy,
        accepted_types=frozenset(),
        max_wire_bytes=MAX_BYTES,
        max_decoded_bytes=MAX_BYTES,
        total_seconds=min(policy.total_seconds, MAX_SECONDS),
    )
    try:
        page = fetch(url, bounds)
    except (FetchFailed, UrlRefused) as error:
        return RobotsTxt(url, "unreachable", None, "", error.message)
    if page.status >= 500 or page.status == 429:
        note = f"The server answered with status {page.status}."
        return RobotsTxt(url, "unreachable", page.status, "", note)
    if page.status >= 400:
        note = f"There is none (status {page.status}), so everything is allowed."
        return RobotsTxt(url, "absent", page.status, "", note)
    # A byte order mark would hide the first group from a parser.
    body = page.body.decode("utf-8-sig", "replace")
    return RobotsTxt(url, "found", page.status, body, "")
