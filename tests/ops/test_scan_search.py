"""/ops/scans: the filter, the list and its pages, and what is done from there."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from support.browser import post, sign_in
from support.scans import HOSTILE, make_scan
from webapp.domain.role import Role
from webapp.extensions import db
from webapp.models import AuditEntry, Scan, User
from webapp.models.clock import db_now
from webapp.services import accounts
from webapp.services.operations import scan_search

pytestmark = pytest.mark.usefixtures("on_both_databases")
PAGE = "/ops/scans"
ALL = "/ops/scans/all"


@pytest.fixture
def environ(environ: dict[str, str]) -> dict[str, str]:
    return {**environ, "REDIS_URL": "unix:///nowhere/v.sock"}


@pytest.fixture
def olga(client: FlaskClient, operator: User) -> FlaskClient:
    sign_in(client, operator)
    return client


def shown(browser: FlaskClient, **query: Any) -> list[str]:
    """The addresses of the list, in its order."""
    answer = browser.get(PAGE, query_string=query)
    assert answer.status_code == 200, answer.text
    return re.findall(r'<a class="url" href="/ops/scans/[^"]+">([^<]+)<', answer.text)


@pytest.fixture
def scans(app: Flask, alice: User) -> None:
    for age, columns in enumerate(
        (
            {"url": "https://a.example/", "status": "FULL_READY", "user_id": alice.id},
            {"url": "https://a.example/Shop/1", "status": "QUEUED"},
            {"url": "http://a.example/Shop/2", "status": "ERROR_CRAWL"},
            {"url": "https://a.example.org/shop", "status": "ERROR_ANALYZE"},
            {"url": "http://[2001:db8::1]:8080/x", "status": "CANCELED"},
        )
    ):
        code = {"error_code": "http_404"} if columns["status"] == "ERROR_CRAWL" else {}
        make_scan(app, created_at=db_now(-age * 3600), **columns, **code)


A, SHOP1, SHOP2, ORG, V6 = (
    "https://a.example/",
    "https://a.example/Shop/1",
    "http://a.example/Shop/2",
    "https://a.example.org/shop",
    "http://[2001:db8::1]:8080/x",
)


FILTERS: list[tuple[dict[str, str], list[str]]] = [
    ({}, [A, SHOP1, SHOP2, ORG, V6]),
    ({"address": "a.example"}, [A, SHOP1, SHOP2]),
    ({"address": "A.Example/Shop"}, [SHOP1, SHOP2]),
    ({"address": "https://a.example/Shop/"}, [SHOP1]),
    ({"address": "https://a.example/shop/"}, []),
    ({"address": "https://a.example/%"}, []),
    ({"address": "http://[2001:db8::1]:8080/"}, [V6]),
    ({"host": "2001:db8::1"}, [V6]),
    ({"host": "A.example.ORG "}, [ORG]),
    ({"user": "Alice@example.com"}, [A]),
    ({"user": "nobody@example.com"}, []),
    ({"status": "QUEUED"}, [SHOP1]),
    ({"status": "error"}, [SHOP2, ORG]),
    ({"code": "http_404"}, [SHOP2]),
    ({"code": "http_404", "status": "CANCELED"}, []),
    ({"since": "2001-01-01T00:00", "host": "a.example"}, [A, SHOP1, SHOP2]),
    ({"until": "2001-01-01T00:00"}, []),
    ({"code": "\0'; DROP TABLE scans; --"}, []),
]


@pytest.mark.usefixtures("scans")
def test_the_filter(olga: FlaskClient) -> None:
    for query, found in FILTERS:
        assert shown(olga, **query) == found, query


@pytest.mark.usefixtures("scans")
def test_times_are_utc_and_hold_both_ends(app: Flask, olga: FlaskClient) -> None:
    with app.app_context():
        chosen = select(Scan.created_at).where(Scan.url == SHOP2)
        at = db.session.scalars(chosen).one().replace(tzinfo=None).isoformat()
    assert shown(olga, since=at, until=at) == [SHOP2]
    assert shown(olga, since=at) == [A, SHOP1, SHOP2]


BAD: list[dict[str, str]] = [
    {"status": "DONE"},
    {"since": "yesterday"},
    {"address": "ftp://a.example/"},
    {"address": "http://["},
    {"before": "x"},
    {"before": "~"},
    {"before": f"~{uuid.UUID(int=1)}"},
]


def test_what_is_not_understood_is_refused_rather_than_left_out(
    olga: FlaskClient,
) -> None:
    for query in BAD:
        for path in (PAGE, ALL) if "before" not in query else (PAGE,):
            answer = olga.get(path, query_string=query)
            assert answer.status_code == 422, (path, query)


@pytest.mark.parametrize("status", ["", "error"])
def test_pages_follow_each_other_without_gap_or_repeat(
    app: Flask, olga: FlaskClient, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    monkeypatch.setattr(scan_search, "PAGE_SIZE", 3)
    at = db_now(-60)
    for number in range(8):  # many of one moment
        kind = "ERROR_CRAWL" if number % 2 else "ERROR_ANALYZE"
        url = f"https://a.example/{number}"
        created = at if number < 6 else db_now(-number)
        make_scan(app, url=url, status=kind, created_at=created)
    seen, path = [], f"{PAGE}?status={status}"
    while path:
        html = olga.get(path).text
        seen += re.findall(r">(https://a\.example/\d)<", html)
        link = re.search(r'rel="next" href="([^"]+)"', html)
        path = link[1].replace("&amp;", "&") if link else ""
    assert len(seen) == 8
    assert len(set(seen)) == 8


def test_a_long_list_is_not_counted_to_its_end(
    app: Flask, olga: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_scan(app)
    assert "1 scan, newest first" in olga.get(PAGE).text
    make_scan(app)
    monkeypatch.setattr(scan_search, "MOST_COUNTED", 1)
    assert "More than" in olga.get(PAGE).text


def test_empty_lists_say_what_to_do(olga: FlaskClient) -> None:
    assert "There are no scans yet" in olga.get(PAGE).text
    assert "No scan matches this filter" in olga.get(f"{PAGE}?host=x").text


def test_hostile_texts_are_text(app: Flask, olga: FlaskClient) -> None:
    scan = {"url": f"https://x.example/{HOSTILE}", "error_code": "<b>"}
    make_scan(app, status="ERROR_CRAWL", **scan)
    fields = MultiDict(dict.fromkeys(("host", "user", "code"), HOSTILE))
    for query in ({}, fields):
        for path in (PAGE, ALL):
            html = olga.get(path, query_string=query).text
            assert "<img src=x" not in html
            assert "<b>" not in html
            assert "{{7*7}}" in html or path == ALL


@pytest.mark.usefixtures("scans")
class TestAllOfAFilter:
    def test_each_action_tells_its_number_before(self, olga: FlaskClient) -> None:
        html = olga.get(ALL, query_string={"address": "a.example"}).text
        for word in ("Retry: 1", "Cancel: 1", "Discard: 2"):
            assert word in html
        assert "There are none that wait or run" in olga.get(f"{ALL}?user=x").text

    def test_it_acts_on_the_filter_alone_and_notes_it(
        self, app: Flask, olga: FlaskClient
    ) -> None:
        later = (datetime.now(UTC) + timedelta(minutes=1)).isoformat()
        form = {"status": "error", "host": "a.example", "counted_at": later}
        answer = post(olga, f"{ALL}/retry", form, page=ALL)
        assert answer.location == f"{ALL}?host=a.example&status=error"
        assert "1 scan started again." in olga.get(answer.location).text
        assert shown(olga, status="QUEUED") == [SHOP1, SHOP2]
        with app.app_context():
            entry = db.session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.number) == ("scan.retry", 1)
        assert entry.target == "host a.example, status error"
        assert entry.email == "olga@example.com"

    def test_what_came_after_the_count_is_left_alone(
        self, app: Flask, olga: FlaskClient
    ) -> None:
        html = olga.get(ALL).text
        counted_at = re.search(r'name="counted_at" value="([^"]+)"', html)
        assert counted_at
        make_scan(app, url="https://late.example/", created_at=db_now(1))
        post(olga, f"{ALL}/cancel", {"counted_at": counted_at[1]}, page=ALL)
        assert shown(olga, status="QUEUED") == ["https://late.example/"]

    @pytest.mark.parametrize("counted_at", ["", "yesterday", "2026-13-01"])
    def test_without_the_count_nothing_is_done(
        self, olga: FlaskClient, counted_at: str
    ) -> None:
        before = shown(olga)
        for action in ("retry", "cancel", "discard"):
            form = {"counted_at": counted_at}
            assert post(olga, f"{ALL}/{action}", form, page=ALL).status_code == 422
        assert shown(olga) == before

    def test_a_viewer_looks_and_presses_nothing(
        self, app: Flask, client: FlaskClient, bob: User
    ) -> None:
        with app.app_context():
            accounts.set_role(bob.id, Role.VIEWER)
        sign_in(client, bob)
        assert len(shown(client)) == 5
        assert "<button" not in client.get(ALL).text.partition("<main")[2]
        answer = post(client, f"{ALL}/discard", page="/account")
        assert answer.status_code == 403
        assert len(shown(client)) == 5

    def test_an_unknown_action_is_not_found(self, olga: FlaskClient) -> None:
        assert post(olga, f"{ALL}/burn", page=ALL).status_code == 404
