from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from support.browser import PASSWORD, csrf_token, post, sign_in
from webapp.auth import limits
from webapp.models import User
from webapp.services import accounts, passwords


def attempt(
    client: FlaskClient, email: str, tried: str = "wrong", address: str = "192.0.2.1"
) -> TestResponse:
    form = {"email": email, "password": tried, "csrf_token": csrf_token(client)}
    environ = {"REMOTE_ADDR": address}
    return client.post("/auth/login", data=form, environ_overrides=environ)


def test_five_wrong_passwords_a_minute(client: FlaskClient, alice: User) -> None:
    for _ in range(5):
        assert attempt(client, alice.email).status_code == 401

    answer = attempt(client, alice.email, PASSWORD)

    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 61
    assert limits.SENTENCE.partition("{}")[0] in answer.text
    assert f'value="{alice.email}"' in answer.text
    assert client.get("/auth/login").status_code == 200


def test_other_accounts_from_there_wait_too(client: FlaskClient, bob: User) -> None:
    for number in range(5):
        attempt(client, f"guess{number}@example.com")
    assert attempt(client, bob.email, PASSWORD).status_code == 429


def test_another_address_is_not_held_up(client: FlaskClient, alice: User) -> None:
    for _ in range(6):
        attempt(client, alice.email)
    answer = attempt(client, alice.email, PASSWORD, address="192.0.2.2")
    assert answer.status_code == 303


def test_many_addresses_together_are(client: FlaskClient, alice: User) -> None:
    for number in range(10):
        answer = attempt(client, alice.email, address=f"198.51.100.{number}")
        assert answer.status_code == 401

    for spelled in (alice.email.upper(), " alice@ｅxample.com", "alice@ExamplE。com"):
        answer = attempt(client, spelled, PASSWORD, address="203.0.113.1")
        assert answer.status_code == 429, spelled


def test_right_passwords_are_not_counted(app: Flask, alice: User) -> None:
    def statuses(tried: str, times: int) -> list[int]:
        browsers = [app.test_client() for _ in range(times)]
        return [attempt(one, alice.email, tried).status_code for one in browsers]

    assert statuses(PASSWORD, 8) == [303] * 8
    assert statuses("wrong", 6) == [401] * 5 + [429], "as if nothing came before"


def test_a_forged_address_changes_nothing(client: FlaskClient, alice: User) -> None:
    for number in range(6):
        client.environ_base["HTTP_X_FORWARDED_FOR"] = f"203.0.113.{number}"
        answer = attempt(client, alice.email)
    assert answer.status_code == 429


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::1", "::/64"),
    ],
)
def test_ipv6_is_counted_by_network(app: Flask, address: str, key: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert limits.address_key() == key


def test_registering_many_accounts_ends(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, alice: User
) -> None:
    token = csrf_token(client)
    form = {"email": alice.email, "password": PASSWORD, "csrf_token": token}
    for _ in range(30):
        assert client.post("/auth/register", data=form).status_code == 409

    answer = client.post("/auth/register", data=form)

    assert answer.status_code == 429
    assert limits.SENTENCE.partition("{}")[0] in answer.text


def test_guessing_from_an_open_browser_ends(
    client: FlaskClient, alice: User, bob: User
) -> None:
    sign_in(client, alice)
    form = {"current_password": "wrong", "new_password": "another good one"}
    for _ in range(3):
        post(client, "/account/password", form, page="/account")
    for _ in range(2):
        post(client, "/account/delete", form, page="/account")

    answer = post(client, "/account/delete", form, page="/account")

    assert answer.status_code == 429
    assert limits.SENTENCE.partition("{}")[0] in answer.text
    sign_in(client.application.test_client(), bob)
    with client.application.app_context():
        assert accounts.find(alice.email)


def test_guesses_at_the_same_moment_count_too(
    app: Flask, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are tested against the limit before any of them has failed."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=40))
    browsers = [app.test_client() for _ in range(20)]
    for browser in browsers:
        csrf_token(browser)
    with ThreadPoolExecutor(20) as threads:
        answers = threads.map(lambda browser: attempt(browser, alice.email), browsers)
    statuses = Counter(answer.status_code for answer in answers)
    assert statuses[401] <= 5 + limits.AT_ONCE - 1
    assert sum(statuses.values()) == 20
    assert limits.busy.number == Counter()
