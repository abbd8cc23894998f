"""link.paid-ugc: paid links are marked as such."""

from __future__ import annotations

from datetime import date

from webapp.audits.affiliate_hosts import affiliate_programme
from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="link.paid-ugc",
    category="links",
    severity=Severity.MINOR,
    title="Paid links are marked",
    failure_title="Some paid links are not marked",
    why="Google takes unmarked paid links for an attempt to manipulate rankings.",
    how_to_fix='Add rel="sponsored" to links that are paid for.',
    source="https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links#sponsored",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails for each link to a known affiliate programme (a list of hosts, and"
        " shop addresses with a partner's parameter) whose rel has neither sponsored"
        " nor nofollow. It does not apply if the page has no such link."
    ),
    wrong='<a href="https://amzn.to/3xYz">Soil</a>',
    right='<a href="https://amzn.to/3xYz" rel="sponsored">Soil</a>',
)

MARKS = frozenset({"sponsored", "nofollow"})


def run(page: ParsedPage) -> AuditResult:
    outside = (link for link in page.links if link.is_internal is False)
    named = ((link, affiliate_programme(link.url)) for link in outside)
    paid = [(link, programme) for link, programme in named if programme]
    if not paid:
        return not_applicable("No link leads to an affiliate programme that we know.")
    bad = [(link, name) for link, name in paid if not MARKS & set(link.rel)]
    if bad:
        found = (Finding(link.snippet, name) for link, name in bad)
        return failed(f"{len(bad)} of {count(len(paid), 'paid link')}.", found)
    return passed(f"{count(len(paid), 'paid link')} looked at.")
