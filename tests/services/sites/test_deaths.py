"""Whatever dies in between: every page once, the end once."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from services.sites.conftest import Crew, reload
from support.site import Site
from support.valkey import Valkey
from support.webhook_receiver import WebhookReceiver
from webapp.domain.site_status import PageState, SiteStatus
from webapp.domain.status import ScanStatus
from webapp.exceptions import LeaseLost
from webapp.extensions import db
from webapp.models import Scan, SitePage, SiteScan, WebhookDelivery
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import deliveries, leases, scan_actions
from webapp.services.actors import Actor
from webapp.services.sites import actions, asking, claims, feeding, judging, page_ends
from webapp.services.webhooks import endpoints
from webapp.services.webhooks.events import Event

Put = Callable[..., None]


@pytest.fixture
def small(site: Site, put: Put) -> str:
    """The address of a site of seven pages."""
    put("/", ["/1", "/2"])
    for number in range(1, 7):
        put(f"/{number}", [f"/{2 * number + 1}", f"/{2 * number + 2}"])
    for gone in range(7, 15):
        put(f"/{gone}")
    return f"{site.url}/"


def open_scans() -> list[Scan]:
    chosen = select(Scan).where(Scan.finished_at.is_(None)).order_by(Scan.created_at)
    return list(db.session.scalars(chosen))


def test_a_lost_redis_loses_no_page(crew: Crew, small: str, valkey: Valkey) -> None:
    started = crew.start(small)
    asking.look_after()
    crew.work(most_jobs=4)
    valkey.client.flushall()
    forget_jobs()
    found = crew.run(reload(started.id))
    assert (found.status, found.done, found.failed) == (SiteStatus.FINISHED, 15, 0)


@transactional
def forget_jobs() -> None:
    """As the reconciler does within seconds: what has no job gets one."""
    for scan in open_scans():
        scan.enqueued_at = db_now(-60)
    db.session.execute(update(SiteScan).values(asked_until=None))


@pytest.fixture(autouse=True)
def reconcile(monkeypatch: pytest.MonkeyPatch) -> None:
    """The leader's other duty, at each of its turns."""
    from webapp.services.reconciler import Reconciler

    reconciler = Reconciler()
    look_after = asking.look_after

    def both() -> int:
        reconciler.run()
        return look_after()

    monkeypatch.setattr(asking, "look_after", both)


