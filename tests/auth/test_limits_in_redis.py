"""Limits are counted for all web processes together, and go on without Redis."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from config import load_settings
from support.browser import PASSWORD, post
from support.valkey import Valkey
from webapp import create_app
from webapp.extensions import limiter
from webapp.models import User


@pytest.fixture
def environ(
    environ: dict[str, str], valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    # Apps of earlier tests, in this same process, found no Redis.
    monkeypatch.setattr(limiter, "_storage_dead", False)
    return environ | {"REDIS_URL": valkey.url}


def attempt(client: FlaskClient, user: User, password: str) -> int:
    form = {"email": user.email, "password": password}
    return post(client, "/auth/login", form).status_code


def test_two_processes_count_together(
    client: FlaskClient, alice: User, environ: dict[str, str]
) -> None:
    for _ in range(5):
        assert attempt(client, alice, "wrong") == 401

    another_process = create_app(load_settings(environ)).test_client()

    assert attempt(another_process, alice, PASSWORD) == 429


def test_no_address_is_told_to_redis(
    client: FlaskClient, alice: User, valkey: Valkey
) -> None:
    attempt(client, alice, "wrong")
    keys = valkey.client.keys("*")
    assert keys
    assert not [key for key in keys if b"alice" in key]


def test_each_process_counts_alone_while_redis_is_away(
    client: FlaskClient, alice: User, valkey: Valkey
) -> None:
    assert attempt(client, alice, "wrong") == 401
    valkey.kill()

    assert attempt(client, alice, PASSWORD) == 303
    client = client.application.test_client()
    for _ in range(5):
        assert attempt(client, alice, "wrong") == 401
    assert attempt(client, alice, PASSWORD) == 429


def test_redis_dying_under_an_attempt_breaks_nothing(
    client: FlaskClient, alice: User, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        valkey.kill()

    monkeypatch.setattr("webapp.services.accounts.authenticate", die)

    assert attempt(client, alice, "wrong") == 401
