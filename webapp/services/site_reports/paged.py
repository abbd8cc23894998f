"""Site scans, their pages and their findings by cursor: what programs read."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import SiteFinding, SitePage, SiteScan, User
from webapp.services import paging
from webapp.services.paging import Key, Slice
from webapp.services.site_reports import pages_table
from webapp.services.site_reports.page_filter import (
    has_text,
    in_index,
    in_state,
    whole_rows,
)

NEWEST_FIRST = (
    Key(SiteScan.created_at, paging.moment, is_from_highest=True),
    Key(SiteScan.id, paging.row_id),
)
AS_FOUND = (Key(SitePage.id, paging.number),)
BY_CHECK = (
    Key(SiteFinding.check_id, paging.name),
    Key(SiteFinding.page_id, paging.number),
)


def scans_of(user: User, cursor: str, limit: int) -> Slice[SiteScan]:
    chosen = select(SiteScan).where(SiteScan.user_id == user.id)
    return paging.find(chosen, NEWEST_FIRST, cursor, limit)


def pages_of(
    site_id: uuid.UUID, state: str, text: str, cursor: str, limit: int
) -> Slice[Any]:
    """In the order in which they were found; rows of the table of pages. ``state`` and
    ``text`` choose some, as in a ``PageFilter``."""
    # The index of states has the rows of one in this order; no index has all of them.
    is_in_order = state and not text
    wanted = in_index(site_id) if is_in_order else whole_rows(site_id)
    if state:
        wanted.append(in_state(state))
    if text:
        wanted.append(has_text(text))
    found = paging.find(select(SitePage.id).where(*wanted), AS_FOUND, cursor, limit)
    rows = pages_table.with_numbers([row.id for row in found.items])
    return Slice(rows, found.next_cursor)


def findings_of(
    site_id: uuid.UUID, check_id: str, outcome: str, cursor: str, limit: int
) -> Slice[Any]:
    """Check by check; of one check, of one outcome where they are named. Pairs of a
    finding's columns and the address of its page."""
    wanted = [SiteFinding.site_scan_id == site_id]
    if check_id:
        wanted.append(SiteFinding.check_id == check_id)
    if outcome:
        wanted.append(SiteFinding.outcome == outcome)
    columns = (
        SiteFinding.check_id,
        SiteFinding.page_id,
        SiteFinding.outcome,
        SiteFinding.note,
    )
    chosen = select(*columns).where(*wanted)
    found = paging.find(chosen, BY_CHECK, cursor, limit)
    urls = addresses([row.page_id for row in found.items])
    pairs = [(row, urls.get(row.page_id, "")) for row in found.items]
    return Slice(pairs, found.next_cursor)


def addresses(numbers: list[int]) -> dict[int, str]:
    chosen = select(SitePage.id, SitePage.url).where(SitePage.id.in_(set(numbers)))
    return {row.id: row.url for row in db.session.execute(chosen)}
