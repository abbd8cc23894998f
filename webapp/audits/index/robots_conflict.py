"""index.robots-conflict: a noindex is where crawlers can read it."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.robots_directives import keeps_out, robots_directives
from webapp.audits.robots_lines import blocking_line
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.site_facts import SiteFacts

META = AuditMeta(
    id="index.robots-conflict",
    category="indexing",
    severity=Severity.SERIOUS,
    title="Crawlers can read the noindex of the page",
    failure_title="robots.txt hides the noindex of the page",
    why=(
        "A crawler that may not open the page never sees its noindex, so the address "
        "can stay in results for as long as links lead to it."
    ),
    how_to_fix=(
        "Allow the page in robots.txt until it has gone from the results, or drop the "
        "noindex if only the crawling is to stop."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/block-indexing",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page", "site"),
    rule=(
        "Fails where the page has a noindex for Google, in a meta element or a header, "
        "and robots.txt keeps Googlebot from it. Does not apply without a noindex."
    ),
    wrong='User-agent: *\nDisallow: /old/\n\n<meta name="robots" content="noindex">',
    right='User-agent: *\nAllow: /old/\n\n<meta name="robots" content="noindex">',
)

BOT = "Googlebot"


def run(fetched: FetchedPage, page: ParsedPage, site: SiteFacts) -> AuditResult:
    directives = [
        directive
        for directive in robots_directives(fetched, page)
        if directive.is_for_google and keeps_out(directive)
    ]
    if not directives:
        return not_applicable("The page has no noindex.")
    url = fetched.final_url
    if site.robots.allows_bot(url, BOT):
        return passed("The noindex can be read.")
    line = Finding(blocking_line(site.robots, url, BOT), "in robots.txt")
    found = [line, *(Finding(d.source, d.name) for d in directives)]
    return failed("The noindex cannot be read, as robots.txt forbids the page.", found)
