"""sd.value: dates, durations, prices, ratings and addresses are well formed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.rich_result_rules import ranges
from webapp.audits.structured_data import every_item
from webapp.audits.structured_forms import malformed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_resources import DataItem
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="sd.value",
    category="data",
    severity=Severity.MODERATE,
    title="Structured data has well-formed values",
    failure_title="Structured data has values that machines cannot read",
    why=(
        "A date, price or address in a form of one's own is text to a machine: it "
        "cannot be compared, sorted or followed."
    ),
    how_to_fix=(
        "Write dates and durations as ISO 8601 (2026-05-04, PT30M), prices with a "
        "point and no sign, currencies as EUR, addresses in full."
    ),
    source="https://developers.google.com/search/docs/appearance/structured-data/product-snippet",
    verified=date(2026, 11, 24),
    rule=(
        "Fails if a date, time or duration is not ISO 8601 (properties that also take "
        "text are left out), a price is no plain number, a currency is no code of ISO "
        "4217, an address of a page, image or file is not absolute, or a rating lies "
        "outside of its scale, which is 1 to 5 where none is given. Does not apply to "
        "a page without structured data."
    ),
    wrong=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "Offer",\n'
        ' "price": "€ 12,50", "priceCurrency": "€", "validFrom": "4 May 2026"}\n'
        "</script>"
    ),
    right=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "Offer",\n'
        ' "price": "12.50", "priceCurrency": "EUR", "validFrom": "2026-05-04"}\n'
        "</script>"
    ),
)


def run(page: ParsedPage) -> AuditResult:
    items = list(every_item(page.items))
    if not items:
        return not_applicable("The page has no structured data.")
    bad = [finding for item in items for finding in problems(item)]
    if bad:
        return failed(f"{count(len(bad), 'value')} in a form of its own.", bad)
    return passed(f"The values of {count(len(items), 'item')} are well formed.")


def problems(item: DataItem) -> Iterator[Finding]:
    for name, values in item.properties.items():
        for value in values:
            note = malformed(name, value)
            if note:
                yield Finding(f"{name}: {value}", f"{note} ({item.place})")
    if "ratingValue" in item.properties:
        yield from (Finding(note, item.place) for note in ranges(item, ""))
