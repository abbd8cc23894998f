"""From the rows of a site scan to what the site checks look at."""

from __future__ import annotations

import json
import uuid
import zlib
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from webapp.domain import page_record, site_view
from webapp.domain.page_record import PageRecord
from webapp.domain.site_plan import SiteSource
from webapp.domain.site_status import PageState
from webapp.domain.site_view import UNKNOWN, SiteView, Target
from webapp.extensions import db
from webapp.models import SitePage, SitePageRecord, SiteScan
from webapp.pipeline import sites
from webapp.services.sites.page_ends import unpacked
from webapp.services.sites.rows import plan_of

#: Rows fetched at a time.
ROWS = 1000
COLUMNS = (
    SitePage.id,
    SitePage.key,
    SitePage.url,
    SitePage.state,
    SitePage.reason,
    SitePage.status,
    SitePage.in_sitemap,
    SitePage.found_by,
    SitePage.score,
    SitePageRecord.record,
    SitePageRecord.links,
    SitePageRecord.nofollow_links,
)


@dataclass(frozen=True)
class LoadedSite:
    """``numbers`` are those of the rows, in the order of the view's pages."""

    view: SiteView
    numbers: array[int]


class Places:
    """Where addresses and rows stand among the pages."""

    def __init__(self, keys: Mapping[str, int], numbers: Mapping[int, int]) -> None:
        self.keys = keys
        self.numbers = numbers
        self.known: dict[str, int] = {}

    def target(self, url: str) -> Target:
        if url not in self.known:
            self.known[url] = self.keys.get(sites.page_key(url), UNKNOWN)
        return Target(url, self.known[url])

    def links(self, packed: bytes | None) -> array[int]:
        found = unpacked(packed)
        return array("I", (self.numbers[n] for n in found if n in self.numbers))


def load(site_id: uuid.UUID) -> LoadedSite:
    """All its pages, with what is needed to judge them; some 2 KB each."""
    site = db.session.get_one(SiteScan, site_id)
    places = load_places(site)
    pages = tuple(as_page(row, places) for row in rows(site))
    plan = plan_of(site)
    start = places.target(plan.start_url).page
    is_cut = site.is_cut or any(page.has_more_links for page in pages)
    view = SiteView(
        pages,
        start=max(start, 0),
        is_whole=not is_cut and not leaves_out(site.id),
        has_links=plan.source == SiteSource.CRAWL,
        has_sitemap=any(page.in_sitemap for page in pages),
    )
    return LoadedSite(view, array("Q", places.numbers))


def leaves_out(site_id: uuid.UUID) -> bool:
    """Whether a pattern or the depth kept pages out that may hold links."""
    mine = (SitePage.site_scan_id == site_id) & (SitePage.state == PageState.SKIPPED)
    left_out = mine & SitePage.reason.in_([sites.TOO_DEEP, sites.PATTERN])
    return db.session.scalar(select(SitePage.id).where(left_out).limit(1)) is not None


def load_places(site: SiteScan) -> Places:
    mine = SitePage.site_scan_id == site.id
    chosen = select(SitePage.key, SitePage.id).where(mine).order_by(SitePage.id)
    keys: dict[str, int] = {}
    numbers: dict[int, int] = {}
    for place, (key, number) in enumerate(db.session.execute(chosen)):
        keys[key], numbers[number] = place, place
    return Places(keys, numbers)


def rows(site: SiteScan) -> Iterator[Any]:
    """In the order of the frontier, a thousand at a time."""
    mine = SitePage.site_scan_id == site.id
    after = 0
    while True:
        chosen = select(*COLUMNS).outerjoin(SitePageRecord)
        chosen = chosen.where(mine, SitePage.id > after)
        some = db.session.execute(chosen.order_by(SitePage.id).limit(ROWS)).all()
        if not some:
            return
        yield from some
        after = some[-1].id


def as_page(row: Any, places: Places) -> site_view.SitePage:
    is_done = row.state == PageState.DONE
    record = read(row.record) if is_done and row.record else PageRecord("")
    final = record.final_url
    return site_view.SitePage(
        url=row.url,
        status=row.status,
        problem="" if is_done else row.reason or row.state,
        in_sitemap=row.in_sitemap,
        redirects=record.redirects,
        final=places.target(final) if final else None,
        title=record.title,
        description=record.description,
        lang=record.lang,
        canonical=places.target(record.canonical) if record.canonical else None,
        is_noindex=record.is_noindex,
        is_nofollow=record.is_nofollow,
        alternates=tuple((code, places.target(url)) for code, url in record.alternates),
        links=places.links(row.links) if is_done else array("I"),
        nofollow_links=places.links(row.nofollow_links) if is_done else array("I"),
        external_links=record.external_links,
        has_more_links=record.has_more_links,
        word_count=record.word_count,
        text_hash=record.text_hash,
        sketch=array("Q", record.sketch),
        template=record.template,
        score=row.score,
    )


def read(packed: bytes) -> PageRecord:
    return page_record.from_json(json.loads(zlib.decompress(packed)))
