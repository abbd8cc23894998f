"""A finished report can be worked out anew, with the queries that it was asked with."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from support.browser import post, sign_in
from support.scans import make_scan
from webapp.extensions import db
from webapp.models import Scan, User

QUERIES = ["how often to water", "which soil"]
DONE = {"with_report": True, "status": "FULL_READY", "queries": QUERIES}


@pytest.fixture
def scan(app: Flask, client: FlaskClient, alice: User) -> str:
    sign_in(client, alice)
    return make_scan(app, user_id=alice.id, **DONE)


def form_of(client: FlaskClient, public_id: str) -> Tag | None:
    page = BeautifulSoup(client.get(f"/scans/{public_id}").data, "lxml")
    return page.select_one(f"form[action='/scans/{public_id}/again']")


def press(client: FlaskClient, public_id: str, form: Tag) -> TestResponse:
    fields = {str(i["name"]): str(i["value"]) for i in form.select("input")}
    return client.post(f"/scans/{public_id}/again", data=fields)


def number_of_scans(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Scan)) or 0


def test_it_is_a_new_scan_of_the_same_page_for_the_same_queries(
    app: Flask, client: FlaskClient, scan: str
) -> None:
    form = form_of(client, scan)
    assert form
    assert form.get_text(strip=True) == "Scan again"
    answer = press(client, scan, form)
    assert answer.status_code == 303
    fresh = answer.location.rpartition("/")[2]
    assert fresh != scan
    with app.app_context():
        rows = {row.public_id: row for row in db.session.scalars(select(Scan))}
        assert set(rows) == {scan, fresh}
        assert rows[fresh].url == rows[scan].url
        assert rows[fresh].user_id == rows[scan].user_id
        assert rows[fresh].queries == QUERIES
        assert (rows[scan].status, rows[fresh].status) == ("FULL_READY", "QUEUED")


def test_pressed_twice_is_one_scan_and_on_another_day_another(
    app: Flask, client: FlaskClient, scan: str
) -> None:
    form = form_of(client, scan)
    assert form
    first, twice = (press(client, scan, form).location for _ in range(2))
    assert first == twice
    later = form_of(client, scan)
    assert later
    assert press(client, scan, later).location != first
    assert number_of_scans(app) == 3


def test_a_visitor_may_with_a_scan_of_their_own(
    app: Flask, client: FlaskClient
) -> None:
    post(client, "/scans", {"urls": "a.example"}, page="/")
    with app.app_context():
        visitor = db.session.scalars(select(Scan)).one().visitor_hash
    columns = {**DONE, "status": "TEASER_READY", "visitor_hash": visitor}
    mine = make_scan(app, **columns)
    form = form_of(client, mine)
    assert form
    assert press(client, mine, form).status_code == 303
    assert form_of(app.test_client(), mine) is None
    answer = post(app.test_client(), f"/scans/{mine}/again", page="/")
    assert answer.status_code == 403


@pytest.mark.parametrize("status", ["QUEUED", "RUNNING", "ERROR_CRAWL", "CANCELED"])
def test_what_is_not_done_has_other_ways(
    app: Flask, client: FlaskClient, alice: User, status: str
) -> None:
    sign_in(client, alice)
    other = make_scan(app, user_id=alice.id, status=status)
    assert form_of(client, other) is None
    answer = post(client, f"/scans/{other}/again", {"key": "k"}, page="/")
    assert answer.status_code == 409


def test_others_and_other_sites_may_not(
    app: Flask, client: FlaskClient, scan: str, bob: User
) -> None:
    assert client.get(f"/scans/{scan}/again").status_code == 405
    assert client.post(f"/scans/{scan}/again", data={"key": "k"}).status_code == 400
    bobs = app.test_client()
    sign_in(bobs, bob)
    assert post(bobs, f"/scans/{scan}/again", page="/").status_code == 404
    assert number_of_scans(app) == 1


def test_who_has_a_shared_link_is_offered_nothing(
    client: FlaskClient, scan: str
) -> None:
    post(client, f"/scans/{scan}/share", {"days": "7"}, page=f"/scans/{scan}")
    page = BeautifulSoup(client.get(f"/scans/{scan}").data, "lxml")
    link = page.select_one("a[href*='/shared/']")
    assert link
    path = "/shared/" + str(link["href"]).rpartition("/")[2]
    assert "/again" not in client.get(path).text
