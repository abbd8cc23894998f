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

from sqlalchemy import ColumnElement, select, update
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


class Turn:
    """The right to fetch from the domains in ``taken``, each until the time beside it;
    ``gap`` seconds are kept after it, the site may ask for more."""

    def __init__(self, scan_id: uuid.UUID) -> None:
        self.scan_id = scan_id
        self.gap: float = settings().target_gap
        self.taken: dict[str, datetime] = {}

    def enter(self, url: str) -> None:
        """Take the domain of this URL too. Raises ``DomainBusy``.

        Targets inside ``SCAN_ALLOWED_NETWORKS`` are never busy.
        """
        gap, networks = settings().target_gap, settings().scan_allowed_networks
        domain = target_domain(url, networks) if gap else None
        if domain is None or domain in self.taken:
            return
        answer = take(domain, self.scan_id, gap)
        if answer.until is None:
            raise DomainBusy(domain, answer.wait)
        self.taken[domain] = answer.until

    def keep(self, seconds: float) -> None:
        """The gap is at least this long."""
        self.gap = max(self.gap, seconds)

    def end(self) -> None:
        for domain, until in self.taken.items():
            try:
                leave(domain, self.scan_id, until, self.gap)
            except SQLAlchemyError as error:
                # The slot ends by itself; what the fetch found out must not be lost.
                log.warning("domain %s: not released: %s", domain, error)


@dataclass(frozen=True)
class Answer:
    """The domain is taken ``until`` then, or one has to ``wait`` so many seconds."""

    wait: float = 0
    until: datetime | None = None


@contextmanager
def turn(url: str, scan_id: uuid.UUID) -> Iterator[Turn]:
    """Fetch inside this. Raises ``DomainBusy`` where another scan is at it."""
    mine = Turn(scan_id)
    try:
        mine.enter(url)
        yield mine
    except FetchFailed as error:
        mine.keep(min(error.retry_after or 0, LONGEST_REST_SECONDS))
        raise
    finally:
        mine.end()


def take(domain: str, scan_id: uuid.UUID, gap: float) -> Answer:
    """Take the domain for this scan, or be told how long to wait."""
    try:
        return take_or_wait(domain, scan_id, gap)
    except IntegrityError:  # another scan made the domain's first row just now
        return take_or_wait(domain, scan_id, gap)


@transactional
def take_or_wait(domain: str, scan_id: uuid.UUID, gap: float) -> Answer:
    now = db.session.scalars(select(db_now())).one()
    chosen = select(DomainSlot).where(DomainSlot.domain == domain)
    slot = db.session.scalar(
        chosen.with_for_update().execution_options(populate_existing=True)
    )
    if slot is None:
        slot = DomainSlot(domain=domain, free_at=now, promised_until=now)
        db.session.add(slot)
    if slot.free_at > now and slot.scan_id != scan_id:
        return Answer(wait=promise(slot, now, gap))
    until = now + timedelta(seconds=LONGEST_VISIT_SECONDS)
    slot.scan_id, slot.free_at = scan_id, until
    db.session.flush()
    return Answer(until=until)


def promise(slot: DomainSlot, now: datetime, gap: float) -> float:
    """The next free time: one gap after the last that was promised."""
    slot.promised_until = max(slot.promised_until, now) + timedelta(seconds=gap)
    return (slot.promised_until - now).total_seconds()


@transactional
def leave(domain: str, scan_id: uuid.UUID, until: datetime, gap: float) -> None:
    """The fetch is over. ``until`` fences: a later attempt of the scan that has taken
    the domain meanwhile keeps it."""
    mine = (DomainSlot.domain == domain) & (DomainSlot.free_at == until)
    free(mine & (DomainSlot.scan_id == scan_id), gap)


@transactional
def release(scan_id: uuid.UUID, gap: float) -> None:
    """The scan is over, whatever attempt of it was fetching."""
    free(DomainSlot.scan_id == scan_id, gap)


def free(chosen: ColumnElement[bool], gap: float) -> None:
    statement = (
        update(DomainSlot)
        .where(chosen)
        .values(free_at=db_now(gap), scan_id=None)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(statement)
