"""canonical.conflict: one canonical URL in head and header together."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.canonicals import find_canonicals, named_urls
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
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if the canonical links of the head and of Link headers name more "
        "than one address. Fragments, the case of the host and ways of escaping "
        "make no difference. Does not apply where no usable one is named."
    ),
    wrong=(
        '<link rel="canonical" href="https://example.com/a">\n'
        '<link rel="canonical" href="https://example.com/b">'
    ),
    right='<link rel="canonical" href="https://example.com/tomatoes">',
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    named = named_urls(find_canonicals(fetched, page))
    if not named:
        return not_applicable("The page names no usable canonical URL.")
    if len(named) > 1:
        found = (Finding(link.snippet, url) for url, link in named.items())
        return failed(f"{len(named)} different canonical URLs are named.", found)
    return passed("All that name a canonical URL name the same.")
