from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from support.browser import sign_in
from webapp.extensions import db
from webapp.models import User, UserSession
from webapp.models.transactions import transactional
from webapp.security import public
from webapp.services import sign_ins


@transactional
def age(seconds: int) -> None:
    for row in db.session.scalars(select(UserSession)).all():
        row.seen_at -= timedelta(seconds=seconds)


def last_seen(app: Flask) -> datetime:
    with app.app_context():
        return db.session.scalars(select(UserSession.seen_at)).one()


def make_older(app: Flask, seconds: int) -> datetime:
    with app.app_context():
        age(seconds)
    return last_seen(app)


def test_a_page_notes_its_use(app: Flask, client: FlaskClient, alice: User) -> None:
    sign_in(client, alice)
    before = make_older(app, sign_ins.TOUCH_SECONDS + 1)

    client.get("/account")

    assert last_seen(app) > before


def test_within_a_minute_nothing_is_written(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    sign_in(client, alice)
    before = make_older(app, sign_ins.TOUCH_SECONDS - 30)

    client.get("/account")

    assert last_seen(app) == before


def test_a_page_works_when_its_use_cannot_be_noted(
    app: Flask, client: FlaskClient, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_token: str) -> None:
        raise OperationalError("UPDATE", {}, Exception("database is locked"))

    sign_in(client, alice)
    make_older(app, sign_ins.TOUCH_SECONDS + 1)
    monkeypatch.setattr(sign_ins, "touch", locked)

    assert client.get("/account").status_code == 200


def test_a_browser_left_alone_signs_in_again(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    sign_in(client, alice)
    make_older(app, sign_ins.IDLE_SECONDS + 1)
    assert client.get("/account").status_code == 303


def test_templates_know_the_user(app: Flask, client: FlaskClient, alice: User) -> None:
    @public
    def show() -> ResponseReturnValue:
        if not current_user.is_authenticated:
            return "nobody"
        return f"{current_user.email} {current_user.is_operator}"

    app.add_url_rule("/show", "show", show)
    app.add_url_rule("/api/v1/show", "api_show", show)
    assert client.get("/show").text == "nobody"

    sign_in(client, alice)

    assert client.get("/show").text == "alice@example.com False"
    assert client.get("/api/v1/show").text == "nobody"


def test_another_servers_cookie_is_worth_nothing(
    client: FlaskClient, alice: User
) -> None:
    client.set_cookie("xenlix", "eyJfdXNlcl9pZCI6IngifQ.Zx.signature")
    assert client.get("/account").status_code == 303


class TestAfterTheKeyChanged:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return environ | {"SECRET_KEY_FALLBACKS": "the-key-before-long-enough"}

    def test_sign_ins_stay(self, app: Flask, alice: User) -> None:
        client = app.test_client()
        app.config["SECRET_KEY"] = "the-key-before-long-enough"
        sign_in(client, alice)
        app.config["SECRET_KEY"] = "a key for tests, long enough"
        assert client.get("/account").status_code == 200
