"""Pages for the report's bench: real ones, one that grows, and a site around them."""

from __future__ import annotations

import re
from pathlib import Path

from webapp.domain.fetched_page import FetchedPage
from webapp.domain.robots_txt import RobotsTxt
from webapp.domain.site_facts import Answer, SiteFacts

URL = "https://example.com/a/page.html"
HOST = "https://example.com"
#: A page whose sections are repeated should be smaller than the smallest page made.
UNIT_BYTES = range(5_000, 12_000)
UNIT_WORDS = 200
BODY = re.compile(rb"(.*?<body[^>]*>)(.*)(</body>.*)", re.IGNORECASE | re.DOTALL)
TAGS = re.compile(rb"<(script|style)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)


def real_pages(folders: list[Path], limit: int) -> list[Path]:
    """HTML files below the folders, evenly thinned out to ``limit`` of each."""
    chosen: list[Path] = []
    for folder in folders:
        found = sorted(path for path in folder.rglob("*.html") if path.is_file())
        step = len(found) / min(limit, len(found)) if found else 1
        chosen += [found[int(at * step)] for at in range(min(limit, len(found)))]
    return chosen


def fetched(body: bytes) -> FetchedPage:
    headers = (("Content-Type", "text/html"), ("Server", "bench"))
    return FetchedPage(URL, URL, 200, headers, body)


def units(paths: list[Path], number: int) -> list[Path]:
    """Small real pages with running text, from which large ones can be made."""
    small = (path for path in paths if path.stat().st_size in UNIT_BYTES)
    worded = [path for path in small if words_in_body(path.read_bytes()) >= UNIT_WORDS]
    return worded[:: max(1, len(worded) // number)][:number]


def words_in_body(html: bytes) -> int:
    found = BODY.match(html)
    return len(TAGS.sub(b" ", found[2]).split()) if found else 0


def grown(html: bytes, size: int) -> bytes:
    """The page with its body's content repeated until it has about ``size`` bytes."""
    found = BODY.match(html)
    if found is None:
        raise ValueError("a page without a body cannot grow")
    before, inner, after = found.groups()
    times = max(1, round((size - len(before) - len(after)) / len(inner)))
    return before + inner * times + after


def site() -> SiteFacts:
    """What a usual site answers beside the page, so that its audits have work."""
    robots = "User-agent: *\nDisallow: /admin\nSitemap: https://example.com/s.xml\n"
    entries = "".join(
        f"<url><loc>{HOST}/{n}</loc><lastmod>2026-01-{n % 28 + 1:02}</lastmod></url>"
        for n in range(1000)
    )
    sitemap = (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap'
        f'/0.9">{entries}</urlset>'
    )
    llms = "# Example\n\n> What it is.\n\n- [Page](https://example.com/a/page.html)\n"
    return SiteFacts(
        RobotsTxt(f"{HOST}/robots.txt", "found", 200, robots, "", "text/plain"),
        sitemaps=(answer("/s.xml", "application/xml", sitemap),),
        llms=answer("/llms.txt", "text/plain", llms),
        favicon=answer("/favicon.ico", "image/x-icon", ""),
        http_variant=Answer("http://example.com/a/page.html", 200, URL, "text/html"),
        www_variant=Answer("https://www.example.com/a/page.html", 200, URL),
        missing_page=Answer(f"{HOST}/no-such-page", 404, f"{HOST}/no-such-page"),
    )


def answer(path: str, kind: str, body: str) -> Answer:
    url = HOST + path
    return Answer(url, 200, url, kind, body=body.encode())
