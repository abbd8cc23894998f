"""sitemap.consistency: what the sitemap lists is meant to be found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from webapp.audits.addresses import normalised
from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.canonicals import find_canonicals, named_urls
from webapp.audits.robots_directives import keeps_out, robots_directives
from webapp.audits.robots_lines import blocking_line
from webapp.audits.site_sitemap import readable_sitemap
from webapp.audits.sitemap_entries import find_entry
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.site_facts import SiteFacts

META = AuditMeta(
    id="sitemap.consistency",
    category="indexing",
    severity=Severity.MODERATE,
    title="The sitemap and the page agree",
    failure_title="The sitemap lists the page, and the page says otherwise",
    why=(
        "A sitemap is a list of the addresses that should be in results; one that is "
        "redirected, blocked or declared a copy makes crawlers doubt the whole list."
    ),
    how_to_fix=(
        "Take the address out of the sitemap, or what contradicts it out of the page."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/sitemaps/build-sitemap",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page", "site"),
    rule=(
        "Fails where the sitemap lists the scanned address although it redirects, "
        "carries noindex for Google, is forbidden to Googlebot by robots.txt, or names "
        "another address as its canonical one. Does not apply where the part of the "
        "sitemap that was read does not list it; the files of an index are not read."
    ),
    wrong='<loc>https://example.com/a</loc>\n\n<meta name="robots" content="noindex">',
    right=(
        "<loc>https://example.com/a</loc>\n\n"
        '<link rel="canonical" href="https://example.com/a">'
    ),
)


def run(fetched: FetchedPage, page: ParsedPage, site: SiteFacts) -> AuditResult:
    file = readable_sitemap(site)
    if file is None:
        return not_applicable("There is no sitemap to compare with.")
    old = [hop for hop in fetched.redirects if find_entry(file, hop.url)]
    if old:
        found = (Finding(hop.url, f"{hop.status} to {hop.location}") for hop in old)
        return failed("The sitemap lists an address that redirects.", found)
    if not find_entry(file, fetched.final_url):
        return not_applicable("What was read of the sitemap does not list the page.")
    against = list(find_contradictions(fetched, page, site))
    if against:
        return failed("The sitemap lists a page that is not to be found.", against)
    return passed("The sitemap lists the page, and nothing speaks against it.")


def find_contradictions(
    fetched: FetchedPage, page: ParsedPage, site: SiteFacts
) -> Iterator[Finding]:
    for directive in robots_directives(fetched, page):
        if directive.is_for_google and keeps_out(directive):
            yield Finding(directive.source, "it keeps the page out of results")
    url = fetched.final_url
    if not site.robots.allows_bot(url, "Googlebot"):
        yield Finding(blocking_line(site.robots, url, "Googlebot"), "in robots.txt")
    named = named_urls(find_canonicals(fetched, page))
    if named and normalised(url) not in named:
        snippet = next(iter(named.values())).snippet
        yield Finding(snippet, "another address is the canonical one")
