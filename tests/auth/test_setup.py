from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.browser import PASSWORD, post
from webapp.models import User
from webapp.services import accounts, setup_links

FORM = {"email": "olga@example.com", "password": PASSWORD}


@pytest.fixture
def link(app: Flask) -> str:
    with app.app_context():
        return f"/setup?token={setup_links.issue()}"


def test_olga_becomes_the_first_operator(
    app: Flask, client: FlaskClient, link: str
) -> None:
    answer = post(client, link, FORM, page=link)

    assert (answer.status_code, answer.location) == (303, "/")
    assert "Operator" in client.get("/account").text
    with app.app_context():
        assert accounts.find("olga@example.com").is_operator


def test_the_link_works_once(app: Flask, client: FlaskClient, link: str) -> None:
    post(client, link, FORM, page=link)

    eve = app.test_client()
    form = {"email": "eve@example.com", "password": PASSWORD}
    assert eve.get(link).status_code == 404
    assert post(eve, link, form).status_code == 404


@pytest.mark.parametrize("query", ["", "?token=", "?token=made-up", "?token=%00"])
def test_nobody_gets_in_without_it(
    app: Flask, client: FlaskClient, link: str, query: str
) -> None:
    assert client.get(f"/setup{query}").status_code == 404
    assert post(client, f"/setup{query}", FORM).status_code == 404
    with app.app_context():
        assert accounts.list_users() == []


def test_two_mistakes_are_told_at_once(client: FlaskClient, link: str) -> None:
    answer = post(client, link, {"email": "olga", "password": "short"}, page=link)
    assert answer.status_code == 422
    assert "Enter an e-mail address such as" in answer.text
    assert "Use at least 8 characters." in answer.text


def test_it_promises_what_there_is(client: FlaskClient, link: str) -> None:
    text = client.get(link).text
    assert "all users" not in text
    assert "queues, the workers and the jobs" in text


def test_a_mistake_leaves_the_link_good(
    client: FlaskClient, alice: User, link: str
) -> None:
    for changed, status in [
        ({"email": ""}, 422),
        ({"password": "short"}, 422),
        ({"email": alice.email}, 409),
    ]:
        assert post(client, link, FORM | changed, page=link).status_code == status

    assert post(client, link, FORM, page=link).status_code == 303
