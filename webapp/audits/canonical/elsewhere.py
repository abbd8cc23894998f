"""canonical.elsewhere: the canonical URL is the page's own."""

from __future__ import annotations

from datetime import date

from webapp.audits.addresses import normalised, without_tracking
from webapp.audits.audit import AuditMeta, failed, not_applicable, passed, warned
from webapp.audits.canonicals import find_canonicals, named_urls
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="canonical.elsewhere",
    category="indexing",
    severity=Severity.MODERATE,
    title="The canonical URL is the page's own",
    failure_title="The canonical URL leads elsewhere",
    why=(
        "A page that names another one as canonical asks not to be shown itself. "
        "That may be meant, and is often an oversight."
    ),
    how_to_fix=(
        "If this page shall be found, name its own address; else link and list the "
        "canonical one instead of it."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if the one canonical URL is on another host, and warns if it is "
        "another address of the same host, where www. makes no difference of host. "
        "Parameters that only count visitors (utm_source, gclid …), fragments and "
        "the scheme are left out of the comparison. Does not apply to canonicals "
        "that are missing, broken or contradict each other."
    ),
    wrong='<link rel="canonical" href="https://example.org/tomatoes">',
    right='<link rel="canonical" href="https://example.com/tomatoes">',
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    named = named_urls(find_canonicals(fetched, page))
    if len(named) != 1:
        return not_applicable("The page names no usable canonical URL, or several.")
    ((url, canonical),) = named.items()
    there, here = comparable(url), comparable(page.url)
    if there == here:
        return passed("The canonical URL is the address of the page.")
    found = [Finding(canonical.snippet, f"on {page.url}")]
    if host(there) == host(here):
        return warned("The canonical URL is another address of this host.", found)
    return failed(f"The canonical URL is on another host, {host(there)}.", found)


def comparable(url: str) -> str:
    """The address without scheme and what only counts visitors."""
    return normalised(without_tracking(url)).partition("://")[2]


def host(address: str) -> str:
    return address.partition("/")[0].removeprefix("www.")
