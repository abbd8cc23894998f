"""robots.size-type: robots.txt is a short UTF-8 text."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import (
    AuditMeta,
    failed,
    not_applicable,
    passed,
    warned,
)
from webapp.audits.html_answers import is_html
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.site_facts import SiteFacts

META = AuditMeta(
    id="robots.size-type",
    category="indexing",
    severity=Severity.SERIOUS,
    title="robots.txt is a short plain text",
    failure_title="robots.txt is too long or no plain text",
    why=(
        "Google ignores what stands after the first 500 KiB, and an HTML page in the "
        "place of robots.txt holds no rule at all."
    ),
    how_to_fix=(
        "Serve plain text in UTF-8 below 500 KiB; join rules by wildcards. Where "
        "there is no robots.txt, answer 404 instead of a page."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/robots/robots_txt",
    verified=date(2026, 11, 24),
    inputs=("site",),
    rule=(
        "Fails for more than 500 KiB. Warns where the answer is an HTML page or not "
        "UTF-8. A byte order mark is ignored. Does not apply where there is none."
    ),
    wrong="GET /robots.txt\n\nHTTP/1.1 200 OK\n\n<!doctype html><title>Shop</title>",
    right="User-agent: *\nDisallow: /basket/",
)


def run(site: SiteFacts) -> AuditResult:
    robots = site.robots
    if robots.state == "absent":
        return not_applicable("The site has no robots.txt.")
    if robots.is_cut:
        found = [Finding(robots.url, "more than 500 KiB")]
        return failed("The file goes on after 500 KiB, where reading ends.", found)
    if is_html(robots.body):
        found = [Finding(robots.body[:200], robots.content_type)]
        return warned("An HTML page is served in its place.", found)
    if not robots.is_utf8:
        return warned("It is not UTF-8.", [Finding(robots.url, "not UTF-8")])
    return passed(f"It has {len(robots.body):,} characters.")
