"""Making an account an operator, and a user again."""

from __future__ import annotations

import pytest

from support.browser import PASSWORD
from webapp.exceptions import Refused
from webapp.models import User
from webapp.services import accounts, setup_links, sign_ins

pytestmark = pytest.mark.usefixtures("app_context")


def test_who_becomes_an_operator_signs_in_anew(alice: User) -> None:
    token = sign_ins.start(alice, "")
    assert accounts.set_operator("Alice@Example.com", True).is_operator
    assert sign_ins.find(token) is None
    assert accounts.find(alice.email).is_operator


def test_an_operator_whom_nothing_changes_stays_signed_in(operator: User) -> None:
    token = sign_ins.start(operator, "")
    accounts.set_operator(operator.email, True)
    assert sign_ins.find(token)


def test_an_operator_becomes_a_user(alice: User, operator: User) -> None:
    accounts.set_operator(alice.email, True)
    assert not accounts.set_operator(operator.email, False).is_operator
    with pytest.raises(Refused) as refused:
        accounts.set_operator(alice.email, False)
    assert refused.value.code == "last_operator"
    assert accounts.find(alice.email).is_operator


def test_a_disabled_account_is_not_made_an_operator(alice: User) -> None:
    accounts.set_disabled(alice.email, True)
    with pytest.raises(Refused) as refused:
        accounts.set_operator(alice.email, True)
    assert refused.value.code == "disabled"
    assert not accounts.find(alice.email).is_operator


def test_the_setup_link_makes_an_account_the_operator_once(
    alice: User, bob: User
) -> None:
    token = setup_links.issue()
    assert token
    assert setup_links.use_for(token, alice).is_operator
    assert accounts.authenticate(alice.email, PASSWORD)
    with pytest.raises(Refused) as refused:
        setup_links.use_for(token, bob)
    assert refused.value.code == "bad_link"
    assert not accounts.find(bob.email).is_operator
