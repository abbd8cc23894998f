from __future__ import annotations

import pytest
from sqlalchemy import select

from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import ApiToken, User
from webapp.services import api_tokens

pytestmark = pytest.mark.usefixtures("app_context")


def test_only_a_hash_of_the_token_is_stored(alice: User) -> None:
    token = api_tokens.create(alice, "  My program ")

    row = db.session.scalars(select(ApiToken)).one()
    assert token.startswith("xenlix_")
    assert token.removeprefix("xenlix_") not in row.token_hash
    assert row.name == "My program"


@pytest.mark.parametrize(
    ("name", "stored"), [("a\x00b\n\u202ec", "abc"), ("\x00", "Token")]
)
def test_a_name_is_one_line(alice: User, name: str, stored: str) -> None:
    api_tokens.create(alice, name)
    assert [row.name for row in api_tokens.list_for(alice)] == [stored]


def test_the_token_finds_its_user(alice: User, bob: User) -> None:
    token = api_tokens.create(alice, "program")
    api_tokens.create(bob, "program")

    found = api_tokens.find_user(token)

    assert found is not None
    assert found.id == alice.id
    assert api_tokens.find_user(token.upper()) is None
    assert api_tokens.find_user("") is None


def test_a_revoked_token_opens_nothing(alice: User) -> None:
    token = api_tokens.create(alice, "program")
    [row] = api_tokens.list_for(alice)

    api_tokens.revoke(alice, row.id)

    assert api_tokens.find_user(token) is None
    assert api_tokens.list_for(alice) == []


def test_bob_cannot_revoke_what_is_alices(alice: User, bob: User) -> None:
    token = api_tokens.create(alice, "program")
    [row] = api_tokens.list_for(alice)
    assert api_tokens.list_for(bob) == []

    with pytest.raises(Refused) as error:
        api_tokens.revoke(bob, row.id)

    assert error.value.status == 404
    assert api_tokens.find_user(token)


def test_a_user_has_so_many_and_no_more(alice: User, bob: User) -> None:
    for number in range(api_tokens.MAX_TOKENS):
        api_tokens.create(alice, str(number))

    with pytest.raises(Refused) as error:
        api_tokens.create(alice, "one more")

    assert error.value.code == "too_many_tokens"
    assert api_tokens.create(bob, "his first")
