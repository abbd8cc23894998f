"""The log of an endpoint as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from webapp.models import WebhookDelivery, WebhookEndpoint
from webapp.services.webhooks import deliveries
from webapp.services.webhooks.events import Status
from webapp.webhooks import words

#: The page looks again by itself while something is sent as soon as that.
SOON = timedelta(minutes=1)
#: After so many tries in a row that failed, the page says what helps.
FAILURES = 3


@dataclass(frozen=True)
class Log:
    """``under_way``: how many go out soon; ``advice``: empty where none is needed."""

    deliveries: list[WebhookDelivery]
    under_way: int
    advice: str


def read(endpoint: WebhookEndpoint) -> Log:
    found = deliveries.list_for(endpoint)
    under_way = sum(is_soon(delivery, endpoint) for delivery in found)
    return Log(found, under_way, advice(endpoint, found))


def is_soon(delivery: WebhookDelivery, endpoint: WebhookEndpoint) -> bool:
    if delivery.due_at is None or endpoint.disabled_at is not None:
        return False
    next_try = max(delivery.due_at, endpoint.rests_until or delivery.due_at)
    return next_try <= datetime.now(UTC) + SOON


def advice(endpoint: WebhookEndpoint, found: list[WebhookDelivery]) -> str:
    """By the last answer, once nothing has got through for a while."""
    since = endpoint.failing_since
    failed = [
        delivery
        for delivery in found
        if since and delivery.tried_at and delivery.tried_at >= since
        if delivery.status != Status.DELIVERED
    ]
    if sum(delivery.tries for delivery in failed) < FAILURES:
        return ""
    last = max(failed, key=lambda delivery: delivery.tried_at or delivery.created_at)
    return words.advice(last.answer)
