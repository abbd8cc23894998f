"""canonical.invalid: every canonical has a usable href."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.canonicals import find_canonicals
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="canonical.invalid",
    category="indexing",
    severity=Severity.SERIOUS,
    title="The canonical URL can be read",
    failure_title="The canonical URL is empty or broken",
    why=(
        "An unreadable canonical is ignored, and with it your wish which address is "
        "shown."
    ),
    how_to_fix=(
        "Write the full URL of the page, beginning with https://, into the href."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if a canonical link of the head, or a Link header with "
        "rel=canonical, has no address, an empty one, one that is no URL, a host "
        "that cannot exist, or another scheme than http and https. Does not apply "
        "where there is none."
    ),
    wrong='<link rel="canonical" href="https:// example.com/tomatoes">',
    right='<link rel="canonical" href="https://example.com/tomatoes">',
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    canonicals = find_canonicals(fetched, page)
    if not canonicals:
        return not_applicable("The page has no canonical link.")
    broken = [canonical for canonical in canonicals if not canonical.is_usable]
    if broken:
        found = (Finding(canonical.snippet, "no usable URL") for canonical in broken)
        return failed(f"{count(len(broken), 'canonical link')} without use.", found)
    return passed("Every canonical link can be read.")
