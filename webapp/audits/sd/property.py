"""sd.property: items use properties that their types have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.schema_org import bare_type, has_property, is_a, is_property, is_type
from webapp.audits.structured_data import every_item, texts
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_resources import DataItem
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="sd.property",
    category="data",
    severity=Severity.MINOR,
    title="Structured data uses properties of its types",
    failure_title="Some structured data uses unknown properties",
    why="A property that its type does not have says nothing to anyone who reads it.",
    how_to_fix="Look the type up on schema.org and use one of the properties there.",
    source="https://schema.org/docs/datamodel.html",
    verified=date(2026, 11, 24),
    rule=(
        "Fails if an item has a property that schema.org 30.0 does not know, or knows "
        "for other types only; what supertypes have, a type has too, and "
        "additionalType counts as a type. Properties of "
        "other vocabularies, unknown types and roles, which repeat their holder's "
        "property, are left out. Does not apply without an item of a known type."
    ),
    wrong=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "Article",\n'
        ' "title": "Growing tomatoes"}\n'
        "</script>"
    ),
    right=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "Article",\n'
        ' "headline": "Growing tomatoes"}\n'
        "</script>"
    ),
)


def run(page: ParsedPage) -> AuditResult:
    items = [item for item in every_item(page.items) if is_judged(item)]
    if not items:
        return not_applicable("The page has no item of a known type.")
    bad = dict(pair for item in items for pair in strange(item))
    if bad:
        found = (Finding(name, note) for (name, _), note in bad.items())
        many = count(len(bad), "property", "properties")
        return failed(f"{many} without meaning for the type.", found)
    return passed(f"{count(len(items), 'item')} looked at.")


def is_judged(item: DataItem) -> bool:
    known = [kind for kind in item.types if ":" not in kind]
    return bool(known) and all(map(is_type, known)) and not is_a(known, "Role")


def strange(item: DataItem) -> Iterator[tuple[tuple[str, str], str]]:
    kinds = "/".join(item.types)
    types = [*item.types, *map(bare_type, texts(item, "additionalType"))]
    for name in item.properties:
        note = problem(types, name)
        if note:
            yield (name, kinds), f"{note}, used in {kinds} ({item.place})"


def problem(types: Iterable[str], name: str) -> str:
    if ":" in name:
        return ""
    if not is_property(name):
        return "schema.org has no such property"
    return "" if has_property(types, name) else "a property of other types"
