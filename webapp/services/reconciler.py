"""Makes the queue agree with the database, every few seconds, on the leader alone.

RQ loses jobs in ways of its own (a worker killed between pop and start, an emptied
Redis, a lost reply to an enqueue); none loses a scan, since here every open row is
held against the place where its job really is. Two rules:

1. A lease that ran out: its work horse is gone. Enqueue the scan again in the same
   pass, or, out of tries, end it.
2. A row that waits: its job must be in a queue or a registry that will deliver it. One
   missing in two passes is enqueued again (two, because between a pop and the start
   of a job it is nowhere for some milliseconds); one that RQ gave up before any claim,
   or that was enqueued too often without one, becomes a dead letter.
"""

from __future__ import annotations

import logging
import uuid
from collections import Counter
from dataclasses import dataclass

from redis.exceptions import RedisError
from sqlalchemy import ColumnElement, Select, and_, or_, select, update

from webapp import queues
from webapp.domain.measures import Measure
from webapp.domain.status import ScanStatus, step_error
from webapp.domain.tries import MAX_ENQUEUES, MAX_TRIES
from webapp.exceptions import NotClaimed
from webapp.extensions import db
from webapp.models import Scan
from webapp.models.clock import db_now
from webapp.models.scan import DOMAIN_BUSY, is_open
from webapp.models.transactions import transactional
from webapp.services import attempts, dispatch, measurements
from webapp.services.attempts import Outcome
from webapp.services.current import settings
from webapp.services.outcomes import bury, end_in_error

log = logging.getLogger(__name__)

#: Rows mended in one pass, the oldest first; the next pass goes on. More would outlast
#: the leader's lease.
BATCH = 500
#: A row younger than this is left alone: its enqueue may be on its way.
SETTLE_SECONDS = 2
#: How the record of what a job raised in its work horse begins.
TRACEBACK = "Traceback"


@dataclass(frozen=True)
class Pass:
    """What one pass repaired: scans enqueued after a lost lease, or because their job
    was lost, and scans given up."""

    taken_back: int = 0
    enqueued: int = 0
    buried: int = 0


class NotConfirmed(Exception):
    """Redis did not take a job: no use in going on with this pass."""


class Reconciler:
    """Remembers between two passes which jobs it did not find."""

    def __init__(self) -> None:
        self.missing: set[str] = set()

    def run(self) -> Pass:
        """One pass. Raises what the database raises; a Redis outage is waited out."""
        mended: Counter[str] = Counter()
        try:
            self.take_back_leases(mended)
            self.check_waiting(mended)
        except NotConfirmed:
            log.warning("reconciler: Redis takes no jobs")
        done = Pass(**mended)
        if done != Pass():
            log.info("reconciler: %s", done)
            note_repairs(mended)
        return done

    def take_back_leases(self, mended: Counter[str]) -> None:
        # By the lease's index: a row that has ended holds none.
        lost = select(Scan.id).where(Scan.lease_until < db_now())
        for scan_id in db.session.scalars(lost.limit(BATCH)).all():
            send_or_count(take_back(scan_id), "taken_back", mended)

    def check_waiting(self, mended: Counter[str]) -> None:
        waiting = {
            dispatch.job_id(row.id, row.delivery): row.id
            for row in db.session.execute(waiting_rows()).all()
        }
        if not waiting:
            self.missing.clear()
            return
        try:
            connection = queues.connect(settings(), fail_fast=True)
            places = queues.find_places(connection, waiting)
        except RedisError as error:
            log.warning("reconciler: Redis does not answer (%s)", error)
            return
        lost = [job for job in waiting if not places[job].is_waiting]
        due = [job for job in lost if job in self.missing or places[job].is_failed]
        self.missing = set(lost)
        for job_id in due[:BATCH]:
            reason = refusal(job_id) if places[job_id].is_failed else None
            scan = enqueue_again(waiting[job_id], job_id, reason)
            send_or_count(scan, "enqueued", mended)


@transactional
def note_repairs(mended: Counter[str]) -> None:
    for kind, number in mended.items():
        measurements.note(Measure.REPAIR, kind, number=number)


def send_or_count(scan: Scan | None, kind: str, mended: Counter[str]) -> None:
    """Enqueue a mended scan that is still open; raises ``NotConfirmed``."""
    if scan is None:
        return
    if not scan.is_open:
        mended["buried"] += 1
        return
    if not dispatch.dispatch(scan):
        uncount(scan)
        raise NotConfirmed
    mended[kind] += 1


