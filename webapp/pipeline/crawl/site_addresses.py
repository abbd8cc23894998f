"""Addresses of a site that are known from one of its pages."""

from __future__ import annotations

from dataclasses import replace

from webapp.domain.robots_txt import RobotsTxt
from webapp.exceptions import UrlRefused
from webapp.pipeline.crawl.domains import suffixes
from webapp.pipeline.crawl.policy import FetchPolicy
from webapp.pipeline.crawl.url import PORTS, Url, canonical_url

#: So many Sitemap lines are looked at; a hostile file has thousands.
MAX_LINES = 50


def sitemap_address(page: Url, robots: RobotsTxt, policy: FetchPolicy) -> str:
    """The first that robots.txt names on the page's host, its own origin preferred;
    else ``/sitemap.xml``."""
    named: list[Url] = []
    for line in robots.sitemaps[:MAX_LINES]:
        try:
            named.append(canonical_url(line.strip(), policy.allowed_networks))
        except UrlRefused:
            continue  # an audit says so; there may be a better one below
    of_host = [url for url in named if url.host == page.host]
    of_origin = [url for url in of_host if url.origin == page.origin]
    chosen = next(iter([*of_origin, *of_host]), None)
    return str(chosen) if chosen else f"{page.origin}/sitemap.xml"


def http_variant(page: Url) -> Url | None:
    """The same without TLS, for a page with TLS on its usual port."""
    if page.scheme != "https" or page.port != PORTS["https"]:
        return None
    return replace(page, scheme="http", port=PORTS["http"])


def www_variant(page: Url) -> Url | None:
    """The same with or without ``www.``: for a registrable domain alone, since nobody
    expects a ``www.`` in front of other names."""
    if page.address is not None or page.port != PORTS[page.scheme]:
        return None
    domain = suffixes().privatesuffix(page.host)
    if domain is None or page.host not in (domain, f"www.{domain}"):
        return None
    return replace(page, host=f"www.{domain}" if page.host == domain else domain)
