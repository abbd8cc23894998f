"""img.lazy-hero: the first large image is not loaded late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed, warned
from webapp.audits.image_sizes import pixels
from webapp.audits.markup import attributes
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_parts import Image
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="img.lazy-hero",
    category="images",
    severity=Severity.MINOR,
    title="The first large image is loaded at once",
    failure_title="The first large image is loaded late",
    why=(
        "With loading=lazy a browser fetches an image only after the layout, which"
        " delays the largest paint if the image is in view."
    ),
    how_to_fix=(
        "Take loading=lazy away from images that are seen without scrolling, and set"
        " fetchpriority=high on the largest of them."
    ),
    source="https://web.dev/articles/lcp-lazy-loading",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "The first large image is the first shown one whose width and height in pixels"
        " are at least 300 and 150. It warns if that one has loading=lazy, since only"
        " the layout tells whether it is in view. It fails if an image has both"
        " loading=lazy and fetchpriority=high, which contradict each other. It does not"
        " apply if no image states such a size."
    ),
    wrong='<img src="hero.jpg" width="1200" height="600" loading="lazy" alt="Garden">',
    right='<img src="hero.jpg" width="1200" height="600" alt="Garden">',
)

WIDTH, HEIGHT = 300, 150


def run(page: ParsedPage) -> AuditResult:
    shown = [image for image in page.images if not image.is_hidden]
    torn = [image for image in shown if is_lazy(image) and is_urgent(image)]
    if torn:
        found = (Finding(image.snippet) for image in torn)
        return failed("loading=lazy stands beside fetchpriority=high.", found)
    first = first_large(shown)
    if first is None:
        return not_applicable("No image says that it is large.")
    found_first = [Finding(first.snippet)]
    if is_lazy(first):
        return warned("It has loading=lazy and may be in view at once.", found_first)
    return passed("It does not have loading=lazy.")


def first_large(images: Iterable[Image]) -> Image | None:
    for image in images:
        width, height = pixels(image, "width"), pixels(image, "height")
        if width and height and width >= WIDTH and height >= HEIGHT:
            return image
    return None


def is_lazy(image: Image) -> bool:
    return image.loading == "lazy"


def is_urgent(image: Image) -> bool:
    return attributes(image.snippet).get("fetchpriority", "").lower() == "high"
