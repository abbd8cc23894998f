"""canonical.relative: every canonical is absolute."""

from __future__ import annotations

import re
from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="canonical.relative",
    category="indexing",
    severity=Severity.MODERATE,
    title="The canonical URL is absolute",
    failure_title="The canonical URL is relative",
    why=(
        "A relative canonical changes its meaning when the page is reached under"
        " another host or path."
    ),
    how_to_fix="Write the whole URL with https:// and the host name.",
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 23),
    inputs=("page",),
)


ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)


def run(page: ParsedPage) -> AuditResult:
    links = [link for link in page.canonicals if link.href and link.href.strip()]
    if not links:
        return not_applicable("The page has no canonical link with an address.")
    relative = [link for link in links if not ABSOLUTE.match((link.href or "").strip())]
    if relative:
        found = (Finding(link.snippet, f"is read as {link.url}") for link in relative)
        return failed("A canonical link is relative.", found)
    return passed("The canonical link is absolute.")
