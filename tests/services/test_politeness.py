"""One fetch at a time from a domain, a gap between two, nobody waiting in a worker."""

from __future__ import annotations

import itertools
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import select

from webapp.exceptions import DomainBusy, FetchFailed
from webapp.extensions import db
from webapp.models import DomainSlot, Scan
from webapp.models.clock import db_now
from webapp.services import leases, outcomes, politeness, scan_actions
from webapp.services.actors import Actor

URL = "https://www.shop.co.uk/page"
SAME_SITE = "http://cdn.shop.co.uk/"
MakeScan = Callable[..., Scan]


def wait_for_turn(url: str = URL, scan_id: uuid.UUID | None = None) -> float:
    """Seconds that a scan is told to wait; 0 where it may fetch."""
    try:
        with politeness.turn(url, scan_id or uuid.uuid4()):
            return 0
    except DomainBusy as error:
        return error.wait


def seconds_until_free() -> float:
    slot = db.session.scalars(select(DomainSlot)).one()
    now = db.session.scalars(select(db_now())).one()
    return (slot.free_at - now).total_seconds()


@contextmanager
def busy(url: str = URL, gap: float = 0) -> Iterator[None]:
    with politeness.turn(url, uuid.uuid4()) as turn:
        turn.keep(url, gap)
        yield


def test_one_scan_at_a_time_and_then_a_gap(app_context: Flask) -> None:
    with busy():
        assert wait_for_turn(SAME_SITE) > 0
        assert wait_for_turn("https://other.co.uk/") == 0
    assert wait_for_turn() > 0
    time.sleep(1.05)
    assert wait_for_turn() == 0


def test_waits_are_promised_one_gap_apart(app_context: Flask) -> None:
    with busy():
        waits = [wait_for_turn() for _ in range(20)]
    assert all(later > sooner for sooner, later in itertools.pairwise(waits))
    assert 18 <= waits[-1] <= 20


def test_the_same_scan_comes_again_at_once(app_context: Flask) -> None:
    """Its first work horse was killed, and could not say that it was through."""
    scan_id = uuid.uuid4()
    politeness.take("shop.co.uk", scan_id, 1)
    assert wait_for_turn() > 0
    assert wait_for_turn(scan_id=scan_id) == 0


def test_a_scan_that_never_comes_back_frees_its_domain(app_context: Flask) -> None:
    politeness.take("shop.co.uk", uuid.uuid4(), 1)
    assert 50 < seconds_until_free() <= 60


def test_an_attempt_that_was_replaced_frees_nothing(app_context: Flask) -> None:
    """It slept; the scan's next attempt took the domain and is fetching."""
    scan_id = uuid.uuid4()
    with politeness.turn(URL, scan_id):
        time.sleep(0.01)
        politeness.take("shop.co.uk", scan_id, 1)
    assert 50 < seconds_until_free() <= 60


def test_a_redirect_takes_the_other_site_too(app_context: Flask) -> None:
    with politeness.turn(URL, uuid.uuid4()) as turn:
        turn.enter("https://other.co.uk/")
        turn.enter("https://www.other.co.uk/again")
        assert wait_for_turn() > 0
        assert wait_for_turn("https://other.co.uk/") > 0
    time.sleep(1.05)
    assert wait_for_turn() == wait_for_turn("https://other.co.uk/") == 0


def test_each_site_has_a_gap_of_its_own(app_context: Flask) -> None:
    """Who redirects to a site in trouble is not in trouble."""

    def fetch(turn: politeness.Turn) -> None:
        turn.enter("https://other.co.uk/")
        turn.enter(URL)  # back, and there again
        turn.keep("https://www.other.co.uk/", 5)
        turn.enter("https://other.co.uk/")
        raise FetchFailed("http_503", "Later.", retry_after=30)

    with pytest.raises(FetchFailed), politeness.turn(URL, uuid.uuid4()) as turn:
        fetch(turn)
    slots = {slot.domain: slot for slot in db.session.scalars(select(DomainSlot))}
    now = db.session.scalars(select(db_now())).one()
    assert (slots["shop.co.uk"].free_at - now).total_seconds() <= 1
    assert 25 < (slots["other.co.uk"].free_at - now).total_seconds() <= 30


def test_a_redirect_to_a_busy_site_waits_for_it(app_context: Flask) -> None:
    with (
        busy("https://other.co.uk/"),
        pytest.raises(DomainBusy) as told,
        politeness.turn(URL, uuid.uuid4()) as turn,
    ):
        turn.enter("https://other.co.uk/")
    assert "other.co.uk" in told.value.message
    assert told.value.wait >= politeness.LEAST_REDIRECT_WAIT_SECONDS
    time.sleep(1.05)
    assert wait_for_turn() == 0


def test_a_canceled_scan_frees_its_domain(
    app_context: Flask, make_scan: MakeScan
) -> None:
    scan = make_scan(url=URL, visitor_hash="v" * 64)
    politeness.take("shop.co.uk", scan.id, 1)
    scan_actions.cancel(scan, Actor(visitor_hash="v" * 64))
    assert seconds_until_free() <= 1


def test_what_the_site_asks_for_is_kept(app_context: Flask) -> None:
    with busy(gap=8):
        pass
    assert 4 < seconds_until_free() <= 8


@pytest.mark.parametrize(("retry_after", "kept"), [(20, 20), (3600, 60), (None, 1)])
def test_a_site_in_trouble_rests(
    app_context: Flask, retry_after: float | None, kept: float
) -> None:
    with pytest.raises(FetchFailed), busy():
        raise FetchFailed("http_503", "Later.", retry_after=retry_after)
    assert kept - 5 < seconds_until_free() <= kept


def test_allowed_networks_are_never_busy(app_context: Flask) -> None:
    with busy("http://127.0.0.1:8000/"):
        assert wait_for_turn("http://127.0.0.1:8000/") == 0


def test_of_many_at_once_one_goes_first(app: Flask) -> None:
    answers: list[politeness.Taken | float] = []
    done = threading.Barrier(8)

    def fetch() -> None:
        with app.app_context():
            answers.append(politeness.take("shop.co.uk", uuid.uuid4(), 1))
        done.wait(30)

    threads = [threading.Thread(target=fetch) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert sum(isinstance(answer, politeness.Taken) for answer in answers) == 1


def test_a_deferral_uses_no_try_and_is_a_new_delivery(
    app_context: Flask, make_scan: MakeScan
) -> None:
    scan = make_scan(url=URL)
    claim = leases.claim(scan.id, scan.delivery, "w/1")
    assert claim is not None
    deferred = outcomes.record_deferral(claim, "domain_busy", "One at a time.", 5)
    assert (deferred.status, deferred.tries, deferred.delivery) == ("QUEUED", 0, 2)
    assert deferred.is_waiting_its_turn
    assert leases.claim(scan.id, 1, "w/1") is None
    assert leases.claim(scan.id, 2, "w/1") is None  # not yet


class TestWithoutAGap:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return environ | {"TARGET_GAP_SECONDS": "0"}

    def test_no_domain_is_busy(self, app_context: Flask) -> None:
        with busy():
            assert wait_for_turn() == 0
