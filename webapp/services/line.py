"""Whose turn it is: senders share each queue, however much one of them submits.

A queue of Redis is first come, first served, so of one sender only a few scans are put
there at a time; the others are *held*: rows like any waiting one, without a job. Each
claim lets the sender's next one go, whoever joins finds free places given to those that
wait, and the leader looks after what both missed. So a sender waits behind a few scans
of each other one, not behind all.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import InstrumentedAttribute, aliased

from webapp.domain.status import ScanStatus
from webapp.extensions import db
from webapp.models import Scan
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import workers
from webapp.services.dispatch import dispatch

log = logging.getLogger(__name__)

#: A retry is back in its queue within a second or two of its time. One that is later
#: has no job there: no scheduler leads, and it must not hold up its sender's others.
RETURN_SECONDS = 5
#: Senders looked after in one pass, those that have waited longest.
MOST_SENDERS = 200


def room() -> int:
    """How many scans of one sender may stand in a queue: one for every four workers.
    So many of all workers together take before they come to another sender's; with
    more, a quick worker would take two of them (``bench.fairness``)."""
    return max(1, workers.count_alive() // 4)


def join(scans: list[Scan], sender: str, queue: str) -> list[Scan]:
    """Within the transaction that makes them: hold those whose turn has not come. Gives
    what is to be sent after the commit: those of the sender that wait already go into
    free places first."""
    if not sender or not scans:
        return scans
    free = free_places(sender, queue)
    earlier = take_next(sender, queue, free) if free else []
    number = free - len(earlier)
    for scan in scans[number:]:
        scan.is_held = True
    return [*earlier, *scans[:number]]


def send(scans: Iterable[Scan]) -> bool:
    """Have committed scans begun; False where Redis did not confirm one. Then the
    reconciler does it: each of the others would wait for Redis as long."""
    return all(map(dispatch, scans))


def send_next(sender: str | None, queue: str) -> None:
    """A scan of theirs begins: the sender's next may go. Where that fails this one goes
    on, and the leader sends the other."""
    try:
        let_go(sender, queue)
    except SQLAlchemyError as error:
        log.warning("line: the next scan was not sent: %s", type(error).__name__)
        db.session.rollback()


def free_places(sender: str, queue: str) -> int:
    return max(0, room() - standing(sender, queue))


def standing(sender: str, queue: str) -> int:
    """The sender's scans that wait with a job, for a worker and not for a time."""
    waits = Scan.status == ScanStatus.QUEUED
    chosen = select(func.count()).select_from(Scan)
    mine = of_sender(sender, queue, is_held=False)
    counted = chosen.where(mine, waits, has_job(Scan.not_before))
    return db.session.scalar(counted) or 0


def has_job(not_before: InstrumentedAttribute[datetime | None]) -> ColumnElement[bool]:
    """Whether a scan that waits is in its queue, as far as its row tells."""
    has_returned = not_before.between(db_now(-RETURN_SECONDS), db_now())
    return or_(not_before.is_(None), has_returned)


def of_sender(sender: str, queue: str, *, is_held: bool) -> ColumnElement[bool]:
    return (
        Scan.finished_at.is_(None)
        & (Scan.is_held.is_(is_held))
        & (Scan.queue == queue)
        & (Scan.sender == sender)
    )


def let_go(sender: str | None, queue: str) -> int:
    """Send the sender's next scans, as far as there is room; how many."""
    if not sender or not has_held(sender, queue):
        return 0
    scans = take_free(sender, queue)
    send(scans)
    return len(scans)


def has_held(sender: str, queue: str) -> bool:
    held = select(Scan.id).where(of_sender(sender, queue, is_held=True))
    return db.session.scalar(held.limit(1)) is not None


@transactional
def take_free(sender: str, queue: str) -> list[Scan]:
    return take_next(sender, queue, free_places(sender, queue))


def take_next(sender: str, queue: str, number: int) -> list[Scan]:
    """Within a transaction: the scans whose turn it is now, no longer held."""
    held = of_sender(sender, queue, is_held=True)
    chosen = (
        select(Scan.id)
        .where(held)
        .order_by(Scan.due_at, Scan.created_at.desc(), Scan.id)
    )
    ids = list(db.session.scalars(chosen.limit(number)))
    return [scan for scan_id in ids if (scan := release(scan_id)) is not None]


def release(scan_id: uuid.UUID) -> Scan | None:
    """Within a transaction: one scan is held no longer, if nobody else was quicker."""
    statement = (
        update(Scan)
        .where(Scan.id == scan_id, Scan.is_held.is_(True))
        .values(is_held=False, enqueued_at=db_now())
        .execution_options(synchronize_session=False)
        .returning(Scan.id)
    )
    if db.session.execute(statement).scalar_one_or_none() is None:
        return None
    return db.session.get_one(Scan, scan_id, populate_existing=True)


def look_after() -> int:
    """Let go what claims did not: whose scan was canceled, or whose horse died. The
    leader runs it; how many scans."""
    held = Scan.finished_at.is_(None) & Scan.is_held.is_(True)
    # Whoever has a scan in line is let go by its claim.
    other = aliased(Scan)
    stands = exists().where(
        other.finished_at.is_(None),
        other.is_held.is_(False),
        other.queue == Scan.queue,
        other.sender == Scan.sender,
        other.status == ScanStatus.QUEUED,
        has_job(other.not_before),
    )
    chosen = select(Scan.sender, Scan.queue).where(held)
    waiting = chosen.group_by(Scan.sender, Scan.queue).having(~stands)
    longest = waiting.order_by(func.min(Scan.due_at)).limit(MOST_SENDERS)
    pairs = db.session.execute(longest).all()
    sent = sum(let_go(sender, queue) for sender, queue in pairs)
    if sent:
        log.info("line: %d held scans sent", sent)
    return sent
