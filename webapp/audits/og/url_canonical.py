"""og.url-canonical: og:url and the canonical URL are the same."""

from __future__ import annotations

from datetime import date
from urllib.parse import urljoin

from webapp.audits.addresses import is_web_address, normalised
from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.canonicals import find_canonicals, named_urls
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="og.url-canonical",
    category="social",
    severity=Severity.MINOR,
    title="Shared links and search results name the same address",
    failure_title="Shared links and search results name different addresses",
    why=(
        "Likes and shares are counted for og:url, rankings for the canonical URL; if"
        " they differ, two addresses of one page go about."
    ),
    how_to_fix="Write the canonical URL into og:url.",
    source="https://ogp.me/#metadata",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "It fails if og:url is not the canonical URL of the head or the Link header"
        " (any of them, if there are several), or is no web address. Upper and lower"
        " case of the host, default ports, fragments and ways of percent-encoding make"
        " no difference; a slash at the end does. It does not apply if one is missing."
    ),
    wrong=(
        '<link rel="canonical" href="https://example.com/soil">\n'
        '<meta property="og:url" content="http://example.com/soil?ref=share">'
    ),
    right=(
        '<link rel="canonical" href="https://example.com/soil">\n'
        '<meta property="og:url" content="https://example.com/soil">'
    ),
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    shared = page.open_graph.get("og:url", "")
    canonicals = named_urls(find_canonicals(fetched, page))
    if not shared or not canonicals:
        lacking = "canonical URL" if shared else "og:url"
        return not_applicable(f"The page has no {lacking}.")
    url = whole(page.url, shared)
    found = [Finding(f'<meta property="og:url" content="{shared}">')]
    if not is_web_address(url):
        return failed("og:url is no web address.", found)
    if normalised(url) in canonicals:
        return passed("og:url is the canonical URL.")
    found += (Finding(canonical.snippet) for canonical in canonicals.values())
    return failed("og:url and the canonical URL differ.", found)


def whole(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError:
        return ""
