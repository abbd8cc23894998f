"""crawl.status: the final status is 200."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed, warned
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage

META = AuditMeta(
    id="crawl.status",
    category="indexing",
    severity=Severity.CRITICAL,
    title="The page answers with status 200",
    failure_title="The page does not answer with status 200",
    why=(
        "Search engines index pages that answer 200; another status tells them "
        "to drop the page or to wait."
    ),
    how_to_fix=(
        "Make the server answer 200 for this URL, or link to the URL that does."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors",
    verified=date(2026, 11, 24),
    inputs=("fetched",),
    rule=(
        "The status after all redirects is looked at. 200 passes, another one below "
        "400 warns, 400 and above fail."
    ),
    wrong="HTTP/1.1 404 Not Found",
    right="HTTP/1.1 200 OK",
)


def run(fetched: FetchedPage) -> AuditResult:
    status = fetched.status
    if status == 200:
        return passed("The server answered 200.")
    found = [Finding(fetched.final_url, f"status {status}")]
    if status < 400:
        return warned(f"The server answered {status}; only 200 is indexed.", found)
    return failed(f"The server answered {status}.", found)
