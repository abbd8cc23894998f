"""canonical.http: an https page names no http address."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.canonicals import find_canonicals
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="canonical.http",
    category="indexing",
    severity=Severity.SERIOUS,
    title="The canonical URL is as safe as the page",
    failure_title="The canonical URL falls back to http",
    why=(
        "Engines prefer https; a canonical with http sends them, and people, to the "
        "unsafe copy or into a redirect."
    ),
    how_to_fix="Write https:// in the canonical link.",
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if the page came by https and a canonical link of head or Link "
        "header begins with http:. Does not apply to pages that came by http, nor "
        "without a canonical URL."
    ),
    wrong='<link rel="canonical" href="http://example.com/tomatoes">',
    right='<link rel="canonical" href="https://example.com/tomatoes">',
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    if not page.url.lower().startswith("https:"):
        return not_applicable("The page itself did not come by https.")
    usable = [link for link in find_canonicals(fetched, page) if link.is_usable]
    if not usable:
        return not_applicable("The page has no canonical URL with a scheme.")
    unsafe = [link for link in usable if link.url.lower().startswith("http:")]
    if unsafe:
        found = (Finding(link.snippet, link.url) for link in unsafe)
        return failed("An https page names an http address as canonical.", found)
    return passed("The canonical URL has https.")
