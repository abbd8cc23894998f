"""crawl.soft-404: what does not exist answers 404, and the page is none such."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_measured, passed, warned
from webapp.audits.not_found_words import says_not_found
from webapp.audits.probe_answers import reason_unmeasured
from webapp.audits.robots_directives import keeps_out, robots_directives
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.site_facts import Answer, SiteFacts

META = AuditMeta(
    id="crawl.soft-404",
    category="indexing",
    severity=Severity.MODERATE,
    title="What does not exist answers 404",
    failure_title="An error page answers with status 200",
    why=(
        "Search engines take every page that answers 200 for content: they spend "
        "their visits on error pages, and drop pages that look like one."
    ),
    how_to_fix=(
        "Send status 404 or 410 with the error page; do not redirect unknown "
        "addresses to the start page."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/troubleshoot-crawling-errors",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page", "site"),
    rule=(
        "Fails where the page shows two of three signs of an error page (a title or "
        "first heading that says so, fewer than 100 words, noindex), one of them the "
        "words, or where an address made up by us answers 2xx, by a redirect or not. "
        "Warns where that address answers 5xx."
    ),
    wrong="GET /no-such-page\n\nHTTP/1.1 200 OK\n\n<title>Page not found</title>",
    right=(
        "GET /no-such-page\n\nHTTP/1.1 404 Not Found\n\n<title>Page not found</title>"
    ),
)

FEW_WORDS = 100


def run(fetched: FetchedPage, page: ParsedPage, site: SiteFacts) -> AuditResult:
    words = list(find_words(page))
    signs = list(find_other_signs(fetched, page))
    if words and signs:
        sentence = "The page looks like an error page, and answers 200."
        return failed(sentence, [*words, *signs])
    return judge_missing(site.missing_page)


def find_words(page: ParsedPage) -> Iterator[Finding]:
    heading = next((item.text for item in page.headings if item.level == 1), "")
    for text in (page.title, heading):
        if says_not_found(text):
            yield Finding(text, "says that there is nothing")


def find_other_signs(fetched: FetchedPage, page: ParsedPage) -> Iterator[Finding]:
    if page.word_count < FEW_WORDS:
        yield Finding(fetched.final_url, count(page.word_count, "word"))
    for directive in robots_directives(fetched, page):
        if keeps_out(directive):
            yield Finding(directive.source, directive.name)


def judge_missing(missing: Answer | None) -> AuditResult:
    if missing is None:
        return not_measured("No address that does not exist was asked for.")
    reason = reason_unmeasured(missing)
    if missing.status is None or missing.status == 429:
        return not_measured(reason or missing.note)
    found = [Finding(missing.url, f"status {missing.status} at {missing.final_url}")]
    if missing.status >= 500:
        return warned(f"An unknown address answers {missing.status}.", found)
    if missing.is_ok:
        way = "is led to another page" if missing.redirects else "answers"
        return failed(
            f"An address that does not exist {way} with {missing.status}.", found
        )
    return passed(f"An address that does not exist answers {missing.status}.")
