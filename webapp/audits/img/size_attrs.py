"""img.size-attrs: every image has width and height."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.image_sizes import has_side, style_of
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
    how_to_fix="Write width and height attributes, or an aspect-ratio in the style.",
    source="https://web.dev/articles/optimize-cls",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails for an image without both width and height, each as a number in an"
        " attribute or as a value other than auto in the style attribute, and without"
        " an aspect-ratio there. Hidden images, those that stand outside of the flow"
        " (position fixed or absolute) and drawings in a data: address are left out."
        " Style sheets are not read: a page that gives the sizes there is right, too."
    ),
    wrong='<img src="soil.jpg" alt="Soil" style="max-width: 100%">',
    right='<img src="soil.jpg" alt="Soil" width="800" height="600">',
)


def run(page: ParsedPage) -> AuditResult:
    shown = [image for image in page.images if not is_exempt(image)]
    if not shown:
        return not_applicable("The page has no images in its flow.")
    bad = [image for image in shown if not is_sized(image)]
    if bad:
        found = (Finding(image.snippet) for image in bad)
        return failed(f"{len(bad)} of {count(len(shown), 'image')}.", found)
    return passed(f"{count(len(shown), 'image')} looked at.")


def is_exempt(image: Image) -> bool:
    is_drawing = image.src.lower().startswith("data:image/svg")
    is_outside = style_of(image).get("position") in ("fixed", "absolute")
    return image.is_hidden or is_drawing or is_outside


def is_sized(image: Image) -> bool:
    style = style_of(image)
    sides = has_side(image, style, "width") and has_side(image, style, "height")
    return sides or "aspect-ratio" in style
