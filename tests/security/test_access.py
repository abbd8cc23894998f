"""Every route has an access level, and the gate holds it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue

from config import load_settings
from support.browser import post, sign_in
from webapp import create_app
from webapp.extensions import db
from webapp.models import User
from webapp.security import (
    current_actor,
    operator_required,
    public,
    sign_in_required,
)
from webapp.security.access import PUBLIC_ENDPOINTS
from webapp.services import accounts, api_tokens


def who() -> ResponseReturnValue:
    user = current_actor().user
    return user.email if user else "nobody"


@pytest.fixture
def app(app: Flask) -> Flask:
    """With a route of each level, as a page and in the API."""
    levels = {
        "public": public,
        "signed-in": sign_in_required,
        "operator": operator_required,
        "unmarked": lambda view: view,
    }
    for name, mark in levels.items():
        for prefix in ("/try", "/api/v1/try"):

            def view() -> ResponseReturnValue:
                return who()

            path = f"{prefix}/{name}"
            app.add_url_rule(path, path, mark(view), methods=["GET"])
    return app


def bearer(app: Flask, user: User) -> dict[str, str]:
    with app.app_context():
        return {"Authorization": f"Bearer {api_tokens.create(user, 'test')}"}


def test_every_route_is_marked(environ: dict[str, str]) -> None:
    app = create_app(load_settings(environ))
    unmarked = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "access")
        and not rule.endpoint.startswith("rq_dashboard.")
    }
    assert unmarked == PUBLIC_ENDPOINTS


def test_everybody_sees_what_is_public(client: FlaskClient) -> None:
    assert client.get("/try/public").text == "nobody"


@pytest.mark.parametrize("path", ["/try/signed-in", "/try/operator", "/try/unmarked"])
def test_a_stranger_is_led_to_the_login_page(client: FlaskClient, path: str) -> None:
    answer = client.get(f"{path}?page=2")
    assert answer.status_code == 303
    assert answer.location == f"/auth/login?next={path}?page%3D2"


def test_a_fragment_leads_the_whole_page_there(client: FlaskClient) -> None:
    shown = "http://localhost/scans?page=2"
    headers = {"HX-Request": "true", "HX-Current-URL": shown}
    answer = client.get("/try/signed-in", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/auth/login?next=/scans?page%3D2"


@pytest.mark.parametrize("shown", ["", "http://[", "https://evil.example//e"])
def test_a_fragment_of_no_page_leads_to_the_form_alone(
    client: FlaskClient, shown: str
) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": shown}
    answer = client.get("/try/signed-in", headers=headers)
    assert answer.headers["HX-Redirect"] == "/auth/login"


def test_a_form_that_came_too_late_leads_to_the_login_page(
    client: FlaskClient, alice: User
) -> None:
    answer = post(client, "/account/sign-ins/end-others")
    assert (answer.status_code, answer.location) == (303, "/auth/login")


def test_a_user_sees_what_is_for_users(client: FlaskClient, alice: User) -> None:
    sign_in(client, alice)
    assert client.get("/try/signed-in").text == alice.email


@pytest.mark.parametrize("path", ["/try/operator", "/try/unmarked"])
def test_a_user_does_not_see_what_is_for_operators(
    client: FlaskClient, alice: User, path: str
) -> None:
    sign_in(client, alice)
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", ["/try/operator", "/try/unmarked"])
def test_an_operator_does(client: FlaskClient, operator: User, path: str) -> None:
    sign_in(client, operator)
    assert client.get(path).text == operator.email


@pytest.mark.parametrize("level", ["public", "signed-in"])
def test_the_api_knows_a_token(
    app: Flask, client: FlaskClient, alice: User, level: str
) -> None:
    answer = client.get(f"/api/v1/try/{level}", headers=bearer(app, alice))
    assert answer.text == alice.email


def test_the_api_holds_operators_apart(
    app: Flask, client: FlaskClient, alice: User, operator: User
) -> None:
    path = "/api/v1/try/operator"
    assert client.get(path, headers=bearer(app, alice)).status_code == 403
    assert client.get(path, headers=bearer(app, operator)).status_code == 200


def test_the_api_reads_no_cookie(client: FlaskClient, alice: User) -> None:
    sign_in(client, alice)
    assert client.get("/api/v1/try/public").text == "nobody"
    assert client.get("/api/v1/try/signed-in").status_code == 401


def test_a_page_reads_no_token(app: Flask, client: FlaskClient, alice: User) -> None:
    headers = bearer(app, alice)
    assert client.get("/try/public", headers=headers).text == "nobody"
    assert client.get("/try/signed-in", headers=headers).status_code == 303


@pytest.mark.parametrize(
    "sent", ["Bearer wrong", "Bearer", "Basic YTpi", "nonsense", "", "Bearer \xff"]
)
@pytest.mark.parametrize("level", ["public", "signed-in"])
def test_a_bad_token_is_told(client: FlaskClient, sent: str, level: str) -> None:
    headers = {"Authorization": sent}
    answer = client.get(f"/api/v1/try/{level}", headers=headers)
    assert answer.status_code == 401
    assert answer.json
    assert answer.json["error"]["code"] == "bad_token"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_missing_token_is_told(client: FlaskClient) -> None:
    answer = client.get("/api/v1/try/signed-in")
    assert answer.status_code == 401
    assert answer.json
    assert answer.json["error"]["code"] == "sign_in_required"


def test_a_disabled_user_is_nobody(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    headers = bearer(app, alice)
    sign_in(client, alice)
    with app.app_context():
        accounts.set_disabled(alice.email, True)

    assert client.get("/try/signed-in").status_code == 303
    assert client.get("/api/v1/try/signed-in", headers=headers).status_code == 401


def test_the_dashboards_package_is_for_operators(app: Flask) -> None:
    from webapp.security.access import Access, access_of

    with app.app_context():
        assert access_of("rq_dashboard.static") is Access.OPERATOR
        db.session.remove()
