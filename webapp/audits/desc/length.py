"""desc.length: 70 to 160 characters."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="desc.length",
    category="head",
    severity=Severity.MINOR,
    title="The description has a good length",
    failure_title="The description is short or long",
    why=(
        "Results cut descriptions after about 160 characters; very short ones "
        "say too little."
    ),
    how_to_fix="Write 70 to 160 characters that make people want to read on.",
    source="https://developers.google.com/search/docs/appearance/snippet",
    verified=date(2026, 11, 23),
    inputs=("page",),
)


SHORTEST, LONGEST = 70, 160


def run(page: ParsedPage) -> AuditResult:
    length = len(page.description)
    if not length:
        return not_applicable("The page has no description.")
    if SHORTEST <= length <= LONGEST:
        return passed(f"The description has {length} characters.")
    word = "short" if length < SHORTEST else "long"
    found = [Finding(page.description, f"{length} characters")]
    return failed(f"The description is {word}: {length} characters.", found)
