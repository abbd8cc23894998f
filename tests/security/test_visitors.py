from __future__ import annotations

from http.cookies import SimpleCookie

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from werkzeug.test import TestResponse

from support.browser import sign_in
from webapp.models import User
from webapp.security import current_actor, public


@pytest.fixture
def app(app: Flask) -> Flask:
    """``POST /try`` makes something for a visitor, ``GET /try`` only looks."""

    @public
    def make() -> ResponseReturnValue:
        return current_actor(create_visitor=True).visitor_hash or "none"

    @public
    def look() -> ResponseReturnValue:
        return current_actor().visitor_hash or "none"

    app.add_url_rule("/try", "look", look)
    app.add_url_rule("/try/make", "make", make)
    return app


def cookie(answer: TestResponse) -> SimpleCookie:
    sent = [c for c in answer.headers.getlist("Set-Cookie") if "visitor" in c]
    return SimpleCookie("\n".join(sent))


def test_looking_leaves_no_cookie(client: FlaskClient) -> None:
    answer = client.get("/try")
    assert answer.text == "none"
    assert not cookie(answer)


def test_a_visitor_is_known_again(app: Flask, client: FlaskClient) -> None:
    made = client.get("/try/make").text

    assert len(made) == 64
    assert client.get("/try").text == made
    assert client.get("/try/make").text == made
    assert app.test_client().get("/try/make").text != made


def test_the_cookie_is_random_and_not_the_hash(client: FlaskClient) -> None:
    answer = client.get("/try/make")
    sent = cookie(answer)["xenlix_visitor"]
    assert len(sent.value) == 43
    assert sent.value not in answer.text
    assert sent["httponly"]
    assert sent["samesite"] == "Lax"
    assert sent["path"] == "/"
    assert sent["max-age"] == str(365 * 86400)
    assert not sent["domain"]
    assert not sent["secure"]  # plain http in development


def test_its_year_begins_anew(client: FlaskClient) -> None:
    client.get("/try/make")
    assert cookie(client.get("/try/make"))


@pytest.mark.parametrize("value", ["", "short", "x" * 44, "ä" * 43, "x" * 42 + "!"])
def test_a_made_up_cookie_counts_for_nothing(client: FlaskClient, value: str) -> None:
    client.set_cookie("xenlix_visitor", value)
    assert client.get("/try").text == "none"


def test_signing_in_keeps_the_visitor(client: FlaskClient, alice: User) -> None:
    made = client.get("/try/make").text
    sign_in(client, alice)
    assert client.get("/try").text == made


def test_a_user_needs_no_visitor_cookie(client: FlaskClient, alice: User) -> None:
    sign_in(client, alice)
    answer = client.get("/try/make")
    assert answer.text == "none"
    assert not cookie(answer)


class TestInProduction:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return environ | {"APP_ENV": "production"}

    def test_the_cookie_is_bound_to_this_host(self, client: FlaskClient) -> None:
        answer = client.get("/try/make", base_url="https://localhost")
        sent = cookie(answer)["__Host-xenlix_visitor"]
        assert sent["secure"]
        assert sent["path"] == "/"
        assert not sent["domain"]
