"""Lists by cursor: each entry once, whatever comes in between."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, select

from support.api import Api
from support.scans import make_scan
from support.site_rows import ORIGIN, add_page, add_site
from webapp.extensions import db
from webapp.models import SiteScan, User, WebhookDelivery
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.webhooks import endpoints

SCANS, SITES, HOOKS = "/api/v1/scans", "/api/v1/sites", "/api/v1/webhooks"


@pytest.fixture
def api(app: Flask, alice: User) -> Api:
    return Api(app, alice)


def walk(
    api: Api, path: str, rule: str, between: Callable[[], None] = lambda: None
) -> list[list[Any]]:
    """The parts of a list, by its links."""
    parts = []
    while path:
        status, part = api.ask("GET", path, rule)
        assert status == 200, part
        assert (part["next_cursor"] is None) == (part["links"]["next"] is None)
        parts.append(part["items"])
        path = part["links"]["next"]
        between()
    return parts


@pytest.mark.usefixtures("on_both_databases")
class TestWalks:
    def test_scans_while_others_come(self, api: Api, app: Flask, alice: User) -> None:
        with app.app_context():
            moment = db.session.scalar(select(db_now(-60)))
        # Some were submitted in the same moment.
        made = {
            make_scan(app, user_id=alice.id, created_at=moment, url=f"{ORIGIN}/{n}")
            for n in range(7)
        }
        make_scan(app, user_id=alice.id, url="https://other.example/")

        def add() -> None:
            make_scan(app, user_id=alice.id, url=f"{ORIGIN}/later")

        parts = walk(api, f"{SCANS}?limit=3&q=example.com", SCANS, add)
        assert [len(part) for part in parts] == [3, 3, 1]
        found = [scan["id"] for part in parts for scan in part]
        assert (len(found), set(found)) == (7, made)

    def test_numbered_pages_lead_to_cursors(
        self, api: Api, app: Flask, alice: User
    ) -> None:
        for number in range(27):
            made = db_now(-number)
            make_scan(app, user_id=alice.id, created_at=made, url=f"{ORIGIN}/{number}")
        _, first = api.ask("GET", f"{SCANS}?page=1", SCANS)
        assert (first["page"], first["pages"], first["total"]) == (1, 2, 27)
        _, rest = api.ask("GET", first["links"]["next"], SCANS)
        assert [scan["url"][-2:] for scan in rest["items"]] == ["25", "26"]
        assert rest["next_cursor"] is None
        assert "total" not in rest
        _, last = api.ask("GET", f"{SCANS}?page=2", SCANS)
        assert last["items"] == rest["items"]
        assert last["next_cursor"] is None

    def test_sites_pages_and_findings(self, api: Api, app: Flask, alice: User) -> None:
        with app.app_context():
            ids = [add_site(alice).public_id for _ in range(4)]
            site = db.session.scalar(select(SiteScan).filter_by(public_id=ids[0]))
            for number in range(5):
                fails = ["title.missing", "desc.missing"]
                add_page(site, f"/{number}", fails=fails)
        parts = walk(api, f"{SITES}?limit=2", SITES)
        assert {site["id"] for part in parts for site in part} == set(ids)
        one = f"{SITES}/{ids[0]}"
        parts = walk(api, f"{one}/pages?limit=2", f"{SITES}/{{id}}/pages")
        assert [page["url"][-1] for part in parts for page in part] == list("01234")
        rule = f"{SITES}/{{id}}/findings"
        parts = walk(api, f"{one}/findings?limit=3", rule)
        told = [(one["check"], one["page"]["url"][-1]) for p in parts for one in p]
        wanted = [(check, str(n)) for check in sorted(fails) for n in range(5)]
        assert told == wanted
        parts = walk(api, f"{one}/findings?limit=3&check=desc.missing", rule)
        assert [len(part) for part in parts] == [3, 2]

    def test_webhooks_and_deliveries(self, api: Api, app: Flask, alice: User) -> None:
        with app.app_context():
            made = [
                endpoints.create(alice, f"http://127.0.0.1:9/{n}", ["scan.failed"])[0]
                for n in range(3)
            ]
            hook = made[0].id
            log(hook)
        parts = walk(api, f"{HOOKS}?limit=2", HOOKS)
        assert [hook["url"][-1] for part in parts for hook in part] == ["0", "1", "2"]
        rule = f"{HOOKS}/{{id}}/deliveries"
        parts = walk(api, f"{HOOKS}/{hook}/deliveries?limit=2", rule)
        assert [len(part) for part in parts] == [2, 2, 1]


@transactional
def log(hook: Any) -> None:
    for _ in range(5):
        told = {"event": "scan.failed", "body": "{}", "status": "delivered"}
        row = WebhookDelivery(endpoint_id=hook, created_at=db_now(), **told)
        db.session.add(row)
    db.session.flush()


def cursor_of(*values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%00",
        "ä",
        "A" * 600,
        cursor_of(),
        cursor_of(1, 2),
        cursor_of("2026-01-01T00:00:00+00:00"),
        cursor_of("0001-01-01T00:00:00+23:59", "0" * 32),
        cursor_of("2026-01-01T00:00:00+00:00", "not an id"),
        cursor_of("yesterday", "0" * 32),
        base64.urlsafe_b64encode(b"[" * 300).decode(),
    ],
)
def test_what_is_no_cursor(api: Api, cursor: str) -> None:
    status, told = api.ask("GET", f"{SCANS}?cursor={cursor}", SCANS)
    assert (status, told["error"]["code"]) == (422, "bad_cursor")


@pytest.mark.parametrize("number", ["-1", str(2**63), "x", "9" * 5000])
def test_numbers_that_no_page_has(
    api: Api, app: Flask, alice: User, number: str
) -> None:
    with app.app_context():
        site = add_site(alice).public_id
    path = f"{SITES}/{site}/pages?cursor={cursor_of(number)}"
    assert api.ask("GET", path, f"{SITES}/{{id}}/pages")[0] == 422


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x", "", "1e1", "9" * 30, "²"])
def test_what_is_no_limit(api: Api, limit: str) -> None:
    status, told = api.ask("GET", f"{SCANS}?limit={limit}", SCANS)
    assert (status, told["error"]["code"]) == (422, "bad_limit")


def test_links_keep_what_was_asked_and_nothing_else(
    api: Api, app: Flask, alice: User
) -> None:
    for _ in range(2):
        make_scan(app, user_id=alice.id)
    path = f"{SCANS}?limit=1&q=ex%26am&_external=1&_scheme=javascript"
    assert api.ask("GET", path, SCANS)[1]["links"]["next"] is None
    path = path.replace("ex%26am", "%2Fpage")
    link = api.ask("GET", path, SCANS)[1]["links"]["next"]
    assert link.startswith("/api/v1/scans?limit=1&q=%2Fpage&")


def test_no_list_is_read_or_sorted_as_a_whole(
    api: Api, app: Flask, alice: User
) -> None:
    """SQLite finds the place by an index, and sorts at most what is of one moment."""
    with app.app_context():
        site = add_site(alice).public_id
        hook = endpoints.create(alice, "http://127.0.0.1:9/", ["scan.failed"])[0].id
    moment, some_id = "2026-01-01T00:00:00+00:00", "0" * 32
    newest = cursor_of(moment, some_id)
    for path, rule, cursor in [
        (SCANS, SCANS, newest),
        (SITES, SITES, newest),
        (f"{SITES}/{site}/pages", f"{SITES}/{{id}}/pages", cursor_of("7")),
        (f"{SITES}/{site}/pages?state=failed", f"{SITES}/{{id}}/pages", cursor_of("7")),
        (f"{SITES}/{site}/findings", f"{SITES}/{{id}}/findings", cursor_of("x", "7")),
        (f"{HOOKS}/{hook}/deliveries", f"{HOOKS}/{{id}}/deliveries", newest),
    ]:
        with app.app_context(), recorded(db.engine) as statements:
            query = f"{'&' if '?' in path else '?'}limit=100&cursor={cursor}"
            assert api.ask("GET", path + query, rule)[0] == 200
        [statement] = [one for one in statements if "LIMIT" in one[0]]
        plan = plan_of(app, *statement)
        assert plan, path
        for step in plan:
            is_by_index = step.startswith("SEARCH")
            is_within = step.endswith(("RIGHT PART OF ORDER BY", "TERM OF ORDER BY"))
            assert is_by_index or is_within, (path, plan)


@contextmanager
def recorded(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    statements: list[tuple[str, Any]] = []

    def record(_a: Any, _b: Any, statement: str, parameters: Any, *_: Any) -> None:
        statements.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", record)
    yield statements
    event.remove(engine, "before_cursor_execute", record)


def plan_of(app: Flask, statement: str, parameters: Any) -> list[str]:
    with app.app_context():
        explained = f"EXPLAIN QUERY PLAN {statement}"
        rows = db.session.connection().exec_driver_sql(explained, parameters)
        return [row.detail for row in rows]
