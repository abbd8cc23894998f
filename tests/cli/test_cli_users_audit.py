"""What ``flask users`` writes into the audit log."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask

from support.browser import PASSWORD
from webapp.models import User
from webapp.services import accounts, api_tokens
from webapp.services.operations import audit_entries
from webapp.services.operations import users as operations

pytestmark = pytest.mark.usefixtures("on_both_databases")
Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """``run("create", …)`` is ``flask --app webapp users create …``."""
    return lambda *words: app.test_cli_runner().invoke(args=["users", *words])


def written(app: Flask) -> list[tuple[str, str, str]]:
    """What the audit log holds, oldest first; all of it by the command line."""
    with app.app_context():
        rows = audit_entries.list_entries().items
        assert {row.email for row in rows} <= {"command line"}
        return [(row.action, row.target, row.detail) for row in reversed(rows)]


def test_what_opens_an_account_is_in_the_audit_log(app: Flask, run: Run) -> None:
    email = "carol@example.com"
    run("create", "Carol@example.com", "--password", PASSWORD)
    run("create", email, "--password", PASSWORD)  # refused: there is one
    run("create", "dave@example.com", "--password", "short")  # refused
    run("password", email, "--password", "another good one")
    run("password", email, "--password", "short")  # refused
    token = run("token", email, "--name", "Nightly\nruns").stdout.strip()
    assert written(app) == [
        ("user.create", email, ""),
        ("user.password", email, ""),
        ("user.token", email, "Nightlyruns"),
    ]
    with app.app_context():
        (entry, *_) = audit_entries.list_entries("user.token").items
        assert token not in (entry.target, entry.detail)


def test_a_token_too_many_is_no_entry(app: Flask, run: Run, alice: User) -> None:
    for _ in range(api_tokens.MAX_TOKENS):
        run("token", alice.email)
    assert run("token", alice.email).exit_code == 1
    assert len(written(app)) == api_tokens.MAX_TOKENS


@pytest.mark.parametrize(
    "words",
    [
        ("create", "carol@example.com", "--viewer", "--password", PASSWORD),
        ("password", "alice@example.com", "--password", "another good one"),
        ("token", "alice@example.com"),
    ],
)
def test_what_is_not_written_down_is_not_done(
    app: Flask,
    run: Run,
    alice: User,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("no log")

    monkeypatch.setattr(operations, "record", fail)
    assert isinstance(run(*words).exception, OSError)
    with app.app_context():
        assert [user.email for user in accounts.list_users()] == [alice.email]
        assert accounts.authenticate(alice.email, PASSWORD)
        assert api_tokens.list_for(alice) == []


def test_what_changes_power_is_in_the_audit_log(app: Flask, run: Run) -> None:
    email = "carol@example.com"
    run("create", email, "--viewer", "--password", PASSWORD)
    run("promote", email)
    run("create", "olga@example.com", "--operator", "--password", PASSWORD)
    run("demote", email)
    run("disable", email)
    run("disable", email)
    run("enable", email)
    run("demote", "olga@example.com")  # refused
    assert written(app) == [
        ("user.create", email, ""),
        ("user.role", email, "from user to viewer"),
        ("user.role", email, "from viewer to operator"),
        ("user.create", "olga@example.com", ""),
        ("user.role", "olga@example.com", "from user to operator"),
        ("user.role", email, "from operator to user"),
        ("user.disable", email, ""),
        ("user.enable", email, ""),
    ]
