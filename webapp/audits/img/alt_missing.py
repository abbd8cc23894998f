"""img.alt-missing: every image has an alt; one that is all of a link says something."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import (
    AuditMeta,
    count,
    failed,
    not_applicable,
    passed,
    warned,
)
from webapp.audits.image_sizes import is_pixel
from webapp.audits.markup import attributes
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_parts import Image
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="img.alt-missing",
    category="images",
    severity=Severity.SERIOUS,
    title="Images have alternative texts",
    failure_title="Some images have no alternative text",
    why=(
        "The alternative text is what people who do not see the image, image "
        "search and language models get."
    ),
    how_to_fix=('Describe the image in alt; write alt="" for one that only decorates.'),
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/23a2a8/",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        'It fails if an image that is all of a link has alt="" or none, as the link'
        ' then says nothing. It warns for any other image without alt; alt="" marks'
        " decoration and passes. Images with aria-label, aria-labelledby or title, with"
        " role presentation or none, with aria-hidden, hidden ones and those of one"
        " pixel are left out."
    ),
    wrong='<a href="/soil"><img src="soil.jpg" alt=""></a>',
    right='<a href="/soil"><img src="soil.jpg" alt="Soil for tomatoes"></a>',
)

NAMING = ("aria-label", "aria-labelledby", "title")


def run(page: ParsedPage) -> AuditResult:
    shown = [image for image in page.images if not is_exempt(image)]
    if not shown:
        return not_applicable("The page has no images.")
    mute = [image for image in shown if is_mute_link(image)]
    bare = [image for image in shown if image.alt is None and not is_mute_link(image)]
    found = [Finding(i.snippet, "its link has no other content") for i in mute]
    found += (Finding(i.snippet, "it has no alt attribute") for i in bare)
    if not found:
        return passed(f"{count(len(shown), 'image')} looked at.")
    sentence = f"{len(found)} of {count(len(shown), 'image')}."
    return failed(sentence, found) if mute else warned(sentence, found)


def is_exempt(image: Image) -> bool:
    is_decoration = image.role in ("presentation", "none") or image.is_aria_hidden
    if is_decoration or image.is_hidden or is_pixel(image):
        return True
    is_in_doubt = image.alt is None or image.in_bare_link
    return is_in_doubt and is_named(image)


def is_named(image: Image) -> bool:
    given = attributes(image.snippet)
    return any(given.get(name, "").strip() for name in NAMING)


def is_mute_link(image: Image) -> bool:
    return image.in_bare_link and not (image.alt or "").strip()
