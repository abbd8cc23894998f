"""The job that begins a site scan: robots.txt and sitemaps become the frontier."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Sequence
from typing import Any

from webapp.domain.site_plan import SitePlan, SiteSource
from webapp.domain.site_status import FoundBy, SiteStatus
from webapp.domain.tries import MAX_TRIES, RETRY_INTERVALS
from webapp.exceptions import DomainBusy, FetchFailed, LeaseLost, UrlRefused
from webapp.extensions import db
from webapp.models import SiteScan
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.pipeline import crawl, sites
from webapp.pipeline.sites import SitemapPart
from webapp.services.current import settings
from webapp.services.scan_options import fetch_policy
from webapp.services.sites import claims, ends, feeding, frontier, known_robots
from webapp.services.sites.claims import SiteClaim
from webapp.services.sites.rows import locked, plan_of
from webapp.services.sites.turns import Turns

log = logging.getLogger(__name__)

#: Of the job's time, after which no other sitemap is asked for.
SHARE_OF_TIME = 0.5
#: Addresses of one transaction.
AT_ONCE = 2000
SENTENCE = "The site could not be discovered; this has been noted on our side."


def discover(site_id: uuid.UUID) -> str:
    """A word on how it went. It may run again after a death: addresses that stand in
    the frontier stay what they are."""
    claim = claims.claim(site_id, SiteStatus.DISCOVERING)
    if claim is None:
        return "skipped: nothing to discover"
    if claim.tries > MAX_TRIES:
        give_up(claim, "internal_error", SENTENCE)
        return "given up: it was tried too often"
    try:
        with claims.renewed(claim):
            plan = plan_of(db.session.get_one(SiteScan, site_id))
            read(claim, plan)
            begin_scanning(claim)
    except LeaseLost:
        return "lease lost"
    except DomainBusy as error:
        put_off(claim, error.wait, counts_as_try=False)
        return "put off: its domain is busy"
    except (FetchFailed, UrlRefused) as error:
        return fail(claim, error)
    feeding.feed(site_id)
    return "discovered"


def read(claim: SiteClaim, plan: SitePlan) -> None:
    """robots.txt, and the sitemaps as far as time allows. Raises what a fetch does."""
    policy, turns = fetch_policy(settings()), Turns(claim.site_id)
    try:
        visit = crawl.Visit(policy, turns)
        visit.robots_of(plan.start_url)
        claims.write(claim, robots=known_robots.to_json(visit.robots.items()))
        if plan.source == SiteSource.LIST:
            return
        until = time.monotonic() + SHARE_OF_TIME * settings().scan_job_timeout
        told: list[dict[str, Any]] = []
        asked = (policy, plan.start_url, turns.pause, turns, visit.robots)
        for part in sites.walk_sitemaps(*asked):
            told.append(in_short(part))
            if not take_all(claim, part, told) or time.monotonic() > until:
                break
    finally:
        turns.pause()


def in_short(part: SitemapPart) -> dict[str, Any]:
    kept = {name: getattr(part, name) for name in ("left_out", "problem", "note")}
    return {"url": part.url[:2048], "pages": len(part.pages), **kept}


def take_all(claim: SiteClaim, part: SitemapPart, told: list[dict[str, Any]]) -> bool:
    """In small transactions, since others wait for them; whether there is room for
    more addresses."""
    some = frontier.parts(list(part.pages), AT_ONCE) if part.pages else [[]]
    return all(take(claim, urls, told) for urls in some)


@transactional
def take(claim: SiteClaim, urls: Sequence[str], told: list[dict[str, Any]]) -> bool:
    site = held(claim)
    frontier.add(site, urls, FoundBy.SITEMAP, depth=1)
    site.sitemaps = list(told)
    db.session.flush()
    return not site.is_cut


def held(claim: SiteClaim) -> SiteScan:
    """Within a transaction: the row, if this job holds it. Raises ``LeaseLost``."""
    site = locked(claim.site_id)
    if site is None or site.attempt != claim.attempt or site.lease_until is None:
        raise LeaseLost
    return site


@transactional
def begin_scanning(claim: SiteClaim) -> None:
    site = held(claim)
    site.status, site.tries = SiteStatus.SCANNING, 0
    site.lease_until = None
    ends.judge_if_through(site)  # a sitemap may list nothing
    db.session.flush()


@transactional
def put_off(claim: SiteClaim, wait: float, *, counts_as_try: bool) -> None:
    site = held(claim)
    site.tries -= 0 if counts_as_try else 1
    site.lease_until = None
    site.asked_until = db_now(wait)
    db.session.flush()


def fail(claim: SiteClaim, error: FetchFailed | UrlRefused) -> str:
    """Try again later what may be for now; else the site scan is over."""
    is_transient = isinstance(error, FetchFailed) and error.is_transient
    if is_transient and claim.tries < MAX_TRIES:
        put_off(claim, RETRY_INTERVALS[claim.tries - 1], counts_as_try=True)
        return f"tried again later: {error.code}"
    give_up(claim, error.code, error.message)
    return f"ended: {error.code}"


@transactional
def give_up(claim: SiteClaim, code: str, message: str) -> None:
    ends.end(held(claim), SiteStatus.FAILED, code, message)
