"""Every template is rendered by some page, so none is broken and none left over."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BaseLoader, Environment
from sqlalchemy import select

from conftest import make_user
from support import site_visits
from support.browser import csrf_token, post, sign_in
from support.scans import make_letter, make_scan
from support.valkey import Valkey
from webapp.extensions import db
from webapp.models import Scan, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import (
    api_tokens,
    attempts,
    password_resets,
    setup_links,
    workers,
)

FRAGMENT = {"HX-Request": "true"}
TEMPLATES = Path(__file__).parents[1] / "webapp" / "templates"


class Recorder(BaseLoader):
    """Notes the names of what is loaded, includes and parents too."""

    def __init__(self, inner: BaseLoader) -> None:
        self.inner = inner
        self.names: set[str] = set()

    def load(self, environment: Environment, name: str, globals=None):  # type: ignore[no-untyped-def]
        self.names.add(name)
        return self.inner.load(environment, name, globals)


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    return {**environ, "REDIS_URL": valkey.url, "SMTP_URL": "smtp://127.0.0.1:9"}


@pytest.fixture
def rendered(app: Flask) -> Recorder:
    assert app.jinja_env.loader is not None
    app.jinja_env.loader = recorder = Recorder(app.jinja_env.loader)
    return recorder


def test_every_template_is_rendered(
    app: Flask, client: FlaskClient, rendered: Recorder
) -> None:
    set_up(app, client)
    visit_as_a_visitor(app, client)
    operator = make_user(app, "olga@example.com", is_operator=True)
    visit_as_an_operator(app, app.test_client(), operator)
    visit_operations(app, app.test_client(), operator)
    visit_who_forgot_the_password(app, client, operator)
    fail_too_often(app.test_client(), operator)
    ours = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*")
        if path.is_file() and path.suffix != ".typ"  # Typst's own, see test_exports
    }
    assert ours - rendered.names == set()


def set_up(app: Flask, client: FlaskClient) -> None:
    """There is a set-up link while there is no operator."""
    with app.app_context():
        link = setup_links.issue()
    visit(client, f"/setup?token={link}")


def fail_too_often(client: FlaskClient, user: User) -> None:
    sign_in(client, user)
    token = csrf_token(client, "/account/delete")
    form = {"current_password": "a wrong password", "csrf_token": token}
    answers = [client.post("/account/delete", data=form) for _ in range(12)]
    assert answers[-1].status_code == 429


def visit_as_a_visitor(app: Flask, client: FlaskClient) -> None:
    scans = [
        make_scan(app),
        make_scan(app, status="RUNNING", step="PARSE", progress=30),
        make_scan(app, status="ERROR_CRAWL", error_code="http_404", error_message="X"),
        make_scan(app, with_report=True, status="TEASER_READY", step="GENERATE"),
    ]
    pages = ("/", "/scans", "/bot", "/checks", "/checks/title.length")
    for path in (*pages, "/auth/login", "/auth/register"):
        visit(client, path)
    for scan in scans:
        visit(client, f"/scans/{scan}")
        visit(client, f"/scans/{scan}/progress", headers=FRAGMENT)
    visit(client, "/nothing", 404)
    visit(client, "/scans/nothing/progress", 404, headers=FRAGMENT)
    token = csrf_token(client, "/")
    answer = client.post("/scans", data={"urls": "ftp://x", "csrf_token": token})
    assert answer.status_code == 422


def visit_as_an_operator(app: Flask, client: FlaskClient, user: User) -> None:
    sign_in(client, user)
    own = {"user_id": user.id}
    make_letter(app)
    scan = make_scan(app, with_report=True, status="FULL_READY", step="GENERATE", **own)
    other = make_scan(
        app, with_report=True, status="FULL_READY", step="GENERATE", **own
    )
    for path in (
        "/scans",
        f"/scans/{scan}",
        f"/scans/{scan}?category=head&outcome=pass",
        f"/scans/compare?id={scan}&id={other}",
        "/account",
        "/account/tokens",
        "/account/delete",
        "/rq/",
    ):
        visit(client, path)
    visit_webhooks(client)
    visit_schedules(client)
    for path in site_visits.addresses(app, user):
        visit(client, path)


def visit_webhooks(client: FlaskClient) -> None:
    visit(client, "/webhooks")
    events = {"url": "http://127.0.0.1/", "events": ["scan.failed"]}
    made = post(client, "/webhooks", events, page="/webhooks")
    assert made.status_code == 201
    tested = post(client, f"{webhook_in(made.text)}/test", page="/webhooks")
    visit(client, tested.location)


def visit_schedules(client: FlaskClient) -> None:
    visit(client, "/schedules/new")
    daily = {"url": "http://127.0.0.1/", "target": "page", "often": "daily"}
    fields = daily | {"weekday": "1", "day": "1", "zone": "UTC"}
    made = post(client, "/schedules", fields, page="/schedules/new")
    post(client, f"{made.location}/run", page="/schedules/new")
    visit(client, made.location)
    visit(client, "/schedules")


def webhook_in(html: str) -> str:
    found = re.search(r"/webhooks/[0-9a-f-]{36}", html)
    assert found
    return found[0]


def visit_operations(app: Flask, client: FlaskClient, user: User) -> None:
    """With a worker at a running scan, a dead letter, a user with a token."""
    sign_in(client, user)
    other = make_user(app, "rita@example.com")
    make_scan(app, status="RUNNING", step="PARSE", lease_until=db_now(30))
    with app.app_context():
        api_tokens.create(other, "for a program")
        scan_id = db.session.scalars(select(Scan.id)).first()
        assert scan_id is not None
        begin_attempt(scan_id)
        serves = ("xenlixai_high",)
        job = f"scan-{scan_id}-1"
        workers.beat(workers.Beat("w1", 1, "0", serves, "busy", job))
    make_letter(app)
    client.post(
        "/ops/queues/xenlixai_low/pause",
        data={"csrf_token": csrf_token(client, "/account")},
    )
    for path in (
        "",
        "scans",
        "scans/all",
        f"scans/{scan_id}",
        "dead-letters",
        "queues",
        "workers",
        "schedule",
        "users",
        f"users/{other.id}",
        "audit",
    ):
        visit(client, f"/ops/{path}")
    visit(client, "/ops/scans?since=yesterday", 422)


@transactional
def begin_attempt(scan_id: uuid.UUID) -> None:
    attempts.begin(scan_id, 1, "w1/2", "xenlixai_queue", None)
    attempts.end(scan_id, 1, attempts.Outcome.RETRY, code="timeout", traceback="x")


def visit_who_forgot_the_password(app: Flask, client: FlaskClient, user: User) -> None:
    with app.app_context():
        token = password_resets.issue(user.id)
    visit(client, "/auth/forgot")
    visit(client, f"/auth/reset?token={token}")


def visit(client: FlaskClient, path: str, status: int = 200, **options: Any) -> None:
    answer = client.get(path, **options)
    assert answer.status_code == status, f"{path}: {answer.status}"
