"""img.alt-missing: every image has an alt; one that is all of a link says something."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_parts import Image
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="img.alt-missing",
    category="images",
    severity=Severity.MODERATE,
    title="Images have alternative texts",
    failure_title="Some images have no alternative text",
    why=(
        "The alternative text is what people who do not see the image, image "
        "search and language models get."
    ),
    how_to_fix=('Describe the image in alt; write alt="" for one that only decorates.'),
    source="https://dequeuniversity.com/rules/axe/4.10/image-alt",
    verified=date(2026, 11, 23),
    inputs=("page",),
)


def run(page: ParsedPage) -> AuditResult:
    shown = [image for image in page.images if not is_exempt(image)]
    if not shown:
        return not_applicable("The page has no images.")
    bad = [(image, reason) for image in shown if (reason := problem(image))]
    if bad:
        found = (Finding(image.snippet, reason) for image, reason in bad)
        return failed(f"{len(bad)} of {count(len(shown), 'image')}.", found)
    return passed(f"{count(len(shown), 'image')} looked at.")


def is_exempt(image: Image) -> bool:
    is_decoration = image.role in ("presentation", "none") or image.is_aria_hidden
    return is_decoration or image.is_hidden or bool(image.label)


def problem(image: Image) -> str:
    if image.alt is None:
        return "it has no alt attribute"
    if not image.alt.strip() and image.in_bare_link:
        return "it is all that its link holds, and says nothing"
    return ""
