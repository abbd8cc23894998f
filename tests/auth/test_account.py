from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from support.browser import PASSWORD, post, sign_in
from webapp.models import User
from webapp.services import accounts, setup_links, small_steps

NEW = "another good one"


@pytest.mark.parametrize("path", ["/account", "/account/tokens", "/account/delete"])
def test_it_is_for_users(client: FlaskClient, path: str) -> None:
    assert client.get(path).location == f"/auth/login?next={path}"


def test_it_shows_who_one_is(client: FlaskClient, alice: User) -> None:
    sign_in(client, alice)
    page = client.get("/account").text
    assert alice.email in page
    assert "Operator" not in page


def test_the_main_button_of_each_form_stands_out(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    with app.app_context():
        link = f"/setup?token={setup_links.issue()}"
    paths = ["/auth/login", "/auth/register", link]
    paths += ["/account", "/account/tokens", "/account/delete"]
    for path in paths:
        if path == "/account":
            sign_in(client, alice)
        page = BeautifulSoup(client.get(path).data, "lxml")
        [button] = page.select("form.narrow button")
        assert button.get("class") in (["primary"], ["danger"]), path


def change(client: FlaskClient, current: str, new: str) -> tuple[int, str]:
    form = {"current_password": current, "new_password": new}
    answer = post(client, "/account/password", form, page="/account")
    return answer.status_code, answer.text


def test_the_password_changes(app: Flask, client: FlaskClient, alice: User) -> None:
    other = app.test_client()
    sign_in(client, alice)
    sign_in(other, alice)

    assert change(client, PASSWORD, NEW)[0] == 303

    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 303
    sign_in(other, alice, NEW)


@pytest.mark.parametrize(
    ("current", "new", "status", "sentence"),
    [
        ("wrong", NEW, 403, "This is not your current password."),
        (PASSWORD, "short", 422, "Use at least 8 characters."),
        (PASSWORD, "", 422, "Enter a password."),
    ],
)
def test_a_mistake_changes_nothing(
    client: FlaskClient,
    alice: User,
    current: str,
    new: str,
    status: int,
    sentence: str,
) -> None:
    sign_in(client, alice)

    answer = change(client, current, new)

    assert answer[0] == status
    assert sentence in answer[1]
    sign_in(client.application.test_client(), alice)


def test_other_browsers_can_be_signed_out(
    app: Flask, client: FlaskClient, alice: User, bob: User
) -> None:
    other, bobs = app.test_client(), app.test_client()
    sign_in(client, alice)
    assert "Sign out the" not in client.get("/account").text
    sign_in(other, alice)
    sign_in(bobs, bob)
    assert "Sign out the 1 other" in client.get("/account").text

    post(client, "/account/sign-ins/end-others", page="/account")

    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 303
    assert bobs.get("/account").status_code == 200


def test_a_browsers_name_is_shown_as_text(client: FlaskClient, alice: User) -> None:
    client.environ_base["HTTP_USER_AGENT"] = "<script>alert(1)</script>"
    sign_in(client, alice)
    assert "&lt;script&gt;alert(1)" in client.get("/account").text


def delete(client: FlaskClient, password: str) -> int:
    form = {"current_password": password}
    page = "/account/delete"
    return post(client, page, form, page=page).status_code


def test_alice_deletes_her_account(
    app: Flask, client: FlaskClient, alice: User, bob: User
) -> None:
    sign_in(client, alice)
    assert "0 scans" in client.get("/account/delete").text

    assert delete(client, "wrong") == 403
    assert delete(client, "") == 422
    assert delete(client, PASSWORD) == 303

    assert client.get("/account").status_code == 303
    with app.app_context():
        assert [user.email for user in accounts.list_users()] == [bob.email]


def test_what_goes_later_is_told(
    app: Flask, client: FlaskClient, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(small_steps, "REQUEST_SECONDS", 0)
    sign_in(client, alice)
    assert delete(client, PASSWORD) == 303
    page = client.get("/").text
    assert "Your account is deleted. Its scans go with the next cleanups." in page


def test_the_last_operator_stays(client: FlaskClient, operator: User) -> None:
    sign_in(client, operator)
    assert delete(client, PASSWORD) == 409
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/account/password", "/account/sign-ins/end-others", "/account/delete"],
)
def test_another_site_changes_nothing(
    client: FlaskClient, alice: User, path: str
) -> None:
    sign_in(client, alice)
    assert client.post(path, data={"current_password": PASSWORD}).status_code == 400
    assert client.get("/account").status_code == 200
