"""Who may be told, and where (B27)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select, update

from support.webhook_receiver import WebhookReceiver
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import User, WebhookDelivery, WebhookEndpoint
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.pipeline.crawl import connection
from webapp.services import sealing
from webapp.services.webhooks import asking, endpoints, sending
from webapp.services.webhooks.events import CHOICES

MakeEndpoint = Callable[..., tuple[WebhookEndpoint, str]]

#: None of these may be reached, however it is written.
BAD = [
    "http://example.com/hook",
    "https://user:password@example.com/hook",
    "https://127.0.0.1/hook",
    "https://2130706433/hook",
    "https://0x7f.1/hook",
    "https://[::1]/hook",
    "https://[::ffff:10.0.0.1]/hook",
    "https://10.0.0.1/hook",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost/hook",
    "https://printer.local/hook",
    "https://example.com:6379/",
    "ftp://example.com/",
    "https://service.example/hook",
    "",
]


@pytest.fixture
def public_alone(environ: dict[str, str]) -> None:
    """As on the internet: no network is allowed beside it."""
    del environ["SCAN_ALLOWED_NETWORKS"]
    environ["PUBLIC_URL"] = "https://service.example"


@transactional
def change(model: type[User | WebhookEndpoint], **values: object) -> None:
    db.session.execute(update(model).values(values))


def answers() -> list[str]:
    return list(db.session.scalars(select(WebhookDelivery.answer)))


@pytest.mark.usefixtures("public_alone")
@pytest.mark.parametrize("url", BAD)
def test_a_bad_address_is_refused(app_context: Flask, alice: User, url: str) -> None:
    with pytest.raises(Refused) as refused:
        endpoints.create(alice, url, CHOICES)
    assert refused.value.status == 422
    assert endpoints.list_for(alice) == []


@pytest.mark.usefixtures("public_alone")
def test_a_name_is_looked_up_at_each_delivery(
    app_context: Flask, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address may be another one by then (DNS rebinding)."""
    endpoint, _ = endpoints.create(alice, "https://rebinds.example/hook", CHOICES)
    endpoints.test(endpoint)
    monkeypatch.setattr(connection, "resolve_public", lambda *_: ["10.0.0.7"])
    sending.deliver(endpoint.id)
    assert answers() == ["blocked_address"]


@pytest.mark.usefixtures("public_alone")
def test_what_was_allowed_once_is_refused_later(
    app_context: Flask, alice: User, receiver: WebhookReceiver
) -> None:
    endpoint, _ = endpoints.create(alice, "https://example.com/hook", CHOICES)
    change(WebhookEndpoint, url=receiver.url)
    endpoints.test(endpoint)
    sending.deliver(endpoint.id)
    assert receiver.messages == []
    assert answers() == ["bad_port"]


def test_our_own_servers_are_never_told(
    app_context: Flask, alice: User, receiver: WebhookReceiver
) -> None:
    own = sorted(sending.policy().denied_endpoints)
    port = next(port for _, port in own)
    endpoint, _ = endpoints.create(alice, f"http://127.0.0.1:{port}/", CHOICES)
    endpoints.test(endpoint)
    sending.deliver(endpoint.id)
    assert answers() == ["blocked_address"]


def test_events_are_chosen_among_ours(app_context: Flask, alice: User) -> None:
    for chosen in ([], ["scan.full_ready", "scan.*"], ["webhook.test"]):
        with pytest.raises(Refused):
            endpoints.create(alice, "https://example.com/", chosen)


def test_there_are_only_so_many(make_endpoint: MakeEndpoint, bob: User) -> None:
    for _ in range(endpoints.MAX_ENDPOINTS):
        make_endpoint()
    with pytest.raises(Refused) as refused:
        make_endpoint()
    assert refused.value.code == "too_many_webhooks"
    endpoints.create(bob, "https://example.com/", CHOICES)


def test_others_find_nothing(
    make_endpoint: MakeEndpoint, alice: User, bob: User
) -> None:
    endpoint, _ = make_endpoint()
    assert endpoints.find(alice, endpoint.id) is endpoint
    with pytest.raises(Refused) as refused:
        endpoints.find(bob, endpoint.id)
    assert refused.value.status == 404


def test_a_new_secret_overlaps_with_the_one_before(
    make_endpoint: MakeEndpoint, receiver: WebhookReceiver
) -> None:
    endpoint, old = make_endpoint()
    new = endpoints.rotate(endpoint)
    endpoints.test(endpoint)
    sending.deliver(endpoint.id)
    receiver.messages[0].verified(old)
    receiver.messages[0].verified(new)

    change(WebhookEndpoint, old_secret_until=db_now(-1))
    db.session.refresh(endpoint)
    endpoints.test(endpoint)
    sending.deliver(endpoint.id)
    assert len(receiver.messages[1].headers["webhook-signature"].split()) == 1
    receiver.messages[1].verified(new)


def test_the_database_holds_no_secret(make_endpoint: MakeEndpoint) -> None:
    endpoint, secret = make_endpoint()
    assert secret.startswith("whsec_")
    assert secret not in endpoint.secret
    assert sealing.unseal(endpoint.secret) == secret


def test_a_lost_key_turns_the_webhook_off(
    app: Flask, make_endpoint: MakeEndpoint, receiver: WebhookReceiver
) -> None:
    endpoint, _ = make_endpoint()
    endpoints.test(endpoint)
    known = app.extensions["settings"]
    other = "another key, as long as it takes"
    app.extensions["settings"] = replace(
        known, secret_key=other, secret_key_fallbacks=(known.secret_key,)
    )
    sending.deliver(endpoint.id)
    assert answers() == ["204"]
    app.extensions["settings"] = replace(known, secret_key=other)
    endpoints.test(endpoint)
    sending.deliver(endpoint.id)
    db.session.refresh(endpoint)
    assert endpoint.disabled_because == "secret_lost"
    assert len(receiver.messages) == 1


def test_a_disabled_user_is_told_nothing(
    make_endpoint: MakeEndpoint, alice: User
) -> None:
    endpoint, _ = make_endpoint()
    endpoints.test(endpoint)
    change(User, is_disabled=True)
    assert asking.find_due() == []
