"""link.http: an https page links to https."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import (
    AuditMeta,
    count,
    failed,
    not_applicable,
    passed,
    warned,
)
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="link.http",
    category="links",
    severity=Severity.MODERATE,
    title="Links lead to https addresses",
    failure_title="Some links lead to http addresses",
    why=(
        "Each such link costs a redirect, and tells engines the address that should not"
        " be used any more."
    ),
    how_to_fix="Write https:// into the links, first of all those of the same site.",
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "On an https page it fails for links to http addresses of the same host, with"
        " or without www. It warns if only links to other hosts use http. It does not"
        " apply to pages that came over http and to those without links."
    ),
    wrong='<a href="http://example.com/soil">Soil</a>',
    right='<a href="https://example.com/soil">Soil</a>',
)


def run(page: ParsedPage) -> AuditResult:
    if not page.url.lower().startswith("https:"):
        return not_applicable("The page itself came over http.")
    links = [link for link in page.links if link.is_internal is not None]
    if not links:
        return not_applicable("The page links to no web page.")
    plain = [link for link in links if link.url.lower().startswith("http:")]
    own = [link for link in plain if link.is_internal]
    if own:
        found = (Finding(link.snippet, "the same site") for link in own)
        return failed(f"{count(len(own), 'link')} to this site with http.", found)
    if plain:
        found = (Finding(link.snippet, "another site") for link in plain)
        return warned(f"{count(len(plain), 'link')} to other sites with http.", found)
    return passed(f"{count(len(links), 'link')} looked at.")
