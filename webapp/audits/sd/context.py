"""sd.context: items say that they are schema.org's, and of which type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed, warned
from webapp.audits.schema_org import is_type, type_meant
from webapp.audits.structured_data import every_item, label
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_resources import DataItem
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="sd.context",
    category="data",
    severity=Severity.MODERATE,
    title="Structured data has types of schema.org",
    failure_title="Some structured data has no known type",
    why=(
        "Search engines read schema.org's types; an item with a wrong name, or none, "
        "is passed over with all that it says."
    ),
    how_to_fix=(
        'Write "@context": "https://schema.org" and a @type from schema.org\'s list, '
        "in its upper and lower case."
    ),
    source="https://schema.org/docs/gs.html",
    verified=date(2026, 11, 24),
    rule=(
        "Fails if JSON-LD has no @context, an item has no type, or a type that "
        "schema.org 30.0 does not have (Articel, product). Warns if all of an item's "
        "types come from another vocabulary. Items inside of others are looked at "
        "too. Does not apply to a page without structured data."
    ),
    wrong=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "product", "name": "Shoe"}\n'
        "</script>"
    ),
    right=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "Product", "name": "Shoe"}\n'
        "</script>"
    ),
)

NAMES = frozenset({"name", "url", "image", "description"})


def run(page: ParsedPage) -> AuditResult:
    items = list(every_item(page.items))
    if not items:
        return not_applicable("The page has no structured data.")
    bad = [finding for item in items for finding in problems(item)]
    if bad:
        return failed(f"{count(len(bad), 'place')} in the structured data.", bad)
    foreign = [item for item in items if item.types and is_foreign(item)]
    if foreign:
        found = (Finding(" ".join(item.types), item.place) for item in foreign)
        return warned("Some items are of another vocabulary than schema.org.", found)
    return passed(f"{count(len(items), 'item')} with types of schema.org.")


def is_foreign(item: DataItem) -> bool:
    return all(":" in kind for kind in item.types)


def is_reference(item: DataItem) -> bool:
    """Another page by its address and at most its name, as a breadcrumb's steps have
    it; or nothing at all."""
    return not item.properties or (bool(item.id) and set(item.properties) <= NAMES)


def problems(item: DataItem) -> Iterator[Finding]:
    if item.syntax == "json-ld" and not item.context:
        yield Finding(label(item), f"no @context ({item.place})")
    if not item.types and not is_reference(item):
        yield Finding(", ".join(item.properties), f"no type ({item.place})")
    for kind in item.types:
        if ":" not in kind and not is_type(kind):
            meant = type_meant(kind)
            hint = (
                f"schema.org writes {meant}" if meant else "schema.org has no such type"
            )
            yield Finding(kind, f"{hint} ({item.place})")
