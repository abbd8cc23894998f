from __future__ import annotations

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from support.browser import post, sign_in
from webapp.models import User


def test_signing_out_kills_the_session_on_the_server(
    client: FlaskClient, alice: User
) -> None:
    sign_in(client, alice)
    stolen = client.get_cookie("xenlix")
    assert stolen

    answer = post(client, "/auth/logout", page="/account")

    assert (answer.status_code, answer.location) == (303, "/")
    client.set_cookie("xenlix", stolen.value)
    assert client.get("/account").status_code == 303


def test_every_page_offers_it_at_the_top(client: FlaskClient, alice: User) -> None:
    assert "Sign out" not in client.get("/").text
    sign_in(client, alice)
    for path in ("/", "/scans", "/account", "/nope"):
        page = BeautifulSoup(client.get(path).data, "lxml")
        [form] = page.select("form[action='/auth/logout']")
        assert form.find_parent("header"), path
        assert form.select("[name=csrf_token]"), path


def test_it_leaves_other_browsers_alone(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    other = app.test_client()
    sign_in(client, alice)
    sign_in(other, alice)

    post(client, "/auth/logout", page="/account")

    assert other.get("/account").status_code == 200


def test_a_link_signs_nobody_out(client: FlaskClient, alice: User) -> None:
    sign_in(client, alice)
    assert client.get("/auth/logout").status_code == 405
    assert client.get("/account").status_code == 200


def test_another_site_signs_nobody_out(client: FlaskClient, alice: User) -> None:
    sign_in(client, alice)
    assert client.post("/auth/logout").status_code == 400
    assert client.get("/account").status_code == 200


def test_who_is_out_already_stays_out(client: FlaskClient) -> None:
    assert post(client, "/auth/logout").status_code == 303
