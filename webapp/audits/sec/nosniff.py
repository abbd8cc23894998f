"""sec.nosniff: X-Content-Type-Options: nosniff."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage

META = AuditMeta(
    id="sec.nosniff",
    category="security",
    severity=Severity.MINOR,
    title="Browsers may not guess content types",
    failure_title="Browsers may guess content types",
    why="A browser that guesses can be led to run an uploaded file as a script.",
    how_to_fix="Send the header X-Content-Type-Options: nosniff.",
    source="https://fetch.spec.whatwg.org/#x-content-type-options-header",
    verified=date(2026, 11, 24),
    inputs=("fetched",),
    rule=(
        "The first value of X-Content-Type-Options has to be nosniff, in upper or lower"
        " case. It fails if the header is missing or says anything else."
    ),
    wrong="X-Content-Type-Options: none",
    right="X-Content-Type-Options: nosniff",
)


def run(fetched: FetchedPage) -> AuditResult:
    header = fetched.header("X-Content-Type-Options")
    if header is None:
        return failed("The header is missing.")
    # Only the first value counts (Fetch standard).
    if header.partition(",")[0].strip().lower() == "nosniff":
        return passed("The header says nosniff.")
    found = [Finding(f"X-Content-Type-Options: {header}")]
    return failed("The header says something else.", found)
