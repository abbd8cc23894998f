"""One fetch at a time from a registrable domain, with a gap between two.

A scan that finds its domain busy is told how long to wait and goes back to the queue,
so no worker waits. The waits are promised one gap apart: a hundred scans of one site
come back one after another instead of all at once.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from webapp.exceptions import DomainBusy, FetchFailed
from webapp.extensions import db
from webapp.models import DomainSlot
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.pipeline.crawl import target_domain
from webapp.services.current import settings

log = logging.getLogger(__name__)

#: A visit is through after this long, whatever happens: robots.txt and the page.
LONGEST_VISIT_SECONDS = 60
#: A site that answered 429 or 503 is left alone as it asks, at most this long; the scan
#: that met it waits for all of its Retry-After.
LONGEST_REST_SECONDS = 60


@dataclass
class Turn:
    """The right to fetch; ``gap`` seconds are kept after it, the site may ask more."""

    gap: float

    def keep(self, seconds: float) -> None:
        """The gap is at least this long."""
        self.gap = max(self.gap, seconds)


@dataclass(frozen=True)
class Visit:
    """``wait`` seconds before one may come, or 0: it is taken ``until`` then."""

    wait: float
    until: datetime | None = None


@contextmanager
def turn(url: str, scan_id: uuid.UUID) -> Iterator[Turn]:
    """Fetch inside this. Raises ``DomainBusy`` where another scan is at it.

    Targets inside ``SCAN_ALLOWED_NETWORKS`` are never busy.
    """
    gap = settings().target_gap
    domain = target_domain(url, settings().scan_allowed_networks) if gap else None
    mine = Turn(gap)
    if domain is None:
        yield mine
        return
    visit = take(domain, scan_id, gap)
    if visit.wait > 0:
        raise DomainBusy(domain, visit.wait)
    try:
        yield mine
    except FetchFailed as error:
        mine.keep(min(error.retry_after or 0, LONGEST_REST_SECONDS))
        raise
    finally:
        try:
            release(scan_id, mine.gap, visit.until)
        except SQLAlchemyError as error:
            # The slot ends by itself; what the fetch found out must not be lost.
            log.warning("domain %s: not released: %s", domain, error)


def take(domain: str, scan_id: uuid.UUID, gap: float) -> Visit:
    """Take the domain for this scan, or be told how long to wait."""
    try:
        return take_or_wait(domain, scan_id, gap)
    except IntegrityError:  # another scan made the domain's first row just now
        return take_or_wait(domain, scan_id, gap)


@transactional
def take_or_wait(domain: str, scan_id: uuid.UUID, gap: float) -> Visit:
    now = db.session.scalars(select(db_now())).one()
    chosen = select(DomainSlot).where(DomainSlot.domain == domain)
    slot = db.session.scalar(
        chosen.with_for_update().execution_options(populate_existing=True)
    )
    if slot is None:
        slot = DomainSlot(domain=domain, free_at=now, promised_until=now)
        db.session.add(slot)
    if slot.free_at > now and slot.scan_id != scan_id:
        return Visit(promise(slot, now, gap))
    until = now + timedelta(seconds=LONGEST_VISIT_SECONDS)
    slot.scan_id, slot.free_at = scan_id, until
    db.session.flush()
    return Visit(0, until)


def promise(slot: DomainSlot, now: datetime, gap: float) -> float:
    """The next free time: one gap after the last that was promised."""
    slot.promised_until = max(slot.promised_until, now) + timedelta(seconds=gap)
    return (slot.promised_until - now).total_seconds()


@transactional
def release(scan_id: uuid.UUID, gap: float, until: datetime | None = None) -> None:
    """The fetch is over; the domain is free after the gap.

    ``until`` fences: a later attempt of the scan has taken the domain for longer. None
    is for a scan that was canceled, with whatever attempt of it.
    """
    is_mine = DomainSlot.scan_id == scan_id
    if until is not None:
        is_mine &= DomainSlot.free_at == until
    statement = (
        update(DomainSlot)
        .where(is_mine)
        .values(free_at=db_now(gap), scan_id=None)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(statement)
