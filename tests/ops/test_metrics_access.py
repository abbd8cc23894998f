"""Who reads /metrics, and what the others are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.browser import sign_in
from webapp.extensions import db
from webapp.models import User
from webapp.models.transactions import transactional
from webapp.services import api_tokens

PROMETHEUS = "application/openmetrics-text;version=1.0.0,text/plain;q=0.5,*/*;q=0.1"


@pytest.fixture
def token_of(app: Flask) -> Callable[[User], dict[str, str]]:
    """The headers of a program that has a token of this user."""

    def make(user: User) -> dict[str, str]:
        with app.app_context():
            return {"Authorization": f"Bearer {api_tokens.create(user, 'p')}"}

    return make


@transactional
def make_viewer(user: User) -> None:
    db.session.get_one(User, user.id).is_viewer = True


def refusal(client: FlaskClient, **options: object) -> tuple[int, str]:
    """Status and code of what must be JSON, whatever was accepted."""
    answer = client.get("/metrics", **options)
    error = answer.get_json()["error"]
    assert error["message"].endswith(".")
    asks = answer.headers.get("WWW-Authenticate")
    assert (asks == "Bearer") == (answer.status_code == 401)
    return answer.status_code, error["code"]


def test_without_a_token_nobody_reads(client: FlaskClient) -> None:
    headers = {"Accept": PROMETHEUS}
    assert refusal(client, headers=headers) == (401, "sign_in_required")


@pytest.mark.parametrize("sent", ["Bearer xenlix_wrong", "Basic YTpi", "Bearer", "x"])
def test_a_wrong_token_is_told(client: FlaskClient, sent: str) -> None:
    headers = {"Authorization": sent}
    assert refusal(client, headers=headers) == (401, "bad_token")


def test_a_cookie_is_no_token(client: FlaskClient, operator: User) -> None:
    sign_in(client, operator)
    assert refusal(client) == (401, "sign_in_required")


def test_a_users_token_does_not_do(
    client: FlaskClient, alice: User, token_of: Callable[[User], dict[str, str]]
) -> None:
    headers = token_of(alice)
    assert refusal(client, headers=headers) == (403, "operators_only")


def test_operators_and_viewers_read(
    app: Flask,
    client: FlaskClient,
    operator: User,
    bob: User,
    token_of: Callable[[User], dict[str, str]],
) -> None:
    with app.app_context():
        make_viewer(bob)
    for user in (operator, bob):
        answer = client.get("/metrics", headers=token_of(user))
        assert answer.status_code == 200
        assert "xenlixai_build_info" in answer.text


class TestNetworks:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        environ["METRICS_ALLOWED_NETWORKS"] = "10.1.0.0/16, fd00:1::/32"
        return environ

    @pytest.mark.parametrize("address", ["10.1.2.3", "::ffff:10.1.2.3", "fd00:1::9"])
    def test_an_address_inside_reads(self, client: FlaskClient, address: str) -> None:
        asking = {"REMOTE_ADDR": address}
        answer = client.get("/metrics", environ_base=asking)
        assert answer.status_code == 200

    @pytest.mark.parametrize("address", ["10.2.0.1", "127.0.0.1", "fd00:2::1", "", "?"])
    def test_one_outside_needs_a_token(self, client: FlaskClient, address: str) -> None:
        asking = {"REMOTE_ADDR": address}
        assert refusal(client, environ_base=asking) == (401, "sign_in_required")

    def test_nobody_writes_the_address_himself(self, client: FlaskClient) -> None:
        headers = {"X-Forwarded-For": "10.1.2.3", "Forwarded": "for=10.1.2.3"}
        assert refusal(client, headers=headers) == (401, "sign_in_required")

    class TestBehindAProxy:
        @pytest.fixture
        def environ(self, environ: dict[str, str]) -> dict[str, str]:
            return {**environ, "PROXY_HOPS": "1"}

        def test_the_address_is_what_the_proxy_tells(self, client: FlaskClient) -> None:
            for told, status in (("10.1.2.3", 200), ("10.1.2.3, 8.8.8.8", 401)):
                answer = client.get("/metrics", headers={"X-Forwarded-For": told})
                assert answer.status_code == status, told
