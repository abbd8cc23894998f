"""crawl.redirect-chain: at most one redirect before the final URL."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage

META = AuditMeta(
    id="crawl.redirect-chain",
    category="indexing",
    severity=Severity.MODERATE,
    title="The page is reached with at most one redirect",
    failure_title="The page is reached through a chain of redirects",
    why=(
        "Each hop costs visitors and crawlers a round trip, and crawlers give up"
        " on long chains."
    ),
    how_to_fix=(
        "Let the first URL redirect straight to the last one, and link to the last one."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/301-redirects",
    verified=date(2026, 11, 24),
    inputs=("fetched",),
    rule=(
        "The HTTP redirects from the address that was asked for to the page are "
        "counted. None or one passes, two and more fail. A scan that is led in a "
        "circle ends without a report."
    ),
    wrong=(
        "http://example.com/ → 301 https://example.com/\n"
        "https://example.com/ → 301 https://www.example.com/"
    ),
    right="http://example.com/ → 301 https://www.example.com/",
)


def run(fetched: FetchedPage) -> AuditResult:
    hops = fetched.redirects
    if not hops:
        return passed("There is no redirect.")
    if len(hops) == 1:
        return passed("There is one redirect.")
    found = (Finding(hop.url, f"{hop.status} to {hop.location}") for hop in hops)
    return failed(f"There are {len(hops)} redirects before the page.", found)
