"""What was sent to an endpoint and how it went, for its user to see; send it again."""

from __future__ import annotations

import re
import uuid

from sqlalchemy import select

from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import WebhookDelivery, WebhookEndpoint
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.webhooks.events import Status

#: The log's page shows so many of the newest.
SHOWN = 50
NO_SUCH = "There is no such delivery."


def list_for(endpoint: WebhookEndpoint) -> list[WebhookDelivery]:
    """Newest first."""
    mine = WebhookDelivery.endpoint_id == endpoint.id
    newest = WebhookDelivery.created_at.desc()
    chosen = select(WebhookDelivery).where(mine).order_by(newest, WebhookDelivery.id)
    return list(db.session.scalars(chosen.limit(SHOWN)))


def id_in(message_id: str) -> uuid.UUID:
    """Of what ``sending.message_id`` makes. Raises ``Refused`` (404)."""
    found = re.fullmatch("msg_([0-9a-f]{32})", message_id)
    if found is None:
        raise Refused("not_found", NO_SUCH, status=404)
    return uuid.UUID(found[1])


@transactional
def resend(endpoint: WebhookEndpoint, delivery_id: uuid.UUID) -> WebhookDelivery:
    """The same message once more, under the same id, which tells a receiver that it is
    no new one. Raises ``Refused``: 404, or 409 where the endpoint is off, or the
    message is on its way already."""
    delivery: WebhookDelivery | None = db.session.get(WebhookDelivery, delivery_id)
    if delivery is None or delivery.endpoint_id != endpoint.id:
        raise Refused("not_found", NO_SUCH, status=404)
    if endpoint.disabled_at is not None:
        raise Refused("webhook_off", "This webhook is off: turn it on.", status=409)
    if delivery.due_at is not None:
        sentence = "This message is on its way already."
        raise Refused("on_its_way", sentence, status=409)
    delivery.status, delivery.tries, delivery.ended_at = Status.WAITING, 0, None
    delivery.due_at = db.session.scalar(select(db_now()))
    db.session.flush()
    return delivery
