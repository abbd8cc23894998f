"""Viewers look at everything of the operators and change nothing; others see nothing.

The routes are taken from the app, so that none is forgotten.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from sqlalchemy import func, select
from werkzeug.routing import AnyConverter, Rule

from support.browser import PASSWORD, csrf_token, post, sign_in
from webapp.domain.role import Role
from webapp.extensions import db
from webapp.models import AuditEntry, Scan, User
from webapp.security.access import Access, access_of
from webapp.services import accounts

QUEUE = "xenlixai_queue"
LOOKS = frozenset({"GET", "HEAD", "OPTIONS"})
#: A value for each part of an address that would be good.
VALUES: dict[str, object] = {
    "queue_name": QUEUE,
    "registry_name": "queued",
    "instance_number": 0,
    "filename": "css/main.css",
    "order": "asc",
}
BY_CONVERTER: dict[str, object] = {
    "UUIDConverter": uuid.UUID(int=1),
    "IntegerConverter": 1,
}

LOOK_ON = "You may look at everything here and change nothing."


@pytest.fixture
def victor(app: Flask, alice: User) -> FlaskClient:
    """The viewer's browser, signed in; the account was Alice's."""
    with app.app_context():
        accounts.set_role(alice.id, Role.VIEWER)
    browser = app.test_client()
    sign_in(browser, alice)
    return browser


def operators_rules(app: Flask) -> list[Rule]:
    with app.app_context():
        return [
            rule
            for rule in app.url_map.iter_rules()
            if rule.endpoint.startswith(("ops.", "rq_dashboard."))
            and access_of(rule.endpoint) is Access.OPERATOR
        ]


def address(rule: Rule) -> str:
    built = rule.build({name: value_of(rule, name) for name in needed(rule)})
    assert built
    return built[1]


def needed(rule: Rule) -> set[str]:
    return rule.arguments - set(rule.defaults or {})


def value_of(rule: Rule, name: str) -> object:
    converter = rule._converters[name]
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return VALUES.get(name, BY_CONVERTER.get(type(converter).__name__, "x"))


def changes(app: Flask) -> list[tuple[str, str]]:
    """Method and address of every route that is no mere look."""
    return [
        (method, address(rule))
        for rule in operators_rules(app)
        for method in sorted((rule.methods or set()) - LOOKS)
    ]


def pages(app: Flask) -> list[str]:
    """The address of every page that needs no argument."""
    return [
        address(rule)
        for rule in operators_rules(app)
        if not needed(rule) and "GET" in (rule.methods or set())
    ]


def entries(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def test_the_walk_finds_the_routes(app: Flask) -> None:
    found = {path for _, path in changes(app)}
    assert f"/rq/queue/{QUEUE}/queued/empty" in found
    assert f"/rq/requeue/{QUEUE}" in found
    assert f"/ops/users/{uuid.UUID(int=1)}/role" in found
    assert len(found) >= 15
    assert {"/ops/", "/ops/users", "/ops/audit", "/rq/"} <= set(pages(app))


def test_a_viewer_changes_nothing(app: Flask, victor: FlaskClient) -> None:
    victor.get("/rq/")
    token = csrf_token(victor, "/account")
    for method, path in changes(app):
        answer = victor.open(path, method=method, data={"csrf_token": token})
        assert answer.status_code == 403, f"{method} {path}: {answer.status}"
    assert entries(app) == 0


def test_a_viewer_sees_every_page(app: Flask, victor: FlaskClient) -> None:
    for path in pages(app):
        with victor.get(path, follow_redirects=True) as answer:
            assert answer.status_code == 200, f"{path}: {answer.status}"


def test_the_pages_tell_a_viewer_so_and_offer_no_button(
    app: Flask, victor: FlaskClient, operator: User
) -> None:
    for path in (*pages(app), f"/ops/users/{operator.id}"):
        with victor.get(path) as answer:
            html = answer.text if answer.mimetype == "text/html" else ""
        assert 'method="post"' not in html.partition("<main")[2], path
        if "<main" in html:
            assert "You may look at everything here" in html, path


def test_a_link_that_changes_is_refused(victor: FlaskClient) -> None:
    assert victor.get(f"/rq/requeue/{QUEUE}").status_code == 403


def test_the_dashboard_tells_why_in_json(victor: FlaskClient) -> None:
    """Its scripts show the sentence (problems.js)."""
    victor.get("/rq/")
    cookie = victor.get_cookie("_csrf_token", path="/rq")
    assert cookie is not None
    headers = {"X-CSRFToken": cookie.value, "Accept": "application/json"}
    answer = victor.post(f"/rq/queue/{QUEUE}/compact", headers=headers)
    assert answer.status_code == 403
    assert answer.json == {"error": {"code": "operators_only", "message": LOOK_ON}}


def test_the_dashboard_hides_its_buttons_and_tells_a_refusal(
    app: Flask,
    served: str,
    page: Page,
    alice: User,
    operator: User,
    submit: Callable[..., Scan],
) -> None:
    submit()
    with app.app_context():
        accounts.set_role(alice.id, Role.OPERATOR)
    path = f"/rq/0/view/jobs/{QUEUE}/queued/8/asc/1"
    page.goto(f"{served}/auth/login?next={path}")
    page.fill("input[name=email]", alice.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    delete = page.locator("[data-role=delete-job-btn]")
    expect(delete).to_be_visible()
    with app.app_context():  # while the page is open
        accounts.set_role(alice.id, Role.VIEWER)
    delete.click()
    page.click("#confirmation-modal-yes")
    expect(page.locator("#problem")).to_have_text(LOOK_ON)
    page.goto(served + path)
    expect(page.locator("[data-role=job]")).to_be_visible()
    expect(page.locator("main .btn:visible")).to_have_count(0)


@pytest.mark.parametrize("who", ["visitor", "user"])
def test_nobody_else_gets_in(app: Flask, bob: User, who: str) -> None:
    browser = app.test_client()
    if who == "user":
        sign_in(browser, bob)
    status = 403 if who == "user" else 303
    token = csrf_token(browser, "/account" if who == "user" else "/auth/login")
    looks = [("GET", path) for path in pages(app)]
    for method, path in looks + changes(app):
        data = {} if method == "GET" else {"csrf_token": token}
        answer = browser.open(path, method=method, data=data)
        assert answer.status_code == status, f"{method} {path}: {answer.status}"
        if who == "visitor":
            assert answer.location.startswith("/auth/login"), path


def test_a_viewer_who_is_made_a_user_is_out_at_once(
    app: Flask, victor: FlaskClient, alice: User, olga: FlaskClient
) -> None:
    path = f"/ops/users/{alice.id}/role"
    assert post(olga, path, {"role": "user"}, page="/ops/users").status_code == 303
    assert victor.get("/ops/users").status_code == 403
