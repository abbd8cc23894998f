"""How many messages could be sent now and are not delivered yet: to look at only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from webapp.extensions import db
from webapp.models import User, WebhookDelivery, WebhookEndpoint
from webapp.models.clock import is_over


@dataclass(frozen=True)
class Waiting:
    """``oldest``: since when the one could be sent that waits longest; None where none
    does."""

    number: int = 0
    oldest: datetime | None = None


def look(now: datetime) -> Waiting:
    """By the index of what is due. What is kept for a webhook that is off does not
    count, and a rest that its receiver wanted is no delay of ours."""
    rested, due = WebhookEndpoint.rests_until, WebhookDelivery.due_at
    could_go = case((rested > due, rested), else_=due)
    counted = (
        select(func.count(), func.min(could_go))
        .select_from(WebhookDelivery)
        .join(WebhookEndpoint, WebhookDelivery.endpoint_id == WebhookEndpoint.id)
        .join(User, User.id == WebhookEndpoint.user_id)
        .where(due <= now, WebhookEndpoint.disabled_at.is_(None))
        .where(is_over(rested), ~User.is_disabled)
    )
    number, oldest = db.session.execute(counted).one()
    return Waiting(number, oldest)
