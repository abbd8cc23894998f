"""What hangs on a deleted account goes in small steps, the account last."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from flask import Flask

from support.browser import PASSWORD
from support.outcomes import count, refusal
from support.site_rows import add_page, add_site
from webapp.exceptions import Refused
from webapp.models import (
    ApiToken,
    Scan,
    SitePage,
    SiteScan,
    User,
    UserSession,
)
from webapp.models.transactions import transactional
from webapp.services import (
    account_removal,
    accounts,
    api_tokens,
    belongings,
    cleanup,
    sign_ins,
)

MakeScan = Callable[..., Scan]
ROWS = (SitePage, SiteScan, Scan, User)

pytestmark = pytest.mark.usefixtures("app_context")


@pytest.mark.usefixtures("no_time")
def test_the_cleanup_deletes_what_the_request_left(
    alice: User, bob: User, make_scan: MakeScan
) -> None:
    for owner in (alice, bob):
        make_scan(user_id=owner.id)
        add_page(add_site(owner), "/a")
    assert not account_removal.remove(alice.id)
    assert [count(each) for each in ROWS] == [2, 2, 2, 2]
    cleanup.delete_expired()
    assert [count(each) for each in ROWS] == [1, 1, 1, 1]
    assert [user.email for user in accounts.list_users()] == [bob.email]


@pytest.mark.usefixtures("no_time")
def test_each_step_is_small_and_the_account_goes_last(
    alice: User, make_scan: MakeScan
) -> None:
    """So that others may write between two of them."""
    site = add_site(alice)
    for number in range(3):
        add_page(site, f"/{number}")
        make_scan(user_id=alice.id)
    account_removal.remove(alice.id)
    seen = [[count(each) for each in ROWS]]
    while account_removal.delete_batch(2):
        seen.append([count(each) for each in ROWS])
    assert seen == [
        [3, 1, 3, 1],
        [1, 1, 3, 1],
        [0, 1, 3, 1],
        [0, 0, 3, 1],
        [0, 0, 1, 1],
        [0, 0, 0, 1],
        [0, 0, 0, 0],
    ]


def test_deleting_an_account_takes_what_hangs_on_it(alice: User, bob: User) -> None:
    for user in (alice, bob):
        sign_ins.start(user, "")
        api_tokens.create(user, "program")
    has = belongings.Belongings(0, sites=0, schedules=0, tokens=1, webhooks=0)
    assert belongings.of_user(alice) == has

    account_removal.delete_own(alice, PASSWORD)

    assert [count(each) for each in (User, UserSession, ApiToken)] == [1, 1, 1]


def test_the_last_operator_stays(operator: User) -> None:
    with pytest.raises(Refused) as error:
        account_removal.delete_own(operator, PASSWORD)
    assert refusal(error) == ("last_operator", 409)


def test_one_of_two_operators_may_go(operator: User) -> None:
    other = accounts.create("otto@example.com", PASSWORD, is_operator=True)

    account_removal.delete_own(operator, PASSWORD)

    assert accounts.list_users() == [other]


def test_two_operators_who_go_at_once_leave_one(app: Flask, operator: User) -> None:
    other = accounts.create("otto@example.com", PASSWORD, is_operator=True)
    is_gone, may_commit = threading.Event(), threading.Event()

    @transactional
    def go_slowly() -> None:
        account_removal.close(other.id)
        is_gone.set()
        may_commit.wait(5)

    def run(going: Callable[[], None]) -> None:
        with app.app_context():
            going()

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(run, go_slowly)
        assert is_gone.wait(5)
        second = pool.submit(run, lambda: account_removal.remove(operator.id))
        wait([second], timeout=0.5)
        may_commit.set()
        first.result(10)
        with pytest.raises(Refused) as error:
            second.result(10)

    assert refusal(error) == ("last_operator", 409)
    assert [user.email for user in accounts.list_users()] == [operator.email]
