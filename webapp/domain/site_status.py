"""Where a site scan stands, and where each of its pages does."""

from __future__ import annotations

from enum import StrEnum


class SiteStatus(StrEnum):
    """Each leads to the next; the last three are ends."""

    DISCOVERING = "DISCOVERING"  # robots.txt and sitemaps are read
    SCANNING = "SCANNING"
    JUDGING = "JUDGING"  # its pages are held against each other
    FINISHED = "FINISHED"
    CANCELED = "CANCELED"
    FAILED = "FAILED"


SITE_ENDS = frozenset({SiteStatus.FINISHED, SiteStatus.CANCELED, SiteStatus.FAILED})


class PageState(StrEnum):
    """Of an address of a site."""

    FOUND = "found"  # waits in the frontier
    OPEN = "open"  # its scan was made and is not at its end
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


class FoundBy(StrEnum):
    """How an address became known first."""

    START = "start"
    LINK = "link"
    REDIRECT = "redirect"
    SITEMAP = "sitemap"
    LIST = "list"
