"""ai.user-fetchers: assistants may open the page when their users ask for it."""

from __future__ import annotations

from webapp.audits.ai_crawlers import USER_FETCHERS, VERIFIED, blocked_from
from webapp.audits.audit import AuditMeta, count, failed, passed, warned
from webapp.audits.robots_lines import blocking_line
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.site_facts import SiteFacts

META = AuditMeta(
    id="ai.user-fetchers",
    category="answers",
    severity=Severity.MODERATE,
    title="Assistants may open the page for their users",
    failure_title="robots.txt keeps assistants from opening the page",
    why=(
        "Somebody who asks an assistant about your page gets an answer from others' "
        "pages where the assistant may not open yours."
    ),
    how_to_fix=(
        "Allow the fetchers named here; they come one page at a time, for a person."
    ),
    source="https://support.anthropic.com/en/articles/8896518-does-anthropic-crawl-data-from-the-web-and-how-can-site-owners-block-the-crawler",
    verified=VERIFIED,
    inputs=("fetched", "site"),
    rule=(
        "The page's address is held against robots.txt as RFC 9309 says, for: "
        f"{', '.join(crawler.name for crawler in USER_FETCHERS)}. Fails where one that "
        "obeys robots.txt is forbidden. Warns where only such are whose operator says "
        "that robots.txt may not apply to them."
    ),
    wrong="User-agent: Claude-User\nDisallow: /",
    right="User-agent: Claude-User\nAllow: /",
)


def run(fetched: FetchedPage, site: SiteFacts) -> AuditResult:
    url, robots = fetched.final_url, site.robots
    blocked = blocked_from(robots, url, USER_FETCHERS)
    if not blocked:
        return passed(f"All {len(USER_FETCHERS)} may open it.")
    found = [
        Finding(
            f"{crawler.name} ({crawler.operator})",
            blocking_line(robots, url, crawler.name)
            + ("" if crawler.obeys else "; it may come all the same"),
        )
        for crawler in blocked
    ]
    if any(crawler.obeys for crawler in blocked):
        return failed(f"{count(len(blocked), 'fetcher')} may not open it.", found)
    return warned("Fetchers are forbidden that may come all the same.", found)
