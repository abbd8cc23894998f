"""A scanned site as the site checks see it: its pages, and which leads to which.

Pages are known by their place in ``SiteView.pages``; links, canonicals and alternates
are such places wherever they lead to a known page.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

#: Where a URL leads that is no known page of the site.
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Target:
    """Where an address in a page leads: the URL as resolved, and the page's place."""

    url: str
    page: int = UNKNOWN


@dataclass(frozen=True, slots=True)
class SitePage:
    """One address of the site, whatever came of it.

    ``status`` is the final HTTP status, None where there was no answer; ``problem`` is
    the code of what went wrong (``http_404``, ``timeout``, ``blocked_by_robots`` …),
    empty for a page that was scanned. ``redirects`` are hops (address, status) before
    ``final``; ``final`` is the place or URL of where they end. ``in_sitemap``: one of
    the sitemaps lists it. ``links`` holds known places only, each once, and none of a
    redirecting address. The rest is as in ``PageRecord``; arrays for links and sketch
    keep 50,000 pages small.
    """

    url: str
    status: int | None = None
    problem: str = ""
    in_sitemap: bool = False
    redirects: tuple[tuple[str, int], ...] = ()
    final: Target | None = None
    title: str = ""
    description: str = ""
    lang: str = ""
    canonical: Target | None = None
    is_noindex: bool = False
    is_nofollow: bool = False
    alternates: tuple[tuple[str, Target], ...] = ()
    links: Sequence[int] = ()
    nofollow_links: Sequence[int] = ()
    external_links: tuple[str, ...] = ()
    has_more_links: bool = False
    word_count: int = 0
    text_hash: str = ""
    sketch: Sequence[int] = ()
    template: str = ""
    score: int | None = None

    @property
    def is_scanned(self) -> bool:
        """It answered with a page of its own."""
        return not self.problem and not self.redirects

    @property
    def is_redirect(self) -> bool:
        return bool(self.redirects)


@dataclass(frozen=True)
class SiteView:
    """``start`` is the place of the start page. ``is_whole``: nothing was left out for
    a limit, so that what is not here is not there. ``has_links``: links were followed;
    of a list of addresses nobody can say what is an orphan. ``external`` holds the
    answers of other hosts, by URL, where they were asked: a status or a problem."""

    pages: tuple[SitePage, ...]
    start: int = 0
    is_whole: bool = True
    has_links: bool = True
    has_sitemap: bool = False
    external: dict[str, str] = field(default_factory=dict)

    @cached_property
    def inlinks(self) -> list[list[int]]:
        """For each page the pages that link to it, itself left out."""
        found: list[list[int]] = [[] for _ in self.pages]
        for place, page in enumerate(self.pages):
            for target in page.links:
                if target != place:
                    found[target].append(place)
        return found

    @cached_property
    def depths(self) -> list[int | None]:
        """Clicks from the start page, None where no link leads; a redirect is no
        click of its own."""
        depths: list[int | None] = [None] * len(self.pages)
        if not self.pages:
            return depths
        depths[self.start] = 0
        line = deque([self.start])
        while line:
            place = line.popleft()
            here = depths[place] or 0
            for target, clicks in self.steps_from(place):
                known = depths[target]
                if known is None or here + clicks < known:
                    depths[target] = here + clicks
                    # The nearest first, and a redirect leads no further away.
                    (line.append if clicks else line.appendleft)(target)
        return depths

    def steps_from(self, place: int) -> list[tuple[int, int]]:
        page = self.pages[place]
        if page.is_redirect:
            final = page.final.page if page.final else UNKNOWN
            return [] if final == UNKNOWN else [(final, 0)]
        return [(target, 1) for target in page.links]

    @cached_property
    def indexable(self) -> list[int]:
        """The places of all pages that may be found."""
        return [place for place in range(len(self.pages)) if self.is_indexable(place)]

    def is_indexable(self, place: int) -> bool:
        """Scanned, not noindex, and not canonicalised to another page."""
        page = self.pages[place]
        is_open = page.is_scanned and not page.is_noindex
        return is_open and not self.is_canonicalised(place)

    def is_canonicalised(self, place: int) -> bool:
        """It names another page as canonical; its own address by way of a redirect
        is none."""
        canonical = self.pages[place].canonical
        return canonical is not None and self.end_of(canonical) != place

    def end_of(self, target: Target) -> int:
        """The place of the page where an address ends, redirects followed."""
        if target.page == UNKNOWN:
            return UNKNOWN
        page = self.pages[target.page]
        if not page.is_redirect:
            return target.page
        return page.final.page if page.final else UNKNOWN
