"""The job that ends a site scan: its pages are held against each other."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from sqlalchemy import delete, insert, select, update

from webapp.audits import site_scoring
from webapp.audits.site_audit import Affected
from webapp.audits.site_runner import run_site_audits
from webapp.domain.site_status import SiteStatus
from webapp.domain.tries import MAX_TRIES
from webapp.exceptions import LeaseLost
from webapp.extensions import db
from webapp.models import SiteFinding, SitePage, SitePageRecord
from webapp.models.transactions import transactional
from webapp.pipeline.sites.link_graph import page_rank
from webapp.services.site_reports import check_list, structure
from webapp.services.sites import claims, ends, external_links, summary, views
from webapp.services.sites.claims import SiteClaim
from webapp.services.sites.discovery import held
from webapp.services.sites.frontier import parts
from webapp.services.sites.page_ends import packed_numbers
from webapp.services.sites.views import LoadedSite

log = logging.getLogger(__name__)

#: Rows of one transaction: SQLite lets nobody else write meanwhile.
ROWS = 2000
#: A menu links to a page from everywhere.
MOST_BACKLINKS = 500
SENTENCE = "The site could not be judged; this has been noted on our side."


def judge(site_id: uuid.UUID) -> str:
    """A word on how it went. It may run again after a death: what it writes before its
    last transaction is written over."""
    claim = claims.claim(site_id, SiteStatus.JUDGING)
    if claim is None:
        return "skipped: nothing to judge"
    if claim.tries > MAX_TRIES:
        give_up(claim)
        return "given up: it was tried too often"
    try:
        with claims.renewed(claim):
            work(claim)
    except LeaseLost:
        return "lease lost"
    return "judged"


def work(claim: SiteClaim) -> None:
    loaded = external_links.asked(views.load(claim.site_id), claim.site_id)
    log.info("site %s: %d pages to judge", claim.site_id, len(loaded.numbers))
    results = run_site_audits(loaded.view)
    for meta, result in results:
        replace_findings(claim, loaded, meta.id, result.affected, result.outcome)
    store_graph(claim, loaded)
    checks = [site_scoring.of_site_check(*each) for each in results]
    # Lists of numbers that take a while, so not within a transaction that writes.
    overviews = {
        "page_checks": check_list.count(claim.site_id),
        "structure": structure.work_out(claim.site_id),
    }
    finish(claim, checks, overviews)


def replace_findings(
    claim: SiteClaim,
    loaded: LoadedSite,
    check_id: str,
    affected: tuple[Affected, ...],
    outcome: str,
) -> None:
    forget_findings(claim, check_id)
    for some in parts(affected, ROWS):
        rows = [
            {
                "site_scan_id": claim.site_id,
                "check_id": check_id,
                "page_id": loaded.numbers[one.page],
                "outcome": outcome,
                "note": one.note,
            }
            for one in some
        ]
        add_findings(claim, rows)


@transactional
def forget_findings(claim: SiteClaim, check_id: str) -> None:
    held(claim)
    mine = SiteFinding.site_scan_id == claim.site_id
    db.session.execute(
        delete(SiteFinding).where(mine, SiteFinding.check_id == check_id)
    )


@transactional
def add_findings(claim: SiteClaim, rows: list[dict[str, Any]]) -> None:
    held(claim)
    db.session.execute(insert(SiteFinding), rows)


def store_graph(claim: SiteClaim, loaded: LoadedSite) -> None:
    """What the links say of each page."""
    ranks, view = page_rank(loaded.view), loaded.view
    rows = [
        {
            "id": number,
            "rank": ranks[place],
            "clicks": view.depths[place],
            "inlinks": len(view.inlinks[place]),
            "is_indexable": view.is_indexable(place),
        }
        for place, number in enumerate(loaded.numbers)
    ]
    for some in parts(rows, ROWS):
        update_pages(claim, list(some))
    store_backlinks(claim, loaded)


def store_backlinks(claim: SiteClaim, loaded: LoadedSite) -> None:
    """The first pages that link to each; nobody reads a thousand of them."""
    numbers = loaded.numbers
    rows = [
        {
            "page_id": numbers[place],
            "backlinks": packed_numbers(numbers[one] for one in some[:MOST_BACKLINKS]),
        }
        for place, some in enumerate(loaded.view.inlinks)
        if some
    ]
    for part in parts(rows, ROWS):
        put_backlinks(claim, list(part))


@transactional
def put_backlinks(claim: SiteClaim, rows: list[dict[str, Any]]) -> None:
    """A page that was not scanned has no row yet, and is linked to all the same."""
    held(claim)
    ids = [row["page_id"] for row in rows]
    chosen = select(SitePageRecord.page_id).where(SitePageRecord.page_id.in_(ids))
    known = set(db.session.scalars(chosen))
    old = [row for row in rows if row["page_id"] in known]
    new = [row for row in rows if row["page_id"] not in known]
    if old:
        db.session.execute(update(SitePageRecord), old)
    if new:
        db.session.execute(insert(SitePageRecord), new)


@transactional
def update_pages(claim: SiteClaim, rows: list[dict[str, Any]]) -> None:
    held(claim)
    db.session.execute(update(SitePage), rows)


@transactional
def finish(
    claim: SiteClaim, checks: list[dict[str, Any]], overviews: dict[str, Any]
) -> None:
    site = held(claim)
    site.report = summary.report(site, checks, overviews)
    site.score = site.report["score"]
    ends.end(site, SiteStatus.FINISHED)


@transactional
def give_up(claim: SiteClaim) -> None:
    ends.end(held(claim), SiteStatus.FAILED, "internal_error", SENTENCE)
