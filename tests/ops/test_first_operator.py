"""Who registered first becomes the operator by the set-up link all the same."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from support.browser import PASSWORD, csrf_token, post, sign_in
from webapp.models import User
from webapp.services import accounts, setup_links


@pytest.fixture
def token(app: Flask) -> str:
    with app.app_context():
        token = setup_links.issue()
    assert token
    return token


def is_operator(app: Flask, user: User) -> bool:
    with app.app_context():
        return accounts.find(user.email).is_operator


def test_the_page_tells_who_has_an_account_what_to_do(
    client: FlaskClient, alice: User, token: str
) -> None:
    setup = f"/setup?token={token}"
    form = {"email": alice.email, "password": PASSWORD}
    refused = post(client, setup, form, page=setup)
    assert refused.status_code == 409
    page = BeautifulSoup(refused.data, "lxml")
    link = page.select_one("main a[href^='/auth/login']")
    assert link
    answer = post(client, str(link["href"]), form)
    assert (answer.status_code, answer.location) == (303, setup)
    page = BeautifulSoup(client.get(setup).data, "lxml")
    button = page.select_one("form[action^='/setup/account'] button")
    assert button
    assert button.get_text() == f"Make {alice.email} the operator"


def test_the_account_that_is_signed_in_becomes_the_operator(
    app: Flask, client: FlaskClient, alice: User, token: str
) -> None:
    elsewhere = app.test_client()
    for browser in (client, elsewhere):
        sign_in(browser, alice)
    setup = f"/setup?token={token}"
    answer = post(client, f"/setup/account?token={token}", page=setup)
    assert (answer.status_code, answer.location) == (303, "/account")
    assert "Operator" in client.get("/account").text
    assert client.get("/ops/dead-letters").status_code == 200
    assert elsewhere.get("/account").status_code == 303, "an old sign-in gained power"
    assert client.get(setup).status_code == 404
    assert is_operator(app, alice)


@pytest.mark.parametrize("has_account", [True, False])
def test_the_page_that_follows_leads_to_the_operators_pages_once(
    client: FlaskClient, alice: User, token: str, has_account: bool
) -> None:
    setup, path = f"/setup?token={token}", "/setup"
    form = {"email": "olga@example.com", "password": PASSWORD}
    if has_account:
        sign_in(client, alice)
        form, path = {}, "/setup/account"
    answer = post(client, f"{path}?token={token}", form, page=setup)
    page = BeautifulSoup(client.get(answer.location).data, "lxml")
    link = page.select_one("main .notice a")
    assert link
    assert link.get_text() == "the operators’ pages"
    assert client.get(str(link["href"])).status_code == 200
    again = BeautifulSoup(client.get(answer.location).data, "lxml")
    assert again.select("main .notice a") == []


def test_nobody_gets_in_without_the_link_a_sign_in_or_the_form(
    app: Flask, client: FlaskClient, alice: User, token: str
) -> None:
    path = f"/setup/account?token={token}"
    assert client.get(path).status_code == 405
    asked = post(client, path)
    assert asked.status_code == 303
    assert asked.location.startswith("/auth/login")
    sign_in(client, alice)
    assert client.post(path).status_code == 400
    for wrong in ("", "?token=", "?token=made-up", "?token=%00"):
        answer = post(client, f"/setup/account{wrong}", page="/")
        assert answer.status_code == 404, wrong
    assert not is_operator(app, alice)


def test_the_link_is_of_no_use_once_there_is_an_operator(
    app: Flask, client: FlaskClient, alice: User, token: str, operator: User
) -> None:
    sign_in(client, alice)
    form = {"csrf_token": csrf_token(client, "/")}
    answer = client.post(f"/setup/account?token={token}", data=form)
    assert answer.status_code == 404
    assert not is_operator(app, alice)
