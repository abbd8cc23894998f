"""Accounts in the hands of operators: each action does it, and is written down."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from conftest import make_user
from support.browser import PASSWORD, post
from support.scans import make_scan
from webapp.domain.role import Role
from webapp.extensions import db
from webapp.models import AuditEntry, Scan, User
from webapp.services import accounts, api_tokens, sign_ins

pytestmark = pytest.mark.usefixtures("on_both_databases")
PAGE = "/ops/users"
Do = Callable[..., TestResponse]


@pytest.fixture
def do(olga: FlaskClient) -> Do:
    """POST one of the actions on an account."""

    def act(user: User, action: str, **form: str) -> TestResponse:
        return post(olga, f"{PAGE}/{user.id}/{action}", form, page=PAGE)

    return act


def written(app: Flask) -> list[tuple[Any, ...]]:
    with app.app_context():
        entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [
            (row.email, row.address, row.action, row.target, row.number, row.detail)
            for row in entries
        ]


def by_olga(action: str, number: int = 1, detail: str = "") -> list[tuple[Any, ...]]:
    who = ("olga@example.com", "127.0.0.1")
    return [(*who, action, "alice@example.com", number, detail)]


def found(app: Flask, user: User) -> User:
    with app.app_context():
        return db.session.get_one(User, user.id)


def signed_in(app: Flask, user: User) -> Callable[[], bool]:
    """Sign a browser in; tells whether it still is."""
    with app.app_context():
        token = sign_ins.start(user, "")

    def is_in() -> bool:
        with app.app_context():
            return sign_ins.find(token) is not None

    return is_in


def test_the_list_tells_who_and_how_much(
    app: Flask, olga: FlaskClient, alice: User
) -> None:
    signed_in(app, alice)
    with app.app_context():
        api_tokens.create(alice, "one")
        api_tokens.create(alice, "two")
        accounts.set_role(alice.id, Role.VIEWER)
        accounts.set_disabled(alice.email, True)
    for _ in range(3):
        make_scan(app, user_id=alice.id)
    make_scan(app, user_id=alice.id, site_scan_id=uuid.uuid4())
    row = olga.get(PAGE).text.split(alice.email)[1].split("</tr>")[0]
    cells = [part.split("<")[0].strip() for part in row.split("<td")]
    told = [cell.partition(">")[2] for cell in cells[1:-1]]
    assert told == ["Viewer", "Disabled", "0", "2", "3"]


def test_search_finds_a_piece_of_an_address(
    olga: FlaskClient, alice: User, bob: User
) -> None:
    page = olga.get(f"{PAGE}?q=ALICE@ex").text
    assert alice.email in page
    assert bob.email not in page
    assert "No address holds" in olga.get(f"{PAGE}?q=al%25e").text
    assert olga.get(f"{PAGE}?q=%00&after=%00").status_code == 200


def test_many_have_pages(
    app: Flask, olga: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.services.operations.users.PAGE_SIZE", 2)
    for name in ("a", "b", "c"):
        make_user(app, f"{name}@example.com")
    first = olga.get(PAGE).text
    assert "b@example.com" in first
    assert "c@example.com" not in first
    assert f"{PAGE}?after=b@example.com" in first
    last = olga.get(f"{PAGE}?after=b@example.com").text
    assert "c@example.com" in last
    assert "Next page" not in last
    assert "First page" in last


def test_an_account_that_is_gone(olga: FlaskClient, do: Do, alice: User) -> None:
    alice.id = uuid.uuid4()
    assert olga.get(f"{PAGE}/{alice.id}").status_code == 404
    assert do(alice, "disable").status_code == 404


@pytest.mark.parametrize("role", ["viewer", "operator"])
def test_who_gains_power_signs_in_anew(
    app: Flask, do: Do, alice: User, role: str
) -> None:
    is_in = signed_in(app, alice)
    assert do(alice, "role", role=role).status_code == 303
    user = found(app, alice)
    assert (user.is_viewer, user.is_operator) == (role == "viewer", role == "operator")
    assert not is_in()
    assert written(app) == by_olga("user.role", detail=f"from user to {role}")


def test_a_role_that_is_held_already_is_nothing_new(
    app: Flask, do: Do, alice: User
) -> None:
    assert do(alice, "role", role="user").status_code == 303
    assert written(app) == []


def test_an_odd_role(app: Flask, do: Do, alice: User) -> None:
    assert do(alice, "role", role="king").status_code == 422
    assert do(alice, "role").status_code == 422
    assert written(app) == []


def test_disable_signs_out_everywhere_and_enable_lets_in(
    app: Flask, do: Do, alice: User
) -> None:
    is_in = signed_in(app, alice)
    assert do(alice, "disable").status_code == 303
    assert found(app, alice).is_disabled
    assert not is_in()
    assert do(alice, "enable").status_code == 303
    assert not found(app, alice).is_disabled
    assert written(app) == by_olga("user.disable") + by_olga("user.enable")


def test_sign_out_ends_every_sign_in(app: Flask, do: Do, alice: User) -> None:
    browsers = [signed_in(app, alice) for _ in range(2)]
    assert do(alice, "sign-out").status_code == 303
    assert [is_in() for is_in in browsers] == [False, False]
    assert written(app) == by_olga("user.sign_out", 2)


def test_tokens_are_revoked(app: Flask, do: Do, alice: User, bob: User) -> None:
    with app.app_context():
        token = api_tokens.create(alice, "hers")
        other = api_tokens.create(bob, "his")
    assert do(alice, "revoke-tokens").status_code == 303
    with app.app_context():
        assert api_tokens.find_user(token) is None
        assert api_tokens.find_user(other)
    assert written(app) == by_olga("user.revoke_tokens", 1)


def test_a_reset_link_is_shown_once_and_sets_a_password(
    app: Flask, olga: FlaskClient, do: Do, alice: User
) -> None:
    answer = do(alice, "reset-link")
    assert answer.status_code == 201
    token = answer.text.split("/auth/reset?token=")[1].split("<")[0]
    assert token not in olga.get(f"{PAGE}/{alice.id}").text
    path = f"/auth/reset?token={token}"
    form = {"new_password": "another good one", "repeat": "another good one"}
    visitor = app.test_client()
    assert post(visitor, path, form, page=path).status_code == 303
    with app.app_context():
        assert accounts.authenticate(alice.email, "another good one")
    assert written(app) == by_olga("user.reset_link")
    assert token not in str(written(app))


def test_a_disabled_account_gets_no_link(app: Flask, do: Do, alice: User) -> None:
    do(alice, "disable")
    assert do(alice, "reset-link").status_code == 409
    assert do(alice, "reset-mail").status_code == 409
    assert written(app) == by_olga("user.disable")


def test_delete_takes_the_scans_along(
    app: Flask, olga: FlaskClient, do: Do, alice: User, bob: User
) -> None:
    for owner in (alice, alice, bob):
        make_scan(app, user_id=owner.id)
    page = " ".join(olga.get(f"{PAGE}/{alice.id}").text.split())
    assert "with 2 scans, their reports and 0 API tokens" in page
    assert do(alice, "delete").status_code == 303
    with app.app_context():
        assert db.session.get(User, alice.id) is None
        owners = db.session.scalars(select(Scan.user_id)).all()
    assert owners == [bob.id]
    told = "scans: 2, site scans: 0, API tokens: 0"
    assert written(app) == by_olga("user.delete", detail=told)


@pytest.mark.parametrize(
    ("action", "form"),
    [("role", {"role": "user"}), ("disable", {}), ("delete", {})],
)
def test_ones_own_account_is_left_to_another(
    app: Flask, olga: FlaskClient, do: Do, operator: User, action: str, form: Any
) -> None:
    make_user(app, "otto@example.com", is_operator=True)
    assert "This is your own account" in olga.get(f"{PAGE}/{operator.id}").text
    assert do(operator, action, **form).status_code == 409
    user = found(app, operator)
    assert (user.is_operator, user.is_disabled) == (True, False)
    assert written(app) == []


def test_one_may_sign_oneself_out(do: Do, olga: FlaskClient, operator: User) -> None:
    assert do(operator, "sign-out").status_code == 303
    assert olga.get(PAGE).status_code == 303


def test_what_is_refused_leaves_nothing_behind(
    app: Flask, do: Do, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row of the audit log is of the action's transaction."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no log")

    monkeypatch.setattr("webapp.services.operations.users.record", fail)
    app.testing = False
    assert do(alice, "role", role="operator").status_code == 500
    assert not found(app, alice).is_operator
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == 0
        assert accounts.authenticate(alice.email, PASSWORD)
