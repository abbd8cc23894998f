"""The rows of a site scan for files, some thousand at a time.

Each batch is a read of its own: who downloads slowly keeps no transaction open.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select, tuple_

from webapp.domain.site_status import PageState
from webapp.extensions import db
from webapp.models import SiteFinding, SitePage

BATCH = 2000
PAGE_COLUMNS = (
    SitePage.id,
    SitePage.url,
    SitePage.state,
    SitePage.reason,
    SitePage.status,
    SitePage.final_url,
    SitePage.title,
    SitePage.score,
    SitePage.issues,
    SitePage.word_count,
    SitePage.depth,
    SitePage.clicks,
    SitePage.inlinks,
    SitePage.rank,
    SitePage.is_indexable,
    SitePage.in_sitemap,
    SitePage.found_by,
)


def pages(site_id: uuid.UUID) -> Iterator[Any]:
    """All its pages, in the order in which they were found."""
    after = 0
    while True:
        mine = (SitePage.site_scan_id == site_id) & (SitePage.id > after)
        chosen = select(*PAGE_COLUMNS).where(mine).order_by(SitePage.id).limit(BATCH)
        some = db.session.execute(chosen).all()
        db.session.rollback()
        yield from some
        if len(some) < BATCH:
            return
        after = some[-1].id


def findings(site_id: uuid.UUID) -> Iterator[Any]:
    """Check, outcome, note and the page's address, check by check."""
    columns = (SiteFinding.check_id, SiteFinding.page_id)
    chosen = (
        select(*columns, SiteFinding.outcome, SiteFinding.note, SitePage.url)
        .join(SitePage, SitePage.id == SiteFinding.page_id)
        .where(SiteFinding.site_scan_id == site_id)
        .order_by(*columns)
        .limit(BATCH)
    )
    after = ("", 0)
    while True:
        some = db.session.execute(chosen.where(tuple_(*columns) > after)).all()
        db.session.rollback()
        yield from some
        if len(some) < BATCH:
            return
        after = (some[-1].check_id, some[-1].page_id)


def indexable(site_id: uuid.UUID) -> Iterator[str]:
    """The addresses that may be found: they answer 200 with a page of their own, which
    neither says noindex nor names another as canonical."""
    after = 0
    good = (SitePage.state == PageState.DONE) & SitePage.is_indexable.is_(True)
    mine = (SitePage.site_scan_id == site_id) & good & (SitePage.status == 200)
    while True:
        chosen = select(SitePage.id, SitePage.url).where(mine, SitePage.id > after)
        some = db.session.execute(chosen.order_by(SitePage.id).limit(BATCH)).all()
        db.session.rollback()
        yield from (row.url for row in some)
        if len(some) < BATCH:
            return
        after = some[-1].id
