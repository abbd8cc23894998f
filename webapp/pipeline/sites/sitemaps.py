"""The sitemaps of a site, walked through the one door: what they list.

Those that robots.txt names, wherever they are, else the usual places; the files of an
index after it. https://www.sitemaps.org/protocol.html
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from webapp.audits.sitemap_files import (
    MOST_BYTES,
    MOST_URLS,
    SitemapFile,
    read_file,
)
from webapp.domain.robots_txt import RobotsTxt
from webapp.exceptions import FetchFailed, UrlRefused
from webapp.pipeline.crawl import FetchPolicy, Guest, Visit
from webapp.pipeline.crawl.visit import NONE_KNOWN
from webapp.pipeline.sites.addresses import (
    is_file,
    is_of_site,
    page_key,
    web_address,
)

MOST_FILES = 500
#: An index of indexes of sitemaps.
MOST_LEVELS = 3
#: 50 MB take a while.
SECONDS = 60.0
MOST_LASTMOD = 40
READABLE = frozenset({"urlset", "index", "feed", "text"})
TOO_MANY = f"It names more sitemaps; only {MOST_FILES} of a site are read."
TOO_DEEP = f"An index may lie in {MOST_LEVELS - 1} others at most."
OTHER_SITE = (
    "The index names a sitemap of another site, which only robots.txt can vouch for."
)
USUAL_PLACES = ("/sitemap.xml", "/sitemap_index.xml")


@dataclass(frozen=True, slots=True)
class SitemapPart:
    """One file. ``pages`` maps the addresses of the site's pages, as they are asked
    for, to their lastmod, which may be empty; ``left_out`` counts the other entries.

    ``problem`` is the code of what is wrong with it and ``note`` the sentence; of a
    file that is too large there are pages all the same.
    """

    url: str
    pages: Mapping[str, str]
    left_out: int = 0
    problem: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sitemap should be. ``is_guess``: nobody says that there is one."""

    url: str
    level: int = 1
    is_guess: bool = False


def walk_sitemaps(
    policy: FetchPolicy,
    start_url: str,
    pause: Callable[[], None],
    guest: Guest | None = None,
    robots: Mapping[str, RobotsTxt] = NONE_KNOWN,
) -> Iterator[SitemapPart]:
    """One part after another, as they are fetched; an index gives one only where it
    has a problem. ``pause`` is called before each file is asked for; ``guest`` and
    ``robots``, what is known of them, are as in ``Visit``.

    Raises ``FetchFailed`` where the start's robots.txt cannot be had, and what the
    guest raises.
    """
    most_requests = MOST_FILES * (2 + policy.max_redirects)
    visit = Visit(bounds(policy), guest, robots, most_requests)
    return Walk(visit, start_url, pause).parts()


def bounds(policy: FetchPolicy) -> FetchPolicy:
    return replace(
        policy,
        accepted_types=frozenset(),
        max_wire_bytes=MOST_BYTES + 1,
        max_decoded_bytes=MOST_BYTES + 1,
        total_seconds=max(policy.total_seconds, SECONDS),
    )


class Walk:
    """Each file once, so that indexes in a circle end."""

    def __init__(self, visit: Visit, start_url: str, pause: Callable[[], None]) -> None:
        self.visit = visit
        self.start_url = start_url
        self.pause = pause
        self.networks = visit.policy.allowed_networks
        self.seen: set[str] = set()
        self.line: deque[Place] = deque()

    def parts(self) -> Iterator[SitemapPart]:
        yield from self.begin()
        while self.line:
            place = self.line.popleft()
            self.pause()
            try:
                yield from self.read(place)
            except (UrlRefused, FetchFailed) as error:
                if not place.is_guess:
                    yield SitemapPart(place.url, {}, 0, error.code, error.message)

    def begin(self) -> Iterator[SitemapPart]:
        robots = self.visit.robots_of(self.start_url)
        named = (web_address(line, self.networks) for line in robots.sitemaps)
        yield from self.add([Place(url) for url in named if url], robots.url)
        if not self.line:
            origin = robots.url.removesuffix("/robots.txt")
            guesses = [Place(origin + path, is_guess=True) for path in USUAL_PLACES]
            yield from self.add(guesses, robots.url)

    def add(self, places: Iterable[Place], source: str) -> Iterator[SitemapPart]:
        for place in places:
            key = page_key(place.url)
            if key in self.seen:
                continue
            if len(self.seen) >= MOST_FILES:
                yield SitemapPart(source, {}, 0, "too_many_sitemaps", TOO_MANY)
                return
            self.seen.add(key)
            self.line.append(place)

    def read(self, place: Place) -> Iterator[SitemapPart]:
        answer = self.visit.fetch_page(place.url)
        if not 200 <= answer.status < 300:
            sentence = f"The server answered with status {answer.status}."
            raise FetchFailed(f"http_{answer.status}", sentence)
        if answer.redirects and self.is_known(answer.final_url):
            return
        file = read_file(answer.body, is_cut=answer.truncated)
        if place.is_guess and file.kind in READABLE:
            self.line = deque(other for other in self.line if not other.is_guess)
        if file.kind == "index":
            yield from self.follow(file, place, answer.final_url)
        elif file.kind in READABLE:
            yield self.part(file, place)
        else:
            raise FetchFailed("not_a_sitemap", not_a_sitemap(file))

    def is_known(self, url: str) -> bool:
        """Whether a redirect leads to a file that is, or was, in line itself."""
        key = page_key(url)
        is_known = key in self.seen
        self.seen.add(key)
        return is_known

    def follow(
        self, file: SitemapFile, place: Place, index_url: str
    ) -> Iterator[SitemapPart]:
        """A child may be on the site or on the host of its index: others could list
        what they like."""
        if place.level >= MOST_LEVELS:
            raise FetchFailed("nested_too_deep", TOO_DEEP)
        children = []
        for loc, _ in file.entries[:MOST_URLS]:
            url = web_address(urljoin(index_url, loc), self.networks)
            if not (is_of_site(url, self.start_url) or is_of_site(url, index_url)):
                yield SitemapPart(loc, {}, 0, "other_site", OTHER_SITE)
            elif url:
                children.append(Place(url, place.level + 1))
        yield from self.add(children, place.url)

    def part(self, file: SitemapFile, place: Place) -> SitemapPart:
        pages: dict[str, str] = {}
        left_out = 0
        for loc, lastmod in file.entries[:MOST_URLS]:
            url = web_address(loc, self.networks)
            if url and is_of_site(url, self.start_url) and not is_file(url):
                pages.setdefault(url, lastmod[:MOST_LASTMOD])
            else:
                left_out += 1
        problem, note = excess(file)
        return SitemapPart(place.url, pages, left_out, problem, note)


def excess(file: SitemapFile) -> tuple[str, str]:
    """Code and sentence, empty for a file that is no larger than it may be."""
    if len(file.entries) > MOST_URLS:
        return "too_many_entries", "Only its first 50,000 addresses were read."
    if file.is_cut:
        return "too_large", "Only its first 50 MB were read."
    return "", ""


def not_a_sitemap(file: SitemapFile) -> str:
    if file.kind == "html":
        return "This is an HTML page and no sitemap."
    return f"This cannot be read as a sitemap: {file.error}."
