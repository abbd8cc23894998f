"""sd.required: items have what Google's rich results require."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed, warned
from webapp.audits.rich_result_verdicts import Verdict, verdicts
from webapp.audits.structured_data import label
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="sd.required",
    category="data",
    severity=Severity.SERIOUS,
    title="Structured data has all that rich results require",
    failure_title="Structured data lacks what rich results require",
    why=(
        "Google shows a rich result only if every required property is there; with "
        "one missing, the whole markup earns nothing."
    ),
    how_to_fix="Add the named properties, with what the page itself shows.",
    source="https://developers.google.com/search/docs/appearance/structured-data/search-gallery",
    verified=date(2026, 11, 24),
    rule=(
        "Fails if an item of a type that Google has a rich result for lacks a required "
        "property or leaves it blank; subtypes count as their type. Warns if all is "
        "there and the item is still not eligible, such as a business with ratings of "
        "itself or a trail of one step. Does not apply without such an item."
    ),
    wrong=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "Recipe",\n'
        ' "name": "Tomato soup"}\n'
        "</script>"
    ),
    right=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "Recipe",\n'
        ' "name": "Tomato soup", "image": "https://example.com/a.jpg"}\n'
        "</script>"
    ),
)


def run(page: ParsedPage) -> AuditResult:
    judged = [v for v in verdicts(page.items) if v.status != "retired"]
    if not judged:
        return not_applicable("The page has no item that Google has a rich result for.")
    lacking = [verdict for verdict in judged if verdict.missing_required]
    total = count(len(judged), "rich result")
    if lacking:
        bad = len(lacking)
        found = map(finding, [v for v in judged if v.status == "not_eligible"])
        return failed(
            f"{bad} of {total} {'lacks' if bad == 1 else 'lack'} something.", found
        )
    odd = [verdict for verdict in judged if verdict.problems]
    if odd:
        return warned(f"{len(odd)} of {total} will not be shown.", map(finding, odd))
    return passed(f"{total} with all that is required.")


def finding(verdict: Verdict) -> Finding:
    missing = ", ".join(verdict.missing_required)
    parts = [f"missing {missing}"] if missing else []
    note = "; ".join([*parts, *verdict.problems])
    return Finding(
        label(verdict.item), f"{verdict.feature.title}: {note} ({verdict.item.place})"
    )
