"""url.length: the address has at most 100 characters."""

from __future__ import annotations

from datetime import date
from urllib.parse import unquote

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="url.length",
    category="indexing",
    severity=Severity.MINOR,
    title="The address is short enough",
    failure_title="The address is long",
    why=(
        "A long address is cut in results, hard to pass on, and tells little by its "
        "first words."
    ),
    how_to_fix=(
        "Use a few words that name the page, and leave out folders and parameters "
        "that it does not need."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if the address has more than 100 characters, the scheme included and "
        "a fragment left out. A letter that has to be escaped counts as one."
    ),
    wrong=(
        "https://example.com/shop/category/garden/vegetables/tomatoes/article?id="
        "1234567890&from=list&page=1&sort=up"
    ),
    right="https://example.com/garden/tomatoes",
)


LONGEST = 100


def run(page: ParsedPage) -> AuditResult:
    address = unquote(page.url.partition("#")[0])
    length = len(address)
    if length <= LONGEST:
        return passed(f"The address has {length} characters.")
    found = [Finding(page.url, f"{length} characters")]
    return failed(f"The address has {length} characters.", found)
