"""sd.none: the page has structured data."""

from __future__ import annotations

from collections import Counter
from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="sd.none",
    category="data",
    severity=Severity.MINOR,
    title="The page has structured data",
    failure_title="The page has no structured data",
    why=(
        "Structured data makes a page eligible for rich results and states facts in a "
        "form that needs no guessing; a page can rank well without it."
    ),
    how_to_fix="Describe what the page is about with a type of schema.org, as JSON-LD.",
    source="https://developers.google.com/search/docs/appearance/structured-data/sd-policies",
    verified=date(2026, 11, 24),
    finds_absence=True,
    rule=(
        "Fails if the page has no item in JSON-LD, microdata or RDFa. Open Graph does "
        "not count. Does not apply where the only JSON-LD cannot be read, which is a "
        "check of its own."
    ),
    wrong="<h1>Blue shoe</h1>\n<p>49.90 euros",
    right=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "Product", "name": "Blue shoe"}\n'
        "</script>"
    ),
)


def run(page: ParsedPage) -> AuditResult:
    if page.items:
        syntaxes = Counter(item.syntax for item in page.items)
        parts = (f"{number} in {syntax}" for syntax, number in syntaxes.items())
        return passed(f"{count(len(page.items), 'item')}: {', '.join(parts)}.")
    if any(block.error for block in page.json_ld):
        return not_applicable("The only structured data cannot be read.")
    return failed("There is neither JSON-LD nor microdata nor RDFa.")
