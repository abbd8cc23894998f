"""Which entries of a sitemap are about a page."""

from __future__ import annotations

from webapp.audits.addresses import normalised
from webapp.audits.sitemap_files import SitemapFile

TAIL = 4


def is_same_page(loc: str, url: str) -> bool:
    """Whether both are one address, however written."""
    if loc == url:
        return True
    # Normalising 50,000 addresses would take most of a second.
    if loc.isascii() and tail(loc) != tail(url):
        return False
    return normalised(loc) == normalised(url)


def find_entry(file: SitemapFile, url: str) -> str:
    """The entry for this page as written, empty where there is none."""
    if file.kind not in ("urlset", "text"):
        return ""
    return next((loc for loc, _ in file.entries if is_same_page(loc, url)), "")


def tail(url: str) -> str:
    return url.partition("#")[0].rstrip("/")[-TAIL:].lower()
