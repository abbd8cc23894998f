"""CRAWL: the one door to the network.

Whatever we fetch (pages, robots.txt, sitemaps and the like) goes through
``fetch``: the URL passes the gate on every hop, every address of a name is checked
before any socket opens, the connection is pinned to a checked address, and time and
bytes are bounded.
"""

from __future__ import annotations

from webapp.domain.robots_txt import RobotsTxt, product_token
from webapp.pipeline.crawl.domains import target_domain
from webapp.pipeline.crawl.fetch import fetch
from webapp.pipeline.crawl.policy import FetchPolicy
from webapp.pipeline.crawl.retry_after import retry_after_seconds
from webapp.pipeline.crawl.robots import fetch_robots
from webapp.pipeline.crawl.send import Answer, send
from webapp.pipeline.crawl.site_probes import probe_site, unasked_site
from webapp.pipeline.crawl.typed_url import check_url, with_scheme
from webapp.pipeline.crawl.url import Url, canonical_url
from webapp.pipeline.crawl.visit import Guest, Visit

__all__ = [
    "Answer",
    "FetchPolicy",
    "Guest",
    "RobotsTxt",
    "Url",
    "Visit",
    "canonical_url",
    "check_url",
    "fetch",
    "fetch_robots",
    "probe_site",
    "product_token",
    "retry_after_seconds",
    "send",
    "target_domain",
    "unasked_site",
    "with_scheme",
]
