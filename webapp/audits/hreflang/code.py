"""hreflang.code: every hreflang is x-default or language[-script][-region]."""

from __future__ import annotations

from datetime import date

from webapp.audits.alternates import find_alternates
from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.languages import is_hreflang
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="hreflang.code",
    category="languages",
    severity=Severity.SERIOUS,
    title="The hreflang codes are right",
    failure_title="Some hreflang codes are wrong",
    why=(
        "A link with a wrong code is ignored, and people get the page in the wrong "
        "language."
    ),
    how_to_fix=(
        "Use an ISO 639-1 language, if need be with a region from ISO 3166-1: en- "
        "GB, not en-UK."
    ),
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if a hreflang of the head or of a Link header is neither x-default "
        "nor a language of ISO 639-1, with a script of ISO 15924 or a country of "
        "ISO 3166-1 behind a hyphen if need be. A country alone, a group of "
        "countries (EU, 419) and white space are wrong. Does not apply where there "
        "are no hreflang links."
    ),
    wrong='<link rel="alternate" hreflang="en-UK" href="https://example.com/uk">',
    right='<link rel="alternate" hreflang="en-GB" href="https://example.com/uk">',
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    links = find_alternates(fetched, page)
    if not links:
        return not_applicable("The page has no hreflang links.")
    bad = [link for link in links if not is_hreflang(link.code)]
    if bad:
        found = (Finding(link.snippet, f"“{link.code}”") for link in bad)
        return failed(f"{len(bad)} of {count(len(links), 'link')}.", found)
    return passed(f"{count(len(links), 'code')} looked at.")
