"""What people and programs are told while the database fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from support.browser import sign_in
from webapp.extensions import db
from webapp.models import User
from webapp.security import public

pytestmark = pytest.mark.usefixtures("on_both_databases")

PAGES = ["/", "/scans", "/bot", "/auth/login", "/account"]


def lose_a_table(app: Flask) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE user_sessions RENAME TO gone")


def lose_the_server(app: Flask) -> None:
    """Every open connection is dropped, and none can be made any more."""

    def refuse(dialect: object, *_: object) -> None:
        if app.extensions["settings"].is_sqlite:
            raise sqlite3.OperationalError("unable to open database file")
        raise psycopg.OperationalError("connection refused")

    with app.app_context():
        db.engine.dispose()
        event.listen(db.engine, "do_connect", refuse)


@pytest.fixture(params=[lose_a_table, lose_the_server])
def fail(request: pytest.FixtureRequest, app: Flask) -> Callable[[], None]:
    """Calling it breaks the database behind the app."""
    return lambda: request.param(app)


@pytest.mark.parametrize("path", PAGES)
def test_a_signed_in_browser_gets_the_page_for_it(
    client: FlaskClient, alice: User, fail: Callable[[], None], path: str
) -> None:
    sign_in(client, alice)
    fail()

    answer = client.get(path)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert "The service is not ready." in answer.text
    assert "<footer>" in answer.text
    assert alice.email not in answer.text


def test_a_fragment_gets_its_sentence(
    client: FlaskClient, alice: User, fail: Callable[[], None]
) -> None:
    sign_in(client, alice)
    fail()

    answer = client.get("/scans", headers={"HX-Request": "true"})

    assert answer.status_code == 503
    assert answer.text.startswith('<p class="error" role="alert">')


def test_a_wrong_address_is_still_only_that(
    client: FlaskClient, alice: User, fail: Callable[[], None]
) -> None:
    sign_in(client, alice)
    assert alice.email in client.get("/nothing").text
    fail()

    answer = client.get("/nothing")

    assert answer.status_code == 404
    assert "There is nothing at this address." in answer.text
    assert alice.email not in answer.text


def test_a_form_without_its_token_finds_the_database_gone(
    client: FlaskClient, alice: User, fail: Callable[[], None]
) -> None:
    sign_in(client, alice)
    fail()
    assert client.post("/scans", data={"urls": "a.example"}).status_code == 503


@pytest.mark.parametrize(
    ("path", "status"),
    [("/bot", 200), ("/auth/login", 200), ("/account", 303), ("/nothing", 404)],
)
def test_a_stranger_sees_what_needs_no_database(
    client: FlaskClient, fail: Callable[[], None], path: str, status: int
) -> None:
    fail()
    assert client.get(path).status_code == status


@pytest.mark.parametrize("path", ["/scans/abc", "/api/v1/scans/abc"])
def test_without_a_server_a_scan_is_not_shown(
    app: Flask, client: FlaskClient, path: str
) -> None:
    lose_the_server(app)

    answer = client.get(path)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert answer.is_json == path.startswith("/api/")


def test_a_program_gets_json(app: Flask, client: FlaskClient, alice: User) -> None:
    sign_in(client, alice)  # its cookie counts for nothing there
    lose_the_server(app)

    answer = client.post("/api/v1/scans", json={"url": "http://127.0.0.1/"})

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert answer.json
    assert answer.json["error"]["code"] == "database"


def test_an_error_of_ours_names_nobody(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    sign_in(client, alice)
    app.view_functions["scans.bot"] = public(lambda: 1 / 0)
    lose_the_server(app)

    answer = client.get("/bot")

    assert answer.status_code == 500
    assert "Something went wrong on our side." in answer.text


def test_an_answer_that_is_ready_outlives_its_connection(
    app: Flask,
    client: FlaskClient,
    alice: User,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    sign_in(client, alice)

    def lose(connection: Any) -> None:
        connection.dbapi_connection.close()
        if app.extensions["settings"].is_sqlite:
            raise sqlite3.OperationalError("disk I/O error")
        raise psycopg.OperationalError("could not receive data from server")

    with app.app_context():
        dialect = db.engine.dialect
    with monkeypatch.context() as lost:
        lost.setattr(dialect, "do_rollback", lose)
        assert client.get("/scans").status_code == 200
    assert "database: a connection was lost after its work was done" in caplog.text
    assert client.get("/scans").status_code == 200
