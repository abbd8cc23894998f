"""hreflang.self: the language versions include the page itself."""

from __future__ import annotations

from datetime import date

from webapp.audits.addresses import normalised, without_tracking
from webapp.audits.alternates import find_alternates
from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.canonicals import find_canonicals, named_urls
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="hreflang.self",
    category="languages",
    severity=Severity.MODERATE,
    title="The page is one of its language versions",
    failure_title="The page is missing among its language versions",
    why=(
        "Each version has to list itself and all others; a set without the page may "
        "be ignored."
    ),
    how_to_fix="Add a hreflang link with the page's own language and address.",
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    finds_absence=True,
    rule=(
        "Fails if no hreflang link of head or Link headers leads to the page, or to "
        "its canonical URL. Fragments, and parameters that only count visitors, are "
        "left out of the comparison; a link with x-default counts. Does not apply "
        "where there are no hreflang links with an address."
    ),
    wrong=(
        '<html lang="en">\n'
        '<link rel="alternate" hreflang="de" href="https://example.com/de">'
    ),
    right=(
        '<html lang="en">\n'
        '<link rel="alternate" hreflang="de" href="https://example.com/de">\n'
        '<link rel="alternate" hreflang="en" href="https://example.com/en">'
    ),
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    links = [link for link in find_alternates(fetched, page) if link.url]
    if not links:
        return not_applicable("The page lists no language versions that could miss it.")
    own = {normalised(page.url), normalised(without_tracking(page.url))}
    own |= named_urls(find_canonicals(fetched, page)).keys()
    if any(normalised(link.url) in own for link in links):
        return passed("The page lists itself.")
    found = (Finding(link.snippet, "another page") for link in links)
    number = count(len(links), "link")
    return failed(f"None of {number} leads to {page.url}.", found)
