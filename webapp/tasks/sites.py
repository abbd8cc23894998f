"""Site scans: the jobs before and after their pages."""

from __future__ import annotations

import uuid

from webapp.services.sites import discovery, judging


def discover_site(site_id: str) -> str:
    """Read robots.txt and sitemaps of a site scan (a UUID's text)."""
    return discovery.discover(uuid.UUID(site_id))


def judge_site(site_id: str) -> str:
    """Hold the pages of a site scan against each other, and end it."""
    return judging.judge(uuid.UUID(site_id))
