"""ai.training-bots: which crawlers for training may read the page."""

from __future__ import annotations

from webapp.audits.ai_crawlers import TRAINING_BOTS, VERIFIED, blocked_from
from webapp.audits.audit import AuditMeta, passed, warned
from webapp.audits.robots_lines import blocking_line
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.site_facts import SiteFacts

META = AuditMeta(
    id="ai.training-bots",
    category="answers",
    severity=Severity.INFO,
    title="Every crawler for training may read the page",
    failure_title="Some crawlers for training are kept away",
    why=(
        "Whether models may learn from your texts is your decision, and no defect "
        "either way. Google-Extended changes nothing in Search or AI Overviews."
    ),
    how_to_fix=(
        "Compare the list with what you want; a group of robots.txt with the name of "
        "a crawler decides for that one alone."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/google-common-crawlers",
    verified=VERIFIED,
    inputs=("fetched", "site"),
    rule=(
        "The page's address is held against robots.txt as RFC 9309 says, for: "
        f"{', '.join(crawler.name for crawler in TRAINING_BOTS)}. Those that are kept "
        "away are listed as a warning. Never scored."
    ),
    wrong="User-agent: GPTBot\nDisallow: /",
    right="User-agent: GPTBot\nAllow: /",
)


def run(fetched: FetchedPage, site: SiteFacts) -> AuditResult:
    url, robots = fetched.final_url, site.robots
    blocked = blocked_from(robots, url, TRAINING_BOTS)
    if not blocked:
        return passed(f"All {len(TRAINING_BOTS)} may read it.")
    found = [
        Finding(
            f"{crawler.name} ({crawler.operator})",
            f"{crawler.purpose}; {blocking_line(robots, url, crawler.name)}",
        )
        for crawler in blocked
    ]
    allowed = len(TRAINING_BOTS) - len(blocked)
    return warned(f"{len(blocked)} are kept away, {allowed} may read it.", found)
