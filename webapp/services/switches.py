"""Switches that operators turn while everything runs; they go before the settings.

The database holds them; what a worker must know before each job (which queues are
paused) is copied to Redis by ``pauses``.
"""

from __future__ import annotations

from sqlalchemy import delete, select

from webapp.extensions import db
from webapp.models import OperatorSwitch
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.audit_log import Operator, record
from webapp.services.current import settings

ANONYMOUS_SCANS = "anonymous_scans"
REGISTRATION_OPEN = "registration_open"
PAUSED = "paused:"
CRON = "cron:"


def is_on(name: str, default: bool) -> bool:
    """As it was switched, else ``default``."""
    chosen = select(OperatorSwitch.is_on).where(OperatorSwitch.name == name)
    switched = db.session.scalar(chosen)
    return default if switched is None else bool(switched)


def all_with(prefix: str) -> dict[str, OperatorSwitch]:
    """The switches of a kind, by what follows its prefix."""
    found = select(OperatorSwitch).where(OperatorSwitch.name.startswith(prefix))
    return {row.name.removeprefix(prefix): row for row in db.session.scalars(found)}


@transactional
def turn(name: str, is_on: bool, by: Operator, action: str, target: str) -> None:
    """Switch, and write down who did."""
    # Locked, since another operator may take the row away meanwhile (``let_go``).
    row = db.session.get(OperatorSwitch, name, with_for_update=True)
    if row is not None and row.is_on == is_on:
        return  # pressed twice
    if row is None:
        row = OperatorSwitch(name=name)
        db.session.add(row)
    row.is_on, row.changed_at, row.changed_by = is_on, db_now(), by.email
    record(by, action, target)
    db.session.flush()


@transactional
def let_go(name: str, by: Operator, action: str, target: str) -> None:
    """As the setting says from now on, and write down who did."""
    own = delete(OperatorSwitch).where(OperatorSwitch.name == name)
    if db.session.scalar(own.returning(OperatorSwitch.name)) is not None:
        record(by, action, target)


def anonymous_scans() -> bool:
    """Whether visitors may scan."""
    return is_on(ANONYMOUS_SCANS, settings().anonymous_scans)


def registration_open() -> bool:
    """Whether people may sign up by themselves."""
    return is_on(REGISTRATION_OPEN, settings().registration_open)


def paused_queues() -> frozenset[str]:
    """Queues that no worker takes jobs from."""
    switched = all_with(PAUSED)
    return frozenset(name for name, row in switched.items() if row.is_on)
