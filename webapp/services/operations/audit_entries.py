"""The audit log as operators read it; what writes it stands below (``audit_log``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select

from webapp.domain.list_page import ListPage
from webapp.extensions import db
from webapp.models import AuditEntry

PAGE_SIZE = 50
#: A search reads each entry: so many of the newest are searched.
SEARCHED = 20_000
#: Rows that one query of a download reads.
BATCH = 500


@dataclass(frozen=True)
class AuditPage:
    """One page of the log, newest first; ``page`` counts from 1."""

    items: list[AuditEntry]
    page: int
    pages: int
    total: int
    query: str


def list_entries(query: str = "", page: int = 1) -> AuditPage:
    """Entries whose operator, action or target holds the text."""
    chosen = matching(query)
    counted = select(func.count()).select_from(chosen.subquery())
    total = db.session.scalar(counted) or 0
    at = ListPage.of(total, page, PAGE_SIZE)
    rows = chosen.order_by(AuditEntry.id.desc()).limit(PAGE_SIZE)
    items = db.session.scalars(rows.offset(at.begin))
    return AuditPage(list(items), at.page, at.pages, total, query)


def all_entries(query: str = "") -> Iterator[AuditEntry]:
    """The same to the end, newest first, a batch in memory at a time."""
    newest_first = matching(query).order_by(AuditEntry.id.desc()).limit(BATCH)
    batch = list(db.session.scalars(newest_first))
    while batch:
        yield from batch
        last = batch[-1].id
        batch = list(db.session.scalars(newest_first.where(AuditEntry.id < last)))


def matching(query: str) -> Select[AuditEntry]:
    wanted = query.replace("\0", "").strip()
    if not wanted:
        return select(AuditEntry)
    newest = select(func.max(AuditEntry.id)).scalar_subquery()
    # E-mails and actions are in small letters, and to make letters small takes time.
    lower = (AuditEntry.email, AuditEntry.action)
    found = [column.contains(wanted.lower(), autoescape=True) for column in lower]
    in_target = AuditEntry.target.icontains(wanted, autoescape=True)
    recent = AuditEntry.id > newest - SEARCHED
    return select(AuditEntry).where(recent, or_(*found, in_target))
