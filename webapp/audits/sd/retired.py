"""sd.retired: structured data that Google shows no rich result for any more."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.rich_result_verdicts import verdicts
from webapp.audits.structured_data import label
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="sd.retired",
    category="data",
    severity=Severity.INFO,
    title="No structured data is for a retired rich result",
    failure_title="Some structured data is for a retired rich result",
    why=(
        "It is valid and may help other readers, yet Google shows nothing special for "
        "it any more, so it should not be what effort goes into."
    ),
    how_to_fix=(
        "Leave it where others use it; take it out where only a Google result was "
        "the aim."
    ),
    source="https://developers.google.com/search/updates",
    verified=date(2026, 11, 24),
    rule=(
        "States FAQPage (no rich result since 7 May 2026), HowTo, a search action of "
        "WebSite, ClaimReview, SpecialAnnouncement and items of data-vocabulary.org. "
        "Nothing is taken off the score. Does not apply without structured data."
    ),
    wrong=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "HowTo",\n'
        ' "name": "Repot a fern"}\n'
        "</script>"
    ),
    right=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "Article",\n'
        ' "headline": "Ferns"}\n'
        "</script>"
    ),
)


def run(page: ParsedPage) -> AuditResult:
    if not page.items:
        return not_applicable("The page has no structured data.")
    old = [verdict for verdict in verdicts(page.items) if verdict.status == "retired"]
    if not old:
        return passed("None of it is for a retired rich result.")
    found = (
        Finding(
            label(verdict.item),
            f"{verdict.feature.title}: not shown since {verdict.feature.retired} "
            f"({verdict.item.place})",
        )
        for verdict in old
    )
    return failed(f"{count(len(old), 'item')} without a rich result in Google.", found)
