"""head.meta-in-body: metadata stands in the head."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, passed
from webapp.audits.stray_metadata import stray_metadata
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="head.meta-in-body",
    category="head",
    severity=Severity.MODERATE,
    title="All metadata stands in the head",
    failure_title="Some metadata stands in the body",
    why=(
        "Engines read metadata in the head only; what stands in the body may be "
        "anybody's text."
    ),
    how_to_fix="Move meta elements, canonical and hreflang links into the head.",
    source="https://developers.google.com/search/docs/crawling-indexing/valid-page-metadata",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if a meta element with a name, http-equiv, charset or a property of "
        "Open Graph or Twitter, or a link element with rel=canonical or hreflang, "
        "stands outside the head. Microdata's meta elements with itemprop belong in "
        "the body."
    ),
    wrong=('<body><meta name="description" content="Tomatoes on a balcony."></body>'),
    right=('<head><meta name="description" content="Tomatoes on a balcony."></head>'),
)


def run(page: ParsedPage) -> AuditResult:
    stray = stray_metadata(page)
    if stray:
        found = (Finding(snippet, "in the body") for snippet in stray)
        return failed(f"{count(len(stray), 'element')} outside the head.", found)
    return passed("No metadata was found in the body.")
