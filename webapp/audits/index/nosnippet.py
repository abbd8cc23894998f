"""index.nosnippet: no nosnippet or max-snippet:0."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed, warned
from webapp.audits.robots_directives import Directive, robots_directives
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="index.nosnippet",
    category="indexing",
    severity=Severity.MODERATE,
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
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if nosnippet or max-snippet:0 is set for every crawler or for "
        "Googlebot, in a meta element or an X-Robots-Tag header; a longer "
        "max-snippet beside it does not help. Warns if only other search engines "
        "are told so."
    ),
    wrong='<meta name="robots" content="index, max-snippet:0">',
    right='<meta name="robots" content="index, max-snippet:-1">',
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    silent = [d for d in robots_directives(fetched, page) if forbids_snippets(d)]
    found = [Finding(d.source, f"{d.name} for {d.whom}") for d in silent]
    if any(directive.is_for_google for directive in silent):
        return failed("Search and answer engines may not quote this page.", found)
    if silent:
        return warned("Some search engines may not quote this page.", found)
    return passed("Snippets are allowed.")


def forbids_snippets(directive: Directive) -> bool:
    if directive.key == "max-snippet":
        return directive.value != "" and not directive.value.strip("0")
    return directive.name == "nosnippet"
