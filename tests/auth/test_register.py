from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.browser import PASSWORD, post
from webapp.models import User
from webapp.services import accounts

PAGE = "/auth/register"
FORM = {"email": "Carol@Example.com", "password": PASSWORD}


def test_carol_gets_an_account_and_is_in(app: Flask, client: FlaskClient) -> None:
    answer = post(client, f"{PAGE}?next=/account/tokens", FORM, page=PAGE)

    assert (answer.status_code, answer.location) == (303, "/account/tokens")
    assert "carol@example.com" in client.get("/account").text
    with app.app_context():
        assert not accounts.find("carol@example.com").is_operator


def test_nobody_registers_as_an_operator(app: Flask, client: FlaskClient) -> None:
    post(client, PAGE, FORM | {"is_operator": "1", "operator": "on"}, page=PAGE)
    with app.app_context():
        assert not accounts.find("carol@example.com").is_operator


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        ({"email": "carol"}, 422, "Enter an e-mail address such as"),
        ({"email": ""}, 422, "Enter your e-mail address."),
        ({"email": "alice@example.com"}, 409, "There is an account with this address"),
        ({"password": ""}, 422, "Enter a password."),
        ({"password": "short"}, 422, "Use at least 8 characters."),
        ({"password": "password123"}, 422, "Many people use this one"),
        ({"password": "carol@example.com"}, 422, "other than your e-mail address"),
    ],
)
def test_a_mistake_is_told_beside_its_field(
    client: FlaskClient,
    alice: User,
    changed: dict[str, str],
    status: int,
    sentence: str,
) -> None:
    form = FORM | changed

    answer = post(client, PAGE, form, page=PAGE)

    assert answer.status_code == status
    [field] = changed
    assert sentence in answer.text
    assert f'id="{field}-error"' in answer.text
    assert f'value="{form["email"]}"' in answer.text
    assert PASSWORD not in answer.text


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "Use at least 8 characters."),
        ("password123", "Many people use this one"),
        ("carol", "Use at least 8 characters."),
    ],
)
def test_two_mistakes_are_told_at_once(
    client: FlaskClient, password: str, sentence: str
) -> None:
    form = {"email": "carol", "password": password}
    answer = post(client, PAGE, form, page=PAGE)
    assert answer.status_code == 422
    assert "Enter an e-mail address such as" in answer.text
    assert sentence in answer.text
    assert answer.text.count(sentence) == 1


def test_who_is_signed_in_needs_no_form(client: FlaskClient) -> None:
    post(client, PAGE, FORM, page=PAGE)
    assert client.get(PAGE).status_code == 303


def test_the_login_page_offers_it(client: FlaskClient) -> None:
    assert "/auth/register?next=/scans" in client.get("/auth/login?next=/scans").text


class TestClosed:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return environ | {"REGISTRATION_OPEN": "0"}

    def test_nobody_registers(self, app: Flask, client: FlaskClient) -> None:
        assert client.get(PAGE).status_code == 403
        assert post(client, PAGE, FORM).status_code == 403
        with app.app_context():
            assert accounts.list_users() == []

    def test_the_login_page_does_not_offer_it(self, client: FlaskClient) -> None:
        assert PAGE not in client.get("/auth/login").text
