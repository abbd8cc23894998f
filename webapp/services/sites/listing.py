"""Site scans as their user meets them: find and list."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased, defer

from webapp.domain.list_page import ListPage
from webapp.domain.site_status import SiteStatus
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import Scan, SiteScan, User
from webapp.models.clock import db_now

PAGE_SIZE = 25
#: Of a list nobody reads these, and they may be long.
LONG = (SiteScan.robots, SiteScan.sitemaps, SiteScan.report)


@dataclass(frozen=True)
class SiteLine:
    """A site scan of the list; ``before`` is the score of the same host's run before
    it, None where there is none."""

    site: SiteScan
    before: int | None

    @property
    def change(self) -> int | None:
        if self.before is None or self.site.score is None:
            return None
        return self.site.score - self.before


@dataclass(frozen=True)
class SiteList:
    """One page of the list; ``page`` counts from 1 and never passes ``pages``."""

    items: list[SiteLine]
    page: int
    pages: int
    total: int


def is_kept() -> ColumnElement[bool]:
    """What expired, or was deleted by its user, is not shown while it is cleaned up."""
    return or_(SiteScan.expires_at.is_(None), SiteScan.expires_at > db_now())


def find(user: User, public_id: str) -> SiteScan:
    """Raises ``Refused`` (404) for what is not this user's."""
    site: SiteScan | None = None
    if "\0" not in public_id:  # PostgreSQL takes none in a text
        mine = (SiteScan.public_id == public_id) & (SiteScan.user_id == user.id)
        chosen = select(SiteScan).where(mine, is_kept())
        rarely = (SiteScan.robots, SiteScan.sitemaps)
        site = db.session.scalar(chosen.options(*(defer(name) for name in rarely)))
    if site is None:
        raise Refused("not_found", "There is no such site scan.", status=404)
    return site


def site_of(scan: Scan) -> SiteScan | None:
    """The site scan whose page this is, as long as it is there."""
    if scan.site_scan_id is None:
        return None
    chosen = select(SiteScan).where(SiteScan.id == scan.site_scan_id, is_kept())
    found: SiteScan | None = db.session.scalar(
        chosen.options(*(defer(name) for name in LONG))
    )
    return found


def list_for(user: User, page: int = 1) -> SiteList:
    """Newest first."""
    mine = (SiteScan.user_id == user.id) & is_kept()
    counted = select(func.count()).select_from(SiteScan).where(mine)
    total = db.session.scalar(counted) or 0
    at = ListPage.of(total, page, PAGE_SIZE)
    chosen = select(SiteScan, score_before().label("before")).where(mine)
    newest = chosen.order_by(SiteScan.created_at.desc(), SiteScan.id)
    some = newest.limit(PAGE_SIZE).offset(at.begin)
    rows = db.session.execute(some.options(*(defer(name) for name in LONG)))
    return SiteList([SiteLine(*row) for row in rows], at.page, at.pages, total)


def score_before() -> ColumnElement[int | None]:
    """Of the run before, of the same user's same host."""
    earlier = aliased(SiteScan)
    return (
        select(earlier.score)
        .where(
            earlier.user_id == SiteScan.user_id,
            earlier.host == SiteScan.host,
            earlier.created_at < SiteScan.created_at,
            earlier.status == SiteStatus.FINISHED,
            earlier.score.is_not(None),
        )
        .order_by(earlier.created_at.desc())
        .limit(1)
        .correlate(SiteScan)
        .scalar_subquery()
    )


def runs_beside(site: SiteScan) -> list[SiteScan]:
    """The other finished runs of the same host, newest first, some dozens at most."""
    same = (SiteScan.user_id == site.user_id) & (SiteScan.host == site.host)
    others = same & (SiteScan.id != site.id) & is_kept()
    chosen = select(SiteScan).where(others, SiteScan.status == SiteStatus.FINISHED)
    newest = chosen.order_by(SiteScan.created_at.desc()).limit(PAGE_SIZE)
    return list(db.session.scalars(newest.options(*(defer(name) for name in LONG))))
