"""How the scan of a site's page differs: few requests, and nothing that takes long."""

from __future__ import annotations

import uuid
from dataclasses import replace

from webapp.exceptions import LeaseLost
from webapp.extensions import db
from webapp.models import SiteScan
from webapp.pipeline import runner
from webapp.pipeline.analyze import NoKeyphrases
from webapp.pipeline.crawl import Guest
from webapp.pipeline.full_report import SecondHalf
from webapp.pipeline.pagespeed import NoPageSpeed
from webapp.pipeline.runner import Crawled, ScanOptions
from webapp.pipeline.stopwatch import OnProgress
from webapp.services.scan_options import scan_options
from webapp.services.second_half import by_rules
from webapp.services.sites import known_robots
from webapp.services.sites.rows import plan_of

ON_ITS_OWN = "not measured: scan the page by itself for this"
NO_KEYPHRASES = "Not measured: the site scan left keyphrases out."


def options(site_id: uuid.UUID) -> ScanOptions:
    """Raises ``LeaseLost`` where the site scan was deleted: there is nobody to scan
    for."""
    site = db.session.get(SiteScan, site_id)
    if site is None:
        raise LeaseLost
    usual = replace(scan_options(), keeps_record=True)
    if plan_of(site).finds_keyphrases:
        return usual
    return replace(usual, extractor=NoKeyphrases(NO_KEYPHRASES))


def crawl(
    site_id: uuid.UUID,
    url: str,
    options: ScanOptions,
    on_progress: OnProgress,
    guest: Guest,
) -> Crawled:
    """One request, where robots.txt of its origin is known. Raises as
    ``runner.crawl_page``."""
    robots = known_robots.of_site(site_id)
    return runner.crawl_site_page(url, options, on_progress, guest, robots)


def second_half() -> SecondHalf:
    """Nothing that asks somebody else, or a model."""
    return SecondHalf(
        pagespeed=NoPageSpeed(ON_ITS_OWN),
        insights=by_rules,
        encoder=None,
        no_encoder=ON_ITS_OWN,
    )
