"""Which of several scheduler processes leads: a database lease of 20 seconds."""

from __future__ import annotations

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError

from webapp.extensions import db
from webapp.models import LeaderLease
from webapp.models.clock import db_now
from webapp.models.transactions import transactional

LEASE_SECONDS = 20
NAME = "scheduler"


def lead(holder: str) -> bool:
    """Take or keep the lead; True while it is ours for the next 20 seconds."""
    if renew(holder):
        return True
    try:
        return begin(holder)
    except IntegrityError:
        return False  # another process was first


@transactional
def renew(holder: str) -> bool:
    mine_or_free = or_(LeaderLease.holder == holder, LeaderLease.until < db_now())
    statement = (
        update(LeaderLease)
        .where(LeaderLease.name == NAME, mine_or_free)
        .values(holder=holder, until=db_now(LEASE_SECONDS))
        .execution_options(synchronize_session=False)
        .returning(LeaderLease.name)
    )
    return db.session.execute(statement).scalar_one_or_none() is not None


@transactional
def begin(holder: str) -> bool:
    """The very first leader makes the row."""
    if db.session.get(LeaderLease, NAME) is not None:
        return False
    until = db_now(LEASE_SECONDS)
    db.session.add(LeaderLease(name=NAME, holder=holder, until=until))
    db.session.flush()
    return True


@transactional
def resign(holder: str) -> None:
    """Give the lead back at an orderly end, so that another takes over at once."""
    statement = (
        update(LeaderLease)
        .where(LeaderLease.name == NAME, LeaderLease.holder == holder)
        .values(until=db_now(-1))
        .execution_options(synchronize_session=False)
    )
    db.session.execute(statement)


def is_led(silent: float = LEASE_SECONDS) -> bool:
    """Whether some scheduler leads now, and renewed that within ``silent`` seconds."""
    left = LEASE_SECONDS - silent
    chosen = select(LeaderLease.name).where(LeaderLease.until > db_now(left))
    return db.session.scalar(chosen) is not None
