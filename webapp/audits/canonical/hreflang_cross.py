"""canonical.hreflang-cross: no language version names another as canonical."""

from __future__ import annotations

from datetime import date

from webapp.audits.addresses import normalised
from webapp.audits.alternates import find_alternates
from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.canonicals import find_canonicals, named_urls
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="canonical.hreflang-cross",
    category="indexing",
    severity=Severity.SERIOUS,
    title="The canonical URL is not another language version",
    failure_title="The canonical URL is another language version",
    why=(
        "A page that names its translation as the original takes itself out of the "
        "results of its own language."
    ),
    how_to_fix=(
        "Let each language version name itself as canonical, and the others with "
        "hreflang."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if both the page and its canonical URL are among the page's hreflang "
        "links, of head and Link headers, and are different. Does not apply without "
        "both kinds of links."
    ),
    wrong=(
        '<html lang="en">\n'
        '<link rel="canonical" href="https://example.com/de">\n'
        '<link rel="alternate" hreflang="en" href="https://example.com/en">\n'
        '<link rel="alternate" hreflang="de" href="https://example.com/de">'
    ),
    right=(
        '<html lang="en">\n'
        '<link rel="canonical" href="https://example.com/en">\n'
        '<link rel="alternate" hreflang="en" href="https://example.com/en">\n'
        '<link rel="alternate" hreflang="de" href="https://example.com/de">'
    ),
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    named = named_urls(find_canonicals(fetched, page))
    versions = {
        normalised(link.url) for link in find_alternates(fetched, page) if link.url
    }
    if not named or not versions:
        return not_applicable("There are no canonical and hreflang links to compare.")
    here = normalised(page.url)
    crossed = [url for url in named if url in versions and url != here]
    if here in versions and crossed:
        found = (Finding(named[url].snippet, f"on {page.url}") for url in crossed)
        return failed("The page names another language version as canonical.", found)
    return passed("No other language version is named as canonical.")
