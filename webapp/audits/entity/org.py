"""entity.org: the home page says who is behind the site."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.brand_names import is_home, organizations
from webapp.audits.structured_data import label, values
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="entity.org",
    category="trust",
    severity=Severity.MINOR,
    title="The home page describes its organization",
    failure_title="The home page does not fully describe its organization",
    why=(
        "Name, address, logo and profiles in one item let search engines and "
        "assistants tell you from others of the same name."
    ),
    how_to_fix=(
        "Add an Organization, or the fitting kind of LocalBusiness, with name, url, "
        "logo and sameAs to the home page."
    ),
    source="https://developers.google.com/search/docs/appearance/structured-data/organization",
    verified=date(2026, 11, 24),
    finds_absence=True,
    rule=(
        "Fails if the home page (path /) has no Organization or LocalBusiness, of any "
        "subtype, with name, url, logo (for a business also image) and sameAs. The "
        "most complete one counts. Does not apply to other pages."
    ),
    wrong=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "Organization", "name": "Acme"}\n'
        "</script>"
    ),
    right=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "Organization", "name": "Acme",\n'
        ' "url": "https://example.com/", "logo": "https://example.com/logo.png",\n'
        ' "sameAs": ["https://www.wikidata.org/wiki/Q1"]}\n'
        "</script>"
    ),
)

WANTED = {"name": ("name",), "url": ("url",), "logo": ("logo", "image")}
PROFILES = {"sameAs": ("sameAs",)}


def run(page: ParsedPage) -> AuditResult:
    if not is_home(page):
        return not_applicable("This is not the home page.")
    found = [
        (
            [
                name
                for name, ways in {**WANTED, **PROFILES}.items()
                if not any(values(item, way) for way in ways)
            ],
            item,
        )
        for item in organizations(page)
    ]
    if not found:
        return failed("No item of the page is an organization.")
    lacking, best = min(found, key=lambda pair: len(pair[0]))
    if lacking:
        finding = Finding(label(best), f"missing {', '.join(lacking)} ({best.place})")
        return failed(f"The organization lacks {', '.join(lacking)}.", [finding])
    return passed(f"{label(best)} has name, url, logo and sameAs.")
