"""What is told, and to whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from standardwebhooks.webhooks import WebhookVerificationError

from services.webhooks.conftest import only_delivery
from support.webhook_receiver import WebhookReceiver
from webapp.extensions import db
from webapp.models import Scan, User, WebhookDelivery, WebhookEndpoint
from webapp.models.transactions import transactional
from webapp.services.webhooks import endpoints, sending
from webapp.services.webhooks.events import Event, Status, announce

MakeEndpoint = Callable[..., tuple[WebhookEndpoint, str]]


def test_a_message_verifies_and_tells_little(
    make_endpoint: MakeEndpoint,
    make_scan: Callable[..., Scan],
    receiver: WebhookReceiver,
    alice: User,
) -> None:
    endpoint, secret = make_endpoint()
    url = 'https://example.com/?q=<img onerror="x">{{7*7}}\u202e'
    scan = make_scan(user_id=alice.id, status="FULL_READY", score=71, url=url)
    transactional(announce)(Event.FULL_READY, scan.id, alice.id)

    assert sending.deliver(endpoint.id) == "sent: 1"

    [message] = receiver.messages
    told = message.verified(secret)
    assert told["type"] == "scan.full_ready"
    assert told["data"]["scan_id"] == scan.public_id
    assert told["data"]["url"] == url
    assert told["data"]["score"] == 71
    assert message.headers["content-type"] == "application/json"
    assert "." not in message.headers["webhook-id"]
    assert "cookie" not in message.headers
    assert "authorization" not in message.headers
    assert len(message.body) < 20_000
    assert message.body.isascii()
    delivery = only_delivery()
    assert (delivery.status, delivery.answer, delivery.due_at) == (
        Status.DELIVERED,
        "204",
        None,
    )
    with pytest.raises(WebhookVerificationError):
        message.verified(endpoints.rotate(endpoint))


@pytest.mark.parametrize("event", [Event.TEASER_READY, Event.FULL_READY, Event.FAILED])
def test_who_did_not_ask_is_not_told(
    make_endpoint: MakeEndpoint,
    make_scan: Callable[..., Scan],
    alice: User,
    bob: User,
    event: Event,
) -> None:
    make_endpoint(chosen=[event])
    scan = make_scan(user_id=alice.id)
    others = set(Event) - {event, Event.TEST}
    for other in others:
        transactional(announce)(other, scan.id, alice.id)
    transactional(announce)(event, scan.id, bob.id)
    transactional(announce)(event, scan.id, None)
    assert db.session.scalars(select(WebhookDelivery)).all() == []
    transactional(announce)(event, scan.id, alice.id)
    assert only_delivery().event == event


def test_what_is_undone_is_not_told(
    make_endpoint: MakeEndpoint, make_scan: Callable[..., Scan], alice: User
) -> None:
    make_endpoint()
    scan = make_scan(user_id=alice.id)

    @transactional
    def fail() -> None:
        announce(Event.FAILED, scan.id, alice.id)
        raise RuntimeError("the state was not stored")

    with pytest.raises(RuntimeError):
        fail()
    assert db.session.scalars(select(WebhookDelivery)).all() == []
