"""The leader asks for jobs: once, in turns, and for no more than Redis takes."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from redis.exceptions import RedisError
from sqlalchemy import select, update

from support.valkey import Valkey
from support.webhook_receiver import Reply, WebhookReceiver
from webapp import queues
from webapp.domain.queue_names import LOW
from webapp.extensions import db
from webapp.models import User, WebhookDelivery, WebhookEndpoint
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.webhooks import asking, endpoints, sending
from webapp.services.webhooks.events import CHOICES

MakeEndpoint = Callable[..., tuple[WebhookEndpoint, str]]


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    return environ | {"REDIS_URL": valkey.url}


def jobs(valkey: Valkey) -> list[str]:
    return queues.get_queue(LOW, valkey.client).job_ids


@transactional
def change(**values: object) -> None:
    db.session.execute(update(WebhookEndpoint).values(values))


def test_once_for_what_is_due(make_endpoint: MakeEndpoint, valkey: Valkey) -> None:
    due, _ = make_endpoint()
    off, _ = make_endpoint()
    make_endpoint()  # nothing is due here
    for endpoint in (due, due, off):
        endpoints.test(endpoint)
    endpoints.disable(off)
    assert (asking.ask(), asking.ask()) == (1, 0)
    assert jobs(valkey) == [f"webhooks-{due.id}"]
    sending.deliver(due.id)
    endpoints.enable(off)
    assert asking.find_due() == [off.id]


def test_a_job_that_waits_is_not_asked_for_again(
    make_endpoint: MakeEndpoint, valkey: Valkey
) -> None:
    endpoint, _ = make_endpoint()
    endpoints.test(endpoint)
    for _ in range(3):
        asking.ask()
        change(asked_until=db_now(-1))
    assert jobs(valkey) == [f"webhooks-{endpoint.id}"]
    valkey.client.flushall()
    assert asking.ask() == 1
    assert jobs(valkey) == [f"webhooks-{endpoint.id}"]


def test_of_a_user_one_at_a_time(make_endpoint: MakeEndpoint, bob: User) -> None:
    first, _ = make_endpoint()
    second, _ = make_endpoint()
    others, _ = endpoints.create(bob, "http://127.0.0.1:9/", CHOICES)
    for endpoint in (first, second, others):
        endpoints.test(endpoint)
        time.sleep(0.002)  # SQLite's clock counts milliseconds
    assert asking.find_due() == [first.id, others.id]
    assert sending.claim(first.id, "a job")
    assert asking.find_due() == [others.id]
    sending.give_back(first.id, "a job")
    assert asking.note_asked(second.id)
    assert asking.find_due() == [others.id]


def test_without_redis_one_try_and_no_mark(
    make_endpoint: MakeEndpoint, valkey: Valkey, bob: User
) -> None:
    make_endpoint()
    endpoints.create(bob, "http://127.0.0.1:9/", CHOICES)
    for endpoint in db.session.scalars(select(WebhookEndpoint)).all():
        endpoints.test(endpoint)
    before = asking.find_due()
    valkey.kill()
    with pytest.raises(RedisError):
        asking.ask()
    assert asking.find_due() == before
    assert len(before) == 2


def test_slow_receivers_of_a_user_rest(
    make_endpoint: MakeEndpoint,
    receiver: WebhookReceiver,
    bob: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sending, "LONG_SECONDS", 0.0)
    slow, _ = make_endpoint()
    other, _ = make_endpoint()
    bobs, _ = endpoints.create(bob, receiver.url, CHOICES)
    for endpoint in (slow, slow, other, bobs):
        endpoints.test(endpoint)
    monkeypatch.setattr(sending, "REST_SHARE", 10_000)
    assert sending.deliver(slow.id) == "sent: 1"
    assert sending.deliver(other.id).startswith("skipped")
    assert sending.deliver(bobs.id) == "sent: 1"


def test_who_was_overtaken_writes_nothing(
    make_endpoint: MakeEndpoint,
    receiver: WebhookReceiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    endpoint, _ = make_endpoint()
    for _ in range(2):
        endpoints.test(endpoint)
    real = sending.post

    def post(endpoint: WebhookEndpoint, delivery: WebhookDelivery) -> sending.Tried:
        tried = real(endpoint, delivery)
        change(lease_holder="another")
        return tried

    monkeypatch.setattr(sending, "post", post)
    receiver.replies = [Reply(500)]
    assert sending.deliver(endpoint.id) == "sent: 1"
    assert {row.tries for row in db.session.scalars(select(WebhookDelivery))} == {0}


def test_turning_off_and_on_uses_up_no_tries(
    make_endpoint: MakeEndpoint, receiver: WebhookReceiver
) -> None:
    endpoint, _ = make_endpoint()
    endpoints.test(endpoint)
    receiver.replies = [Reply(500)] * 12
    for _ in range(12):
        sending.deliver(endpoint.id)
        endpoints.disable(endpoint)
        endpoints.enable(endpoint)
    [delivery] = db.session.scalars(select(WebhookDelivery))
    db.session.refresh(delivery)
    assert (delivery.status, delivery.tries) == ("waiting", 0)


def test_a_rest_is_short(
    make_endpoint: MakeEndpoint, receiver: WebhookReceiver
) -> None:
    endpoint, _ = make_endpoint()
    endpoints.test(endpoint)

    @transactional
    def nearly_given_up() -> None:
        db.session.execute(update(WebhookDelivery).values(tries=8))

    nearly_given_up()
    receiver.replies = [Reply(502)]
    sending.deliver(endpoint.id)
    db.session.refresh(endpoint)
    tried = db.session.scalar(select(WebhookDelivery.tried_at))
    assert endpoint.rests_until is not None
    assert tried is not None
    assert (endpoint.rests_until - tried).total_seconds() < 301
