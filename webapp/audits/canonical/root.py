"""canonical.root: a page below the home page does not name the home page."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from webapp.audits.addresses import normalised
from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.canonicals import find_canonicals, named_urls
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="canonical.root",
    category="indexing",
    severity=Severity.SERIOUS,
    title="The canonical URL is not the home page's",
    failure_title="The canonical URL is the home page's",
    why=(
        "Such a page says that it is a copy of the home page, and drops out of the "
        "results. It is a common mistake of templates."
    ),
    how_to_fix="Let each page name its own address, not the site's.",
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if a canonical URL is the root of the page's own origin while the "
        "page lies deeper. The root with a query, and a page that is an index file "
        "of the root (/index.html), are left to the check for canonicals that lead "
        "elsewhere."
    ),
    wrong=(
        "<title>Tomatoes on a balcony</title>\n"
        '<link rel="canonical" href="https://example.com/">'
    ),
    right=(
        "<title>Tomatoes on a balcony</title>\n"
        '<link rel="canonical" href="https://example.com/tomatoes">'
    ),
)

INDEX_FILE = re.compile(r"/(?:index|default)\.[a-z]{3,5}", re.IGNORECASE)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    named = named_urls(find_canonicals(fetched, page))
    here = urlsplit(normalised(page.url))
    if not named:
        return not_applicable("No canonical URL can be compared with the root.")
    if here.path == "/" or INDEX_FILE.fullmatch(here.path):
        return not_applicable("The page is the root itself.")
    root = f"{here.scheme}://{here.netloc}/"
    if root in named:
        found = [Finding(named[root].snippet, f"on {page.url}")]
        return failed("The page declares itself a copy of the home page.", found)
    return passed("The canonical URL is not the root of the site.")