def test_two_feeders_at_once_scan_no_page_twice(
    crew: Crew, small: str, app: Flask
) -> None:
    started = crew.start(small)
    asking.look_after()
    crew.work(most_jobs=2)
    site_id = started.id

    def feed() -> None:
        with app.app_context():
            feeding.feed(site_id)
            db.session.remove()

    threads = [threading.Thread(target=feed) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    crew.run(reload(site_id))
    urls = db.session.execute(select(Scan.url, func.count()).group_by(Scan.url)).all()
    assert len(urls) == 15
    assert {number for _, number in urls} == {1}


def test_a_canceled_and_a_deleted_page_do_not_hold_up_the_end(
    crew: Crew, small: str
) -> None:
    started = crew.start(small)
    asking.look_after()
    crew.work(most_jobs=1)  # the discovery, which sends the first page
    scan = open_scans()[0]
    scan_actions.cancel(scan, Actor(user=crew.owner))
    found = crew.run(reload(started.id))
    assert (found.status, found.done, found.failed) == (SiteStatus.FINISHED, 0, 1)
    page = db.session.scalars(select(SitePage)).one()
    assert (page.state, page.reason) == (PageState.FAILED, "canceled")


def test_a_page_that_is_retried_counts_once(
    crew: Crew, site: Site, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "SECONDS", 0)  # a job is one page
    put("/", ["/late", "/slow"])
    site.pages["/late"] = lambda: (404, {}, b"")
    put("/slow", ["/last"])
    put("/last")
    started = crew.start(f"{site.url}/")
    asking.look_after()
    crew.work(most_jobs=3)
    mine = Scan.url.endswith("/late")
    late = db.session.scalars(select(Scan).where(mine)).one()
    assert late.status == ScanStatus.ERROR_CRAWL
    put("/late")
    scan_actions.retry(late, Actor(user=crew.owner))
    crew.work()
    found = crew.run(reload(started.id))
    assert (found.found, found.done, found.failed) == (4, 4, 0)


def test_the_end_is_told_once(crew: Crew, small: str) -> None:
    receiver = WebhookReceiver()
    try:
        endpoints.create(crew.owner, receiver.url, [Event.SITE_FINISHED], "")
        found = crew.scan(small)
        assert judging.judge(found.id).startswith("skipped")
        asking.look_after()
        told = db.session.scalars(select(WebhookDelivery)).all()
        assert [delivery.event for delivery in told] == [Event.SITE_FINISHED]
        assert found.public_id in told[0].body
        assert '"pages":15' in told[0].body
    finally:
        receiver.close()


def test_pages_tell_no_webhook(crew: Crew, site: Site, put: Put) -> None:
    put("/")
    endpoints.create(crew.owner, "http://127.0.0.1:9/", [Event.FULL_READY], "")
    crew.scan(f"{site.url}/")
    assert db.session.scalars(select(WebhookDelivery)).all() == []


def test_a_judge_that_lost_its_lease_stores_nothing(crew: Crew, small: str) -> None:
    started = crew.start(small)
    asking.look_after()
    while reload(started.id).status != SiteStatus.JUDGING:
        crew.work(most_jobs=1)
    first = claims.claim(started.id, SiteStatus.JUDGING)
    assert first is not None
    assert claims.claim(started.id, SiteStatus.JUDGING) is None
    run_out()
    second = claims.claim(started.id, SiteStatus.JUDGING)
    assert second is not None
    assert second.attempt == first.attempt + 1
    with pytest.raises(LeaseLost):
        judging.work(first)
    judging.work(second)
    assert reload(started.id).status == SiteStatus.FINISHED


@transactional
def run_out() -> None:
    db.session.execute(update(SiteScan).values(lease_until=db_now(-1)))


def test_what_always_dies_is_given_up(crew: Crew, small: str) -> None:
    started = crew.start(small)
    for _ in range(4):
        assert claims.claim(started.id, SiteStatus.DISCOVERING) is not None
        run_out()
    found = crew.run(reload(started.id))
    assert (found.status, found.error_code) == (SiteStatus.FAILED, "internal_error")


def test_a_paused_site_begins_no_page_and_goes_on(crew: Crew, small: str) -> None:
    started = crew.start(small)
    asking.look_after()
    crew.work(most_jobs=2)
    actions.pause(started.id)
    crew.work()
    asking.look_after()
    crew.work()
    before = reload(started.id)
    assert before.done < 15
    assert open_scans() == []
    actions.resume(started.id)
    found = crew.run(reload(started.id))
    assert (found.status, found.done) == (SiteStatus.FINISHED, 15)


def test_a_canceled_site_leaves_no_open_scan(crew: Crew, small: str) -> None:
    started = crew.start(small)
    asking.look_after()
    crew.work(most_jobs=2)
    assert open_scans() != []
    actions.cancel(started.id)
    crew.work()
    found = reload(started.id)
    assert (found.status, open_scans()) == (SiteStatus.CANCELED, [])
    assert found.finished_at is not None
    assert asking.look_after() == 0


def test_a_page_that_ends_after_its_site_changes_nothing(
    crew: Crew, small: str
) -> None:
    started = crew.start(small)
    asking.look_after()
    crew.work(most_jobs=1)
    scan = open_scans()[0]
    claim = leases.claim(scan.id, scan.delivery, "w/1")
    assert claim is not None
    transactional(lambda: actions.set_canceled(started.id))()
    transactional(page_ends.take_in)(scan, None)
    found = reload(started.id)
    assert (found.status, found.failed) == (SiteStatus.CANCELED, 0)
