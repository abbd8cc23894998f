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
#: A scan that was redirected to a busy site comes back after this long at the soonest.
LEAST_REDIRECT_WAIT_SECONDS = 10.0


@dataclass
class Taken:
    """A domain that may be fetched from ``until`` then; ``gap`` seconds are kept after
    it, and the site may ask for more."""

    until: datetime
    gap: float


class Turn:
    """The right to fetch; a redirect to another domain takes that one as well."""

    def __init__(self, scan_id: uuid.UUID) -> None:
        self.scan_id = scan_id
        self.taken: dict[str, Taken] = {}
        self.asked: str | None = None

    def enter(self, url: str) -> None:
        """Take the domain of this URL, if it is not ours already. Raises
        ``DomainBusy``."""
        self.asked = domain = domain_of(url)
        if domain is None or domain in self.taken:
            return
        answer = take(domain, self.scan_id, settings().target_gap)
        if not isinstance(answer, Taken):
            # The sites before it would be asked again each time.
            least = LEAST_REDIRECT_WAIT_SECONDS if self.taken else 0
            raise DomainBusy(domain, max(answer, least))
        self.taken[domain] = answer

    def keep(self, url: str, seconds: float) -> None:
        """The gap after this URL's domain is at least this long."""
        self.widen(domain_of(url), seconds)

    def rest(self, seconds: float) -> None:
        """The same for the site that was asked last: it is in trouble."""
        self.widen(self.asked, seconds)

    def widen(self, domain: str | None, seconds: float) -> None:
        if domain in self.taken:
            mine = self.taken[domain]
            mine.gap = max(mine.gap, seconds)

    def end(self) -> None:
        for domain, mine in self.taken.items():
            try:
                free(domain, self.scan_id, mine)
            except SQLAlchemyError as error:
                # The slot ends by itself; what the fetch found out must not be lost.
                log.warning("domain %s: not freed: %s", domain, error)


def domain_of(url: str) -> str | None:
    """Whose turns are counted; None for a target inside ``SCAN_ALLOWED_NETWORKS``, or
    where no gap is kept."""
    if not settings().target_gap:
        return None
    return target_domain(url, settings().scan_allowed_networks)


@contextmanager
def turn(url: str, scan_id: uuid.UUID) -> Iterator[Turn]:
    """Fetch inside this. Raises ``DomainBusy`` where another scan is at it."""
    mine = Turn(scan_id)
    try:
        mine.enter(url)
        yield mine
    except FetchFailed as error:
        mine.rest(min(error.retry_after or 0, LONGEST_REST_SECONDS))
        raise
    finally:
        mine.end()


def take(domain: str, scan_id: uuid.UUID, gap: float) -> Taken | float:
    """Take the domain for this scan, or be told how many seconds to wait."""
    try:
        return take_or_wait(domain, scan_id, gap)
    except IntegrityError:  # another scan made the domain's first row just now
        return take_or_wait(domain, scan_id, gap)


@transactional
def take_or_wait(domain: str, scan_id: uuid.UUID, gap: float) -> Taken | float:
    now = db.session.scalars(select(db_now())).one()
    chosen = select(DomainSlot).where(DomainSlot.domain == domain)
    slot = db.session.scalar(
        chosen.with_for_update().execution_options(populate_existing=True)
    )
    if slot is None:
        slot = DomainSlot(domain=domain, free_at=now, promised_until=now)
        db.session.add(slot)
    if slot.free_at > now and slot.scan_id != scan_id:
        return promise(slot, now, gap)
    until = now + timedelta(seconds=LONGEST_VISIT_SECONDS)
    slot.scan_id, slot.free_at = scan_id, until
    db.session.flush()
    return Taken(until, gap)


def promise(slot: DomainSlot, now: datetime, gap: float) -> float:
    """The next free time: one gap after the last that was promised."""
    slot.promised_until = max(slot.promised_until, now) + timedelta(seconds=gap)
    return (slot.promised_until - now).total_seconds()


@transactional
def free(domain: str, scan_id: uuid.UUID, taken: Taken) -> None:
    """The fetch is over. ``taken.until`` fences: a later attempt of the scan that has
    taken the domain meanwhile keeps it."""
    mine = (DomainSlot.domain == domain) & (DomainSlot.free_at == taken.until)
    set_free(mine & (DomainSlot.scan_id == scan_id), taken.gap)


@transactional
def free_all(scan_id: uuid.UUID, gap: float) -> None:
    """The scan is over, whatever attempt of it was fetching."""
    set_free(DomainSlot.scan_id == scan_id, gap)


def set_free(chosen: ColumnElement[bool], gap: float) -> None:
    statement = (
        update(DomainSlot)
        .where(chosen)
        .values(free_at=db_now(gap), scan_id=None)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(statement)
