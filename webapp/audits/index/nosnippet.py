"""index.nosnippet: no nosnippet or max-snippet:0."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.audits.robots_directives import robots_directives
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="index.nosnippet",
    category="indexing",
    severity=Severity.SERIOUS,
    title="Search engines may quote the page",
    failure_title="The page forbids snippets",
    why=(
        "Without a snippet the page cannot be quoted in results, AI Overviews or"
        " AI Mode."
    ),
    how_to_fix=(
        "Remove nosnippet and max-snippet:0; use data-nosnippet on the parts "
        "that must not be quoted."
    ),
    source="https://developers.google.com/search/docs/appearance/snippet",
    verified=date(2026, 11, 23),
    inputs=("fetched", "page"),
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    found = [
        Finding(directive.source, directive.name)
        for directive in robots_directives(fetched, page)
        if directive.name == "nosnippet" or directive.name == "max-snippet:0"
    ]
    if found:
        return failed("Search and answer engines may not quote this page.", found)
    return passed("Snippets are allowed.")
