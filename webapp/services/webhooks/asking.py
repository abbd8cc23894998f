"""The leader finds endpoints with something due, and asks for a job for each."""

from __future__ import annotations

import time
import uuid

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from webapp import queues
from webapp.domain.queue_names import MAINTENANCE
from webapp.extensions import db
from webapp.models import User, WebhookDelivery, WebhookEndpoint
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.queues.job import SEND_WEBHOOKS
from webapp.services.current import settings

#: So long a job may wait in its queue before another one is asked for.
ASK_SECONDS = 60
#: Endpoints that are asked for at a time.
MOST_ENDPOINTS = 200


def ask() -> int:
    """For how many endpoints a job was asked for."""
    due = find_due()
    asked = note_asked(due) if due else []
    for endpoint_id in asked:
        queues.enqueue(
            settings(),
            MAINTENANCE,
            SEND_WEBHOOKS,
            job_id=f"webhooks-{endpoint_id}-{time.time_ns()}",
            description="webhooks",
            endpoint_id=str(endpoint_id),
        )
    return len(asked)


def find_due() -> list[uuid.UUID]:
    """By the index of what is due; most of the time nothing is."""
    joined = WebhookDelivery.endpoint_id == WebhookEndpoint.id
    is_due = WebhookDelivery.due_at <= db_now()
    chosen = select(WebhookEndpoint.id).join(WebhookDelivery, joined)
    chosen = chosen.join(User, User.id == WebhookEndpoint.user_id)
    chosen = chosen.where(~User.is_disabled)
    chosen = chosen.where(is_due, is_free(), is_over(WebhookEndpoint.asked_until))
    return list(db.session.scalars(chosen.distinct().limit(MOST_ENDPOINTS)))


@transactional
def note_asked(ids: list[uuid.UUID]) -> list[uuid.UUID]:
    """Those of them that nobody asked for meanwhile."""
    mine = WebhookEndpoint.id.in_(ids) & is_over(WebhookEndpoint.asked_until)
    statement = update(WebhookEndpoint).where(mine)
    statement = statement.values(asked_until=db_now(ASK_SECONDS))
    return list(db.session.scalars(statement.returning(WebhookEndpoint.id)))


def is_free() -> ColumnElement[bool]:
    """It may be sent to now: it is on, nobody sends to it, and it wants no rest."""
    is_on = WebhookEndpoint.disabled_at.is_(None)
    nobody_sends = is_over(WebhookEndpoint.lease_until)
    return is_on & nobody_sends & is_over(WebhookEndpoint.rests_until)


def is_over(moment: InstrumentedAttribute[object]) -> ColumnElement[bool]:
    return or_(moment.is_(None), moment < db_now())
