"""crawl.redirect-temp: a lasting move is a 301 or 308."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from webapp.audits.addresses import normalised
from webapp.audits.audit import AuditMeta, failed, not_applicable, passed, warned
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="crawl.redirect-temp",
    category="indexing",
    severity=Severity.MINOR,
    title="Lasting moves are permanent redirects",
    failure_title="A move is declared as temporary",
    why=(
        "A temporary redirect tells search engines to keep the old address in their "
        "results; a permanent one hands its standing over to the new one."
    ),
    how_to_fix=(
        "Answer 301 or 308 where an address has moved for good, and do it on the "
        "server instead of by a meta refresh."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/301-redirects",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails where 302, 303 or 307 only changes http to https, adds or drops www., "
        "or a last slash, which is never meant for a time, and where the page itself "
        "sends visitors on by a meta refresh. Warns for other temporary redirects. "
        "Does not apply where nothing redirects; redirects by scripts are not seen."
    ),
    wrong="HTTP/1.1 302 Found\nLocation: https://www.example.com/",
    right="HTTP/1.1 301 Moved Permanently\nLocation: https://www.example.com/",
)

TEMPORARY = frozenset({302, 303, 307})
REFRESH = re.compile(r"\s*[\d.]+\s*[;,\s]\s*(?:url\s*=)?\s*['\"]?([^'\"]+)", re.I)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    refreshes = list(find_refreshes(page))
    if not fetched.redirects and not refreshes:
        return not_applicable("Nothing redirects.")
    stops = [*(hop.url for hop in fetched.redirects), fetched.final_url]
    moves = zip(fetched.redirects, pairwise(stops), strict=True)
    temporary = [(hop, ends) for hop, ends in moves if hop.status in TEMPORARY]
    found = [
        Finding(hop.url, f"{hop.status} to {hop.location}") for hop, _ in temporary
    ]
    if refreshes or any(is_lasting(*ends) for _, ends in temporary):
        return failed("A move that lasts is not a 301 or 308.", [*found, *refreshes])
    if found:
        return warned("There is a temporary redirect; is the move one?", found)
    return passed("Every redirect is permanent.")


def find_refreshes(page: ParsedPage) -> list[Finding]:
    found = []
    for meta in page.metas:
        target = REFRESH.match(meta.content) if meta.http_equiv == "refresh" else None
        if target and is_elsewhere(page.url, target[1].strip()):
            found.append(Finding(meta.snippet, "the page sends its visitors on"))
    return found


def is_elsewhere(url: str, target: str) -> bool:
    try:
        return normalised(urljoin(url, target)) != normalised(url)
    except ValueError:
        return False


def is_lasting(before: str, after: str) -> bool:
    return spelling(before) == spelling(after)


def spelling(url: str) -> tuple[str, str, str]:
    """An address without what a site decides once and for all."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return host, parts.path.rstrip("/"), parts.query
