"""canonical.outside-head: no canonical link in the body."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed, warned
from webapp.audits.canonicals import find_canonicals
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="canonical.outside-head",
    category="indexing",
    severity=Severity.SERIOUS,
    title="The canonical link stands in the head",
    failure_title="A canonical link stands outside the head",
    why=(
        "Google takes a canonical link in the body for a part of the content that "
        "anybody may have written, and ignores it."
    ),
    how_to_fix=(
        "Move the canonical link into the head, above everything that does not "
        "belong there."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if all canonical links of the page stand in the body and no Link "
        "header names one. Warns if there is one in the body beside a valid one. A "
        "link that browsers move into the body, because something before it ended "
        "the head, counts as in the body."
    ),
    wrong='<body><link rel="canonical" href="https://example.com/tomatoes"></body>',
    right='<head><link rel="canonical" href="https://example.com/tomatoes"></head>',
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    if not page.canonicals:
        return not_applicable("The page has no canonical link element.")
    outside = [link for link in page.canonicals if not link.in_head]
    if not outside:
        return passed("The canonical link stands in the head.")
    found = (Finding(link.snippet, "in the body") for link in outside)
    if find_canonicals(fetched, page):
        return warned("One canonical link counts, another in the body does not.", found)
    return failed("The canonical link is ignored, as it stands in the body.", found)
