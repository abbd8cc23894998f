"""sec.https: the final URL is https."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage

META = AuditMeta(
    id="sec.https",
    category="security",
    severity=Severity.SERIOUS,
    title="The page is served over HTTPS",
    failure_title="The page is not served over HTTPS",
    why=(
        "Without HTTPS anybody on the way can read and change the page; browsers"
        " warn, engines prefer the secure one."
    ),
    how_to_fix="Serve the site over HTTPS and redirect http:// to it.",
    source="https://web.dev/articles/why-https-matters",
    verified=date(2026, 11, 24),
    inputs=("fetched",),
    rule=(
        "The address that the page came from in the end, after all redirects, has to"
        " begin with https. A certificate that browsers refuse ends the scan before"
        " any check, and is reported there."
    ),
    wrong="http://example.com/",
    right="https://example.com/",
)


def run(fetched: FetchedPage) -> AuditResult:
    if fetched.final_url.lower().startswith("https:"):
        return passed("The connection was secure.")
    return failed("The page came over plain http.", [Finding(fetched.final_url)])
