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
    severity=Severity.MODERATE,
    title="Browsers are told to stay with HTTPS",
    failure_title="Browsers are not told to stay with HTTPS",
    why=(
        "The first request of a visit can still be sent over http and be intercepted."
    ),
    how_to_fix="Send Strict-Transport-Security: max-age=31536000.",
    source="https://www.rfc-editor.org/rfc/rfc6797",
    verified=date(2026, 11, 24),
    inputs=("fetched",),
    rule=(
        "It fails if max-age of the first Strict-Transport-Security header is 0, which"
        " takes the protection away. It warns if the header is missing, has no valid"
        " max-age, or one of less than 31,536,000 seconds (a year). Pages that came"
        " over http are left out, where browsers ignore the header."
    ),
    wrong="Strict-Transport-Security: max-age=0",
    right="Strict-Transport-Security: max-age=31536000; includeSubDomains",
)

YEAR = 31_536_000
#: The directive as a whole: ``x-max-age`` is another one.
MAX_AGE = re.compile(r"(?:^|;)\s*max-age\s*=\s*\"?(\d{1,12})\"?\s*(?:;|$)", re.I)


def run(fetched: FetchedPage) -> AuditResult:
    if not fetched.final_url.lower().startswith("https:"):
        return not_applicable("The header counts on https alone.")
    header = fetched.header("Strict-Transport-Security")
    if header is None:
        return warned("The header is missing.")
    found = [Finding(f"Strict-Transport-Security: {header}")]
    age = MAX_AGE.search(header)
    if age is None:
        return warned("The header has no valid max-age and is void.", found)
    seconds = int(age[1])
    if not seconds:
        return failed("The header switches the protection off.", found)
    if seconds < YEAR:
        return warned(f"max-age is {seconds} s, less than a year.", found)
    return passed(f"max-age is {seconds} s.")
