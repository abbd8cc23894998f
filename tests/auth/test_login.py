from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from support.browser import PASSWORD, csrf_token, post, sign_in
from webapp.extensions import db
from webapp.models import User, UserSession
from webapp.services import accounts


def test_alice_signs_in(client: FlaskClient, alice: User) -> None:
    answer = sign_in(client, alice)
    assert answer.location == "/"
    assert alice.email in client.get("/account").text


def test_the_cookie_lives_as_long_as_a_sign_in_may(
    client: FlaskClient, alice: User
) -> None:
    sent = sign_in(client, alice).headers["Set-Cookie"]
    assert sent.startswith("xenlix=")
    assert "Expires=" in sent
    assert "HttpOnly" in sent
    assert "SameSite=Lax" in sent


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("alice@example.com", "wrong password"),
        ("nobody@example.com", PASSWORD),
        ("no address", PASSWORD),
        ("alice@example.com", "x" * 5000),
    ],
)
def test_one_sentence_for_whatever_is_wrong(
    client: FlaskClient, alice: User, email: str, password: str
) -> None:
    answer = post(client, "/auth/login", {"email": email, "password": password})

    assert answer.status_code == 401
    assert "The e-mail address or the password is wrong." in answer.text
    assert client.get("/account").status_code == 303


def test_a_disabled_user_reads_the_same_sentence(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    with app.app_context():
        accounts.set_disabled(alice.email, True)

    form = {"email": alice.email, "password": PASSWORD}
    answer = post(client, "/auth/login", form)

    assert answer.status_code == 401
    assert "The e-mail address or the password is wrong." in answer.text


def test_what_was_typed_is_kept_but_the_password(client: FlaskClient) -> None:
    form = {"email": '"><b>@example.com', "password": "secret words"}
    answer = post(client, "/auth/login", form)

    assert 'value="&#34;&gt;&lt;b&gt;@example.com"' in answer.text
    assert "secret words" not in answer.text


def test_an_empty_form_says_what_is_missing(client: FlaskClient) -> None:
    answer = post(client, "/auth/login", {})
    assert answer.status_code == 422
    assert "Enter your e-mail address." in answer.text
    assert "Enter a password." in answer.text


@pytest.mark.parametrize("token", [None, "", "made up"])
def test_a_form_without_our_token_is_refused(
    client: FlaskClient, alice: User, token: str | None
) -> None:
    form = {"email": alice.email, "password": PASSWORD}
    if token is not None:
        form["csrf_token"] = token
    assert client.post("/auth/login", data=form).status_code == 400


def test_another_browsers_token_is_refused(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    form = {
        "email": alice.email,
        "password": PASSWORD,
        "csrf_token": csrf_token(app.test_client()),
    }
    csrf_token(client)
    assert client.post("/auth/login", data=form).status_code == 400


def test_it_leads_on_to_where_one_came_from(client: FlaskClient, alice: User) -> None:
    answer = client.get("/account/tokens")
    form = {"email": alice.email, "password": PASSWORD}
    answer = post(client, answer.location, form, page=answer.location)
    assert answer.location == "/account/tokens"


def test_it_leads_to_no_other_site(client: FlaskClient, alice: User) -> None:
    answer = sign_in(client, alice, next_url="//evil.example")
    assert answer.location == "/"


def test_who_is_signed_in_needs_no_form(client: FlaskClient, alice: User) -> None:
    sign_in(client, alice)
    answer = client.get("/auth/login?next=/account")
    assert (answer.status_code, answer.location) == (303, "/account")


def test_each_sign_in_is_a_new_session(
    app: Flask, client: FlaskClient, alice: User, bob: User
) -> None:
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    token = csrf_token(client)
    sign_in(client, alice)
    with client.session_transaction() as session:
        first = dict(session)
    form = {"email": bob.email, "password": PASSWORD}
    assert post(client, "/auth/login", form, page="/account").status_code == 303
    with client.session_transaction() as session:
        second = dict(session)

    assert "planted" not in first
    assert first["_user_id"] != second["_user_id"]
    assert client.post("/auth/logout", data={"csrf_token": token}).status_code == 400
    with app.app_context():
        # Alice's ended when Bob took over her browser.
        assert db.session.scalar(select(func.count()).select_from(UserSession)) == 1


def test_the_cookie_names_nobody(client: FlaskClient, alice: User) -> None:
    sign_in(client, alice)
    with client.session_transaction() as session:
        stored = str(dict(session))
    assert alice.email not in stored
    assert str(alice.id) not in stored
