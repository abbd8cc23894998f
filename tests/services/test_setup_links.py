from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, update

from support.browser import PASSWORD
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import SetupLink, User
from webapp.models.transactions import transactional
from webapp.services import accounts, setup_links
from webapp.services.operations import audit_entries

pytestmark = pytest.mark.usefixtures("app_context")


def issued() -> str:
    token = setup_links.issue()
    assert token
    return token


def test_the_link_makes_one_operator() -> None:
    token = issued()

    user = setup_links.use(token, "olga@example.com", PASSWORD)

    assert user.is_operator
    assert accounts.authenticate("olga@example.com", PASSWORD)
    with pytest.raises(Refused) as error:
        setup_links.use(token, "eve@example.com", PASSWORD)
    assert error.value.code == "bad_link"


def test_only_a_hash_of_the_token_is_stored() -> None:
    token = issued()
    assert db.session.scalars(select(SetupLink)).one().token_hash != token


def test_a_fresh_link_ends_the_earlier_one() -> None:
    earlier, fresh = issued(), issued()
    assert not setup_links.is_valid(earlier)
    assert setup_links.is_valid(fresh)


def test_there_is_no_link_while_there_is_an_operator(operator: User) -> None:
    assert setup_links.issue() is None


def test_a_link_dies_when_an_operator_comes_otherwise(app: Flask) -> None:
    token = issued()
    accounts.create("otto@example.com", PASSWORD, is_operator=True)

    assert not setup_links.is_valid(token)
    with pytest.raises(Refused):
        setup_links.redeem(token, "eve@example.com", "hash")


@transactional
def disable(user: User) -> None:
    chosen = update(User).where(User.id == user.id)
    db.session.execute(chosen.values(is_disabled=True))


def test_a_disabled_operator_is_none(operator: User) -> None:
    """Nothing here disables the only one; a hand in the database can."""
    disable(operator)
    assert setup_links.issue()


def test_of_two_at_once_one_gets_in() -> None:
    token = issued()
    setup_links.redeem(token, "olga@example.com", "hash")
    with pytest.raises(Refused):
        setup_links.redeem(token, "eve@example.com", "hash")


@pytest.mark.parametrize(
    ("email", "password", "code"),
    [
        ("nonsense", PASSWORD, "bad_email"),
        ("olga@example.com", "short", "bad_password"),
        ("alice@example.com", PASSWORD, "email_taken"),
    ],
)
def test_a_mistake_leaves_the_link_good(
    alice: User, email: str, password: str, code: str
) -> None:
    token = issued()

    with pytest.raises(Refused) as error:
        setup_links.use(token, email, password)

    assert error.value.code == code
    assert setup_links.use(token, "olga@example.com", PASSWORD)


def test_the_audit_log_begins_with_the_first_operator(alice: User) -> None:
    setup_links.use_for(issued(), alice)
    [entry] = audit_entries.all_entries()
    told = (entry.action, entry.email, entry.target)
    assert told == ("user.first_operator", "alice@example.com", "alice@example.com")


def test_so_does_one_of_a_new_account() -> None:
    setup_links.use(issued(), "olga@example.com", PASSWORD)
    [entry] = audit_entries.all_entries()
    assert (entry.action, entry.target) == ("user.first_operator", "olga@example.com")
