"""The lease on a site scan for the jobs that discover and judge, as scans have it.

One conditional UPDATE takes the row and raises ``attempt``, the fence of every later
write of the job. Pages need no such lease: each is a scan with its own.
"""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import ColumnElement, update

from webapp.domain.site_status import SiteStatus
from webapp.exceptions import LeaseLost
from webapp.extensions import db
from webapp.models import SiteScan
from webapp.models.clock import db_now, is_over
from webapp.models.transactions import transactional
from webapp.services import renewal
from webapp.services.current import settings
from webapp.services.renewal import Renewal


@dataclass(frozen=True)
class SiteClaim:
    """A claimed site scan, and the fence of this attempt."""

    site_id: uuid.UUID
    attempt: int
    tries: int


@transactional
def claim(site_id: uuid.UUID, status: SiteStatus) -> SiteClaim | None:
    """Take it, or None where it is not there for this job: exit quietly then."""
    wanted = (SiteScan.id == site_id) & (SiteScan.status == status) & is_free()
    statement = (
        update(SiteScan)
        .where(wanted)
        .values(
            attempt=SiteScan.attempt + 1,
            tries=SiteScan.tries + 1,
            lease_until=db_now(settings().scan_lease),
            asked_until=None,
        )
        .execution_options(synchronize_session=False)
        .returning(SiteScan.attempt, SiteScan.tries)
    )
    row = db.session.execute(statement).one_or_none()
    return SiteClaim(site_id, row.attempt, row.tries) if row else None


@transactional
def write(claim: SiteClaim, **values: object) -> None:
    """A fenced write. Raises ``LeaseLost`` where another job, a cancel or a delete came
    between."""
    mine = (SiteScan.id == claim.site_id) & (SiteScan.attempt == claim.attempt)
    statement = (
        update(SiteScan)
        .where(mine, SiteScan.lease_until.is_not(None))
        .values(**values)
        .execution_options(synchronize_session=False)
        .returning(SiteScan.id)
    )
    if db.session.execute(statement).scalar_one_or_none() is None:
        raise LeaseLost


def renewed(claim: SiteClaim) -> AbstractContextManager[Renewal]:
    """Keep the lease while the block runs."""

    def renew() -> None:
        write(claim, lease_until=db_now(settings().scan_lease))

    return renewal.renewed(f"site {claim.site_id}", renew)


def is_free() -> ColumnElement[bool]:
    return SiteScan.paused_at.is_(None) & is_over(SiteScan.lease_until)
