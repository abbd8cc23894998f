"""Somebody presses a button twice, or in two tabs at once: what is gone is gone, and
that is no fault of the database."""

from __future__ import annotations

import logging
import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm.exc import ObjectDeletedError

from support.browser import PASSWORD, csrf_token, sign_in
from support.scans import make_scan
from webapp.extensions import db
from webapp.models import User
from webapp.services.alerts import book as alerts_book
from webapp.services.schedules import book
from webapp.services.schedules.book import Wanted
from webapp.services.schedules.timing import Often, Timing
from webapp.services.webhooks import endpoints

pytestmark = pytest.mark.usefixtures("on_both_databases")


def at_once(app: Flask, user: User, path: str, **fields: str) -> set[int]:
    """The answers to the same form from four browsers of one user."""
    clients = [app.test_client() for _ in range(4)]
    statuses: list[int] = []
    begin = threading.Barrier(len(clients))

    def press(client: FlaskClient, form: dict[str, str]) -> None:
        begin.wait(timeout=20)
        statuses.append(client.post(path, data=form).status_code)

    threads = []
    for client in clients:
        sign_in(client, user)
        form = {"csrf_token": csrf_token(client, "/account/tokens"), **fields}
        threads.append(threading.Thread(target=press, args=[client, form]))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(statuses) == len(clients)
    return set(statuses)


def test_a_scan_is_deleted_once(
    app: Flask, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    ended = {"status": "FULL_READY", "step": "GENERATE", "user_id": alice.id}
    for _ in range(3):
        scan = make_scan(app, with_report=True, **ended)
        found = at_once(app, alice, f"/scans/{scan}/delete")
        assert 303 in found
        assert found <= {303, 404}
    assert not errors(caplog)


def test_an_account_is_deleted_once(
    app: Flask, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    found = at_once(app, alice, "/account/delete", current_password=PASSWORD)
    assert 303 in found
    assert found <= {303, 404}
    assert not errors(caplog)


def test_what_another_tab_deleted_meanwhile(app: Flask, alice: User) -> None:
    with app.app_context():
        user = db.session.get_one(User, alice.id)
        hook, _ = endpoints.create(user, "http://127.0.0.1/", ["scan.failed"])
        daily = Wanted("http://127.0.0.1/", Timing(Often.DAILY, "UTC"))
        schedule = book.create(user, daily)
        rules = alerts_book.rules_of(schedule)
        endpoints.remove(hook)
        book.remove(schedule)
        with pytest.raises(ObjectDeletedError):
            endpoints.rotate(hook)
        with pytest.raises(ObjectDeletedError):
            book.pause(schedule)
        with pytest.raises(ObjectDeletedError):
            alerts_book.store(schedule, rules)


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        line.getMessage() for line in caplog.records if line.levelno >= logging.ERROR
    ]
