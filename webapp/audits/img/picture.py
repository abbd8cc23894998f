"""img.picture: every picture holds an img with src."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="img.picture",
    category="images",
    severity=Severity.MODERATE,
    title="Pictures can be found by image search",
    failure_title="Some pictures cannot be found by image search",
    why=(
        "Google takes images from the src of img elements; a picture with sources alone"
        " is not shown by browsers either."
    ),
    how_to_fix="Put an img with src after the sources of each picture.",
    source="https://developers.google.com/search/docs/appearance/google-images",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails for each picture element without an img inside, and for each img in a"
        " picture whose src is missing or empty. It does not apply to pages without a"
        " picture element."
    ),
    wrong='<picture><source srcset="soil.avif"></picture>',
    right=(
        '<picture><source srcset="soil.avif"><img src="soil.jpg" alt="Soil"></picture>'
    ),
)


def run(page: ParsedPage) -> AuditResult:
    inside = [image for image in page.images if image.in_picture]
    number = len(inside) + len(page.bare_pictures)
    if not number:
        return not_applicable("The page has no picture element.")
    found = [Finding(snippet, "no img inside") for snippet in page.bare_pictures]
    found += (Finding(i.snippet, "its img has no src") for i in inside if not i.src)
    if found:
        return failed(f"{len(found)} of {count(number, 'picture')}.", found)
    return passed(f"{count(number, 'picture')} looked at.")
