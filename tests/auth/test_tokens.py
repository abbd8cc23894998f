from __future__ import annotations

import re
import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from support.browser import new_id, post, sign_in
from webapp.extensions import db
from webapp.models import ApiToken, User
from webapp.services import api_tokens

PAGE = "/account/tokens"


@pytest.fixture
def alices_token(app: Flask, alice: User) -> uuid.UUID:
    with app.app_context():
        api_tokens.create(alice, "Alice's program")
        return db.session.scalars(select(ApiToken)).one().id


def test_a_token_is_shown_once(app: Flask, client: FlaskClient, alice: User) -> None:
    sign_in(client, alice)

    answer = post(client, PAGE, {"name": "My <b>program</b>"}, page=PAGE)

    assert answer.status_code == 201
    token = re.search(r"xenlix_[\w-]{43}", answer.text)
    assert token
    page = client.get(PAGE).text
    assert "My &lt;b&gt;program&lt;/b&gt;" in page
    assert token[0] not in page
    with app.app_context():
        found = api_tokens.find_user(token[0])
        assert found
        assert found.id == alice.id


@pytest.mark.usefixtures("on_both_databases")
def test_a_reload_makes_no_other_token(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    sign_in(client, alice)
    form = {"name": "program", "new_id": new_id(client.get(PAGE).text)}
    made = post(client, PAGE, form, page=PAGE)
    assert made.status_code == 201
    assert new_id(made.text) != form["new_id"]

    again = post(client, PAGE, form, page=PAGE)

    assert again.status_code == 409
    assert "This token was made already" in again.text
    assert not re.search(r"xenlix_[\w-]{43}", again.text)
    with app.app_context():
        assert len(api_tokens.list_for(alice)) == 1
    form = {"name": "another", "new_id": new_id(again.text)}
    assert post(client, PAGE, form, page=PAGE).status_code == 201


@pytest.mark.parametrize("mark", ["", "x", "0" * 36])
def test_a_form_without_its_mark_makes_a_token(
    client: FlaskClient, alice: User, mark: str
) -> None:
    sign_in(client, alice)
    form = {"name": "program", "new_id": mark}
    assert post(client, PAGE, form, page=PAGE).status_code == 201


@pytest.mark.parametrize("name", ["", "x" * 81])
def test_a_token_has_a_name(client: FlaskClient, alice: User, name: str) -> None:
    sign_in(client, alice)
    answer = post(client, PAGE, {"name": name}, page=PAGE)
    assert answer.status_code == 422
    assert 'id="name-error"' in answer.text


def test_there_are_so_many_and_no_more(
    client: FlaskClient, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api_tokens, "MAX_TOKENS", 1)
    sign_in(client, alice)
    post(client, PAGE, {"name": "one"}, page=PAGE)

    answer = post(client, PAGE, {"name": "two"}, page=PAGE)

    assert answer.status_code == 409
    assert "revoke one that is not used" in answer.text


def test_a_token_can_be_revoked(
    client: FlaskClient, alice: User, alices_token: uuid.UUID
) -> None:
    sign_in(client, alice)
    assert "Alice&#39;s program" in client.get(PAGE).text

    answer = post(client, f"{PAGE}/{alices_token}/revoke", page=PAGE)

    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "You have no tokens." in client.get(PAGE).text


def test_bob_sees_and_revokes_nothing_of_alices(
    client: FlaskClient, bob: User, alices_token: uuid.UUID
) -> None:
    sign_in(client, bob)
    assert "Alice" not in client.get(PAGE).text

    answer = post(client, f"{PAGE}/{alices_token}/revoke", page=PAGE)

    assert answer.status_code == 404
    with client.application.app_context():
        assert db.session.get(ApiToken, alices_token)


@pytest.mark.parametrize("token_id", ["1", "x", "a2ffb8fc-e4de-4e1f-8976-fdf8c59a5a68"])
def test_an_unknown_token_is_not_found(
    client: FlaskClient, alice: User, token_id: str
) -> None:
    sign_in(client, alice)
    answer = post(client, f"{PAGE}/{token_id}/revoke", page=PAGE)
    assert answer.status_code == 404
