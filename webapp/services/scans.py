"""Scans as people meet them: find and list."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select

from webapp.domain.list_page import ListPage
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import Scan
from webapp.services.actors import Actor

PAGE_SIZE = 25


@dataclass(frozen=True)
class ScanPage:
    """One page of a list; ``page`` counts from 1 and never passes ``pages``."""

    items: list[Scan]
    page: int
    pages: int
    total: int
    query: str


def belongs_to(actor: Actor) -> ColumnElement[bool]:
    """The scans that an actor may list: the user's, or the visitor's unclaimed ones."""
    mine: list[ColumnElement[bool]] = []
    if actor.user:
        mine.append(Scan.user_id == actor.user.id)
    if actor.visitor_hash:
        mine.append(
            and_(Scan.user_id.is_(None), Scan.visitor_hash == actor.visitor_hash)
        )
    return or_(False, *mine)


#: Made once, since each poll asks it.
FIND = select(Scan).where(Scan.public_id == bindparam("public_id"))


def find(public_id: str, actor: Actor) -> Scan:
    """The scan behind a link. Raises ``Refused`` (404) where this actor may not see it.

    A visitor's scan is shown to whoever holds the link; a user's to its owner alone.
    """
    scan: Scan | None = None
    if "\0" not in public_id:  # PostgreSQL takes none in a text
        scan = db.session.scalar(FIND, {"public_id": public_id})
    if scan is None or not may_see(scan, actor):
        raise Refused("not_found", "There is no such scan.", status=404)
    return scan


def may_see(scan: Scan, actor: Actor) -> bool:
    if scan.user_id is None:
        return True
    return actor.user is not None and scan.user_id == actor.user.id


def list_scans(actor: Actor, *, query: str = "", page: int = 1) -> ScanPage:
    """Own scans, newest first; ``query`` is a part of the URL or the page's title.

    The pages of a site scan are not among them: they would leave no room for others.
    """
    mine = belongs_to(actor) & Scan.site_scan_id.is_(None)
    chosen = select(Scan).where(mine, matches(query))
    total = count(chosen)
    at = ListPage.of(total, page, PAGE_SIZE)
    rows = chosen.order_by(Scan.created_at.desc(), Scan.id)
    items = db.session.scalars(rows.limit(PAGE_SIZE).offset(at.begin))
    return ScanPage(list(items), at.page, at.pages, total, query)


def matches(query: str) -> ColumnElement[bool]:
    wanted = query.replace("\0", "").strip()
    if not wanted:
        return Scan.id.is_not(None)
    return or_(
        Scan.url.icontains(wanted, autoescape=True),
        Scan.page_title.icontains(wanted, autoescape=True),
    )


def count(chosen: Select[Scan]) -> int:
    return db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
