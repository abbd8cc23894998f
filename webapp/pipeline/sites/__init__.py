"""SITES: what a site scan needs besides the scans of its pages; no database.

Which addresses are one page, which are worth asking for, what a page leaves behind for
the site checks, and what the sitemaps list.
"""

from __future__ import annotations

from webapp.pipeline.sites.addresses import (
    is_of_site,
    is_page_address,
    page_key,
    site_name,
)
from webapp.pipeline.sites.admission import PATTERN, TOO_DEEP, Admission
from webapp.pipeline.sites.dates import year_of
from webapp.pipeline.sites.lists import ListRefused, RefusedLine, read_list
from webapp.pipeline.sites.patterns import Patterns, parse_patterns
from webapp.pipeline.sites.record import addresses_in, page_record
from webapp.pipeline.sites.sessions import without_session
from webapp.pipeline.sites.sitemaps import SitemapPart, walk_sitemaps
from webapp.pipeline.sites.traps import Trap, Traps, path_shape_of, shape_of

__all__ = [
    "PATTERN",
    "TOO_DEEP",
    "Admission",
    "ListRefused",
    "Patterns",
    "RefusedLine",
    "SitemapPart",
    "Trap",
    "Traps",
    "addresses_in",
    "is_of_site",
    "is_page_address",
    "page_key",
    "page_record",
    "parse_patterns",
    "path_shape_of",
    "read_list",
    "shape_of",
    "site_name",
    "walk_sitemaps",
    "without_session",
    "year_of",
]
