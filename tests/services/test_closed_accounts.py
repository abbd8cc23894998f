"""A deleted account is closed at once: nobody has it, and nothing of it goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from support.browser import PASSWORD
from support.outcomes import count, refusal
from support.site_rows import add_page, add_site
from webapp.domain.status import ScanStatus
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import (
    Scan,
    SitePage,
    SiteScan,
    User,
    WebhookEndpoint,
)
from webapp.models.clock import db_now
from webapp.services import (
    account_removal,
    accounts,
    api_tokens,
    cleanup,
    leases,
    mass_cancel,
    share_links,
    sign_ins,
)
from webapp.services.actors import Actor
from webapp.services.sites import feeding
from webapp.services.webhooks import endpoints, sending

MakeScan = Callable[..., Scan]
ROWS = (SitePage, SiteScan, Scan, User)

pytestmark = pytest.mark.usefixtures("app_context")


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
def test_a_closed_account_is_not_enabled_again(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even by an operator who had found it before."""
    account_removal.remove(alice.id)
    monkeypatch.setattr(accounts, "find", lambda _: alice)
    with pytest.raises(Refused) as error:
        accounts.set_disabled("alice@example.com", False)
    assert refusal(error) == ("not_found", 404)
    assert db.session.get_one(User, alice.id, populate_existing=True).is_disabled


def test_open_scans_end_however_many(
    alice: User, make_scan: MakeScan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mass_cancel, "BATCH", 2)
    for _ in range(5):
        make_scan(user_id=alice.id)
    account_removal.cancel_open(alice.id)
    assert {scan.status for scan in db.session.scalars(select(Scan))} == {"CANCELED"}


def test_what_fails_after_the_closing_is_left_to_the_cleanup(
    alice: User, make_scan: MakeScan, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_scan(user_id=alice.id)

    def fail(*_: object) -> bool:
        raise OperationalError("DELETE", {}, Exception("locked"))

    with monkeypatch.context() as patch:
        patch.setattr(account_removal, "delete_all", fail)
        assert not account_removal.remove(alice.id)
    assert accounts.list_users() == []
    cleanup.delete_expired()
    assert [count(each) for each in ROWS] == [0, 0, 0, 0]
