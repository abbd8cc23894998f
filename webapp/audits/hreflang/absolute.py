"""hreflang.absolute: every language version has a full address."""

from __future__ import annotations

from datetime import date

from webapp.audits.addresses import is_web_address
from webapp.audits.alternates import find_alternates
from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="hreflang.absolute",
    category="languages",
    severity=Severity.SERIOUS,
    title="The hreflang links have full addresses",
    failure_title="Some hreflang links have no full address",
    why=(
        "Google demands whole addresses here, with scheme and host, and ignores others."
    ),
    how_to_fix="Write https:// and the host into each href.",
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if the address of a hreflang link, of the head or of a Link header, "
        "does not begin with http:// or https://. One that begins with / or // is "
        "not whole, and an empty one is none. Does not apply where there are no "
        "hreflang links."
    ),
    wrong='<link rel="alternate" hreflang="de" href="/de">',
    right='<link rel="alternate" hreflang="de" href="https://example.com/de">',
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    links = find_alternates(fetched, page)
    if not links:
        return not_applicable("The page names no addresses of language versions.")
    bad = [link for link in links if not is_web_address(link.href)]
    number = count(len(links), "address", "addresses")
    if bad:
        found = (Finding(link.snippet, f"“{link.href}”") for link in bad)
        return failed(f"{len(bad)} of {number} without scheme and host.", found)
    return passed(f"{number} looked at.")
