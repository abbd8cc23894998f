"""The lease on a scan: who may write now. Claim, renew, give back.

One conditional UPDATE takes an open row whose lease is free and raises ``attempt``,
the fence: every later write says ``attempt = mine``, so a job may run twice and its
result is stored once. All times are the database's.
"""

from __future__ import annotations

import functools
import logging
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update

from webapp.domain.queue_names import DEFAULT
from webapp.domain.status import ScanStatus
from webapp.exceptions import LeaseLost
from webapp.extensions import db
from webapp.models import Scan
from webapp.models.clock import db_now
from webapp.models.scan import is_open
from webapp.models.transactions import transactional
from webapp.services import attempts, renewal
from webapp.services.attempts import Outcome, Trail
from webapp.services.current import settings
from webapp.services.renewal import Renewal

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

#: A retry that RQ delivers a moment before ``not_before`` (it counts whole seconds) is
#: let through rather than left to the reconciler.
EARLY_SECONDS = 1


TOLD_BY_CLAIM = (
    Scan.attempt,
    Scan.tries,
    Scan.url,
    Scan.teaser_at,
    Scan.sender,
    Scan.queue,
    Scan.due_at,
    Scan.site_scan_id,
)


@dataclass(frozen=True)
class Claim:
    """A claimed scan: what to do, for whom, and the fence of this attempt."""

    scan_id: uuid.UUID
    attempt: int
    tries: int
    url: str
    has_teaser: bool
    sender: str | None = None
    queue: str = DEFAULT
    #: The site scan that the page is one of.
    site_scan_id: uuid.UUID | None = None
    #: What the attempt did so far, for its record.
    trail: Trail = field(default_factory=Trail, compare=False)


@transactional
def claim(scan_id: uuid.UUID, delivery: int | None, holder: str) -> Claim | None:
    """Take the scan, or None where it is not to be taken: exit quietly then.

    ``delivery`` is the number in the job's id; None for a job that carries none.
    """
    conditions = [Scan.id == scan_id, is_open(), is_due(), is_free()]
    if delivery is not None:
        conditions.append(Scan.delivery == delivery)
    keeps_status = Scan.status == ScanStatus.TEASER_READY
    statement = (
        update(Scan)
        .where(*conditions)
        .values(
            status=case((keeps_status, Scan.status), else_=ScanStatus.RUNNING),
            step=case((keeps_status, Scan.step), else_=None),
            progress=case((keeps_status, Scan.progress), else_=0),
            attempt=Scan.attempt + 1,
            tries=Scan.tries + 1,
            enqueues=0,
            not_before=None,
            started_at=func.coalesce(Scan.started_at, db_now()),
            lease_until=db_now(settings().scan_lease),
            lease_holder=holder[:120],
            is_held=False,
        )
        .execution_options(synchronize_session=False)
        .returning(*TOLD_BY_CLAIM)
    )
    row = db.session.execute(statement).one_or_none()
    if row is None:
        return None
    attempts.begin(scan_id, row.attempt, holder[:120], row.queue, row.due_at)
    has_teaser = row.teaser_at is not None
    work = (row.attempt, row.tries, row.url, has_teaser, row.sender, row.queue)
    return Claim(scan_id, *work, site_scan_id=row.site_scan_id)


def is_due() -> ColumnElement[bool]:
    return or_(Scan.not_before.is_(None), Scan.not_before <= db_now(EARLY_SECONDS))


def is_free() -> ColumnElement[bool]:
    return or_(Scan.lease_until.is_(None), Scan.lease_until < db_now())


def is_mine(claim: Claim) -> ColumnElement[bool]:
    """The fence: true only while no other attempt, cancel or end came between, and the
    lease was not given back or taken back."""
    return and_(
        Scan.id == claim.scan_id,
        Scan.attempt == claim.attempt,
        Scan.lease_until.is_not(None),
        is_open(),
    )


@transactional
def write(claim: Claim, **values: object) -> uuid.UUID | None:
    """A fenced write; gives the row's user. Raises ``LeaseLost`` where it was lost."""
    statement = (
        update(Scan)
        .where(is_mine(claim))
        .values(**values)
        .execution_options(synchronize_session=False)
        .returning(Scan.id, Scan.user_id)
    )
    row = db.session.execute(statement).one_or_none()
    if row is None:
        raise LeaseLost
    user_id: uuid.UUID | None = row.user_id
    return user_id


def recorded(
    function: Callable[Concatenate[Claim, P], R],
) -> Callable[Concatenate[Claim, P], R]:
    """A transaction that tells of an attempt: what it noted was written by then."""
    write_it = transactional(function)

    @functools.wraps(function)
    def run(claim: Claim, /, *args: P.args, **kwargs: P.kwargs) -> R:
        result = write_it(claim, *args, **kwargs)
        claim.trail.notes.clear()
        return result

    return run


@transactional
def free(job_scan_id: uuid.UUID, holder: str, *, counts_as_try: bool) -> bool:
    """Give back the lease of a work horse that is dead; True where it held one.

    The row stays open with its lease run out, so the reconciler enqueues it in its
    next pass. A horse that we stopped ourselves used up no try.
    """
    tries = Scan.tries if counts_as_try else Scan.tries - 1
    statement = (
        update(Scan)
        .where(
            Scan.id == job_scan_id,
            Scan.lease_holder == holder[:120],
            Scan.lease_until.is_not(None),
            is_open(),
        )
        .values(lease_until=db_now(), lease_holder=None, tries=tries)
        .execution_options(synchronize_session=False)
        .returning(Scan.attempt)
    )
    attempt = db.session.execute(statement).scalar_one_or_none()
    if attempt is None:
        return False
    outcome = Outcome.KILLED if counts_as_try else Outcome.STOPPED
    attempts.end(job_scan_id, attempt, outcome)
    return True


def held_by(holder: str) -> list[uuid.UUID]:
    """The scans whose lease this work horse has; leases are few, so by their index."""
    mine = Scan.lease_until.is_not(None) & (Scan.lease_holder == holder[:120])
    return list(db.session.scalars(select(Scan.id).where(mine)))


def renewed(claim: Claim) -> AbstractContextManager[Renewal]:
    """Keep the lease while the block runs."""

    def renew() -> None:
        write(claim, lease_until=db_now(settings().scan_lease))

    return renewal.renewed(f"scan {claim.scan_id}", renew)
