"""sd.recommended: items have what Google's rich results recommend."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.rich_result_verdicts import verdicts
from webapp.audits.structured_data import label
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="sd.recommended",
    category="data",
    severity=Severity.MINOR,
    title="Structured data has what rich results recommend",
    failure_title="Structured data leaves out what rich results recommend",
    why=(
        "Recommended properties make a result richer, and give assistants more that "
        "they can state with certainty."
    ),
    how_to_fix="Add those of the named properties that the page has an answer to.",
    source="https://developers.google.com/search/docs/appearance/structured-data/intro-structured-data",
    verified=date(2026, 11, 24),
    rule=(
        "Fails if an item that is eligible for a rich result of Google lacks a "
        "property that Google recommends for it. Items that lack required ones are "
        "left to the check of those. Does not apply without an eligible item."
    ),
    wrong=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "Article",\n'
        ' "headline": "Growing tomatoes"}\n'
        "</script>"
    ),
    right=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "Article",\n'
        ' "headline": "Growing tomatoes", "image": "https://example.com/a.jpg",\n'
        ' "datePublished": "2026-05-04", "dateModified": "2026-05-04",\n'
        ' "author": {"@type": "Person", "name": "Ada Green",\n'
        '  "url": "https://example.com/ada"}}\n'
        "</script>"
    ),
)


def run(page: ParsedPage) -> AuditResult:
    judged = [v for v in verdicts(page.items) if v.status == "eligible"]
    if not judged:
        return not_applicable("No item is eligible for a rich result of Google.")
    poor = [verdict for verdict in judged if verdict.missing_recommended]
    if poor:
        found = (
            Finding(
                label(verdict.item),
                f"{verdict.feature.title}: {', '.join(verdict.missing_recommended)} "
                f"({verdict.item.place})",
            )
            for verdict in poor
        )
        total = count(len(judged), "rich result")
        return failed(f"{len(poor)} of {total} could say more.", found)
    return passed(f"{count(len(judged), 'rich result')} with all that is recommended.")
