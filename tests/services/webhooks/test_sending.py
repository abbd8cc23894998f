"""What arrives at a receiver, and what each of its answers leads to (F28)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from services.webhooks.conftest import only_delivery
from support.webhook_receiver import Reply, WebhookReceiver
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import WebhookDelivery, WebhookEndpoint
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.webhooks import asking, deliveries, endpoints, sending
from webapp.services.webhooks.events import Status
from webapp.services.webhooks.schedule import WAITS

MakeEndpoint = Callable[..., tuple[WebhookEndpoint, str]]


def fresh(endpoint: WebhookEndpoint) -> WebhookEndpoint:
    db.session.refresh(endpoint)
    return endpoint


@transactional
def make_due() -> None:
    waits = WebhookDelivery.due_at.is_not(None)
    db.session.execute(update(WebhookDelivery).where(waits).values(due_at=db_now(-1)))
    db.session.execute(update(WebhookEndpoint).values(rests_until=None))


def seconds_until_due() -> float:
    delivery = only_delivery()
    assert delivery.due_at is not None
    assert delivery.tried_at is not None
    return (delivery.due_at - delivery.tried_at).total_seconds()


def test_failures_are_tried_again_under_the_same_id(
    make_endpoint: MakeEndpoint, receiver: WebhookReceiver
) -> None:
    endpoint, secret = make_endpoint()
    endpoints.test(endpoint)
    receiver.replies = [Reply(500), Reply(500), Reply(500)]
    for tries, wait in enumerate(WAITS[:3], 1):
        sending.deliver(endpoint.id)
        assert wait <= seconds_until_due() <= 1.11 * wait
        assert only_delivery().tries == tries
        assert sending.deliver(endpoint.id) == "sent: 0"  # nothing is due
        make_due()
    assert fresh(endpoint).failing_since is not None
    sending.deliver(endpoint.id)
    assert len({message.headers["webhook-id"] for message in receiver.messages}) == 1
    assert len(receiver.messages) == 4
    for message in receiver.messages:
        message.verified(secret)
    assert only_delivery().status == Status.DELIVERED
    assert fresh(endpoint).failing_since is None


def test_a_redirect_is_a_failure(
    make_endpoint: MakeEndpoint, receiver: WebhookReceiver
) -> None:
    endpoint, _ = make_endpoint()
    endpoints.test(endpoint)
    receiver.replies = [Reply(301, {"Location": receiver.url})]
    sending.deliver(endpoint.id)
    assert len(receiver.messages) == 1
    assert only_delivery().answer == "301"
    assert only_delivery().status == Status.WAITING


def test_gone_turns_it_off(
    make_endpoint: MakeEndpoint, receiver: WebhookReceiver
) -> None:
    endpoint, _ = make_endpoint()
    endpoints.test(endpoint)
    receiver.replies = [Reply(410)]
    sending.deliver(endpoint.id)
    assert only_delivery().status == Status.GIVEN_UP
    assert fresh(endpoint).disabled_because == "410"
    assert sending.deliver(endpoint.id).startswith("skipped")
    endpoints.enable(endpoint)
    deliveries.resend(endpoint, only_delivery().id)
    with pytest.raises(Refused, match="on its way already"):
        deliveries.resend(endpoint, only_delivery().id)
    sending.deliver(endpoint.id)
    assert only_delivery().status == Status.DELIVERED


@pytest.mark.parametrize("status", [429, 502, 504])
def test_a_busy_receiver_gets_nothing_until_it_said(
    make_endpoint: MakeEndpoint, receiver: WebhookReceiver, status: int
) -> None:
    endpoint, _ = make_endpoint()
    for _ in range(3):
        endpoints.test(endpoint)
    receiver.replies = [Reply(status, {"Retry-After": "600"})]
    assert sending.deliver(endpoint.id) == "sent: 1"
    rests = fresh(endpoint).rests_until
    tried = db.session.scalars(select(WebhookDelivery.tried_at)).all()
    [first] = [moment for moment in tried if moment is not None]
    assert rests is not None
    assert 595 < (rests - first).total_seconds() < 605
    assert asking.find_due() == []


def test_a_long_answer_is_not_read(
    make_endpoint: MakeEndpoint, receiver: WebhookReceiver
) -> None:
    endpoint, _ = make_endpoint()
    endpoints.test(endpoint)
    receiver.replies = [Reply(200, body=b"x" * 10_000_000)]
    sending.deliver(endpoint.id)
    assert only_delivery().status == Status.DELIVERED


def test_a_head_that_drips_is_cut(
    make_endpoint: MakeEndpoint,
    receiver: WebhookReceiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sending, "SEND_SECONDS", 1.0)
    endpoint, _ = make_endpoint()
    endpoints.test(endpoint)
    receiver.replies = [Reply(drip=True)]
    sending.deliver(endpoint.id)
    assert only_delivery().answer == "timeout"


def test_a_job_that_dies_after_the_answer_sends_again(
    make_endpoint: MakeEndpoint,
    receiver: WebhookReceiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    endpoint, _ = make_endpoint()
    endpoints.test(endpoint)

    def die(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(sending, "record", die)
        with pytest.raises(KeyboardInterrupt):
            sending.deliver(endpoint.id)
    sending.deliver(endpoint.id)
    first, second = receiver.messages
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert only_delivery().status == Status.DELIVERED


def test_an_endpoint_that_fails_for_days_is_turned_off(
    make_endpoint: MakeEndpoint, receiver: WebhookReceiver
) -> None:
    endpoint, _ = make_endpoint()
    endpoints.test(endpoint)
    receiver.replies = [Reply(500)] * 10
    for _ in range(9):
        sending.deliver(endpoint.id)
        make_due()
    assert fresh(endpoint).disabled_at is None

    @transactional
    def begin(seconds_ago: float) -> None:
        since = db_now(-seconds_ago)
        db.session.execute(update(WebhookEndpoint).values(failing_since=since))

    begin(3 * 86400)
    sending.deliver(endpoint.id)
    assert only_delivery().status == Status.GIVEN_UP
    assert fresh(endpoint).disabled_because == endpoints.FAILING


def test_a_webhook_deleted_while_it_is_sent_to(
    make_endpoint: MakeEndpoint,
    receiver: WebhookReceiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    endpoint, _ = make_endpoint()
    endpoints.test(endpoint)
    real = sending.post

    def post(endpoint: WebhookEndpoint, delivery: WebhookDelivery) -> sending.Tried:
        tried = real(endpoint, delivery)
        endpoints.remove(endpoint)
        return tried

    monkeypatch.setattr(sending, "post", post)
    assert sending.deliver(endpoint.id) == "sent: 1"
    assert len(receiver.messages) == 1
    assert sending.deliver(uuid.uuid4()).startswith("skipped")


def test_of_two_jobs_one_sends(
    make_endpoint: MakeEndpoint, receiver: WebhookReceiver
) -> None:
    endpoint, _ = make_endpoint()
    endpoints.test(endpoint)
    assert sending.claim(endpoint.id, "another")
    assert sending.deliver(endpoint.id).startswith("skipped")
    sending.give_back(endpoint.id, "a third")
    assert sending.deliver(endpoint.id).startswith("skipped")
    sending.give_back(endpoint.id, "another")
    assert sending.deliver(endpoint.id) == "sent: 1"
    assert json.loads(receiver.messages[0].body)["type"] == "webhook.test"
