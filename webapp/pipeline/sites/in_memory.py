"""The frontier of a site scan in this very process, and what its pages left behind.

What the services keep in rows is kept here in lists: each address stands there once,
and its place is its number.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from webapp.domain import site_view
from webapp.domain.page_record import PageRecord
from webapp.domain.robots_txt import RobotsTxt
from webapp.domain.site_plan import MOST_SKIPPED, SitePlan, SiteSource
from webapp.domain.site_status import FoundBy, PageState
from webapp.domain.site_view import UNKNOWN, SiteView, Target
from webapp.pipeline.sites.addresses import is_of_site, page_key
from webapp.pipeline.sites.admission import PATTERN, TOO_DEEP, Admission
from webapp.pipeline.sites.record import addresses_in
from webapp.pipeline.sites.traps import Traps

ENDED = (PageState.DONE, PageState.FAILED)


@dataclass(slots=True)
class Page:
    """``failing`` are the page's own checks that it does not pass: their id, outcome
    and explanation."""

    url: str
    depth: int
    found_by: FoundBy
    in_sitemap: bool
    state: PageState = PageState.FOUND
    reason: str = ""
    status: int | None = None
    score: int | None = None
    record: PageRecord = field(default_factory=lambda: PageRecord(""))
    links: array[int] = field(default_factory=lambda: array("I"))
    nofollow_links: array[int] = field(default_factory=lambda: array("I"))
    failing: tuple[tuple[str, str, str], ...] = ()

    @property
    def is_scanned(self) -> bool:
        """Its answer was a page of its own."""
        return self.state == PageState.DONE and not self.record.redirects


class Frontier:
    """``robots`` are known by origin; ``line`` holds the places of pages to scan."""

    def __init__(
        self,
        plan: SitePlan,
        robots: Mapping[str, RobotsTxt],
        user_agent: str,
        today: date,
    ) -> None:
        self.plan = plan
        self.admission = Admission(plan, robots, user_agent, Traps({}, {}, today))
        self.pages: list[Page] = []
        self.places: dict[str, int] = {}
        self.line: deque[int] = deque()
        self.is_cut = False
        self.skipped = 0

    def add(self, urls: Iterable[str], found_by: FoundBy, depth: int) -> None:
        """Write down what is new among these addresses of the site."""
        for url in urls:
            place = self.places.get(page_key(url))
            if place is None:
                self.add_new(url.partition("#")[0], found_by, depth)
            elif found_by == FoundBy.SITEMAP:
                self.pages[place].in_sitemap = True

    def add_new(self, url: str, found_by: FoundBy, depth: int) -> None:
        reason = self.admission.reason_to_skip(url, found_by, depth)
        if reason and self.skipped >= MOST_SKIPPED:
            return
        if not reason and len(self.pages) - self.skipped >= self.plan.max_pages:
            self.is_cut = True
            return
        self.places[page_key(url)] = place = len(self.pages)
        page = Page(url, depth, found_by, found_by == FoundBy.SITEMAP)
        self.pages.append(page)
        if reason:
            page.state, page.reason = PageState.SKIPPED, reason
            self.skipped += 1
        else:
            self.admission.traps.let_in(url)
            self.line.append(place)

    def keep(self, page: Page, record: PageRecord) -> None:
        """What a scanned page says; what it leads to is new work."""
        follows = self.plan.source == SiteSource.CRAWL
        if record.redirects:
            if follows and is_of_site(record.final_url, self.plan.start_url):
                self.add([record.final_url], FoundBy.REDIRECT, page.depth)
        else:
            if follows:
                found = addresses_in(record, self.plan.start_url)
                self.add(found, FoundBy.LINK, page.depth + 1)
            page.links = self.known(record.links)
            page.nofollow_links = self.known(record.nofollow_links)
        page.record = without_links(record)

    def known(self, urls: Iterable[str]) -> array[int]:
        places = (self.places.get(page_key(url)) for url in urls)
        return array("I", dict.fromkeys(n for n in places if n is not None))

    def count(self, *states: PageState) -> int:
        return sum(page.state in states for page in self.pages)

    def view(self) -> SiteView:
        """As the site checks see it. What waits still is not there."""
        kept = [n for n, page in enumerate(self.pages) if page.state != PageState.FOUND]
        places = {number: place for place, number in enumerate(kept)}
        pages = tuple(self.seen(self.pages[number], places) for number in kept)
        start = self.target(self.plan.start_url, places).page
        left_out = any(page.reason in (TOO_DEEP, PATTERN) for page in self.pages)
        has_more = any(page.has_more_links for page in pages)
        is_through = len(kept) == len(self.pages)
        return SiteView(
            pages,
            start=max(start, 0),
            is_whole=is_through and not self.is_cut and not left_out and not has_more,
            has_links=self.plan.source == SiteSource.CRAWL,
            has_sitemap=any(page.in_sitemap for page in pages),
        )

    def target(self, url: str, places: Mapping[int, int]) -> Target:
        number = self.places.get(page_key(url), UNKNOWN)
        return Target(url, places.get(number, UNKNOWN))

    def seen(self, page: Page, places: Mapping[int, int]) -> site_view.SitePage:
        record, final = page.record, page.record.final_url
        canonical = record.canonical
        alternates = record.alternates
        return site_view.SitePage(
            url=page.url,
            status=page.status,
            problem="" if page.state == PageState.DONE else page.reason,
            in_sitemap=page.in_sitemap,
            redirects=record.redirects,
            final=self.target(final, places) if final else None,
            title=record.title,
            description=record.description,
            lang=record.lang,
            canonical=self.target(canonical, places) if canonical else None,
            is_noindex=record.is_noindex,
            is_nofollow=record.is_nofollow,
            alternates=tuple((code, self.target(u, places)) for code, u in alternates),
            links=moved(page.links, places),
            nofollow_links=moved(page.nofollow_links, places),
            external_links=record.external_links,
            has_more_links=record.has_more_links,
            word_count=record.word_count,
            text_hash=record.text_hash,
            sketch=array("Q", record.sketch),
            template=record.template,
            score=page.score,
        )


def moved(links: Iterable[int], places: Mapping[int, int]) -> array[int]:
    return array("I", (places[number] for number in links if number in places))


def without_links(record: PageRecord) -> PageRecord:
    """The places of the pages are kept instead."""
    return replace(record, links=(), nofollow_links=())
