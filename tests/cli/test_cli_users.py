from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask

from support.browser import PASSWORD
from webapp.models import User
from webapp.services import accounts, api_tokens

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """``run("create", …)`` is ``flask --app webapp users create …``."""
    return lambda *words: app.test_cli_runner().invoke(args=["users", *words])


def test_create_makes_a_user(app: Flask, run: Run) -> None:
    result = run("create", "Carol@example.com", "--password", PASSWORD)

    assert (result.exit_code, result.output) == (0, "Created user carol@example.com.\n")
    with app.app_context():
        carol = accounts.authenticate("carol@example.com", PASSWORD)
        assert carol
        assert not carol.is_operator


def test_create_makes_an_operator(app: Flask, run: Run) -> None:
    run("create", "olga@example.com", "--operator", "--password", PASSWORD)
    with app.app_context():
        assert accounts.find("olga@example.com").is_operator


def test_create_makes_a_viewer(app: Flask, run: Run) -> None:
    result = run("create", "vera@example.com", "--viewer", "--password", PASSWORD)
    assert result.output == "Created viewer vera@example.com.\n"
    with app.app_context():
        vera = accounts.find("vera@example.com")
        assert (vera.is_viewer, vera.is_operator) == (True, False)


def test_create_makes_no_two_things_at_once(app: Flask, run: Run) -> None:
    words = ("create", "vera@example.com", "--viewer", "--operator")
    assert run(*words, "--password", PASSWORD).exit_code == 2
    with app.app_context():
        assert accounts.list_users() == []


def test_create_makes_up_a_password(app: Flask, run: Run) -> None:
    result = run("create", "carol@example.com")

    assert result.exit_code == 0
    first, *_ = result.output.splitlines()
    with app.app_context():
        made = first.removeprefix("Password: ")
        assert accounts.authenticate("carol@example.com", made)


def test_create_asks_a_person(
    app: Flask, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def prompt(label: str, **_: object) -> str:
        asked.append(label)
        return PASSWORD

    monkeypatch.setattr("webapp.cli.users.is_interactive", lambda: True)
    monkeypatch.setattr("click.prompt", prompt)

    result = run("create", "carol@example.com")

    assert asked == ["Password"]
    assert result.output == "Created user carol@example.com.\n"
    with app.app_context():
        assert accounts.authenticate("carol@example.com", PASSWORD)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["create", "carol"], "Enter an e-mail address"),
        (["create", "alice@example.com", "--password", PASSWORD], "There is an acc"),
        (["create", "carol@example.com", "--password", "short"], "Use at least 8"),
        (["create", "carol@example.com", "--password", ""], "Use at least 8"),
        (["password", "nobody@example.com"], "There is no account"),
        (["token", "nobody@example.com"], "There is no account"),
        (["disable", "nobody@example.com"], "There is no account"),
        (["promote", "nobody@example.com"], "There is no account"),
    ],
)
def test_a_mistake_is_one_sentence(
    run: Run, alice: User, words: list[str], sentence: str
) -> None:
    result = run(*words)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {sentence}")
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_token_prints_a_token_and_nothing_else(
    app: Flask, run: Run, alice: User
) -> None:
    result = run("token", alice.email)

    assert result.exit_code == 0
    with app.app_context():
        user = api_tokens.find_user(result.stdout.removesuffix("\n"))
        assert user
        assert user.id == alice.id


def test_password_sets_a_new_one(app: Flask, run: Run, alice: User) -> None:
    result = run("password", alice.email, "--password", "another good one")

    assert result.exit_code == 0
    with app.app_context():
        assert accounts.authenticate(alice.email, "another good one")
        assert accounts.authenticate(alice.email, PASSWORD) is None


def test_disable_and_enable(app: Flask, run: Run, alice: User) -> None:
    assert run("disable", alice.email).output == f"Disabled {alice.email}.\n"
    with app.app_context():
        assert accounts.authenticate(alice.email, PASSWORD) is None

    assert run("enable", alice.email).output == f"Enabled {alice.email}.\n"
    with app.app_context():
        assert accounts.authenticate(alice.email, PASSWORD)


def test_promote_and_demote(app: Flask, run: Run, alice: User, operator: User) -> None:
    made = run("promote", alice.email)
    assert made.output == (
        f"{alice.email} is an operator now and has to sign in again.\n"
    )
    with app.app_context():
        assert accounts.find(alice.email).is_operator
    assert run("demote", operator.email).output == f"{operator.email} is a user now.\n"
    with app.app_context():
        assert not accounts.find(operator.email).is_operator


def test_the_last_operator_stays_one(app: Flask, run: Run, operator: User) -> None:
    result = run("demote", operator.email)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: This is the only operator")
    with app.app_context():
        assert accounts.find(operator.email).is_operator


def test_promote_to_viewer(app: Flask, run: Run, alice: User, operator: User) -> None:
    made = run("promote", "--viewer", alice.email)
    assert made.output == f"{alice.email} is a viewer now and has to sign in again.\n"
    with app.app_context():
        assert accounts.find(alice.email).is_viewer
    refused = run("promote", "--viewer", operator.email)
    assert refused.exit_code == 1
    assert (
        refused.stderr == f"Error: {operator.email} is an operator: demote it first.\n"
    )
    assert run("demote", alice.email).output == f"{alice.email} is a user now.\n"
    with app.app_context():
        assert not accounts.find(alice.email).is_viewer


def test_list_shows_everybody(run: Run, alice: User, bob: User, operator: User) -> None:
    run("disable", alice.email)
    run("promote", "--viewer", bob.email)
    lines = [line.split("\t")[:3] for line in run("list").output.splitlines()]
    assert lines == [
        ["alice@example.com", "user", "disabled"],
        ["bob@example.com", "viewer", "active"],
        ["olga@example.com", "operator", "active"],
    ]
