"""The two switches beside the accounts, and the mail with a reset link."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from support.browser import post
from support.valkey import Valkey
from webapp.extensions import db
from webapp.models import AuditEntry, User
from webapp.queues import get_queue
from webapp.services import switches

pytestmark = pytest.mark.usefixtures("on_both_databases")
PAGE = "/ops/users"


def actions(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.email, row.action, row.target) for row in entries]


def text(client: FlaskClient) -> str:
    return " ".join(client.get(PAGE).text.split())


def test_registration_is_closed_and_opened(app: Flask, olga: FlaskClient) -> None:
    visitor = app.test_client()
    assert visitor.get("/auth/register").status_code == 200
    assert "Never: the setting holds" in text(olga)

    path = f"{PAGE}/switches/registration_open"
    assert post(olga, path, {"is_on": "0"}, page=PAGE).status_code == 303
    assert visitor.get("/auth/register").status_code == 403
    assert "<code>REGISTRATION_OPEN</code> says yes" in text(olga)
    assert "by olga@example.com" in text(olga)

    assert post(olga, path, {"is_on": "1"}, page=PAGE).status_code == 303
    assert visitor.get("/auth/register").status_code == 200
    who, what = "olga@example.com", "People may register"
    assert actions(app) == [(who, "switch.off", what), (who, "switch.on", what)]


def test_visitors_may_scan_no_more(app: Flask, olga: FlaskClient) -> None:
    path = f"{PAGE}/switches/anonymous_scans"
    post(olga, path, {"is_on": "0"}, page=PAGE)
    with app.app_context():
        assert not switches.anonymous_scans()
    assert actions(app) == [("olga@example.com", "switch.off", "Visitors may scan")]


@pytest.mark.parametrize("name", ["paused:xenlixai_queue", "nothing"])
def test_no_other_switch_is_turned_here(
    app: Flask, olga: FlaskClient, name: str
) -> None:
    answer = post(olga, f"{PAGE}/switches/{name}", {"is_on": "1"}, page=PAGE)
    assert answer.status_code == 404
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
