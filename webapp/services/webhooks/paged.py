"""Webhooks and what was sent to one, by cursor: what programs read."""

from __future__ import annotations

from sqlalchemy import select

from webapp.models import User, WebhookDelivery, WebhookEndpoint
from webapp.services import paging
from webapp.services.paging import Key, Slice

OLDEST_FIRST = (
    Key(WebhookEndpoint.created_at, paging.moment),
    Key(WebhookEndpoint.id, paging.row_id),
)
NEWEST_FIRST = (
    Key(WebhookDelivery.created_at, paging.moment, is_from_highest=True),
    Key(WebhookDelivery.id, paging.row_id),
)


def endpoints_of(user: User, cursor: str, limit: int) -> Slice[WebhookEndpoint]:
    chosen = select(WebhookEndpoint).where(WebhookEndpoint.user_id == user.id)
    return paging.find(chosen, OLDEST_FIRST, cursor, limit)


def deliveries_of(
    endpoint: WebhookEndpoint, cursor: str, limit: int
) -> Slice[WebhookDelivery]:
    mine = WebhookDelivery.endpoint_id == endpoint.id
    return paging.find(select(WebhookDelivery).where(mine), NEWEST_FIRST, cursor, limit)
