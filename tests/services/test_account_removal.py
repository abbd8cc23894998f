"""A deleted account is closed at once, and what hangs on it goes in small steps."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from flask import Flask
from sqlalchemy import func, select

from support.browser import PASSWORD
from support.site_rows import add_page, add_site
from webapp.domain.status import ScanStatus
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import (
    ApiToken,
    Scan,
    SitePage,
    SiteScan,
    User,
    UserSession,
    WebhookEndpoint,
)
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import (
    account_removal,
    accounts,
    api_tokens,
    belongings,
    cleanup,
    leases,
    share_links,
    sign_ins,
    small_steps,
)
from webapp.services.actors import Actor
from webapp.services.sites import feeding
from webapp.services.webhooks import endpoints, sending

MakeScan = Callable[..., Scan]
ROWS = (SitePage, SiteScan, Scan, User)

pytestmark = pytest.mark.usefixtures("app_context")


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def refusal(error: pytest.ExceptionInfo[Refused]) -> tuple[str, int]:
    return error.value.code, error.value.status


@pytest.fixture
def no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for an account of very many pages: the request deletes none of them."""
    monkeypatch.setattr(small_steps, "REQUEST_SECONDS", 0)


@pytest.mark.usefixtures("no_time")
def test_nobody_has_a_closed_account_and_its_address_is_free(
    alice: User, make_scan: MakeScan
) -> None:
    ended = {"status": ScanStatus.FULL_READY, "finished_at": db_now()}
    scan = make_scan(user_id=alice.id, teaser_at=db_now(), **ended)
    shared = share_links.share(scan, Actor(user=alice), 7)
    browser = sign_ins.start(alice, "")
    token = api_tokens.create(alice, "program")
    assert share_links.find(shared) == scan

    assert not account_removal.delete_own(alice, PASSWORD)

    assert count(Scan) == 1
    assert accounts.authenticate("alice@example.com", PASSWORD) is None
    assert sign_ins.find(browser) is None
    assert api_tokens.find_user(token) is None
    for find in (
        lambda: accounts.get(alice.id),
        lambda: accounts.find("alice@example.com"),
        lambda: accounts.find(alice.email),
        lambda: share_links.find(shared),
    ):
        with pytest.raises(Refused):
            find()
    again = accounts.create("alice@example.com", PASSWORD)
    assert accounts.list_users() == [again]


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


@pytest.mark.usefixtures("no_time")
def test_nothing_of_a_closed_account_goes_on(alice: User, make_scan: MakeScan) -> None:
    """Whatever hangs on it, and however long the cleanup is away."""
    for _ in range(3):
        site = add_site(alice, status="SCANNING", finished_at=None)
        for number in range(3):
            add_page(site, f"/{number}", state="found")
    running, waiting = (make_scan(user_id=alice.id) for _ in range(2))
    held = make_scan(user_id=alice.id, is_held=True, sender=f"user {alice.id}")
    claim = leases.claim(running.id, running.delivery, "w/1")
    assert claim is not None
    account_removal.remove(alice.id)
    assert {site.status for site in db.session.scalars(select(SiteScan))} == {
        "CANCELED"
    }
    ids = [site.id for site in db.session.scalars(select(SiteScan))]
    assert [feeding.feed(site_id) for site_id in ids] == [0, 0, 0]
    assert {scan.status for scan in db.session.scalars(select(Scan))} == {"CANCELED"}
    assert count(Scan) == 3
    for scan in (waiting, held):
        assert leases.claim(scan.id, scan.delivery, "w/2") is None
    with pytest.raises(leases.LeaseLost):
        leases.write(claim, progress=50)


def test_the_cleanup_ends_what_a_broken_off_request_left_open(
    alice: User, make_scan: MakeScan
) -> None:
    site = add_site(alice, status="SCANNING", finished_at=None)
    add_page(site, "/", state="found")
    scan = make_scan(user_id=alice.id)
    account_removal.close(alice.id)
    account_removal.delete_batch(1)
    assert feeding.feed(site.id) == 0
    assert leases.claim(scan.id, scan.delivery, "w/1") is None
    cleanup.delete_expired()
    assert [count(each) for each in ROWS] == [0, 0, 0, 0]


@pytest.mark.usefixtures("no_time")
def test_a_webhook_that_was_asked_for_is_not_sent(
    alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []

    def post(endpoint: WebhookEndpoint, _: object) -> sending.Tried:
        sent.append(endpoint.url)
        return sending.Tried("200", is_taken=True)

    monkeypatch.setattr(sending, "post", post)
    made = []
    for owner in (alice, bob):
        url = f"https://{owner.email.partition('@')[0]}.example/"
        endpoint, _ = endpoints.create(owner, url, ["scan.failed"])
        endpoints.test(endpoint)
        made.append(endpoint.id)
    account_removal.remove(alice.id)
    for endpoint_id in made:
        sending.deliver(endpoint_id)
    assert sent == ["https://bob.example/"]


@pytest.mark.usefixtures("no_time")
def test_a_closed_account_is_not_enabled_again(alice: User, operator: User) -> None:
    accounts.set_disabled(alice.email, True)
    account_removal.remove(alice.id)
    with pytest.raises(Refused) as error:
        accounts.locked(alice.id)
    assert refusal(error) == ("not_found", 404)


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
