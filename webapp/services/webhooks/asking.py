"""The leader finds endpoints with something due, and asks for a job for each."""

from __future__ import annotations

import uuid

from redis.exceptions import RedisError
from sqlalchemy import ColumnElement, Select, func, select, update

from webapp import queues
from webapp.domain.queue_names import LOW
from webapp.extensions import db
from webapp.models import User, WebhookDelivery, WebhookEndpoint
from webapp.models.clock import db_now, is_over
from webapp.models.transactions import transactional
from webapp.queues.job import SEND_WEBHOOKS
from webapp.services.current import settings

#: After so long it is looked for whether the job waits still, or is lost.
ASK_SECONDS = 60
#: Endpoints that are asked for at a time.
MOST_ENDPOINTS = 200


def ask() -> int:
    """For how many endpoints a job was asked for. Raises ``RedisError`` where Redis
    does not answer: the leader has other work, and tries again in a second."""
    due = find_due()
    if not due:
        return 0
    number = 0
    is_waiting = find_waiting(due)
    for endpoint_id in due:
        if not note_asked(endpoint_id) or endpoint_id in is_waiting:
            continue
        if not send_job(endpoint_id):
            forget_asked(endpoint_id)
            raise RedisError("a job for webhooks was not enqueued; it is tried again")
        number += 1
    return number


def find_due() -> list[uuid.UUID]:
    """By the index of what is due; most of the time nothing is. Of each user one, that
    of the oldest message, and none while another of theirs is asked for or sent to: a
    user with slow receivers holds up nobody else."""
    joined = WebhookDelivery.endpoint_id == WebhookEndpoint.id
    chosen = (
        select(WebhookEndpoint.id, WebhookEndpoint.user_id)
        .join(WebhookDelivery, joined)
        .join(User, User.id == WebhookEndpoint.user_id)
        .where(WebhookDelivery.due_at <= db_now(), is_free(), ~User.is_disabled)
        .where(WebhookEndpoint.user_id.not_in(busy_users()))
        .group_by(WebhookEndpoint.id, WebhookEndpoint.user_id)
        .order_by(func.min(WebhookDelivery.due_at))
        .limit(MOST_ENDPOINTS)
    )
    first: dict[uuid.UUID, uuid.UUID] = {}
    for endpoint_id, user_id in db.session.execute(chosen):
        first.setdefault(user_id, endpoint_id)
    return list(first.values())


def busy_users() -> Select[uuid.UUID]:
    goes_on = ~is_over(WebhookEndpoint.asked_until) | ~is_over(
        WebhookEndpoint.lease_until
    )
    return select(WebhookEndpoint.user_id).where(goes_on)


def find_waiting(ids: list[uuid.UUID]) -> set[uuid.UUID]:
    """Those whose job waits in its queue still, however long."""
    waiting = queues.find_waiting(settings(), map(job_id, ids))
    return {each for each in ids if job_id(each) in waiting}


def job_id(endpoint_id: uuid.UUID) -> str:
    return f"webhooks-{endpoint_id}"


def send_job(endpoint_id: uuid.UUID) -> bool:
    return queues.enqueue(
        settings(),
        LOW,
        SEND_WEBHOOKS,
        job_id=job_id(endpoint_id),
        description="webhooks",
        endpoint_id=str(endpoint_id),
    )


@transactional
def note_asked(endpoint_id: uuid.UUID) -> bool:
    """False where somebody asked for it meanwhile."""
    mine = (WebhookEndpoint.id == endpoint_id) & is_over(WebhookEndpoint.asked_until)
    statement = update(WebhookEndpoint).where(mine)
    statement = statement.values(asked_until=db_now(ASK_SECONDS))
    return db.session.scalar(statement.returning(WebhookEndpoint.id)) is not None


@transactional
def forget_asked(endpoint_id: uuid.UUID) -> None:
    mine = update(WebhookEndpoint).where(WebhookEndpoint.id == endpoint_id)
    db.session.execute(mine.values(asked_until=None))


def is_free() -> ColumnElement[bool]:
    """It may be sent to now: it is on, nobody sends to it, and it wants no rest."""
    is_on = WebhookEndpoint.disabled_at.is_(None)
    nobody_sends = is_over(WebhookEndpoint.lease_until)
    return is_on & nobody_sends & is_over(WebhookEndpoint.rests_until)
