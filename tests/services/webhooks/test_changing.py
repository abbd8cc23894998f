"""Another address, other events, another name: what that means for what waits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import update

from services.webhooks.conftest import only_delivery
from support.webhook_receiver import WebhookReceiver
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import User, WebhookEndpoint
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.webhooks import endpoints, sending
from webapp.services.webhooks.events import CHOICES

MakeEndpoint = Callable[..., tuple[WebhookEndpoint, str]]
WRONG = "http://127.0.0.1:9/gone"


@transactional
def set_up(**values: object) -> None:
    db.session.execute(update(WebhookEndpoint).values(values))


def test_what_waits_goes_to_the_new_address_at_once(
    make_endpoint: MakeEndpoint, receiver: WebhookReceiver
) -> None:
    endpoint, secret = make_endpoint(url=WRONG)
    endpoints.test(endpoint)
    sending.deliver(endpoint.id)
    assert (only_delivery().tries, only_delivery().answer) == (1, "connection_failed")
    set_up(rests_until=db_now(300))
    endpoints.change(endpoint, receiver.url, CHOICES, "Mended")
    assert (endpoint.failing_since, endpoint.rests_until) == (None, None)
    sending.deliver(endpoint.id)
    receiver.messages[0].verified(secret)
    assert (only_delivery().status, only_delivery().tries) == ("delivered", 1)


def test_with_the_same_address_it_waits_on(make_endpoint: MakeEndpoint) -> None:
    endpoint, _ = make_endpoint(url=WRONG)
    endpoints.test(endpoint)
    sending.deliver(endpoint.id)
    due = only_delivery().due_at
    endpoints.change(endpoint, WRONG, ["scan.failed"], " Two lines ")
    assert (endpoint.events, endpoint.name) == ("scan.failed", "Two lines")
    assert (only_delivery().due_at, only_delivery().tries) == (due, 1)
    assert endpoint.failing_since is not None


def test_the_old_address_cannot_turn_the_new_one_off(
    make_endpoint: MakeEndpoint,
    receiver: WebhookReceiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is changed while the old one thinks about its 410."""
    endpoint, _ = make_endpoint(url=WRONG)
    endpoints.test(endpoint)

    def change_meanwhile(*_: object) -> sending.Tried:
        endpoints.change(endpoint, receiver.url, CHOICES, "")
        return sending.Tried("410", is_final=True)

    monkeypatch.setattr(sending, "post", change_meanwhile)
    sending.deliver(endpoint.id)
    db.session.refresh(endpoint)
    assert endpoint.disabled_at is None
    assert (only_delivery().status, only_delivery().tries) == ("waiting", 0)


def test_one_that_is_off_stays_off(make_endpoint: MakeEndpoint) -> None:
    endpoint, _ = make_endpoint(url=WRONG)
    endpoints.test(endpoint)
    endpoints.disable(endpoint, endpoints.GONE)
    endpoints.change(endpoint, "https://example.com/", CHOICES, "")
    assert endpoint.disabled_because == endpoints.GONE


@pytest.mark.parametrize(
    ("url", "chosen"),
    [("https://10.0.0.1/", CHOICES), ("ftp://example.com/", CHOICES), (WRONG, [])],
)
def test_what_is_refused_changes_nothing(
    make_endpoint: MakeEndpoint, url: str, chosen: list[str]
) -> None:
    endpoint, _ = make_endpoint(url=WRONG, name="Before")
    with pytest.raises(Refused):
        endpoints.change(endpoint, url, chosen, "After")
    db.session.refresh(endpoint)
    assert (endpoint.url, endpoint.name) == (WRONG, "Before")
    assert endpoint.events.split() == list(CHOICES)


def test_an_address_of_before_keeps_nobody_from_the_rest(
    app_context: Flask, alice: User
) -> None:
    """The operator allows no such network any more."""
    endpoint, _ = endpoints.create(alice, "https://example.com/", CHOICES)
    old = "http://192.168.7.7/in"
    set_up(url=old)
    db.session.refresh(endpoint)
    endpoints.change(endpoint, old, ["scan.failed"], "")
    assert (endpoint.url, endpoint.events) == (old, "scan.failed")
