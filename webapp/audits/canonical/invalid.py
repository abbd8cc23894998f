"""canonical.invalid: every canonical has a usable href."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="canonical.invalid",
    category="indexing",
    severity=Severity.SERIOUS,
    title="The canonical URL can be read",
    failure_title="The canonical URL is empty or broken",
    why=(
        "An unreadable canonical is ignored, and with it your wish which address"
        " is shown."
    ),
    how_to_fix=(
        "Write the full URL of the page, beginning with https://, into the href."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 23),
    inputs=("page",),
)


def run(page: ParsedPage) -> AuditResult:
    if not page.canonicals:
        return not_applicable("The page has no canonical link.")
    broken = [link for link in page.canonicals if not is_web(link.url)]
    if broken:
        found = (Finding(link.snippet, "no usable URL") for link in broken)
        return failed("A canonical link cannot be read.", found)
    return passed("Every canonical link can be read.")


def is_web(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))
