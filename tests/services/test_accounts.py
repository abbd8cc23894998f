from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from flask import Flask

from support.browser import PASSWORD
from support.outcomes import refusal
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import User
from webapp.services import accounts, api_tokens, passwords, sign_ins

pytestmark = pytest.mark.usefixtures("app_context")


def reloaded(user: User) -> User:
    found = db.session.get(User, user.id, populate_existing=True)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        (" Alice@Example.COM ", "alice@example.com"),
        ("name@corp.local", "name@corp.local"),
        ("ivo@bücher.example.org", "ivo@bücher.example.org"),
    ],
)
def test_an_address_has_one_spelling(raw: str, stored: str) -> None:
    assert accounts.normalise_email(raw) == stored


@pytest.mark.parametrize(
    "raw", ["", "alice", "a@b", "a@b@example.com", "a\nb@example.com", "x" * 300]
)
def test_what_is_no_address_is_refused(raw: str) -> None:
    with pytest.raises(Refused) as error:
        accounts.normalise_email(raw)
    assert refusal(error) == ("bad_email", 422)


def test_a_new_account_is_a_user_with_a_hash() -> None:
    user = accounts.create("alice@example.com", PASSWORD)

    assert not user.is_operator
    assert user.password_hash.startswith("$argon2id$")
    assert PASSWORD not in user.password_hash


def test_an_address_has_one_account(alice: User) -> None:
    with pytest.raises(Refused) as error:
        accounts.create("ALICE@example.com", PASSWORD)
    assert refusal(error) == ("email_taken", 409)


def test_it_knows_who_has_the_password(alice: User, bob: User) -> None:
    found = accounts.authenticate("Alice@example.com", PASSWORD)

    assert found is not None
    assert found.id == alice.id
    assert accounts.authenticate("alice@example.com", PASSWORD + "x") is None
    assert accounts.authenticate("nobody@example.com", PASSWORD) is None
    assert accounts.authenticate("no address", PASSWORD) is None


def test_an_unknown_user_costs_a_hash_too(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []
    monkeypatch.setattr(passwords, "matches", lambda stored, _: asked.append(stored))

    accounts.authenticate("nobody@example.com", PASSWORD)

    assert asked == [None]


def test_signing_in_renews_an_old_hash(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = alice.password_hash
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(2, 16, 1))

    assert accounts.authenticate(alice.email, PASSWORD)

    renewed = reloaded(alice).password_hash
    assert renewed != old
    assert not passwords.is_outdated(renewed)
    assert accounts.authenticate(alice.email, PASSWORD)
    assert reloaded(alice).password_hash == renewed


def test_a_new_password_wins_over_a_renewed_hash(alice: User) -> None:
    seen = alice.password_hash
    accounts.store_password(alice.id, passwords.hashed("another good one"))

    accounts.replace_hash(alice, seen, "a late renewal")

    assert accounts.authenticate(alice.email, "another good one")


def test_changing_the_password_signs_the_others_out(alice: User, bob: User) -> None:
    here, there = sign_ins.start(alice, "here"), sign_ins.start(alice, "there")
    bobs = sign_ins.start(bob, "bob's")

    accounts.change_password(alice, PASSWORD, "another good one", here)

    assert sign_ins.find(here)
    assert sign_ins.find(there) is None
    assert sign_ins.find(bobs)
    assert accounts.authenticate(alice.email, PASSWORD) is None


def test_changing_the_password_takes_the_current_one(alice: User) -> None:
    with pytest.raises(Refused) as error:
        accounts.change_password(alice, "wrong", "another good one", "")
    assert refusal(error) == ("wrong_password", 403)


def test_the_last_operator_is_not_disabled(alice: User, operator: User) -> None:
    with pytest.raises(Refused) as error:
        accounts.set_disabled(operator.email, True)
    assert error.value.code == "last_operator"
    assert accounts.operator_count() == 1
    accounts.create("otto@example.com", PASSWORD, is_operator=True)
    assert accounts.set_disabled(operator.email, True).is_disabled
    assert accounts.operator_count() == 1


def test_a_disabled_user_is_out(alice: User) -> None:
    browser = sign_ins.start(alice, "")
    token = api_tokens.create(alice, "program")

    accounts.set_disabled(alice.email, True)

    assert accounts.authenticate(alice.email, PASSWORD) is None
    assert sign_ins.find(browser) is None
    assert api_tokens.find_user(token) is None


def test_an_enabled_user_is_in_again(alice: User) -> None:
    token = api_tokens.create(alice, "program")
    accounts.set_disabled(alice.email, True)
    accounts.set_disabled(alice.email, False)

    assert accounts.authenticate(alice.email, PASSWORD)
    assert api_tokens.find_user(token)


def test_nobody_is_found_by_an_unknown_address(app: Flask) -> None:
    with pytest.raises(Refused) as error:
        accounts.find("nobody@example.com")
    assert refusal(error) == ("not_found", 404)
