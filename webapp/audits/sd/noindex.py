"""sd.noindex: structured data for rich results stands on pages that may be indexed."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.rich_result_verdicts import verdicts
from webapp.audits.robots_directives import NO_INDEX, robots_directives
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="sd.noindex",
    category="data",
    severity=Severity.MODERATE,
    title="Rich result markup is on an indexable page",
    failure_title="Rich result markup is on a page with noindex",
    why=(
        "A page that is not indexed has no result, so none that could be rich; one of "
        "the two is a mistake."
    ),
    how_to_fix=(
        "Let the page be indexed if it is meant to be found, else leave the markup out."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/block-indexing",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if the page has an item that is eligible for a rich result of Google "
        "and noindex or none for all crawlers or for Google's, in a meta element or "
        "header. Does not apply without such an item."
    ),
    wrong='<meta name="robots" content="noindex">\n<div itemscope itemtype="https://schema.org/Article">',
    right='<meta name="robots" content="index">\n<div itemscope itemtype="https://schema.org/Article">',
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    results = [v for v in verdicts(page.items) if v.status == "eligible"]
    if not results:
        return not_applicable("No item is eligible for a rich result of Google.")
    found = [
        Finding(directive.source, directive.name)
        for directive in robots_directives(fetched, page)
        if directive.name in NO_INDEX and directive.is_for_google
    ]
    total = count(len(results), "rich result")
    if found:
        return failed(f"{total} on a page that is kept out of the index.", found)
    return passed(f"{total} on a page that may be indexed.")
