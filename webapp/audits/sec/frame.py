"""sec.frame: other sites cannot put the page into a frame."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.audits.csp import header_policies
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage

META = AuditMeta(
    id="sec.frame",
    category="security",
    severity=Severity.MINOR,
    title="Other sites cannot frame the page",
    failure_title="Other sites can frame the page",
    why=(
        "A site that shows the page in a transparent frame can lead visitors to click"
        " on what they do not see."
    ),
    how_to_fix="Send Content-Security-Policy: frame-ancestors 'self'.",
    source="https://www.w3.org/TR/CSP3/#directive-frame-ancestors",
    verified=date(2026, 11, 24),
    inputs=("fetched",),
    rule=(
        "It passes if a Content-Security-Policy header has frame-ancestors that do not"
        " let every site in, or, where none has frame-ancestors, if X-Frame-Options is"
        " DENY or SAMEORIGIN. It fails otherwise: ALLOW-FROM is obsolete, and a policy"
        " in a meta element or a report-only header frames nobody out."
    ),
    wrong="X-Frame-Options: ALLOW-FROM https://partner.example",
    right="Content-Security-Policy: frame-ancestors 'self'",
)

#: Sources that let any site in.
ANYBODY = frozenset({"*", "http:", "https:", "http://*", "https://*"})
REFUSING = frozenset({"deny", "sameorigin"})


def run(fetched: FetchedPage) -> AuditResult:
    ancestors = [
        policy["frame-ancestors"]
        for policy in header_policies(fetched)
        if "frame-ancestors" in policy
    ]
    if ancestors:
        return judge_policy(ancestors)
    sent = fetched.header_all("X-Frame-Options")
    options = {one.strip().lower() for value in sent for one in value.split(",")}
    if options & REFUSING:
        return passed(f"X-Frame-Options is {', '.join(sent)}.")
    if sent:
        found = [Finding(f"X-Frame-Options: {value}") for value in sent]
        return failed("X-Frame-Options has a value that browsers ignore.", found)
    return failed("Neither frame-ancestors nor X-Frame-Options is sent.")


def judge_policy(ancestors: list[tuple[str, ...]]) -> AuditResult:
    """With frame-ancestors browsers do not look at X-Frame-Options."""
    if any(not ANYBODY & set(values) for values in ancestors):
        return passed("Its security policy says who may frame it.")
    lines = [f"frame-ancestors {' '.join(values)}" for values in ancestors]
    return failed("frame-ancestors lets every site in.", map(Finding, lines))
