"""index.unavailable-after: no date after which the page leaves the index is over."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.expiry import is_past
from webapp.audits.robots_directives import robots_directives
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="index.unavailable-after",
    category="indexing",
    severity=Severity.CRITICAL,
    title="The page has not expired",
    failure_title="The page has expired for search engines",
    why=(
        "After the date in unavailable_after Google takes the page out of its "
        "results and hardly visits it any more."
    ),
    how_to_fix="Remove unavailable_after, or set it to a date that lies ahead.",
    source="https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if an unavailable_after for every crawler or for Googlebot names a "
        "moment in the past; the earliest one decides. Dates in the forms of RFC "
        "822, RFC 850 and ISO 8601 are read, without a zone as UTC. Does not apply "
        "where there is no such directive; one whose date cannot be read is void."
    ),
    wrong='<meta name="robots" content="unavailable_after: 2020-09-21">',
    right='<meta name="robots" content="unavailable_after: 2099-09-21">',
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    dated = [
        directive
        for directive in robots_directives(fetched, page)
        if directive.key == "unavailable_after" and directive.is_for_google
    ]
    if not dated:
        return not_applicable("The page names no date on which it expires.")
    over = [Finding(d.source, d.value) for d in dated if is_past(d.value)]
    if over:
        return failed("The date on which the page expires is over.", over)
    return passed(f"The page names “{dated[0].value}”, which is not in the past.")
