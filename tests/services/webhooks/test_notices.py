"""A user is told by mail that a webhook was turned off."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from support.mailbox import Mailbox
from support.webhook_receiver import Reply, WebhookReceiver
from webapp.models import WebhookEndpoint
from webapp.services.webhooks import endpoints, sending

MakeEndpoint = Callable[..., tuple[WebhookEndpoint, str]]


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    yield box
    box.close()


@pytest.fixture
def environ(environ: dict[str, str], mailbox: Mailbox) -> dict[str, str]:
    return environ | {"SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}"}


def test_the_user_gets_one_mail_without_secrets(
    make_endpoint: MakeEndpoint, receiver: WebhookReceiver, mailbox: Mailbox
) -> None:
    endpoint, _ = make_endpoint(url=f"{receiver.url}?token=hidden")
    endpoints.test(endpoint)
    receiver.replies = [Reply(410)]
    sending.deliver(endpoint.id)
    [message] = mailbox.messages
    assert message["To"] == "alice@example.com"
    text = message.get_content()
    assert receiver.url in text
    assert "hidden" not in text
    assert f"/webhooks/{endpoint.id}" in text
    assert "it answered that it is gone (410)" in text


def test_a_mail_that_cannot_be_sent_changes_nothing(
    make_endpoint: MakeEndpoint, receiver: WebhookReceiver, mailbox: Mailbox
) -> None:
    mailbox.refusal = "451 not now"
    endpoint, _ = make_endpoint()
    endpoints.test(endpoint)
    receiver.replies = [Reply(410)]
    assert sending.deliver(endpoint.id) == "sent: 1"
    assert endpoint.disabled_because == "410"
    assert mailbox.messages == []


def test_nobody_is_told_of_what_goes_on(
    make_endpoint: MakeEndpoint, receiver: WebhookReceiver, mailbox: Mailbox
) -> None:
    endpoint, _ = make_endpoint()
    endpoints.test(endpoint)
    receiver.replies = [Reply(500)]
    sending.deliver(endpoint.id)
    endpoints.disable(endpoint)
    assert mailbox.messages == []
