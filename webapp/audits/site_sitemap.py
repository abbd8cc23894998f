"""The sitemap of a site, as far as the scan has read one."""

from __future__ import annotations

from webapp.audits.addresses import is_web_address, normalised
from webapp.audits.sitemap_files import SitemapFile, read_sitemap
from webapp.domain.site_facts import Answer, SiteFacts

#: A hostile robots.txt names thousands.
MOST_NAMED = 100
READABLE = frozenset({"urlset", "index", "feed", "text"})


def named_sitemaps(site: SiteFacts) -> list[str]:
    """The usable addresses of the Sitemap lines."""
    lines = (line.strip() for line in site.robots.sitemaps[:MOST_NAMED])
    return [line for line in lines if is_web_address(line)]


def asked_sitemap(site: SiteFacts) -> Answer | None:
    """The one that was asked for."""
    return next(iter(site.sitemaps), None)


def is_named(site: SiteFacts, answer: Answer) -> bool:
    """Whether robots.txt names it; otherwise the usual place was tried."""
    return normalised(answer.url) in map(normalised, named_sitemaps(site))


def readable_sitemap(site: SiteFacts) -> SitemapFile | None:
    """The file, where there is one that can be read."""
    answer = asked_sitemap(site)
    if answer is None or not answer.is_ok:
        return None
    found = read_sitemap(answer)
    return found if found.kind in READABLE else None
