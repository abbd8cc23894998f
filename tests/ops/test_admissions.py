"""The two switches beside the accounts, and the mail with a reset link."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from support.browser import post
from support.valkey import Valkey
from webapp.extensions import db
from webapp.models import AuditEntry, User
from webapp.models.clock import db_now
from webapp.queues import get_queue
from webapp.services import switches
from webapp.services.audit_log import Operator

pytestmark = pytest.mark.usefixtures("on_both_databases")
PAGE = "/ops/users"


def actions(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.email, row.action, row.target) for row in entries]


def text(client: FlaskClient) -> str:
    return " ".join(client.get(PAGE).text.split())


def choose(client: FlaskClient, name: str, value: str) -> int:
    path = f"{PAGE}/switches/{name}"
    return post(client, path, {"choice": value}, page=PAGE).status_code


def test_registration_is_closed_and_opened(app: Flask, olga: FlaskClient) -> None:
    visitor = app.test_client()
    assert visitor.get("/auth/register").status_code == 200
    assert "Never: the setting holds" in text(olga)
    assert "As the setting says" not in text(olga)

    assert choose(olga, "registration_open", "off") == 303
    assert visitor.get("/auth/register").status_code == 403
    assert "<code>REGISTRATION_OPEN</code> says yes" in text(olga)
    assert "Overrides the setting: " in text(olga)
    assert "by olga@example.com" in text(olga)

    assert choose(olga, "registration_open", "on") == 303
    assert visitor.get("/auth/register").status_code == 200
    assert "The same as the setting: " in text(olga)
    who, what = "olga@example.com", "People may register"
    assert actions(app) == [(who, "switch.off", what), (who, "switch.on", what)]


def test_a_switch_goes_back_to_its_setting(app: Flask, olga: FlaskClient) -> None:
    visitor = app.test_client()
    choose(olga, "registration_open", "off")
    choose(olga, "anonymous_scans", "off")
    page = text(olga)
    assert page.count("As the setting says<") == 2

    assert choose(olga, "registration_open", "setting") == 303

    page = text(olga)
    assert "People may register: yes, as REGISTRATION_OPEN says." in page
    assert page.count("As the setting says<") == 1, "the other one stays switched"
    assert visitor.get("/auth/register").status_code == 200
    with app.app_context():
        assert list(switches.all_with("")) == ["anonymous_scans"]
    choose(olga, "registration_open", "setting")  # pressed twice: nothing to write
    who, what = "olga@example.com", "People may register"
    assert actions(app)[0] == (who, "switch.off", what)
    assert actions(app)[2:] == [(who, "switch.setting", what)]


def test_what_is_not_written_down_is_not_done(
    app: Flask, olga: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(olga, "registration_open", "off")

    def fail(*_: object, **__: object) -> None:
        raise OSError("no log")

    monkeypatch.setattr(switches, "record", fail)
    with app.app_context():
        by = Operator(None, "olga@example.com")
        with pytest.raises(OSError, match="no log"):
            switches.let_go("registration_open", by, "switch.setting", "x")
        assert not switches.registration_open()


@pytest.mark.parametrize("value", ["", "1", "ON", "on ", "settings", "\0"])
def test_an_odd_choice_is_refused(app: Flask, olga: FlaskClient, value: str) -> None:
    choose(olga, "anonymous_scans", "on")
    form = {"choice": value}
    answer = post(olga, f"{PAGE}/switches/anonymous_scans", form, page=PAGE)
    assert answer.status_code == 422
    assert "A switch is turned on, off, or left to its setting" in answer.text
    with app.app_context():
        assert switches.anonymous_scans()
    assert len(actions(app)) == 1


def test_no_choice_at_all_is_refused(app: Flask, olga: FlaskClient) -> None:
    path = f"{PAGE}/switches/anonymous_scans"
    assert post(olga, path, page=PAGE).status_code == 422
    with app.app_context():
        assert switches.anonymous_scans()


def test_visitors_may_scan_no_more(app: Flask, olga: FlaskClient) -> None:
    choose(olga, "anonymous_scans", "off")
    with app.app_context():
        assert not switches.anonymous_scans()
    assert actions(app) == [("olga@example.com", "switch.off", "Visitors may scan")]


@pytest.mark.parametrize("name", ["paused:xenlixai_queue", "nothing"])
def test_no_other_switch_is_turned_here(
    app: Flask, olga: FlaskClient, name: str
) -> None:
    assert choose(olga, name, "on") == 404
    assert choose(olga, name, "setting") == 404
    assert actions(app) == []


def test_no_mail_without_a_mail_server(
    app: Flask, olga: FlaskClient, alice: User
) -> None:
    assert "Mail a reset link" not in olga.get(f"{PAGE}/{alice.id}").text
    answer = post(olga, f"{PAGE}/{alice.id}/reset-mail", page=PAGE)
    assert answer.status_code == 404
    assert actions(app) == []


class TestWithAMailServer:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return {**environ, "SMTP_URL": "smtp://127.0.0.1:9"}

    def test_a_job_sends_the_link(
        self, app: Flask, olga: FlaskClient, alice: User, valkey: Valkey
    ) -> None:
        assert "Mail a reset link" in olga.get(f"{PAGE}/{alice.id}").text
        answer = post(olga, f"{PAGE}/{alice.id}/reset-mail", page=PAGE)
        assert answer.status_code == 303
        ids = get_queue("xenlixai_maintenance", valkey.client).job_ids
        assert [name.startswith("password-reset-") for name in ids] == [True]
        assert actions(app) == [("olga@example.com", "user.reset_mail", alice.email)]


def test_two_operators_at_one_switch(
    app: Flask, olga: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One takes the row away while the other turns it."""
    choose(olga, "registration_open", "off")
    by = Operator(None, "otto@example.com")

    def let_go() -> None:
        with app.app_context():
            switches.let_go("registration_open", by, "switch.setting", "x")

    other = threading.Thread(target=let_go)

    def now() -> object:
        if other.ident is None:
            other.start()
            other.join(timeout=0.3)  # as long as it may take to do harm
        return db_now()

    monkeypatch.setattr(switches, "db_now", now)
    with app.app_context():
        switches.turn("registration_open", True, by, "switch.on", "x")
    other.join()
    assert [action for _, action, _ in actions(app)][1:] == [
        "switch.on",
        "switch.setting",
    ]
