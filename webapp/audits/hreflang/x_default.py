"""hreflang.x-default: a set of several languages has an x-default."""

from __future__ import annotations

from datetime import date

from webapp.audits.alternates import X_DEFAULT, find_alternates
from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="hreflang.x-default",
    category="languages",
    severity=Severity.INFO,
    title="There is a version for all other languages",
    failure_title="There is no version for all other languages",
    why=(
        "People whose language you do not have get the version that x-default "
        "names, such as a page to choose from."
    ),
    how_to_fix=(
        'Consider a link with hreflang="x-default" to your most general version.'
    ),
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    finds_absence=True,
    rule=(
        "Fails if the hreflang links of head and Link headers name two or more "
        "codes and none is x-default. Google only recommends it, so it never counts "
        "for the score. Does not apply to fewer than two codes."
    ),
    wrong=(
        '<link rel="alternate" hreflang="de" href="https://example.com/de">\n'
        '<link rel="alternate" hreflang="en" href="https://example.com/en">'
    ),
    right=(
        '<link rel="alternate" hreflang="de" href="https://example.com/de">\n'
        '<link rel="alternate" hreflang="x-default" href="https://example.com/en">'
    ),
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    codes = {link.code.strip().lower() for link in find_alternates(fetched, page)}
    if len(codes) < 2:
        return not_applicable("The page names fewer than two language versions.")
    if X_DEFAULT in codes:
        return passed("One of the versions is x-default.")
    return failed(f"None of {len(codes)} codes is x-default.")
