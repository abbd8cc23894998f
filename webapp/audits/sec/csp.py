"""sec.csp: a Content-Security-Policy that keeps foreign scripts out."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed, warned
from webapp.audits.csp import HEADER, all_policies, allows_inline_scripts
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="sec.csp",
    category="security",
    severity=Severity.INFO,
    title="A security policy restrains scripts",
    failure_title="No security policy restrains scripts",
    why=(
        "A policy is the second line of defence: what an attacker gets into the page"
        " does not run."
    ),
    how_to_fix=(
        "Send a Content-Security-Policy with nonces for the scripts of the page; try it"
        " out with Content-Security-Policy-Report-Only."
    ),
    source="https://www.w3.org/TR/CSP3/",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "It fails if neither a Content-Security-Policy header nor a meta element of the"
        " head has a policy; report-only is none. It warns if every policy lets inline"
        " scripts run: without script-src and default-src, or by 'unsafe-inline'"
        " without nonce, hash or 'strict-dynamic'."
    ),
    wrong="Content-Security-Policy: script-src 'self' 'unsafe-inline'",
    right="Content-Security-Policy: script-src 'nonce-4Ahx7' 'strict-dynamic'",
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    policies = all_policies(fetched, page)
    if not policies:
        trial = fetched.header_all(f"{HEADER}-Report-Only")
        if trial:
            found = [Finding(f"{HEADER}-Report-Only: {value}") for value in trial]
            return failed("The policy only reports, and stops nothing.", found)
        return failed("The page comes without a policy.")
    if all(allows_inline_scripts(policy) for policy in policies):
        lines = ["; ".join(" ".join((k, *v)) for k, v in p.items()) for p in policies]
        return warned("The policy lets inline scripts run.", map(Finding, lines))
    return passed("The policy keeps inline scripts out.")
