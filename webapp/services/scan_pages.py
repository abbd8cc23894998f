"""Scans by cursor: what programs read."""

from __future__ import annotations

from sqlalchemy import select

from webapp.models import Scan
from webapp.services import paging, scans
from webapp.services.actors import Actor
from webapp.services.paging import Key, Slice
from webapp.services.scans import ScanPage

#: As ``scans.list_scans`` sorts them.
NEWEST_FIRST = (
    Key(Scan.created_at, paging.moment, is_from_highest=True),
    Key(Scan.id, paging.row_id),
)


def find(actor: Actor, query: str, cursor: str, limit: int) -> Slice[Scan]:
    mine = scans.belongs_to(actor) & Scan.site_scan_id.is_(None)  # as the list's
    chosen = select(Scan).where(mine, scans.matches(query))
    return paging.find(chosen, NEWEST_FIRST, cursor, limit)


def as_slice(page: ScanPage) -> Slice[Scan]:
    """A numbered page, and the cursor that goes on after it."""
    has_more = page.page < page.pages and bool(page.items)
    cursor = paging.write(page.items[-1], NEWEST_FIRST) if has_more else ""
    return Slice(page.items, cursor)
