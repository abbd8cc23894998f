"""What a site scan is asked to do."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

#: More than any of the big free crawlers takes, and what the site checks are built for.
MOST_PAGES = 50_000
USUAL_PAGES = 500
#: Addresses that are not to be scanned; more of them are not even written down.
MOST_SKIPPED = 50_000
MOST_DEPTH, USUAL_DEPTH = 100, 20


class SiteSource(StrEnum):
    """Where the addresses of pages come from."""

    CRAWL = "crawl"  # links from the start page, and sitemaps
    SITEMAP = "sitemap"  # what the sitemaps list, and nothing else
    LIST = "list"  # what the person listed, and nothing else


@dataclass(frozen=True, slots=True)
class SitePlan:
    """``start_url`` is canonical; its host, with and without ``www.``, is the site.

    ``urls`` are the listed ones of ``SiteSource.LIST``. ``include`` and ``exclude`` are
    patterns of addresses (``pipeline.sites.patterns``); without ``include``
    everything is. ``max_depth`` counts clicks from the start page. ``asks_external``:
    links to other sites are tried as well; ``finds_keyphrases``: of each page.
    """

    start_url: str
    source: SiteSource = SiteSource.CRAWL
    urls: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    max_pages: int = USUAL_PAGES
    max_depth: int = USUAL_DEPTH
    asks_external: bool = False
    finds_keyphrases: bool = False


def to_json(plan: SitePlan) -> dict[str, Any]:
    """Without the listed addresses, which are kept as pages."""
    return {**asdict(plan), "urls": []}


def from_json(value: dict[str, Any]) -> SitePlan:
    """Of an older release what is missing is as usual."""
    lists = {
        name: tuple(value.get(name, ())) for name in ("urls", "include", "exclude")
    }
    known = {field.name for field in fields(SitePlan)}
    kept = {name: part for name, part in value.items() if name in known}
    source = SiteSource(value.get("source", SiteSource.CRAWL))
    return SitePlan(**{**kept, **lists, "source": source})
