"""index.noindex: no noindex or none for all or Google's crawler, in meta or header."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.audits.robots_directives import NO_INDEX, robots_directives
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="index.noindex",
    category="indexing",
    severity=Severity.CRITICAL,
    title="The page may be indexed",
    failure_title="The page asks search engines not to index it",
    why=(
        "A page with noindex appears in no search result, and so in no answer "
        "that is built on one."
    ),
    how_to_fix=(
        "Take noindex or none out of the robots meta element and of the "
        "X-Robots-Tag header."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if a robots or googlebot meta element, in head or body, or an "
        "X-Robots-Tag header has noindex or none. A header that names another "
        "crawler does not count. What allows indexing elsewhere takes nothing "
        "back, as the strictest directive wins."
    ),
    wrong='<meta name="robots" content="noindex, follow">',
    right='<meta name="robots" content="index, follow">',
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    found = [
        Finding(directive.source, f"{directive.name} for {directive.whom}")
        for directive in robots_directives(fetched, page)
        if directive.name in NO_INDEX and directive.is_for_google
    ]
    if found:
        return failed("The page is kept out of search results.", found)
    return passed("Nothing keeps the page out of search results.")
