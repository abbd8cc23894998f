"""ai.pay: whether the site asks crawlers to pay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from webapp.audits.audit import AuditMeta, passed, warned
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.site_facts import Answer, SiteFacts

META = AuditMeta(
    id="ai.pay",
    category="answers",
    severity=Severity.INFO,
    title="The site asks no crawler to pay",
    failure_title="The site asks crawlers to pay",
    why=(
        "Status 402 and price headers are for crawlers that have a contract; all "
        "others get no page and quote another site."
    ),
    how_to_fix=(
        "If that is not meant, switch pay per crawl off at your CDN, or let search "
        "crawlers through without a price."
    ),
    source="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.3",
    verified=date(2026, 11, 24),
    inputs=("fetched", "site"),
    rule=(
        "Warns where the page or what was asked for beside it answers 402 or has a "
        "header that names a price (Crawler-Price, Crawler-Exact-Price, "
        "Crawler-Charged). A page that answers 402 to us ends the scan. Never scored."
    ),
    wrong="HTTP/1.1 402 Payment Required\nCrawler-Price: USD 0.01",
    right="HTTP/1.1 200 OK",
)

HEADERS = frozenset({"crawler-price", "crawler-exact-price", "crawler-charged"})


def run(fetched: FetchedPage, site: SiteFacts) -> AuditResult:
    found = list(find_prices(fetched.final_url, fetched.status, fetched.headers))
    beside = (*site.sitemaps, site.llms, site.favicon, site.missing_page)
    for answer in filter(None, beside):
        found += prices_of(answer)
    if found:
        return warned("The server names a price.", found)
    return passed("No price was named to our crawler.")


def prices_of(answer: Answer) -> Iterator[Finding]:
    return find_prices(answer.url, answer.status, answer.headers)


def find_prices(
    url: str, status: int | None, headers: tuple[tuple[str, str], ...]
) -> Iterator[Finding]:
    if status == 402:
        yield Finding(url, "status 402, payment required")
    for name, value in headers:
        if name.lower() in HEADERS:
            yield Finding(f"{name}: {value}", f"at {url}")
