"""canonical.conflict: one canonical URL in head and header together."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.link_header import header_canonicals
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="canonical.conflict",
    category="indexing",
    severity=Severity.SERIOUS,
    title="There is one canonical URL",
    failure_title="The page names several canonical URLs",
    why="Search engines ignore canonicals that contradict each other.",
    how_to_fix=(
        "Keep a single canonical link in the head, and let a Link header say the same."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 23),
    inputs=("fetched", "page"),
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    named = {link.url: link.snippet for link in page.canonicals if link.url}
    for url in header_canonicals(fetched):
        named.setdefault(url, f"Link: <{url}>")
    if not named:
        return not_applicable("The page names no canonical URL.")
    if len(named) > 1:
        found = (Finding(snippet, url) for url, snippet in named.items())
        return failed(f"{len(named)} different canonical URLs are named.", found)
    return passed("All that name a canonical URL name the same.")
