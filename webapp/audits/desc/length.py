"""desc.length: 70 to 160 characters, and not wider than results show."""

from __future__ import annotations

import unicodedata
from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.pixel_width import columns, pixel_width
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="desc.length",
    category="head",
    severity=Severity.MINOR,
    title="The description has a good length",
    failure_title="The description is short or long",
    why=(
        "Results cut descriptions after about 160 characters; very short ones say "
        "too little."
    ),
    how_to_fix="Write 70 to 160 characters that make people want to read on.",
    source="https://developers.google.com/search/docs/appearance/snippet",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if the description has fewer than 70 or more than 160 characters, or "
        "would be 985 pixels or wider in Arial of 14 pixels. Wide signs, such as "
        "Chinese ones, count twice. Google sets no limit. Does not apply without a "
        "description."
    ),
    wrong='<meta name="description" content="All about tomatoes.">',
    right=(
        '<meta name="description" content="Sorts, pots and feeding: how tomatoes '
        'thrive on a small balcony, and what to do about lice and blight.">'
    ),
)


SHORTEST, LONGEST = 70, 160
FONT_PX, TOO_WIDE_PX = 14, 985


def run(page: ParsedPage) -> AuditResult:
    text = unicodedata.normalize("NFC", page.description)
    if not text:
        return not_applicable("The page has no description.")
    length, width = columns(text), round(pixel_width(text, FONT_PX))
    size = f"{count(len(text), 'character')}, about {width} pixels wide"
    if length < SHORTEST:
        return failed(f"The description is short: {size}.", [Finding(text, size)])
    if length > LONGEST or width >= TOO_WIDE_PX:
        return failed(f"The description is long: {size}.", [Finding(text, size)])
    return passed(f"The description has a good length: {size}.")
