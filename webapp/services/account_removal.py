"""Accounts are deleted in small transactions: one may have scans of very many pages,
each with a report, and SQLite lets nobody else write during a transaction.

A deleted account is closed at once: disabled, so that nobody signs in and nothing of it
begins or is sent, without links that others could follow, and with its address free for
another. What hangs on it goes after that, and its row last, so that the regular cleanup
goes on where this was interrupted.
"""

from __future__ import annotations

import time
import uuid

from sqlalchemy import delete, select

from webapp.extensions import db
from webapp.models import (
    Scan,
    ShareLink,
    SiteScan,
    User,
    WebhookDelivery,
    WebhookEndpoint,
)
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import accounts
from webapp.services.sites import actions, removal

#: Of a request that deletes; the cleanup does the rest.
DELETE_SECONDS = 2.0
#: Rows of one transaction: scans take a report along, deliveries nothing.
SCANS, DELIVERIES = 50, 1000


def delete_own(user: User, password: str) -> bool:
    """By its owner: as ``remove``. Raises ``Refused`` also for a wrong_password."""
    accounts.require_password(user, password)
    return remove(user)


def remove(user: User) -> bool:
    """The user with all that belongs to it, for good; False where the cleanup has some
    of it left to do. Raises ``Refused``: not_found, last_operator."""
    close(user.id)
    return delete_all(user.id, DELETE_SECONDS)


@transactional
def close(user_id: uuid.UUID) -> None:
    """Nobody has this account from now on. Raises ``Refused``: not_found,
    last_operator."""
    user = accounts.get(user_id)
    accounts.require_another_operator(user)
    own = (Scan.id == ShareLink.scan_id) & (Scan.user_id == user.id)
    links = delete(ShareLink).where(select(Scan.id).where(own).exists())
    db.session.execute(links.execution_options(synchronize_session=False))
    # No account can have such an address: RFC 2606 keeps this name from being used.
    user.email = f"{user.id}@deleted.invalid"
    user.password_hash = ""
    user.is_operator = user.is_viewer = False
    user.is_disabled = True
    user.deleted_at = db_now()
    db.session.flush()


def delete_all(user_id: uuid.UUID, seconds: float) -> bool:
    """What hangs on a closed account, step by step; whether nothing is left."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not delete_some(user_id):
            return True
    return False


def delete_batch(limit: int) -> int:
    """For the cleanup: some rows of a closed account; how many."""
    closed = select(User.id).where(User.deleted_at.is_not(None)).limit(1)
    user_id = db.session.scalar(closed)
    return delete_some(user_id, limit) if user_id else 0


def delete_some(user_id: uuid.UUID, limit: int = SCANS) -> int:
    """Rows that hang on a closed account, or at last its own; how many."""
    chosen = select(SiteScan.id, SiteScan.finished_at).limit(1)
    site = db.session.execute(chosen.where(SiteScan.user_id == user_id)).first()
    if site is None:
        return delete_rest(user_id, limit)
    if site.finished_at is None:
        actions.cancel(site.id)  # or it would find more pages
    return removal.delete_some(site.id, limit)


@transactional
def delete_rest(user_id: uuid.UUID, limit: int) -> int:
    """The newest scans first: they may be open, and their work is for nobody."""
    scans = select(Scan.id).where(Scan.user_id == user_id)
    newest = scans.order_by(Scan.created_at.desc()).limit(min(limit, SCANS))
    own = WebhookDelivery.endpoint_id == WebhookEndpoint.id
    told = select(WebhookDelivery.id).join(WebhookEndpoint, own)
    told = told.where(WebhookEndpoint.user_id == user_id).limit(DELIVERIES)
    itself = select(User.id).where(User.id == user_id)
    return (
        removal.delete_chosen(Scan, list(db.session.scalars(newest)))
        or removal.delete_chosen(WebhookDelivery, list(db.session.scalars(told)))
        or removal.delete_chosen(User, list(db.session.scalars(itself)))
    )
