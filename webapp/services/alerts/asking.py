"""The leader finds users with alerts that are to be mailed, and asks for jobs."""

from __future__ import annotations

import uuid

from redis.exceptions import RedisError
from sqlalchemy import select, update

from webapp import queues
from webapp.domain.queue_names import MAINTENANCE
from webapp.extensions import db
from webapp.models import AlertDigest, User
from webapp.models.clock import db_now, is_over
from webapp.models.transactions import transactional
from webapp.queues.job import SEND_ALERTS
from webapp.services import mail
from webapp.services.alerts.digests import is_due
from webapp.services.current import settings

#: After so long it is looked for whether the job waits still, or is lost.
ASK_SECONDS = 60
MOST_USERS = 200


def ask() -> int:
    """How many jobs were asked for. Raises ``RedisError`` where Redis does not answer:
    the leader tries again."""
    if not mail.is_available():
        return 0
    due = find_due()
    if not due:
        return 0
    number, is_waiting = 0, find_waiting(due)
    for user_id in due:
        if user_id in is_waiting or not note_asked(user_id):
            continue
        if not send_job(user_id):
            forget_asked(user_id)
            raise RedisError("a job for alerts was not enqueued; it is tried again")
        number += 1
    return number


def find_due() -> list[uuid.UUID]:
    chosen = select(AlertDigest.user_id).join(User, User.id == AlertDigest.user_id)
    chosen = chosen.where(is_due(), is_over(AlertDigest.asked_until))
    chosen = chosen.where(~User.is_disabled)
    return list(
        db.session.scalars(chosen.order_by(AlertDigest.due_at).limit(MOST_USERS))
    )


def find_waiting(ids: list[uuid.UUID]) -> set[uuid.UUID]:
    """Those whose job waits in its queue still, however long."""
    waiting = queues.find_waiting(settings(), map(job_id, ids))
    return {each for each in ids if job_id(each) in waiting}


def job_id(user_id: uuid.UUID) -> str:
    return f"alerts-{user_id}"


def send_job(user_id: uuid.UUID) -> bool:
    return queues.enqueue(
        settings(),
        MAINTENANCE,
        SEND_ALERTS,
        job_id=job_id(user_id),
        description="alerts by mail",
        user_id=str(user_id),
    )


@transactional
def note_asked(user_id: uuid.UUID) -> bool:
    """False where somebody asked for it meanwhile."""
    mine = (AlertDigest.user_id == user_id) & is_over(AlertDigest.asked_until)
    statement = update(AlertDigest).where(mine).values(asked_until=db_now(ASK_SECONDS))
    statement = statement.execution_options(synchronize_session=False)
    asked = db.session.scalar(statement.returning(AlertDigest.user_id))
    return asked is not None


@transactional
def forget_asked(user_id: uuid.UUID) -> None:
    mine = update(AlertDigest).where(AlertDigest.user_id == user_id)
    statement = mine.values(asked_until=None)
    db.session.execute(statement.execution_options(synchronize_session=False))
