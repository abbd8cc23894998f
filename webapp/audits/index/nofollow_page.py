"""index.nofollow-page: no nofollow for all links of the page."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.audits.robots_directives import robots_directives
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="index.nofollow-page",
    category="indexing",
    severity=Severity.MODERATE,
    title="Search engines may follow the links of the page",
    failure_title="Search engines may follow no link of the page",
    why=(
        "With nofollow for the whole page, engines may not find the site's other "
        "pages from here, and the links count for nothing."
    ),
    how_to_fix=(
        "Remove nofollow from the page, and mark single links that you cannot "
        'vouch for with rel="nofollow".'
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if nofollow, or none, which includes it, is set for every crawler "
        "or for Googlebot in a meta element or an X-Robots-Tag header."
    ),
    wrong='<meta name="robots" content="index, nofollow">',
    right='<a href="https://example.com/ad" rel="nofollow">An advertisement</a>',
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    found = [
        Finding(directive.source, f"{directive.name} for {directive.whom}")
        for directive in robots_directives(fetched, page)
        if directive.name in ("nofollow", "none") and directive.is_for_google
    ]
    if found:
        return failed("None of the page's links is followed.", found)
    return passed("The links may be followed.")
