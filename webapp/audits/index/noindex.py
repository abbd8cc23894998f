"""index.noindex: no noindex or none for all or Google's crawler, in meta or header."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.audits.robots_directives import robots_directives
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
    verified=date(2026, 11, 23),
    inputs=("fetched", "page"),
)


BLOCKING = frozenset({"noindex", "none"})


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    found = [
        Finding(directive.source, f"for {directive.agent or 'every crawler'}")
        for directive in robots_directives(fetched, page)
        if directive.name in BLOCKING and directive.agent in ("", "googlebot")
    ]
    if found:
        return failed("The page is kept out of search results.", found)
    return passed("Nothing keeps the page out of search results.")
