"""canonical.relative: every canonical is absolute."""

from __future__ import annotations

import re
from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.canonicals import find_canonicals
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="canonical.relative",
    category="indexing",
    severity=Severity.MODERATE,
    title="The canonical URL is absolute",
    failure_title="The canonical URL is relative",
    why=(
        "A relative canonical changes its meaning when the page is reached under "
        "another host or path."
    ),
    how_to_fix="Write the whole URL with https:// and the host name.",
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if a canonical link of the head or of a Link header has an address "
        "that does not begin with http:// or https://; one that begins with // is "
        "relative, too. It works, but Google advises against it. Does not apply "
        "where there is no address."
    ),
    wrong='<link rel="canonical" href="/tomatoes">',
    right='<link rel="canonical" href="https://example.com/tomatoes">',
)


#: Another scheme is a matter of canonical.invalid.
ABSOLUTE = re.compile(r"https?://|(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    named = [link for link in find_canonicals(fetched, page) if link.href]
    if not named:
        return not_applicable("The page has no canonical link with an address.")
    relative = [link for link in named if not ABSOLUTE.match(link.href)]
    if relative:
        found = (Finding(link.snippet, f"is read as {link.url}") for link in relative)
        return failed("A canonical link is relative.", found)
    return passed("The canonical link is absolute.")
