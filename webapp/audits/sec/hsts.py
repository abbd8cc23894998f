"""sec.hsts: Strict-Transport-Security of at least a year, on https."""

from __future__ import annotations

import re
from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed, warned
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage

META = AuditMeta(
    id="sec.hsts",
    category="security",
    severity=Severity.MINOR,
    title="Browsers are told to stay with HTTPS",
    failure_title="Browsers are not told to stay with HTTPS",
    why=(
        "The first request of a visit can still be sent over http and be intercepted."
    ),
    how_to_fix="Send Strict-Transport-Security: max-age=31536000.",
    source="https://www.rfc-editor.org/rfc/rfc6797",
    verified=date(2026, 11, 23),
    inputs=("fetched",),
)


YEAR = 31_536_000


def run(fetched: FetchedPage) -> AuditResult:
    if not fetched.final_url.startswith("https://"):
        return not_applicable("The header counts on https alone.")
    header = fetched.header("Strict-Transport-Security")
    if header is None:
        return failed("The header is missing.")
    age = max_age(header)
    found = [Finding(f"Strict-Transport-Security: {header}")]
    if not age:
        return failed("The header switches the protection off.", found)
    if age < YEAR:
        return warned(f"max-age is {age} s, less than a year.", found)
    return passed(f"max-age is {age} s.")


def max_age(header: str) -> int:
    match = re.search(r"max-age\s*=\s*\"?(\d{1,12})", header, re.IGNORECASE)
    return int(match[1]) if match else 0