def refusal(job_id: str) -> str | None:
    """Why RQ gave this job up, if that is for good: a function or message that is not
    ours. That its horse was killed or its worker lost is no such reason (RQ tells those
    without a traceback), nor that the database was away while it was delivered; and
    where there is none, it was not RQ."""
    reason = queues.find_traceback(settings(), job_id) or ""
    is_for_good = reason.startswith(TRACEBACK) and NotClaimed.__name__ not in reason
    return reason if is_for_good else None


def waiting_rows() -> Select[uuid.UUID, int]:
    """Open rows without a lease whose time has come, oldest first."""
    is_due = or_(Scan.not_before.is_(None), Scan.not_before < db_now())
    settled = Scan.enqueued_at < db_now(-SETTLE_SECONDS)
    chosen = select(Scan.id, Scan.delivery).where(waits(), is_due, settled)
    return chosen.order_by(Scan.created_at)


def waits() -> ColumnElement[bool]:
    return and_(is_open(), Scan.lease_until.is_(None), Scan.is_held.is_(False))


@transactional
def take_back(scan_id: uuid.UUID) -> Scan | None:
    """An expired lease: the row is to be enqueued again, or ends out of tries."""
    scan = locked(scan_id, Scan.lease_until < db_now())
    if scan is None:
        return None
    scan.lease_until = scan.lease_holder = None
    # One that a killed or stopped work horse held has ended already.
    attempts.end(scan.id, scan.attempt, Outcome.LOST)
    if scan.tries >= MAX_TRIES:
        give_up(scan)
        return scan
    scan.due_at = db_now()
    if scan.status == ScanStatus.RUNNING:
        scan.status = ScanStatus.QUEUED
    raise_delivery(scan)
    return scan


def give_up(scan: Scan) -> None:
    """The last try lost its worker; how others ended is told as far as it is known.

    A try that failed leaves its reason in the row until the teaser is stored, a lost
    one leaves none: no reason and no teaser means that each of them was lost.
    """
    number = scan.tries
    sentence = f"The last of {number} tries was broken off on our side, and the scan "
    sentence += "was given up."
    note = f"The work horse of try {number} was lost."
    if scan.error_code and scan.error_code != DOMAIN_BUSY:
        sentence += f" A try before it ended so: {scan.error_message}"
        note += f" A try before it ended in {scan.error_code}: {scan.error_message}"
    elif not scan.error_code and not scan.has_report:
        sentence = "The scan was broken off on our side in each of its "
        sentence += f"{number} tries and was given up."
        note = f"The work horse of each of the {number} tries was lost."
    end_in_error(scan, step_error(scan.step), "worker_lost", sentence)
    bury(scan, "worker_lost", sentence, note)


@transactional
def enqueue_again(scan_id: uuid.UUID, job_id: str, refused: str | None) -> Scan | None:
    """A waiting row whose job is gone: enqueue it, or give it up.

    ``refused`` is RQ's reason for giving the job up, None where it did not.
    """
    scan = locked(scan_id, waits())
    if scan is None or dispatch.job_id(scan.id, scan.delivery) != job_id:
        return None
    # A claim sets the number to 0: what RQ gave up then was a try, not a refusal.
    was_refused = refused is not None and scan.enqueues > 0
    if was_refused or scan.enqueues >= MAX_ENQUEUES:
        code = "job_refused" if was_refused else "not_delivered"
        sentence = "The scan could not be handed to a worker and was given up."
        end_in_error(scan, ScanStatus.ERROR_ANALYZE, code, sentence)
        bury(scan, code, sentence, refused or "No worker claimed it.")
        return scan
    raise_delivery(scan)
    return scan


def locked(scan_id: uuid.UUID, condition: ColumnElement[bool]) -> Scan | None:
    """The row, held against other writers, if the condition still holds."""
    chosen = select(Scan).where(Scan.id == scan_id, is_open(), condition)
    statement = chosen.with_for_update().execution_options(populate_existing=True)
    scan: Scan | None = db.session.scalar(statement)
    return scan


def raise_delivery(scan: Scan) -> None:
    scan.delivery += 1
    scan.enqueues += 1
    scan.enqueued_at = db_now()
    db.session.flush()
    db.session.refresh(scan)


@transactional
def uncount(scan: Scan) -> None:
    """An enqueue that Redis did not confirm is none that no worker answered."""
    statement = (
        update(Scan)
        .where(Scan.id == scan.id, Scan.delivery == scan.delivery, Scan.enqueues > 0)
        .values(enqueues=Scan.enqueues - 1)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(statement)
