"""Roles: making an account a viewer or an operator, and a user again."""

from __future__ import annotations

import pytest

from support.browser import PASSWORD
from webapp.domain.role import Role
from webapp.exceptions import Refused
from webapp.models import User
from webapp.services import accounts, setup_links, sign_ins

pytestmark = pytest.mark.usefixtures("app_context")


def test_who_gains_power_signs_in_anew(alice: User) -> None:
    for role in (Role.VIEWER, Role.OPERATOR):
        token = sign_ins.start(alice, "")
        accounts.set_role(alice.id, role)
        assert sign_ins.find(token) is None
        assert accounts.role_of(accounts.find(alice.email)) is role


def test_who_loses_power_stays_signed_in(alice: User, operator: User) -> None:
    accounts.set_role(alice.id, Role.OPERATOR)
    token = sign_ins.start(alice, "")
    for role in (Role.VIEWER, Role.USER):
        accounts.set_role(alice.id, role)
        found = sign_ins.find(token)
        assert found
        assert accounts.role_of(found.user) is role


def test_an_operator_whom_nothing_changes_stays_signed_in(operator: User) -> None:
    token = sign_ins.start(operator, "")
    accounts.set_role(operator.id, Role.OPERATOR)
    assert sign_ins.find(token)


def test_nobody_is_viewer_and_operator(alice: User) -> None:
    for role in (Role.VIEWER, Role.OPERATOR):
        accounts.set_role(alice.id, role)
        found = accounts.find(alice.email)
        flags = (found.is_viewer, found.is_operator)
        assert flags == (role is Role.VIEWER, role is Role.OPERATOR)


@pytest.mark.parametrize("role", [Role.USER, Role.VIEWER])
def test_the_last_operator_stays_one(alice: User, operator: User, role: Role) -> None:
    accounts.set_role(alice.id, Role.OPERATOR)
    accounts.set_role(operator.id, role)
    with pytest.raises(Refused) as refused:
        accounts.set_role(alice.id, role)
    assert refused.value.code == "last_operator"
    assert accounts.find(alice.email).is_operator


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OPERATOR])
def test_a_disabled_account_gains_no_power(alice: User, role: Role) -> None:
    accounts.set_disabled(alice.email, True)
    with pytest.raises(Refused) as refused:
        accounts.set_role(alice.id, role)
    assert refused.value.code == "disabled"
    assert accounts.role_of(accounts.find(alice.email)) is Role.USER


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
