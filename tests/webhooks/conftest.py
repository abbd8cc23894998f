"""Alice has a webhook, on the internet rather than in allowed networks."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.browser import sign_in
from webapp.models import User
from webapp.services.webhooks import endpoints
from webapp.services.webhooks.events import CHOICES

#: The gate lets no markup through; this is as odd as it gets.
URL = "https://hooks.example.com/in?onerror='&key=javascript:alert(1)"
EVIL = "<img src=x onerror=alert(1)>'\"{{7*7}}"


@pytest.fixture
def environ(environ: dict[str, str]) -> dict[str, str]:
    return {**environ, "SCAN_ALLOWED_NETWORKS": ""}


@pytest.fixture
def alices(client: FlaskClient, alice: User) -> FlaskClient:
    sign_in(client, alice)
    return client


@pytest.fixture
def path(app: Flask, alice: User) -> str:
    """The page of a webhook of Alice's."""
    with app.app_context():
        endpoint, _ = endpoints.create(alice, URL, CHOICES, EVIL)
        return f"/webhooks/{endpoint.id}"
