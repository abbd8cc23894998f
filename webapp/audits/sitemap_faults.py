"""What is wrong with a sitemap that can be read.

https://www.sitemaps.org/protocol.html
"""

from __future__ import annotations

from collections.abc import Iterator

from webapp.audits.addresses import is_web_address, split
from webapp.audits.sitemap_files import MOST_BYTES, MOST_URLS, SitemapFile
from webapp.domain.audit_result import Finding
from webapp.domain.site_facts import Answer


def find_faults(answer: Answer, file: SitemapFile) -> Iterator[Finding]:
    if len(file.entries) > MOST_URLS:
        yield Finding(answer.url, f"more than {MOST_URLS:,} entries")
    if file.size > MOST_BYTES:
        yield Finding(answer.url, "more than 50 MB")
    for loc in strangers(answer, file):
        if not is_web_address(loc):
            yield Finding(loc or "<loc>", "no absolute URL")


def find_doubts(answer: Answer, file: SitemapFile) -> Iterator[Finding]:
    if file.kind != "feed" and not file.entries and not file.is_cut:
        yield Finding(answer.url, "it lists nothing")
    if file.kind in ("urlset", "index") and not file.has_namespace:
        yield Finding(answer.url, "its namespace is not that of sitemaps")
    if file.is_utf16:
        yield Finding(answer.url, "it is in UTF-16, the protocol asks for UTF-8")
    for loc in strangers(answer, file):
        yield Finding(loc, "another host or scheme than the sitemap's")


def strangers(answer: Answer, file: SitemapFile) -> Iterator[str]:
    """What does not begin as the sitemap's own address does."""
    own = f"{origin_of(answer.final_url)}/"
    for loc, _ in file.entries:
        if not loc.startswith(own) and f"{origin_of(loc)}/" != own:
            yield loc


def origin_of(url: str) -> str:
    parts = split(url)
    return f"{parts.scheme}://{parts.netloc.lower()}" if parts else ""
