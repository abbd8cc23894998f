"""canonical.missing: there is a rel=canonical in head or header."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.audits.link_header import header_canonicals
from webapp.domain.audit_result import AuditResult, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="canonical.missing",
    category="indexing",
    severity=Severity.MINOR,
    title="The page names its canonical URL",
    failure_title="The page names no canonical URL",
    why=(
        "Without one, search engines choose for themselves which of several "
        "addresses of a page to show."
    ),
    how_to_fix=(
        'Add <link rel="canonical" href="…"> with the page\'s own full URL to the head.'
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    finds_absence=True,
    rule=(
        "Fails if neither a link element nor a Link header has rel=canonical. "
        "Engines do not demand one, so it weighs little. A link in the body is a "
        "matter of another check."
    ),
    wrong="<head><title>Tomatoes</title></head>",
    right=('<head><link rel="canonical" href="https://example.com/tomatoes"></head>'),
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    if page.canonicals or header_canonicals(fetched):
        return passed("A canonical URL is named.")
    return failed("There is no link with rel=canonical, nor a Link header with one.")
