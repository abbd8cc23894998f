"""Accounts are deleted in small steps.

A deleted account is closed at once: disabled, so that nobody signs in and nothing of it
begins or is sent; its open scans and site scans are canceled, no link to its reports
leads anywhere, and its address is free for another. What hangs on it goes after that.
"""

from __future__ import annotations

import logging
import uuid

from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError

from webapp.extensions import db
from webapp.models import (
    Alert,
    Scan,
    Schedule,
    ScheduleRun,
    ShareLink,
    SiteScan,
    User,
    WebhookDelivery,
    WebhookEndpoint,
)
from webapp.models.clock import db_now
from webapp.models.scan import is_open
from webapp.models.transactions import transactional
from webapp.services import accounts, mass_cancel
from webapp.services.sites import actions, removal
from webapp.services.small_steps import SCANS, delete_all, delete_chosen

log = logging.getLogger(__name__)

#: Of one transaction: rows that take nothing along.
ROWS = 1000


def delete_own(user: User, password: str) -> bool:
    """By its owner: as ``remove``. Raises ``Refused`` also for a wrong_password."""
    accounts.require_password(user, password)
    return remove(user.id)


def remove(user_id: uuid.UUID) -> bool:
    """The account with all that belongs to it, for good; False where the cleanup has
    some of it left to do. Raises ``Refused``: not_found, last_operator."""
    close(user_id)
    return finish(user_id)


@transactional
def close(user_id: uuid.UUID) -> None:
    """Nobody has this account from now on; ``finish`` is to follow. Raises ``Refused``:
    not_found, last_operator."""
    # All operators' rows first, in the order in which everybody locks them.
    accounts.require_another_operator(accounts.get(user_id))
    user = accounts.locked(user_id)
    own = (Scan.id == ShareLink.scan_id) & (Scan.user_id == user_id)
    links = delete(ShareLink).where(select(Scan.id).where(own).exists())
    db.session.execute(links.execution_options(synchronize_session=False))
    # No account can have such an address: RFC 2606 keeps this name from being used.
    user.email = f"{user_id}@deleted.invalid"
    user.password_hash = ""
    user.is_operator = user.is_viewer = False
    user.is_disabled = True
    user.deleted_at = db_now()
    db.session.flush()


def finish(user_id: uuid.UUID) -> bool:
    """End what goes on of a closed account, and delete as much as a request may;
    whether that was all. The account is gone by now whatever fails here, and the
    cleanup does the rest."""
    try:
        cancel_open(user_id)
        is_all = delete_all(delete_some, user_id)
        if not is_all:
            cancel_open(user_id)  # what a request made that had begun before
    except SQLAlchemyError as error:
        log.warning("account %s: not all deleted: %s", user_id, type(error).__name__)
        db.session.rollback()
        return False
    return is_all


def cancel_open(user_id: uuid.UUID) -> None:
    """Sites first, which make scans. Not in the transaction that closes the account:
    who makes scans of a site holds its row and wants the user's."""
    of_user = (SiteScan.user_id == user_id) & SiteScan.finished_at.is_(None)
    for site_id in db.session.scalars(select(SiteScan.id).where(of_user)).all():
        actions.set_canceled(site_id)
    while has_open_scan(user_id):
        mine = [Scan.user_id == user_id]
        _, running = mass_cancel.cancel_batch(mine, mass_cancel.BATCH)
        mass_cancel.stop(running)


def has_open_scan(user_id: uuid.UUID) -> bool:
    mine = select(Scan.id).where(Scan.user_id == user_id, is_open())
    return db.session.scalar(mine.limit(1)) is not None


def delete_batch(limit: int) -> int:
    """For the cleanup: some rows of a closed account; how many."""
    closed = select(User.id).where(User.deleted_at.is_not(None)).limit(1)
    user_id = db.session.scalar(closed)
    if user_id is None:
        return 0
    cancel_open(user_id)  # where the request was broken off before
    return delete_some(user_id, limit)


def delete_some(user_id: uuid.UUID, limit: int = SCANS) -> int:
    """Rows that hang on a closed account, or at last its own; how many."""
    sites = select(SiteScan.id).where(SiteScan.user_id == user_id).limit(1)
    site_id = db.session.scalar(sites)
    if site_id is not None:
        return removal.delete_some(site_id, limit)
    return delete_rest(user_id, min(limit, SCANS))


@transactional
def delete_rest(user_id: uuid.UUID, number_of_scans: int) -> int:
    scans = select(Scan.id).where(Scan.user_id == user_id)
    endpoints = select(WebhookEndpoint.id).where(WebhookEndpoint.user_id == user_id)
    told = WebhookDelivery.endpoint_id.in_(endpoints)
    schedules = select(Schedule.id).where(Schedule.user_id == user_id)
    ran = ScheduleRun.schedule_id.in_(schedules)
    raised = Alert.schedule_id.in_(schedules)
    return (
        delete_chosen(Scan, scans.limit(number_of_scans))
        or delete_chosen(
            WebhookDelivery, select(WebhookDelivery.id).where(told).limit(ROWS)
        )
        or delete_chosen(ScheduleRun, select(ScheduleRun.id).where(ran).limit(ROWS))
        or delete_chosen(Alert, select(Alert.id).where(raised).limit(ROWS))
        or delete_chosen(User, select(User.id).where(User.id == user_id))
    )
