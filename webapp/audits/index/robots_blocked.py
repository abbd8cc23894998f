"""index.robots-blocked: robots.txt lets Googlebot read the page."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.audits.robots_lines import blocking_line
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.site_facts import SiteFacts

META = AuditMeta(
    id="index.robots-blocked",
    category="indexing",
    severity=Severity.CRITICAL,
    title="robots.txt lets Googlebot read the page",
    failure_title="robots.txt keeps Googlebot from the page",
    why=(
        "What Google may not read it cannot rank: at best the bare address shows up, "
        "without a text."
    ),
    how_to_fix="Remove the Disallow line, or add a longer Allow line for this path.",
    source="https://developers.google.com/search/docs/crawling-indexing/robots/robots_txt",
    verified=date(2026, 11, 24),
    inputs=("fetched", "site"),
    rule=(
        "The page's address is held against robots.txt for Googlebot as RFC 9309 "
        "says: the group with its name, else the one for all; the longest matching "
        "path decides, and Allow wins a tie. Fails where that forbids it. Without a "
        "robots.txt everything is allowed."
    ),
    wrong="User-agent: *\nDisallow: /",
    right="User-agent: *\nDisallow: /basket/",
)

BOT = "Googlebot"


def run(fetched: FetchedPage, site: SiteFacts) -> AuditResult:
    url = fetched.final_url
    if site.robots.allows_bot(url, BOT):
        return passed("Googlebot may read the page.")
    found = Finding(blocking_line(site.robots, url, BOT), f"it matches {url}")
    return failed("Googlebot may not read the page.", [found])
