"""img.size-attrs: every image has width and height."""

from __future__ import annotations

import re
from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_parts import Image
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="img.size-attrs",
    category="images",
    severity=Severity.MODERATE,
    title="Images state their size",
    failure_title="Some images do not state their size",
    why=(
        "Without a size the page jumps when the image arrives, which spoils the "
        "layout shift metric."
    ),
    how_to_fix=("Write width and height attributes, or an aspect-ratio in the style."),
    source="https://web.dev/articles/optimize-cls",
    verified=date(2026, 11, 23),
    inputs=("page",),
)


SIZED = re.compile(
    r"aspect-ratio|(?=.*width)(?=.*height)|position\s*:\s*(fixed|absolute)"
)


def run(page: ParsedPage) -> AuditResult:
    shown = [image for image in page.images if not is_exempt(image)]
    if not shown:
        return not_applicable("The page has no images.")
    bad = [image for image in shown if not is_sized(image)]
    if bad:
        found = (Finding(image.snippet) for image in bad)
        return failed(f"{len(bad)} of {count(len(shown), 'image')}.", found)
    return passed(f"{count(len(shown), 'image')} looked at.")


def is_exempt(image: Image) -> bool:
    return image.is_hidden or image.src.lower().startswith("data:image/svg")


def is_sized(image: Image) -> bool:
    has_attributes = bool(image.width and image.height)
    return has_attributes or bool(SIZED.search(image.style.lower()))
