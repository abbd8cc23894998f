"""Alerts by mail, gathered: one at once, and what follows within an hour in the next.

At least once: alerts are marked after the mail was handed in, and a job that dies
leaves them due. While no mail server takes it, it is tried again.
"""

from __future__ import annotations

import logging
import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from webapp.extensions import db
from webapp.models import Alert, AlertDigest, User
from webapp.models.clock import db_now, is_over
from webapp.models.transactions import transactional
from webapp.services import mail
from webapp.services.alerts import mails
from webapp.services.mail import MailFailed

log = logging.getLogger(__name__)

#: Between two mails to a user.
REST_SECONDS = 3600
#: After a mail that no server took.
RETRY_SECONDS = 300
#: Longer than a mail server may let us wait with all of its answers.
LEASE_SECONDS = 300
#: Of one mail.
MOST_ALERTS = 200


def gather(user_id: uuid.UUID) -> None:
    """Within the transaction that raises an alert: it is due now, or when the rest
    after the last mail is over."""
    dialect = db.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(AlertDigest).values(user_id=user_id, due_at=db_now())
    due = func.coalesce(AlertDigest.due_at, rest_over())
    statement = statement.on_conflict_do_update(
        index_elements=["user_id"], set_={"due_at": due}
    )
    db.session.execute(statement)


def rest_over() -> ColumnElement[object]:
    rests = AlertDigest.not_before > db_now()
    return case((rests, AlertDigest.not_before), else_=db_now())


def is_due() -> ColumnElement[bool]:
    """Nobody is at it."""
    return (AlertDigest.due_at <= db_now()) & is_over(AlertDigest.lease_until)


def deliver(user_id: uuid.UUID) -> str:
    """The job: one mail with all that is to be told; a word on how it went."""
    holder = uuid.uuid4().hex
    if not claim(user_id, holder):
        return "skipped: nothing to do, or another job does it"
    alerts = untold(user_id)
    if not alerts:
        end_told(user_id, holder, [])
        return "nothing to tell any more"
    written, to = mails.compose(alerts), db.session.get_one(User, user_id).email
    ids = [alert.id for alert in alerts]
    db.session.commit()  # nothing is held while a mail server thinks
    try:
        mail.send(to, written.subject, written.text)
    except MailFailed as error:
        log.warning("alerts: user %s was not written to: %s", user_id, error)
        end_untold(user_id, holder, is_final=error.is_final)
        return "not taken" if error.is_final else "not taken; it is tried again"
    end_told(user_id, holder, ids)
    return f"mailed: {len(ids)} alerts"


@transactional
def claim(user_id: uuid.UUID, holder: str) -> bool:
    may_be_told = select(User.id).where(User.id == user_id, ~User.is_disabled).exists()
    mine = (AlertDigest.user_id == user_id) & is_due() & may_be_told
    statement = (
        update(AlertDigest)
        .where(mine)
        .values(
            lease_until=db_now(LEASE_SECONDS), lease_holder=holder, asked_until=None
        )
    )
    statement = statement.execution_options(synchronize_session=False)
    taken = db.session.scalar(statement.returning(AlertDigest.user_id))
    return taken is not None


def untold(user_id: uuid.UUID) -> list[Alert]:
    """Oldest first; of very many the rest is left to the next mail."""
    chosen = select(Alert).where(is_untold(user_id)).limit(MOST_ALERTS)
    return list(db.session.scalars(chosen.order_by(Alert.created_at, Alert.id)))


def is_untold(user_id: uuid.UUID) -> ColumnElement[bool]:
    mine = (Alert.user_id == user_id) & Alert.by_mail
    return mine & Alert.told_at.is_(None)


@transactional
def end_told(user_id: uuid.UUID, holder: str, ids: list[uuid.UUID]) -> None:
    """What was raised meanwhile waits for the end of the rest."""
    told = update(Alert).where(Alert.id.in_(ids)).values(told_at=db_now())
    digest = locked(user_id, holder)
    db.session.execute(told.execution_options(synchronize_session=False))
    if digest is None:
        return
    if ids:
        digest.not_before = in_seconds(REST_SECONDS)
    is_left = db.session.scalar(select(Alert.id).where(is_untold(user_id)).limit(1))
    digest.due_at = digest.not_before if is_left else None
    db.session.flush()


@transactional
def end_untold(user_id: uuid.UUID, holder: str, *, is_final: bool) -> None:
    """A mailbox that is not there is tried again with the next alert, and no sooner."""
    digest = locked(user_id, holder)
    if digest is None:
        return
    if is_final:
        digest.due_at, digest.not_before = None, in_seconds(REST_SECONDS)
    else:
        digest.due_at = in_seconds(RETRY_SECONDS)
    db.session.flush()


def locked(user_id: uuid.UUID, holder: str) -> AlertDigest | None:
    """Given back by this holder; None where its account is gone, or another job took
    over and says what is due."""
    mine = (AlertDigest.user_id == user_id) & (AlertDigest.lease_holder == holder)
    chosen = select(AlertDigest).where(mine).with_for_update()
    digest: AlertDigest | None
    digest = db.session.scalar(chosen.execution_options(populate_existing=True))
    if digest is not None:
        digest.lease_until = digest.lease_holder = None
    return digest


def in_seconds(seconds: float) -> datetime:
    return db.session.scalars(select(db_now(seconds))).one()
