"""title.length: 30 to 60 characters."""

from __future__ import annotations

import unicodedata
from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="title.length",
    category="head",
    severity=Severity.MINOR,
    title="The title has a good length",
    failure_title="The title is short or long",
    why=(
        "Results show about 60 characters; a very short title says little about "
        "the page."
    ),
    how_to_fix="Aim at 30 to 60 characters, the telling words first.",
    source="https://developers.google.com/search/docs/appearance/title-link",
    verified=date(2026, 11, 23),
    inputs=("page",),
)


SHORTEST, LONGEST = 30, 60


def run(page: ParsedPage) -> AuditResult:
    length = len(unicodedata.normalize("NFC", page.title))
    if not length:
        return not_applicable("The page has no title.")
    if SHORTEST <= length <= LONGEST:
        return passed(f"The title has {length} characters.")
    word = "short" if length < SHORTEST else "long"
    found = [Finding(page.title, f"{length} characters")]
    return failed(f"The title is {word}: {length} characters.", found)
