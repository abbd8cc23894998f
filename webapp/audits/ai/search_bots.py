"""ai.search-bots: the crawlers of answer engines may read the page."""

from __future__ import annotations

from webapp.audits.ai_crawlers import SEARCH_BOTS, VERIFIED, blocked_from, group_name
from webapp.audits.audit import AuditMeta, count, failed, passed
from webapp.audits.robots_lines import blocking_line
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.site_facts import SiteFacts

META = AuditMeta(
    id="ai.search-bots",
    category="answers",
    severity=Severity.MODERATE,
    title="Answer engines may read the page",
    failure_title="robots.txt keeps answer engines from the page",
    why=(
        "An answer engine quotes and links only what its search crawler may read. "
        "These crawlers do not gather training data."
    ),
    how_to_fix=(
        "Allow the crawlers named here in robots.txt, each in a group with its name, "
        "or say on purpose that you do without them."
    ),
    source="https://platform.openai.com/docs/bots",
    verified=VERIFIED,
    inputs=("fetched", "site"),
    rule=(
        "The page's address is held against robots.txt as RFC 9309 says, for: "
        f"{', '.join(crawler.name for crawler in SEARCH_BOTS)}. Fails where one of "
        "them is forbidden. Without a robots.txt everything is allowed."
    ),
    wrong="User-agent: OAI-SearchBot\nDisallow: /",
    right="User-agent: OAI-SearchBot\nAllow: /\n\nUser-agent: GPTBot\nDisallow: /",
)


def run(fetched: FetchedPage, site: SiteFacts) -> AuditResult:
    url, robots = fetched.final_url, site.robots
    blocked = blocked_from(robots, url, SEARCH_BOTS)
    if not blocked:
        return passed(f"All {len(SEARCH_BOTS)} may read it.")
    found = [
        Finding(
            f"{crawler.name} ({crawler.operator})",
            f"{crawler.purpose}; {blocking_line(robots, url, group)}",
        )
        for crawler in blocked
        for group in [group_name(robots, crawler)]
    ]
    sentence = f"{count(len(blocked), 'crawler')} of answer engines may not read it."
    return failed(sentence, found)
