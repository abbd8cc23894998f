"""sec.permissions: a Permissions-Policy header."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage

META = AuditMeta(
    id="sec.permissions",
    category="security",
    severity=Severity.INFO,
    title="The page says which features of the device it uses",
    failure_title="The page does not say which features of the device it uses",
    why=(
        "With a policy no script of a third party can ask for the camera, the"
        " microphone or the place of a visitor."
    ),
    how_to_fix="Send Permissions-Policy: camera=(), microphone=(), geolocation=().",
    source="https://www.w3.org/TR/permissions-policy/",
    verified=date(2026, 11, 24),
    inputs=("fetched",),
    rule=(
        "It fails if no Permissions-Policy header with a value is sent. Its older name,"
        " Feature-Policy, does not count."
    ),
    wrong="Feature-Policy: camera 'none'",
    right="Permissions-Policy: camera=(), microphone=()",
)


def run(fetched: FetchedPage) -> AuditResult:
    sent = [
        value for value in fetched.header_all("Permissions-Policy") if value.strip()
    ]
    if sent:
        return passed(f"It is “{sent[0][:100]}”.")
    old = [f"Feature-Policy: {value}" for value in fetched.header_all("Feature-Policy")]
    sentence = "Only the older header is sent." if old else "The header is missing."
    return failed(sentence, map(Finding, old))
