"""title.length: 30 to 60 characters, and not wider than results show."""

from __future__ import annotations

import unicodedata
from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.pixel_width import columns, pixel_width
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="title.length",
    category="head",
    severity=Severity.MINOR,
    title="The title has a good length",
    failure_title="The title is short or long",
    why=(
        "Results show about 60 characters; a very short title says little about the "
        "page."
    ),
    how_to_fix="Aim at 30 to 60 characters, the telling words first.",
    source="https://developers.google.com/search/docs/appearance/title-link",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if the title has fewer than 30 or more than 60 characters, or would "
        "be wider than 561 pixels in Arial of 20 pixels, where results cut it. Wide "
        "signs, such as Chinese ones, count twice. Google sets no limit. Does not "
        "apply without a title."
    ),
    wrong="<title>Tomatoes</title>",
    right="<title>How tomatoes thrive on a small balcony</title>",
)


SHORTEST, LONGEST = 30, 60
FONT_PX, WIDEST_PX = 20, 561


def run(page: ParsedPage) -> AuditResult:
    title = unicodedata.normalize("NFC", page.title)
    if not title:
        return not_applicable("The page has no title whose length could be judged.")
    length, width = columns(title), round(pixel_width(title, FONT_PX))
    size = f"{count(len(title), 'character')}, about {width} pixels wide"
    if length < SHORTEST:
        return failed(f"The title is short: {size}.", [Finding(title, size)])
    if length > LONGEST or width > WIDEST_PX:
        return failed(f"The title is long: {size}.", [Finding(title, size)])
    return passed(f"The title has a good length: {size}.")
