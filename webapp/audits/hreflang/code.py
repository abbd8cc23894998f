"""hreflang.code: every hreflang is x-default or language[-script][-region]."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.languages import is_hreflang
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="hreflang.code",
    category="languages",
    severity=Severity.SERIOUS,
    title="The hreflang codes are right",
    failure_title="Some hreflang codes are wrong",
    why=(
        "A link with a wrong code is ignored, and people get the page in the "
        "wrong language."
    ),
    how_to_fix=(
        "Use an ISO 639-1 language, if need be with a region from ISO 3166-1: "
        "en-GB, not en-UK."
    ),
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    verified=date(2026, 11, 23),
    inputs=("page",),
)


def run(page: ParsedPage) -> AuditResult:
    links = page.alternates
    if not links:
        return not_applicable("The page has no hreflang links.")
    bad = [link for link in links if not is_hreflang(link.hreflang or "")]
    if bad:
        found = (Finding(link.snippet, f"“{link.hreflang}”") for link in bad)
        return failed(f"{len(bad)} of {count(len(links), 'link')}.", found)
    return passed(f"{count(len(links), 'code')} looked at.")
