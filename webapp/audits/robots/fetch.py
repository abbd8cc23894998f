"""robots.fetch: robots.txt can be had, or there is none."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import (
    AuditMeta,
    count,
    failed,
    not_applicable,
    passed,
    warned,
)
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.site_facts import SiteFacts

META = AuditMeta(
    id="robots.fetch",
    category="indexing",
    severity=Severity.SERIOUS,
    title="The server answers for robots.txt",
    failure_title="The server does not answer properly for robots.txt",
    why=(
        "While robots.txt answers with a server error, Google visits no page of the "
        "site; where it leads nowhere, your rules are not followed."
    ),
    how_to_fix="Answer 200 with the file, or 404 where there is none.",
    source="https://developers.google.com/search/docs/crawling-indexing/robots/robots_txt",
    verified=date(2026, 11, 24),
    inputs=("site",),
    rule=(
        "Fails for status 429 and 5xx, and warns where redirects lead nowhere or in a "
        "circle, or the answer cannot be read. Another 4xx means that there is no "
        "robots.txt and everything is allowed, so the check does not apply."
    ),
    wrong="GET /robots.txt\n\nHTTP/1.1 503 Service Unavailable",
    right="GET /robots.txt\n\nHTTP/1.1 200 OK\nContent-Type: text/plain",
)


def run(site: SiteFacts) -> AuditResult:
    robots = site.robots
    status = robots.status
    if status is None:
        found = [Finding(robots.url, "taken as if there were none")]
        return warned(f"robots.txt cannot be read: {robots.note}", found)
    if status == 429 or status >= 500:
        found = [Finding(robots.url, f"status {status}")]
        return failed(f"robots.txt answers {status}.", found)
    if robots.state == "absent":
        return not_applicable(f"There is no robots.txt (status {status}).")
    if robots.redirects:
        return passed(f"It is there, after {count(robots.redirects, 'redirect')}.")
    return passed("It is there.")
