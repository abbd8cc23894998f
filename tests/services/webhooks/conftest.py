"""A receiver, and endpoints that lead to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from support.webhook_receiver import WebhookReceiver
from webapp.extensions import db
from webapp.models import User, WebhookDelivery, WebhookEndpoint
from webapp.services.webhooks import endpoints
from webapp.services.webhooks.events import CHOICES


@pytest.fixture
def receiver() -> Iterator[WebhookReceiver]:
    running = WebhookReceiver()
    yield running
    running.close()


@pytest.fixture
def make_endpoint(
    app_context: Flask, alice: User, receiver: WebhookReceiver
) -> Callable[..., tuple[WebhookEndpoint, str]]:
    """Of Alice; the endpoint and its secret."""

    def make(**told: object) -> tuple[WebhookEndpoint, str]:
        values = {"url": receiver.url, "chosen": CHOICES} | told
        return endpoints.create(alice, **values)  # type: ignore[arg-type]

    return make


def only_delivery() -> WebhookDelivery:
    chosen = select(WebhookDelivery).execution_options(populate_existing=True)
    return db.session.scalars(chosen).one()
