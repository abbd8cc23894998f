"""/ops/scans: one scan by what logs, pages and RQ call it, and all of one sender."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from sqlalchemy import select

from support.browser import PASSWORD, post
from support.scans import make_scan
from webapp.extensions import db
from webapp.models import AuditEntry, Scan, User
from webapp.models.clock import db_now
from webapp.services.operations.scan_search import ScanFilter

PAGE = "/ops/scans"
ALL = "/ops/scans/all"
HERS = "address " + "a" * 64
BROWSER = "b" * 64
DAY = 86_400
ENDED = {"status": "FULL_READY", "finished_at": db_now()}


@pytest.fixture
def environ(environ: dict[str, str]) -> dict[str, str]:
    return {**environ, "REDIS_URL": "unix:///nowhere/v.sock"}


@pytest.fixture
def make(app: Flask) -> Callable[..., Scan]:
    def add(url: str = "https://a.example/", **columns: Any) -> Scan:
        public_id = make_scan(app, url=url, **columns)
        with app.app_context():
            chosen = select(Scan).where(Scan.public_id == public_id)
            return db.session.scalars(chosen).one()

    return add


def shown(browser: FlaskClient, **query: str) -> set[str]:
    answer = browser.get(PAGE, query_string=query)
    assert answer.status_code == 200, answer.text
    found = re.findall(r'"url" href="/ops/scans/[^"]+">https://([^<]+)<', answer.text)
    return set(found)


def words(html: str) -> str:
    text = re.sub(r"<[^>]+>", " ", html.partition("<main")[2])
    return " ".join(text.replace("&#39;", "'").split())


@pytest.mark.usefixtures("on_both_databases")
class TestAnId:
    def test_each_name_of_a_scan_finds_it_alone(
        self, olga: FlaskClient, make: Callable[..., Scan]
    ) -> None:
        scan, _ = make("https://this.example/"), make("https://other.example/")
        for text in (
            str(scan.id),
            scan.id.hex,
            str(scan.id).upper(),
            f" {scan.public_id} ",
            f"scan-{scan.id}-1",
            f"scan-{scan.id}-17",  # an earlier or later delivery
            f"rq:job:scan-{scan.id}-1",
        ):
            assert shown(olga, scan=text) == {"this.example/"}, text
        assert shown(olga, scan=str(scan.id), host="other.example") == set()

    def test_what_is_no_id_finds_nothing_and_says_so(
        self, olga: FlaskClient, make: Callable[..., Scan]
    ) -> None:
        scan = make()
        for text in (
            str(uuid.UUID(int=1)),
            str(scan.id)[:-1],
            scan.public_id.swapcase(),
            f"scan-{scan.id}",
            f"job-{scan.id}-1",
            "%",
            "é" * 32,
            "'; DROP TABLE scans; --",
        ):
            html = olga.get(PAGE, query_string={"scan": text}).text
            assert "There is no scan of this id: give it whole" in words(html), text
            assert shown(olga, scan=text) == set(), text

    def test_its_page_tells_them_all(
        self, olga: FlaskClient, make: Callable[..., Scan]
    ) -> None:
        scan = make(delivery=3)
        html = olga.get(f"{PAGE}/{scan.id}").text
        for name in (scan.id, scan.public_id):
            assert f"<code>{name}</code>" in html
        assert f"Job scan-{scan.id}-3" in words(html)


@pytest.mark.usefixtures("on_both_databases")
class TestASender:
    @pytest.fixture(autouse=True)
    def scans(self, make: Callable[..., Scan], alice: User) -> None:
        old = db_now(-DAY)
        make("https://waits/", sender=HERS, created_at=old, is_held=True)
        make("https://now/", sender=HERS, visitor_hash=BROWSER, **ENDED)
        make("https://old/", sender=HERS, created_at=old, **ENDED)
        make("https://web/", visitor_hash=BROWSER, created_at=old, **ENDED)
        own = {"user_id": alice.id, "sender": f"user {alice.id}"}
        make("https://alice/", created_at=old, visitor_hash=BROWSER, **own, **ENDED)
        make("https://other/", sender="address c")

    def test_all_of_it_or_what_an_index_finds(
        self, olga: FlaskClient, alice: User
    ) -> None:
        bound = "open scans are found and those submitted within the last half hour"
        for sender, found, is_partial in (
            (HERS, {"waits/", "now/"}, True),
            (f"visitor {BROWSER}", {"now/", "web/"}, False),
            (f"user {alice.id}", {"alice/"}, False),
            ("user x", set(), False),
            ("nobody", set(), True),
        ):
            assert shown(olga, sender=sender) == found, sender
            for page in (PAGE, ALL):
                html = olga.get(page, query_string={"sender": sender}).text
                assert (bound in html) is is_partial, (page, sender)

    def test_other_fields_count_as_well(self, olga: FlaskClient) -> None:
        assert shown(olga, sender=HERS, status="QUEUED") == {"waits/"}
        assert shown(olga, sender=HERS, status="error") == set()
        assert shown(olga, sender=HERS, host="now") == {"now/"}

    def test_a_page_leads_to_all_of_its_sender(
        self, olga: FlaskClient, app: Flask
    ) -> None:
        with app.app_context():
            chosen = select(Scan.id).where(Scan.url == "https://now/")
            scan_id = db.session.scalars(chosen).one()
        html = olga.get(f"{PAGE}/{scan_id}").text
        links = dict(re.findall(r'href="(/ops/scans\?sender=[^"]+)">([^<]+)<', html))
        for link, sender in zip(links, (HERS, f"visitor {BROWSER}"), strict=True):
            assert f'value="{sender}"' in olga.get(link).text
        words_of = ["All scans of this sender", "All scans of this browser"]
        assert list(links.values()) == words_of

    def test_all_of_it_is_acted_on_and_noted(
        self, app: Flask, olga: FlaskClient
    ) -> None:
        html = olga.get(ALL, query_string={"sender": HERS}).text
        assert "Cancel: 1" in html
        assert f'name="sender" value="{HERS}"' in html
        counted_at = re.findall(r'name="counted_at" value="([^"]+)"', html)[0]
        form = {"sender": HERS, "counted_at": counted_at}
        post(olga, f"{ALL}/cancel", form, page=ALL)
        assert shown(olga, status="QUEUED") == {"other/"}
        with app.app_context():
            entry = db.session.scalars(select(AuditEntry)).one()
        told = (entry.action, entry.target, entry.number)
        assert told == ("scan.cancel", f"sender {HERS}", 1)


def test_an_index_leads_to_a_senders_scans(app_context: Flask) -> None:
    """Not from a walk through all of them, newest first."""
    db.create_all()
    query = select(Scan.id).where(*ScanFilter(sender=HERS).conditions())
    newest = query.order_by(Scan.created_at.desc(), Scan.id.desc()).limit(50)
    text = newest.compile(db.engine, compile_kwargs={"literal_binds": True})
    steps = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")
    plan = "\n".join(row[3] for row in steps)
    by_sender = "ix_scans_turn (finished_at=? AND is_held=? AND queue=? AND sender=?)"
    assert by_sender in plan
    assert "ix_scans_created (created_at>?)" in plan
    assert "SCAN scans" not in plan


def test_one_key_leads_past_the_filter(
    page: Page, served: str, operator: User, make: Callable[..., Scan]
) -> None:
    make()
    page.goto(f"{served}/auth/login?next={PAGE}")
    page.get_by_label("E-mail").fill(operator.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Password").press("Enter")
    page.wait_for_url(f"{served}{PAGE}")
    link = page.get_by_role("link", name="To the results")
    expect(link).not_to_be_in_viewport()
    page.get_by_role("link", name="RQ", exact=True).focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Results")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Act on the one scan")).to_be_focused()
